// Long work under way: begun here, seen by every screen, cancelled by whoever began it or is asked before leaving.

import { SvelteMap } from "svelte/reactivity";

import { call, callLong } from "./call";
import type { Commands, LongCommand } from "./generated/commands";
import type { Progress } from "./generated/types";

/** What is under way and how far it is; no steps are counted yet where the total is 0. */
export interface Work {
  readonly id: string;
  readonly what: LongCommand;
  readonly progress: Progress;
}

const all = new SvelteMap<string, Work>();

/** The work that began first of what is under way. */
export const workUnderWay = (): Work | undefined => all.values().next().value;

/** Work that was begun: its answer, and how it is cancelled; what it finished stays. */
export interface Begun<Answer> {
  readonly answer: Promise<Answer>;
  readonly cancel: () => Promise<null>;
}

export const cancelWork = (id: string): Promise<null> => call("work.cancel", id);

/** Begins long work. */
export function begin<Name extends LongCommand>(
  what: Name,
  input: Commands[Name][0],
  onProgress: (progress: Progress) => void = () => undefined,
): Begun<Commands[Name][1]> {
  const id = crypto.randomUUID();
  all.set(id, { id, what, progress: { done: 0, total: 0 } });
  const answer = callLong(what, input, id, (progress) => {
    if (all.has(id)) all.set(id, { id, what, progress });
    onProgress(progress);
  }).finally(() => all.delete(id));
  return { answer, cancel: () => cancelWork(id) };
}
