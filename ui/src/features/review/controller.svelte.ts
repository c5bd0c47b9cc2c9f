// A senior at work: the queue, the photograph under review, decisions saved as they are made.

import { SvelteSet } from "svelte/reactivity";

import { CallError, type call, photoUrl } from "../../backend/call";
import type { begin } from "../../backend/work.svelte";
import type {
  Besides,
  Decision,
  Decisions,
  Line,
  MarksDecision,
  QueryView,
  ReviewItemView,
  ReviewOrder,
  ReviewView,
  ReviewedLesion,
  SaveReviewInput,
  Undecided,
  WeighedView,
} from "../../backend/generated/types";
import { refusedSignature, signed } from "../../backend/signing.svelte";
import { Unsaved } from "../../backend/unsaved.svelte";
import { endStep } from "../../view/step";
import { type Edited, type History, edited, noHistory, redo, undo } from "../../view/history";

/** Time after the last change at which decisions are saved. */
const SAVE_AFTER_MS = 250;
/** Photographs whose pictures are kept ready after the one under review. */
const AHEAD = 2;
/** Pause after which typing on counts as another change. */
const TYPING_PAUSE_MS = 2000;

const none = (): Decisions => ({ slots: {}, differential: null, reasoning: "", treatment_text: "" });
const signedMeanwhile = (error: unknown): boolean =>
  error instanceof CallError && error.refusal.code === "signed_meanwhile";
const changedMeanwhile = (error: unknown): boolean =>
  signedMeanwhile(error) || (error instanceof CallError && error.refusal.code === "amended_meanwhile");
/** Of the review on the screen; 0 before the first signature. */
const signedRevision = (view: ReviewView): number => view.signed?.revision ?? 0;
/** Whether a line is shown also where only differences are: those, and that a photograph cannot be annotated. */
export const stands = (line: Line): boolean => line.differs || line.subject.kind === "cannot_annotate";

/** The lesion that a line is about: itself, or the one that it hangs on. */
export const lesionAround = (line: Line): number | undefined =>
  line.hangs_on ?? (line.subject.kind === "lesion" ? line.subject.group : undefined);

