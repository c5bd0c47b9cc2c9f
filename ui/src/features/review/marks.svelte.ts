// Marks on the photograph under review: whose are shown, and those of the reviewed record, which a senior draws.

import { type Mark, type Shape, type Tone, nudged } from "../../view/marks";
import type { Size, Turn } from "../../view/photo";
import type { ReviewedLesion } from "../../backend/generated/types";
import { nameOf } from "../../text/language.svelte";
import type { Reviewing } from "./controller.svelte";

const TONES: Tone[] = ["a", "b", "c", "d", "e"];
const idOf = (lesion: ReviewedLesion, index: number) => `${lesion.key}/${index}`;

export class ReviewMarks {
  /** Whose marks are on the photograph: a reader, the reviewed record, or everybody. */
  shown = $state<number | "reviewed" | "all">("all");
  drawing = $state(false);
  chosen = $state<string | undefined>();
  readonly shapes: Shape[] = $derived.by(() => [...this.#ofReaders(), ...this.#ofRecord()]);

  constructor(private readonly work: Reviewing) {}

  #ofReaders(): Shape[] {
    return (this.work.view?.readers ?? []).flatMap(({ letter, annotation }, reader) =>
      this.shown === "all" || this.shown === reader
        ? annotation.lesions.flatMap((lesion) =>
            lesion.marks.map((mark, n) => ({
              id: `${letter}/${lesion.number}/${n}`,
              mark,
              label: `${letter} ${nameOf(lesion.lesion)}`,
              dashed: reader % 2 > 0,
              tone: TONES[reader] ?? "a",
            })),
          )
        : [],
    );
  }
  #ofRecord(): Shape[] {
    if (this.shown !== "reviewed") return [];
    return this.work.lesions.flatMap((lesion, n) =>
      lesion.marks.map((mark, index) => ({
        id: idOf(lesion, index),
        mark,
        label: `${n + 1} ${nameOf(lesion.lesion)}`,
      })),
    );
  }
  /** The mark of the reviewed record that has this id. */
  #find(id: string | undefined): { lesion: ReviewedLesion; index: number; mark: Mark } | undefined {
    const [key, index] = (id ?? "").split("/");
    const lesion = this.work.lesions.find((other) => other.key === key);
    const mark = lesion?.marks[Number(index)];
    return lesion && mark ? { lesion, index: Number(index), mark } : undefined;
  }
  #draw(lesion: ReviewedLesion, change: (marks: Mark[]) => Mark[]) {
    const marks = lesion.marks.map((mark) => structuredClone($state.snapshot(mark) as Mark));
    this.work.setMarks(lesion, { marks: "own", drawn: change(marks) });
    this.shown = "reviewed";
  }

  /** Shows these marks. Nobody draws, moves or deletes a mark of the record that is not seen. */
  show(whose: typeof this.shown) {
    this.shown = whose;
    if (whose === "reviewed") return;
    this.chosen = undefined;
    this.drawing = false;
  }
  /** Another photograph is under review. */
  clear() {
    this.show("all");
  }
  /** Goes on to the marks of the next reader, at last to those of the reviewed record. */
  showNext() {
    const cycle = ["all", ...(this.work.view?.readers.map((_, reader) => reader) ?? []), "reviewed"] as const;
    this.show(cycle[(cycle.indexOf(this.shown) + 1) % cycle.length] ?? "all");
  }
  /** Begins drawing a mark of the lesion at hand, or leaves off. */
  toggleDrawing() {
    if (!this.work.lesion) return;
    this.drawing = !this.drawing;
    this.shown = "reviewed";
  }
  choose(id: string | undefined) {
    this.chosen = this.#find(id) ? id : undefined;
  }
  /** Chooses the marks of the lesion at hand one after the other. */
  chooseNext(): boolean {
    const lesion = this.work.lesion;
    const count = lesion?.marks.length ?? 0;
    if (!lesion || count === 0) return false;
    const before = this.#find(this.chosen);
    this.chosen = idOf(lesion, before?.lesion.key === lesion.key ? (before.index + 1) % count : 0);
    this.shown = "reviewed";
    return true;
  }
  add(mark: Mark) {
    const lesion = this.work.lesion;
    if (!lesion) return;
    this.#draw(lesion, (marks) => [...marks, mark]);
    this.chosen = idOf(lesion, lesion.marks.length);
    this.drawing = false;
  }
  change(id: string, mark: Mark) {
    const found = this.#find(id);
    if (found) this.#draw(found.lesion, (marks) => marks.with(found.index, mark));
  }
  remove(): boolean {
    const found = this.#find(this.chosen);
    if (!found) return false;
    this.#draw(found.lesion, (marks) => marks.toSpliced(found.index, 1));
    this.chosen = undefined;
    return true;
  }
  /** Moves or sizes the chosen mark by `step` photo pixels, in directions as they are seen. */
  nudge(dx: number, dy: number, sizing: boolean, turn: Turn, step: number, size: Size): boolean {
    const found = this.#find(this.chosen);
    if (!found || !this.chosen) return false;
    this.change(this.chosen, nudged(found.mark, dx, dy, sizing, turn, step, size));
    return true;
  }
}
