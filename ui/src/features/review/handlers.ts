// What the keys of a review do.

import { flushSync, tick } from "svelte";

import type { Handler } from "../../commands/keys.svelte";
import type { CommandId } from "../../commands/table";
import { type Reviewing, stands } from "./controller.svelte";
import type { Desk } from "./desk.svelte";
import type { ReviewMarks } from "./marks.svelte";

export function reviewHandlers(work: Reviewing, marks: ReviewMarks, desk: Desk): Partial<Record<CommandId, Handler>> {
  /** Goes to the next line that is shown. */
  const step = (by: number) => () => {
    for (let place = work.line + by; place >= 0 && place < work.lines.length; place += by) {
      const line = work.lines[place];
      if (line && !work.isFolded(line) && (stands(line) || (desk.all && line.state.kind === "agreed"))) {
        work.line = place;
        return;
      }
    }
  };
  const takeFrom = (reader: number) => () => {
    if (!work.view?.readers[reader]) return false;
    void work.decideAndGoOn({ choice: "reader", reader });
    return;
  };
  function neither() {
    const line = work.current;
    if (!line) return;
    if (line.needs_reason) {
      const before = work.decisions.slots[line.slot];
      const reason = before?.choice === "neither" || before?.choice === "own" ? before.reason : "";
      void work
        .decide(line, { choice: "neither", reason })
        .then(tick)
        .then(() => desk.rows?.toReason());
    } else void work.decideAndGoOn({ choice: "neither", reason: "" });
  }
  function both() {
    if (!work.current?.all_hold) return false;
    void work.decideAndGoOn({ choice: "both" });
    return;
  }
  /** Pairs the lesion at hand with the first one that no reader has beside it. */
  function pair() {
    const lesion = work.lesion;
    const other = work.lesions.find(
      ({ key, cards }) =>
        lesion && key !== lesion.key && !cards.some((card, reader) => card !== null && lesion.cards[reader] !== null),
    );
    if (lesion && other) work.pair(lesion, other);
  }
  function unpair() {
    const lesion = work.lesion;
    if (lesion && lesion.cards.filter((card) => card !== null).length > 1) work.unpair(lesion);
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
    "review.rest": () => void work.rest(),
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
