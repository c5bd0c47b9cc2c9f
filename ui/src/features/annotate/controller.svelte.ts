// One physician at work: the queue, the photograph on the stage, its draft, saving beside stepping.

import { CallError, call, photoUrl } from "../../backend/call";
import type { Annotation, Lesion, Missing, QueueItemView } from "../../backend/generated/types";
import { term } from "../../backend/vocabulary";
import { type History, changed, historyFrom, noHistory, redo, undo } from "../../view/history";

/** Time after the last change at which a draft is saved. */
const SAVE_AFTER_MS = 500;
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
  saved = $state<"saved" | "saving" | "not_saved">("saved");
  activeSeconds = $state(0);
  ready = $state(false);
  /** Photograph whose annotation is on the screen; until it is the queue's current one nothing can be changed. */
  #openId = $state<string | undefined>();
  #history = $state<History<Annotation>>(noHistory());
  #timer: ReturnType<typeof setTimeout> | undefined;
  #dirty = false;
  #pressedAt: number | undefined;
  #typing: { field: string; at: number } | undefined;

  /** Shows a refusal; takes it away again once the person goes on. */
  constructor(
    private readonly refuse: (error: unknown) => void,
    private readonly settle: () => void,
  ) {}

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
  /** Previews to keep mounted: one behind, three ahead. */
  get pictures(): string[] {
    return this.queue.slice(Math.max(0, this.at - 1), this.at + 4).map((item) => photoUrl(item.photograph.id, "preview"));
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

  /** Goes to another photograph; what was changed is saved beside the step. */
  async step(to: number): Promise<void> {
    if (to < 0 || to >= this.queue.length || to === this.at) return;
    this.#pressedAt = performance.now();
    this.settle();
    void this.save();
    this.at = to;
    await this.#open();
  }

  /** The stage shows the new picture: measures from the key to the second frame after it. */
  shown(): void {
    const start = this.#pressedAt;
    if (start === undefined) return;
    this.#pressedAt = undefined;
    requestAnimationFrame(() => requestAnimationFrame(() => performance.measure("photo-step", { start, end: performance.now() })));
  }

  async #open(): Promise<void> {
    const id = this.item?.photograph.id;
    if (id === undefined) return;
    try {
      const view = await call("annotation.open", id);
      if (this.item?.photograph.id !== id) return;
      this.#openId = id;
      this.annotation = view.draft.annotation;
      this.#history = historyFrom<Annotation>(view.draft.history);
      this.activeSeconds = view.draft.active_seconds;
      this.missing = view.missing;
      this.revision = view.revision;
      this.reviewed = view.reviewed;
      this.#dirty = false;
      this.saved = "saved";
      this.shown();
    } catch (error) {
      this.refuse(error);
    }
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
    this.settle();
    this.#dirty = true;
    this.saved = "not_saved";
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.save(), SAVE_AFTER_MS);
  }

  #draft() {
    return {
      annotation: $state.snapshot(this.annotation) as Annotation,
      history: $state.snapshot(this.#history) as unknown,
      active_seconds: Math.round(this.activeSeconds),
    };
  }

  async save(): Promise<void> {
    clearTimeout(this.#timer);
    const item = this.item;
    if (!this.#dirty || !item || !this.isOpen || this.reviewed) return;
    this.#dirty = false;
    this.saved = "saving";
    try {
      const saved = await call("annotation.save", { photograph: item.photograph.id, draft: this.#draft() });
      if (this.item === item) {
        this.missing = saved.missing;
        if (!this.#dirty) this.saved = "saved";
      }
      if (item.state === "waiting") item.state = "started";
    } catch (error) {
      this.#dirty = true;
      this.saved = "not_saved";
      this.refuse(error);
    }
  }

  /** Submits, or amends with a reason; goes on to the next photograph that waits. */
  async submit(reason: string): Promise<boolean> {
    const item = this.item;
    if (!item || !this.isOpen) return false;
    clearTimeout(this.#timer);
    try {
      const input = { photograph: item.photograph.id, draft: this.#draft() };
      if (this.revision === null) await call("annotation.submit", input);
      else await call("annotation.amend", { ...input, reason });
      this.#dirty = false;
      item.state = "submitted";
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
      const view = await call("annotation.open", source.item.photograph.id);
      this.change((draft) => {
        const copy = view.draft.annotation;
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
