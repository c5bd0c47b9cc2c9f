// Lines that can be read without scrolling. Words and drawings are not code: a sentence or a path stays in one piece.

import { expect, test } from "vitest";

const MOST = 120;
const files: Record<string, string> = import.meta.glob(
  ["../**/*.{ts,svelte,css}", "!../backend/generated/**", "!../text/**", "!../pictures/**"],
  { query: "?raw", import: "default", eager: true },
);

test(`no line of code has more than ${MOST} characters`, () => {
  expect(Object.keys(files).length).toBeGreaterThan(120);
  const long = Object.entries(files).flatMap(([file, text]) =>
    text.split("\n").flatMap((line, index) => ([...line].length > MOST ? [`${file}:${index + 1}`] : [])),
  );
  expect(long).toEqual([]);
});
