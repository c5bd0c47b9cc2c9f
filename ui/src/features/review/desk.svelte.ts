// What is open around the lines of a review, and where the cursor goes.

import { tick } from "svelte";

import type { Line } from "../../backend/generated/types";
import type { Reviewing } from "./controller.svelte";

export class Desk {
  /** Lines on which all agree are shown too. */
  all = $state(false);
  /** How the ranking came about is shown. */
  explaining = $state(false);
  /** The list of signed reviews is open. */
  listing = $state(false);
  /** Signing those on which all agree together. */
  together = $state(false);
  signing = $state(false);
  lighting = $state(false);
  /** The line about which a reader is asked. */
  asking = $state.raw<Line | undefined>();
  rows = $state<{ toReason: () => void; own: () => void } | undefined>();
  fused = $state<{ focus: () => void } | undefined>();

  constructor(private readonly work: Reviewing) {}

  /** Another photograph is under review. */
  clear() {
    this.asking = undefined;
    this.explaining = false;
  }
  /** Goes to the first part that is open. */
  toUndecided() {
    const open = this.work.undecided[0];
    if (!open) return;
    if ("slot" in open) {
      const line = this.work.lines.findIndex(({ slot }) => slot === open.slot);
      this.work.line = Math.max(0, line);
    }
    void tick().then(() => {
      if (open.kind === "reason") this.rows?.toReason();
      else if (open.kind === "differential") this.fused?.focus();
      else if (open.kind === "reasoning") this.toWords();
      else document.querySelector("tr.at")?.scrollIntoView({ block: "center" });
    });
  }
  toWords() {
    document.getElementById("review-reasoning")?.focus();
  }
}
