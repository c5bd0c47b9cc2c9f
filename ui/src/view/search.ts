// Finding terms: names of both languages, synonyms, abbreviations, families, pinyin, other spellings, typing errors.

import { readings, spoken, syllables } from "./pinyin";
import { mistyped, normalise, respelled, root, singular, unmarked, words } from "./spelling";

export interface Searchable {
  code: string;
  /** What the screen calls it, one in each language. */
  names: string[];
  synonyms?: string[];
  /** Names of what it is one of. */
  families?: string[];
}

/** One way to write a name; the further it is from what stands in the vocabulary, the more it costs. */
interface Form {
  text: string;
  compact: string;
  words: string[];
  cost: number;
  /** Without the words that are usually left out. */
  bare: boolean;
  /** Names two things. */
  two: boolean;
}
type Role = "name" | "synonym" | "family";
interface Key {
  place: number;
  role: Role;
  text: string;
  forms: Form[];
  han: boolean;
  /**
   * How a Chinese name is typed in Latin letters: itself, with rarer readings, without the words that are usually left
   * out.
   */
  spoken: string[][][];
  /** First letters of a Latin name of several words. */
  initials: string[];
}
export interface Index {
  codes: string[];
  keys: Key[];
  /** How many words the Latin name of an entry has. */
  length: number[];
  /** All Latin words, respelled. */
  words: string[];
}
export interface Hit {
  code: string;
  /** The synonym or family by which it was found; none if it was one of its names. */
  matched?: string;
}

const isHan = (text: string) => /\p{Script=Han}/u.test(text);

/** The forms of a name, or of what was typed; only the latter may be an adjective of the former. */
function formsOf(text: string, role?: Role): Form[] {
  const forms = new Map<string, Form>();
  const add = (base: string, bare: boolean) => {
    const spelled = respelled(base);
    [base, spelled, singular(spelled), role ? "" : root(spelled)].forEach((written, layer) => {
      if (forms.has(written) || written === "") return;
      forms.set(written, {
        text: written,
        compact: written.replaceAll(" ", ""),
        words: words(written),
        cost: layer + (bare ? 1 : 0),
        bare,
        two: written.includes(" and "),
      });
    });
  };
  const base = normalise(text);
  const bare = unmarked(base, role === "name");
  add(base, false);
  if (bare) add(bare, true);
  return [...forms.values()];
}

const initialsOf = (all: string[]) => all.map((word) => word[0]).join("");

function keyOf(place: number, role: Role, text: string): Key {
  const han = isHan(text);
  const forms = formsOf(text, role);
  const own = role !== "family";
  return {
    place,
    role,
    text,
    forms,
    han,
    spoken:
      han && own ? forms.filter((form, first) => first === 0 || form.bare).flatMap((form) => readings(form.text)) : [],
    initials: !han && own ? forms.filter((form) => form.words.length > 1).map((form) => initialsOf(form.words)) : [],
  };
}

export function indexOf(items: Searchable[]): Index {
  const keys = items.flatMap(({ names, synonyms = [], families = [] }, place) => [
    ...names.map((text) => keyOf(place, "name", text)),
    ...synonyms.map((text) => keyOf(place, "synonym", text)),
    ...families.map((text) => keyOf(place, "family", text)),
  ]);
  return {
    codes: items.map((item) => item.code),
    keys,
    length: items.map((item) => words(normalise(item.names.find((name) => !isHan(name)) ?? "")).length),
    words: [
      ...new Set(
        keys.filter((key) => !key.han && key.role !== "family").flatMap((key) => words(respelled(normalise(key.text)))),
      ),
    ],
  };
}

/**
 * How a name fits: itself; itself otherwise put; its beginning; its beginning but for what is usually left out; words
 * of it; by sound or initials; a part of it.
 */
type Fit =
  | "same"
  | "otherwise"
  | "begins"
  | "begins bare"
  | "words"
  | "sound"
  | "sound begins"
  | "inside"
  | "nearly"
  | "sound inside";
/**
 * What is shown before what. A name goes before a synonym that fits alike, and a synonym that fits wholly before a part
 * of a name.
 */
