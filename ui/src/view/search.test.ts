import { describe, expect, it } from "vitest";

import { indexOf, search } from "./search";

const index = indexOf([
  { code: "lesion.papule", names: ["Papule", "丘疹", "papular lesion"] },
  { code: "lesion.plaque", names: ["Plaque", "斑块"] },
  { code: "lesion.telangiectasia", names: ["Telangiectasia", "毛细血管扩张", "spider veins"] },
  { code: "disease.bcc", names: ["Basal cell carcinoma", "基底细胞癌", "BCC"] },
]);

describe("searching terms", () => {
  it("finds names, synonyms and abbreviations in both languages", () => {
    expect(search(index, "pap")[0]).toBe("lesion.papule");
    expect(search(index, "斑")[0]).toBe("lesion.plaque");
    expect(search(index, "bcc")[0]).toBe("disease.bcc");
    expect(search(index, "veins")[0]).toBe("lesion.telangiectasia");
  });
  it("forgives a typing error", () => {
    expect(search(index, "telangectasia")).toContain("lesion.telangiectasia");
  });
  it("finds nothing for nothing", () => {
    expect(search(index, "  ")).toEqual([]);
  });
});
