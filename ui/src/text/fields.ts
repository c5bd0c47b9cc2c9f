// Names of the fields of an annotation, by their paths.

import type { Annotation, CannotAnnotate, Distance, Subject, WhyFalse } from "../backend/generated/types";
import { known, nameOf, t } from "./language.svelte";

/** `regions` or `lesion/2/attribute.size` in words, as the annotation's cards are numbered. */
export function fieldName(path: string, annotation: Annotation): string {
  const [kind, number, part = ""] = path.split("/");
  const { regions, lesions, relations, differential, reasoning, treatment } = t().annotate;
  if (kind !== "lesion")
    return known({ regions, lesions, relations, differential, reasoning, treatment }, path) ?? path;
  const lesion = annotation.lesions.find((card) => card.number === Number(number));
  if (part === "") return `${number} ${nameOf(lesion?.lesion ?? "")}`;
  const name = part === "role" ? t().annotate.roleLabel : part === "regions" ? regions : nameOf(part);
  return `${number} ${nameOf(lesion?.lesion ?? "")} · ${name}`;
}

/** Name of the distance from which a photograph was taken; nothing where none is known. */
export const distanceName = (distance: Distance | null): string => (distance ? t().screening.distance[distance] : "");

/**
 * A value that a reader states on a line of the comparison: a term, a measurement, a role, or why nothing can be
 * annotated.
 */
export const valueName =
  (kind: Subject["kind"]) =>
  (code: string): string => {
    switch (kind) {
      case "diameter":
        return t().review.mm(Number(code));
      case "scale":
        return t().review.pixelsPerMm(Number(code));
      case "route":
        return known(t().annotate.routes, code) ?? code;
      case "role":
        return code === "primary" || code === "secondary" ? t().annotate[code] : code;
      case "cannot_annotate":
        return t().annotate.cannotReasons[code as CannotAnnotate];
      case "region":
      case "lesion":
      case "site":
      case "attribute":
      case "relation":
      case "treatment":
        return nameOf(code);
    }
  };

/** Why an option is wrong, or the answer of a judgement is "No". */
export function whyFalse(reason: WhyFalse): string {
  const text = t().questions.whyFalse;
  switch (reason.why) {
    case "other_organ":
      return text.other_organ(known(text.organs, reason.organ) ?? reason.organ);
    case "other_size":
    case "other_site":
    case "other_value":
    case "other_relation":
    case "other_urgency":
      return text[reason.why](nameOf(reason.stated));
    default:
      return text[reason.why];
  }
}