const ORDER: `${Role}: ${Fit}`[] = [
  "name: same",
  "name: otherwise",
  "name: begins",
  "synonym: same",
  "synonym: otherwise",
  "name: begins bare",
  "name: sound",
  "name: words",
  "synonym: begins",
  "synonym: begins bare",
  "synonym: words",
  "synonym: sound",
  "family: same",
  "family: otherwise",
  "family: begins",
  "family: begins bare",
  "family: words",
  "name: sound begins",
  "synonym: sound begins",
  "name: inside",
  "synonym: inside",
  "name: nearly",
  "synonym: nearly",
  "name: sound inside",
  "synonym: sound inside",
];
const RANKS = new Map<string, number>(ORDER.map((fit, rank) => [fit, rank]));
const rankOf = (role: Role, fit: Fit) => RANKS.get(`${role}: ${fit}`) ?? Infinity;
/** From here on what was typed may as well be an error. */
const VAGUE = rankOf("family", "same");

/** A fit and how good it is among its like; 0 is best. */
type Found = [Fit, number] | undefined;

/**
 * Chinese has no spaces, and its words mostly two characters: what ends a name is its kind, unless a single one is left
 * before it.
 */
function fitOfHan(name: string, wanted: string): Found {
  if (name === wanted) return ["same", 0];
  const place = name.indexOf(wanted);
  if (place < 0) return undefined;
  const kind = name.endsWith(wanted) && (wanted.length === 1 || name.length - wanted.length > 1);
  return ["words", place === 0 ? 0 : kind ? 1 : 2];
}

/**
 * Takes each typed word from those of a name, or initials from words that follow each other; false if one is not there.
 */
function take(typed: string[], from: string[]): { left: number; whole: boolean } | undefined {
  const left = [...from];
  let whole = true;
  for (const word of typed) {
    let place = left.indexOf(word);
    let count = 1;
    if (place < 0) {
      place = left.findIndex((other) => other.startsWith(word));
      if (place >= 0) whole = false;
      else if (typed.length > 1 && word.length > 1) ((place = initialsOf(left).indexOf(word)), (count = word.length));
    }
    if (place < 0) return undefined;
    left.splice(place, count);
  }
  return { left: left.length, whole };
}

function fitOfLatin(name: Form, wanted: Form): Found {
  if (name.compact === wanted.compact) return ["same", 0];
  if (name.text.startsWith(wanted.text)) return ["begins", name.text[wanted.text.length] === " " ? 0 : 1];
  if (wanted.compact.length > 2 && name.compact.startsWith(wanted.compact)) return ["begins", 2];
  const taken = take(wanted.words, name.words);
  if (taken?.whole && taken.left === 0) return ["otherwise", 0];
  if (taken) return ["words", (taken.whole ? 0 : 2) + (name.two ? 1 : 0)];
  // "keratosis" in "hyperkeratosis", but not "anus" in "manus".
  return wanted.text.length > 2 && name.words.some((word) => word.indexOf(wanted.text) > 2) ? ["inside", 0] : undefined;
}

function fitOfSound(key: Key, letters: string): Found {
  if (key.initials.includes(letters)) return ["sound", 1];
  const heard = key.spoken.map((own) => spoken(letters, own));
  const same = heard.indexOf("same");
  if (same >= 0) return ["sound", same];
  const begins = heard.indexOf("begins");
  if (begins >= 0) return ["sound begins", begins];
  if (letters.length < 3) return undefined;
  return key.spoken[0]?.some((_, from, own) => from > 0 && spoken(letters, own, from))
    ? ["sound inside", 0]
    : undefined;
}

/**
 * Chinese with characters left out, one of them another, or all of the same sound: an input method writes the wrong
 * word, or the traditional one.
 */
function nearlyHan(key: Key, wanted: string, sound: string): Found {
  const name = key.forms.find((form) => form.cost === 1 && !form.bare)?.compact ?? key.forms[0]?.compact ?? "";
  let from = 0;
  if (wanted.length > 1 && [...wanted].every((letter) => (from = name.indexOf(letter, from) + 1) > 0))
    return ["nearly", name[0] === wanted[0] ? 0 : 1];
  const heard = (key.spoken[0] ?? []).map((own) => own[0]).join("");
  if (heard.includes(sound)) return ["nearly", heard === sound ? 2 : heard.startsWith(sound) ? 3 : 4];
  const left = wanted.length > 2 ? mistyped(wanted, name, 1) : Infinity;
  return left === 0 || (left < Infinity && wanted.length > 3) ? ["nearly", left === 0 ? 5 : 6] : undefined;
}

/**
 * What may have been meant: each word that the vocabulary lacks becomes the nearest of its words, or several equally
 * near.
 */
