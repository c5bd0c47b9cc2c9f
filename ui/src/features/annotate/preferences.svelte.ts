// What this physician likes at hand: favourite and recent terms, own phrases. Kept sealed in the study.

import type { call } from "../../backend/call";
import type { Preferences as Kept } from "../../backend/generated/types";
import { type Kind, term, terms } from "../../backend/vocabulary";

/** Terms offered before anything is typed: as many as there are number keys. */
const OFFERED = 9;
const MOST = 120;
const SAVE_AFTER_MS = 1500;

export class Preferences {
  #kept = $state<Kept>({ favourites: [], recent: [], phrases: [], last: null, values: {} });
  /** As it was when the work began: while one works no chip changes its place. */
  #usual: Record<string, number> = {};
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly door: { call: typeof call },
    private readonly refuse: (error: unknown) => void,
    private readonly isOpen: () => boolean,
  ) {}

  async load(): Promise<void> {
    this.#kept = await this.door.call("preference.read", null);
    this.#usual = { ...this.#kept.values };
  }
  isFavourite(code: string): boolean {
    return this.#kept.favourites.includes(code);
  }
  toggleFavourite(code: string): void {
    const { favourites } = this.#kept;
    this.#kept.favourites = favourites.includes(code)
      ? favourites.filter((other) => other !== code)
      : [...favourites, code];
    this.#save();
  }
  /** A term was chosen. */
  used(code: string): void {
    this.#kept.recent = [code, ...this.#kept.recent.filter((other) => other !== code)].slice(0, MOST);
    this.#save();
  }
  /** A value of an attribute was chosen. */
  chose(value: string): void {
    this.#kept.values[value] = (this.#kept.values[value] ?? 0) + 1;
    this.#save();
  }
  /** The values that this physician chooses most before the others, which stay in the order of the vocabulary. */
  usualFirst<T extends { code: string }>(values: T[]): T[] {
    const times = (value: T) => this.#usual[value.code] ?? 0;
    return values.some((value) => times(value) > 0) ? [...values].sort((a, b) => times(b) - times(a)) : values;
  }
  /** Favourites, then recent terms of a kind, without those that are chosen already. */
  offered(kind: Kind, chosen: string[]): string[] {
    const ofKind = new Set(terms(kind).map((entry) => entry.code));
    return [...new Set([...this.#kept.favourites, ...this.#kept.recent])]
      .filter((code) => ofKind.has(code) && term(code)?.choosable && !chosen.includes(code))
      .slice(0, OFFERED);
  }
  /** Photograph that was annotated last. */
  get last(): string | null {
    return this.#kept.last;
  }
  at(photograph: string): void {
    if (this.#kept.last === photograph) return;
    this.#kept.last = photograph;
    this.#save();
  }
  get phrases(): string[] {
    return this.#kept.phrases;
  }
  keepPhrase(phrase: string): void {
    const said = phrase.trim();
    if (!said) return;
    this.#kept.phrases = [said, ...this.#kept.phrases.filter((other) => other !== said)].slice(0, 40);
    this.#save();
  }
  forgetPhrase(phrase: string): void {
    this.#kept.phrases = this.#kept.phrases.filter((other) => other !== phrase);
    this.#save();
  }
  /** Saved a little later, so that stepping waits for nothing. */
  #save(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.flush(), SAVE_AFTER_MS);
  }
  async flush(): Promise<void> {
    clearTimeout(this.#timer);
    if (this.#timer === undefined || !this.isOpen()) return;
    this.#timer = undefined;
    try {
      await this.door.call("preference.save", $state.snapshot(this.#kept) as Kept);
    } catch (error) {
      this.refuse(error);
    }
  }
}
