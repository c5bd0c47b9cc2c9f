// Whether the last backup of the open study could be written, on time or by hand.

import { CallError } from "./call";
import type { BackupWrittenView } from "./generated/types";

let refused = $state.raw<CallError | undefined>();

/** Why the last backup could not be written; nothing once one could, or where somebody cancelled it. */
export const backupRefused = (): CallError | undefined => refused;

/** Another person signs in, perhaps to another study. */
export function forgetRefusedBackup(): void {
  refused = undefined;
}

/** The same answer, noted. */
export async function noted(answer: Promise<BackupWrittenView>): Promise<BackupWrittenView> {
  try {
    const view = await answer;
    if (view.written) refused = undefined;
    return view;
  } catch (error) {
    if (error instanceof CallError && error.refusal.code !== "cancelled") refused = error;
    throw error;
  }
}
