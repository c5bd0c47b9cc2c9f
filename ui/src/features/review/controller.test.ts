import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import { CallError } from "../../backend/call";
import type {
  Decisions,
  Line,
  ReviewItemView,
  ReviewView,
  SaveReviewInput,
  WeighInput,
} from "../../backend/generated/types";
import { program, refusal } from "../../backend/program.testing";
import { Reviewing } from "./controller.svelte";

const empty = (): Decisions => ({ slots: {}, differential: null, reasoning: "", treatment_text: "" });
/** What decisions make of two regions that one reader each states. */
const weighed = (decisions: Decisions) => {
  const lines = ["chest", "back"].map((name, reader) => {
    const slot = `region/${name}`;
    const values = [0, 1].map((other) => (other === reader ? [name] : []));
    const waits = decisions.slots[slot] === undefined;
    const line = { slot, subject: { kind: "region" }, state: { kind: "only", reader }, values };
    return {
      ...line,
      waits,
      differs: true,
      open: waits,
      needless: false,
      all_hold: true,
      hangs_on: null,
    } as unknown as Line;
  });
  const undecided = lines.filter(({ open }) => open).map(({ slot }) => ({ kind: "slot" as const, slot }));
  return { decisions, lines, lesions: [], rest_reader: 0, undecided };
};

