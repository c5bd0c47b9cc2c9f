// A senior at work: the queue, the photograph under review, decisions saved as they are made.

import { SvelteSet } from "svelte/reactivity";

import { CallError, type call, photoUrl } from "../../backend/call";
import type { begin } from "../../backend/work.svelte";
import type {
  Comparison,
  Decision,
  Decisions,
  LesionGroup,
  Mark,
  MarksDecision,
  QueryView,
  ReviewItemView,
  ReviewOrder,
  ReviewView,
  Row,
  SaveReviewInput,
  Undecided,
} from "../../backend/generated/types";
import { refusedSignature, signed } from "../../backend/signing.svelte";
import { term } from "../../backend/vocabulary";
import { type ValueScale, holdTogether } from "../../view/scale";
import { endStep } from "../../view/step";
import { type Edited, type History, edited, noHistory, redo, undo } from "../../view/history";

/** Time after the last change at which decisions are saved. */
const SAVE_AFTER_MS = 250;
/** Photographs whose pictures are kept ready after the one under review. */
const AHEAD = 2;
/** Time after which decisions that could not be saved are tried again. */
const AGAIN_AFTER_MS = 5000;
/** Pause after which typing on counts as another change. */
const TYPING_PAUSE_MS = 2000;

/** What could not be written yet, by person and photograph: it waits for that person to come back. */
const unsaved = new Map<string, SaveReviewInput>();

const none = (): Decisions => ({ slots: {}, differential: null, reasoning: "", treatment_text: "" });
const signedMeanwhile = (error: unknown): boolean =>
  error instanceof CallError && error.refusal.code === "signed_meanwhile";
const changedMeanwhile = (error: unknown): boolean =>
  signedMeanwhile(error) || (error instanceof CallError && error.refusal.code === "amended_meanwhile");
/** Of the review on the screen; 0 before the first signature. */
const signedRevision = (view: ReviewView): number => view.signed?.revision ?? 0;
export const differs = (row: Row): boolean => row.state.kind === "only" || row.state.kind === "conflict";
/** Whether a line is shown also where only differences are: those, and that a photograph cannot be annotated. */
export const stands = (row: Row): boolean => differs(row) || row.subject.kind === "cannot_annotate";
/** Whether a line holds one value only, so that two different ones cannot both stand. */
export const single = (row: Row): boolean =>
  row.subject.kind === "lesion" || row.subject.kind === "role" || row.subject.kind === "cannot_annotate";

/** Scales on which the values of a line lie. */
export const scalesOf = ({ subject }: Row): ValueScale[] =>
  subject.kind === "attribute" ? (term(subject.attribute)?.scales ?? []) : [];
/** Whether what all readers say can stand together. */
export const holdsAll = (row: Row): boolean => !single(row) && holdTogether(scalesOf(row), row.values.flat());

/** The lesion that a line hangs on. */
export const groupOf = ({ subject }: Row): number | undefined =>
  subject.kind === "site" || subject.kind === "role" || subject.kind === "attribute" ? subject.group : undefined;

/** The lesion that a line is about: itself, or the one that it hangs on. */
export const lesionAround = (row: Row): number | undefined =>
  groupOf(row) ?? (row.subject.kind === "lesion" ? row.subject.group : undefined);

export class Reviewing {
  queue = $state.raw<ReviewItemView[]>([]);
  at = $state(0);
  order = $state<ReviewOrder>("random");
  view = $state.raw<ReviewView | undefined>();
  comparison = $state.raw<Comparison | undefined>();
  decisions = $state.raw<Decisions>(none());
  undecided = $state.raw<Undecided[]>([]);
  queries = $state.raw<QueryView[]>([]);
  row = $state(0);
  ready = $state(false);
  /** Photographs that wait for another senior, because this one annotated them. */
  own = $state(0);
  /** How far the queue is prepared, while it is not. */
  preparing = $state.raw<{ done: number; total: number } | undefined>();
  saved = $state<"saved" | "saving" | "not_saved">("saved");
  /** A reader amended: what was decided on other words is open again. */
  amended = $state<string[]>([]);
  #history = $state.raw<History<Decisions>>(noHistory());
  #timer: ReturnType<typeof setTimeout> | undefined;
  #typing: { field: string; at: number } | undefined;
  #saving: Promise<boolean> = Promise.resolve(true);
  #pressedAt: number | undefined;
  #painted = "";
  /** A photograph is being opened or signed: what is on the screen is leaving. */
  #leaving = 0;
  /** A signature is under way: nothing else is opened or written meanwhile. */
  #signing = false;