function corrected(index: Index, wanted: string[]): string[] {
  let texts = [""];
  for (const typed of wanted) {
    let near: string[] = [];
    let least = Infinity;
    const known = index.words.some((word) => word.includes(typed));
    for (const word of known || typed.length < 4 ? [] : index.words) {
      // Whole words first, then beginnings; two errors only in a whole word, none in the first letter of a short one.
      const one = typed.length > 4 || word[0] === typed[0] ? mistyped(typed, word, 1) : Infinity;
      const cost =
        one === 0 ? 0 : one < Infinity ? 1 : typed.length > 5 && mistyped(typed, word, 2) === 0 ? 2 : Infinity;
      if (cost < least) [near, least] = [[], cost];
      if (cost === least && cost < Infinity) near.push(word);
    }
    if (!known && near.length === 0 && typed.length > 3) return [];
    texts = texts.flatMap((text) =>
      (near.length === 0 ? [typed] : near.slice(0, 4)).map((word) => `${text} ${word}`.trim()),
    );
  }
  return texts.filter((text) => text !== wanted.join(" ")).slice(0, 8);
}

type Best = Map<number, { score: number; key: Key }>;
function keep(best: Best, key: Key, score: number) {
  if (score < (best.get(key.place)?.score ?? Infinity)) best.set(key.place, { score, key });
}

/** The best fit of each entry to one text as it stands. */
function lookUp(index: Index, keys: Key[], typed: string): Best {
  const han = isHan(typed);
  const forms = formsOf(typed).filter((form) => !form.bare);
  const letters = han ? "" : normalise(typed).replace(/[^a-z]/g, "");
  const best: Best = new Map();
  const consider = (key: Key, found: Found, cost: number) => {
    if (!found) return;
    // Of names that begin so the shortest is the nearest.
    const begins = key.role === "name" && (han ? found[0] === "words" && found[1] === 0 : found[0] === "begins");
    const length = begins ? Math.min((han ? key.forms[0]?.compact.length : index.length[key.place]) ?? 0, 9) : 0;
    keep(best, key, ((rankOf(key.role, found[0]) * 10 + found[1]) * 10 + cost) * 10 + length);
  };
  for (const key of keys) {
    for (const form of key.forms) {
      for (const wanted of forms) {
        const found = han ? fitOfHan(form.compact, wanted.compact) : fitOfLatin(form, wanted);
        if (found && form.bare)
          found[0] = found[0] === "same" ? "otherwise" : found[0] === "begins" ? "begins bare" : found[0];
        consider(key, found, Math.max(form.cost, wanted.cost));
      }
    }
    if (letters) consider(key, fitOfSound(key, letters), 0);
  }
  return best;
}

/**
 * What fits, best first: by `ORDER`, then whole words, spelling, fewer words in a name that begins so, and the order of
 * the vocabulary.
 */
export function find(index: Index, typed: string, among: (code: string) => boolean = () => true, most = 8): Hit[] {
  const text = normalise(typed);
  if (!text) return [];
  const keys = index.keys.filter((key) => among(index.codes[key.place] ?? ""));
  const best = lookUp(index, keys, typed);
  const first = Math.min(...[...best.values()].map(({ score }) => Math.floor(score / 1000)));
  if (first >= VAGUE) {
    const wanted = respelled(text);
    const others = isHan(typed) ? [] : corrected(index, words(wanted));
    const bare = unmarked(text, true);
    if (bare && first === Infinity) others.push(bare);
    for (const other of others)
      for (const { key, score } of lookUp(index, keys, other).values())
        keep(best, key, rankOf("name", "nearly") * 1000 + score / 1000);
    if (isHan(typed)) {
      const sound = syllables(typed).join("");
      for (const key of keys) {
        const found = key.han && key.role !== "family" ? nearlyHan(key, wanted.replaceAll(" ", ""), sound) : undefined;
        if (found) keep(best, key, (rankOf(key.role, found[0]) * 10 + found[1]) * 100);
      }
    }
  }
  return [...best.values()]
    .sort((a, b) => a.score - b.score || a.key.place - b.key.place)
    .slice(0, most)
    .map(({ key }) => ({ code: index.codes[key.place] ?? "", ...(key.role === "name" ? {} : { matched: key.text }) }));
}

/** The codes of what fits, best first. */
export const search = (index: Index, typed: string, most = 8): string[] =>
  find(index, typed, undefined, most).map(({ code }) => code);

/** Whether some name holds exactly this: then what was typed last belongs to it, such as the digit of "vitamin b3". */
export function goesOn(index: Index, typed: string): boolean {
  const wanted = normalise(typed).replaceAll(" ", "");
  return index.keys.some((key) => key.forms[0]?.compact.includes(wanted));
}
