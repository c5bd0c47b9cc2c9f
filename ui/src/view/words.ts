// Which words of a text another does not have.

import { diffWords } from "diff";

export interface Piece {
  text: string;
  differs: boolean;
}

/** The second text in pieces; what the first does not say differs. Chinese is cut into words by the system. */
export function wordDifferences(first: string, second: string, language: string): Piece[] {
  const words = "Segmenter" in Intl ? new Intl.Segmenter(language, { granularity: "word" }) : undefined;
  return diffWords(first.trim(), second.trim(), words ? { intlSegmenter: words } : {})
    .filter((change) => !change.removed)
    .map((change) => ({ text: change.value, differs: change.added }));
}
