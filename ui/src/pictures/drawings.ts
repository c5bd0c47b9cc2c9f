// Schematic drawings of terms: what a lesion, a shape, a distribution, a boundary looks like. Drawn for this project.
// Skin lesions: seen from above, and below it the cut through the middle. Nails: from above, and from the side.

type Point = readonly [number, number];

const SKIN = "#dbae8a",
  SHADE = "#7a4a2e",
  AIR = "#f7f2ea",
  EPIDERMIS = "#c58d68",
  HORN = "#8f5f42",
  DERMIS = "#f0cbb7",
  FAT = "#f6e2a6",
  PAPER = "#e8ecee";
const RED = "#c4453c",
  PINK = "#dd8474",
  DEEP = "#8e2531",
  BLOOD = "#5f1520",
  PURPLE = "#7b3a70",
  BROWN = "#84512f",
  DARK = "#3f2719",
  PALE = "#f3d9c4",
  WHITE = "#fffaf2",
  FLAKE = "#f4f1ea",
  CLEAR = "#c9dfe9",
  PUS = "#f0e3a2",
  HONEY = "#d99c35",
  KERATIN = "#d8bd80",
  MUCOSA = "#d98b86",
  INK = "#33261f";

// --- strokes and fills ---------------------------------------------------------------------------------------------

const n = (value: number) => String(Math.round(value * 10) / 10);
const times = (count: number, draw: (index: number) => string) =>
  Array.from({ length: count }, (_, index) => draw(index)).join("");
const each = <T>(items: readonly T[], draw: (item: T, index: number) => string) => items.map(draw).join("");
const alpha = (name: string, opacity: number) => (opacity < 1 ? ` ${name}-opacity="${opacity}"` : "");
const fill = (d: string, colour: string, opacity = 1) => `<path d="${d}" fill="${colour}"${alpha("fill", opacity)}/>`;
const line = (d: string, colour: string, width = 1, opacity = 1) =>
  `<path d="${d}" fill="none" stroke="${colour}" stroke-width="${width}" stroke-linecap="round" stroke-linejoin="round"${alpha("stroke", opacity)}/>`;
const oval = (x: number, y: number, rx: number, ry: number, colour: string, opacity = 1, turn = 0) =>
  `<ellipse cx="${n(x)}" cy="${n(y)}" rx="${n(rx)}" ry="${n(ry)}" fill="${colour}"${alpha("fill", opacity)}${turn ? ` transform="rotate(${turn} ${n(x)} ${n(y)})"` : ""}/>`;
const dot = (x: number, y: number, r: number, colour: string, opacity = 1) => oval(x, y, r, r, colour, opacity);
const ring = (x: number, y: number, r: number, colour: string, width: number, ry = r) =>
  `<ellipse cx="${x}" cy="${y}" rx="${r}" ry="${ry}" fill="none" stroke="${colour}" stroke-width="${width}"/>`;
const label = (x: number, y: number, text: string, colour = INK, size = 9) =>
  `<text x="${x}" y="${y}" font-family="sans-serif" font-size="${size}" font-weight="600" text-anchor="middle" fill="${colour}">${text}</text>`;
const moved = (x: number, y: number, markup: string, turn = 0, scale = 1) =>
  `<g transform="translate(${n(x)} ${n(y)})${turn ? ` rotate(${n(turn)})` : ""}${scale === 1 ? "" : ` scale(${scale})`}">${markup}</g>`;

/** The same numbers at every drawing. */
function random(seed: number): () => number {
  let state = seed * 7919 + 17;
  return () => (state = (state * 1664525 + 1013904223) % 4294967296) / 4294967296;
}

/** A smooth closed outline; the radius at each of `count` angles comes from `radius`. */
function outline(
  x: number,
  y: number,
  rx: number,
  ry: number,
  count: number,
  radius: (index: number) => number,
): string {
  const points = Array.from({ length: count }, (_, index): Point => {
    const angle = (index / count) * 2 * Math.PI,
      r = radius(index) * 1.03;
    return [x + rx * r * Math.cos(angle), y + ry * r * Math.sin(angle)];
  });
  const half = (a: Point, b: Point) => `${n((a[0] + b[0]) / 2)} ${n((a[1] + b[1]) / 2)}`;
  const after = (index: number): Point => points[(index + 1) % count] ?? [x, y];
  return `M${half(points[count - 1] ?? [x, y], after(-1))}${points.map((point, index) => `Q${n(point[0])} ${n(point[1])} ${half(point, after(index))}`).join("")}Z`;
}

function blob(x: number, y: number, rx: number, ry: number, wobble = 0.12, seed = 1, count = 13): string {
  const next = random(seed),
    wave = Array.from({ length: count }, () => next() * 2 - 1);
  return outline(
    x,
    y,
    rx,
    ry,
    count,
    (index) => 1 + wobble * 0.75 * ((wave[index] ?? 0) + (wave[(index + 1) % count] ?? 0)),
  );
}

/** Points spread over an ellipse, no two nearer than `apart`. */
function spread(count: number, x: number, y: number, rx: number, ry: number, apart = 0, seed = 1): Point[] {
  const next = random(seed),
    points: Point[] = [];
  for (let tries = 0; tries < count * 60 && points.length < count; tries++) {
    const angle = next() * 2 * Math.PI,
      r = Math.sqrt(next());
    const at: Point = [x + rx * r * Math.cos(angle), y + ry * r * Math.sin(angle)];
    if (points.every((other) => Math.hypot(other[0] - at[0], other[1] - at[1]) >= apart)) points.push(at);
  }
  return points;
}

/** Points spread over a rectangle. */
function strewn(
  count: number,
  left: number,
  top: number,
  right: number,
  bottom: number,
  apart: number,
  seed = 1,
): Point[] {
  const next = random(seed),
    points: Point[] = [];
  for (let tries = 0; tries < count * 80 && points.length < count; tries++) {
    const at: Point = [left + next() * (right - left), top + next() * (bottom - top)];
    if (points.every((other) => Math.hypot(other[0] - at[0], other[1] - at[1]) >= apart)) points.push(at);
  }
  return points;
}

const dots = (points: readonly Point[], r: number, colour: string, opacity = 1) =>
  line(
    each(points, ([x, y]) => `M${n(x)} ${n(y)}h0`),
    colour,
    2 * r,
    opacity,
  );
/** Colour that fades outwards. */
const soft = (x: number, y: number, rx: number, ry: number, colour: string, opacity = 0.17) =>
  times(6, (i) => oval(x, y, rx * (1 - i * 0.14), ry * (1 - i * 0.14), colour, opacity));
/** A rounded elevation, lit from the upper left. */
const dome = (x: number, y: number, rx: number, ry: number, colour: string) =>
  oval(x + rx * 0.12, y + ry * 0.16, rx * 1.05, ry * 1.05, SHADE, 0.4) +
  oval(x, y, rx, ry, colour) +
  times(5, (i) =>
    oval(x - rx * 0.07 * i, y - ry * 0.08 * i, rx * (0.92 - i * 0.15), ry * (0.92 - i * 0.15), "#fff", 0.075),
  ) +
  oval(x - rx * 0.4, y - ry * 0.44, rx * 0.2, ry * 0.14, "#fff", 0.7, -30);
/** A flat-topped elevation. */
const table = (x: number, y: number, rx: number, ry: number, colour: string, wobble = 0.1, seed = 1) =>
  fill(blob(x + 1.2, y + 1.5, rx, ry, wobble, seed), SHADE, 0.45) +
  fill(blob(x, y, rx, ry, wobble, seed), colour) +
  line(blob(x, y, rx - 0.6, ry - 0.6, wobble, seed), "#fff", 0.8, 0.3) +
  fill(blob(x - 0.5, y - 0.5, rx * 0.86, ry * 0.84, wobble, seed), "#fff", 0.12);
const bubble = (x: number, y: number, rx: number, ry: number, colour: string) =>
  oval(x + 1, y + 1.3, rx, ry, SHADE, 0.35) +
  oval(x, y, rx, ry, colour, 0.95) +
  ring(x, y, rx, "#fff", 0.7, ry) +
  oval(x + rx * 0.15, y + ry * 0.3, rx * 0.7, ry * 0.5, "#fff", 0.18) +
  oval(x - rx * 0.38, y - ry * 0.42, rx * 0.28, ry * 0.17, "#fff", 0.95, -25);
const glint = (x: number, y: number, size = 1) => oval(x, y, 2.2 * size, 0.7 * size, "#fff", 0.85, -25);
const drop = (x: number, y: number, r: number, colour = "#f3e6b4") =>
  dot(x + 0.3, y + 0.5, r, SHADE, 0.35) +
  dot(x, y, r, colour, 0.9) +
  oval(x - r * 0.35, y - r * 0.4, r * 0.35, r * 0.22, "#fff", 0.95);
const flake = (x: number, y: number, size: number, turn: number, colour = FLAKE) =>
  moved(
    x,
    y,
    fill(
      `M${n(-size)} 0L${n(-size * 0.3)} ${n(-size * 0.6)} ${n(size * 0.8)} ${n(-size * 0.4)} ${n(size)} ${n(size * 0.3)} ${n(-size * 0.2)} ${n(size * 0.55)}Z`,
      colour,
    ) + line(`M${n(-size)} 0L${n(-size * 0.2)} ${n(size * 0.55)} ${n(size)} ${n(size * 0.3)}`, SHADE, 0.4, 0.5),
    turn,
  );
const flakes = (points: readonly Point[], size: number, colour = FLAKE) =>
  each(points, ([x, y], i) => flake(x, y, size * (0.7 + (i % 4) * 0.18), i * 67, colour));

// --- grounds -------------------------------------------------------------------------------------------------------

const panel = (colour: string) => `<rect width="96" height="64" rx="6" fill="${colour}"/>`;
const grain = (height: number, seed = 3) =>
  line(
    each(
      strewn(height, 5, 3, 88, height - 3, 5, seed),
      ([x, y], i) => `M${n(x)} ${n(y)}l${i % 2 ? "3 1.6" : "2.4-1.8"}`,
    ),
    SHADE,
    0.4,
    0.28,
  );
const skin = (markup: string, colour = SKIN) => panel(colour) + grain(64) + markup;

/** Skin from above, over its cut. `scale` is the length of the bar, and what it stands for. */
function block(above: string, below: string, scale?: readonly [number, string], colour = SKIN): string {
  const bar = scale
    ? line(`M5 31.7v2.6M5 33h${scale[0]}m0-1.3v2.6`, INK, 0.9) +
      `<text x="5" y="30" font-family="sans-serif" font-size="5" fill="${INK}">${scale[1]}</text>`
    : "";
  return (
    fill("M0 37V6Q0 0 6 0H90Q96 0 96 6V37Z", colour) +
    (colour === MUCOSA ? glint(14, 8) + glint(82, 28) : grain(36)) +
    above +
    bar +
    below
  );
}
const CM: readonly [number, string] = [26, "1 cm"];

interface Cut {
  /** The line of the surface, from left to right; level skin lies at 48. */
  top?: string;
  /** The epidermis, where it is not the whole surface. */
  skin?: string;
  under?: string;
  over?: string;
  thick?: number;
  colour?: string;
}
const LEVEL = "M0 48H96";
function cut({ top = LEVEL, skin = top, under = "", over = "", thick = 3, colour = EPIDERMIS }: Cut = {}): string {
  return (
    fill("M0 37H96V58H0Z", AIR) +
    fill(`${top}V58Q96 64 90 64H6Q0 64 0 58Z`, DERMIS) +
    fill("M0 60.5Q8 59 16 60.5T32 60.5 48 60.5 64 60.5 80 60.5 96 60.5Q95 64 90 64H6Q1 64 0 60.5Z", FAT) +
    under +
    line(skin, colour, thick) +
    line(skin, HORN, 0.8) +
    over +
    fill("M0 36.6H96V37.4H0Z", "#fff")
  );
}
/** A rounded rise from `a` to `b`. */
const rise = (a: number, b: number, h: number) =>
  `M0 48H${a}C${n(a + (b - a) * 0.08)} ${n(48 - h * 1.33)} ${n(b - (b - a) * 0.08)} ${n(48 - h * 1.33)} ${b} 48H96`;
/** A flat-topped rise, or with a negative height a pit. */
const mesa = (a: number, b: number, h: number, r = 4) =>
  `M0 48H${a}C${n(a + r / 2)} 48 ${n(a + r / 2)} ${n(48 - h)} ${n(a + r)} ${n(48 - h)}H${n(b - r)}C${n(b - r / 2)} ${n(48 - h)} ${n(b - r / 2)} 48 ${b} 48H96`;
const gap = (a: number, b: number) => `M0 48H${a}M${b} 48H96`;
const tint = (a: number, b: number, colour: string, y = 48) =>
  `<path d="M${a} ${y}H${b}" stroke="${colour}" stroke-width="3"/>`;
const cells = (count: number, x: number, y: number, rx: number, ry: number, colour: string, seed = 5, r = 0.8) =>
  dots(spread(count, x, y, rx, ry, r * 1.5, seed), r, colour);
const vessels = (points: readonly Point[], r = 1.6) =>
  each(points, ([x, y]) => dot(x, y, r, RED) + ring(x, y, r, DEEP, 0.5));
/** A cavity under its roof. */
const blister = (a: number, b: number, h: number, content: string, halo = "") =>
  cut({
    top: rise(a, b, h),
    under:
      halo +
      fill(
        `M${a} 48C${n(a + (b - a) * 0.08)} ${n(48 - h * 1.33)} ${n(b - (b - a) * 0.08)} ${n(48 - h * 1.33)} ${b} 48Q${(a + b) / 2} 53 ${a} 48Z`,
        content,
      ),
    over: line(`M${a} 48.5Q${(a + b) / 2} 53 ${b} 48.5`, EPIDERMIS, 1.6),
    thick: 2,
  });

// --- nails ---------------------------------------------------------------------------------------------------------

interface Nail {
  plate?: string;
  over?: string;
  finger?: string;
  side?: string;
  sidePlate?: string;
  sideOver?: string;
  behind?: string;
  nail?: string;
}
const NAIL = "M45 8.5C40.5 13 40.5 24 45 28.5C56 30.5 66 30.5 77 28.5C84.5 25 84.5 12 77 8.5C66 6.5 56 6.5 45 8.5Z";
const FREE = "M77 8.5C84.5 12 84.5 25 77 28.5C80 24 80 13 77 8.5Z";
const FINGER = "M0 4H62C83 4 90 11 90 18.5S83 33 62 33H0Z";
const SIDE = "M0 42.5H40Q43 42.5 45 45.5L79 46.5C87 48 88 54 83 58C78 61.5 70 62 60 62H0Z";
function nail({
  plate = "#f3cfc2",
  over = "",
  finger = FINGER,
  side = SIDE,
  sidePlate = "M42.5 45C55 42.2 72 42.6 83.5 46.5",
  sideOver = "",
  behind = "",
  nail: shape = NAIL,
}: Nail = {}): string {
  return (
    panel(PAPER) +
    fill(finger, SKIN) +
    line("M14 9q3 9 0 19M19 8.5q3 10 0 20", SHADE, 0.7, 0.5) +
    behind +
    line(shape, SHADE, 1.6, 0.45) +
    fill(shape, plate) +
    (shape === NAIL
      ? fill("M45 8.5C40.5 13 40.5 24 45 28.5C49.5 24 49.5 13 45 8.5Z", "#fff", 0.35) + fill(FREE, "#fffdf8", 0.85)
      : "") +
    over +
    glint(58, 11.5, 1.3) +
    fill(side, SKIN) +
    line("M14 44q1.5 3 0 6M19 44q1.5 3 0 6", SHADE, 0.7, 0.5) +
    (sidePlate ? line(sidePlate, "#c99a88", 3.4) + line(sidePlate, "#f9e4da", 2) : "") +
    sideOver
  );
}

