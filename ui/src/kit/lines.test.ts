// Lines that can be read without scrolling. Only a sentence or a drawing may be longer: it stays in one piece.

import { expect, test } from "vitest";

const MOST = 120;
const files: Record<string, string> = import.meta.glob(["../**/*.{ts,svelte,css}", "!../backend/generated/**"], {
  query: "?raw",
  import: "default",
  eager: true,
});
/** A line without what stands between its quotes, where sentences and drawings are kept. */
const counted = (file: string, line: string): string =>
  /^\.\.\/(text|pictures)\//.test(file) ? line.replace(/(["'`])(?:\\.|(?!\1).)*\1/g, '""') : line;

test(`no line has more than ${MOST} characters`, () => {
  expect(Object.keys(files).length).toBeGreaterThan(150);
  const long = Object.entries(files).flatMap(([file, text]) =>
    text.split("\n").flatMap((line, index) => ([...counted(file, line)].length > MOST ? [`${file}:${index + 1}`] : [])),
  );
  expect(long).toEqual([]);
});
