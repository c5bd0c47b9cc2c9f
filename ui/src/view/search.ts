// Finding terms: names of both languages, synonyms, abbreviations, small typing errors.

import uFuzzy from "@leeoniya/ufuzzy";

export interface Searchable {
  code: string;
  names: string[];
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

/** Codes that fit, best first; exact names and beginnings before anything else. */
export function search(index: Index, query: string, most = 8): string[] {
  const wanted = query.trim().toLowerCase();
  if (!wanted) return [];
  const rank = new Map<number, number>();
  index.haystack.forEach((name, at) => {
    const place = index.owner[at] ?? 0;
    const score = name === wanted ? 0 : name.startsWith(wanted) ? 1 : name.includes(` ${wanted}`) ? 2 : name.includes(wanted) ? 3 : undefined;
    if (score !== undefined) rank.set(place, Math.min(rank.get(place) ?? 9, score + name.length / 1000));
  });
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