// --- hair ----------------------------------------------------------------------------------------------------------

const hairs = (
  seed: number,
  count: number,
  bare: (x: number, y: number) => boolean = () => false,
  colour = "#2b1f19",
) =>
  line(
    each(
      strewn(count, 4, 8, 86, 60, 3.1, seed).filter(([x, y]) => !bare(x, y)),
      ([x, y], i) => `M${n(x)} ${n(y)}q${2 + (i % 3)}-3.5 ${5.5 + (i % 2)}-5.5`,
    ),
    colour,
    0.9,
  );
const SCALP = "#e2b896";
const within = (x: number, y: number, rx: number, ry: number) => (px: number, py: number) =>
  ((px + 2 - x) / rx) ** 2 + ((py - 2 - y) / ry) ** 2 < 1;
const pores = (count: number, x: number, y: number, rx: number, ry: number) =>
  dots(spread(count, x, y, rx, ry, 3.4, 9), 0.55, SHADE, 0.75);
/** Hairs enlarged, seen from the side on the cut scalp. */
const shafts = (markup: string) =>
  panel(AIR) +
  fill("M0 44Q24 42.5 48 44T96 44V58Q96 64 90 64H6Q0 64 0 58Z", DERMIS) +
  line("M1.5 44Q24 42.5 48 44T94.5 44", EPIDERMIS, 3) +
  markup;
const root = (x: number, colour = "#2b1f19") =>
  line(`M${x} 44L${x - 2} 56`, "#f6dccb", 4.4) +
  line(`M${x} 44L${x - 2} 57`, colour, 1.8) +
  dot(x - 2.1, 57.5, 2, colour);

// --- mouth ---------------------------------------------------------------------------------------------------------

const mucosa = (above: string, options: Cut = {}) =>
  block(above, cut({ colour: "#c46a68", ...options }), undefined, MUCOSA);
const TONGUE = "M20 0C15 26 24 60 48 60S81 26 76 0Z";
const tongue = (over: string, colour = "#d9807c", papillae = true) =>
  panel("#6d2730") +
  fill(TONGUE, colour) +
  (papillae ? dots(strewn(110, 24, 3, 72, 46, 3, 4), 0.7, "#f3c1b8", 0.9) : "") +
  line("M48 4Q47 24 48 40", "#a84f50", 1.1, 0.7) +
  over +
  line(TONGUE, "#a84f50", 1);
const gums = (margin: number, papilla: number, colour = "#dd8683") =>
  fill(
    `M0 58V${papilla}${times(4, (i) => `Q${24 * i + 12} ${margin} ${24 * i + 24} ${papilla}`)}V58Q96 64 90 64H6Q0 64 0 58Z`,
    colour,
  );
const teeth = (over: string, gum = gums(48, 33), roots = "") =>
  panel("#5d2530") +
  times(4, (i) =>
    moved(
      i * 24,
      0,
      fill("M2 12C2 7 22 7 22 12C23 22 20.5 34 19 60H5C3.5 34 1 22 2 12Z", "#fdf8ea") +
        line("M7 14Q6 22 7.5 30", "#fff", 1.4),
    ),
  ) +
  roots +
  over +
  gum;

// --- bodies --------------------------------------------------------------------------------------------------------

const limbs = (x: number, colour: string, wide = 0) =>
  line(`M${x - 7} 16L${x - 9.6} 26 ${x - 11.4} 35M${x + 7} 16L${x + 9.6} 26 ${x + 11.4} 35`, colour, 3.6 + wide) +
  line(`M${x - 3.2} 35L${x - 3.6} 47V58M${x + 3.2} 35L${x + 3.6} 47V58`, colour, 4.9 + wide);
const ends = (x: number, colour: string) =>
  dots(
    [
      [x - 12, 37.3],
      [x + 12, 37.3],
    ],
    2.2,
    colour,
  ) +
  oval(x - 4.6, 60, 2.9, 1.7, colour) +
  oval(x + 4.6, 60, 2.9, 1.7, colour);
const torso = (x: number, colour: string) =>
  fill(
    `M${x - 8.4} 15.5Q${x - 7} 13.4 ${x} 13.2T${x + 8.4} 15.5L${x + 5.6} 26 ${x + 6} 37Q${x} 39 ${x - 6} 37L${x - 5.6} 26Z`,
    colour,
  );
const head = (x: number, colour: string) =>
  `<path d="M${x} 10v5" stroke="${colour}" stroke-width="4"/>` + oval(x, 7, 4.1, 5, colour);
/** A person from the front or from behind. */
function figure(x: number, back = false, colour = SKIN): string {
  const face = back
    ? fill(`M${x - 4.1} 7.5C${x - 4.6} 0.5 ${x + 4.6} 0.5 ${x + 4.1} 7.5Q${x} 11.5 ${x - 4.1} 7.5Z`, "#5b4334") +
      line(`M${x} 16V33M${x} 34.5v3`, SHADE, 0.7, 0.6)
    : fill(`M${x - 4.1} 6.5C${x - 4.4} 0.8 ${x + 4.4} 0.8 ${x + 4.1} 6.5Q${x} 3 ${x - 4.1} 6.5Z`, "#5b4334") +
      dots(
        [
          [x - 1.5, 7],
          [x + 1.5, 7],
        ],
        0.5,
        INK,
      ) +
      line(`M${x - 1.2} 9.7h2.4`, INK, 0.5) +
      dot(x, 30, 0.6, SHADE) +
      line(`M${x - 5} 22q2 1.4 4 0M${x + 1} 22q2 1.4 4 0`, SHADE, 0.5, 0.6);
  return limbs(x, colour) + ends(x, colour) + torso(x, colour) + head(x, colour) + face;
}
const one = (marks: string, back = false) => panel(PAPER) + figure(48, back) + marks;
const pair = (marks: string) => panel(PAPER) + figure(28) + figure(68, true) + marks;
const spots = (points: readonly Point[], r = 1.3) => dots(points, r, RED);
const mirrored = (x: number, points: readonly Point[]): Point[] =>
  points.flatMap(([dx, y]): Point[] => [
    [x - dx, y],
    [x + dx, y],
  ]);
const EVERYWHERE: readonly Point[] = [
  [5, 17],
  [-3, 19],
  [2, 23],
  [-5, 27],
  [3, 30],
  [-2, 34],
  [0, 16],
  [-7.8, 20],
  [8.6, 23],
  [-9.8, 29],
  [10.5, 31],
  [-3.4, 40],
  [3, 42],
  [-3.6, 48],
  [4, 52],
  [-3.4, 55],
  [1.8, 10],
  [-2.4, 4.6],
  [4.4, 36],
  [11.6, 37],
];

// --- lesions -------------------------------------------------------------------------------------------------------

/** Crossing slanted lines that fill an ellipse. */
const rhombs = (x: number, y: number, rx: number, ry: number, step: number) =>
  each([0.45, -0.45], (slope) =>
    times(Math.floor((2 * (rx + ry)) / step), (i) => {
      const c = -(rx + ry) + (i + 0.5) * step,
        a = 1 / rx ** 2 + slope ** 2 / ry ** 2,
        b = (slope * c) / ry ** 2,
        d = b * b - a * ((c / ry) ** 2 - 1);
      if (d <= 0) return "";
      const [p, q] = [(-b - Math.sqrt(d)) / a, (-b + Math.sqrt(d)) / a];
      return `M${n(x + p)} ${n(y + slope * p + c)}L${n(x + q)} ${n(y + slope * q + c)}`;
    }),
  );
/** A net of six-sided meshes; only threads whose ends satisfy `where`. */
function mesh(
  left: number,
  top: number,
  columns: number,
  rows: number,
  width: number,
  height: number,
  where: (x: number, y: number) => boolean = () => true,
): string {
  const corner = (column: number, row: number): Point => {
    const next = random(column * 31 + row * 7 + 3),
      low = (column + row) % 2 === 0;
    return [
      left + (column * width) / 2 + (next() - 0.5) * width * 0.22,
      top + row * height + (low ? 0.17 : -0.17) * height + (next() - 0.5) * height * 0.25,
    ];
  };
  const thread = (a: Point, b: Point) =>
    where(...a) && where(...b)
      ? `M${n(a[0])} ${n(a[1])}Q${n((a[0] + b[0]) / 2 + 0.8)} ${n((a[1] + b[1]) / 2 - 0.8)} ${n(b[0])} ${n(b[1])}`
      : "";
  return times(rows * columns, (i) => {
    const column = i % columns,
      row = Math.floor(i / columns),
      from = corner(column, row);
    return (
      (column < columns - 1 ? thread(from, corner(column + 1, row)) : "") +
      ((column + row) % 2 === 0 && row < rows - 1 ? thread(from, corner(column, row + 1)) : "")
    );
  });
}
const inside = (x: number, y: number, rx: number, ry: number) => (px: number, py: number) =>
  ((px - x) / rx) ** 2 + ((py - y) / ry) ** 2 < 1;
const NET = mesh(7, 4, 8, 4, 24, 10);
const heap = (a: number, b: number, h: number, colour: string) =>
  fill(
    `M${a} 48.5C${a + 2} ${48 - h} ${n(a + (b - a) * 0.3)} ${48 - h * 0.7} ${n(a + (b - a) * 0.4)} ${48 - h}S${n(b - (b - a) * 0.25)} ${n(48 - h * 0.6)} ${n(b - 4)} ${n(48 - h * 0.8)}Q${b - 1} 47 ${b} 48.5Z`,
    colour,
  );
const collagen = (a: number, b: number, count = 5) =>
  fill(`M${a} 49.5H${b}Q${b - 2} 61 ${(a + b) / 2} 61T${a} 49.5Z`, "#fbeee6") +
  times(count, (i) => line(`M${a + 2} ${51.5 + i * 2}H${b - 2}`, "#d3a18d", 0.6));
const toe = (x: number, w: number, h: number, colour: string, dead = false) =>
  fill(`M${x - w} 30V${40 - h}Q${x - w} ${33 - h} ${x} ${33 - h}T${x + w} ${40 - h}V30Z`, colour) +
  `<rect x="${n(x - w * 0.6)}" y="${35 - h}" width="${n(w * 1.2)}" height="${n(w * 0.95)}" rx="1.6" fill="${dead ? "#5a5048" : "#f6d9cc"}"/>`;

