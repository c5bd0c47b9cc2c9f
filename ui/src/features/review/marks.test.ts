import { beforeEach, describe, expect, it, vi } from "vitest";

import type { ReviewedLesion } from "../../backend/generated/types";
import type { Mark } from "../../view/marks";
import type { Reviewing } from "./controller.svelte";

vi.stubGlobal("localStorage", { getItem: () => "en" });
vi.stubGlobal("navigator", { language: "en" });
vi.stubGlobal("document", { documentElement: {} });
const { ReviewMarks } = await import("./marks.svelte");

const point = (x: number): Mark => ({ shape: "point", x, y: 0 });
const lesion = (key: string, marks: Mark[]) =>
  ({ key, cards: [1, 1], lesion: "lesion.papule", marks }) as unknown as ReviewedLesion;

/** A review of two lesions by two readers, with what the record has of each. */
function review() {
  const work = {
    view: { readers: [1, 2].map((letter) => ({ letter, annotation: { lesions: [] } })) },
    lesions: [lesion("1-1", [point(0)]), lesion("2-2", [point(1)])],
    atHand: true,
    get lesion() {
      return this.atHand ? this.lesions[0] : undefined;
    },
    setMarks({ key }: ReviewedLesion, { drawn }: { drawn: Mark[] }) {
      this.lesions = this.lesions.map((one) => (one.key === key ? { ...one, marks: drawn } : one));
    },
  };
  const record = { get: (key: string) => work.lesions.find((one) => one.key === key)?.marks };
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
    expect(work.lesions.map(({ marks }) => marks)).toEqual([[point(0)], [point(1)]]);
  });

  it("are not drawn where no lesion is at hand", () => {
    work.atHand = false;
    marks.toggleDrawing();
    marks.add(point(5));
    expect(marks.drawing).toBe(false);
    expect(marks.chooseNext()).toBe(false);
    expect(record.get("1-1")).toEqual([point(0)]);
  });
});
