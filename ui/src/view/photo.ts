// Where a point of the window lies on the photograph, and back; zoom at the pointer.

export interface Placement {
  /** Window pixels per photo pixel. */
  scale: number;
  /** Window position of the photo's top left corner. */
  x: number;
  y: number;
}

export interface Size {
  width: number;
  height: number;
}

/** The whole photograph, centred, with a margin; `bottom` is kept free below it, for tools. */
export function fit(photo: Size, stage: Size, margin = 24, bottom = margin): Placement {
  const height = stage.height - margin - bottom;
  const scale = Math.max(0.01, Math.min((stage.width - 2 * margin) / photo.width, height / photo.height));
  return { scale, x: (stage.width - photo.width * scale) / 2, y: margin + (height - photo.height * scale) / 2 };
}

export function photoFromView(at: Placement, x: number, y: number): [number, number] {
  return [(x - at.x) / at.scale, (y - at.y) / at.scale];
}

export function viewFromPhoto(at: Placement, x: number, y: number): [number, number] {
  return [x * at.scale + at.x, y * at.scale + at.y];
}

/** Zooms by a factor; the photo point under the pointer stays there. */
export function zoomAt(at: Placement, x: number, y: number, factor: number): Placement {
  const scale = Math.min(16, Math.max(0.02, at.scale * factor));
  const [px, py] = photoFromView(at, x, y);
  return { scale, x: x - px * scale, y: y - py * scale };
}

/** A box from two corners, inside the photograph, in whole photo pixels. */
export function boxBetween(a: [number, number], b: [number, number], photo: Size): { x: number; y: number; width: number; height: number } {
  const clamp = (value: number, most: number) => Math.round(Math.min(most, Math.max(0, value)));
  const [left, right] = [clamp(Math.min(a[0], b[0]), photo.width), clamp(Math.max(a[0], b[0]), photo.width)];
  const [top, bottom] = [clamp(Math.min(a[1], b[1]), photo.height), clamp(Math.max(a[1], b[1]), photo.height)];
  return { x: left, y: top, width: right - left, height: bottom - top };
}