const LESIONS: Record<string, () => string> = {
  macule: () => block(fill(blob(48, 17, 7, 6.6, 0.05, 2), BROWN), cut({ over: tint(41, 55, BROWN) }), CM),
  patch: () => block(fill(blob(50, 17, 29, 13.5, 0.1, 4), BROWN, 0.85), cut({ over: tint(21, 79, BROWN) }), CM),
  erythema: () =>
    block(
      soft(48, 18, 36, 17, RED, 0.16),
      cut({
        over: tint(20, 76, PINK),
        under: vessels(
          [
            [24, 53.5],
            [35, 55],
            [46, 53.5],
            [57, 55],
            [69, 53.5],
          ],
          1.9,
        ),
      }),
    ),
  target_lesion: () =>
    block(
      fill(blob(48, 18, 17, 16.5, 0.03), PINK) +
        ring(48, 18, 15.5, RED, 3) +
        dot(48, 18, 11.5, "#f0cfc0") +
        fill(blob(48, 18, 6.4, 6.2, 0.06), DEEP),
      cut({
        top: mesa(36, 60, 2.5, 4),
        over: `${tint(31, 36, RED)}${tint(60, 65, RED)}${tint(42, 54, DEEP, 45.5)}`,
        under: cells(24, 48, 53, 12, 3, RED),
      }),
    ),
  papule: () =>
    block(dome(48, 17, 7.5, 7.2, RED), cut({ top: rise(40.5, 55.5, 7), under: cells(22, 48, 49, 5.5, 5, RED, 3) }), CM),
  maculopapule: () =>
    block(
      each(
        [
          [26, 12, 6],
          [49, 19, 7],
          [72, 12, 5.5],
          [68, 28, 4.5],
        ] as const,
        ([x, y, r], i) => soft(x, y, r + 1.5, r + 1, RED, 0.1) + table(x, y, r, r * 0.9, "#d5705f", 0.08, i + 1),
      ),
      cut({
        top: "M0 48H20C23 45 29 45 32 48H42C46 44.6 52 44.6 56 48H66.5C69 45.2 75 45.2 77.5 48H96",
        under: cells(10, 26, 51, 4, 2, RED) + cells(12, 49, 51, 5, 2.4, RED) + cells(9, 72, 51, 4, 2, RED),
      }),
    ),
  plaque: () =>
    block(
      table(50, 17, 29, 13.5, RED, 0.1, 4),
      cut({ top: mesa(20, 80, 5.5, 6), under: cells(60, 50, 48, 25, 5, RED, 3) }),
      CM,
    ),
  nodule: () =>
    block(
      dome(48, 18, 17, 15, "#cf6a58"),
      cut({
        top: rise(31, 65, 8),
        under: fill(blob(48, 52, 15, 9.5, 0.04), "#c66a5c") + cells(40, 48, 52, 13, 8, DEEP, 2, 0.7),
      }),
      CM,
    ),
  tumour: () =>
    block(
      fill(blob(50, 19.5, 28, 15.5, 0.1, 6), SHADE, 0.45) +
        fill(blob(49, 18, 28, 15.5, 0.1, 6), "#b9655a") +
        dome(38, 15, 12, 9, "#c4706a") +
        dome(58, 20, 14, 10, "#b55f58") +
        dome(54, 9, 8, 5.5, "#c97a6f") +
        line("M30 22q4-4 9-2M52 27q6 3 12-2", DEEP, 0.8, 0.8),
      cut({
        top: "M0 48H20C18 40 28 36.5 38 39S52 36.5 62 38.5 81 41 78 48H96",
        under:
          fill("M18 48C16 60 36 63 50 62S84 58 80 48C82 41 74 39.5 62 39.5S52 37.5 38 40 18 41 18 48Z", "#b9655a") +
          cells(60, 49, 51, 27, 9, DEEP, 2, 0.7),
      }),
      [13, "1 cm"],
    ),
  wheal: () =>
    block(
      soft(48, 18, 40, 18, RED, 0.1) + table(48, 17.5, 28, 12, "#f0cbb8", 0.22, 8),
      cut({
        top: mesa(19, 77, 4.5, 5),
        under:
          dots(strewn(34, 22, 46, 74, 56, 3, 3), 1.1, CLEAR) +
          vessels(
            [
              [25, 57.5],
              [48, 58],
              [70, 57.5],
            ],
            1.3,
          ),
        over: `${tint(8, 18, PINK)}${tint(78, 88, PINK)}`,
      }),
    ),
  oedema: () =>
    block(
      soft(48, 18, 44, 18, "#f7e3d2", 0.18) +
        oval(52, 19, 8, 6, SHADE, 0.25) +
        oval(53, 20, 6.4, 4.6, SHADE, 0.3) +
        line("M46 22q5 5 12 1", "#fff", 1, 0.7) +
        glint(30, 9, 1.8),
      cut({
        top: "M0 48C12 48 18 40.5 32 40.5C40 40.5 46 40 48 44S56 44 58 43C60 40 66 40.5 70 41.5C82 43 86 48 96 48",
        under: dots(strewn(60, 16, 45, 82, 59, 3.4, 5), 1.3, CLEAR),
      }),
    ),
  vegetation: () =>
    block(
      oval(49, 19.5, 30, 15, SHADE, 0.4) +
        each(spread(30, 48, 17.5, 26, 12, 5, 5), ([x, y], i) =>
          dome(x, y, 4 + (i % 3) * 0.6, 3.8, i % 2 ? "#cf7f76" : "#b9635f"),
        ),
      cut({
        top: "M0 48H20C18 42 24 40 27 43C26 38 33 37.5 35 41.5C35 37 43 37 44 41C45 37 52 37 53.5 41C54 37 62 37 62.5 41.5C64 38 71 39 70 43C74 40.5 79 43 76 48H96",
        under: cells(40, 48, 49, 24, 5, RED, 2),
        thick: 2.4,
      }),
    ),
  cutaneous_horn: () =>
    block(
      soft(40, 24, 13, 9, RED, 0.13) +
        fill("M31 25C32 14 42 4 62 3.5C54 10 50 18 48 27C42 31 34 30 31 25Z", KERATIN) +
        fill("M40 29C42 20 48 9 62 3.5C54 10 50 18 48 27Q44 29.5 40 29Z", SHADE, 0.35) +
        line("M32 22q7 5 15 1.5M35 17q7 4 14 1.5M39.5 12q5 3.5 11.5 2M45 8q4 2.5 9 1.5", SHADE, 0.8, 0.7),
      cut({
        over:
          fill("M40 48C40 42 45 37.8 60 37.8C54 40.5 53 44 52.6 48Z", KERATIN) +
          line("M40.4 45.6q6 2.4 12.2 0M42 42.4q5 2 11 0M46.4 39.6q3 1 7 .4", SHADE, 0.7, 0.7),
        under: cells(16, 46, 51.5, 9, 2, RED),
      }),
    ),
  vesicle: () =>
    block(oval(48, 17, 9.5, 9, PINK, 0.5) + bubble(48, 17, 7.2, 7, CLEAR), blister(40.5, 55.5, 7.5, CLEAR), CM),
  papulovesicle: () =>
    block(
      dome(48, 18, 9.5, 9, RED) + bubble(47, 15.5, 4, 3.8, CLEAR),
      cut({
        top: rise(38, 58, 8),
        under: cells(28, 48, 49, 7.5, 5, RED, 3),
        over:
          fill("M43 43C44 37.8 52 37.8 53 43Q48 45.5 43 43Z", CLEAR) +
          line("M43 43C44 37.8 52 37.8 53 43Q48 45.5 43 43", EPIDERMIS, 0.9),
      }),
      CM,
    ),
  bulla: () =>
    block(
      fill(blob(49, 18, 28, 15.5, 0.03), PINK, 0.5) +
        bubble(49, 17.5, 25.5, 13.5, CLEAR) +
        line("M60 26q8-2 12-8", "#fff", 1.2, 0.8),
      blister(23, 75, 9, CLEAR),
      CM,
    ),
  haemorrhagic_blister: () =>
    block(
      fill(blob(49, 18, 20, 14.5, 0.05), PINK, 0.5) + bubble(49, 17.5, 17, 12, BLOOD),
      blister(32, 66, 8.5, BLOOD),
      CM,
    ),
  pustule: () =>
    block(
      soft(48, 17, 15, 13, RED, 0.2) + dome(48, 17, 6.8, 6.6, PUS),
      blister(41, 55, 7.5, "#e7d37c", cells(22, 48, 52.5, 10, 3, RED)),
      CM,
    ),
  abscess: () =>
    block(
      soft(48, 18, 40, 18, RED, 0.17) +
        dome(48, 18, 19, 13, "#c2483f") +
        oval(47, 17, 6, 4.4, PUS, 0.75) +
        glint(40, 11, 1.3),
      cut({
        top: rise(24, 72, 7),
        under:
          fill(blob(48, 52.5, 17, 8.5, 0.07, 3), DEEP) +
          fill(blob(48, 52.5, 14.5, 7, 0.07, 3), "#e7d37c") +
          fill("M46.5 47L48 42.5 50 47Z", "#e7d37c") +
          cells(16, 25, 53, 6, 5, RED, 2) +
          cells(16, 71, 53, 6, 5, RED, 2),
      }),
    ),
  cyst: () =>
    block(
      dome(48, 18, 18, 15, "#dfb594") + dot(47, 15, 1.3, DARK) + glint(38, 10, 1.6),
      cut({
        top: rise(31, 65, 6),
        under:
          `<ellipse cx="48" cy="52.5" rx="15.5" ry="8.6" fill="#f7efcd" stroke="${BROWN}" stroke-width="1.4"/>` +
          line("M38 50q9-3 18 0M37 53q11-3 22 0M40 56q8-2 16 0", "#cdb777", 0.8),
        over: line("M48 42.5V45", DARK, 1.5),
      }),
      CM,
    ),
  milium: () =>
    block(
      each(
        [
          [36, 13],
          [58, 20],
          [74, 10],
        ] as const,
        ([x, y]) => dome(x, y, 5, 4.8, "#fdf3df"),
      ),
      cut({
        top: "M0 48H30.5C32 43.5 40 43.5 41.5 48H52.5C54 43.5 62 43.5 63.5 48H96",
        under: each(
          [36, 58],
          (x) => `<circle cx="${x}" cy="48.6" r="3.9" fill="#fffdf3" stroke="#c9ad7d" stroke-width=".7"/>`,
        ),
        thick: 1.8,
      }),
      [13, "2 mm"],
    ),

  telangiectasia: () =>
    block(
      line(
        "M10 31C22 31 26 22 38 22S58 14 66 15 80 12 88 5M38 22C36 14 42 12 44 4M52 17.6C58 24 66 22 72 27S82 28 88 31M26 26C24 18 18 17 13 12M66 15C70 10 68 6 72 2M24 27.4C30 32 38 28 46 33M18 15C24 12 24 8 28 5",
        RED,
        0.9,
      ) + line("M10 31C22 31 26 22 38 22S58 14 66 15", DEEP, 1.3),
      cut({
        under: vessels(
          [
            [22, 51.5],
            [33, 52],
            [45, 51.5],
            [56, 52],
            [68, 51.5],
            [77, 52],
          ],
          1.9,
        ),
      }),
    ),
  purpura: () =>
    block(
      each(
        [
          [22, 12, 8],
          [42, 22, 10],
          [62, 10, 7],
          [74, 25, 9],
          [20, 28, 4],
          [52, 7, 3],
        ] as const,
        ([x, y, r], i) => fill(blob(x, y, r, r * 0.85, 0.2, i + 2), PURPLE, 0.9),
      ),
      cut({
        under:
          cells(30, 22, 53, 8, 4, DEEP, 2) + cells(36, 42, 53.5, 10, 4, DEEP, 4) + cells(34, 70, 53, 12, 4, DEEP, 6),
      }),
    ),
  petechia: () =>
    block(
      dots(strewn(46, 12, 4, 88, 26, 4.4, 4), 1.4, DEEP),
      cut({ under: each([20, 30, 44, 53, 66, 78], (x, i) => cells(5, x, 52.5 + (i % 2), 1.6, 1.6, DEEP, i + 1, 0.7)) }),
      CM,
    ),
  ecchymosis: () =>
    block(
      fill(blob(48, 18, 36, 16, 0.14, 3), "#b9a24a", 0.75) +
        fill(blob(47, 18, 30, 13.5, 0.16, 3), "#74805a", 0.7) +
        fill(blob(46, 17.5, 24, 11, 0.2, 3), PURPLE, 0.8) +
        fill(blob(43, 17, 12, 6, 0.25, 5), "#43204a", 0.7),
      cut({ under: cells(120, 48, 55, 34, 5, DEEP, 3, 0.7) }),
    ),
  haematoma: () =>
    block(
      soft(48, 18, 36, 18, PURPLE, 0.1) + dome(48, 18, 24, 14, "#4b2347"),
      cut({
        top: rise(22, 74, 8),
        under: fill(blob(48, 51, 22, 7.5, 0.1, 4), BLOOD) + oval(42, 49, 8, 2, "#a3323c", 0.6),
      }),
    ),
  livedo: () =>
    block(
      line(NET, PURPLE, 5, 0.35) + line(NET, PURPLE, 2.6, 0.6),
      cut({
        under: line("M8 58Q22 50 34 58T60 58 88 57", PURPLE, 2.4) + line("M22 54V51M47 55V51M73 54V51", PURPLE, 1.4),
        over: `${tint(10, 26, "#8d5a78")}${tint(40, 54, "#8d5a78")}${tint(66, 80, "#8d5a78")}`,
      }),
    ),

  hyperpigmentation: () =>
    block(
      fill(blob(48, 18, 34, 15, 0.16, 7), "#8a5836", 0.55) + fill(blob(48, 18, 31, 13, 0.16, 7), "#7a4a2c", 0.7),
      cut({
        over:
          tint(15, 81, "#b07d58") +
          dots(
            Array.from({ length: 23 }, (_, i): Point => [16.5 + i * 2.9, 49.4]),
            1,
            DARK,
          ),
      }),
    ),
  hypopigmentation: () =>
    block(
      fill(blob(48, 18, 32, 14, 0.16, 7), "#ecd0b3"),
      cut({
        over:
          dots(
            Array.from({ length: 33 }, (_, i): Point => [1.5 + i * 2.9, 49.4]).filter(
              ([x], i) => x < 17 || x > 79 || i % 5 === 0,
            ),
            0.9,
            DARK,
          ) + tint(17, 79, "#e0bd9d", 47.6),
      }),
    ),
  depigmentation: () =>
    block(
      fill(blob(48, 18, 31, 14, 0.18, 9), "#fffaf3") + line(blob(48, 18, 31.6, 14.6, 0.18, 9), BROWN, 0.9, 0.6),
      cut({
        over:
          tint(17, 79, "#fffaf3") +
          dots(
            Array.from({ length: 33 }, (_, i): Point => [1.5 + i * 2.9, 49.4]).filter(([x]) => x < 16 || x > 80),
            0.9,
            DARK,
          ),
      }),
    ),
  yellow_discolouration: () =>
    panel("#e3b957") +
    grain(64, 8) +
    line("M14 17Q46 -1 82 17", "#4a3326", 3.4) +
    fill("M12 36Q46 10 84 36Q48 56 12 36Z", "#f2dd6e") +
    line("M12 36Q46 10 84 36Q48 56 12 36Z", "#9a7330", 1.2) +
    dot(48, 34, 10.5, "#6b4528") +
    dot(48, 34, 5, "#1d130d") +
    dot(44.5, 30.5, 1.9, "#fff") +
    line("M20 37q5 1 9-1M70 38q4-2 8-2", "#c98a3a", 0.6) +
    line("M18 50Q46 62 78 50", "#a87d34", 1, 0.7),

  scale: () =>
    block(
      fill(blob(48, 18, 33, 14.5, 0.1, 3), "#d2695b") + flakes(spread(24, 48, 17.5, 27, 10.5, 5.4, 4), 4),
      cut({
        top: mesa(14, 82, 2.5, 5),
        under: cells(40, 48, 52, 30, 3, RED),
        over: times(
          9,
          (i) =>
            line(`M${19 + i * 6.7} 43.8q3-1.4 6.4-.2M${20 + i * 6.7} 41.8q2.6-1.8 5.6-1.4`, "#b9b3a6", 2.2) +
            line(`M${19 + i * 6.7} 43.6q3-1.4 6.4-.2M${20 + i * 6.7} 41.6q2.6-1.8 5.6-1.4`, "#fffefa", 1.3),
        ),
      }),
    ),
  collarette_scale: () =>
    block(
      fill(blob(48, 18, 24, 15, 0.05, 3), "#dc8571") +
        line(blob(48, 18, 18.5, 11, 0.05, 3), FLAKE, 3.2) +
        times(22, (i) =>
          line(
            `M${n(48 + 16.6 * Math.cos(i * 0.286))} ${n(18 + 9.5 * Math.sin(i * 0.286))}l${n(-1.8 * Math.cos(i * 0.286 + 0.5))} ${n(-1.5 * Math.sin(i * 0.286 + 0.5))}`,
            "#fff",
            1.3,
          ),
        ),
      cut({
        under: cells(26, 48, 52.5, 20, 2.5, RED),
        over:
          `${tint(26, 70, PINK)}<path d="M29 47.5Q35 46 38 42.5M67 47.5Q61 46 58 42.5" fill="none" stroke="#b9b3a6" stroke-width="2.4"/>` +
          line("M29 47.3Q35 45.8 38 42.5M67 47.3Q61 45.8 58 42.5", "#fffefa", 1.4),
      }),
    ),
  desquamation: () =>
    block(
      fill(blob(49, 18, 34, 15, 0.12, 2), "#e39a89") +
        fill("M16 6L40 4 46 12 36 20 20 19 12 12Z", "#f3e0cd") +
        line("M40 4L46 12 36 20 20 19", SHADE, 0.9, 0.7) +
        fill("M56 22L70 15 86 21 82 31 64 33Z", "#f3e0cd") +
        line("M64 33L56 22 70 15", SHADE, 0.9, 0.7) +
        fill("M46 12L36 20 39 12.5Z", "#fffaf0") +
        fill("M56 22L70 15 66 23Z", "#fffaf0"),
      cut({
        over:
          tint(30, 66, "#e39a89") +
          line("M12 46H26Q36 46 40 39.5M84 46H70Q62 46 58 40.5", "#a58b74", 2.6) +
          line("M12 46H26Q36 46 40 39.5M84 46H70Q62 46 58 40.5", "#f6e8d6", 1.5),
      }),
    ),
  crust: () =>
    block(
      soft(48, 18, 33, 17, RED, 0.14) +
        fill(blob(49, 19, 24, 12, 0.22, 5, 17), SHADE, 0.6) +
        fill(blob(48, 18, 24, 12, 0.22, 5, 17), "#c98a2c") +
        each(spread(16, 47, 17, 18, 8, 4.6, 6), ([x, y], i) =>
          fill(blob(x, y, 3.8, 3, 0.3, i + 1, 7), i % 3 ? "#e6b453" : "#a35f22"),
        ) +
        each(spread(6, 47, 17, 16, 7, 5, 8), ([x, y]) => glint(x, y, 0.5)),
      cut({
        skin: gap(26, 72),
        over: heap(23, 75, 9.5, HONEY) + each(spread(8, 48, 44, 18, 2, 4, 2), ([x, y]) => dot(x, y, 1.3, "#a35f22")),
        under: cells(30, 48, 53, 22, 3, RED),
      }),
    ),
  hyperkeratosis: () =>
    block(
      table(48, 18, 31, 14, "#cdb076", 0.08, 6) +
        each(spread(44, 48, 17.5, 26, 11, 3.8, 4), ([x, y], i) =>
          fill(blob(x, y, 2.6, 2.1, 0.3, i, 7), i % 2 ? "#e3cd97" : "#b08f55"),
        ),
      cut({
        over:
          fill(
            "M14 48.5C16 42 20 41.5 24 42L28 40.5 34 41.8 40 40 46 41.5 53 40 58 41.5 65 40.3 71 41.8C78 41.5 80 44 82 48.5Z",
            KERATIN,
          ) + times(3, (i) => line(`M${18 - i} ${43.2 + i * 1.7}H${78 + i}`, "#9c7d45", 0.6, 0.8)),
      }),
    ),
  exudation: () =>
    block(
      fill(blob(48, 18, 35, 15.5, 0.14, 4), "#cf4f46") +
        fill(blob(46, 16, 28, 11, 0.2, 6), "#fff", 0.16) +
        each(
          [
            [28, 12, 3.4],
            [40, 22, 4.4],
            [53, 10, 3.6],
            [63, 21, 5],
            [76, 14, 3],
            [50, 27, 2.6],
            [34, 27, 2.2],
          ] as const,
          ([x, y, r]) => drop(x, y, r),
        ) +
        line("M63 26V33M40 26.5V31", "#f3e6b4", 2, 0.8),
      cut({
        skin: gap(14, 82),
        over:
          line("M15 48.4H81", "#d6574c", 1.6) +
          each(
            [
              [26, 4],
              [42, 5],
              [60, 5.4],
              [74, 3.6],
            ] as const,
            ([x, r]) =>
              fill(
                `M${n(x - r)} 48Q${n(x - r)} ${n(48 - r * 1.5)} ${x} ${n(48 - r * 1.5)}T${n(x + r)} 48Z`,
                "#ecd98f",
              ) + glint(x - r * 0.3, 48 - r, 0.5),
          ),
        under: cells(30, 48, 54, 30, 3, CLEAR, 4, 1),
      }),
    ),
  maceration: () =>
    block(
      fill("M0 13C14 8 30 5 48 6S82 8 96 13V25C82 30 66 31 48 31S14 29 0 25Z", "#f7f0e6") +
        times(15, (i) =>
          line(`M${6 + i * 6} ${i % 2 ? 11 : 9.5}q2 4 0 7M${4 + i * 6} ${i % 2 ? 28 : 26.5}q2-4 0-6`, "#b9a590", 0.8),
        ) +
        line("M0 19Q24 17 48 19T96 19", RED, 2.2),
      cut({
        top: "M0 45C14 43 30 43 40 45C45 46 46.5 52 48 57C49.5 52 51 46 56 45C66 43 82 43 96 45",
        over:
          line(
            "M18 44.3q3-2 5 0t5 0 5 0 4.5.4 5 2.4 3.6 4M78 44.3q-3-2-5 0t-5 0-5 0-4.5.4-5 2.4-3.6 4",
            "#fffaf2",
            3.6,
          ) + line("M18 43q3-2 5 0t5 0 5 0 4.5.4M78 43q-3-2-5 0t-5 0-5 0-4.5.4", "#b9a590", 0.6),
      }),
    ),
  dryness: () =>
    block(
      fill("M0 37V6Q0 0 6 0H90Q96 0 96 6V37Z", "#cdb49c", 0.8) +
        line(mesh(4, 2, 13, 5, 15, 8), SHADE, 0.7, 0.6) +
        flakes(strewn(22, 8, 5, 88, 33, 9, 7), 1.9),
      cut({
        top: "M0 48L10 47 12 49 24 47.4 26 49.2 40 47.2 42 49 56 47.4 58 49.2 72 47 74 49 86 47.4 88 49 96 48",
        over: each(
          [8, 20, 35, 52, 67, 83],
          (x) => line(`M${x} 46q3-.4 5-2.4`, "#a39a8a", 1.6) + line(`M${x} 46q3-.4 5-2.4`, "#fffefa", 0.9),
        ),
      }),
    ),
  eschar: () =>
    block(
      soft(48, 18, 34, 18, RED, 0.15) +
        fill(blob(48, 18, 22, 12.5, 0.1, 4), "#e0c072") +
        fill(blob(48, 18, 20, 11, 0.1, 4), "#1e1714") +
        line("M34 16q8-5 14 0t14-3M38 22q6 4 11 0t12 1M47 12l2 6", "#5a4940", 0.9),
      cut({
        top: mesa(26, 70, -5, 5),
        skin: gap(26, 70),
        over:
          fill("M26 47.5Q48 44.5 70 47.5L66 53H30Z", "#1e1714") +
          line("M30 48.6q18-3 36 0", "#5a4940", 0.7) +
          line("M27 51.5L30.5 54.2H65.5L69 51.5", "#d9b766", 1.2),
        under: cells(30, 48, 57, 24, 2, RED),
      }),
    ),

  erosion: () =>
    block(
      fill(blob(48, 18, 31, 14, 0.18, 5), "#f0cdb4") +
        fill(blob(48, 18, 29, 12.4, 0.18, 5), "#d8473f") +
        fill(blob(45, 16, 20, 7, 0.25, 8), "#fff", 0.15) +
        glint(34, 13, 1.6) +
        glint(58, 21, 1.6) +
        glint(46, 25),
      cut({
        top: mesa(19, 77, -2, 3),
        skin: "M0 48H19M77 48H96",
        over: line("M21.5 50H74.5", "#d8473f", 1.2) + times(9, (i) => dot(24 + i * 6, 50.6, 0.7, RED)),
      }),
    ),
  ulcer: () =>
    block(
      fill(blob(48, 18, 30, 15.5, 0.1, 6), "#b5574a") +
        fill(blob(48, 18, 26, 12.6, 0.1, 6), "#5d1b1e") +
        fill(blob(49, 19, 24, 11, 0.1, 6), "#a92f30") +
        each(spread(14, 49, 19.5, 17, 7, 4.6, 3), ([x, y], i) =>
          fill(blob(x, y, 3, 2.2, 0.3, i + 1, 7), i % 3 ? "#d9b25f" : "#c9443f"),
        ),
      cut({
        top: "M0 48H18C22 44.5 25 45.5 26 48.5C27 55 29 59 36 59.5Q48 58 60 59.5C67 59 69 55 70 48.5C71 45.5 74 44.5 78 48H96",
        skin: "M0 48H18C22 44.5 25 45.5 26 48.5M70 48.5C71 45.5 74 44.5 78 48H96",
        over:
          line("M27.5 54Q29 59 36 59.5Q48 58 60 59.5Q67 59 68.5 54", "#b23a36", 1.8) +
          line("M37 58.6Q48 57.4 59 58.6", "#e3c06f", 1.4),
      }),
    ),
  fissure: () =>
    block(
      table(48, 18, 40, 14, "#d2b183", 0.06, 2) +
        fill("M12 20Q30 14 48 19T84 15Q66 22.5 48 22T12 20Z", "#6e1c1e") +
        line("M16 19.6Q32 17 48 20.4T80 16.6", "#c2403b", 1.1) +
        line("M30 17l-4-8M60 21.5l5 8M44 18.5l2-6", "#8e4a3a", 0.9),
      cut({
        top: "M0 46H41Q45 46.5 48 59Q51 46.5 55 46H96",
        over: line("M45.4 50L48 58.5 50.6 50", "#b23a36", 1.3),
        thick: 4.4,
        colour: "#cba873",
      }),
    ),
  excoriation: () =>
    block(
      each(
        [
          [10, 26, 28],
          [22, 30, 34],
          [36, 32, 32],
          [52, 32, 26],
        ] as const,
        ([x, y, l]) =>
          line(`M${x} ${y}l${l} ${n(-l * 0.75)}`, "#e08c7c", 4.4, 0.7) +
          line(`M${x} ${y}l${l} ${n(-l * 0.75)}`, RED, 1.7) +
          times(5, (i) => dot(x + l * (0.1 + i * 0.19), y - l * 0.75 * (0.1 + i * 0.19), 1, BLOOD)),
      ),
      cut({
        top: "M0 48H22L25 51.5 28 48H38L41.5 52 45 48H54L57 51.2 60 48H70L73 51.6 76 48H96",
        skin: "M0 48H22M28 48H38M45 48H54M60 48H70M76 48H96",
        over: each([25, 41.5, 57, 73], (x) => dot(x, 49.6, 1.7, BLOOD)),
      }),
    ),
  gangrene: () =>
    panel(PAPER) +
    fill("M12 64C10 50 8 40 12 28H86C88 40 86 52 82 64Z", SKIN) +
    fill("M11 33C28 40 38 33 50 35S54 28 56 26H12Z", "#7b3a49") +
    fill("M12 29C26 36 36 29 47 31L48 24H12Z", "#211a19") +
    toe(22, 10.5, 25, "#171211", true) +
    toe(41, 6.6, 22, "#2a1c1c", true) +
    toe(56, 6, 19, "#d3a184") +
    toe(69.5, 5.6, 15, SKIN) +
    toe(81.5, 5, 10, SKIN) +
    line("M12 34Q28 41 40 35T54 31", RED, 1.3) +
    line("M16 20q5 3 11 1M36 18q4 2 9 0", "#5a4a46", 0.9),
  necrosis: () =>
    block(
      fill(blob(48, 18, 33, 15.5, 0.16, 3), RED, 0.75) +
        fill(blob(48, 18, 29, 13, 0.16, 3), "#e7cf8e") +
        fill(blob(47, 18, 26, 11, 0.16, 3), "#6d6460") +
        fill(blob(43, 17, 14, 7, 0.25, 6), "#2b2424") +
        fill(blob(62, 20, 6, 3.6, 0.3, 2), "#c9b26e"),
      cut({
        top: mesa(20, 76, -1.5, 4),
        skin: gap(20, 76),
        under:
          fill("M20 48H76C75 56 62 60 48 60S21 56 20 48Z", "#d9bd78") +
          fill("M22 49H74C73 55 60 58 48 58S23 55 22 49Z", "#5a524f"),
        over: line("M20 48C21 56.5 34 60.6 48 60.6S75 56.5 76 48", RED, 1.2),
      }),
    ),

  scar: () =>
    block(
      fill("M10 20Q28 13 48 17T86 13Q68 22 48 22.5T10 20Z", "#f5dccb") +
        line("M14 19.6Q30 16 48 19.6T82 15.4", "#fff", 0.9) +
        times(8, (i) => line(`M${19 + i * 8} ${13.5 - (i > 4 ? 1 : 0)}l${i % 2 ? 1 : -0.5} 10.5`, "#e9bfa6", 1.3)),
      cut({ under: collagen(36, 60), over: tint(36, 60, "#ecc8b0") }),
    ),
  atrophic_scar: () =>
    block(
      each(
        [
          [24, 11, 5, 4.4],
          [44, 23, 9, 6],
          [62, 9, 3, 2.8],
          [74, 22, 6.4, 5],
          [32, 28, 2.6, 2.2],
          [84, 9, 2.6, 2.2],
        ] as const,
        ([x, y, rx, ry]) =>
          oval(x, y, rx, ry, "#a8734f") +
          oval(x + 0.9, y + 1, rx * 0.84, ry * 0.82, "#ecc8a6") +
          line(
            `M${n(x - rx * 0.5)} ${n(y + ry * 0.75)}q${n(rx * 0.6)} ${n(ry * 0.4)} ${n(rx * 1.1)} 0`,
            "#fff",
            0.8,
            0.8,
          ),
      ),
      cut({
        top: "M0 48H15L19.5 58 24 48H36C37 48 37 53.5 39 53.5H51C53 53.5 53 48 54 48H66C69 48 70 54 75 54S81 48 84 48H96",
        thick: 2.2,
      }),
    ),
  hypertrophic_scar: () =>
    block(
      fill("M9 24Q24 9 48 13T88 11Q86 23 60 26T9 24Z", SHADE, 0.5) +
        fill("M8 22Q24 8 48 12T87 10Q84 21 60 24.5T8 22Z", "#cf6f68") +
        fill("M14 20.6Q28 11 48 14.5T81 12Q76 18 58 20T14 20.6Z", "#fff", 0.22) +
        glint(36, 14.5, 1.6) +
        glint(62, 15, 1.4) +
        line("M20 20q20-5 40-2", "#a84a48", 0.7, 0.6),
      cut({
        top: rise(22, 74, 7.5),
        under:
          fill("M24 48C30 39.5 66 39.5 72 48Q70 57 48 57.5T24 48Z", "#f8ded2") +
          times(6, (i) =>
            line(`M${30 - i * 0.6} ${45.6 + i * 2}q${18 + i * 0.6} -2.4 ${36 + i * 1.2} 0`, "#cd8272", 0.8),
          ),
      }),
    ),
  atrophy: () =>
    block(
      fill(blob(48, 18, 34, 15, 0.1, 5), "#efd3bf") +
        times(11, (i) =>
          line(`M${18 + i * 5.4} ${n(9 + (i % 3) * 2)}q3 ${8} 0 ${n(16 - (i % 3) * 2)}`, "#b98d74", 0.6, 0.9),
        ) +
        line("M28 27Q40 18 52 20T72 10M52 20Q56 26 66 27", "#7d7fa8", 1.1, 0.75) +
        glint(38, 9, 1.7),
      cut({
        top: "M0 48C10 48 14 53.5 24 53.6l3-.8 3 .9 3-.9 3 .9 3-.9 3 .9 3-.9 3 .9 3-.9 3 .9 3-.9 3 .9 3-.9 3 .9 3-.9C82 53.5 86 48 96 48",
        thick: 1.3,
        under: vessels(
          [
            [38, 57],
            [60, 57],
          ],
          1.4,
        ),
      }),
    ),
  lichenification: () =>
    block(
      table(48, 18, 40, 15.5, "#a8714f", 0.07, 4) + line(rhombs(48, 18, 37, 14, 5.4), DARK, 0.9, 0.7),
      cut({
        top: `M0 48H10${times(10, (i) => `Q${12 + i * 7.4} 42.4 ${14 + i * 7.4} 43T${17.4 + i * 7.4} 46.4`)}L86 48H96`,
        thick: 5.4,
        colour: "#a8714f",
      }),
    ),
  sclerosis: () =>
    block(
      fill(blob(48, 18, 38, 16.5, 0.06, 4), "#b48aa6", 0.8) +
        fill(blob(48, 18, 34, 13.6, 0.06, 4), "#f7ecd4") +
        oval(36, 12, 13, 3.4, "#fff", 0.75, -8) +
        glint(62, 22, 2.6),
      cut({
        under: fill("M10 49H86V61H10Z", "#fbeee0") + times(6, (i) => line(`M11 ${51.4 + i * 1.7}H85`, "#c79c84", 1.1)),
        over: tint(11, 85, "#ead7b4"),
        thick: 2,
      }),
    ),
  striae: () =>
    block(
      each(
        [6, 14, 22, 30] as const,
        (y, i) =>
          fill(
            `M${8 + i * 4} ${y + 1}Q48 ${y - 4} ${84 + (i % 2) * 5} ${y - 1}Q52 ${y + 4} ${8 + i * 4} ${y + 1}Z`,
            i < 2 ? "#a9536e" : "#f6e3d6",
          ) +
          line(
            `M${30 + i * 2} ${y - 1.2}l1 3M44 ${y - 1.6}l1 3.4M58 ${y - 1.2}l1 3M70 ${y - 1}l.6 2`,
            "#fff",
            0.6,
            0.7,
          ),
      ),
      cut({
        top: "M0 48H12Q18 51.6 24 48H33Q39 51.6 45 48H54Q60 51.6 66 48H75Q81 51.6 87 48H96",
        thick: 2,
        over: line("M13 48.6Q18 51.4 23 48.6M34 48.6Q39 51.4 44 48.6", "#a9536e", 1.6),
      }),
    ),
  poikiloderma: () =>
    block(
      fill(blob(48, 18, 41, 16.5, 0.06, 2), "#dc9b84", 0.8) +
        each(strewn(34, 12, 5, 84, 32, 6, 3), ([x, y], i) =>
          fill(blob(x, y, 3.2, 2.4, 0.35, i + 1, 7), i % 2 ? "#8a5836" : "#f6e2d2", 0.9),
        ) +
        line("M16 24q8-8 14-3t12-8M46 28q6-10 14-6t12-8M70 29q4-6 12-5M28 9q8 3 14-3", RED, 0.8),
      cut({
        thick: 1.6,
        under:
          vessels(
            [
              [20, 52],
              [38, 52.6],
              [58, 52],
              [78, 52.6],
            ],
            1.5,
          ) + cells(26, 48, 55, 38, 3.5, BROWN, 3),
      }),
    ),

  open_comedo: () =>
    block(
      each(
        [
          [26, 14, 5.4],
          [52, 20, 7],
          [74, 11, 4.6],
          [72, 28, 3.6],
          [18, 28, 3],
        ] as const,
        ([x, y, r]) =>
          dot(x + 0.6, y + 0.8, r, SHADE, 0.4) +
          dot(x, y, r, "#e5bd9b") +
          dot(x, y, r * 0.62, "#1f1510") +
          dot(x - r * 0.16, y - r * 0.2, r * 0.16, "#8d7362"),
      ),
      cut({
        top: "M0 48H42C44 45.5 45.5 46 46.5 48C46 54 46 58 52 61C58 58 58 54 57.5 48C58.5 46 60 45.5 62 48H96",
        over:
          fill("M46.8 46.4Q52 44.6 57.2 46.4L57.6 50H46.4Z", "#1f1510") +
          fill("M46.4 50H57.6Q58.4 57 52 60.2Q45.6 57 46.4 50Z", "#d9c186"),
        thick: 2,
      }),
    ),
  closed_comedo: () =>
    block(
      each(
        [
          [26, 13, 4.6],
          [50, 19, 6],
          [73, 12, 4.4],
          [70, 28, 3.8],
          [30, 28, 3.6],
        ] as const,
        ([x, y, r]) => dome(x, y, r, r * 0.95, "#f2dcc4"),
      ),
      cut({
        top: rise(40, 60, 5.5),
        under:
          `<path d="M50 46.5C57 46.5 58.5 51 57 55Q50 61.5 43 55C41.5 51 43 46.5 50 46.5Z" fill="#fbf1d4" stroke="${EPIDERMIS}" stroke-width="1.3"/>` +
          line("M45.5 51q4.5-2 9 0M45.5 54q4.5-2 9 0", "#cdb777", 0.7),
        thick: 2,
      }),
    ),
  follicular_plug: () =>
    block(
      each(
        strewn(26, 9, 5, 88, 33, 9.5, 2),
        ([x, y]) =>
          dot(x, y, 2.8, "#d98b74", 0.8) +
          fill(`M${n(x - 1.7)} ${n(y + 1.3)}L${n(x + 2.2)} ${n(y - 4.2)} ${n(x + 1.5)} ${n(y + 1.5)}Z`, FLAKE) +
          line(`M${n(x + 2.2)} ${n(y - 4.2)}L${n(x + 1.5)} ${n(y + 1.5)}`, SHADE, 0.5),
      ),
      cut({
        top: "M0 48H15Q18 45.6 20 48L21 57 22 48Q24 45.6 27 48H44Q47 45.6 48.4 48L49.5 57 50.6 48Q52 45.6 55 48H72Q75 45.6 76.4 48L77.5 57 78.6 48Q80 45.6 83 48H96",
        over: each([21, 49.5, 77.5], (x) => fill(`M${x - 2.6} 47.6L${x + 1.4} 38.5 ${x + 2.6} 47.6L${x} 56Z`, KERATIN)),
        thick: 1.8,
      }),
    ),
  non_scarring_alopecia_patch: () =>
    panel(SCALP) +
    hairs(3, 210, within(48, 32, 25, 19)) +
    oval(48, 32, 22, 16, "#f0cdb0", 0.7) +
    pores(46, 48, 32, 20, 14.5) +
    glint(40, 24, 1.6),
  scarring_alopecia_patch: () =>
    panel(SCALP) +
    hairs(3, 210, within(48, 32, 26, 20)) +
    fill(blob(48, 32, 24, 17.5, 0.2, 4), "#d98a78", 0.8) +
    fill(blob(48, 32, 21.5, 15.5, 0.2, 4), "#f8e6dc") +
    oval(41, 25, 10, 3.4, "#fff", 0.9, -14) +
    line("M44 40q8 3 15-3M54 27q5 4 5 8", "#d9b3a4", 0.8),
  diffuse_hair_thinning: () =>
    panel(SCALP) +
    line("M48 3Q46 30 48 61", "#f8e2cf", 9) +
    line(
      each(
        strewn(70, 6, 8, 90, 58, 5.4, 6).filter(([x]) => Math.abs(x - 48) > 6),
        ([x, y], i) => `M${n(x)} ${n(y)}q${x < 48 ? -4 : 4}-1.4 ${x < 48 ? -10 : 10} ${2 + (i % 3)}`,
      ),
      "#3a2a21",
      0.8,
    ) +
    dots(strewn(34, 6, 6, 90, 58, 6, 11), 0.5, SHADE, 0.7),
  broken_hair: () =>
    shafts(
      each(
        [
          [16, 30],
          [28, 24],
          [42, 33],
          [56, 21],
          [68, 31],
          [82, 26],
        ] as const,
        ([x, y]) =>
          root(x) +
          line(`M${x} 44L${n(x + (44 - y) * 0.22)} ${y}`, "#2b1f19", 1.9) +
          line(`M${n(x + (44 - y) * 0.22)} ${y}l-1.6 -2.6m1.6 2.6l.6 -3.2m-.6 3.2l2.2-2.2`, "#2b1f19", 0.7),
      ) +
        root(91) +
        line("M91 44Q92 22 82 4", "#2b1f19", 1.9) +
        root(7) +
        line("M7 44Q8 20 16 4", "#2b1f19", 1.9),
    ),
  exclamation_mark_hair: () =>
    shafts(
      each(
        [
          [28, 14],
          [48, 8],
          [68, 17],
        ] as const,
        ([x, y]) =>
          line(`M${x} 44L${x - 1} 50`, "#f6dccb", 3.4) +
          line(`M${x} 44l-.5 5`, "#6a4a38", 0.8) +
          dot(x - 0.6, 50.4, 1.5, "#b08a70") +
          fill(`M${x - 0.4} 44L${x + 1.4} ${y}l1.5 1.4 1-1.2 1.3 1.2L${x + 0.5} 44Z`, "#2b1f19"),
      ) +
        root(8) +
        line("M8 44Q8 20 14 4", "#2b1f19", 1.9) +
        root(90) +
        line("M90 44Q92 20 84 4", "#2b1f19", 1.9),
    ),
  black_dot: () =>
    panel(SCALP) +
    hairs(5, 210, within(48, 32, 30, 23)) +
    each(spread(30, 48, 32, 24, 17, 5.6, 7), ([x, y]) => dot(x, y, 2.3, "#c79a78") + dot(x, y, 1.4, "#120c09")),
  poliosis: () =>
    panel(SCALP) +
    hairs(3, 210, within(50, 33, 20, 16)) +
    hairs(5, 210, within(50, 33, 20, 16)) +
    each(["#cfc7ba", "#fffdf6", "#fffdf6"], (colour, i) =>
      line(
        each(
          spread(66, 48, 35, 19, 14, 2.3, 13 + i),
          ([x, y], k) => `M${n(x)} ${n(y)}q${2 + (k % 3)}-3.5 ${5.5 + (k % 2)}-5.5`,
        ),
        colour,
        0.9,
      ),
    ),

  onycholysis: () =>
    nail({
      over:
        fill(
          "M64 7.4C72 7.6 76 8 77 8.5C84.5 12 84.5 25 77 28.5C74 29.2 70 29.5 67 29.6C60 26 70 21 63 17C59 13 66 10 64 7.4Z",
          "#fbf3d6",
        ) + line("M64 7.4C66 10 59 13 63 17C70 21 60 26 67 29.6", "#c9a05f", 1),
      side: "M0 42.5H40Q43 42.5 45 45.5L62 47 79 50C86 51.5 87 56 82 59C78 61.5 70 62 60 62H0Z",
      sidePlate: "M42.5 45C55 42.2 72 41.4 86 43.5",
    }),
  nail_pitting: () =>
    nail({
      over: each(
        spread(26, 60, 18.5, 17, 9, 3.6, 4),
        ([x, y]) => dot(x, y, 1.15, "#9a6a5c") + dot(x + 0.3, y + 0.35, 0.7, "#fbe9e0"),
      ),
      sideOver: each([50, 56, 61, 67, 73], (x) => dot(x, 43 + Math.abs(x - 62) * 0.03, 0.9, "#9a6a5c")),
    }),
  subungual_hyperkeratosis: () =>
    nail({
      plate: "#ecd9a8",
      over:
        fill("M66 7C74 7 77 8 79 9C86 13 86 24 79 28C75 29.4 70 29.6 66 30Q72 19 66 7Z", "#d8bb72") +
        each(spread(18, 74, 18.5, 6, 9, 2.4, 3), ([x, y], i) => dot(x, y, 1.1, i % 2 ? "#f3e4b5" : "#a98544")),
      side: "M0 42.5H38Q41 42.5 45 47L70 52 80 53C87 54 88 58 83 60.5C78 62 70 62.5 60 62.5H0Z",
      sidePlate: "M42.5 45C55 41 72 39.4 87 41",
      sideOver:
        fill("M54 46.6C64 43 76 42 86.5 42.6L87.5 51 72 52.4Z", "#d8bb72") +
        each(spread(20, 76, 47.4, 10, 3.4, 2.2, 2), ([x, y], i) => dot(x, y, 0.9, i % 2 ? "#f6e9c0" : "#a98544")),
    }),
  leukonychia: () =>
    nail({
      over:
        fill("M52 8C50 14 50 23 52 29Q56 29.6 58 29.7C55.6 23 55.6 14 58 7.4Q55 7.4 52 8Z", "#fff", 0.9) +
        each(
          [
            [65, 13, 2],
            [69, 22, 2.6],
            [73, 15, 1.4],
          ] as const,
          ([x, y, r]) => dot(x, y, r, "#fff", 0.95),
        ),
    }),
  melanonychia: () =>
    nail({
      over:
        fill("M42 17.5Q60 15.5 82.6 16V22Q60 22.6 42 20.5Z", "#3a241a") +
        line("M43 17.4Q60 15 82 15.6", "#7a5137", 0.8),
      sideOver: line("M46 44.6Q64 42 83 46.3", "#3a241a", 1.2),
    }),
  beau_lines: () =>
    nail({
      over: each(
        [56, 70],
        (x) =>
          line(`M${x} 8C${x - 3.4} 13 ${x - 3.4} 24 ${x} 29`, "#9a6a5c", 2.4) +
          line(`M${x + 1.5} 8C${x - 1.9} 13 ${x - 1.9} 24 ${x + 1.5} 29`, "#fff", 1),
      ),
      sidePlate:
        "M42.5 45C46 43.6 50 43.2 53 43.2L55.5 45.4 58 43C62 42.7 64 42.8 66.5 43L69 45.4 71.5 43.4C76 44 80 45.2 83.5 46.5",
    }),
  koilonychia: () =>
    nail({
      over:
        oval(62, 18.5, 15, 8.5, "#8d5c50", 0.35) +
        oval(63, 19.3, 11.5, 6.3, "#8d5c50", 0.3) +
        line("M47 10Q60 7.6 76 10M47 27.4Q60 29.6 76 27.4", "#fff", 1.4),
      side: "M0 42.5H38Q41 42.5 44 47Q60 52.6 78 47.6C86 48 88 54 83 58C78 61.5 70 62 60 62H0Z",
      sidePlate: "M42 42.5C50 50 70 51.4 86 40.5",
      sideOver: fill("M56 47.2Q65 48.4 73 45.6Q71 42.6 64 42.8T56 47.2Z", "#9fc9dd", 0.9) + glint(62, 44.6, 0.7),
    }),
  paronychial_swelling: () =>
    nail({
      behind:
        soft(45, 18.5, 19, 17, RED, 0.22) +
        line("M76 5Q54 1.5 44 6.5C36.5 12 36.5 25 44 30.5Q54 35.5 76 32", "#c8443d", 6.5) +
        line("M74 4.4Q54 1 42.6 6C36 12 36 22 41 28", "#eb9a8c", 1.6) +
        oval(56, 31.6, 5, 1.9, PUS),
      side: "M0 42.5H28C34 38.5 43 37.5 47 41.5Q49 45 46 46.5L79 46.5C87 48 88 54 83 58C78 61.5 70 62 60 62H0Z",
      sideOver:
        fill("M26 43C34 38.5 43 37.5 47 41.5Q49 45 45.6 46.8Q38 51 26 43Z", "#c8443d", 0.85) +
        oval(46.5, 45.8, 2, 1.2, PUS),
    }),
  splinter_haemorrhage: () =>
    nail({
      over:
        line("M66 13.5l10-.6M63 17.6l12 .2M68 21.6l9 .4M60 24.6l9 .2", BLOOD, 1.3) +
        line("M70 12.4l3-.2M66 18.6l4 .1", "#a3323c", 0.7),
      sideOver: line("M64 45.2L75 46.2", BLOOD, 1.2),
    }),
  longitudinal_nail_ridging: () =>
    nail({
      over:
        times(
          8,
          (i) =>
            line(`M${43 + Math.abs(3.5 - i) * 0.5} ${10.6 + i * 2.3}H${80 - Math.abs(3.5 - i)}`, "#a8776a", 0.9) +
            line(`M${43 + Math.abs(3.5 - i) * 0.5} ${11.6 + i * 2.3}H${80 - Math.abs(3.5 - i)}`, "#fff", 0.6),
        ) + fill("M83.5 17L76 18.4 83.5 20Z", SKIN),
    }),
  nail_plate_thickening: () =>
    nail({
      plate: "#c9a255",
      over:
        line("M46 10Q60 8 78 9.6M44 15H80M44 21.5H81M46 27Q60 29 78 27.4", "#8a6426", 0.9, 0.8) +
        oval(60, 13.5, 12, 2.6, "#ecd596", 0.8),
      side: "M0 42.5H38Q41 42.5 44 48L79 50C87 51 88 56 83 59C78 61.5 70 62 60 62H0Z",
      sidePlate: "",
      sideOver:
        fill("M40 45C44 39 56 38 70 38.8C82 39.6 89 44 89.5 50C86 49.6 82 49 78 49C66 48 54 48 44 48.6Z", "#c9a255") +
        line("M44 46.4Q60 43.6 84 47.6M46 43.4Q62 40.6 84 44.4", "#8a6426", 0.8),
    }),
  clubbing: () =>
    nail({
      finger: "M0 8H40C54 0 90 0 92 18.5S54 37 40 29H0Z",
      nail: "M51 8C46 13 46 24 51 29C62 32.5 74 31 80 27.5C87.5 24 87.5 13 80 9.5C74 6 62 4.5 51 8Z",
      plate: "#eabfb4",
      side: "M0 44.5H36C50 40 76 38 86 46C91 51 89 58 82 61.4C72 64 52 63 38 59.5H0Z",
      sidePlate: "M50 42.4C62 39.4 78 40 85 45.4Q89 49 89.4 52",
    }),
  nail_shedding: () =>
    nail({
      behind: fill("M44 8.5C40 13 40 24 44 28.5L56 29.5C53 23 53 14 56 7.5Z", "#c8675c"),
      nail: "M57 7.4C53 14 53 23 57 29.6Q68 30.4 78 28.5C85.5 25 85.5 12 78 8.5Q68 6.6 57 7.4Z",
      over:
        fill("M44 8.5C40.5 13 40.5 24 44 28.5L55.6 29.6C52 23 52 14 55.6 7.4Z", "#c8675c") +
        line("M57 7.4C53 14 53 23 57 29.6", "#8d5c50", 1.1),
      sidePlate: "M57 42.6C68 40.4 78 41.4 88 45.4",
      sideOver: line("M44.6 46L56 46.4", "#c8675c", 2),
    }),

  white_oral_patch: () =>
    mucosa(
      fill(blob(48, 18, 30, 13, 0.22, 6, 15), "#fbf1ea") +
        line("M30 14q8 3 15-1t17 3M32 22q10-3 18 1t16-2M47 9q-2 8 2 18", "#d9b8ae", 0.7),
      { top: mesa(20, 76, 1.5, 4), over: `<path d="M23 46H73" stroke="#fffaf4" stroke-width="3.4"/>` },
    ),
  red_oral_patch: () =>
    mucosa(
      fill(blob(48, 18, 30, 13, 0.2, 9, 15), "#b3202b") + dots(spread(60, 48, 18, 25, 10, 2.6, 3), 0.5, "#d9555a"),
      {
        over: tint(19, 77, "#b3202b"),
        thick: 2.2,
        under: vessels(
          [
            [26, 53],
            [37, 54],
            [48, 53],
            [59, 54],
            [70, 53],
          ],
          1.7,
        ),
      },
    ),
  pseudomembrane: () =>
    mucosa(
      fill(blob(50, 18, 31, 14, 0.15, 4), "#a8252c") +
        fill(blob(43, 17, 23, 12, 0.25, 5, 15), "#f4ecd3") +
        each(spread(14, 42, 17, 17, 8, 4.4, 3), ([x, y], i) =>
          fill(blob(x, y, 3, 2.2, 0.3, i + 1, 7), "#fffdf2", 0.9),
        ) +
        fill("M58 8C66 10 67 22 60 27C62 20 60 13 58 8Z", "#d9c89a"),
      {
        skin: gap(18, 82),
        over:
          line("M19 48.8H81", "#a8252c", 1.6) +
          line("M20 46.2q5-2 9 0t9 0 9 0 9-1 8-6.4", "#a99863", 3.6) +
          line("M20 46q5-2 9 0t9 0 9 0 9-1 8-6.2", "#fbf4dc", 2.4),
      },
    ),
  aphtha: () =>
    mucosa(
      soft(48, 18, 26, 16, "#b3151f", 0.22) +
        oval(48, 18, 15, 9.6, "#b3202b") +
        oval(48, 18, 13, 8, "#f1e3a4") +
        oval(50, 19, 9, 5, "#d9c9a0", 0.7),
      {
        top: mesa(34, 62, -4, 5),
        skin: gap(34, 62),
        over: line("M37 51.6H59", "#e9d88d", 2.4) + tint(26, 34, "#b3202b") + tint(62, 70, "#b3202b"),
      },
    ),
  gingival_swelling: () =>
    teeth(
      "",
      gums(34, 13, "#c63f4c") +
        each([24, 48, 72], (x) => oval(x, 22, 6, 9, "#d4515c") + oval(x - 1.6, 17.5, 1.5, 2.6, "#fff", 0.6)) +
        each([0.5, 95.5], (x) => oval(x, 25, 4, 8, "#d4515c")) +
        each([12, 36, 60, 84], (x) => oval(x, 33, 8, 3, "#d4515c") + glint(x - 2, 36)),
    ),
  gingival_recession: () =>
    teeth(
      line("M2.6 27q9.4 4 18.8 0M26.6 27q9.4 5 18.8 0M50.6 27q9.4 5 18.8 0M74.6 27q9.4 4 18.8 0", "#b98a3e", 0.9),
      gums(59, 44, "#dd8683"),
      times(4, (i) =>
        moved(i * 24, 0, fill("M2.8 27Q12 32 21.2 27C20.6 38 19.4 50 19 60H5C4.6 50 3.4 38 2.8 27Z", "#e6c882")),
      ),
    ),
  dental_caries_cavity: () =>
    teeth(
      fill(blob(37, 20, 6.6, 6, 0.25, 4), "#8a5a2c") +
        fill(blob(37, 20.4, 4.8, 4.2, 0.25, 4), "#1f130c") +
        line("M31 14q3-2 6-1M43 25q1 3-1 5", "#b58a4f", 1.1) +
        fill(blob(66, 32, 3, 2.6, 0.3, 3), "#6e431f") +
        dot(66, 32.3, 1.5, "#1f130c"),
    ),
  dental_calculus: () =>
    teeth(
      times(4, (i) =>
        moved(
          i * 24,
          0,
          fill("M3.4 30Q6 33 12 34T20.8 30L20 44H4Z", i % 2 ? "#c99d3e" : "#b98432") +
            fill("M6 35l3-2 4 2 4-2 2 3-3 4H7Z", "#8a5f24") +
            line("M3.4 30Q6 33 12 34T20.8 30", "#e9cf86", 1),
        ),
      ),
      gums(48, 38),
    ),
  mottled_enamel: () =>
    teeth(
      times(4, (i) =>
        moved(
          i * 24,
          0,
          fill("M3 16Q12 12 21.4 16L21.4 19Q12 15.4 3 19Z", "#fff") +
            fill(blob(12, 24, 7, 4, 0.4, i + 2, 9), "#a8712f", 0.75) +
            fill(blob(9, 30, 3, 2, 0.4, i + 5, 7), "#c99a4f", 0.8) +
            fill(blob(16, 12.5, 3, 1.4, 0.3, i + 1, 7), "#e6e0cf") +
            dots(spread(5, 12, 20, 8, 8, 3, i + 1), 0.9, "#d9cfae"),
        ),
      ),
    ),
  coated_tongue: () =>
    tongue(
      fill("M27 0C25 20 31 46 48 46S71 20 69 0Z", "#f0e6c4") +
        fill("M34 0C33 16 38 36 48 36S63 16 62 0Z", "#b98f4a", 0.7) +
        each(strewn(90, 29, 2, 66, 40, 2.8, 8), ([x, y]) =>
          line(`M${n(x)} ${n(y)}v2.2`, y < 24 && Math.abs(x - 48) < 12 ? "#7a5524" : "#fffbe9", 0.9),
        ),
    ),
  geographic_tongue_patch: () =>
    tongue(
      each(
        [
          [36, 18, 11, 9, 4],
          [58, 33, 12, 9, 7],
          [61, 10, 7, 6, 2],
          [40, 44, 7, 5, 5],
        ] as const,
        ([x, y, rx, ry, seed]) =>
          fill(blob(x, y, rx, ry, 0.22, seed), "#c23a41") + line(blob(x, y, rx, ry, 0.22, seed), "#fdf3d6", 2.2),
      ),
    ),
  smooth_atrophic_tongue: () =>
    tongue(
      oval(38, 18, 5, 13, "#fff", 0.28, 8) +
        oval(37, 13, 1.8, 5, "#fff", 0.8, 8) +
        oval(60, 26, 2.4, 8, "#fff", 0.35, -8) +
        glint(52, 50, 1.6),
      "#c22e36",
      false,
    ),
  wickham_striae: () =>
    mucosa(
      fill(blob(48, 18, 36, 15.5, 0.1, 3), "#c26d74", 0.7) +
        line(mesh(8, 1, 17, 7, 10, 5.6, inside(48, 18, 33, 14.5)), WHITE, 1.4),
      {
        over: times(6, (i) => `<path d="M${20 + i * 10} 47.4h4" stroke="#fffaf4" stroke-width="3"/>`),
        under: cells(50, 48, 52.4, 32, 1.8, DEEP),
      },
    ),

  burrow: () =>
    block(
      moved(
        7,
        -3,
        line("M18 26Q26 16 34 21T50 16 64 20 77 11", "#f1e6d6", 4) +
          line("M18 26Q26 16 34 21T50 16 64 20 77 11", "#7d6f64", 1.5) +
          dot(78.4, 10.4, 1.7, INK) +
          flake(17, 27, 2.4, 20) +
          soft(79, 10.5, 7, 6, RED, 0.07),
      ),
      cut({
        thick: 5,
        over:
          line("M20 46.6Q34 45.6 48 47T74 48.4", "#fff6e6", 2.6) +
          oval(75, 48.6, 2.4, 1.7, "#4a3a30") +
          dots(
            [
              [30, 46.4],
              [40, 46.6],
              [52, 47.2],
              [61, 47.8],
            ],
            0.8,
            "#8d7c6c",
          ),
      }),
      [13, "2 mm"],
    ),
  sinus: () =>
    block(
      soft(46, 17, 22, 14, RED, 0.15) +
        fill(blob(46, 16, 10, 7.4, 0.1, 4), "#b5574a") +
        fill(blob(46, 16, 6.4, 4.4, 0.1, 4), "#2b0f10") +
        fill("M44 18C44 24 47 26 47 31Q50 35 53 31C53 26 50 22 49 17Z", PUS) +
        glint(50, 30, 0.8),
      cut({
        top: "M0 48H40Q44 44.8 46 48L50 48Q52 44.8 56 48H96",
        skin: "M0 48H40Q44 44.8 46 48M50 48Q52 44.8 56 48H96",
        under:
          line("M48 48C48 54 54 54 60 57T76 60", DEEP, 5) +
          line("M48 47C48 54 54 54 60 57T76 60", "#e7d37c", 2.8) +
          oval(78, 60, 5, 2.8, "#e7d37c"),
        over: fill("M45.6 48Q48 44 50.6 48Z", "#e7d37c"),
      }),
    ),
  nit: () =>
    panel(AIR) +
    fill("M0 56Q24 53 48 55.5T96 55V58Q96 64 90 64H6Q0 64 0 58Z", SKIN) +
    each([14, 38, 62, 84] as const, (x, i) => line(`M${x} 56Q${x + 2} 28 ${x + 6 - i} 3`, "#2b1f19", 2)) +
    each(
      [
        [17.4, 36, -24],
        [41, 28, 156],
        [64.6, 42, -22],
        [40.2, 46, -24],
        [86.6, 33, 158],
      ] as const,
      ([x, y, turn]) =>
        moved(
          x,
          y,
          `<ellipse cx="3.4" cy="-4" rx="3.1" ry="5.6" fill="#f3e6c4" stroke="#a98a52" stroke-width=".9"/>` +
            oval(2.6, -5.6, 0.8, 1.8, "#fff", 0.9) +
            oval(0.6, 0, 1.5, 2.4, "#d8c08a"),
          turn < 100 && turn > -100 ? turn + 44 : turn + 176,
        ),
    ),
  foreign_body: () =>
    block(
      soft(58, 17, 15, 12, RED, 0.16) +
        line("M24 31L58 17", SHADE, 4.4, 0.4) +
        fill("M20 27.6L57 14.6 60.5 16 22 31Z", "#8a5a2c") +
        line("M23 29L57 16", "#c9975a", 0.9) +
        line("M58 15.6L72 10", "#5a3a22", 2.8, 0.4) +
        dot(58.6, 15.6, 2, BLOOD),
      cut({
        skin: "M0 48H52M60 48H96",
        under: fill("M50 45.6L54.6 43 76 57.4 73.4 59Z", "#8a5a2c") + cells(30, 66, 54, 14, 5.4, RED, 3),
        over: fill("M33 38.6L37 38 56 47.6 53.4 49Z", "#8a5a2c") + line("M36 39.2L53 47.8", "#c9975a", 0.8),
      }),
    ),
};

