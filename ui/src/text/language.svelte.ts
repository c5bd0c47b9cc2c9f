// The language on screen, remembered on this machine.

import { term } from "../backend/vocabulary";
import { type Text, en } from "./en";
import { zh } from "./zh";

export type Language = "en" | "zh";

const remembered = localStorage.getItem("language");
const state = $state<{ language: Language }>({
  language: remembered === "zh" || remembered === "en" ? remembered : navigator.language.startsWith("zh") ? "zh" : "en",
});

document.documentElement.lang = state.language === "zh" ? "zh-CN" : "en";

export const language = (): Language => state.language;
/** As browsers and number formats call it. */
export const locale = (): string => (state.language === "zh" ? "zh-CN" : "en");
/** All sentences in the language on screen. */
export const t = (): Text => (state.language === "zh" ? zh : en);

export function setLanguage(next: Language): void {
  state.language = next;
  localStorage.setItem("language", next);
  document.documentElement.lang = locale();
}

/** The sentence for a code that an older study or another program may have written; nothing where there is none. */
export const known = <K extends string>(sentences: Record<K, string>, code: string): string | undefined =>
  Object.hasOwn(sentences, code) ? sentences[code as K] : undefined;

/** Several as one phrase: “a, b and c”. */
export const list = (parts: string[]): string =>
  new Intl.ListFormat(state.language === "zh" ? "zh-CN" : "en-GB", { type: "conjunction" }).format(parts);

/** Several one after the other: “a, b, c”. */
export const joined = (parts: string[]): string => parts.join(state.language === "zh" ? "、" : ", ");

/** Name of a term in the language on screen. */
export const nameOf = (code: string): string => term(code)?.[state.language] ?? code;
/** Name of a term in the other language. */
export const otherNameOf = (code: string): string => term(code)?.[state.language === "zh" ? "en" : "zh"] ?? "";
/** One lesion's relation to another in words; a Chinese name such as 位于…表面 holds the second in its middle. */
export function relationInWords(from: string, relation: string, to: string): string {
  const [before, after] = nameOf(relation).split("…");
  const parts = [from, before, to, after].filter(Boolean);
  // Chinese stands together, but for a number after a character.
  return state.language === "zh" ? parts.join("").replace(/(\p{Script=Han})(\d)/gu, "$1 $2") : parts.join(" ");
}
/** Definition of a term in the language on screen. */
export const definitionOf = (code: string): string =>
  term(code)?.[state.language === "zh" ? "definition_zh" : "definition_en"] ?? "";
