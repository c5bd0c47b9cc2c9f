import { expect, it } from "vitest";

import { indexOf, search } from "./search";
import { sounds } from "./pinyin";

it("finds Chinese terms by pinyin and its initials, also where a syllable has two readings", () => {
  expect(sounds("丘疹")).toEqual(["qiuzhen", "qz"]);
  expect(sounds("毛细血管扩张")[1]).toBe("mxxgkz");
  expect(sounds("绿色")).toEqual(["lvse", "ls"]);
  const index = indexOf([
    { code: "lesion.papule", names: ["Papule", "丘疹"] },
    { code: "lesion.plaque", names: ["Plaque", "斑块"] },
    { code: "lesion.bulla", names: ["Bulla", "大疱"] },
  ]);
  expect(search(index, "qz")[0]).toBe("lesion.papule");
  expect(search(index, "bank")[0]).toBe("lesion.plaque");
  expect(search(index, "bu")[0], "a name goes before a sound").toBe("lesion.bulla");
});