// --- attributes ----------------------------------------------------------------------------------------------------

const MARK = "#b8493f";
const flat = (d: string) => skin(fill(d, MARK));
/** Cut skin enlarged, for a profile. */
const profile = (d: string, over = "", colour = "#cf6f5f") =>
  panel(AIR) +
  fill(d, colour) +
  line(d, SHADE, 1.2) +
  fill("M0 50H96V58Q96 64 90 64H6Q0 64 0 58Z", DERMIS) +
  line("M1.5 50H94.5", EPIDERMIS, 3) +
  over;

const SHAPES: Record<string, () => string> = {
  round: () => flat("M48 10a22 22 0 1 0 .1 0Z"),
  oval: () => skin(oval(48, 32, 31, 18, MARK)),
  subcircular: () => flat(blob(48, 32, 24, 21.5, 0.05, 5, 9)),
  kidney_shaped: () =>
    flat(
      "M48 14C66 12 82 20 82 36C82 50 66 54 60 46C56 40 52 38 48 38S40 40 36 46C30 54 14 50 14 36C14 20 30 12 48 14Z",
    ),
  annular: () =>
    skin(`<circle cx="48" cy="32" r="19" fill="${PALE}" fill-opacity=".45" stroke="${MARK}" stroke-width="7"/>`),
  arcuate: () => skin(line("M20 44C22 14 66 6 78 36", MARK, 8)),
  polycyclic: () =>
    skin(line("M28 20a13 13 0 1 0 9 22a14 14 0 0 0 25-2a12 12 0 1 0 0-20a14 14 0 0 0-25 2a13 13 0 0 0-9-2Z", MARK, 6)),
  targetoid: () => skin(dot(48, 32, 25, RED) + dot(48, 32, 17.5, "#f0cfc0") + dot(48, 32, 9, DEEP)),
  linear: () => skin(line("M14 46L82 18", MARK, 7)),
  serpiginous: () => skin(line("M12 40C20 12 32 14 38 30S54 54 60 34 76 10 84 26", MARK, 6)),
  reticular: () => skin(line(mesh(6, 6, 8, 6, 24, 10.5), MARK, 3.2)),
  polygonal: () =>
    skin(
      fill("M24 18L46 8 72 16 78 38 58 56 28 50 17 34Z", MARK) +
        line("M24 18L46 8 72 16 78 38 58 56 28 50 17 34Z", "#fff", 1, 0.5),
    ),
  geographic: () =>
    flat(
      "M10 24C14 12 24 16 30 10S48 6 50 14 62 10 68 9 88 14 84 24 76 28 82 36 84 52 72 54 62 44 54 48 46 58 36 56 30 44 22 46 6 44 12 36 8 32 10 24Z",
    ),
  stellate: () =>
    flat("M48 6L53 24 66 12 60 28 84 26 63 34 78 48 57 40 54 60 47 42 32 56 38 39 14 40 35 31 22 16 42 25Z"),
  irregular: () =>
    flat(
      "M14 22C20 6 36 16 44 14S58 4 70 8 76 22 70 27 84 36 82 46 66 58 60 48 50 38 44 46 38 60 26 56 26 42 18 40 10 32 14 22Z",
    ),
  dome_shaped: () => profile("M22 50C22 12 74 12 74 50Z", oval(38, 27, 6, 3.4, "#fff", 0.5, -30)),
  flat_topped: () => profile("M16 50L22 32H74L80 50Z", line("M25 34.5H71", "#fff", 1.6, 0.5)),
  acuminate: () =>
    profile("M26 50C38 46 44 30 48 10C52 30 58 46 70 50Z", line("M44 36Q46.5 28 47.6 20", "#fff", 1.6, 0.5)),
  umbilicated: () =>
    profile(
      "M20 50C18 22 34 15 42 19C46 21 45 29 48 29S50 21 54 19C62 15 78 22 76 50Z",
      oval(31, 28, 4, 3, "#fff", 0.5, -30),
    ),
  verrucous: () =>
    profile(
      "M18 50L20 36 25 39 27 27 33 33 36 20 42 28 47 16 52 27 58 19 61 31 67 25 70 37 76 33 79 50Z",
      line("M27 27l1.6 5M36 20l1.6 6M47 16l1 7M58 19l.6 7M67 25l.4 6", "#f7e9c9", 1.8),
      "#b98a63",
    ),
  papillomatous: () =>
    profile(
      "M24 50C14 44 16 34 24 34C20 24 32 18 37 24C38 12 54 10 56 21C64 14 76 22 71 32C82 32 82 46 72 50Z",
      line(
        "M24 34q5-1 8 4M37 24q4 2 4 8M56 21q-4 3-4 9M71 32q-5 0-8 5M44 44q4-5 8 0M32 46q3-4 6-1M58 46q3-4 6-1",
        SHADE,
        1,
      ),
    ),
  filiform: () => profile("M38 50Q40 44 41 38L37 22 43 34 45 12 48 33 53 9 52 34 60 20 55 38Q56 44 58 50Z"),
  pedunculated: () =>
    profile(
      "M44 50C45 42 44 40 40 37C28 30 32 10 48 10S68 30 56 37C52 40 51 42 52 50Z",
      oval(42, 19, 4.4, 2.8, "#fff", 0.5, -30),
    ),
};

