// Several of a list: one by one, from one to another with Shift, or all that are shown.

import { SvelteSet } from "svelte/reactivity";

export class Selection {
  readonly chosen = new SvelteSet<string>();
  #last: string | undefined;

  get size(): number {
    return this.chosen.size;
  }
  has = (id: string): boolean => this.chosen.has(id);

  /**
   * Takes one in or out; with `range` everything from the one before to this one. `shown` is in the order of the
   * screen.
   */
  toggle(id: string, shown: readonly string[], range: boolean): void {
    const [from, to] = [this.#last === undefined ? -1 : shown.indexOf(this.#last), shown.indexOf(id)];
    const on = !this.chosen.has(id);
    const touched = range && from >= 0 && to >= 0 ? shown.slice(Math.min(from, to), Math.max(from, to) + 1) : [id];
    for (const one of touched)
      if (on) this.chosen.add(one);
      else this.chosen.delete(one);
    this.#last = id;
  }
  /** All that are shown, or none when they were all chosen. */
  all(shown: readonly string[]): void {
    const every = shown.every((id) => this.chosen.has(id));
    for (const id of shown)
      if (every) this.chosen.delete(id);
      else this.chosen.add(id);
  }
  /** Drops what is not there any more. */
  keep(there: readonly string[]): void {
    const known = new Set(there);
    for (const id of [...this.chosen]) if (!known.has(id)) this.chosen.delete(id);
  }
  clear(): void {
    this.chosen.clear();
    this.#last = undefined;
  }
}
