// How Chinese names are typed in Latin letters.

import { pinyin } from "pinyin-pro";

/** Whole syllables of a name, and their initials. */
export function sounds(name: string): string[] {
  const written = (pattern: "pinyin" | "first") => pinyin(name, { toneType: "none", pattern, type: "array", nonZh: "removed", v: true }).join("").toLowerCase();
  return [written("pinyin"), written("first")];
}