const FOLLICLES: readonly Point[] = Array.from({ length: 24 }, (_, i): Point => [
  10 + (i % 6) * 14 + (Math.floor(i / 6) % 2) * 6,
  12 + Math.floor(i / 6) * 14,
]);
const DISTRIBUTIONS: Record<string, () => string> = {
  localised: () =>
    one(
      spots([
        [42.4, 46],
        [44.8, 45],
        [43.6, 48.4],
        [45.6, 47.6],
      ]),
    ),
  regional: () => one(spots(spread(26, 48, 25, 6, 10.5, 2.4, 4), 1.1)),
  generalised: () => pair(each([28, 68], (x) => spots(EVERYWHERE.map(([dx, y]): Point => [x + dx, y])))),
  universal: () => panel(PAPER) + figure(28, false, "#c9574b") + figure(68, true, "#c9574b"),
  scattered: () => skin(each(strewn(13, 10, 9, 87, 55, 14, 6), ([x, y], i) => dot(x, y, 2.6 + (i % 3) * 0.5, MARK))),
  clustered: () =>
    skin(
      each(
        [
          [30, 24, 1],
          [66, 40, 3],
        ] as const,
        ([x, y, seed]) => soft(x, y, 17, 14, RED, 0.06) + dots(spread(15, x, y, 13, 10, 4.6, seed), 2.3, MARK),
      ),
    ),
  confluent: () =>
    skin(
      each(spread(26, 47, 32, 27, 15, 6.6, 4), ([x, y]) => dot(x, y, 6, MARK)) +
        dots(
          [
            [84, 14],
            [86, 44],
            [12, 12],
            [10, 52],
            [72, 56],
          ],
          4,
          MARK,
        ),
    ),
  linear: () => skin(times(10, (i) => dot(13 + i * 7.8, 48 - i * 3.6 + (i % 2), 2.8, MARK))),
  annular_arrangement: () =>
    skin(times(13, (i) => dot(48 + 30 * Math.cos(i * 0.4833), 32 + 22 * Math.sin(i * 0.4833), 3, MARK))),
  zosteriform: () =>
    pair(
      fill("M28 20.5L35.6 18.6 35 23.6 28 26Z", RED, 0.3) +
        fill("M68 21L60.4 17 61 22 68 26Z", RED, 0.3) +
        spots(
          [
            [29.5, 22.4],
            [31.3, 23.6],
            [33, 20.8],
            [34.6, 22],
            [31.4, 21],
          ],
          1.1,
        ) +
        spots(
          [
            [66.4, 22.6],
            [64.6, 20.6],
            [62.4, 19.2],
            [62.6, 21.6],
            [66, 24],
          ],
          1.1,
        ),
    ),
  blaschkoid: () =>
    panel(PAPER) +
    moved(48, -14, figure(0, true), 0, 1.75) +
    line("M48 31L40 24.5 36 19M48 38L39.5 31.5 34.5 25M48 45Q43 42 39 37.5T35.5 33", RED, 1, 0.55) +
    line(
      "M48 31L56 24.5 60 19M48 38L56.5 31.5 61.5 25M48 45Q53 42 57 37.5T60.5 33M49 51Q54 50 57 46T60 42M54 54L54.6 62",
      RED,
      2.2,
    ),
  unilateral: () =>
    one(
      `<path d="M48 2V62" stroke="${INK}" stroke-width=".8" stroke-dasharray="2 2"/>` +
        spots([
          [51, 18],
          [54, 21],
          [50.6, 25],
          [52.6, 30],
          [50.8, 34],
          [57, 22],
          [58.4, 29],
          [51.4, 41],
          [52, 47],
          [51.2, 53],
          [49.8, 9.6],
        ]),
    ),
  symmetric: () =>
    one(
      `<path d="M48 2V62" stroke="${INK}" stroke-width=".8" stroke-dasharray="2 2"/>` +
        spots(
          mirrored(48, [
            [9, 24],
            [10.2, 28],
            [4, 19],
            [3.6, 46],
            [3, 50],
            [4.6, 43],
          ]),
        ),
    ),
  asymmetric: () =>
    one(
      `<path d="M48 2V62" stroke="${INK}" stroke-width=".8" stroke-dasharray="2 2"/>` +
        spots([
          [39, 24],
          [38, 28],
          [44, 18],
          [41.6, 21],
          [45, 24],
          [44.6, 46],
          [43.6, 51],
          [45.4, 42],
          [44, 30],
          [52.4, 55],
          [57.6, 27],
        ]),
    ),
  follicular: () =>
    skin(
      each(
        FOLLICLES,
        ([x, y], i) =>
          (i % 4 === 1 ? "" : dot(x, y, 3.3, "#cf5a4c")) +
          dot(x, y, 0.8, DARK) +
          line(`M${x} ${y}q2-4 5-5.4`, DARK, 0.8),
      ),
    ),
  acral: () =>
    one(
      ends(48, RED) +
        line("M36.2 36.4L36.8 34.4M59.8 36.4L59.2 34.4", RED, 3.2) +
        dots(
          [
            [43.9, 7.4],
            [52.1, 7.4],
          ],
          1,
          RED,
        ) +
        dot(48, 8.2, 0.8, RED),
    ),
  photodistributed: () =>
    pair(
      oval(28, 8, 3.5, 3.6, RED, 0.85) +
        fill("M25 13.4H31L28 19.5Z", RED, 0.85) +
        line("M18.6 26.5L16.8 34M37.4 26.5L39.2 34M58.6 26.5L56.8 34M77.4 26.5L79.2 34", RED, 3.4, 0.85) +
        dots(
          [
            [16, 37.3],
            [40, 37.3],
            [56, 37.3],
            [80, 37.3],
          ],
          2,
          RED,
          0.85,
        ) +
        line("M66.6 12.6h2.8", RED, 2, 0.85) +
        dot(8, 8, 3.2, "#eab63c") +
        times(8, (i) =>
          line(
            `M${n(8 + 4.4 * Math.cos(i * 0.785))} ${n(8 + 4.4 * Math.sin(i * 0.785))}l${n(1.5 * Math.cos(i * 0.785))} ${n(1.5 * Math.sin(i * 0.785))}`,
            "#eab63c",
            1,
          ),
        ),
    ),
  flexural: () =>
    pair(each([18.4, 37.6], (x) => oval(x, 26, 1.9, 2.8, RED)) + each([64.4, 71.6], (x) => oval(x, 47, 2.4, 2.8, RED))),
  extensor: () =>
    pair(each([24.4, 31.6], (x) => oval(x, 46.4, 2.4, 3, RED)) + each([58, 78], (x) => oval(x, 26, 1.9, 3, RED))),
  intertriginous: () =>
    one(
      line("M40.6 17.2L41.2 21.4M55.4 17.2L54.8 21.4", RED, 2) +
        line("M43 22.4q2 1.4 4 0M49 22.4q2 1.4 4 0", RED, 1.5) +
        line("M42.4 36.6L47 39.6M53.6 36.6L49 39.6", RED, 2),
    ),
  seborrhoeic: () =>
    pair(
      fill("M24 5.8C23.8 1 32.2 1 32 5.8Q28 2.6 24 5.8Z", RED) +
        oval(28, 8.2, 1.5, 2.6, RED) +
        line("M26 6.2h4", RED, 1.2) +
        oval(28, 19, 2.4, 4, RED, 0.9) +
        fill("M64.2 6.6C63.8 1 72.2 1 71.8 6.6Q68 9 64.2 6.6Z", RED, 0.8) +
        oval(68, 19, 4.6, 3.6, RED, 0.9),
    ),
  truncal: () =>
    pair(spots(spread(17, 28, 25, 6, 10.5, 2.8, 3), 1.1) + spots(spread(17, 68, 25, 6, 10.5, 2.8, 8), 1.1)),
  periorificial: () =>
    panel(PAPER) +
    fill("M20 0C16 34 30 62 48 62S80 34 76 0Z", SKIN) +
    soft(48, 46, 16, 10, RED, 0.13) +
    each(
      [33, 63],
      (x) =>
        soft(x, 16, 10, 7, RED, 0.1) +
        fill(`M${x - 6} 16Q${x} 10.5 ${x + 6} 16Q${x} 20 ${x - 6} 16Z`, "#fff") +
        dot(x, 16, 2.3, DARK) +
        line(`M${x - 7} 8Q${x} 4.6 ${x + 7} 8`, "#5b4334", 1.6),
    ) +
    line("M46 17Q45 26 42.6 30Q45 33.4 48 32T53.4 30", SHADE, 1) +
    spots(
      [
        [40, 32],
        [56, 32.4],
        [43.6, 35.4],
        [52.6, 35.6],
      ],
      1.1,
    ) +
    fill("M39 46Q44 42.4 48 44T57 46Q48 52 39 46Z", "#b4645c") +
    line("M39 46Q48 48 57 46", "#7d3b38", 0.8) +
    spots(
      [
        [35, 43],
        [33.6, 48],
        [38, 52.6],
        [45, 55.4],
        [53, 55],
        [59, 51.6],
        [62.4, 47.4],
        [60.6, 42.4],
        [55, 39.6],
        [41, 39.8],
      ],
      1.2,
    ),
};

