import { expect, it } from "vitest";

import { en } from "./en";
import { zh } from "./zh";

function sentences(value: unknown, path: string): Map<string, string> {
  if (typeof value === "function")
    return new Map([[path, String((value as (...args: unknown[]) => unknown)("1", "2", "3"))]]);
  if (typeof value === "string") return new Map([[path, value]]);
  const all = new Map<string, string>();
  for (const [key, inner] of Object.entries(value as object))
    for (const [p, s] of sentences(inner, `${path}.${key}`)) all.set(p, s);
  return all;
}

it("has every sentence in both languages, none empty, and Chinese in Chinese", () => {
  const [english, chinese] = [sentences(en, ""), sentences(zh, "")];
  expect([...chinese.keys()].sort()).toEqual([...english.keys()].sort());
  const same = new Set([
    ".app.name",
    ".app.language",
    ".annotate.actual",
    ".agreement.alpha",
    ".agreement.fleiss",
    ".agreement.count",
    ".app.of",
    ".app.named",
    ".agreement.masi",
    ".phrases.list",
    ".phrases.and",
  ]);
  for (const [path, sentence] of chinese) {
    expect(sentence.trim(), path).not.toBe("");
    if (!same.has(path) && !/^\.keys\.fixed\.\d+\.0$/.test(path)) expect(sentence, path).toMatch(/[\u4e00-\u9fff]/);
  }
});
