// Whether the password was given for a series of signatures; the program has the last word.

import { CallError } from "./call";

export const signing = $state({ open: false });

/** After a signature: the series stays open as the person chose, or ends when it was refused for the password. */
export function signed(keep: boolean): void {
  signing.open = keep;
}
export function refusedSignature(error: unknown): void {
  if (error instanceof CallError && ["password_needed", "wrong_password", "locked"].includes(error.refusal.code))
    signing.open = false;
}
