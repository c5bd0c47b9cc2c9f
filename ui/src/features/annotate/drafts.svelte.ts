// The annotations of one physician: fetched before they are needed, saved beside stepping.

import type { AnnotationView, DraftView, SavedView } from "../../backend/generated/types";

/** Time after which a draft that could not be saved is tried again. */
const AGAIN_AFTER_MS = 5000;

export interface Shelf {
  open: (photograph: string) => Promise<AnnotationView>;
  save: (photograph: string, draft: DraftView) => Promise<SavedView>;
  /** A draft is on disk. */
  onsaved: (photograph: string, answer: SavedView) => void;
  /** A draft could not be saved; it stays here and is tried again. */
  onrefused: (error: unknown) => void;
  /** Whether the person whose drafts these are is signed in; nothing is written for anybody else. */
  isOpen: () => boolean;
}

/** What could not be written yet, by person: it waits for that person to come back. */
const unsaved = new Map<string, Map<string, DraftView>>();
export function unsavedOf(person: string): Map<string, DraftView> {
  const own = unsaved.get(person) ?? new Map<string, DraftView>();
  unsaved.set(person, own);
  return own;
}

export class Drafts {
  /** Whether all that was put here is on disk. */
  saved = $state<"saved" | "saving" | "not_saved">("saved");
  #views = new Map<string, AnnotationView>();
  #asked = new Map<string, Promise<AnnotationView>>();
  #writing: Promise<void> | undefined;
  #again: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly shelf: Shelf,
    private readonly waiting: () => Map<string, DraftView>,
  ) {}
  get #unsaved(): Map<string, DraftView> {
    return this.waiting();
  }

  /** What has arrived already. */
  ready(photograph: string): AnnotationView | undefined {
    return this.#views.get(photograph);
  }

  async fetch(photograph: string): Promise<AnnotationView> {
    const here = this.#views.get(photograph) ?? this.#asked.get(photograph);
    if (here) return here;
    const asked = this.#open(photograph);
    this.#asked.set(photograph, asked);
    try {
      const view = await asked;
      // Forgotten meanwhile, or changed: what was asked before that is no longer true.
      if (this.#asked.get(photograph) === asked && !this.#views.has(photograph)) this.#views.set(photograph, view);
      return this.#views.get(photograph) ?? view;
    } finally {
      if (this.#asked.get(photograph) === asked) this.#asked.delete(photograph);
    }
  }

  /** What is on disk, unless something newer waits to be written. */
  async #open(photograph: string): Promise<AnnotationView> {
    const view = await this.shelf.open(photograph);
    const newer = this.#unsaved.get(photograph);
    return newer ? { ...view, draft: newer } : view;
  }

  /** Fetches these, one after the other, and lets go of all others that are on disk. */
  async keep(photographs: string[]): Promise<void> {
    for (const id of this.#views.keys())
      if (!photographs.includes(id) && !this.#unsaved.has(id)) this.#views.delete(id);
    for (const id of photographs) await this.fetch(id);
  }

  /** Takes a changed draft and writes it; stepping does not wait for that. */
  put(photograph: string, draft: DraftView): void {
    const view = this.#views.get(photograph);
    if (view) this.#views.set(photograph, { ...view, draft });
    this.#unsaved.set(photograph, draft);
    void this.flush();
  }

  /** Writes what waits, one draft after the other; true when all of it is on disk. */
  async flush(): Promise<boolean> {
    this.#writing ??= this.#write().finally(() => (this.#writing = undefined));
    await this.#writing;
    return this.#unsaved.size === 0;
  }

  async #write(): Promise<void> {
    clearTimeout(this.#again);
    if (!this.shelf.isOpen()) return;
    for (let next = this.#first(); next; next = this.#first()) {
      const [photograph, draft] = next;
      this.saved = "saving";
      try {
        const answer = await this.shelf.save(photograph, draft);
        if (this.#unsaved.get(photograph) === draft) this.#unsaved.delete(photograph);
        const view = this.#views.get(photograph);
        if (view)
          this.#views.set(photograph, {
            ...view,
            missing: answer.missing,
            hints: answer.hints,
            changed: answer.changed,
          });
        this.shelf.onsaved(photograph, answer);
      } catch (error) {
        this.saved = "not_saved";
        this.#again = setTimeout(() => void this.flush(), AGAIN_AFTER_MS);
        this.shelf.onrefused(error);
        return;
      }
    }
    this.saved = "saved";
  }
  #first(): [string, DraftView] | undefined {
    return this.#unsaved.entries().next().value;
  }

  /** Asks anew next time for what others say of it; what waits to be written stays. */
  anew(photograph: string): void {
    this.#views.delete(photograph);
    this.#asked.delete(photograph);
  }

  /** Asks anew next time: the photograph was submitted or amended. */
  forget(photograph: string): void {
    this.#views.delete(photograph);
    this.#asked.delete(photograph);
    this.#unsaved.delete(photograph);
  }
}
