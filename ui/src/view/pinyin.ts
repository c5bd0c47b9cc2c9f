// How Chinese names are typed in Latin letters.

import { pinyin, polyphonic } from "pinyin-pro";

/** The syllables of a name, without tones, ü as v; other letters are left out. */
export function syllables(name: string): string[] {
  return pinyin(name, { toneType: "none", type: "array", nonZh: "removed", v: true }).map((syllable) =>
    syllable.toLowerCase(),
  );
}

/** How a name is read, each character with its readings: the usual one alone, then with the others if there are any. */
export function readings(name: string): string[][][] {
  const han = name.replace(/\P{Script=Han}/gu, "");
  const usual = syllables(han).map((syllable) => [syllable]);
  const all = polyphonic(han, { toneType: "none", type: "array", v: true }).map((others, place) =>
    [...new Set([...(usual[place] ?? []), ...others])].filter(Boolean),
  );
  return all.some((others) => others.length > 1) ? [usual, all] : [usual];
}

/** Whole syllables of a name, and their initials. */
export function sounds(name: string): string[] {
  const own = syllables(name);
  return [own.join(""), own.map((syllable) => syllable[0]).join("")];
}

/**
 * Whether letters are a name as it is typed: its syllables whole or by their initials, the last one as far as it has
 * come.
 */
export function spoken(typed: string, own: string[][], from = 0): "same" | "begins" | undefined {
  if (typed === "") return from === own.length ? "same" : "begins";
  let best: "begins" | undefined;
  for (const syllable of own[from] ?? []) {
    if (syllable[0] !== typed[0]) continue;
    if (syllable.startsWith(typed) && syllable !== typed && typed.length > 1) best = "begins";
    for (const part of [syllable, /^[zcs]h/.test(syllable) ? syllable.slice(0, 2) : "", syllable.slice(0, 1)]) {
      if (part === "" || !typed.startsWith(part)) continue;
      const rest = spoken(typed.slice(part.length), own, from + 1);
      if (rest === "same") return rest;
      best ??= rest;
    }
  }
  return best;
}