  /** `door`: the program; `session`: whose work it is, and whether that person is signed in now. */
  constructor(
    private readonly door: { call: typeof call; begin: typeof begin },
    private readonly refuse: (error: unknown) => void,
    private readonly session: { person: string; isOpen: () => boolean },
  ) {}

  get item(): ReviewItemView | undefined {
    return this.queue[this.at];
  }
  get rows(): Row[] {
    return this.comparison?.rows ?? [];
  }
  get groups(): LesionGroup[] {
    return this.comparison?.groups ?? [];
  }
  get differences(): Row[] {
    return this.rows.filter(differs);
  }
  get current(): Row | undefined {
    return this.rows[this.row];
  }
  /** Lesion of the line at hand: its marks can be drawn anew. */
  get group(): LesionGroup | undefined {
    const lesion = this.current && lesionAround(this.current);
    return lesion === undefined ? undefined : this.groups[lesion];
  }
  /** The line on whether the photograph can be annotated at all, when a reader says that it cannot. */
  get cannot(): Row | undefined {
    return this.rows.find((row) => row.subject.kind === "cannot_annotate");
  }
  /** Whether the record says so, as it is decided now. */
  get cannotBeAnnotated(): boolean {
    return this.cannot !== undefined && this.valuesOf(this.cannot).length > 0;
  }
  /** The reader whom the rest can be taken over from: the first who annotated. */
  get restReader(): number {
    const annotated = this.cannot?.values.findIndex((values) => values.length === 0) ?? 0;
    return Math.max(0, annotated);
  }
  get canUndo(): boolean {
    return this.#history.past.length > 0;
  }
  get canRedo(): boolean {
    return this.#history.future.length > 0;
  }
  /** Photographs to be signed together. */
  get agreed(): ReviewItemView[] {
    return this.queue.filter((item) => item.agreed && !item.held_back && !item.started && item.query === null);
  }
  isOpen(row: Row): boolean {
    return this.undecided.some((open) => "slot" in open && open.slot === row.slot);
  }
  /** The picture under review, and those of the next. */
  get pictures(): string[] {
    const shown = this.view ? [photoUrl(this.view.photograph.id, "preview")] : [];
    const next = this.queue.slice(this.at, this.at + 1 + AHEAD).map((item) => photoUrl(item.photograph, "preview"));
    return [...new Set([...shown, ...next])];
  }

  async start(): Promise<void> {
    try {
      // What could not be written before is on disk first, so that the queue knows of it.
      const mine = `${this.session.person}/`;
      for (const key of [...unsaved.keys()].filter((other) => other.startsWith(mine)))
        await this.#writeWaiting(key.slice(mine.length));
      await this.prepare();
      this.queue = await this.door.call("review.queue", this.order);
      this.at = 0;
      await this.open();
    } catch (error) {
      this.refuse(error);
    }
    this.ready = true;
  }

  /** Compares what is not compared yet, in short pieces. */
  async prepare(): Promise<void> {
    for (;;) {
      const so_far = await this.door.call("review.prepare", null);
      this.own = so_far.own;
      if (so_far.done >= so_far.total) break;
      this.preparing = so_far;
    }
    this.preparing = undefined;
  }

  async reorder(order: ReviewOrder): Promise<void> {
    if (!(await this.save())) return;
    this.order = order;
    try {
      this.queue = await this.door.call("review.queue", order);
      this.at = 0;
      await this.open();
    } catch (error) {
      this.refuse(error);
    }
  }

