import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import type { AnnotationView, DraftView, Hint, QueueItemView } from "../../backend/generated/types";
import { program, refusal } from "../../backend/program.testing";
import { Annotating } from "./controller.svelte";
import { emptyAnnotation } from "./edits";

const hint = (rule: string) => ({ rule }) as unknown as Hint;

/** A program with three photographs to annotate, in memory; it can be slow, full, or signed out of. */
function study(person: string) {
  const drafts = new Map<string, DraftView>();
  const submitted = new Map<string, string>();
  const state = {
    refused: [] as unknown[],
    full: false,
    incomplete: false,
    signedIn: true,
    hints: [] as Hint[],
    last: null as string | null,
  };
  const empty = (): DraftView =>
    ({ annotation: emptyAnnotation(), history: null, active_seconds: 0 }) as unknown as DraftView;
  const view = (photograph: string) =>
    ({
      photograph,
      draft: drafts.get(photograph) ?? empty(),
      missing: [],
      hints: [],
      queries: [],
      revision: submitted.has(photograph) ? 1 : null,
      changed: false,
      closed: false,
    }) as unknown as AnnotationView;
  const queue = () =>
    ["a", "b", "c"].map(
      (id) =>
        ({
          photograph: { id, capture: { subject: "S-1" } },
          state: submitted.has(id) ? "submitted" : "waiting",
          purpose: "reading",
          changed: false,
          asked: false,
        }) as unknown as QueueItemView,
    );
  const submit = ({ photograph, draft }: { photograph: string; draft: DraftView }) => {
    if (state.incomplete) throw refusal("incomplete");
    submitted.set(photograph, draft.annotation.reasoning);
    drafts.delete(photograph);
    return { hints: state.hints };
  };
  const answers: Record<string, (input: never) => unknown> = {
    "preference.read": () => ({ favourites: [], recent: [], phrases: [], last: state.last, values: {} }),
    "preference.save": () => null,
    "annotation.queue": queue,
    "annotation.open": view,
    "annotation.save": ({ photograph, draft }: { photograph: string; draft: DraftView }) => {
      if (state.full) throw refusal("disk_full");
      drafts.set(photograph, draft);
      return { missing: [], hints: state.hints, changed: submitted.has(photograph), saved_ms: 1 };
    },
    "annotation.submit": submit,
    "annotation.amend": submit,
  };
  const { door, asked, hold, release } = program(answers);
  const work = () =>
    new Annotating(door, (error) => state.refused.push(error), { person, isOpen: () => state.signedIn });
  return { work, drafts, submitted, state, asked, hold, release };
}
const say = (work: Annotating, reasoning: string) =>
  work.change((annotation) => {
    annotation.reasoning = reasoning;
  });
const shown = (work: Annotating) => work.isOpen && work.item?.photograph.id;