const BOUNDARIES: Record<string, () => string> = {
  well_defined: () =>
    skin(fill(blob(48, 32, 30, 20, 0.04, 3), MARK) + line(blob(48, 32, 30, 20, 0.04, 3), "#7d2c27", 1)),
  relatively_well_defined: () =>
    skin(
      soft(68, 44, 15, 11, MARK, 0.2) +
        fill("M18 32C18 14 36 11 50 12C68 13 79 20 78 34C76 38 70 36 64 38S58 50 48 52C30 54 18 46 18 32Z", MARK),
    ),
  ill_defined: () =>
    skin(
      times(9, (i) => fill(blob(48, 32, 39 - i * 1.8, 26 - i * 1.3, 0.14, 4), MARK, 0.14)) +
        each(spread(14, 48, 32, 18, 11, 6, 3), ([x, y]) => oval(x, y, 7, 5, MARK, 0.12)),
    ),
  irregular: () =>
    skin(
      fill(
        outline(
          48,
          32,
          32,
          22,
          26,
          (i) => [1.1, 0.84, 1.02, 0.78, 1.2, 0.9, 0.98, 1.24, 0.8, 1.04, 0.86, 1.14, 0.76][i % 13] ?? 1,
        ),
        MARK,
      ),
    ),
  raised: () =>
    block(
      fill(blob(49, 19.4, 31, 15, 0.04, 3), SHADE, 0.45) +
        fill(blob(48, 18, 31, 15, 0.04, 3), MARK) +
        fill(blob(48, 18, 24, 10, 0.04, 3), "#c98d78") +
        line(blob(48, 18, 27.6, 12.6, 0.04, 3), "#fff", 1.2, 0.5),
      cut({
        top: "M0 48H15C17 41 24 41 26 46H70C72 41 79 41 81 48H96",
        under: cells(16, 21, 48.6, 4, 3.4, RED) + cells(16, 75, 48.6, 4, 3.4, RED, 2),
      }),
    ),
  rolled: () =>
    block(
      fill(blob(49, 19.4, 29, 15.4, 0.03, 3), SHADE, 0.45) +
        line(blob(48, 18, 25, 11.6, 0.03, 3), "#e8c3ba", 7) +
        line(blob(47.4, 17, 25, 11.6, 0.03, 3), "#fff", 1.8, 0.8) +
        fill(blob(48, 18, 21, 8.2, 0.03, 3), "#8e3a35") +
        line("M68 8l4 3M73 22l4 1M24 11l-4 2", RED, 0.8),
      cut({
        top: "M0 48H17C13 40 25 36.5 29 42C31 46 28 49 32 50H64C68 49 65 46 67 42C71 36.5 83 40 79 48H96",
        under: cells(22, 22.4, 46, 5, 4.6, "#7d6a8d") + cells(22, 73.6, 46, 5, 4.6, "#7d6a8d", 3),
      }),
    ),
  undermined: () =>
    block(
      soft(48, 18, 40, 18, PURPLE, 0.1) +
        fill(blob(48, 18, 24, 11, 0.1, 5), "#5d1b1e") +
        fill(blob(48.6, 19, 21, 8.6, 0.1, 5), "#c9504a") +
        line(blob(48, 18, 31, 15, 0.1, 5), PURPLE, 1.2, 0.7),
      cut({
        top: "M0 48H32C34 48.4 34 51 32 51.4H22C18 54 20 59 26 59.4H70C76 59 78 54 74 51.4H64C62 51 62 48.4 64 48H96",
        skin: "M0 48H32M64 48H96",
        over: line("M26 59.2H70", "#b23a36", 1.8),
      }),
    ),
  punched_out: () =>
    block(
      fill("M48 3a22 15 0 1 0 .1 0Z", "#5d1b1e") +
        fill("M49 6a20 13 0 1 0 .1 0Z", "#b9403c") +
        fill("M50 13a12 7 0 1 0 .1 0Z", "#d9b25f"),
      cut({
        top: "M0 48H26V59.5H70V48H96",
        skin: "M0 48H26M70 48H96",
        over: line("M26.6 51V59H69.4V51", "#b23a36", 1.6) + line("M32 58.6H64", "#e3c06f", 1.6),
      }),
    ),
  scalloped: () => {
    /** A point of the ellipse after `i` twelfths of a turn. */
    const point = (i: number) => `${n(48 + 27 * Math.cos(i * 0.5236))} ${n(32 + 18 * Math.sin(i * 0.5236))}`;
    const arcs = times(12, (i) => `${point(i)}A7.4 6.2 0 0 1 ${point(i + 1)}${i < 11 ? "L" : "Z"}`);
    return skin(fill(`M${arcs}`, MARK));
  },
  active_scaly: () =>
    block(
      fill(blob(48, 18, 33, 16, 0.05, 3), "#c4453c") +
        fill(blob(48, 18, 25, 10.5, 0.05, 3), "#e0aa8c") +
        flakes(
          Array.from({ length: 20 }, (_, i): Point => [48 + 28.6 * Math.cos(i * 0.314), 18 + 13 * Math.sin(i * 0.314)]),
          2.7,
        ),
      cut({
        top: "M0 48H13C15 43.4 23 43.4 26 47.6H70C73 43.4 81 43.4 83 48H96",
        under: cells(14, 20, 50, 5, 3, RED) + cells(14, 76, 50, 5, 3, RED, 3),
        over: each(
          [15, 19, 72, 77],
          (x) => line(`M${x} 42.6q2.6-1.6 5-.4`, "#b9b3a6", 2.2) + line(`M${x} 42.4q2.6-1.6 5-.4`, "#fffefa", 1.3),
        ),
      }),
    ),
  fading: () => skin(times(24, (i) => oval(48, 32, 42 - i * 1.7, 28 - i * 1.13, MARK, 0.07))),
  halo: () => skin(fill(blob(48, 32, 28, 23, 0.04, 3), "#fbeade") + fill(blob(48, 32, 14, 11.5, 0.05, 3), "#6e3f25")),
  pseudopodial: () =>
    skin(
      fill(blob(48, 32, 18, 14, 0.05, 3), "#4a2c1c") +
        times(14, (i) => {
          const a = i * 0.4488,
            l = 1.28 + (i % 3) * 0.1;
          return (
            line(
              `M${n(48 + 15 * Math.cos(a))} ${n(32 + 11.5 * Math.sin(a))}L${n(48 + 19.5 * l * Math.cos(a))} ${n(32 + 15 * l * Math.sin(a))}`,
              "#4a2c1c",
              2.6,
            ) + dot(48 + 19.5 * l * Math.cos(a), 32 + 15 * l * Math.sin(a), 1.9, "#4a2c1c")
          );
        }),
    ),
};

