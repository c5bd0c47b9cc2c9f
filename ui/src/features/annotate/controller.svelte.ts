// One physician at work: the queue, the photograph on the stage and its draft.

import { CallError, type call, photoUrl } from "../../backend/call";
import type {
  Annotation,
  AnnotationView,
  Contradiction,
  Hint,
  Lesion,
  Mark,
  Missing,
  PhotographView,
  QueryView,
  QueueItemView,
  Scale,
} from "../../backend/generated/types";
import { term } from "../../backend/vocabulary";
import { type Edited, type History, edited, historyFrom, noHistory, redo, undo } from "../../view/history";
import { distance } from "../../view/marks";
import { endStep } from "../../view/step";
import { Drafts } from "./drafts.svelte";
import { type Edit, edits, emptyAnnotation } from "./edits";
import { Preferences } from "./preferences.svelte";

/** Time after the last change at which a draft is saved. */
const SAVE_AFTER_MS = 500;
/** Photographs kept ready in the direction of the last step, and in the other. */
const [AHEAD, BEHIND] = [3, 1];
/** Bytes that decoded previews may take together, counted whole; in the size of the stage they take less. */
const PREVIEWS_BYTES = 84e6;
/** Longest side of a preview in pixels. */
const PREVIEW_PX = 2048;
const previewBytes = ({ width_px, height_px }: PhotographView): number => {
  const scale = Math.min(1, PREVIEW_PX / Math.max(width_px, height_px));
  return width_px * scale * height_px * scale * 4;
};
/** Pause after which typing on counts as another change. */
const TYPING_PAUSE_MS = 2000;

/** A mark on the photograph: which lesion card, which of its marks. */
export interface MarkPlace {
  lesion: number;
  place: number;
}

export class Annotating {
  queue = $state.raw<QueueItemView[]>([]);
  at = $state(0);
  annotation = $state.raw<Annotation>(emptyAnnotation());
  missing = $state.raw<Missing[]>([]);
  /** Why the last submission was refused, when values excluded each other. */
  contradictions: Contradiction[] = [];
  revision = $state<number | null>(null);
  /** What was submitted was changed since, and counts only once it is amended. */
  changed = $state(false);
  /** Nothing can be changed any more: a review is signed, or it was a trial. */
  closed = $state(false);
  activeSeconds = $state(0);
  /** What contradicts the definitions in what is chosen so far. */
  hints = $state.raw<Hint[]>([]);
  /** What a senior asks about it. */
  queries = $state.raw<QueryView[]>([]);
  /** A photograph that was just submitted with something worth a second look. */
  afterwards = $state.raw<{ place: number; hints: Hint[] } | undefined>();
  ready = $state(false);
  /** Lesion card that is open; marks that are drawn belong to it. */
  lesion = $state<number | undefined>();
  /** Card that gets another type by the next term that is picked. */
  retyping = $state<number | undefined>();
  /** Mark that is chosen on the photograph. */
  mark = $state.raw<MarkPlace | undefined>();
  /** Field whose comment is open. */
  commenting = $state<string | undefined>();
  readonly preferences: Preferences;
  /** Addresses of the previews to keep decoded. */
  pictures = $state.raw<string[]>([]);
  /** Photograph whose annotation is on the screen; until it is the queue's current one nothing can be changed. */
  #openId = $state<string | undefined>();
  #history = $state.raw<History<Annotation>>(noHistory());
  #timer: ReturnType<typeof setTimeout> | undefined;
  #dirty = $state(false);
  /** Time of the key event of a step that is not painted yet. */
  #pressedAt: number | undefined;
  #painted: string | undefined;
  #direction = 1;
  #submitting = false;
  readonly #drafts: Drafts;
  #typing: { field: string; at: number } | undefined;

