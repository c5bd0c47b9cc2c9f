import { describe, expect, it } from "vitest";

import { type Edited, edited, historyFrom, noHistory, redo, undo } from "./history";

interface State {
  n: number;
}
const set = (n: number) => (state: State) => {
  state.n = n;
};
const start: Edited<State> = { state: { n: 0 }, history: noHistory() };
const then = (at: Edited<State>, n: number, goesOn = false) => edited(at.history, at.state, set(n), goesOn)!;

describe("undo and redo", () => {
  it("go back and forth through every change", () => {
    const two = then(then(start, 1), 2);
    const one = undo(two.history, two.state)!;
    expect(one.state).toEqual({ n: 1 });
    const none = undo(one.history, one.state)!;
    expect(none.state).toEqual({ n: 0 });
    expect(undo(none.history, none.state)).toBeUndefined();
    expect(redo(none.history, none.state)?.state).toEqual({ n: 1 });
  });
  it("forget the future after a change", () => {
    const one = then(start, 1);
    const back = undo(one.history, one.state)!;
    expect(redo(then(back, 7).history, { n: 7 })).toBeUndefined();
  });
  it("know no step for an edit that changes nothing", () => {
    expect(edited(start.history, start.state, set(0))).toBeUndefined();
  });
  it("take a run of typing back at once", () => {
    const typed = then(then(then(start, 1), 2, true), 3, true);
    expect(undo(typed.history, typed.state)?.state).toEqual({ n: 0 });
  });
  it("are bounded and survive being stored", () => {
    let at = start;
    for (let n = 1; n < 500; n += 1) at = then(at, n);
    expect(at.history.past.length).toBeLessThanOrEqual(60);
    expect(historyFrom(JSON.parse(JSON.stringify(at.history)))).toEqual(at.history);
    expect(historyFrom("nonsense")).toEqual(noHistory());
  });
});
