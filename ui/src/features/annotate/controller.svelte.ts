// One physician at work: the queue, the photograph on the stage and its draft.

import { CallError, call, photoUrl } from "../../backend/call";
import type { Annotation, AnnotationView, Lesion, Missing, QueueItemView } from "../../backend/generated/types";
import { term } from "../../backend/vocabulary";
import { type History, changed, historyFrom, noHistory, redo, undo } from "../../view/history";
import { Drafts } from "./drafts.svelte";

/** Time after the last change at which a draft is saved. */
const SAVE_AFTER_MS = 500;
/** Photographs kept ready in the direction of the last step, and in the other. */
const [AHEAD, BEHIND] = [3, 1];
/** Pause after which typing on counts as another change. */
const TYPING_PAUSE_MS = 2000;

export const emptyAnnotation = (): Annotation => ({
  regions: [], lesions: [], relations: [], differential: [], reasoning: "", treatment: { items: [], text: "" }, unsure: [], several_conditions: false, cannot_annotate: null,
});

export class Annotating {
  queue = $state<QueueItemView[]>([]);
  at = $state(0);
  annotation = $state<Annotation>(emptyAnnotation());
  missing = $state<Missing[]>([]);
  revision = $state<number | null>(null);
  reviewed = $state(false);
  activeSeconds = $state(0);
  ready = $state(false);
  /** Addresses of the previews to keep decoded. */
  pictures = $state<string[]>([]);
  /** Photograph whose annotation is on the screen; until it is the queue's current one nothing can be changed. */
  #openId = $state<string | undefined>();
  #history = $state.raw<History<Annotation>>(noHistory());
  #timer: ReturnType<typeof setTimeout> | undefined;
  #dirty = $state(false);
  /** Time of the key event of a step that is not painted yet. */
  #pressedAt: number | undefined;
  #painted: string | undefined;
  #direction = 1;
  readonly #drafts = new Drafts({
    open: (photograph) => call("annotation.open", photograph),
    save: (photograph, draft) => call("annotation.save", { photograph, draft }),
    onsaved: (photograph, answer) => {
      if (photograph === this.#openId) this.missing = answer.missing;
      const item = this.queue.find((other) => other.photograph.id === photograph);
      if (item?.state === "waiting") item.state = "started";
    },
    onrefused: (error) => this.refuse(error),
  });
  #typing: { field: string; at: number } | undefined;

  constructor(private readonly refuse: (error: unknown) => void) {}

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
  get saved(): "saved" | "saving" | "not_saved" {
    return this.#dirty ? "not_saved" : this.#drafts.saved;
  }
  /** The subject's photographs among those of this physician. */
  get siblings(): { item: QueueItemView; place: number }[] {
    const subject = this.item?.photograph.capture.subject;
    return this.queue.map((item, place) => ({ item, place })).filter(({ item }) => item.photograph.capture.subject === subject);
  }

  async start(): Promise<void> {
    try {
      this.queue = await call("annotation.queue", null);
      const first = this.queue.findIndex((item) => item.state !== "submitted");
      this.at = Math.max(0, first);
      await this.#open();
    } catch (error) {
      this.refuse(error);
    }
    this.ready = true;
  }

  /** Goes to another photograph; what was changed is saved beside the step. `pressedAt` is the time of the key. */
  async step(to: number, pressedAt = performance.now()): Promise<void> {
    if (to < 0 || to >= this.queue.length || to === this.at) return;
    this.#pressedAt = pressedAt;
    this.save();
    this.#direction = to > this.at ? 1 : -1;
    this.at = to;
    await this.#open();
  }

  async #open(): Promise<void> {
    const id = this.item?.photograph.id;
    if (id === undefined) return;
    const url = photoUrl(id, "preview");
    if (!this.pictures.includes(url)) this.pictures = [...this.pictures, url];
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
    this.reviewed = view.reviewed;
    this.#dirty = false;
    this.#typing = undefined;
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
    requestAnimationFrame(() =>
      requestAnimationFrame(() => {
        if (start !== undefined) performance.measure("photo-step", { start, end: performance.now() });
        if (this.item?.photograph.id === id) this.#prepare();
      }),
    );
  }
  #prepare(): void {
    const places = [0, ...Array.from({ length: AHEAD }, (_, n) => (n + 1) * this.#direction), ...Array.from({ length: BEHIND }, (_, n) => -(n + 1) * this.#direction)];
    const near = places.flatMap((by) => this.queue[this.at + by]?.photograph.id ?? []);
    this.pictures = near.map((id) => photoUrl(id, "preview"));
    this.#drafts.keep(near).catch((error: unknown) => this.refuse(error));
  }

  /** Changes the annotation; every change can be undone, a run of typing in one field at once. */
  change(edit: (draft: Annotation) => void, typingIn?: string): void {
    if (this.reviewed || !this.isOpen) return;
    const now = performance.now();
    const goesOn = typingIn !== undefined && this.#typing?.field === typingIn && now - this.#typing.at < TYPING_PAUSE_MS;
    const before = $state.snapshot(this.annotation) as Annotation;
    edit(this.annotation);
    if (!goesOn) this.#history = changed(this.#history, before);
    this.#typing = typingIn === undefined ? undefined : { field: typingIn, at: now };
    this.#touched();
  }

  undo(): void {
    this.#restore(undo(this.#history, $state.snapshot(this.annotation) as Annotation));
  }
  redo(): void {
    this.#restore(redo(this.#history, $state.snapshot(this.annotation) as Annotation));
  }
  #restore(step: { state: Annotation; history: History<Annotation> } | undefined): void {
    if (!step || this.reviewed || !this.isOpen) return;
    this.annotation = step.state;
    this.#history = step.history;
    this.#touched();
  }

  #touched(): void {
    this.#dirty = true;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.save(), SAVE_AFTER_MS);
  }

  #draft() {
    return {
      annotation: $state.snapshot(this.annotation) as Annotation,
      history: this.#history as unknown,
      active_seconds: Math.round(this.activeSeconds),
    };
  }

  /** Hands what was changed over to be saved. */
  save(): void {
    clearTimeout(this.#timer);
    if (!this.#dirty || !this.#openId || this.reviewed) return;
    this.#dirty = false;
    this.#drafts.put(this.#openId, this.#draft());
  }

  /** Submits, or amends with a reason; goes on to the next photograph that waits. */
  async submit(reason: string): Promise<boolean> {
    const item = this.item;
    if (!item || !this.isOpen) return false;
    this.save();
    const input = { photograph: item.photograph.id, draft: this.#draft() };
    // A draft that is still being written must not come after what is submitted.
    if (!(await this.#drafts.flush())) return false;
    try {
      if (this.revision === null) await call("annotation.submit", input);
      else await call("annotation.amend", { ...input, reason });
      this.#drafts.forget(item.photograph.id);
      item.state = "submitted";
      if (this.item !== item) return true;
      const next = this.queue.findIndex((other, place) => place > this.at && other.state !== "submitted");
      const any = next >= 0 ? next : this.queue.findIndex((other) => other.state !== "submitted");
      if (any >= 0) await this.step(any);
      else await this.#open();
      return true;
    } catch (error) {
      if (error instanceof CallError && error.refusal.code === "incomplete") this.missing = (error.refusal.args["missing"] as Missing[]) ?? [];
      this.refuse(error);
      return false;
    }
  }

  addRegion(code: string): void {
    if (!this.annotation.regions.includes(code)) this.change((draft) => draft.regions.push(code));
  }
  removeRegion(code: string): void {
    this.change((draft) => {
      draft.regions = draft.regions.filter((region) => region !== code);
      for (const lesion of draft.lesions) lesion.regions = lesion.regions.filter((region) => region !== code);
    });
  }

  /** A new card; it lies on the only region there is, in its usual role. */
  addLesion(code: string): void {
    this.change((draft) => {
      const usual = term(code)?.role;
      draft.lesions.push({
        number: Math.max(0, ...draft.lesions.map((lesion) => lesion.number)) + 1,
        lesion: code, role: usual === "primary" || usual === "secondary" ? usual : null,
        regions: draft.regions.length === 1 ? [...draft.regions] : [], attributes: [], marks: [], size_mm: null,
      });
    });
  }
  copyLesion(lesion: Lesion): void {
    this.change((draft) => {
      const number = Math.max(0, ...draft.lesions.map((other) => other.number)) + 1;
      draft.lesions.push({ ...($state.snapshot(lesion) as Lesion), number, marks: [] });
    });
  }
  removeLesion(number: number): void {
    this.change((draft) => {
      draft.lesions = draft.lesions.filter((lesion) => lesion.number !== number);
      draft.relations = draft.relations.filter((relation) => relation.from !== number && relation.to !== number);
    });
  }
  editLesion(number: number, edit: (lesion: Lesion) => void): void {
    this.change((draft) => {
      const lesion = draft.lesions.find((other) => other.number === number);
      if (lesion) edit(lesion);
    });
  }

  addDisease(code: string): void {
    const list = this.annotation.differential;
    if (list.length < 3 && !list.some((entry) => entry.disease === code)) this.change((draft) => draft.differential.push({ disease: code, confidence: null }));
  }
  moveDisease(place: number, by: number): void {
    const to = place + by;
    if (to < 0 || to >= this.annotation.differential.length) return;
    this.change((draft) => {
      const [moved] = draft.differential.splice(place, 1);
      if (moved) draft.differential.splice(to, 0, moved);
    });
  }

  addTreatment(code: string): void {
    if (this.annotation.treatment.items.some((line) => line.item === code)) return;
    const routes = term(code)?.routes ?? [];
    this.change((draft) => draft.treatment.items.push({ item: code, route: routes.length === 1 ? (routes[0] ?? null) : null }));
  }

  /** Takes over what the physician said of the subject's photograph before this one. */
  async copyPrevious(): Promise<void> {
    const siblings = this.siblings.filter(({ place, item }) => place < this.at && item.state !== "waiting");
    const source = siblings.at(-1);
    if (!source) return;
    try {
      const view = await this.#drafts.fetch(source.item.photograph.id);
      this.change((draft) => {
        const copy = structuredClone(view.draft.annotation);
        Object.assign(draft, { ...copy, lesions: copy.lesions.map((lesion) => ({ ...lesion, marks: [] })) });
      });
    } catch (error) {
      this.refuse(error);
    }
  }

  toggleUnsure(field: string): void {
    this.change((draft) => {
      draft.unsure = draft.unsure.includes(field) ? draft.unsure.filter((other) => other !== field) : [...draft.unsure, field];
    });
  }
}