const many = (count: number, r: number, apart: number, seed = 3) =>
  skin(each(strewn(count, 7, 7, 89, 57, apart, seed), ([x, y]) => dot(x, y, r, MARK)));
const QUANTITIES: Record<string, () => string> = {
  single: () => skin(dot(48, 32, 5, MARK)),
  two: () => skin(dot(32, 26, 4.6, MARK) + dot(64, 39, 4.6, MARK)),
  few: () => many(4, 4, 22),
  several: () => many(8, 3.6, 16),
  multiple: () => many(15, 3, 11),
  numerous: () => many(36, 2.4, 7.4),
  very_numerous: () => many(75, 1.8, 5),
  innumerable: () => many(260, 1.2, 2.4),
};

const hue = (colour: string, over = "") => skin(fill(blob(48, 32, 30, 21, 0.06, 4), colour) + over);
const HUES: Record<string, string> = {
  pink: "#e79a98",
  salmon: "#f08f73",
  red: "#cf2f33",
  dark_red: "#8a1f29",
  copper: "#9c4f2e",
  orange: "#e8892f",
  yellow: "#ecd04f",
  green: "#86904a",
  blue: "#3f64a8",
  blue_grey: "#63748c",
  purple: "#6b2f78",
  violaceous: "#a5527f",
  light_brown: "#b98759",
  brown: "#84512f",
  dark_brown: "#4a2b1a",
  black: "#171210",
  grey: "#8d8a87",
  white: "#fdfcf9",
};
const COLOURS: Record<string, () => string> = {
  ...Object.fromEntries(Object.entries(HUES).map(([name, colour]) => [name, () => hue(colour)])),
  skin_tone: () => skin(dome(48, 32, 28, 20, SKIN)),
  honey: () => hue("#d79a2b", oval(42, 28, 17, 9, "#f4cd6c", 0.7) + glint(36, 22, 2) + glint(56, 40, 1.6)),
  silvery: () =>
    hue("#bfc3c6", flakes(spread(30, 48, 32, 24, 16, 5.6, 5), 5, "#eef1f3") + glint(40, 24, 1.5) + glint(58, 38, 1.5)),
  ivory: () => hue("#f3e6c6", oval(40, 25, 13, 5, "#fffdf4", 0.9, -12)),
  pearly: () =>
    hue(
      "#ecdcd8",
      oval(50, 35, 22, 13, "#d9c3cc", 0.6) +
        oval(44, 27, 15, 7, "#fff", 0.6, -15) +
        glint(38, 23, 2.4) +
        line("M60 46Q62 38 70 36M56 16Q60 22 68 22", "#cf7a7c", 0.9),
    ),
  variegated: () =>
    hue(
      "#84512f",
      fill(blob(36, 26, 11, 9, 0.25, 3), "#2b1a14") +
        fill(blob(60, 25, 9, 8, 0.25, 5), "#b54a44") +
        fill(blob(56, 42, 10, 7, 0.25, 7), "#63748c") +
        fill(blob(38, 43, 8, 5, 0.25, 9), "#c99a72") +
        fill(blob(72, 36, 4, 4, 0.2, 2), "#f3e6dc"),
    ),
};

