import { describe, expect, it } from "vitest";

import { type Turn, fit, photoFromView, sameView, sizeTurned, viewFromPhoto, zoomAt } from "./photo";

const photo = { width: 4000, height: 3000 };
const TURNS: Turn[] = [0, 1, 2, 3];

describe("the place of a photograph", () => {
  it("fits whole and centred", () => {
    expect(fit(photo, { width: 1000, height: 1000 }, 0)).toEqual({ scale: 0.25, x: 0, y: 125 });
  });
  it("goes from window to photo and back, however it is turned", () => {
    const at = { scale: 0.37, x: 12, y: -40 };
    for (const turn of TURNS) {
      const [x, y] = viewFromPhoto(at, photo, turn, ...photoFromView(at, photo, turn, 333, 222));
      expect(x).toBeCloseTo(333, 9);
      expect(y).toBeCloseTo(222, 9);
    }
  });
  it("shows the upright top left corner at the top right after a quarter turn", () => {
    const at = { scale: 1, x: 0, y: 0 };
    expect(viewFromPhoto(at, photo, 1, 0, 0)).toEqual([3000, 0]);
    expect(viewFromPhoto(at, photo, 2, 0, 0)).toEqual([4000, 3000]);
    expect(viewFromPhoto(at, photo, 3, 0, 0)).toEqual([0, 4000]);
    expect(sizeTurned(photo, 3)).toEqual({ width: 3000, height: 4000 });
  });
  it("keeps the point under the pointer while zooming", () => {
    const before = fit(photo, { width: 900, height: 700 });
    const after = zoomAt(before, 411, 230, 1.7);
    for (const turn of TURNS)
      expect(photoFromView(after, photo, turn, 411, 230)[0]).toBeCloseTo(
        photoFromView(before, photo, turn, 411, 230)[0],
        9,
      );
  });
  it("keeps the part that is looked at in a photograph of another size", () => {
    const stage = { width: 900, height: 700 };
    const other = { width: 2000, height: 1500 };
    const fitted = { from: fit(photo, stage), to: fit(other, stage) };
    const zoomed = zoomAt(fitted.from, 100, 100, 3);
    const kept = sameView(zoomed, photo, other, stage, fitted);
    expect(kept.scale / fitted.to.scale).toBeCloseTo(3, 9);
    expect(photoFromView(kept, other, 0, 450, 350)[0] / 2000).toBeCloseTo(
      photoFromView(zoomed, photo, 0, 450, 350)[0] / 4000,
      9,
    );
  });
});
