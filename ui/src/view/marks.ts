// Shapes on a photograph: handles, moving, changing, measuring. Photo pixels of the upright picture,
// rounded to whole ones and never outside it.

import type { Mark } from "../backend/generated/types";
import type { Size, Turn } from "./photo";

export type { Mark };
export type Point = [number, number];

/** What a press on the photograph does. */
export type Tool = "select" | "point" | "box" | "polygon" | "ruler";

/** Whose a shape is, where several people's are shown; or the colour of a box that a question speaks of. */
export type Tone = "a" | "b" | "c" | "d" | "e" | "green" | "blue";

/** A mark as it is shown. */
export interface Shape {
  id: string;
  mark: Mark;
  label: string;
  dashed?: boolean;
  filled?: boolean;
  tone?: Tone;
}

/** A line with a length or a relation on it. */
export interface Line {
  from: Point;
  to: Point;
  label: string;
  arrow?: boolean;
}

const clamp = (value: number, most: number) => Math.round(Math.min(most, Math.max(0, value)));
export const inside = ([x, y]: Point, photo: Size): Point => [clamp(x, photo.width), clamp(y, photo.height)];

/** A box from two opposite corners. */
export function boxBetween(a: Point, b: Point, photo: Size): Mark & { shape: "box" } {
  const [[ax, ay], [bx, by]] = [inside(a, photo), inside(b, photo)];
  return {
    shape: "box",
    x: Math.min(ax, bx),
    y: Math.min(ay, by),
    width: Math.abs(ax - bx),
    height: Math.abs(ay - by),
  };
}

/** Left, top, right, bottom. */
export function bounds(mark: Mark): [number, number, number, number] {
  if (mark.shape === "point") return [mark.x, mark.y, mark.x, mark.y];
  if (mark.shape === "box") return [mark.x, mark.y, mark.x + mark.width, mark.y + mark.height];
  const [xs, ys] = [mark.points.map(([x]) => x), mark.points.map(([, y]) => y)];
  return [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)];
}

export function centre(mark: Mark): Point {
  const [left, top, right, bottom] = bounds(mark);
  return [(left + right) / 2, (top + bottom) / 2];
}

/** Moves a shape; it stops at the edge of the photograph. */
export function move(mark: Mark, dx: number, dy: number, photo: Size): Mark {
  const [left, top, right, bottom] = bounds(mark);
  const x = Math.round(Math.min(photo.width - right, Math.max(-left, dx)));
  const y = Math.round(Math.min(photo.height - bottom, Math.max(-top, dy)));
  if (mark.shape === "polygon") return { ...mark, points: mark.points.map(([px, py]) => [px + x, py + y]) };
  return { ...mark, x: mark.x + x, y: mark.y + y };
}

/** Makes a shape wider and taller about its centre, at least three pixels each way. */
export function grow(mark: Mark, dx: number, dy: number, photo: Size): Mark {
  if (mark.shape === "point") return mark;
  const [left, top, right, bottom] = bounds(mark);
  const [width, height] = [Math.max(3, right - left + 2 * dx), Math.max(3, bottom - top + 2 * dy)];
  const [cx, cy] = centre(mark);
  if (mark.shape === "box")
    return boxBetween([cx - width / 2, cy - height / 2], [cx + width / 2, cy + height / 2], photo);
  const [byX, byY] = [width / Math.max(1, right - left), height / Math.max(1, bottom - top)];
  return { ...mark, points: mark.points.map(([x, y]) => inside([cx + (x - cx) * byX, cy + (y - cy) * byY], photo)) };
}

/**
 * Moves or sizes a shape by keys: one step is `by` photo pixels. Directions are those that are seen, also when the
 * photograph is turned.
 */
export function nudged(mark: Mark, dx: number, dy: number, sizing: boolean, turn: Turn, by: number, photo: Size): Mark {
  if (sizing) return turn % 2 === 1 ? grow(mark, dy * by, dx * by, photo) : grow(mark, dx * by, dy * by, photo);
  const [x, y] = (
    [
      [dx, dy],
      [dy, -dx],
      [-dx, -dy],
      [-dy, dx],
    ] as const
  )[turn];
  return move(mark, x * by, y * by, photo);
}

/**
 * Where a shape can be taken hold of: corners and edges of a box from the top left round to the right, corners of a
 * polygon.
 */
export function handles(mark: Mark): Point[] {
  if (mark.shape === "point") return [];
  if (mark.shape === "polygon") return mark.points;
  const [left, top, right, bottom] = bounds(mark);
  const [x, y] = centre(mark);
  return [
    [left, top],
    [x, top],
    [right, top],
    [right, y],
    [right, bottom],
    [x, bottom],
    [left, bottom],
    [left, y],
  ];
}

/** Drags one handle to a point; a box that is drawn beyond its other side turns over. */
export function dragHandle(mark: Mark, handle: number, to: Point, photo: Size): Mark {
  if (mark.shape === "point") return mark;
  if (mark.shape === "polygon")
    return { ...mark, points: mark.points.map((point, place) => (place === handle ? inside(to, photo) : point)) };
  const [left, top, right, bottom] = bounds(mark);
  const [x, y] = to;
  const west = [0, 6, 7].includes(handle),
    east = [2, 3, 4].includes(handle),
    north = [0, 1, 2].includes(handle),
    south = [4, 5, 6].includes(handle);
  return boxBetween([west ? x : left, north ? y : top], [east ? x : right, south ? y : bottom], photo);
}

/** Middles of a polygon's edges, where corners can be added. */
export function middles(mark: Mark): Point[] {
  if (mark.shape !== "polygon") return [];
  return mark.points.map(([x, y], place) => {
    const [nx, ny] = mark.points[(place + 1) % mark.points.length] ?? [x, y];
    return [(x + nx) / 2, (y + ny) / 2];
  });
}

/** A polygon with another corner after the given one. */
export function addCorner(mark: Mark, after: number, at: Point, photo: Size): Mark {
  return mark.shape === "polygon" ? { ...mark, points: mark.points.toSpliced(after + 1, 0, inside(at, photo)) } : mark;
}
/** A polygon without a corner; three stay. */
export function removeCorner(mark: Mark, corner: number): Mark {
  return mark.shape === "polygon" && mark.points.length > 3
    ? { ...mark, points: mark.points.toSpliced(corner, 1) }
    : mark;
}

export const distance = ([ax, ay]: Point, [bx, by]: Point): number => Math.hypot(ax - bx, ay - by);

/** Longest distance across a shape in photo pixels: between two corners of a polygon, the longer side of a box. */
export function diameter(mark: Mark): number {
  if (mark.shape === "point") return 0;
  if (mark.shape === "box") return Math.max(mark.width, mark.height);
  return Math.max(0, ...mark.points.flatMap((a, place) => mark.points.slice(place + 1).map((b) => distance(a, b))));
}

/** Whether a shape is large enough to be meant. */
export const meant = (mark: Mark): boolean =>
  mark.shape === "point" || (mark.shape === "box" ? mark.width > 3 && mark.height > 3 : mark.points.length >= 3);
