// A senior at work: the queue, the photograph under review, decisions saved as they are made.

import { call } from "../../backend/call";
import type { Decision, Decisions, ReviewItemView, ReviewView, Row, Undecided } from "../../backend/generated/types";

export class Reviewing {
  queue = $state<ReviewItemView[]>([]);
  at = $state(0);
  view = $state<ReviewView | undefined>();
  decisions = $state<Decisions>({ slots: {}, differential: null, reasoning: "", treatment_text: "" });
  undecided = $state<Undecided[]>([]);
  row = $state(0);
  ready = $state(false);
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly refuse: (error: unknown) => void) {}

  get differences(): Row[] {
    return this.view?.comparison.rows.filter((row) => row.state.kind === "only" || row.state.kind === "conflict") ?? [];
  }
  isOpen(row: Row): boolean {
    return this.undecided.some((open) => "slot" in open && open.slot === row.slot);
  }

  async start(): Promise<void> {
    try {
      this.queue = await call("review.queue", null);
      this.at = 0;
      await this.open();
    } catch (error) {
      this.refuse(error);
    }
    this.ready = true;
  }

  async open(): Promise<void> {
    const id = this.queue[this.at]?.photograph.id;
    this.view = undefined;
    if (id === undefined) return;
    try {
      const view = await call("review.open", id);
      this.decisions = view.decisions;
      this.undecided = view.undecided;
      this.view = view;
      this.row = Math.max(0, view.comparison.rows.findIndex((row) => row.state.kind === "only" || row.state.kind === "conflict"));
    } catch (error) {
      this.refuse(error);
    }
  }

  async skip(): Promise<void> {
    await this.save();
    if (this.queue.length > 1) this.at = (this.at + 1) % this.queue.length;
    await this.open();
  }

  decide(row: Row, decision: Decision): void {
    this.decisions.slots[row.slot] = decision;
    this.#touched();
  }

  /** Decides the line and goes to the next one that is open. */
  decideAndGoOn(decision: Decision): void {
    const rows = this.view?.comparison.rows ?? [];
    const row = rows[this.row];
    if (!row) return;
    this.decide(row, decision);
    const open = rows.findIndex((other, place) => place > this.row && (other.state.kind === "only" || other.state.kind === "conflict") && this.decisions.slots[other.slot] === undefined);
    if (open >= 0) this.row = open;
  }

  /** Takes over A wherever nothing is decided; never what overrides both readers. */
  restWithA(): void {
    for (const row of this.differences) this.decisions.slots[row.slot] ??= { choice: "reader", reader: 0 };
    this.#touched();
  }

  setDifferential(diseases: string[]): void {
    this.decisions.differential = diseases.slice(0, 3);
    this.#touched();
  }
  setReasoning(text: string): void {
    this.decisions.reasoning = text;
    this.#touched();
  }
  setTreatmentText(text: string): void {
    this.decisions.treatment_text = text;
    this.#touched();
  }

  #touched(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.save(), 250);
  }

  async save(): Promise<void> {
    clearTimeout(this.#timer);
    const photograph = this.view?.photograph.id;
    if (photograph === undefined) return;
    try {
      const saved = await call("review.save", { photograph, decisions: $state.snapshot(this.decisions) as Decisions });
      if (this.view?.photograph.id === photograph) this.undecided = saved.undecided;
    } catch (error) {
      this.refuse(error);
    }
  }

  async sign(password: string): Promise<boolean> {
    const photograph = this.view?.photograph.id;
    if (photograph === undefined) return false;
    clearTimeout(this.#timer);
    try {
      await call("review.sign", { photograph, decisions: $state.snapshot(this.decisions) as Decisions, password });
      this.queue = this.queue.filter((item) => item.photograph.id !== photograph);
      this.at = Math.min(this.at, Math.max(0, this.queue.length - 1));
      await this.open();
      return true;
    } catch (error) {
      this.refuse(error);
      return false;
    }
  }
}
