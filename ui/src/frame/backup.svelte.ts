// Change is kept every half hour; the program knows whether a backup is due.

import { CallError } from "../backend/call";
import type { BackupWrittenView } from "../backend/generated/types";
import { begin } from "../backend/work.svelte";

const LOOK_MS = 5 * 60_000;

/** Why the last backup that was due could not be written; nothing once one could, or where somebody cancelled it. */
let refused = $state.raw<CallError | undefined>();
export const backupRefused = (): CallError | undefined => refused;

/** Looks from time to time whether a backup is due, while there is somebody to write it; returns what ends it. */
export function keepBackups(
  mayWrite: () => boolean,
  write: () => Promise<BackupWrittenView> = () => begin("backup.write", { when_due: true }).answer,
): () => void {
  async function look() {
    if (!mayWrite()) return;
    try {
      const { written } = await write();
      if (written) refused = undefined;
    } catch (error) {
      // Tried again at the next look.
      if (error instanceof CallError && error.refusal.code !== "cancelled") refused = error;
    }
  }
  const timer = setInterval(() => void look(), LOOK_MS);
  return () => clearInterval(timer);
}