  /** `door`: the program; `session`: whose work it is, and whether that person is signed in now. */
  constructor(
    private readonly door: { call: typeof call },
    private readonly refuse: (error: unknown) => void,
    session: { person: string; isOpen: () => boolean },
  ) {
    this.preferences = new Preferences(door, refuse, () => session.isOpen());
    this.#drafts = new Drafts({
      open: (photograph) => door.call("annotation.open", photograph),
      save: (photograph, draft) => door.call("annotation.save", { photograph, draft }),
      onsaved: (photograph, answer) => {
        if (photograph === this.#openId) {
          this.missing = answer.missing;
          this.hints = answer.hints;
          this.changed = answer.changed;
        }
        const item = this.queue.find((other) => other.photograph.id === photograph);
        if (item?.state === "waiting") this.#update(photograph, { state: "started" });
        else if (item && item.changed !== answer.changed) this.#update(photograph, { changed: answer.changed });
      },
      onrefused: refuse,
      session,
    });
  }

  /** Writes everything before the person signs out. */
  async leave(): Promise<void> {
    this.save();
    await Promise.all([this.#drafts.flush(), this.preferences.flush()]);
  }

  get item(): QueueItemView | undefined {
    return this.queue[this.at];
  }
  get isOpen(): boolean {
    return this.#openId !== undefined && this.#openId === this.item?.photograph.id;
  }
  get canUndo(): boolean {
    return this.#history.past.length > 0;
  }
  get canRedo(): boolean {
    return this.#history.future.length > 0;
  }
  get done(): number {
    return this.queue.filter((item) => item.state === "submitted").length;
  }
  /** Photographs that were changed after submitting and are not amended. */
  get unamended(): number {
    return this.queue.filter((item) => item.changed).length;
  }
  get saved(): "saved" | "saving" | "not_saved" {
    return this.#dirty ? "not_saved" : this.#drafts.saved;
  }
  /** The subject's photographs among those of this physician. */
  readonly siblings = $derived.by((): { item: QueueItemView; place: number }[] => {
    const subject = this.item?.photograph.capture.subject;
    return this.queue.flatMap((item, place) => (item.photograph.capture.subject === subject ? [{ item, place }] : []));
  });
  #update(photograph: string, changed: Partial<QueueItemView>): void {
    this.queue = this.queue.map((item) => (item.photograph.id === photograph ? { ...item, ...changed } : item));
  }

  async start(): Promise<void> {
    try {
      // What is only a convenience must not hold the work up.
      [this.queue] = await Promise.all([
        this.door.call("annotation.queue", null),
        this.preferences.load().catch((error: unknown) => this.refuse(error)),
      ]);
      // Where the work was left, or the next after it that waits.
      const left = this.queue.findIndex((item) => item.photograph.id === this.preferences.last);
      this.at = Math.max(0, left);
      if (this.item?.state === "submitted" && !this.item.changed)
        this.at = Math.max(
          0,
          this.nextWaiting(),
          this.nextWaiting() < 0 ? this.queue.findIndex((item) => item.changed) : 0,
        );
      // A senior who asks waits for the answer.
      const asked = this.queue.findIndex((item) => item.asked);
      if (asked >= 0) this.at = asked;
      await this.#open();
    } catch (error) {
      this.refuse(error);
    }
    this.ready = true;
  }

  /** Begins anew: drafts came in from elsewhere. */
  async restart(): Promise<void> {
    await this.leave();
    this.#drafts.allAnew();
    await this.start();
  }

  /** Place of the next photograph that is not submitted, after this one first; -1 when all are. */
  nextWaiting(): number {
    const next = this.queue.findIndex((other, place) => place > this.at && other.state !== "submitted");
    return next >= 0 ? next : this.queue.findIndex((other) => other.state !== "submitted");
  }

  /** Goes to another photograph; what was changed is saved beside the step. `pressedAt` is the time of the key. */
  async step(to: number, pressedAt = performance.now()): Promise<void> {
    if (to < 0 || to >= this.queue.length || to === this.at) return;
    this.#pressedAt = pressedAt;
    this.save();
    this.preferences.at(this.queue[to]?.photograph.id ?? "");
    this.#direction = to > this.at ? 1 : -1;
    this.at = to;
    await this.#open();
  }

  async #open(): Promise<void> {
    const id = this.item?.photograph.id;
    if (id === undefined) return;
    const url = photoUrl(id, "preview");
    // Until it is painted the one before stays; then what is near is kept.
    if (!this.pictures.includes(url)) this.pictures = [...this.pictures.slice(-AHEAD - BEHIND), url];
    try {
      const view = this.#drafts.ready(id) ?? (await this.#drafts.fetch(id));
      if (this.item?.photograph.id === id) this.#show(view);
    } catch (error) {
      this.refuse(error);
    }
    this.#goneOn();
  }
  #show(view: AnnotationView): void {
    this.#openId = view.photograph;
    this.annotation = structuredClone(view.draft.annotation);
    this.#history = historyFrom<Annotation>(view.draft.history);
    this.activeSeconds = view.draft.active_seconds;
    this.missing = view.missing;
    this.revision = view.revision;
    this.changed = view.changed;
    this.closed = view.closed;
    this.hints = view.hints;
    this.queries = view.queries;
    this.#dirty = false;
    this.#typing = undefined;
    this.lesion = this.annotation.lesions[0]?.number;
    this.mark = undefined;
    this.retyping = undefined;
    this.commenting = undefined;
  }

  /** The stage shows a picture, or says that it cannot. */
  painted(url: string): void {
    this.#painted = url;
    this.#goneOn();
  }
  /** Once picture and annotation are there: measures the step to the second frame after it, then prepares the next. */
  #goneOn(): void {
    const id = this.item?.photograph.id;
    if (id === undefined || !this.isOpen || this.#painted !== photoUrl(id, "preview")) return;
    const start = this.#pressedAt;
    this.#pressedAt = undefined;
    endStep("photo-step", start, () => {
      if (this.item?.photograph.id === id) this.#prepare();
    });
  }
  #prepare(): void {
    const places = [
      0,
      ...Array.from({ length: AHEAD }, (_, n) => (n + 1) * this.#direction),
      ...Array.from({ length: BEHIND }, (_, n) => -(n + 1) * this.#direction),
    ];
    const near = places.flatMap((by) => this.queue[this.at + by]?.photograph ?? []);
    let bytes = 0;
    this.pictures = near
      .filter((photograph) => (bytes += previewBytes(photograph)) <= PREVIEWS_BYTES)
      .map(({ id }) => photoUrl(id, "preview"));
    this.#drafts.keep(near.map(({ id }) => id)).catch((error: unknown) => this.refuse(error));
  }

  /** Changes the annotation; every change can be undone, a run of typing in one field at once. */
  change(edit: Edit, typingIn?: string): void {
    if (this.closed || !this.isOpen) return;
    const now = performance.now();
    const goesOn =
      typingIn !== undefined && this.#typing?.field === typingIn && now - this.#typing.at < TYPING_PAUSE_MS;
    const next = edited(this.#history, this.annotation, edit, goesOn);
    if (!next) return;
    this.#typing = typingIn === undefined ? undefined : { field: typingIn, at: now };
    // What a component hands over may be reactive; what is kept is plain.
    this.#take({ ...next, state: $state.snapshot(next.state) as Annotation });
  }

  undo(): void {
    this.#restore(undo(this.#history, this.annotation));
  }
  redo(): void {
    this.#restore(redo(this.#history, this.annotation));
  }
  #restore(step: Edited<Annotation> | undefined): void {
    if (!step || this.closed || !this.isOpen) return;
    this.#typing = undefined;
    this.#take(step);
  }
  #take({ state, history }: Edited<Annotation>): void {
    this.annotation = state;
    this.#history = history;
    if (!state.lesions.some((lesion) => lesion.number === this.lesion)) this.lesion = state.lesions[0]?.number;
    if (!state.lesions.some((lesion) => lesion.number === this.retyping)) this.retyping = undefined;
    if (this.mark && !this.markAt(this.mark)) this.mark = undefined;
    this.#touched();
  }

  #touched(): void {
    this.#dirty = true;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.save(), SAVE_AFTER_MS);
  }

  #draft() {
    return {
      annotation: this.annotation,
      history: this.#history as unknown,
      active_seconds: Math.round(this.activeSeconds),
    };
  }

  /** Hands what was changed over to be saved. */
  save(): void {
    clearTimeout(this.#timer);
    if (!this.#dirty || !this.#openId || this.closed) return;
    this.#dirty = false;
    this.#drafts.put(this.#openId, this.#draft());
  }

  /**
   * Submits, or amends with a reason; goes on to the next photograph that waits, as a step from the key at `pressedAt`.
   */
  async submit(reason: string, pressedAt?: number): Promise<boolean> {
    const item = this.item;
    if (!item || !this.isOpen || this.#submitting) return true;
    this.#submitting = true;
    try {
      return await this.#submit(item, reason, pressedAt);
    } finally {
      this.#submitting = false;
    }
  }
  async #submit(item: QueueItemView, reason: string, pressedAt?: number): Promise<boolean> {
    this.save();
    const id = item.photograph.id;
    const input = { photograph: id, draft: this.#draft() };
    const seen = this.hints.map((hint) => JSON.stringify(hint));
    // A draft that is still being written must not come after what is submitted.
    if (!(await this.#drafts.flush())) return false;
    try {
      const place = this.queue.findIndex((other) => other.photograph.id === id);
      const submitted =
        this.revision === null
          ? await this.door.call("annotation.submit", input)
          : await this.door.call("annotation.amend", { ...input, reason });
      this.#drafts.forget(id);
      this.#update(id, { state: "submitted", changed: false });
      // What stood beside its line before is not said again.
      const hints = submitted.hints.filter((hint) => !seen.includes(JSON.stringify(hint)));
      this.afterwards = hints.length > 0 ? { place, hints } : undefined;
      if (this.item?.photograph.id !== id) return true;
      // After the last trial the real work comes.
      if (item.purpose === "trial" && !this.queue.some((other) => other.state !== "submitted"))
        this.queue = await this.door.call("annotation.queue", null);
      const next = this.nextWaiting();
      if (next >= 0 && next !== this.at) await this.step(next, pressedAt);
      else {
        this.at = Math.max(0, next);
        await this.#open();
      }
      return true;
    } catch (error) {
      if (error instanceof CallError && error.refusal.code === "incomplete")
        this.missing = (error.refusal.args["missing"] as Missing[]) ?? [];
      this.contradictions =
        error instanceof CallError && error.refusal.code === "contradiction"
          ? ((error.refusal.args["contradictions"] as Contradiction[]) ?? [])
          : [];
      this.refuse(error);
      return false;
    }
  }

  /** Answers a senior's question. */
  async answer(query: string, answer: string): Promise<void> {
    const id = this.item?.photograph.id;
    try {
      const queries = await this.door.call("query.answer", { query, answer });
      if (id !== undefined) {
        this.#update(id, { asked: queries.some((other) => !other.closed && other.answer === null) });
        this.#drafts.anew(id);
      }
      if (this.item?.photograph.id === id) this.queries = queries;
    } catch (error) {
      this.refuse(error);
    }
  }

  addRegion(code: string): void {
    this.preferences.used(code);
    this.change(edits.addRegion(code));
  }
  /** A new card, opened. */
  addLesion(code: string): void {
    const usual = term(code)?.role;
    this.preferences.used(code);
    this.change(edits.addLesion(code, usual === "primary" || usual === "secondary" ? usual : null));
    this.lesion = this.annotation.lesions.at(-1)?.number;
  }
  /** Gives the card that is being retyped another type. */
  retype(code: string): void {
    if (this.retyping !== undefined) this.change(edits.setLesionType(this.retyping, code));
    this.preferences.used(code);
    this.retyping = undefined;
  }
  copyLesion(number: number): void {
    this.change(edits.copyLesion(number));
    this.lesion = this.annotation.lesions.at(-1)?.number;
  }
  addDisease(code: string): void {
    this.preferences.used(code);
    this.change(edits.addDisease(code));
  }
  addTreatment(code: string): void {
    const routes = term(code)?.routes ?? [];
    this.preferences.used(code);
    this.change(edits.addTreatment(code, routes.length === 1 ? (routes[0] ?? null) : null));
  }

  markAt({ lesion, place }: MarkPlace): Mark | undefined {
    return this.annotation.lesions.find((other) => other.number === lesion)?.marks[place];
  }
  /** A mark for the open card, chosen; false when there is no card. */
  addMark(mark: Mark): boolean {
    const card = this.openCard ?? this.annotation.lesions.at(-1);
    if (!card) return false;
    const place = card.marks.length;
    this.change(edits.addMark(card.number, mark));
    this.lesion = card.number;
    this.mark = { lesion: card.number, place };
    return true;
  }
  changeMark({ lesion, place }: MarkPlace, mark: Mark): void {
    this.change(edits.changeMark(lesion, place, mark));
  }
  removeMark(): void {
    if (this.mark) this.change(edits.removeMark(this.mark.lesion, this.mark.place));
    this.mark = undefined;
  }
  /** Chooses the next mark of all, after the last the first. */
  nextMark(): void {
    const all = this.annotation.lesions.flatMap((lesion) =>
      lesion.marks.map((_, place): MarkPlace => ({ lesion: lesion.number, place })),
    );
    const at = all.findIndex((mark) => mark.lesion === this.mark?.lesion && mark.place === this.mark.place);
    this.chooseMark(all[(at + 1) % all.length]);
  }
  chooseMark(mark: MarkPlace | undefined): void {
    this.mark = mark;
    if (mark) this.lesion = mark.lesion;
  }
  get openCard(): Lesion | undefined {
    return this.annotation.lesions.find((lesion) => lesion.number === this.lesion);
  }
  /** Photo pixels a millimetre, when a scale is drawn. */
  get pixelsPerMm(): number | undefined {
    const scale: Scale | undefined = this.annotation.scale;
    return scale ? distance(scale.from, scale.to) / scale.mm : undefined;
  }

  /** Whether the subject has an annotated photograph before this one. */
  get previous(): QueueItemView | undefined {
    return this.siblings.filter(({ place, item }) => place < this.at && item.state !== "waiting").at(-1)?.item;
  }
  /** Takes over what the physician said of the subject's photograph before this one. */
  async copyPrevious(): Promise<void> {
    const [source, here] = [this.previous, this.item?.photograph.id];
    if (!source) return;
    try {
      const view = await this.#drafts.fetch(source.photograph.id);
      if (this.item?.photograph.id === here) this.change(edits.copyFrom(view.draft.annotation));
    } catch (error) {
      this.refuse(error);
    }
  }
}
