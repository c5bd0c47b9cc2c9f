// The vocabulary as the search wants it.

import type { Term } from "../backend/generated/types";
import { type Index, indexOf } from "./search";

/**
 * What physicians call diseases by their cause, or by a kind that the vocabulary does not tell apart, where none of
 * them has that for a name; the plain word goes to the most usual one.
 */
const CAUSES: Record<string, string[]> = {
  "disease.herpes_labialis": ["HSV", "HSV-1", "herpes simplex", "单纯疱疹"],
  "disease.genital_herpes": ["HSV-2", "herpes simplex virus", "单纯疱疹病毒"],
  "disease.herpetic_gingivostomatitis": ["HSV-1", "herpes simplex virus", "单纯疱疹病毒"],
  "disease.herpes_zoster": ["VZV", "varicella zoster virus"],
  "disease.varicella": ["VZV", "varicella zoster virus"],
  "disease.common_wart": ["HPV", "human papillomavirus", "plane wart", "flat wart", "扁平疣"],
  "disease.keloid": ["hypertrophic scar", "增生性瘢痕"],
  "disease.plane_wart": ["HPV", "human papillomavirus"],
  "disease.plantar_wart": ["HPV", "human papillomavirus"],
  "disease.condyloma_acuminatum": ["HPV", "human papillomavirus"],
};

type Named = Pick<Term, "code" | "parent" | "choosable" | "en" | "zh" | "synonyms_en" | "synonyms_zh"> &
  Partial<Pick<Term, "brands">>;

/**
 * Index of the terms that a record may name; a term is also found by the name of its group,
 * a medication by its trade names.
 */
export function indexOfTerms(terms: Named[]): Index {
  const groups = new Map(terms.map((term) => [term.code, term]));
  return indexOf(
    terms
      .filter((term) => term.choosable)
      .map((term) => {
        const group = term.parent ? groups.get(term.parent) : undefined;
        return {
          code: term.code,
          names: [term.en, term.zh],
          synonyms: [...term.synonyms_en, ...term.synonyms_zh],
          families: [
            ...(CAUSES[term.code] ?? []),
            ...(term.brands ?? []),
            ...(group ? [group.en, group.zh, ...group.synonyms_en, ...group.synonyms_zh] : []),
          ],
        };
      }),
  );
}
