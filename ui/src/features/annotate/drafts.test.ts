import { describe, expect, it } from "vitest";

import type { AnnotationView, DraftView } from "../../backend/generated/types";
import { Drafts } from "./drafts.svelte";

const draft = (reasoning: string) =>
  ({ annotation: { reasoning }, history: null, active_seconds: 0 }) as unknown as DraftView;
const view = (photograph: string, reasoning: string) =>
  ({ photograph, draft: draft(reasoning), missing: [] }) as unknown as AnnotationView;
const tick = () => new Promise((done) => setTimeout(done, 0));

let people = 0;
/** A disk that can be slow or full, for somebody else each time. */
function disk() {
  const on = new Map<string, DraftView>();
  const state = { full: false, opened: [] as string[], refused: 0, hold: Promise.resolve(), signedIn: true };
  const session = { person: `person ${(people += 1)}`, isOpen: () => state.signedIn };
  const drafts = new Drafts({
    open: async (id) => {
      state.opened.push(id);
      await state.hold;
      return { ...view(id, ""), draft: on.get(id) ?? draft("") };
    },
    save: async (id, changed) => {
      await state.hold;
      if (state.full) throw new Error("disk full");
      on.set(id, changed);
      return { missing: [], hints: [], changed: false, saved_ms: 1 };
    },
    onsaved: () => {},
    onrefused: () => (state.refused += 1),
    session,
  });
  return { drafts, on, state };
}

describe("drafts", () => {
  it("are here at once when they were kept, and let go of when far", async () => {
    const { drafts, state } = disk();
    await drafts.keep(["a", "b"]);
    expect(drafts.ready("b")).toBeDefined();
    await drafts.keep(["b", "c"]);
    expect(drafts.ready("a")).toBeUndefined();
    expect(state.opened).toEqual(["a", "b", "c"]);
  });
  it("that were changed are seen on the way back even before they are on disk", async () => {
    const { drafts, state, on } = disk();
    await drafts.keep(["a"]);
    let go = () => {};
    state.hold = new Promise((done) => (go = done));
    drafts.put("a", draft("new"));
    expect(drafts.ready("a")?.draft).toEqual(draft("new"));
    expect(drafts.saved).toBe("saving");
    go();
    await drafts.flush();
    expect(on.get("a")).toEqual(draft("new"));
    expect(drafts.saved).toBe("saved");
  });
  it("that could not be saved stay here, whatever is opened next, and are written later", async () => {
    const { drafts, state, on } = disk();
    await drafts.keep(["a"]);
    state.full = true;
    drafts.put("a", draft("precious"));
    await tick();
    expect(await drafts.flush()).toBe(false);
    expect([drafts.saved, state.refused > 0]).toEqual(["not_saved", true]);
    await drafts.keep(["x", "y"]);
    expect(drafts.ready("a")?.draft).toEqual(draft("precious"));
    state.full = false;
    expect(await drafts.flush()).toBe(true);
    expect(on.get("a")).toEqual(draft("precious"));
  });
  it("of two changes in a row the later one ends on disk", async () => {
    const { drafts, on } = disk();
    await drafts.keep(["a"]);
    drafts.put("a", draft("first"));
    drafts.put("a", draft("second"));
    expect(await drafts.flush()).toBe(true);
    expect(on.get("a")).toEqual(draft("second"));
  });
  it("are written for nobody but the person whose they are, and wait until that person is back", async () => {
    const { drafts, on, state } = disk();
    await drafts.fetch("a");
    state.signedIn = false;
    drafts.put("a", draft("mine"));
    await tick();
    expect([on.size, state.refused]).toEqual([0, 0]);
    await drafts.keep(["b"]);
    expect((await drafts.fetch("a")).draft, "what waits is shown, not what is on disk").toEqual(draft("mine"));
    state.signedIn = true;
    expect(await drafts.flush()).toBe(true);
    expect(on.get("a")).toEqual(draft("mine"));
  });
});
