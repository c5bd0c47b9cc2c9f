// A program in memory, for tests of controllers: it answers from a table, can be slow, and tells what it was asked.

import { CallError, type call } from "./call";
import type { AppError } from "./generated/types";
import type { begin } from "./work.svelte";

/** A refusal of the program. */
export const refusal = (code: AppError["code"]): CallError => new CallError({ code, args: {} } as AppError);

export function program(answers: Record<string, (input: never) => unknown>) {
  const asked: string[] = [];
  let ready = Promise.resolve();
  const answer = async (name: string, input: unknown) => {
    asked.push(name);
    await ready;
    // As over the door: nothing is shared with what is kept.
    return structuredClone(answers[name]?.(structuredClone(input) as never));
  };
  const long = () => {
    throw new Error("nothing long is begun here");
  };
  return {
    /** Names of the commands, in order. */
    asked,
    door: { call: answer as typeof call, begin: long as typeof begin },
    /** Answers nothing that is asked from now on until the function is called that this gives back. */
    hold(): () => void {
      let go = () => {};
      ready = new Promise((done) => (go = done));
      return go;
    },
    /** Answers at once again; what was asked before goes on waiting. */
    release(): void {
      ready = Promise.resolve();
    },
  };
}
