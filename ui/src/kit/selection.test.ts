import { describe, expect, it } from "vitest";

import { Selection } from "./selection.svelte";

const shown = ["a", "b", "c", "d"];

describe("a selection", () => {
  it("takes single ones in and out, and ranges with Shift in both directions", () => {
    const selection = new Selection();
    selection.toggle("c", shown, false);
    selection.toggle("a", shown, true);
    expect([...selection.chosen].sort()).toEqual(["a", "b", "c"]);
    selection.toggle("b", shown, false);
    expect(selection.has("b")).toBe(false);
    // Everything up to the one that is pressed becomes as that one becomes.
    selection.toggle("d", shown, true);
    expect([...selection.chosen].sort()).toEqual(["a", "b", "c", "d"]);
  });

  it("takes all that are shown, then none, and forgets what is gone", () => {
    const selection = new Selection();
    selection.all(shown);
    expect(selection.size).toBe(4);
    selection.keep(["a", "x"]);
    expect([...selection.chosen]).toEqual(["a"]);
    selection.all(["a"]);
    expect(selection.size).toBe(0);
  });
});
