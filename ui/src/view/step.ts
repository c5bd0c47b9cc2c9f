// The end of a step from one photograph to the next: its layout, and how long it took, for benchmarks.
import { tick } from "svelte";

/**
 * To be called when all of the next photograph is there. Lays the page out in the task of the key, so that the frame
 * has only to paint: two shorter tasks instead of one long. Measures from the key event at `start` to the second frame,
 * and goes on with `then`.
 */
export function endStep(name: "photo-step" | "review-step", start: number | undefined, then?: () => void): void {
  void tick().then(() => document.body.getBoundingClientRect());
  requestAnimationFrame(() =>
    requestAnimationFrame(() => {
      if (start !== undefined) measure(name, start);
      then?.();
    }),
  );
}

/** An observer sees every measure; only the newest of a name is kept, so that a day of work piles nothing up. */
function measure(name: string, start: number): void {
  performance.clearMeasures(name);
  performance.measure(name, { start, end: performance.now() });
}
