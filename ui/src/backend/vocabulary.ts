// The vocabulary of the open study, read once a version: terms by code, children by parent.

import { call } from "./call";
import type { Term, ValueScale, VocabularyView } from "./generated/types";

const KINDS = ["region", "lesion", "attribute", "relation", "disease", "treatment"] as const;
export type Kind = (typeof KINDS)[number];

let view: VocabularyView | undefined;
const byCode = new Map<string, Term>();
const named = new Map<Kind, Term[]>();
let grouped: { attribute: Term; values: Term[] }[] = [];

/** Reads the version that a study pins; the newest where none is open yet. */
export async function loadVocabulary(version: string | null): Promise<void> {
  if (view && (version === null || view.version === version)) return;
  view = await call("vocabulary.read", version);
  byCode.clear();
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

/** Version of the terms. */
export const vocabularyVersion = (): string => view?.version ?? "";

export const term = (code: string): Term | undefined => byCode.get(code);

/** All terms of a kind, groups included. */
export const terms = (kind: Kind): Term[] => view?.[kind] ?? [];

/** Terms of a kind that a record may name. */
export const choosable = (kind: Kind): Term[] => named.get(kind) ?? [];

/** Which values of an attribute may stand together; nothing of what is no attribute. */
export function rulesOf(attribute: string): { values: string[]; scales: ValueScale[]; alone: string[] } {
  const values = grouped.find((entry) => entry.attribute.code === attribute)?.values ?? [];
  const codes = (some: Term[]) => some.map((value) => value.code);
  return {
    values: codes(values),
    scales: term(attribute)?.scales ?? [],
    alone: codes(values.filter((value) => value.exclusive)),
  };
}

/** The six attributes, each with its values. */
export const attributes = (): { attribute: Term; values: Term[] }[] => grouped;
