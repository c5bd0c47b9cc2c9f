// Change is kept every half hour; the program knows whether a backup is due.

import { backupRefused, noted } from "../backend/backup.svelte";
import type { BackupWrittenView } from "../backend/generated/types";
import { begin } from "../backend/work.svelte";

const LOOK_MS = 5 * 60_000;

/** Looks from time to time whether a backup is due, while there is somebody to write it; returns what ends it. */
export function keepBackups(
  mayWrite: () => boolean,
  write: (whenDue: boolean) => Promise<BackupWrittenView> = (when_due) => begin("backup.write", { when_due }).answer,
): () => void {
  const timer = setInterval(() => {
    // One that could not be written, on time or by hand, is tried again at the next look; the home screen says so.
    if (mayWrite()) noted(write(backupRefused() === undefined)).catch(() => undefined);
  }, LOOK_MS);
  return () => clearInterval(timer);
}