/** A program with three photographs to review, in memory; it can be slow, full, or signed out of. */
function study(person: string) {
  const kept = new Map<string, Decisions>();
  const revisions = new Map(["a", "b", "c"].map((id) => [id, 1]));
  const state = {
    refused: [] as unknown[],
    offered: [] as SaveReviewInput[],
    full: false,
    held: "",
    signedIn: true,
    password: "right",
  };
  const view = (id: string) => {
    const decisions = kept.get(id) ?? empty();
    const readers: unknown[] = [];
    return {
      photograph: { id },
      readers,
      ...weighed(decisions),
      queries: [],
      amended: [],
      revisions: [revisions.get(id), 1],
    } as unknown as ReviewView;
  };
  const check = (input: SaveReviewInput) => {
    if (state.full) throw refusal("disk_full");
    if (state.held === input.photograph) throw refusal("in_review");
    if (input.revisions[0] !== revisions.get(input.photograph)) throw refusal("amended_meanwhile");
  };
  const answers: Record<string, (input: never) => unknown> = {
    "review.prepare": () => ({ done: 3, total: 3, own: 0 }),
    "review.queue": () =>
      ["a", "b", "c"].map((photograph) => ({ photograph, agreed: false, query: null }) as unknown as ReviewItemView),
    "review.open": (id: string) => view(id),
    "review.save": (input: SaveReviewInput) => {
      state.offered.push(input);
      check(input);
      kept.set(input.photograph, input.decisions);
      return null;
    },
    "review.weigh": ({ decisions, besides }: WeighInput) => {
      if (besides.kind === "line") decisions.slots[besides.slot] = besides.decision;
      return weighed(decisions);
    },
    "review.sign": (input: SaveReviewInput & { password: string }) => {
      check(input);
      if (input.password !== state.password) throw refusal("wrong_password");
      kept.set(input.photograph, input.decisions);
      return null;
    },
  };
  const { door, asked, hold, release } = program(answers);
  const at = { person, isOpen: () => state.signedIn };
  const work = () => new Reviewing(door, (error) => state.refused.push(error), at);
  return { work, kept, revisions, state, asked, hold, release };
}
const chest = { choice: "reader", reader: 0 } as const;
const region = (work: Reviewing) => work.lines[0] as Line;

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
    const { work, kept } = study("writes");
    const review = work();
    await review.start();
    await review.decide(region(review), chest);
    expect(review.saved).toBe("not_saved");
    await vi.advanceTimersByTimeAsync(300);
    expect(review.saved).toBe("saved");
    expect(kept.get("a")?.slots).toEqual({ "region/chest": chest });
  });

  it("goes from line to line as they are decided", async () => {
    const review = study("lines").work();
    await review.start();
    expect(review.current?.slot).toBe("region/chest");
    await review.decideAndGoOn(chest);
    expect(review.current?.slot).toBe("region/back");
  });

  it("takes keys one after the other, however fast they come", async () => {
    const { work, hold } = study("fast");
    const review = work();
    await review.start();
    const letGo = hold();
    const both = [review.decideAndGoOn(chest), review.decideAndGoOn({ choice: "both" })];
    letGo();
    await Promise.all(both);
    expect(review.decisions.slots).toEqual({ "region/chest": chest, "region/back": { choice: "both" } });
    expect(review.undecided).toEqual([]);
    review.undo();
    expect(review.decisions.slots).toEqual({ "region/chest": chest });
    await review.save();
    expect(review.undecided).toHaveLength(1);
  });

  it("loses nothing that is typed while a decision is weighed", async () => {
    const { work, kept, hold } = study("typed");
    const review = work();
    await review.start();
    const letGo = hold();
    const decided = review.decide(region(review), chest);
    await vi.advanceTimersByTimeAsync(0);
    review.setReasoning("A plaque.");
    letGo();
    await decided;
    await review.save();
    expect(kept.get("a")).toMatchObject({ reasoning: "A plaque.", slots: { "region/chest": chest } });
  });

  it("is not saved while something newer is not", async () => {
    const { work, kept, hold } = study("newer");
    const review = work();
    await review.start();
    await review.decide(region(review), chest);
    const letGo = hold();
    const first = review.save();
    await vi.advanceTimersByTimeAsync(0);
    review.setReasoning("A plaque.");
    letGo();
    await first;
    expect(review.saved).toBe("not_saved");
    expect(kept.get("a")?.reasoning).toBe("");
    await vi.advanceTimersByTimeAsync(300);
    expect(review.saved).toBe("saved");
    expect(kept.get("a")?.reasoning).toBe("A plaque.");
  });

  it("writes before it goes on, and stays where it cannot", async () => {
    const { work, kept, state } = study("stays");
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
    const { work, kept, state } = study("again");
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
    const locked = study("locked");
    const before = locked.work();
    await before.start();
    locked.state.signedIn = false;
    before.decide(region(before), chest);
    expect(await before.save()).toBe(false);
    const other = study("somebody else");
    await other.work().start();
    expect(other.asked).not.toContain("review.save");
    locked.state.signedIn = true;
    const after = locked.work();
    await after.start();
    expect(locked.kept.get("a")?.slots).toEqual({ "region/chest": chest });
    expect(after.decisions.slots).toEqual({ "region/chest": chest });
  });

  it("writes by itself what was decided before the window locked, once it is unlocked", async () => {
    const { work, kept, state } = study("unlocked");
    const review = work();
    await review.start();
    await review.decide(region(review), chest);
    state.signedIn = false;
    await vi.advanceTimersByTimeAsync(10_000);
    expect([review.saved, kept.size]).toEqual(["not_saved", 0]);
    state.signedIn = true;
    await vi.advanceTimersByTimeAsync(5000);
    expect([review.saved, kept.get("a")?.slots]).toEqual(["saved", { "region/chest": chest }]);
  });

  it("shows the photograph that was asked for last, whichever comes first", async () => {
    const { work, hold, release } = study("last");
    const review = work();
    await review.start();
    const letGo = hold();
    const first = review.open("b");
    await vi.advanceTimersByTimeAsync(0);
    release();
    await review.open("c");
    letGo();
    await first;
    expect(review.view?.photograph.id).toBe("c");
  });

  it("takes no decision while another photograph comes", async () => {
    const { work, hold, release } = study("between");
    const review = work();
    await review.start();
    const letGo = hold();
    const next = review.open("b");
    await vi.advanceTimersByTimeAsync(0);
    release();
    await review.decide(region(review), chest);
    expect(review.decisions.slots).toEqual({});
    expect(review.saved).toBe("saved");
    letGo();
    await next;
    expect(review.view?.photograph.id).toBe("b");
  });

  it("decides nothing on a photograph that came while it was asked about the one before", async () => {
    const { work, kept, hold, release } = study("late");
    const review = work();
    await review.start();
    const letGo = hold();
    const decided = review.decide(region(review), chest);
    await vi.advanceTimersByTimeAsync(0);
    release();
    await review.open("b");
    letGo();
    await decided;
    await review.save();
    expect([review.decisions.slots, kept.size]).toEqual([{}, 0]);
  });

  it("goes on although another photograph cannot be written", async () => {
    const { work, kept, state } = study("another");
    const review = work();
    await review.start();
    await review.decide(region(review), chest);
    // Another senior has it by now.
    state.held = "a";
    await review.open("b");
    await review.decide(region(review), chest);
    expect(await review.save()).toBe(true);
    await review.step(1);
    expect([review.view?.photograph.id, [...kept.keys()]]).toEqual(["a", ["b"]]);
  });

  it("leaves nothing behind when another photograph is opened", async () => {
    const { work, kept, state } = study("leaves");
    const review = work();
    await review.start();
    await review.decide(region(review), chest);
    await review.open("b");
    expect(kept.get("a")?.slots).toEqual({ "region/chest": chest });
    // Nor what the disk refused for a while.
    state.full = true;
    await review.decide(region(review), chest);
    expect(await review.save()).toBe(false);
    state.full = false;
    await review.open("c");
    expect(kept.get("b")?.slots).toEqual({ "region/chest": chest });
  });

  it("offers what was decided while an amendment refused what was sent, and lets go of it then", async () => {
    const { work, revisions, state, hold } = study("offers");
    const review = work();
    await review.start();
    await review.decide(region(review), chest);
    revisions.set("a", 2);
    const letGo = hold();
    const saved = review.save();
    await vi.advanceTimersByTimeAsync(0);
    review.setReasoning("A plaque.");
    letGo();
    await saved;
    await vi.advanceTimersByTimeAsync(0);
    expect(state.offered.map(({ decisions }) => decisions.reasoning)).toEqual(["", "A plaque."]);
    expect(review.view?.revisions).toEqual([2, 1]);
    await vi.advanceTimersByTimeAsync(20_000);
    expect([review.saved, state.offered.length]).toEqual(["saved", 2]);
  });

  it("opens anew what a reader amended meanwhile", async () => {
    const { work, revisions, state } = study("amended");
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
    const { work, kept } = study("signs");
    const review = work();
    await review.start();
    review.decide(region(review), chest);
    expect(await review.sign({ password: "right", keep_open: false }, "")).toBeUndefined();
    expect(review.queue.map(({ photograph }) => photograph)).toEqual(["b", "c"]);
    expect(review.view?.photograph.id).toBe("b");
    expect(kept.get("a")?.slots).toEqual({ "region/chest": chest });
  });

  it("whose signature is refused stays, and what came while it was written is written too", async () => {
    const { work, kept, hold } = study("refused");
    const review = work();
    await review.start();
    await review.decide(region(review), chest);
    const letGo = hold();
    const answer = review.sign({ password: "wrong", keep_open: false }, "");
    await vi.advanceTimersByTimeAsync(0);
    review.setReasoning("A plaque.");
    letGo();
    expect(await answer).toBeInstanceOf(CallError);
    expect(review.view?.photograph.id).toBe("a");
    await vi.advanceTimersByTimeAsync(300);
    expect(kept.get("a")?.reasoning).toBe("A plaque.");
  });

  it("undoes a run of typing at once, and redoes it", async () => {
    const review = study("typing").work();
    await review.start();
    for (const text of ["A", "A pla", "A plaque."]) review.setReasoning(text, true);
    review.undo();
    expect(review.decisions.reasoning).toBe("");
    expect(review.canUndo).toBe(false);
    review.redo();
    expect(review.decisions.reasoning).toBe("A plaque.");
  });
});
