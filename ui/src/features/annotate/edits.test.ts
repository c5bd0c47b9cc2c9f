import fc from "fast-check";
import { expect, it } from "vitest";

import type { Annotation, Mark } from "../../backend/generated/types";
import { type Edited, edited, noHistory, redo, undo } from "../../view/history";
import { type Edit, edits, emptyAnnotation } from "./edits";

const code = fc.constantFrom("a", "b", "c", "d");
const number = fc.integer({ min: 1, max: 4 });
const place = fc.nat(3);
const words = fc.string({ maxLength: 12 });
const mark: fc.Arbitrary<Mark> = fc.constantFrom<Mark>(
  { shape: "point", x: 3, y: 4 },
  { shape: "box", x: 1, y: 2, width: 30, height: 40 },
  {
    shape: "polygon",
    points: [
      [0, 0],
      [9, 0],
      [0, 9],
    ],
  },
);

/** Arguments for every edit there is; an edit that is missing here does not compile. */
const any: { [Name in keyof typeof edits]: fc.Arbitrary<Parameters<(typeof edits)[Name]>> } = {
  addRegion: fc.tuple(code),
  removeRegion: fc.tuple(code),
  addLesion: fc.tuple(code, fc.constantFrom("primary", "secondary", null)),
  copyLesion: fc.tuple(number),
  setLesionType: fc.tuple(number, code),
  removeLesion: fc.tuple(number),
  setRole: fc.tuple(number, fc.constantFrom("primary", "secondary")),
  toggleSite: fc.tuple(number, code),
  chooseValue: fc.tuple(
    number,
    fc.constant({ values: ["a", "b", "c", "d"], scales: [{ values: ["a", "b", "c"], span: 2 }], alone: ["d"] }),
    code,
  ),
  setSize: fc.tuple(number, fc.option(fc.nat(90))),
  addMark: fc.tuple(number, mark),
  changeMark: fc.tuple(number, place, mark),
  removeMark: fc.tuple(number, place),
  addRelation: fc.tuple(number, code, number),
  removeRelation: fc.tuple(place),
  addDisease: fc.tuple(code),
  removeDisease: fc.tuple(place),
  moveDisease: fc.tuple(place, fc.integer({ min: -1, max: 3 })),
  setConfidence: fc.tuple(place, fc.option(fc.integer({ min: 1, max: 5 }))),
  setReasoning: fc.tuple(words),
  addTreatment: fc.tuple(code, fc.option(code)),
  removeTreatment: fc.tuple(place),
  setRoute: fc.tuple(fc.nat(1), fc.option(code)),
  setTreatmentText: fc.tuple(words),
  toggleUnsure: fc.tuple(fc.constantFrom("regions", "lesion/1/role", "lesion/2/attribute.size")),
  setComment: fc.tuple(fc.constantFrom("regions", "lesion/1/role"), words),
  setScale: fc.tuple(
    fc.option(fc.constant({ from: [0, 0] as [number, number], to: [3, 4] as [number, number], mm: 5 }), {
      nil: undefined,
    }),
  ),
  toggleSeveral: fc.tuple(),
  setCannot: fc.tuple(fc.constantFrom("poor_quality", "no_lesion", null)),
  copyFrom: fc.tuple(
    fc.constant({
      ...emptyAnnotation(),
      regions: ["a"],
      reasoning: "Copied.",
      lesions: [{ number: 1, lesion: "b", role: null, regions: ["a"], attributes: ["c"], marks: [], size_mm: 4 }],
    }),
  ),
};
const anyEdit: fc.Arbitrary<{ name: string; edit: Edit }> = fc.oneof(
  ...Object.entries(any).map(([name, input]) =>
    (input as fc.Arbitrary<unknown[]>).map((given) => ({
      name: `${name}(${JSON.stringify(given)})`,
      edit: (edits[name as keyof typeof edits] as (...given: unknown[]) => Edit)(...given),
    })),
  ),
);

const full: Annotation = {
  ...emptyAnnotation(),
  regions: ["a", "b"],
  reasoning: "Seen.",
  unsure: ["regions"],
  comments: { regions: "Which side?" },
  lesions: [1, 2].map((number) => ({
    number,
    lesion: "c",
    role: "primary" as const,
    regions: ["a"],
    attributes: ["d"],
    marks: [{ shape: "point" as const, x: 9, y: 9 }],
    size_mm: 3,
  })),
  relations: [{ from: 1, relation: "a", to: 2 }],
  differential: [
    { disease: "a", confidence: 2 },
    { disease: "b", confidence: null },
  ],
  treatment: { items: [{ item: "a", route: null }], text: "" },
};

it("gives back what was there before, and then what was there after, for every edit after any others", () => {
  const done = new Set<string>();
  fc.assert(
    fc.property(
      fc.constantFrom(full, emptyAnnotation()),
      fc.array(anyEdit, { minLength: 1, maxLength: 60, size: "max" }),
      (start, steps) => {
        let at: Edited<Annotation> = { state: start, history: noHistory() };
        for (const { name, edit } of steps) {
          const [before, frozen] = [at.state, structuredClone(at.state)];
          const next = edited(at.history, before, edit);
          expect(before, "an edit works on a copy").toEqual(frozen);
          if (!next) continue;
          done.add(name.split("(")[0] ?? "");
          const after = structuredClone(next.state);
          const back = undo(next.history, next.state);
          expect(back?.state).toEqual(frozen);
          expect(redo(back!.history, back!.state)?.state).toEqual(after);
          at = next;
        }
        // All the way back is where it began.
        let way: Edited<Annotation> | undefined = at;
        while (way.history.past.length > 0) way = undo(way.history, way.state)!;
        expect(at.history.past.length >= 59 || JSON.stringify(way.state) === JSON.stringify(start)).toBe(true);
      },
    ),
    { numRuns: 300, seed: 7 },
  );
  expect([...done].sort(), "every edit changed something at least once").toEqual(Object.keys(edits).sort());
});
