import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import { CallError } from "../../backend/call";
import type {
  AppError,
  Decisions,
  ReviewItemView,
  ReviewView,
  Row,
  SaveReviewInput,
} from "../../backend/generated/types";
import { Reviewing } from "./controller.svelte";

const line = (slot: string, a: string[], b: string[]) =>
  ({ slot, subject: { kind: "region" }, state: { kind: "conflict" }, values: [a, b] }) as unknown as Row;
const empty = (): Decisions => ({ slots: {}, differential: null, reasoning: "", treatment_text: "" });
const refusal = (code: string) => new CallError({ code, args: {} } as unknown as AppError);
const rows = [line("region/chest", ["chest"], []), line("region/back", [], ["back"])];
const comparison = { rows, groups: [] };
const undecided = (decisions: Decisions) =>
  rows.filter(({ slot }) => !decisions.slots[slot]).map(({ slot }) => ({ kind: "slot", slot }));

/** A program with three photographs to review, in memory; it can be slow, full, or signed out of. */
function program(person: string) {
  const kept = new Map<string, Decisions>();
  const revisions = new Map(["a", "b", "c"].map((id) => [id, 1]));
  const state = {
    calls: [] as string[],
    refused: [] as unknown[],
    hold: Promise.resolve(),
    full: false,
    signedIn: true,
    password: "right",
  };
  const view = (id: string) => {
    const decisions = kept.get(id) ?? empty();
    const readers: unknown[] = [];
    return {
      photograph: { id },
      readers,
      decisions,
      comparison,
      undecided: undecided(decisions),
      queries: [],
      amended: [],
      revisions: [revisions.get(id), 1],
    } as unknown as ReviewView;
  };
  const check = (input: SaveReviewInput) => {
    if (state.full) throw refusal("disk_full");
    if (input.revisions[0] !== revisions.get(input.photograph)) throw refusal("amended_meanwhile");
  };
  const answers: Record<string, (input: never) => unknown> = {
    "review.prepare": () => ({ done: 3, total: 3, own: 0 }),
    "review.queue": () =>
      ["a", "b", "c"].map((photograph) => ({ photograph, agreed: false, query: null }) as unknown as ReviewItemView),
    "review.open": (id: string) => view(id),
    "review.save": (input: SaveReviewInput) => {
      check(input);
      kept.set(input.photograph, input.decisions);
      return { comparison, undecided: undecided(input.decisions) };
    },
    "review.sign": (input: SaveReviewInput & { password: string }) => {
      check(input);
      if (input.password !== state.password) throw refusal("wrong_password");
      kept.set(input.photograph, input.decisions);
      return null;
    },
  };
  const call = async (name: string, input: unknown) => {
    state.calls.push(typeof input === "string" ? `${name} ${input}` : name);
    const hold = state.hold;
    await hold;
    return answers[name]?.(input as never);
  };
  const begin = () => {
    throw new Error("nothing long here");
  };
  const door = { call, begin } as unknown as ConstructorParameters<typeof Reviewing>[0];
  const at = { person, isOpen: () => state.signedIn };
  const work = () => new Reviewing(door, (error) => state.refused.push(error), at);
  return { work, kept, revisions, state };
}
/** A promise to be kept by hand. */
function gate(): { promise: Promise<void>; open: () => void } {
  let open = () => {};
  const promise = new Promise<void>((done) => (open = done));
  return { promise, open };
}
const chest = { choice: "reader", reader: 0 } as const;
const region = (work: Reviewing) => work.rows[0] as Row;

