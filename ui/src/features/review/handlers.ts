// What the keys of a review do.

import { flushSync, tick } from "svelte";

import type { Handler } from "../../commands/keys.svelte";
import type { CommandId } from "../../commands/table";
import { type Reviewing, holdsAll, stands } from "./controller.svelte";
import type { Desk } from "./desk.svelte";
import type { ReviewMarks } from "./marks.svelte";

export function reviewHandlers(work: Reviewing, marks: ReviewMarks, desk: Desk): Partial<Record<CommandId, Handler>> {
  /** Goes to the next line that is shown. */
  const step = (by: number) => () => {
    for (let index = work.row + by; index >= 0 && index < work.rows.length; index += by) {
      const row = work.rows[index];
      if (row && !work.isFolded(row) && (stands(row) || (desk.all && row.state.kind === "agreed"))) {
        work.row = index;
        return;
      }
    }
  };
  const takeFrom = (reader: number) => () => {
    if (!work.view?.readers[reader]) return false;
    work.decideAndGoOn({ choice: "reader", reader });
    return;
  };
  function neither() {
    const row = work.current;
    if (!row) return;
    if (row.values.filter((values) => values.length > 0).length > 1) {
      const before = work.decisions.slots[row.slot];
      work.decide(row, {
        choice: "neither",
        reason: before?.choice === "neither" || before?.choice === "own" ? before.reason : "",
      });
      void tick().then(() => desk.rows?.toReason());
    } else work.decideAndGoOn({ choice: "neither", reason: "" });
  }
  function both() {
    const row = work.current;
    if (!row || !holdsAll(row)) return false;
    work.decideAndGoOn({ choice: "both" });
    return;
  }
  /** Pairs the lesion at hand with the first one that no reader has beside it. */
  function pair() {
    const group = work.group;
    const other = work.groups.find(
      ({ key, cards }) =>
        group && key !== group.key && !cards.some((card, reader) => card !== null && group.cards[reader] !== null),
    );
    if (group && other) work.pair(group, other);
  }
  function unpair() {
    const group = work.group;
    if (group && group.cards.filter((card) => card !== null).length > 1) work.unpair(group);
  }
  /** Where the ranking is not clear somebody must decide: codes order ties on the screen and mean nothing. */
  function takeFused() {
    const clear = work.view?.fused.prefilled ?? [];
    if (clear.length > 0) work.setDifferential(clear);
    else desk.fused?.focus();
  }
  function takeWords() {
    const words = work.view?.readers.map(({ annotation }) => annotation.reasoning).find((text) => text.trim());
    if (words) work.setReasoning(words);
  }
  /** The dialog has the cursor before the next key comes. */
  function sign() {
    desk.signing = true;
    flushSync();
  }
  return {
    "mark.delete": () => marks.remove(),
    "review.next_mark": () => marks.chooseNext(),
    "review.draw": () => marks.toggleDrawing(),
    "review.marks": () => marks.showNext(),
    "review.a": takeFrom(0),
    "review.b": takeFrom(1),
    "review.c": takeFrom(2),
    "review.d": takeFrom(3),
    "review.e": takeFrom(4),
    "review.both": both,
    "review.neither": neither,
    "review.own": () => desk.rows?.own(),
    "review.ask": () => void (desk.asking = work.current),
    "review.pair": pair,
    "review.unpair": unpair,
    "review.rest": () => work.rest(),
    "review.next": step(1),
    "review.previous": step(-1),
    "review.all": () => void (desk.all = !desk.all),
    "review.undecided": () => desk.toUndecided(),
    "review.differential": () => desk.fused?.focus(),
    "review.fused": takeFused,
    "review.explain": () => void (desk.explaining = !desk.explaining),
    "review.words": () => desk.toWords(),
    "review.take_words": takeWords,
    "review.skip": (event) => void work.step(1, event.timeStamp),
    "review.undo": () => work.undo(),
    "review.redo": () => work.redo(),
    "review.sign": sign,
  };
}
