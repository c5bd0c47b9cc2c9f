import { describe, expect, it } from "vitest";

import diseases from "../../../schema/vocabulary/2.0.0/diseases.json";
import lesions from "../../../schema/vocabulary/2.0.0/lesions.json";
import regions from "../../../schema/vocabulary/2.0.0/regions.json";
import treatments from "../../../schema/vocabulary/2.0.0/treatments.json";
import { find, goesOn, indexOf, search } from "./search";
import table from "./search.queries.tsv?raw";
import { normalise, respelled } from "./spelling";
import { indexOfTerms } from "./termIndex";

const vocabularies = {
  disease: diseases.terms,
  lesion: lesions.terms,
  region: regions.terms,
  treatment: treatments.terms,
};
type Kind = keyof typeof vocabularies;
const indexes = Object.fromEntries(
  Object.entries(vocabularies).map(([kind, terms]) => [kind, indexOfTerms(terms)]),
) as Record<Kind, ReturnType<typeof indexOf>>;
const nameOf = (kind: Kind, code: string | undefined) => vocabularies[kind].find((term) => term.code === code)?.en;
/** What is meant by a query, as a dermatologist would say: the table beside this test. */
const queries = table
  .split("\n")
  .slice(1)
  .filter(Boolean)
  .map((line) => line.split("\t") as [Kind, string, string, string]);

describe("what is found first", () => {
  it.each(queries)("%s %s: %s %s", (kind, query, first, matched) => {
    const [hit] = find(indexes[kind], query);
    expect([nameOf(kind, hit?.code), hit?.matched ?? ""]).toEqual([first, matched]);
  });
  it("is a table that says something of both languages and of three vocabularies", () => {
    expect(queries.length).toBeGreaterThanOrEqual(150);
    expect(new Set(queries.map(([kind, query]) => `${kind} ${query}`)).size).toBe(queries.length);
  });
  it("is each term for its own names, and for synonyms that no other has", () => {
    for (const kind of Object.keys(vocabularies) as Kind[]) {
      for (const term of vocabularies[kind].filter((entry) => entry.choosable)) {
        for (const name of [term.en, term.zh]) expect(nameOf(kind, search(indexes[kind], name)[0]), name).toBe(term.en);
        for (const name of [...term.synonyms_en, ...term.synonyms_zh])
          expect(search(indexes[kind], name, 3), `${term.en}: ${name}`).toContain(term.code);
      }
    }
  });
});

const few = indexOf([
  { code: "lesion.plaque", names: ["Plaque", "斑块"] },
  {
    code: "lesion.telangiectasia",
    names: ["Telangiectasia", "毛细血管扩张"],
    synonyms: ["spider veins"],
    families: ["Vascular lesions"],
  },
  { code: "lesion.papule", names: ["Papule", "丘疹"], synonyms: ["papular lesion"] },
]);

describe("searching terms", () => {
  it("says by which synonym or family something was found, not by which name", () => {
    expect(find(few, "veins")).toEqual([{ code: "lesion.telangiectasia", matched: "spider veins" }]);
    expect(find(few, "vascular")).toEqual([{ code: "lesion.telangiectasia", matched: "Vascular lesions" }]);
    expect(find(few, "丘疹")).toEqual([{ code: "lesion.papule" }]);
  });
  it("never lets the length of a synonym decide", () => {
    const index = indexOf([
      { code: "a", names: ["Alpha"], synonyms: ["solar long word"] },
      { code: "b", names: ["Beta"], synonyms: ["solar x"] },
    ]);
    expect(search(index, "solar")).toEqual(["a", "b"]);
  });
  it("offers as many as are wanted among those that may be picked", () => {
    expect(find(few, "p", (code) => code !== "lesion.plaque").map(({ code }) => code)).toEqual(["lesion.papule"]);
    expect(search(indexes.disease, "a", 5)).toHaveLength(5);
  });
  it("knows when a digit belongs to a name", () => {
    expect(goesOn(indexes.treatment, "vitamin b3")).toBe(true);
    expect(goesOn(indexes.treatment, "co2")).toBe(true);
    expect(goesOn(indexes.treatment, "nico2")).toBe(false);
    expect(goesOn(indexes.disease, "hsv-1")).toBe(true);
  });
  it("finds nothing for nothing, and for what no term resembles", () => {
    for (const query of ["", "  ", "-", "qwrtp", "kaposi"]) expect(search(indexes.disease, query), query).toEqual([]);
    expect(search(indexes.region, "anus"), "not the hand by its Latin name").toEqual([]);
  });
  it("costs less than normalising three hundred names four times", () => {
    const median = (act: (query: string) => unknown) => {
      const times = queries
        .filter((_, n) => n % 5 === 0)
        .map(([, query]) => {
          const start = performance.now();
          act(query);
          return performance.now() - start;
        });
      return times.sort((a, b) => a - b)[times.length >> 1] as number;
    };
    const read = () => treatments.terms.map((term) => respelled(normalise(term.en)));
    const ratios = Array.from({ length: 3 }, () => median((query) => search(indexes.treatment, query)) / median(read));
    expect(Math.min(...ratios)).toBeLessThan(4);
  });
});
