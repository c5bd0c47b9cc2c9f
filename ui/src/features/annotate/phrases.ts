// Sentences offered for the reasoning, made of what was chosen; never inserted unasked.

import type { Annotation } from "../../backend/generated/types";
import { attributes } from "../../backend/vocabulary";
import { nameOf, t } from "../../text/language.svelte";

/** One sentence for each lesion, then what it may speak for or against. */
export function reasoningPhrases(draft: Annotation): string[] {
  const findings = draft.lesions.map((lesion) => {
    const of = (attribute: string) =>
      (attributes().find((entry) => entry.attribute.code === `attribute.${attribute}`)?.values ?? [])
        .filter((value) => !value.exclusive)
        .map((value) => value.code)
        .filter((code) => lesion.attributes.includes(code))
        .map(nameOf);
    const values = ["quantity", "size", "colour", "shape", "boundary"].flatMap(of).join(t().phrases.list);
    return t().phrases.finding(
      values,
      nameOf(lesion.lesion),
      lesion.regions.map(nameOf).join(t().phrases.and),
      of("distribution").join(t().phrases.and),
    );
  });
  const diseases = draft.differential.map((entry) => nameOf(entry.disease));
  const [first, ...others] = diseases;
  return [
    ...findings,
    ...(first ? [t().phrases.speaksFor(first)] : []),
    ...others.map((disease) => t().phrases.against(disease)),
  ];
}