/** A ruler along the bottom; `unit` is one millimetre. */
function ruler(unit: number): string {
  const step = unit >= 3 ? 1 : 10,
    count = Math.floor(88 / (unit * step));
  return (
    fill("M0 51H96V58Q96 64 90 64H6Q0 64 0 58Z", "#fbf3d4") +
    line("M0 51H96", "#b9a66a", 0.6) +
    times(count + 1, (i) => {
      const long = (i * step) % 10 === 0;
      return line(
        `M${n(4 + i * step * unit)} 51.4v${long ? 5 : (i * step) % 5 === 0 ? 3.6 : 2.2}`,
        INK,
        long ? 0.9 : 0.5,
      );
    }) +
    `<text x="${n(4 + unit * 10)}" y="61.6" font-family="sans-serif" font-size="5.4" text-anchor="${unit < 1 ? "start" : "middle"}" fill="${INK}">1 cm</text>`
  );
}
/** A lesion of `mm` at the start of the ruler, and beside it something of that size. */
const sized = (unit: number, mm: number, thing: (x: number, y: number, r: number) => string) => {
  const r = (mm * unit) / 2,
    y = Math.min(51 - r - 3, 30);
  return (
    panel("#eed3bd") +
    ruler(unit) +
    `<path d="M4 ${n(y)}V51M${n(4 + 2 * r)} ${n(y)}V51" stroke="${INK}" stroke-width=".5" stroke-dasharray="1.4 1.4"/>` +
    dot(4 + r, y, r, MARK) +
    thing(Math.max(4 + 2 * r + 6 + r, 60), y, r)
  );
};
const hand = (x: number, y: number, s: number) =>
  moved(
    x,
    y,
    `<g fill="#d19f7b" stroke="${SHADE}" stroke-width="1"><rect x="-15" y="-44" width="7" height="32" rx="3.5"/><rect x="-7" y="-49" width="7" height="36" rx="3.5"/><rect x="1" y="-46" width="7" height="34" rx="3.5"/><rect x="9" y="-38" width="6" height="28" rx="3"/><path d="M-15 -6L-24 -19Q-28 -21 -28 -16L-19 6Q-15 18 -10 20H10Q15 14 15 0V-13H-15Z"/></g>` +
      line("M-12 -2Q-2 -8 13 -6M-11 6Q0 2 13 4M-13 -8Q-4 0 -4 18", SHADE, 0.9, 0.7),
    0,
    s,
  );
const SIZES: Record<string, () => string> = {
  pinpoint: () =>
    sized(
      5,
      0.8,
      (x, y) =>
        line(`M${x - 22} ${y + 14}L${x + 14} ${y - 14}`, "#8b95a0", 1.8) +
        fill(`M${x - 21} ${y + 14}L${x - 29} ${y + 19.6} ${x - 22.2} ${y + 12.6}Z`, "#8b95a0") +
        ring(x + 16, y - 15.6, 2.6, "#8b95a0", 1.4),
    ),
  millet: () =>
    sized(
      5,
      2,
      (x, y, r) =>
        oval(x, y, r, r * 0.92, "#e8c255") +
        dot(x + 1.6, y + 1, 1.1, "#8d6a22") +
        each(
          [
            [10, 5],
            [13, -6],
            [-12, 7],
            [-9, -8],
          ] as const,
          ([dx, dy]) => oval(x + dx, y + dy, r, r * 0.9, "#e8c255", 0.65),
        ),
    ),
  mung_bean: () =>
    sized(
      5,
      4,
      (x, y, r) =>
        oval(x, y, r, r * 0.78, "#6d8a3c") +
        oval(x - 2, y - 2.6, 4, 2, "#a9c274", 0.9) +
        line(`M${x - 3} ${y + 4}h6`, "#fdfbea", 1.6),
    ),
  soybean: () =>
    sized(
      5,
      7.5,
      (x, y, r) =>
        oval(x, y, r, r * 0.9, "#e6cb8c") +
        oval(x - 5, y - 6, 7, 4, "#fbecc4", 0.9) +
        oval(x + 3, y + 8, 5, 1.8, "#8d6a3a"),
    ),
  broad_bean: () =>
    sized(
      2,
      15,
      (x, y, r) =>
        fill(
          `M${x - r} ${y}C${x - r} ${y - 13} ${x - 3} ${y - 12} ${x} ${y - 8}S${x + r} ${y - 13} ${x + r} ${y}S${x + 7} ${y + 12} ${x} ${y + 12}S${x - r} ${y + 12} ${x - r} ${y}Z`,
          "#a7b45c",
        ) +
        line(`M${x - 5} ${y - 9.6}Q${x} ${y - 5} ${x + 5} ${y - 9.6}`, "#3b3a1c", 2) +
        oval(x - 5, y + 3, 4.6, 2.8, "#d3dc96", 0.8),
    ),
  coin: () =>
    sized(
      1.5,
      25,
      (x, y, r) =>
        dot(x, y, r, "#b9bec3") + ring(x, y, r - 1.6, "#868d94", 1.2) + label(x, y + 6.6, "¥1", "#6c747b", 17),
    ),
  walnut: () =>
    sized(
      1.2,
      35,
      (x, y, r) =>
        fill(blob(x, y, r, r * 0.94, 0.04, 4), "#b5844e") +
        line(`M${x} ${y - r}Q${x + 3} ${y} ${x} ${y + r}`, "#6d4824", 1.6) +
        line(
          `M${x - 13} ${y - 9}q6-3 9 3t-4 9M${x - 16} ${y + 5}q7 1 7 9M${x + 6} ${y - 14}q7 3 4 9t6 9M${x + 5} ${y + 9}q5 0 7 6`,
          "#7d5630",
          1.1,
        ),
    ),
  hens_egg: () =>
    sized(
      0.76,
      50,
      (x, y, r) =>
        fill(
          `M${x - r - 1} ${y}C${x - r - 1} ${y - 20} ${x + r - 6} ${y - 17} ${x + r} ${y}S${x - r - 1} ${y + 20} ${x - r - 1} ${y}Z`,
          "#f3ddc0",
        ) + oval(x - 6, y - 8, 8, 3.4, "#fff", 0.8, -12),
    ),
  palm: () => sized(0.27, 80, (x, y) => hand(x + 6, y + 7, 0.72)),
  larger_than_palm: () =>
    panel("#eed3bd") + ruler(0.25) + fill(blob(31, 26, 28, 22, 0.14, 5), MARK) + hand(80, 36, 0.67),
};

// --- relations -----------------------------------------------------------------------------------------------------

const FIRST = "#a3242f",
  SECOND = "#f6e4d2";
const first = (d: string) => fill(d, FIRST) + line(d, "#5f1118", 1);
const second = (d: string) => fill(d, SECOND) + line(d, "#9c7358", 1);
const tags = (a: Point, b: Point, onFirst = true, onSecond = true) =>
  label(a[0], a[1] + 3.3, "1", onFirst ? "#fff" : INK) + label(b[0], b[1] + 3.3, "2", onSecond ? INK : "#fff");
const disc = (x: number, y: number, rx: number, ry = rx) => blob(x, y, rx, ry, 0.04, 3);
const circle = (x: number, y: number, r: number) => `M${x} ${y - r}a${r} ${r} 0 1 0 .1 0Z`;
const BIG: readonly Point[] = [
    [16, 16],
    [44, 14],
    [74, 18],
    [30, 36],
    [60, 36],
    [84, 42],
    [14, 52],
    [46, 53],
    [72, 55],
  ],
  SMALL: readonly Point[] = [
    [30, 20],
    [59, 20],
    [87, 26],
    [45, 34],
    [14, 34],
    [74, 37],
    [31, 53],
    [59, 53],
  ];
const mixed = (round: (d: string) => string, small: (d: string) => string, big: string, little: string) =>
  each(BIG, ([x, y]) => round(disc(x, y, 7))) +
  each(SMALL, ([x, y]) => small(circle(x, y, 4))) +
  label(44, 17.3, big, big === "1" ? "#fff" : INK) +
  label(59, 22.3, little, little === "1" ? "#fff" : INK, 6.4);
const beads = (draw: (d: string) => string) =>
  times(8, (i) =>
    draw(circle(Math.round(46 + 25 * Math.cos(i * 0.785)), Math.round(32 + 20 * Math.sin(i * 0.785)), 5)),
  );
const layer = (upper: string, lower: string, over: string, tagged: string) =>
  block(
    over + tagged,
    cut({
      top: mesa(16, 80, 3, 4),
      skin: "M0 48H16M80 48H96",
      under:
        fill("M16 48.5C18 48 18 45 20 45H76C78 45 78 48 80 48.5V50H16Z", lower) +
        line("M16 50V48.4C18 48 18 45 20 45H76C78 45 78 48 80 48.4V50Z", "#7d5640", 0.6),
      over:
        fill("M30 44.8Q31 40 35 40H61Q65 40 66 44.8Z", upper) +
        line("M30 44.8Q31 40 35 40H61Q65 40 66 44.8Z", "#7d5640", 0.6),
    }),
  );
const RELATIONS: Record<string, () => string> = {
  on_surface_of: () =>
    layer(
      FIRST,
      SECOND,
      second(disc(48, 18, 32, 15)) + first("M30 14L44 6 62 9 67 19 56 29 38 28Z"),
      tags([48, 18], [73, 19]),
    ),
  beneath: () =>
    layer(
      SECOND,
      FIRST,
      first(disc(48, 18, 32, 15)) + second("M30 14L44 6 62 9 67 19 56 29 38 28Z"),
      tags([73, 19], [48, 18]),
    ),
  surrounding: () => skin(first(disc(48, 32, 30, 24)) + second(disc(48, 32, 16, 12)) + tags([26, 32], [48, 32])),
  surrounded_by: () => skin(second(disc(48, 32, 30, 24)) + first(disc(48, 32, 16, 12)) + tags([48, 32], [26, 32])),
  at_edge_of: () => skin(second(disc(46, 32, 25, 20)) + beads(first) + tags([71, 32], [46, 32])),
  has_at_edge: () => skin(first(disc(46, 32, 25, 20)) + beads(second) + tags([46, 32], [71, 32])),
  in_centre_of: () => skin(second(disc(48, 32, 32, 24)) + first(circle(48, 32, 6.6)) + tags([48, 32], [68, 32])),
  has_in_centre: () => skin(first(disc(48, 32, 32, 24)) + second(circle(48, 32, 6.6)) + tags([68, 32], [48, 32])),
  scattered_among: () => skin(mixed(second, first, "2", "1")),
  interspersed_with: () => skin(mixed(first, second, "1", "2")),
  adjacent_to: () => skin(first(disc(31, 32, 17, 20)) + second(disc(66, 32, 17, 20)) + tags([31, 32], [66, 32])),
  confluent_with: () =>
    skin(
      second(disc(62, 32, 24, 20)) +
        first(disc(34, 32, 24, 20)) +
        fill(disc(62, 32, 24, 20), SECOND, 0.45) +
        tags([24, 32], [74, 32]),
    ),
  separate_from: () =>
    skin(
      first(disc(22, 32, 13, 15)) +
        second(disc(74, 32, 13, 15)) +
        tags([22, 32], [74, 32]) +
        line("M40 32H56M40 32l3-3m-3 3l3 3M56 32l-3-3m3 3l-3 3", SHADE, 1, 0.8),
    ),
  secondary_to: () =>
    skin(
      second(disc(22, 32, 14, 16)) +
        first(disc(74, 32, 14, 16)) +
        tags([74, 32], [22, 32]) +
        line("M40 32H55M55 32l-5-5m5 5l-5 5", INK, 2),
    ),
  gives_rise_to: () =>
    skin(
      first(disc(22, 32, 14, 16)) +
        second(disc(74, 32, 14, 16)) +
        tags([22, 32], [74, 32]) +
        line("M40 32H55M55 32l-5-5m5 5l-5 5", INK, 2),
    ),
};

const DRAWINGS = new Map<string, () => string>();
for (const [group, drawings] of [
  ["lesion", LESIONS],
  ["attribute.shape", SHAPES],
  ["attribute.distribution", DISTRIBUTIONS],
  ["attribute.boundary", BOUNDARIES],
  ["attribute.quantity", QUANTITIES],
  ["attribute.colour", COLOURS],
  ["attribute.size", SIZES],
  ["relation", RELATIONS],
] as const)
  for (const [name, draw] of Object.entries(drawings)) DRAWINGS.set(`${group}.${name}`, draw);
/** Drawn once, kept for the next time. */
const drawn = new Map<string, string>();

/** SVG markup for inside a `viewBox="0 0 96 64"`, or undefined when a term has no drawing. Static, safe to insert. */
export function drawingOf(code: string): string | undefined {
  const markup = drawn.get(code) ?? DRAWINGS.get(code)?.();
  if (markup !== undefined) drawn.set(code, markup);
  return markup;
}
