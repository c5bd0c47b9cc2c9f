import { describe, expect, it } from "vitest";

import { changed, historyFrom, noHistory, redo, undo } from "./history";

describe("undo", () => {
  it("goes back and forth to the very same states", () => {
    let history = changed(changed(noHistory<number>(), 1), 2);
    const back = undo(history, 3);
    expect(back?.state).toBe(2);
    const again = undo(back!.history, back!.state);
    expect(again?.state).toBe(1);
    const forth = redo(again!.history, again!.state);
    expect(forth?.state).toBe(2);
    expect(redo(forth!.history, forth!.state)?.state).toBe(3);
  });
  it("forgets the future after a change and refuses what is not there", () => {
    const back = undo(changed(noHistory<number>(), 1), 2)!;
    expect(redo(changed(back.history, 1), 5)).toBeUndefined();
    expect(undo(noHistory<number>(), 1)).toBeUndefined();
  });
  it("is bounded and survives being stored", () => {
    let history = noHistory<number>();
    for (let n = 0; n < 500; n += 1) history = changed(history, n);
    expect(history.past.length).toBeLessThanOrEqual(60);
    expect(historyFrom(JSON.parse(JSON.stringify(history)))).toEqual(history);
    expect(historyFrom("nonsense")).toEqual(noHistory());
  });
});
