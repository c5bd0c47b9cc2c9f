import { describe, expect, it } from "vitest";

import { goesOn, indexOf, search } from "./search";

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
  it("knows when a digit belongs to a name", () => {
    const drugs = indexOf([{ code: "a", names: ["Nicotinamide", "vitamin B3"] }, { code: "b", names: ["Carbon dioxide laser", "CO2 laser"] }]);
    expect(goesOn(drugs, "vitamin b3")).toBe(true);
    expect(goesOn(drugs, "co2")).toBe(true);
    expect(goesOn(drugs, "nico2")).toBe(false);
  });
  it("finds nothing for nothing", () => {
    expect(search(index, "  ")).toEqual([]);
  });
});
