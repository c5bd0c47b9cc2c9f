// Where a point of the window lies on the photograph, and back; zoom at the pointer; quarter turns
// that only the eye sees. Points of the photograph are always those of the upright picture.

export interface Placement {
  /** Window pixels per photo pixel. */
  scale: number;
  /** Window position of the top left corner of the photograph as it is turned. */
  x: number;
  y: number;
}

export interface Size {
  width: number;
  height: number;
}

/** Quarter turns to the right for viewing. */
export type Turn = 0 | 1 | 2 | 3;
export const turned = (turn: Turn): Turn => ((turn + 1) % 4) as Turn;

/** Size of a photograph as it is turned. */
export const sizeTurned = (photo: Size, turn: Turn): Size =>
  turn % 2 === 0 ? photo : { width: photo.height, height: photo.width };

/** Photo point to a point of the turned picture. */
function turn_(photo: Size, turn: Turn, x: number, y: number): [number, number] {
  if (turn === 1) return [photo.height - y, x];
  if (turn === 2) return [photo.width - x, photo.height - y];
  if (turn === 3) return [y, photo.width - x];
  return [x, y];
}
function unturn(photo: Size, turn: Turn, x: number, y: number): [number, number] {
  if (turn === 1) return [y, photo.height - x];
  if (turn === 2) return [photo.width - x, photo.height - y];
  if (turn === 3) return [photo.width - y, x];
  return [x, y];
}

/** CSS that turns a picture of this size about its top left corner back into its own frame. */
export function cssTurn(photo: Size, turn: Turn): string {
  const by = {
    0: "",
    1: `translate(${photo.height}px, 0) rotate(90deg)`,
    2: `translate(${photo.width}px, ${photo.height}px) rotate(180deg)`,
    3: `translate(0, ${photo.width}px) rotate(270deg)`,
  };
  return by[turn];
}

/** The part of the stage for a whole photograph: a margin around it, `bottom` kept free below it, for tools. */
export const room = (stage: Size, margin = 24, bottom = margin): Size => ({
  width: stage.width - 2 * margin,
  height: stage.height - margin - bottom,
});

/** The whole photograph in that part, centred; on whole pixels, so that a picture of this size need not be scaled. */
export function fit(photo: Size, stage: Size, margin = 24, bottom = margin): Placement {
  const { width, height } = room(stage, margin, bottom);
  const longest = Math.max(photo.width, photo.height);
  const scale = Math.max(1, Math.floor(longest * Math.min(width / photo.width, height / photo.height))) / longest;
  return {
    scale,
    x: Math.round((stage.width - photo.width * scale) / 2),
    y: Math.round(margin + (height - photo.height * scale) / 2),
  };
}

/** Window point to photo point. */
export function photoFromView(at: Placement, photo: Size, turn: Turn, x: number, y: number): [number, number] {
  return unturn(photo, turn, (x - at.x) / at.scale, (y - at.y) / at.scale);
}

/** Photo point to window point. */
export function viewFromPhoto(at: Placement, photo: Size, turn: Turn, x: number, y: number): [number, number] {
  const [rx, ry] = turn_(photo, turn, x, y);
  return [rx * at.scale + at.x, ry * at.scale + at.y];
}

/** Zooms by a factor; what is under the pointer stays there. */
export function zoomAt(at: Placement, x: number, y: number, factor: number): Placement {
  const scale = Math.min(16, Math.max(0.02, at.scale * factor));
  const by = scale / at.scale;
  return { scale, x: x - (x - at.x) * by, y: y - (y - at.y) * by };
}

/** The same part of another photograph at the same enlargement beyond fitting: zoom kept between photographs. */
export function sameView(
  at: Placement,
  from: Size,
  to: Size,
  stage: Size,
  fitted: { from: Placement; to: Placement },
): Placement {
  const scale = (at.scale / fitted.from.scale) * fitted.to.scale;
  const [cx, cy] = [
    (stage.width / 2 - at.x) / at.scale / from.width,
    (stage.height / 2 - at.y) / at.scale / from.height,
  ];
  return { scale, x: stage.width / 2 - cx * to.width * scale, y: stage.height / 2 - cy * to.height * scale };
}