describe("annotating", () => {
  beforeEach(() => {
    vi.stubGlobal("navigator", { userAgent: "" });
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
    vi.unstubAllGlobals();
  });

  it("begins where it was left", async () => {
    const { work, state } = study("begins");
    state.last = "b";
    const annotating = work();
    await annotating.start();
    expect(shown(annotating)).toBe("b");
  });

  it("begins after what is submitted", async () => {
    const { work, submitted, state } = study("begins after");
    state.last = "b";
    submitted.set("b", "A plaque.");
    const annotating = work();
    await annotating.start();
    expect(shown(annotating)).toBe("c");
  });

  it("writes a change by itself, and says so", async () => {
    const { work, drafts } = study("writes");
    const annotating = work();
    await annotating.start();
    say(annotating, "A plaque.");
    expect(annotating.saved).toBe("not_saved");
    await vi.advanceTimersByTimeAsync(600);
    expect(annotating.saved).toBe("saved");
    expect(drafts.get("a")?.annotation.reasoning).toBe("A plaque.");
    expect(annotating.item?.state).toBe("started");
  });

  it("goes on while what was changed is written, and has it again on the way back", async () => {
    const { work, drafts } = study("goes on");
    const annotating = work();
    await annotating.start();
    say(annotating, "A plaque.");
    await annotating.step(1);
    expect(shown(annotating)).toBe("b");
    expect(annotating.annotation.reasoning).toBe("");
    await annotating.step(0);
    expect(annotating.annotation.reasoning).toBe("A plaque.");
    await vi.advanceTimersByTimeAsync(0);
    expect(drafts.get("a")?.annotation.reasoning).toBe("A plaque.");
    expect(drafts.has("b")).toBe(false);
  });

  it("changes nothing while another photograph comes", async () => {
    const { work, hold } = study("between");
    const annotating = work();
    await annotating.start();
    const letGo = hold();
    const next = annotating.step(1);
    say(annotating, "Of which one?");
    expect(annotating.annotation.reasoning).toBe("");
    letGo();
    await next;
    expect(shown(annotating)).toBe("b");
    expect(annotating.annotation.reasoning).toBe("");
  });

  it("submits what is on the screen, after the draft, and goes to the next that waits", async () => {
    const { work, submitted, asked } = study("submits");
    submitted.set("b", "Done before.");
    const annotating = work();
    await annotating.start();
    say(annotating, "A plaque.");
    expect(await annotating.submit("")).toBe(true);
    expect(submitted.get("a")).toBe("A plaque.");
    expect(asked.indexOf("annotation.save")).toBeLessThan(asked.indexOf("annotation.submit"));
    expect(shown(annotating)).toBe("c");
    expect(annotating.done).toBe(2);
    await vi.advanceTimersByTimeAsync(5000);
    expect(asked.filter((name) => name === "annotation.save")).toHaveLength(1);
  });

  it("knows on the way back that it is submitted", async () => {
    const annotating = study("way back").work();
    await annotating.start();
    say(annotating, "A plaque.");
    await annotating.submit("");
    await annotating.step(0);
    expect(annotating.revision).toBe(1);
  });

  it("shows the photograph that was asked for last, whichever comes first", async () => {
    const { work, hold, release } = study("last");
    const annotating = work();
    await annotating.start();
    const letGo = hold();
    const first = annotating.step(1);
    await vi.advanceTimersByTimeAsync(0);
    release();
    await annotating.step(2);
    letGo();
    await first;
    expect(shown(annotating)).toBe("c");
  });

  it("submits once, however often the key is pressed", async () => {
    const { work, asked, hold } = study("once");
    const annotating = work();
    await annotating.start();
    const letGo = hold();
    const both = [annotating.submit(""), annotating.submit("")];
    letGo();
    await Promise.all(both);
    expect(asked.filter((name) => name === "annotation.submit")).toHaveLength(1);
    expect(shown(annotating)).toBe("b");
  });

  it("does not submit what it cannot write", async () => {
    const { work, submitted, state } = study("full");
    const annotating = work();
    await annotating.start();
    say(annotating, "A plaque.");
    state.full = true;
    expect(await annotating.submit("")).toBe(false);
    expect(submitted.size).toBe(0);
    expect(shown(annotating)).toBe("a");
    expect(annotating.annotation.reasoning).toBe("A plaque.");
  });

  it("stays where something is missing", async () => {
    const { work, state } = study("incomplete");
    const annotating = work();
    await annotating.start();
    say(annotating, "A plaque.");
    state.incomplete = true;
    expect(await annotating.submit("")).toBe(false);
    expect(shown(annotating)).toBe("a");
    expect(state.refused).toHaveLength(1);
  });

  it("says after submitting what was not said before", async () => {
    const { work, state } = study("hints");
    const annotating = work();
    await annotating.start();
    state.hints = [hint("size")];
    say(annotating, "A plaque.");
    await vi.advanceTimersByTimeAsync(600);
    state.hints = [hint("size"), hint("treatment")];
    await annotating.submit("");
    expect(annotating.afterwards).toEqual({ place: 0, hints: [hint("treatment")] });
  });

  it("keeps what was changed while the window locked, for the same person only", async () => {
    const locked = study("locked");
    const before = locked.work();
    await before.start();
    locked.state.signedIn = false;
    say(before, "A plaque.");
    await vi.advanceTimersByTimeAsync(600);
    expect(locked.drafts.size).toBe(0);
    const other = study("somebody else").work();
    await other.start();
    expect(other.annotation.reasoning).toBe("");
    locked.state.signedIn = true;
    const after = locked.work();
    await after.start();
    expect(after.annotation.reasoning).toBe("A plaque.");
  });
});
