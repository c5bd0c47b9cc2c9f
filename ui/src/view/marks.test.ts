import fc from "fast-check";
import { describe, expect, it } from "vitest";

import type { Mark } from "../backend/generated/types";
import {
  addCorner,
  bounds,
  boxBetween,
  diameter,
  dragHandle,
  grow,
  handles,
  middles,
  move,
  removeCorner,
} from "./marks";

const photo = { width: 4000, height: 3000 };
const triangle: Mark = {
  shape: "polygon",
  points: [
    [100, 100],
    [400, 100],
    [100, 500],
  ],
};
const point = fc.tuple(fc.integer({ min: 0, max: 4000 }), fc.integer({ min: 0, max: 3000 }));
const anyMark: fc.Arbitrary<Mark> = fc.oneof(
  point.map(([x, y]): Mark => ({ shape: "point", x, y })),
  fc.tuple(point, point).map(([a, b]): Mark => boxBetween(a, b, photo)),
  fc.array(point, { minLength: 3, maxLength: 9 }).map((points): Mark => ({ shape: "polygon", points })),
);
const isInside = (mark: Mark) => {
  const [left, top, right, bottom] = bounds(mark);
  return left >= 0 && top >= 0 && right <= photo.width && bottom <= photo.height;
};

describe("marks", () => {
  it("are drawn inside the photograph only, whichever corner came first", () => {
    expect(boxBetween([500, 400], [-20, 9000], photo)).toEqual({
      shape: "box",
      x: 0,
      y: 400,
      width: 500,
      height: 2600,
    });
  });
  it("stay inside and keep their size wherever they are moved", () => {
    fc.assert(
      fc.property(
        anyMark,
        fc.integer({ min: -9000, max: 9000 }),
        fc.integer({ min: -9000, max: 9000 }),
        (mark, dx, dy) => {
          const moved = move(mark, dx, dy, photo);
          const [a, b] = [bounds(mark), bounds(moved)];
          return isInside(moved) && b[2] - b[0] === a[2] - a[0] && b[3] - b[1] === a[3] - a[1];
        },
      ),
    );
  });
  it("stay inside whatever is done to handles, and a box never turns inside out", () => {
    fc.assert(
      fc.property(
        anyMark,
        fc.nat(7),
        fc.tuple(fc.integer({ min: -500, max: 5000 }), fc.integer({ min: -500, max: 5000 })),
        fc.integer({ min: -900, max: 900 }),
        (mark, handle, to, by) => {
          const changed = grow(dragHandle(mark, handle, to, photo), by, -by, photo);
          return isInside(changed) && (changed.shape !== "box" || (changed.width >= 0 && changed.height >= 0));
        },
      ),
    );
  });
  it("of a box change at the taken side alone", () => {
    const box = boxBetween([100, 100], [300, 200], photo);
    expect(dragHandle(box, 3, [350, 999], photo)).toEqual(boxBetween([100, 100], [350, 200], photo));
    expect(dragHandle(box, 0, [400, 300], photo)).toEqual(boxBetween([300, 200], [400, 300], photo));
    expect(handles(box)).toHaveLength(8);
  });
  it("of a polygon gain and lose corners; three stay", () => {
    expect(middles(triangle)[0]).toEqual([250, 100]);
    const four = addCorner(triangle, 0, [250, 50], photo);
    expect(four).toEqual({
      shape: "polygon",
      points: [
        [100, 100],
        [250, 50],
        [400, 100],
        [100, 500],
      ],
    });
    expect(removeCorner(four, 1)).toEqual(triangle);
    expect(removeCorner(triangle, 0)).toEqual(triangle);
  });
  it("are measured across", () => {
    expect(diameter(triangle)).toBe(500);
    expect(diameter(boxBetween([0, 0], [30, 20], photo))).toBe(30);
  });
});
