// Whether the reasoning that would be signed says something else than what was decided: a lesion or a size is named
// that does not stand in the record. A hint, never a verdict: what is said not to be there is passed over.

import type { Term } from "../../backend/generated/types";

/** Words after which a name says what is not there; in Chinese they stand directly before it. */
const ENGLISH_DENIAL =
  /\b(?:no|not|without|nor|neither|never|rather than|instead of|against)\b(?:\s+\p{L}+){0,2}\s+$/iu;
const CHINESE_DENIAL = /(?:无|没有|未见|不是|并非|排除)\p{L}{0,2}$/u;
const isDenied = (before: string) => ENGLISH_DENIAL.test(before) || CHINESE_DENIAL.test(before);
const HAN = /\p{Script=Han}/u;

/** Where a name stands in a text as whole words, also in the plural. */
function places(text: string, name: string): { from: number; to: number }[] {
  const escaped = name.replace(/[.*+?^${}()|[\]\\]/g, "\\$&").replace(/[-\s]+/g, "[-\\s]+");
  const pattern = HAN.test(name)
    ? new RegExp(escaped, "gu")
    : new RegExp(`(?<![\\p{L}])${escaped}(?:s|es)?(?![\\p{L}])`, "giu");
  return [...text.matchAll(pattern)].map((match) => ({ from: match.index, to: match.index + match[0].length }));
}

/**
 * Codes of the terms that a text names and does not deny; a name inside a longer one (papule in maculopapule) is not
 * it.
 */
export function mentioned(text: string, terms: readonly Term[]): string[] {
  const found = terms.flatMap((term) =>
    [term.en, term.zh]
      .filter(Boolean)
      .flatMap((name) => places(text, name).map((place) => ({ ...place, code: term.code }))),
  );
  const longest = found.filter(
    (one) =>
      !found.some(
        (other) =>
          other !== one && other.from <= one.from && other.to >= one.to && other.to - other.from > one.to - one.from,
      ),
  );
  return [...new Set(longest.filter(({ from }) => !isDenied(text.slice(0, from))).map(({ code }) => code))];
}
