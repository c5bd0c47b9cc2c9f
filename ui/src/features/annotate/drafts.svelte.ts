// The annotations of one physician: fetched before they are needed, saved beside stepping.

import type { AnnotationView, DraftView, SavedView } from "../../backend/generated/types";
import { Unsaved } from "../../backend/unsaved.svelte";

export interface Shelf {
  open: (photograph: string) => Promise<AnnotationView>;
  save: (photograph: string, draft: DraftView) => Promise<SavedView>;
  /** A draft is on disk. */
  onsaved: (photograph: string, answer: SavedView) => void;
  /** A draft could not be saved; it stays here and is tried again. */
  onrefused: (error: unknown) => void;
  /** Whose drafts these are, and whether that person is signed in now. */
  session: { person: string; isOpen: () => boolean };
}

export class Drafts {
  #views = new Map<string, AnnotationView>();
  #asked = new Map<string, Promise<AnnotationView>>();
  readonly #unsaved: Unsaved<DraftView, SavedView>;

  constructor(private readonly shelf: Shelf) {
    this.#unsaved = new Unsaved<DraftView, SavedView>({
      kind: "annotation",
      session: shelf.session,
      write: shelf.save,
      onwritten: (photograph, _, { missing, hints, changed, ...answer }) => {
        const view = this.#views.get(photograph);
        if (view) this.#views.set(photograph, { ...view, missing, hints, changed });
        shelf.onsaved(photograph, { missing, hints, changed, ...answer });
      },
      onrefused: shelf.onrefused,
    });
  }
  /** Whether all that was put here is on disk. */
  get saved(): "saved" | "saving" | "not_saved" {
    return this.#unsaved.state;
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
      if (!photographs.includes(id) && !this.#unsaved.get(id)) this.#views.delete(id);
    for (const id of photographs) await this.fetch(id);
  }

  /** Takes a changed draft and writes it; stepping does not wait for that. */
  put(photograph: string, draft: DraftView): void {
    const view = this.#views.get(photograph);
    if (view) this.#views.set(photograph, { ...view, draft });
    this.#unsaved.put(photograph, draft);
    void this.flush();
  }

  /** Writes what waits; true when all of it is on disk. */
  flush(): Promise<boolean> {
    return this.#unsaved.flush();
  }

  /** Asks anew next time for what others say of it; what waits to be written stays. */
  anew(photograph: string): void {
    this.#views.delete(photograph);
    this.#asked.delete(photograph);
  }

  /** Asks anew next time for all of them; what waits to be written stays. */
  allAnew(): void {
    for (const photograph of [...this.#views.keys(), ...this.#asked.keys()]) this.anew(photograph);
  }

  /** Asks anew next time: the photograph was submitted or amended. */
  forget(photograph: string): void {
    this.#views.delete(photograph);
    this.#asked.delete(photograph);
    this.#unsaved.forget(photograph);
  }
}
