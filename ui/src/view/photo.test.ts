import { describe, expect, it } from "vitest";

import { boxBetween, fit, photoFromView, viewFromPhoto, zoomAt } from "./photo";

const photo = { width: 4000, height: 3000 };

describe("the place of a photograph", () => {
  it("fits whole and centred", () => {
    const at = fit(photo, { width: 1000, height: 1000 }, 0);
    expect(at).toEqual({ scale: 0.25, x: 0, y: 125 });
  });
  it("goes from window to photo and back", () => {
    const at = { scale: 0.37, x: 12, y: -40 };
    const [x, y] = viewFromPhoto(at, ...photoFromView(at, 333, 222));
    expect(x).toBeCloseTo(333, 9);
    expect(y).toBeCloseTo(222, 9);
  });
  it("keeps the point under the pointer while zooming", () => {
    const before = fit(photo, { width: 900, height: 700 });
    const after = zoomAt(before, 411, 230, 1.7);
    expect(photoFromView(after, 411, 230)[0]).toBeCloseTo(photoFromView(before, 411, 230)[0], 9);
  });
  it("draws boxes inside the photograph only, whichever corner came first", () => {
    expect(boxBetween([500, 400], [-20, 9000], photo)).toEqual({ x: 0, y: 400, width: 500, height: 2600 });
  });
});