export class Reviewing {
  queue = $state.raw<ReviewItemView[]>([]);
  at = $state(0);
  order = $state<ReviewOrder>("random");
  view = $state.raw<ReviewView | undefined>();
  decisions = $state.raw<Decisions>(none());
  /** What the decisions make of the photograph, as the program says. */
  lines = $state.raw<Line[]>([]);
  lesions = $state.raw<ReviewedLesion[]>([]);
  undecided = $state.raw<Undecided[]>([]);
  /** The reader whom the rest can be taken over from. */
  restReader = $state(0);
  queries = $state.raw<QueryView[]>([]);
  /** Line at hand. */
  line = $state(0);
  ready = $state(false);
  /** Photographs that wait for another senior, because this one annotated them. */
  own = $state(0);
  /** How far the queue is prepared, while it is not. */
  preparing = $state.raw<{ done: number; total: number } | undefined>();
  /** Whether something is decided that was not handed over to be saved. */
  #dirty = $state(false);
  /** A reader amended: what was decided on other words is open again. */
  amended = $state<string[]>([]);
  #history = $state.raw<History<Decisions>>(noHistory());
  #timer: ReturnType<typeof setTimeout> | undefined;
  #typing: { field: string; at: number } | undefined;
  readonly #unsaved: Unsaved<SaveReviewInput, null>;
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
    session: { person: string; isOpen: () => boolean },
  ) {
    this.#unsaved = new Unsaved<SaveReviewInput, null>({
      kind: "review",
      session,
      write: (_, input) => door.call("review.save", input),
      onwritten: (photograph) => {
        const started = (item: ReviewItemView) => item.photograph === photograph && !item.started;
        this.queue = this.queue.map((item) => (started(item) ? { ...item, started: true } : item));
      },
      onrefused: (error, photograph, input) => this.#refused(error, photograph, input),
    });
  }
  get saved(): "saved" | "saving" | "not_saved" {
    return this.#dirty ? "not_saved" : this.#unsaved.state;
  }

  get item(): ReviewItemView | undefined {
    return this.queue[this.at];
  }
  get differences(): Line[] {
    return this.lines.filter((line) => line.differs);
  }
  get current(): Line | undefined {
    return this.lines[this.line];
  }
  /** Lesion of the line at hand: its marks can be drawn anew. */
  get lesion(): ReviewedLesion | undefined {
    const lesion = this.current && lesionAround(this.current);
    return lesion === undefined ? undefined : this.lesions[lesion];
  }
  /** The line on whether the photograph can be annotated at all, when a reader says that it cannot. */
  get cannot(): Line | undefined {
    return this.lines.find((line) => line.subject.kind === "cannot_annotate");
  }
  /** Whether the record says so, as it is decided now. */
  get cannotBeAnnotated(): boolean {
    return (this.cannot?.value.length ?? 0) > 0;
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
  /** The picture under review, and those of the next. */
  get pictures(): string[] {
    const shown = this.view ? [photoUrl(this.view.photograph.id, "preview")] : [];
    const next = this.queue.slice(this.at, this.at + 1 + AHEAD).map((item) => photoUrl(item.photograph, "preview"));
    return [...new Set([...shown, ...next])];
  }

  async start(): Promise<void> {
    try {
      // What could not be written before is on disk first, so that the queue knows of it.
      await this.#unsaved.flush();
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
      this.view = undefined;
      this.#leaving = 0;
      return;
    }
    try {
      this.#handOver();
      await this.#unsaved.flush();
      const view = await this.door.call("review.open", photograph);
      // Another one was asked for meanwhile.
      if (turn !== this.#leaving) return;
      this.#leaving = 0;
      this.decisions = view.decisions;
      this.#show(view);
      this.queries = view.queries;
      this.amended = view.amended;
      this.view = view;
      this.#history = noHistory();
      this.#typing = undefined;
      const waiting = this.#unsaved.get(photograph);
      if (waiting && String(waiting.revisions) === String(view.revisions) && waiting.review === signedRevision(view))
        this.#take({ state: waiting.decisions, history: noHistory() });
      this.unfolded.clear();
      const open = this.lines.findIndex((line) => line.open && line.differs);
      this.line =
        open >= 0
          ? open
          : Math.max(
              0,
              this.lines.findIndex((line) => line.differs),
            );
      this.#goneOn();
    } catch (error) {
      if (turn !== this.#leaving) return;
      this.#leaving = 0;
      this.view = undefined;
      this.refuse(error);
    }
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
    this.#adopt(state, history);
    this.#weighAgain();
  }
  #adopt(decisions: Decisions, history: History<Decisions>): void {
    this.decisions = decisions;
    this.#history = history;
    this.#dirty = true;
    this.#saveSoon();
  }
  #saveSoon(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.save(), SAVE_AFTER_MS);
  }

  /** What is decided by keys and clicks, one after the other: each sees what the one before has made of the lines. */
  #acts: Promise<void> = Promise.resolve();
  /** How many of them are under way. */
  weighing = $state(0);
  #act(act: () => Promise<void>): Promise<void> {
    if (this.#leaving > 0) return Promise.resolve();
    return this.#then(act);
  }
  #then(act: () => Promise<void>): Promise<void> {
    this.weighing += 1;
    this.#acts = this.#acts
      .then(act)
      .catch(this.refuse)
      .finally(() => (this.weighing -= 1));
    return this.#acts;
  }
  /** Asks the program what the decisions make of the photograph; nothing when it has left the screen meanwhile. */
  async #weigh(besides: Besides): Promise<WeighedView | undefined> {
    for (;;) {
      const [view, decisions] = [this.view, this.decisions];
      if (!view) return undefined;
      const weighed = await this.door.call("review.weigh", { photograph: view.photograph.id, decisions, besides });
      if (this.view !== view) return undefined;
      // What was typed meanwhile is weighed too.
      if (this.decisions === decisions) return weighed;
    }
  }
  #willWeigh = false;
  #weighAgain(): void {
    if (this.#willWeigh) return;
    this.#willWeigh = true;
    void this.#then(async () => {
      this.#willWeigh = false;
      const weighed = await this.#weigh({ kind: "nothing" });
      if (weighed) this.#show(weighed);
    });
  }
  #show({ lines, lesions, undecided, rest_reader }: Omit<WeighedView, "decisions">): void {
    const slot = this.current?.slot;
    this.lines = lines;
    this.lesions = lesions;
    this.undecided = undecided;
    this.restReader = rest_reader;
    const place = lines.findIndex((line) => line.slot === slot);
    // A lesion that was paired or unpaired stays where it was.
    this.line = Math.max(0, place >= 0 ? place : Math.min(this.line, lines.length - 1));
  }
  async #decided(besides: Besides): Promise<boolean> {
    const weighed = await this.#weigh(besides);
    if (!weighed) return false;
    const next = edited(this.#history, this.decisions, (decisions) => void Object.assign(decisions, weighed.decisions));
    this.#typing = undefined;
    if (next) this.#adopt(next.state, next.history);
    this.#show(weighed);
    return true;
  }

  /** Decides a line. */
  decide(line: Line, decision: Decision): Promise<void> {
    return this.#act(async () => void (await this.#decided({ kind: "line", slot: line.slot, decision })));
  }
  /** Decides the line at hand and goes to the next one that waits. */
  decideAndGoOn(decision: Decision): Promise<void> {
    return this.#act(async () => {
      const line = this.current;
      if (!line || line.needless || (decision.choice === "reader" && decision.reader >= line.values.length)) return;
      if (decision.choice === "both" && !line.all_hold) return;
      if (!(await this.#decided({ kind: "line", slot: line.slot, decision }))) return;
      const places = [...this.lines.keys()].map((n) => (this.line + 1 + n) % this.lines.length);
      const next = places.find((place) => this.lines[place]?.waits);
      if (next !== undefined) this.line = next;
    });
  }
  /** Takes the rest over from the first reader who annotated, wherever nothing is decided. */
  rest(): Promise<void> {
    return this.#act(async () => {
      // Whether it can be annotated at all is never decided in passing.
      if (this.cannot?.waits) this.line = this.lines.indexOf(this.cannot);
      else await this.#decided({ kind: "rest" });
    });
  }

  /** Lesions of one reader alone whose lines are looked at although the lesion decides them. */
  readonly unfolded = new SvelteSet<string>();
  /** Whether a line is put away: its lesion decides it, and nobody asked to see it. */
  isFolded(line: Line): boolean {
    return line.carried && !this.unfolded.has(this.lesions[line.hangs_on ?? -1]?.key ?? "");
  }
  /** What a lesion of one reader alone carries, and on how many lines. */
  carriedBy(lesion: Line): Line[] {
    const { subject, state } = lesion;
    if (subject.kind !== "lesion" || state.kind !== "only") return [];
    const isStated = (line: Line) => (line.values[state.reader]?.length ?? 0) > 0;
    return this.lines.filter((line) => line.hangs_on === subject.group && isStated(line));
  }

  /** Two groups become one lesion, or one becomes several again. */
  pair(one: ReviewedLesion, other: ReviewedLesion): void {
    if (one.cards.some((card, reader) => card !== null && other.cards[reader] !== null)) return;
    this.#pairing([one, other], [one.cards.map((card, reader) => card ?? other.cards[reader] ?? null)]);
  }
  unpair(group: ReviewedLesion): void {
    const alone = group.cards.flatMap((card, reader) =>
      card === null ? [] : [group.cards.map((_, place) => (place === reader ? card : null))],
    );
    this.#pairing([group], alone);
  }
  #pairing(gone: ReviewedLesion[], made: (number | null)[][]): void {
    const shares = (list: (number | null)[]) =>
      gone.some((group) => list.some((card, reader) => card !== null && group.cards[reader] === card));
    this.change((decisions) => {
      decisions.pairing = [...(decisions.pairing ?? []).filter((list) => !shares(list)), ...made];
    });
  }

  setMarks(lesion: ReviewedLesion, marks: MarksDecision): void {
    // What is drawn here is shown at once.
    if (marks.marks === "own" && this.#leaving === 0)
      this.lesions = this.lesions.map((other) => (other.key === lesion.key ? { ...other, marks: marks.drawn } : other));
    this.change((decisions) => {
      decisions.marks = { ...decisions.marks, [lesion.key]: marks };
    });
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

  #input(view: ReviewView): SaveReviewInput {
    const review = signedRevision(view);
    return { photograph: view.photograph.id, decisions: this.decisions, revisions: view.revisions, review };
  }

  /** Saves what was decided; false when it could not be. */
  async save(): Promise<boolean> {
    clearTimeout(this.#timer);
    await this.#acts;
    if (this.#signing) return true;
    this.#handOver();
    const photograph = this.view?.photograph.id;
    await this.#unsaved.flush();
    return photograph === undefined || this.#unsaved.get(photograph) === undefined;
  }
  #handOver(): void {
    if (this.#dirty && this.view) this.#unsaved.put(this.view.photograph.id, this.#input(this.view));
    this.#dirty = false;
  }
  /**
   * What was amended or signed meanwhile is shown at once; what an amendment does not touch stays decided. The program
   * keeps what it refuses for that: a reader's words changed, or another senior signed.
   */
  #refused(error: unknown, photograph: string, sent: SaveReviewInput): void {
    const view = this.#leaving === 0 && this.view?.photograph.id === photograph ? this.view : undefined;
    if (view || !changedMeanwhile(error) || signedMeanwhile(error)) this.refuse(error);
    if (!changedMeanwhile(error)) return;
    // What was decided since is written too, before it is opened anew.
    if (view && this.decisions !== sent.decisions)
      this.#unsaved.put(photograph, { ...sent, decisions: this.decisions });
    else this.#unsaved.forget(photograph);
    this.#dirty = false;
    if (!view) return;
    clearTimeout(this.#timer);
    void this.open(photograph);
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
    const input = this.#input(view);
    try {
      await this.door.call("review.sign", { ...input, ...signature, reason });
      signed(signature.keep_open);
    } catch (error) {
      refusedSignature(error);
      this.#leaving = 0;
      this.#signing = false;
      // A signature that is refused keeps what was decided first; the page learns of it by saving.
      if (this.#dirty) this.#saveSoon();
      if (changedMeanwhile(error)) this.#refused(error, input.photograph, input);
      return error;
    }
    this.#signing = false;
    // What is signed is not a draft any more.
    this.#dirty = false;
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
