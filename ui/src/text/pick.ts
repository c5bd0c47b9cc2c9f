// Vocabulary entries as search fields and chips want them.

import { type Kind, term, terms } from "../backend/vocabulary";
import { definitionOf, nameOf, otherNameOf } from "./language.svelte";
import { sounds } from "../view/pinyin";
import type { Index } from "../view/search";
import { indexOfTerms } from "../view/termIndex";

const indexes = new Map<Kind, Index>();

/** Search index of one vocabulary, made once. */
export function indexOfKind(kind: Kind): Index {
  let index = indexes.get(kind);
  if (!index) {
    index = indexOfTerms(terms(kind));
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

/** A term as a chip; how its name sounds is found out when somebody types. */
export const optionOf = (code: string) => ({
  code,
  label: nameOf(code),
  title: `${otherNameOf(code)} — ${definitionOf(code)}`,
  get names(): string[] {
    const entry = term(code);
    return entry ? [entry.en, entry.zh, ...sounds(entry.zh)] : [code];
  },
});
