// The vocabulary, read once: terms by code, children by parent.

import { call } from "./call";
import type { Term, VocabularyView } from "./generated/types";

const KINDS = ["region", "lesion", "attribute", "relation", "disease", "treatment"] as const;
export type Kind = (typeof KINDS)[number];

let view: VocabularyView | undefined;
const byCode = new Map<string, Term>();
const named = new Map<Kind, Term[]>();
let grouped: { attribute: Term; values: Term[] }[] = [];

export async function loadVocabulary(): Promise<void> {
  if (view) return;
  view = await call("vocabulary.read", null);
  for (const kind of KINDS) {
    for (const term of view[kind]) byCode.set(term.code, term);
    named.set(
      kind,
      view[kind].filter((entry) => entry.choosable),
    );
  }
  grouped = view.attribute
    .filter((entry) => !entry.parent)
    .map((attribute) => ({
      attribute,
      values: choosable("attribute").filter((value) => value.parent === attribute.code),
    }));
}

export const term = (code: string): Term | undefined => byCode.get(code);

/** All terms of a kind, groups included. */
export const terms = (kind: Kind): Term[] => view?.[kind] ?? [];

/** Terms of a kind that a record may name. */
export const choosable = (kind: Kind): Term[] => named.get(kind) ?? [];

/** The six attributes, each with its values. */
export const attributes = (): { attribute: Term; values: Term[] }[] => grouped;