  /** Opens the photograph of the queue, or any other: one that is signed already. */
  async open(photograph: string | undefined = this.item?.photograph): Promise<void> {
    const turn = ++this.#leaving;
    if (photograph === undefined) {
      this.view = this.comparison = undefined;
      this.#leaving = 0;
      return;
    }
    try {
      const waiting = await this.#writeWaiting(photograph);
      const view = await this.door.call("review.open", photograph);
      // Another one was asked for meanwhile.
      if (turn !== this.#leaving) return;
      this.#leaving = 0;
      this.decisions = view.decisions;
      this.undecided = view.undecided;
      this.comparison = view.comparison;
      this.queries = view.queries;
      this.amended = view.amended;
      this.view = view;
      this.#history = noHistory();
      this.#typing = undefined;
      this.saved = "saved";
      if (waiting && String(waiting.revisions) === String(view.revisions) && waiting.review === signedRevision(view))
        this.#take({ state: waiting.decisions, history: noHistory() });
      this.unfolded.clear();
      this.row = Math.max(
        0,
        this.rows.findIndex((row) => this.isOpen(row)),
        0,
      );
      if (!this.rows[this.row] || !differs(this.rows[this.row] as Row))
        this.row = Math.max(0, this.rows.findIndex(differs));
      this.#goneOn();
    } catch (error) {
      if (turn !== this.#leaving) return;
      this.#leaving = 0;
      this.view = this.comparison = undefined;
      this.refuse(error);
    }
  }

  /** Writes what could not be written before; what still cannot is given back. */
  async #writeWaiting(photograph: string): Promise<SaveReviewInput | undefined> {
    const waiting = unsaved.get(this.#keyOf(photograph));
    if (!waiting) return undefined;
    try {
      await this.door.call("review.save", waiting);
    } catch (error) {
      if (!changedMeanwhile(error)) return waiting;
      // A reader amended since: it is kept with what it was decided on. Another senior signed: that is said.
      if (signedMeanwhile(error)) this.refuse(error);
    }
    unsaved.delete(this.#keyOf(photograph));
    return undefined;
  }
  #keyOf(photograph: string): string {
    return `${this.session.person}/${photograph}`;
  }

  /** The stage shows a picture, or says that it cannot. */
  painted(url: string): void {
    this.#painted = url;
    this.#goneOn();
  }
  /** Measures from the key or click to the second frame after the next photograph is there. */
  #goneOn(): void {
    const [start, view] = [this.#pressedAt, this.view];
    if (start === undefined || !view || this.#painted !== photoUrl(view.photograph.id, "preview")) return;
    this.#pressedAt = undefined;
    endStep("review-step", start);
  }

  async step(by: number, pressedAt = performance.now()): Promise<void> {
    if (this.queue.length === 0 || !(await this.save()) || this.#signing) return;
    this.#pressedAt = pressedAt;
    // After a signed review that was looked at again, back to where the queue was.
    const aside = this.view !== undefined && this.view.photograph.id !== this.item?.photograph;
    if (!aside) this.at = (this.at + by + this.queue.length) % this.queue.length;
    await this.open();
  }

  /** Changes the decisions; every change can be undone, a run of typing in one field at once. */
  change(edit: (decisions: Decisions) => void, typingIn?: string): void {
    if (this.#leaving > 0) return;
    const now = performance.now();
    const goesOn =
      typingIn !== undefined && this.#typing?.field === typingIn && now - this.#typing.at < TYPING_PAUSE_MS;
    const next = edited(this.#history, this.decisions, edit, goesOn);
    if (!next) return;
    this.#typing = typingIn === undefined ? undefined : { field: typingIn, at: now };
    this.#take(next);
  }
  undo(): void {
    this.#restore(undo(this.#history, this.decisions));
  }
  redo(): void {
    this.#restore(redo(this.#history, this.decisions));
  }
  #restore(step: Edited<Decisions> | undefined): void {
    this.#typing = undefined;
    if (step && this.#leaving === 0) this.#take(step);
  }
  #take({ state, history }: Edited<Decisions>): void {
    this.decisions = state;
    this.#history = history;
    this.saved = "not_saved";
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.save(), SAVE_AFTER_MS);
  }

  decide(row: Row, decision: Decision): void {
    if (this.needless(row)) return;
    this.change((decisions) => {
      decisions.slots[row.slot] = decision;
    });
  }
  /** Decides the line and goes to the next one that is open. */
  decideAndGoOn(decision: Decision): void {
    const row = this.current;
    if (!row || this.needless(row) || (decision.choice === "reader" && decision.reader >= row.values.length)) return;
    this.change((decisions) => {
      decisions.slots[row.slot] = decision;
      // What only one reader says of a lesion goes with the lesion.
      if (
        row.subject.kind !== "lesion" ||
        row.state.kind !== "only" ||
        decision.choice !== "reader" ||
        decision.reader !== row.state.reader
      )
        return;
      for (const other of this.#hangingOn(row.subject.group)) {
        const before = decisions.slots[other.slot];
        const empty = before?.choice === "reader" && (other.values[before.reader]?.length ?? 0) === 0;
        if (differs(other) && (!before || empty)) decisions.slots[other.slot] = decision;
      }
    });
    const open = (other: Row) =>
      differs(other) && this.decisions.slots[other.slot] === undefined && !this.needless(other);
    const next = [...this.rows.keys()]
      .map((n) => (this.row + 1 + n) % this.rows.length)
      .find((place) => open(this.rows[place] as Row));
    if (next !== undefined) this.row = next;
  }
  /** Lines about one lesion, but the lesion itself. */
  #hangingOn(group: number): Row[] {
    return this.rows.filter((row) => groupOf(row) === group);
  }
  /** Lesions of one reader alone whose lines are looked at although the lesion decides them. */
  readonly unfolded = new SvelteSet<string>();
  /** The lesion that only one reader states, when a line hangs on it: one decision carries both. */
  loneLesionOf(row: Row): Row | undefined {
    const group = groupOf(row);
    const lesion =
      group === undefined ? undefined : this.rows.find((other) => other.slot === `lesion/${this.groups[group]?.key}`);
    return lesion?.state.kind === "only" ? lesion : undefined;
  }
  /** Whether a line is put away: its lesion decides it, and nobody asked to see it. */
  isFolded(row: Row): boolean {
    const [lesion, group] = [this.loneLesionOf(row), groupOf(row)];
    if (!lesion || group === undefined || this.unfolded.has(this.groups[group]?.key ?? "")) return false;
    const open = (other: Row) =>
      differs(other) && this.decisions.slots[other.slot] === undefined && !this.needless(other);
    return this.decisions.slots[lesion.slot] === undefined || !this.#hangingOn(group).some(open);
  }
  /** What a lesion of one reader alone carries, and on how many lines. */
  carriedBy(lesion: Row): { values: string[]; lines: number } {
    const { subject, state } = lesion;
    if (subject.kind !== "lesion" || state.kind !== "only") return { values: [], lines: 0 };
    const stated = this.#hangingOn(subject.group).filter((row) => (row.values[state.reader]?.length ?? 0) > 0);
    return { values: stated.flatMap((row) => row.values[state.reader] ?? []), lines: stated.length };
  }
  /** Whether a line needs no decision: it hangs on a lesion that is dropped, or the photograph cannot be annotated. */
  needless(row: Row): boolean {
    const about = row.subject;
    if (about.kind !== "cannot_annotate" && this.cannotBeAnnotated) return true;
    const gone = (group: number) => {
      const decision = this.decisions.slots[`lesion/${this.groups[group]?.key}`];
      const lesion = this.rows.find((other) => other.slot === `lesion/${this.groups[group]?.key}`);
      return decision !== undefined && lesion !== undefined && this.valuesOf(lesion).length === 0;
    };
    if (about.kind === "relation") return gone(about.from) || gone(about.to);
    return (about.kind === "site" || about.kind === "role" || about.kind === "attribute") && gone(about.group);
  }
  /** What stands in the reviewed record for a line, as it is decided now. */
  valuesOf(row: Row): string[] {
    const decision = this.decisions.slots[row.slot];
    if (!decision) return row.state.kind === "agreed" ? (row.values[0] ?? []) : [];
    if (decision.choice === "reader") return row.values[decision.reader] ?? [];
    if (decision.choice === "both") return [...new Set(row.values.flat())];
    return decision.choice === "own" ? decision.values : [];
  }

  /**
   * Takes over the first reader wherever nothing is decided; never what overrides everybody. Lines about a lesion that
   * the reader does not have go with the lesion.
   */
  rest(): void {
    const { cannot, restReader: reader } = this;
    // Whether it can be annotated at all is never decided in passing.
    if (cannot && differs(cannot) && this.decisions.slots[cannot.slot] === undefined) {
      this.row = this.rows.indexOf(cannot);
      return;
    }
    const has = (group: number) => this.groups[group]?.cards[reader] !== null;
    this.change((decisions) => {
      for (const row of this.differences) {
        const about = row.subject;
        if ((about.kind === "site" || about.kind === "role" || about.kind === "attribute") && !has(about.group))
          continue;
        decisions.slots[row.slot] ??= { choice: "reader", reader };
      }
    });
  }

  /** Two groups become one lesion, or one becomes several again. */
  pair(one: LesionGroup, other: LesionGroup): void {
    if (one.cards.some((card, reader) => card !== null && other.cards[reader] !== null)) return;
    this.#pairing([one, other], [one.cards.map((card, reader) => card ?? other.cards[reader] ?? null)]);
  }
  unpair(group: LesionGroup): void {
    const alone = group.cards.flatMap((card, reader) =>
      card === null ? [] : [group.cards.map((_, place) => (place === reader ? card : null))],
    );
    this.#pairing([group], alone);
  }
  #pairing(gone: LesionGroup[], made: (number | null)[][]): void {
    const shares = (list: (number | null)[]) =>
      gone.some((group) => list.some((card, reader) => card !== null && group.cards[reader] === card));
    this.change((decisions) => {
      decisions.pairing = [...(decisions.pairing ?? []).filter((list) => !shares(list)), ...made];
    });
    void this.save();
  }

  setMarks(group: LesionGroup, marks: MarksDecision | undefined): void {
    this.change((decisions) => {
      const { [group.key]: _, ...others } = decisions.marks ?? {};
      decisions.marks = marks ? { ...others, [group.key]: marks } : others;
    });
  }
  /** Marks of each reader for a lesion. */
  drawn(group: LesionGroup): Mark[][] {
    return group.cards.map(
      (card, reader) =>
        this.view?.readers[reader]?.annotation.lesions.find((lesion) => lesion.number === card)?.marks ?? [],
    );
  }
  /** Marks that the reviewed record gets for a lesion. */
  marksOf(group: LesionGroup): Mark[] {
    const [drawn, decision] = [this.drawn(group), this.decisions.marks?.[group.key]];
    if (!decision) return drawn.find((marks) => marks.length > 0) ?? [];
    if (decision.marks === "reader") return drawn[decision.reader] ?? [];
    return decision.marks === "all" ? drawn.flat() : decision.drawn;
  }

  setDifferential(diseases: string[]): void {
    this.change((decisions) => {
      decisions.differential = diseases.slice(0, 3);
    });
  }
  setReasoning(text: string, typing = false): void {
    this.change(
      (decisions) => {
        decisions.reasoning = text;
      },
      typing ? "reasoning" : undefined,
    );
  }
  setTreatmentText(text: string, typing = false): void {
    this.change(
      (decisions) => {
        decisions.treatment_text = text;
      },
      typing ? "treatment" : undefined,
    );
  }

  /** Saves what was decided; false when it could not be. */
  save(): Promise<boolean> {
    clearTimeout(this.#timer);
    this.#saving = this.#saving.then(() => this.#save());
    return this.#saving;
  }
  async #save(): Promise<boolean> {
    const view = this.view;
    if (!view || this.saved === "saved" || this.#signing) return true;
    const [decisions, key] = [this.decisions, this.#keyOf(view.photograph.id)];
    const input = {
      photograph: view.photograph.id,
      decisions,
      revisions: view.revisions,
      review: signedRevision(view),
    };
    unsaved.set(key, input);
    if (!this.session.isOpen()) return false;
    this.saved = "saving";
    try {
      const kept = await this.door.call("review.save", input);
      if (unsaved.get(key) === input) unsaved.delete(key);
      if (this.view !== view) return true;
      this.queue = this.queue.map((item) =>
        item.photograph === view.photograph.id && !item.started ? { ...item, started: true } : item,
      );
      const slot = this.current?.slot;
      this.comparison = kept.comparison;
      this.undecided = kept.undecided;
      const place = this.rows.findIndex((row) => row.slot === slot);
      // A lesion that was paired or unpaired stays where it was.
      this.row = place >= 0 ? place : Math.min(this.row, this.rows.length - 1);
      this.saved = this.decisions === decisions ? "saved" : "not_saved";
      return true;
    } catch (error) {
      this.saved = "not_saved";
      // Not when somebody has written something newer meanwhile.
      this.#timer = setTimeout(() => {
        if (unsaved.get(key) === input) void this.save();
      }, AGAIN_AFTER_MS);
      this.#refused(error, view, input);
      return false;
    }
  }
  /** What was amended or signed meanwhile is shown at once; what an amendment does not touch stays decided. */
  #refused(error: unknown, view: ReviewView, sent: SaveReviewInput): void {
    this.refuse(error);
    if (!changedMeanwhile(error)) return;
    const key = this.#keyOf(sent.photograph);
    // What was sent is kept with what it was decided on; what was decided since is written before it is opened anew.
    if (this.view === view && this.decisions !== sent.decisions)
      unsaved.set(key, { ...sent, decisions: this.decisions });
    else unsaved.delete(key);
    if (this.view !== view) return;
    clearTimeout(this.#timer);
    void this.open(view.photograph.id);
  }

  async ask(reader: number, slot: string, text: string): Promise<boolean> {
    const photograph = this.view?.photograph.id;
    return photograph !== undefined && this.#asked(this.door.call("query.ask", { photograph, reader, slot, text }));
  }
  closeQuery(query: string): Promise<boolean> {
    return this.#asked(this.door.call("query.close", query));
  }
  async #asked(answer: Promise<QueryView[]>): Promise<boolean> {
    const view = this.view;
    try {
      const queries = await answer;
      const open = queries.some((query) => !query.closed && query.answer === null);
      this.queue = this.queue.map((item) =>
        item.photograph === view?.photograph.id ? { ...item, query: open ? "open" : null } : item,
      );
      if (this.view === view) this.queries = queries;
      return true;
    } catch (error) {
      this.refuse(error);
      return false;
    }
  }

  /** Signs; `password` is null while a series of signatures is open. What was refused is said in the answer. */
  async sign(signature: { password: string | null; keep_open: boolean }, reason: string): Promise<unknown> {
    const view = this.view;
    if (!view || !(await this.save())) return undefined;
    const pressedAt = performance.now();
    this.#leaving += 1;
    this.#signing = true;
    // What changed since goes with the signature, not after it.
    clearTimeout(this.#timer);
    const input = {
      photograph: view.photograph.id,
      decisions: this.decisions,
      revisions: view.revisions,
      review: signedRevision(view),
    };
    try {
      await this.door.call("review.sign", { ...input, ...signature, reason });
      signed(signature.keep_open);
    } catch (error) {
      refusedSignature(error);
      this.#leaving = 0;
      this.#signing = false;
      // A signature that is refused keeps what was decided first; the page learns of it by saving.
      if (this.saved !== "saved") this.#timer = setTimeout(() => void this.save(), SAVE_AFTER_MS);
      if (changedMeanwhile(error)) this.#refused(error, view, input);
      return error;
    }
    this.#signing = false;
    this.#pressedAt = pressedAt;
    this.queue = this.queue.filter((item) => item.photograph !== view.photograph.id);
    this.at = Math.min(this.at, Math.max(0, this.queue.length - 1));
    await this.open();
    return undefined;
  }

  #together: { readonly cancel: () => Promise<null> } | undefined;
  /** Ends signing together; what is signed stays signed. */
  cancelTogether = (): void => void this.#together?.cancel();
  /** Signs photographs on which the readers agree in everything; how many, or why not. */
  async signAgreed(
    signature: { password: string | null; keep_open: boolean },
    progress: (done: number, total: number) => void,
  ): Promise<number | CallError> {
    if (!(await this.save())) return 0;
    const photographs = this.agreed.map((item) => item.photograph);
    try {
      const work = this.door.begin("review.sign_agreed", { photographs, ...signature }, ({ done, total }) =>
        progress(done, total),
      );
      this.#together = work;
      const answer = await work.answer;
      signed(signature.keep_open);
      await this.start();
      return answer.signed;
    } catch (error) {
      refusedSignature(error);
      if (!(error instanceof CallError && ["wrong_password", "password_needed"].includes(error.refusal.code)))
        await this.start();
      if (error instanceof CallError) return error;
      throw error;
    }
  }
}
