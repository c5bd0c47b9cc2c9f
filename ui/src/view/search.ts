// Finding terms: names of both languages, synonyms, abbreviations, pinyin, small typing errors.

import uFuzzy from "@leeoniya/ufuzzy";

export interface Searchable {
  code: string;
  names: string[];
  /** How names are typed without their script, such as pinyin and its initials; found anywhere from three letters on. */
  sounds?: string[];
}

export interface Index {
  items: Searchable[];
  haystack: string[];
  owner: number[];
}

const fuzzy = new uFuzzy({ intraMode: 1, intraIns: 1, unicode: true, interSplit: "[^\\p{L}\\d']+", intraSplit: "\\p{Ll}\\p{Lu}", intraBound: "\\p{L}\\d|\\d\\p{L}|\\p{Ll}\\p{Lu}", intraChars: "[\\p{L}\\d']", intraContr: "'\\p{L}{1,2}\\b" });

export function indexOf(items: Searchable[]): Index {
  const haystack: string[] = [];
  const owner: number[] = [];
  items.forEach((item, place) => {
    for (const name of item.names) {
      haystack.push(name.toLowerCase());
      owner.push(place);
    }
  });
  return { items, haystack, owner };
}

/** Codes that fit, best first: exact names and beginnings, then pinyin, then names with a typing error. */
export function search(index: Index, query: string, most = 8): string[] {
  const wanted = query.trim().toLowerCase();
  if (!wanted) return [];
  const rank = new Map<number, number>();
  const better = (place: number, score: number) => rank.set(place, Math.min(rank.get(place) ?? Infinity, score));
  index.haystack.forEach((name, at) => {
    const place = index.owner[at] ?? 0;
    const score = name === wanted ? 0 : name.startsWith(wanted) ? 1 : name.includes(` ${wanted}`) ? 2 : name.includes(wanted) ? 4 : undefined;
    if (score !== undefined) better(place, score + name.length / 1000);
  });
  if (/^[a-z ]+$/.test(wanted)) {
    const sound = wanted.replaceAll(" ", "");
    index.items.forEach((item, place) => {
      for (const own of item.sounds ?? []) {
        if (own === sound) better(place, 0.5);
        else if (own.startsWith(sound)) better(place, 3 + own.length / 1000);
        else if (sound.length > 2 && own.includes(sound)) better(place, 4.5 + own.length / 1000);
      }
    });
  }
  if (rank.size < most) {
    const found = fuzzy.filter(index.haystack, wanted) ?? [];
    found.forEach((at, order) => {
      const place = index.owner[at] ?? 0;
      if (!rank.has(place)) rank.set(place, 5 + order / 1000);
    });
  }
  return [...rank.entries()]
    .sort((a, b) => a[1] - b[1])
    .slice(0, most)
    .map(([place]) => index.items[place]?.code ?? "");
}

/** Whether some name holds exactly this: then what was typed last belongs to it, such as the digit of "vitamin b3". */
export function goesOn(index: Index, typed: string): boolean {
  const wanted = typed.trim().toLowerCase();
  return index.haystack.some((name) => name.includes(wanted));
}
