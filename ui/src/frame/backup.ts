// Change is kept every half hour; the program knows whether a backup is due.

import { noted } from "../backend/backup.svelte";
import type { BackupWrittenView } from "../backend/generated/types";
import { begin } from "../backend/work.svelte";

const LOOK_MS = 5 * 60_000;

/** Looks from time to time whether a backup is due, while there is somebody to write it; returns what ends it. */
export function keepBackups(
  mayWrite: () => boolean,
  write: () => Promise<BackupWrittenView> = () => begin("backup.write", { when_due: true }).answer,
): () => void {
  const timer = setInterval(() => {
    // One that cannot be written is tried again at the next look; the home screen says so meanwhile.
    if (mayWrite()) noted(write()).catch(() => undefined);
  }, LOOK_MS);
  return () => clearInterval(timer);
}
