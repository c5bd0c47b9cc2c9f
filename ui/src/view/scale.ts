// Values that exclude each other: what is chosen of a scale after one more of its values was asked for.

/** `span` neighbours at most hold at once, as "from … to". */
export interface ValueScale {
  values: string[];
  span: number;
}

/**
 * The values of the scale that are chosen after a click on `value`. The first is chosen alone, a second makes a
 * range with all between, another moves the end that is nearer to it; an end that is clicked again is taken back.
 * Where a range would be wider than the span, what is too far away is let go.
 */
export function chosenOn({ values, span }: ValueScale, chosen: string[], value: string): string[] {
  const at = values.indexOf(value);
  const before = values.flatMap((other, place) => (chosen.includes(other) ? [place] : []));
  let [from, to] = [before[0], before.at(-1)];
  if (from === undefined || to === undefined) return [value];
  if (at === from || at === to) {
    // What lies between the ends may be missing in an old annotation.
    const left = before.filter((place) => place !== at);
    [from, to] = [left[0], left.at(-1)];
    if (from === undefined || to === undefined) return [];
  } else if (at > from && at < to) {
    if (at - from < to - at) from = at;
    else to = at;
  } else {
    const near = before.filter((place) => Math.abs(place - at) < span);
    [from, to] = [Math.min(at, ...near), Math.max(at, ...near)];
  }
  return to - from < span ? values.slice(from, to + 1) : [value];
}

/** Which values of one attribute may stand together. */
export interface ValueRules {
  /** All values of the attribute. */
  values: string[];
  scales: ValueScale[];
  /** Those that stand with no other value of the attribute, such as "not applicable". */
  alone: string[];
}

/**
 * All chosen values after a click: what stands alone lets go every other value of its attribute, and goes with any of
 * them; those of a scale as there, others beside them one by one.
 */
export function choose({ values, scales, alone }: ValueRules, chosen: string[], value: string): string[] {
  const excluded = (alone.includes(value) ? values : alone).filter((other) => other !== value);
  const left = chosen.filter((other) => !excluded.includes(other));
  const scale = scales.find((each) => each.values.includes(value));
  if (!scale) return left.includes(value) ? left.filter((other) => other !== value) : [...left, value];
  return [...left.filter((other) => !scale.values.includes(other)), ...chosenOn(scale, left, value)];
}

/** The chosen values in order, what stands together on a scale as its two ends. */
export function rangesOf(scales: ValueScale[], chosen: string[]): [from: string, to: string][] {
  const rest = chosen.filter((value) => !scales.some((scale) => scale.values.includes(value)));
  const ranges = scales.flatMap(({ values }) => {
    const runs: [string, string][] = [];
    values.forEach((value, place) => {
      if (!chosen.includes(value)) return;
      const run = runs.at(-1);
      if (run && run[1] === values[place - 1]) run[1] = value;
      else runs.push([value, value]);
    });
    return runs;
  });
  return [...ranges, ...rest.map((value): [string, string] => [value, value])];
}
