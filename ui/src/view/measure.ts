// How long a step from one photograph to the next took, for benchmarks: an observer sees every one.

/** Measures from the key event until now; only the newest of a name is kept, so that a day of work piles nothing up. */
export function measureStep(name: "photo-step" | "review-step", start: number): void {
  performance.clearMeasures(name);
  performance.measure(name, { start, end: performance.now() });
}
