// Undo and redo by whole states, so that no field can be missed. Kept with the draft, so it
// survives a restart.

/** Most states kept; older ones are let go. */
const MOST = 60;

export interface History<State> {
  past: State[];
  future: State[];
}

/** A state with the way back and forth. */
export interface Edited<State> {
  state: State;
  history: History<State>;
}

export const noHistory = <State>(): History<State> => ({ past: [], future: [] });

/**
 * What an edit makes of a state; undefined when it changes nothing. `goesOn`: part of the change before, undone with
 * it.
 */
export function edited<State>(
  history: History<State>,
  now: State,
  edit: (state: State) => void,
  goesOn = false,
): Edited<State> | undefined {
  const state = structuredClone(now);
  edit(state);
  if (JSON.stringify(state) === JSON.stringify(now)) return undefined;
  return {
    state,
    history:
      goesOn && history.past.length > 0
        ? { past: history.past, future: [] }
        : { past: [...history.past.slice(1 - MOST), now], future: [] },
  };
}

/** One step back; undefined when there is none. */
export function undo<State>(history: History<State>, now: State): Edited<State> | undefined {
  const state = history.past.at(-1);
  if (state === undefined) return undefined;
  return { state, history: { past: history.past.slice(0, -1), future: [now, ...history.future] } };
}

/** One step forward again; undefined when there is none. */
export function redo<State>(history: History<State>, now: State): Edited<State> | undefined {
  const [state, ...future] = history.future;
  if (state === undefined) return undefined;
  return { state, history: { past: [...history.past, now], future } };
}

/** Reads what a draft carried; anything else becomes an empty history. */
export function historyFrom<State>(value: unknown): History<State> {
  const candidate = value as Partial<History<State>> | null;
  return candidate && Array.isArray(candidate.past) && Array.isArray(candidate.future)
    ? { past: candidate.past, future: candidate.future }
    : noHistory();
}
