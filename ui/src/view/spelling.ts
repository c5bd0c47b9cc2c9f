// How a term may be spelled otherwise and still be the same: case, accents, hyphens, British and American, plural.

/** Lower case, without accents and punctuation; a possessive is the word itself. */
export function normalise(text: string): string {
  return text
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .replace(/(\p{Ll})(\p{Lu}{2,})/gu, "$1 $2")
    .toLowerCase()
    .replace(/[’'`´]s(?!\p{L})/gu, "")
    .replace(/[’'`´]/g, "")
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
}

/** Characters that are written for each other. */
const VARIANTS: Record<string, string> = { 疤: "瘢", 粘: "黏", 泡: "疱", 皰: "疱", 癍: "斑", 症: "病" };

/**
 * British and American, Latin and English spellings of a normalised text become one; so does Chinese with and without
 * 性, 型.
 */
export function respelled(text: string): string {
  return text
    .replace(/[疤粘泡皰癍症]/g, (letter) => VARIANTS[letter] ?? letter)
    .replace(/(?<=\p{Script=Han})[性型](?=\p{Script=Han})/gu, "")
    .replace(/(?<!\bt)([ao])e(?=\p{L})/gu, "e")
    .replace(/(?<=\p{L})our/gu, "or")
    .replace(/mou(?=ld|lt)/g, "mo")
    .replace(/leuc/g, "leuk")
    .replace(/sulph/g, "sulf")
    .replace(/gray/g, "grey")
    .replace(/([bt])re\b/g, "$1er")
    .replace(/inium\b/g, "inum")
    .replace(/(?<=\p{L})z/gu, "s")
    .replace(/l{2}(?=(ed|ing)\b)/g, "l");
}

const ENDINGS: [RegExp, string][] = [
  [/feet$/, "foot"],
  [/^teeth$/, "tooth"],
  [/lice$/, "louse"],
  [/(?<=.{4})ines$/, "o"],
  [/(?<=.{2})mata$/, "ma"],
  [/(?<=.{4})ata$/, "atum"],
  [/(?<=.{2})ies$/, "y"],
  [/(?<=.{3})([sc])es$/, "$1is"],
  [/(?<=(?:ss|x|ch|sh))es$/, ""],
  [/(?<=.{3})ae?$/, "a"],
  [/(?<=.{2}[^aeiou])i$/, "us"],
  [/(?<=.{2}[^sui])s$/, ""],
];

/** The singular of every word of a respelled text, or at least what its singular and plural share. */
export function singular(text: string): string {
  return text
    .split(" ")
    .map((word) => {
      const ending = ENDINGS.find(([plural]) => plural.test(word));
      return ending ? word.replace(...ending) : word;
    })
    .join(" ");
}

const ADJECTIVE = /(?<=\b\w{4,})(atous|ular|atic|otic|ated|ous|tic|ar|ic|al|ed)\b/g;

/** What adjectives share with their nouns: "bullous" with "bulla". */
export const root = (text: string): string => text.replace(ADJECTIVE, "");

/**
 * Words that set the usual member of a family apart from the others, or say what all have in common; who leaves them
 * out means that one.
 */
const UNMARKED = /\b(common|vulgaris|atopic|small|large|area|region|lesion|disease)\b/g;
const UNMARKED_CHINESE = /^寻常[型性]?|^色素(?=痣)|[部区]$|(?<=^耳)朵$|(?<=^[鼻脖肚])子$/g;
/**
 * Of a name of the vocabulary everything is of the skin; a synonym says it because something else has the name without
 * it.
 */
const SKIN = /\b(cutaneous|skin)\b|^皮肤/g;

/** A normalised text without the words that are usually left out; undefined if none is or nothing would remain. */
export function unmarked(text: string, isName: boolean): string | undefined {
  const rest = text
    .replace(UNMARKED, " ")
    .replace(UNMARKED_CHINESE, " ")
    .replace(isName ? SKIN : "", " ")
    .replace(/ +/g, " ")
    .trim();
  return rest && rest !== text ? rest : undefined;
}

const FILLERS = new Set(["of", "the", "and", "or", "with", "in", "to", "on", "at", "a", "an", "by"]);

/** The words that say something; all of them when none does. */
export function words(text: string): string[] {
  const all = text.split(" ");
  const telling = all.filter((word) => !FILLERS.has(word));
  return telling.length > 0 ? telling : all;
}

/**
 * How many letters of a word are left after what was typed with so many errors: a letter wrong, missing, too many or
 * swapped; Infinity if it does not fit.
 */
export function mistyped(typed: string, word: string, errors: number): number {
  let same = 0;
  while (same < typed.length && typed[same] === word[same]) same++;
  if (same === typed.length) return word.length - same;
  if (errors === 0) return Infinity;
  const rest = (ofTyped: number, ofWord: number) =>
    mistyped(typed.slice(same + ofTyped), word.slice(same + ofWord), errors - 1);
  const swapped = typed[same] === word[same + 1] && typed[same + 1] === word[same];
  return Math.min(rest(1, 1), rest(0, 1), rest(1, 0), swapped ? rest(2, 2) : Infinity);
}
