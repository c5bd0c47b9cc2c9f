import { describe, expect, it } from "vitest";

import type { Term } from "../../backend/generated/types";
import { mentioned } from "./mentions";

const term = (code: string, en: string, zh: string) => ({ code, en, zh }) as Term;
const TERMS = [
  term("papule", "Papule", "丘疹"),
  term("nodule", "Nodule", "结节"),
  term("maculopapule", "Maculopapule", "斑丘疹"),
  term("scale", "Scale", "鳞屑"),
  term("soybean", "Soybean-sized", "黄豆大小"),
  term("broad", "Broad-bean-sized", "蚕豆大小"),
];

describe("what a reasoning mentions", () => {
  for (const [text, codes] of [
    ["A broad-bean-sized nodule on the cheek.", ["broad", "nodule"]],
    ["Papules, some soybean sized.", ["papule", "soybean"]],
    ["Maculopapules only.", ["maculopapule"]],
    ["No scale, not a nodule, without any papule.", []],
    ["面部蚕豆大小结节。", ["broad", "nodule"]],
    ["斑丘疹，无鳞屑，未见结节。", ["maculopapule"]],
    ["Papular, nodular.", []],
  ] as const) {
    it(text, () => expect(mentioned(text, TERMS).sort()).toEqual([...codes].sort()));
  }
});