describe("a review", () => {
  beforeEach(() => {
    vi.stubGlobal("navigator", { userAgent: "" });
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
    vi.unstubAllGlobals();
  });

  it("writes a decision by itself, and says so", async () => {
    const { work, kept } = program("writes");
    const review = work();
    await review.start();
    review.decide(region(review), chest);
    expect(review.saved).toBe("not_saved");
    await vi.advanceTimersByTimeAsync(300);
    expect(review.saved).toBe("saved");
    expect(kept.get("a")?.slots).toEqual({ "region/chest": chest });
  });

  it("goes from line to line as they are decided", async () => {
    const review = program("lines").work();
    await review.start();
    expect(review.current?.slot).toBe("region/chest");
    review.decideAndGoOn(chest);
    expect(review.current?.slot).toBe("region/back");
  });

  it("is not saved while something newer is not", async () => {
    const { work, kept, state } = program("newer");
    const review = work();
    await review.start();
    const slow = gate();
    state.hold = slow.promise;
    review.decide(region(review), chest);
    const first = review.save();
    await vi.advanceTimersByTimeAsync(0);
    review.setReasoning("A plaque.");
    slow.open();
    await first;
    expect(review.saved).toBe("not_saved");
    expect(kept.get("a")?.reasoning).toBe("");
    await vi.advanceTimersByTimeAsync(300);
    expect(review.saved).toBe("saved");
    expect(kept.get("a")?.reasoning).toBe("A plaque.");
  });

  it("writes before it goes on, and stays where it cannot", async () => {
    const { work, kept, state } = program("stays");
    const review = work();
    await review.start();
    review.decide(region(review), chest);
    state.full = true;
    await review.step(1);
    expect(review.view?.photograph.id).toBe("a");
    expect(state.refused).toHaveLength(1);
    state.full = false;
    await review.step(1);
    expect(review.view?.photograph.id).toBe("b");
    expect(kept.get("a")?.slots).toEqual({ "region/chest": chest });
  });

  it("tries again by itself what could not be written", async () => {
    const { work, kept, state } = program("again");
    const review = work();
    await review.start();
    state.full = true;
    review.decide(region(review), chest);
    await vi.advanceTimersByTimeAsync(300);
    expect(review.saved).toBe("not_saved");
    state.full = false;
    await vi.advanceTimersByTimeAsync(5000);
    expect(review.saved).toBe("saved");
    expect(kept.get("a")?.slots).toEqual({ "region/chest": chest });
  });

  it("keeps what was decided while the window locked, for the same person only", async () => {
    const locked = program("locked");
    const before = locked.work();
    await before.start();
    locked.state.signedIn = false;
    before.decide(region(before), chest);
    expect(await before.save()).toBe(false);
    const other = program("somebody else");
    await other.work().start();
    expect(other.state.calls).not.toContain("review.save");
    locked.state.signedIn = true;
    const after = locked.work();
    await after.start();
    expect(locked.kept.get("a")?.slots).toEqual({ "region/chest": chest });
    expect(after.decisions.slots).toEqual({ "region/chest": chest });
  });

  it("shows the photograph that was asked for last, whichever comes first", async () => {
    const { work, state } = program("last");
    const review = work();
    await review.start();
    const slow = gate();
    state.hold = slow.promise;
    const first = review.open("b");
    await vi.advanceTimersByTimeAsync(0);
    state.hold = Promise.resolve();
    await review.open("c");
    slow.open();
    await first;
    expect(review.view?.photograph.id).toBe("c");
  });

  it("takes no decision while another photograph comes", async () => {
    const { work, state } = program("between");
    const review = work();
    await review.start();
    const slow = gate();
    state.hold = slow.promise;
    const next = review.open("b");
    review.decide(region(review), chest);
    expect(review.decisions.slots).toEqual({});
    expect(review.saved).toBe("saved");
    slow.open();
    await next;
    expect(review.view?.photograph.id).toBe("b");
  });

  it("opens anew what a reader amended meanwhile", async () => {
    const { work, revisions, state } = program("amended");
    const review = work();
    await review.start();
    revisions.set("a", 2);
    review.decide(region(review), chest);
    await vi.advanceTimersByTimeAsync(300);
    expect(state.refused).toHaveLength(1);
    expect(review.view?.revisions).toEqual([2, 1]);
    review.decide(region(review), chest);
    expect(await review.save()).toBe(true);
  });

  it("that is signed makes room for the next", async () => {
    const { work, kept } = program("signs");
    const review = work();
    await review.start();
    review.decide(region(review), chest);
    expect(await review.sign({ password: "right", keep_open: false }, "")).toBeUndefined();
    expect(review.queue.map(({ photograph }) => photograph)).toEqual(["b", "c"]);
    expect(review.view?.photograph.id).toBe("b");
    expect(kept.get("a")?.slots).toEqual({ "region/chest": chest });
  });

  it("whose signature is refused stays, and what came while it was written is written too", async () => {
    const { work, kept, state } = program("refused");
    const review = work();
    await review.start();
    review.decide(region(review), chest);
    const slow = gate();
    state.hold = slow.promise;
    const answer = review.sign({ password: "wrong", keep_open: false }, "");
    await vi.advanceTimersByTimeAsync(0);
    review.setReasoning("A plaque.");
    slow.open();
    expect(await answer).toBeInstanceOf(CallError);
    expect(review.view?.photograph.id).toBe("a");
    await vi.advanceTimersByTimeAsync(300);
    expect(kept.get("a")?.reasoning).toBe("A plaque.");
  });

  it("undoes a run of typing at once, and redoes it", async () => {
    const review = program("typing").work();
    await review.start();
    for (const text of ["A", "A pla", "A plaque."]) review.setReasoning(text, true);
    review.undo();
    expect(review.decisions.reasoning).toBe("");
    expect(review.canUndo).toBe(false);
    review.redo();
    expect(review.decisions.reasoning).toBe("A plaque.");
  });
});
