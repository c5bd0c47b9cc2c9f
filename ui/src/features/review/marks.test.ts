import { beforeEach, describe, expect, it, vi } from "vitest";

import type { LesionGroup } from "../../backend/generated/types";
import type { Mark } from "../../view/marks";
import type { Reviewing } from "./controller.svelte";

vi.stubGlobal("localStorage", { getItem: () => "en" });
vi.stubGlobal("navigator", { language: "en" });
vi.stubGlobal("document", { documentElement: {} });
const { ReviewMarks } = await import("./marks.svelte");

const point = (x: number): Mark => ({ shape: "point", x, y: 0 });
const lesion = (key: string) => ({ key, cards: [1, 1], lesion: "lesion.papule" }) as unknown as LesionGroup;

/** A review of two lesions by two readers, with what the record has of each. */
function review() {
  const groups = [lesion("1-1"), lesion("2-2")];
  const record = new Map<string, Mark[]>(groups.map(({ key }, n) => [key, [point(n)]]));
  const work = {
    view: { readers: [1, 2].map((letter) => ({ letter, annotation: { lesions: [] } })) },
    groups,
    group: groups[0],
    marksOf: ({ key }: LesionGroup) => record.get(key) ?? [],
    setMarks: ({ key }: LesionGroup, { drawn }: { drawn: Mark[] }) => record.set(key, drawn),
  };
  return { record, work, marks: new ReviewMarks(work as unknown as Reviewing) };
}

describe("marks of a review", () => {
  let { record, work, marks } = review();
  beforeEach(() => ({ record, work, marks } = review()));

  it("are added to the lesion at hand, chosen and shown", () => {
    marks.toggleDrawing();
    marks.add(point(5));
    expect(record.get("1-1")).toEqual([point(0), point(5)]);
    expect(record.get("2-2")).toEqual([point(1)]);
    expect([marks.shown, marks.chosen, marks.drawing]).toEqual(["reviewed", "1-1/1", false]);
  });

  it("are chosen one after the other, and removed", () => {
    marks.add(point(5));
    expect(marks.chooseNext()).toBe(true);
    expect(marks.chosen).toBe("1-1/0");
    expect(marks.remove()).toBe(true);
    expect(record.get("1-1")).toEqual([point(5)]);
    expect(marks.remove(), "nothing is chosen any more").toBe(false);
  });

  it("of the record are let go of when they are no longer seen", () => {
    marks.chooseNext();
    marks.toggleDrawing();
    marks.showNext();
    expect([marks.shown, marks.chosen, marks.drawing]).toEqual(["all", undefined, false]);
    marks.chooseNext();
    marks.show(1);
    expect(marks.remove()).toBe(false);
    expect(record.get("1-1")).toEqual([point(0)]);
  });

  it("of a reader are never changed", () => {
    marks.choose("A/1/0");
    expect(marks.chosen).toBeUndefined();
    marks.change("A/1/0", point(9));
    expect([...record.values()]).toEqual([[point(0)], [point(1)]]);
  });

  it("are not drawn where no lesion is at hand", () => {
    work.group = undefined;
    marks.toggleDrawing();
    marks.add(point(5));
    expect(marks.drawing).toBe(false);
    expect(marks.chooseNext()).toBe(false);
    expect(record.get("1-1")).toEqual([point(0)]);
  });
});
