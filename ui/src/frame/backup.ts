// Change is kept every half hour; the program knows whether a backup is due.

import { begin } from "../backend/work.svelte";
import { frame } from "./state.svelte";

const LOOK_MS = 5 * 60_000;

/** Looks from time to time whether a backup is due; returns what ends it. */
export function keepBackups(): () => void {
  const timer = setInterval(() => {
    if (!frame.session || frame.lock !== "open") return;
    // One that cannot be written is tried again; the study's screen says when the last was written.
    begin("backup.write", { when_due: true }).answer.catch(() => undefined);
  }, LOOK_MS);
  return () => clearInterval(timer);
}
