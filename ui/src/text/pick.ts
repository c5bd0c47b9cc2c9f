// Vocabulary entries as the search field wants them.

import { type Kind, choosable, term } from "../backend/vocabulary";
import { definitionOf, nameOf, otherNameOf } from "./language.svelte";
import { type Index, indexOf } from "../view/search";

const indexes = new Map<Kind, Index>();

/** Search index of one vocabulary, made once. */
export function indexOfKind(kind: Kind): Index {
  let index = indexes.get(kind);
  if (!index) {
    index = indexOf(choosable(kind).map((entry) => ({ code: entry.code, names: [entry.en, entry.zh, ...entry.synonyms_en, ...entry.synonyms_zh] })));
    indexes.set(kind, index);
  }
  return index;
}

export const entryOf = (code: string) => ({
  code,
  name: nameOf(code),
  other: [otherNameOf(code), term(code)?.icd10].filter(Boolean).join(" · "),
  description: definitionOf(code),
});
