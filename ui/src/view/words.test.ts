import { expect, it } from "vitest";

import { wordDifferences } from "./words";

const marked = (first: string, second: string, language: string) =>
  wordDifferences(first, second, language)
    .filter((piece) => piece.differs)
    .map((piece) => piece.text.trim());

it("marks the words that the other text does not have, in both languages", () => {
  expect(marked("Pearly nodule with a crust.", "Firm nodule with a dark crust.", "en")).toEqual(["Firm", "dark"]);
  expect(marked("红色丘疹，边界清楚。", "红色斑块，边界清楚。", "zh")).toEqual(["斑块"]);
  expect(marked("The same.", " The same. ", "en")).toEqual([]);
});
it("gives the whole text back", () => {
  expect(
    wordDifferences("a b c", "a x c d", "en")
      .map((piece) => piece.text)
      .join(""),
  ).toBe("a x c d");
  expect(wordDifferences("", "", "en")).toEqual([]);
});
