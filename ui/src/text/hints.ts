// Contradictions to the vocabulary's definitions as sentences: suggestions to look again, never a verdict.

import type { Hint, Rule } from "../backend/generated/types";
import { attributes } from "../backend/vocabulary";
import { language, locale, nameOf, relationInWords } from "./language.svelte";

/** Of what the sentence names first (a card or a disease), the codes after it, and its own code. */
type Sentence = (first: string, others: string[], own: string) => string;

/** Names in quotation marks as a list in the language on screen. */
export const listed = (names: string[], type: "conjunction" | "disjunction" = "conjunction"): string =>
  new Intl.ListFormat(locale(), { type }).format(names.map((name) => `“${name}”`));
const all = (codes: string[]): string => listed(codes.map(nameOf));
const any = (codes: string[]): string => listed(codes.map(nameOf), "disjunction");
/** One or more relations to the lesion that stands last, in words. */
const relations = (own: string, others: string[]): string =>
  listed(
    others.slice(0, -1).map((relation) => relationInWords(nameOf(own), relation, nameOf(others.at(-1) ?? "")).trim()),
  );

const SENTENCES: Record<Rule, { en: Sentence; zh: Sentence }> = {
  flat_lesion_raised: {
    en: (first, values) => `${first} is described as ${all(values)}, but is flat by definition. Are both right?`,
    zh: (first, values) => `${first}描述为${all(values)}，而按定义应为平坦。两者是否都合适？`,
  },
  sunken_lesion_raised: {
    en: (first, values) =>
      `${first} is described as ${all(values)}, but does not rise above its surroundings by definition. Is the shape right?`,
    zh: (first, values) => `${first}描述为${all(values)}，而按定义不高出周围。形状是否合适？`,
  },
  unexpected_shape: {
    en: (first, values) =>
      `${first} is described as ${all(values)}, which its definition argues against. Is the shape right?`,
    zh: (first, values) => `${first}描述为${all(values)}，与其定义不符。形状是否合适？`,
  },
  unexpected_boundary: {
    en: (first, values) =>
      `${first} has the boundary ${all(values)}, which its definition argues against. Are the boundary and the type of lesion right?`,
    zh: (first, values) => `${first}的边界为${all(values)}，与其定义不符。边界是否合适，或应为其他皮损？`,
  },
  unexpected_colour: {
    en: (first, values) =>
      `${first} has the colour ${all(values)}, which does not go with its definition. Is it the colour of this lesion itself?`,
    zh: (first, values) => `${first}的颜色为${all(values)}，与其定义不符。这是该皮损自身的颜色吗？`,
  },
  larger_than_defined: {
    en: (first, sizes) =>
      `${first}: the size ${sizes.length > 0 ? all(sizes) : "in millimetres"} is larger than its definition allows. Are the size and the type of lesion right?`,
    zh: (first, sizes) =>
      `${first}：大小${sizes.length > 0 ? all(sizes) : "（以毫米计）"}超出其定义的范围。大小和皮损类型是否合适？`,
  },
  smaller_than_defined: {
    en: (first, sizes) =>
      `${first}: the size ${sizes.length > 0 ? all(sizes) : "in millimetres"} is smaller than its definition requires. Are the size and the type of lesion right?`,
    zh: (first, sizes) =>
      `${first}：大小${sizes.length > 0 ? all(sizes) : "（以毫米计）"}小于其定义的范围。大小和皮损类型是否合适？`,
  },
  sizes_differ: {
    en: (first, sizes) =>
      `${first}: the size in millimetres does not lie within ${any(sizes)}. Which of them is right?`,
    zh: (first, sizes) => `${first}：以毫米计的大小不在${any(sizes)}的范围内。应以哪个为准？`,
  },
  secondary_lesion_primary: {
    en: (first) =>
      `${first} is marked as primary, but usually follows another lesion, injury or disease. Is it primary here?`,
    zh: (first) => `${first}标为原发，但通常继发于其他皮损、损伤或疾病。此处是否为原发？`,
  },
  primary_lesion_secondary: {
    en: (first) =>
      `${first} is marked as secondary, but is usually a primary lesion. Did it arise from another one here?`,
    zh: (first) => `${first}标为继发，但通常是原发皮损。此处是否由其他皮损演变而来？`,
  },
  single_but_arranged: {
    en: (first, [single = "", ...values]) =>
      `${first} is ${all([single])}, but the distribution ${all(values)} suggests several lesions. Is the quantity right?`,
    zh: (first, [single = "", ...values]) =>
      `${first}为${all([single])}，但分布${all(values)}须有多个皮损。数量是否合适？`,
  },
  exclusive_values: {
    en: (first, values) => `${first}: ${all(values)} exclude each other by definition. Which one holds?`,
    zh: (first, values) => `${first}：${all(values)}按定义互相排斥。应保留哪一个？`,
  },
  lesion_elsewhere: {
    en: (first, regions) =>
      `${first} is given on ${all(regions)}, where its definition does not place it. Is the region right, and exact enough?`,
    zh: (first, regions) => `${first}位于${all(regions)}，与其定义的部位不符。部位是否正确，是否足够精确？`,
  },
  distribution_elsewhere: {
    en: (first, [value = "", ...regions]) =>
      `${first} has the distribution ${all([value])}, but is given on ${all(regions)}. Do both hold?`,
    zh: (first, [value = "", ...regions]) => `${first}的分布为${all([value])}，但位于${all(regions)}。两者是否都成立？`,
  },
  disease_elsewhere: {
    en: (first, regions) =>
      `${first} is in the differential, but its definition does not place it on ${all(regions)}. Are all visible regions chosen?`,
    zh: (first, regions) => `鉴别诊断中有${first}，但按其定义不见于${all(regions)}。可见的部位是否已选全？`,
  },
  primary_from_another: {
    en: (first, others, own) =>
      `${first} is marked as primary, but stands in the relation ${relations(own, others)}. Is it secondary?`,
    zh: (first, others, own) => `${first}标为原发，但关系中有${relations(own, others)}。是否应为继发？`,
  },
  exclusive_relations: {
    en: (first, others, own) =>
      `${first}: ${relations(own, others)} exclude each other by definition. Which one holds?`,
    zh: (first, others, own) => `${first}：${relations(own, others)}按定义互相排斥。应保留哪一个？`,
  },
  cover_beneath: {
    en: (first, others, own) =>
      `${first}: the relation reads ${relations(own, others)}, but ${all(others.slice(-1))} lies on top by definition. Is it the other way round?`,
    zh: (first, others, own) =>
      `${first}：关系为${relations(own, others)}，但按定义${all(others.slice(-1))}位于表面。两者是否应互换？`,
  },
};

/** The line of a card that a hint is about: `role`, `regions`, or an attribute. */
export function fieldOf(hint: Hint): string | undefined {
  if (["secondary_lesion_primary", "primary_lesion_secondary", "primary_from_another"].includes(hint.rule))
    return "role";
  if (hint.rule === "lesion_elsewhere") return "regions";
  if (["larger_than_defined", "smaller_than_defined", "sizes_differ"].includes(hint.rule)) return "attribute.size";
  return attributes().find(({ values }) => values.some((value) => value.code === hint.terms[1]))?.attribute.code;
}

/** A hint as a question to the reader, in the language on screen. */
export function hintInWords(hint: Hint): string {
  const [own = "", ...others] = hint.terms;
  const first = hint.lesion === null ? `“${nameOf(own)}”` : `${hint.lesion} ${nameOf(own)}`;
  return SENTENCES[hint.rule][language()](first, others, own);
}
