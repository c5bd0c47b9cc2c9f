// Vocabulary entries as search fields and chips want them.

import { type Kind, term, terms, vocabularyVersion } from "../backend/vocabulary";
import { definitionOf, nameOf, otherNameOf } from "./language.svelte";
import { sounds } from "../view/pinyin";
import type { Index } from "../view/search";
import { indexOfTerms } from "../view/termIndex";

const indexes = new Map<string, Index>();

/** Search index of one vocabulary, or of several together, made once a version. */
export function indexOfKind(...kinds: Kind[]): Index {
  const key = `${vocabularyVersion()} ${kinds.join(" ")}`;
  let index = indexes.get(key);
  if (!index) {
    index = indexOfTerms(kinds.flatMap(terms));
    indexes.set(key, index);
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
