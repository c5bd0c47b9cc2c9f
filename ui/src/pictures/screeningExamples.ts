// Examples beside the buttons of screening: what each decision means, drawn for this project.

const panel = (colour: string) => `<rect width="120" height="80" rx="6" fill="${colour}"/>`;
const fill = (d: string, colour: string, opacity = 1) =>
  `<path d="${d}" fill="${colour}"${opacity < 1 ? ` fill-opacity="${opacity}"` : ""}/>`;
const line = (d: string, colour: string, width: number, opacity = 1) =>
  `<path d="${d}" fill="none" stroke="${colour}" stroke-width="${width}" stroke-linecap="round" stroke-linejoin="round"${opacity < 1 ? ` stroke-opacity="${opacity}"` : ""}/>`;
const oval = (x: number, y: number, rx: number, ry: number, colour: string, opacity = 1) =>
  `<ellipse cx="${x}" cy="${y}" rx="${rx}" ry="${ry}" fill="${colour}"${opacity < 1 ? ` fill-opacity="${opacity}"` : ""}/>`;
const times = (count: number, draw: (index: number) => string) =>
  Array.from({ length: count }, (_, index) => draw(index)).join("");

const CLOTH = "#b9c7cf",
  SKIN = "#dbae8a",
  SHADE = "#b98762",
  RED = "#c4453c",
  FLAKE = "#f6efe6",
  INK = "#3a2a21";
const ARM = "M-12 17C30 10 84 13 132 24V60C90 68 34 70 -12 64Z";
const UNDERSIDE = "M-12 64C34 70 90 68 132 60V51C90 60 34 61 -12 54Z";
const PLAQUE = "M46 38C46 28 56 26 64 28S82 32 80 42 70 54 60 52 46 48 46 38Z";
const FLAKES = "M53 36l6-3 4 3-5 4zM65 34l6 1 2 4-6 1zM56 44l5-1 3 4-6 1zM67 44l5-2 3 3-5 3z";
/** A forearm on a cloth with one lesion; the whole picture is 120 by 80. */
const arm = fill(ARM, SKIN) + fill(UNDERSIDE, SHADE, 0.55);
const sharp =
  arm +
  line(
    "M10 24l6 4M24 19l5 4M34 26l5 4M14 44l6 3M26 52l6 2M92 26l6 4M104 32l5 3M90 52l6 2M106 46l6 3M36 58l5 1M100 58l4 1M20 34l6 3",
    INK,
    0.7,
    0.55,
  ) +
  fill(PLAQUE, RED) +
  line(PLAQUE, "#8e2531", 0.8) +
  fill(FLAKES, FLAKE) +
  line("M53 36l6-3 4 3M65 34l6 1 2 4M56 44l5-1 3 4M67 44l5-2 3 3", "#a08c7c", 0.5) +
  `<circle cx="88" cy="36" r="2" fill="${RED}"/><circle cx="40" cy="52" r="1.6" fill="${RED}"/>`;
const good = panel(CLOTH) + sharp;

/** Many faint copies side by side look out of focus. */
const blurred =
  panel("#bcc6cb") +
  times(15, (i) => {
    const angle = i * 2.4,
      far = 6.5 * Math.sqrt((i + 0.5) / 15);
    return `<g opacity=".13" transform="translate(${(far * Math.cos(angle)).toFixed(1)} ${(far * Math.sin(angle)).toFixed(1)})">${arm}${arm}</g>`;
  }) +
  times(15, (i) => {
    const angle = i * 2.4,
      far = 8 * Math.sqrt((i + 0.5) / 15);
    return `<g opacity=".085" transform="translate(${(far * Math.cos(angle)).toFixed(1)} ${(far * Math.sin(angle)).toFixed(1)})">${fill(PLAQUE, RED)}</g>`;
  });

const exposed =
  good +
  times(5, (i) => fill(`M0 6Q0 0 6 0H${62 - i * 6}V80H6Q0 80 0 74Z`, "#fff", 0.29)) +
  times(5, (i) => fill(`M${62 + i * 5} 0H114Q120 0 120 6V74Q120 80 114 80H${62 + i * 5}Z`, "#050302", 0.3));

const things =
  panel("#a9805a") +
  line("M4 16Q50 12 116 17M4 34Q60 30 116 36M4 54Q50 58 116 52M4 70Q70 66 116 71", "#8d6642", 1, 0.7) +
  fill("M62 44L112 40 114 74Q88 78 66 72Z", "#dfe8ea") +
  line("M72 46L76 72M86 44L89 75M100 42L102 75M64 54L113 50M65 63L113 60", "#9fb6bd", 1) +
  `<g transform="rotate(-14 50 36)">` +
  fill("M14 27L20 25V51L14 49Z", "#c3ccd0") +
  fill("M18 24L78 28Q84 30 84 38T78 48L18 52Z", "#fdfdfb") +
  fill("M18 24L78 28Q82 29 83 33L18 32Z", "#4f8f9b") +
  fill("M84 33h9l2 1.4v7.2L93 43h-9Z", "#4f8f9b") +
  line("M86.5 33.6v9M89.5 33.6v9", "#38707a", 0.8) +
  fill("M40 36h4v4h4v4h-4v4h-4v-4h-4v-4h4Z", RED) +
  line("M54 38H74M54 43H68", "#9aa5aa", 1.6) +
  `</g>`;

const person =
  panel(CLOTH) +
  fill("M8 80C10 64 30 58 60 58S110 64 112 80H8Z", "#f4f6f7") +
  fill("M50 50H70V60Q60 68 50 60Z", SHADE) +
  fill("M48 58L60 70 72 58 78 61 60 80 42 61Z", "#dfe6e9") +
  fill("M36 26C34 2 86 2 84 26L82 34H38Z", "#3d2b22") +
  oval(37.5, 34, 3, 5, SKIN) +
  oval(82.5, 34, 3, 5, SKIN) +
  fill("M39 22C40 12 80 12 81 22V36C80 50 70 57 60 57S40 50 39 36Z", SKIN) +
  fill("M38 26C40 12 58 16 66 12 74 12 82 16 82 26 74 24 70 19 66 18 56 24 44 20 38 26Z", "#3d2b22") +
  times(
    2,
    (i) =>
      `<g transform="translate(${i * 20} 0)">` +
      fill("M44.5 33Q50 28 55.5 33 50 37 44.5 33Z", "#fff") +
      `<circle cx="50" cy="32.6" r="2.5" fill="#5a3b28"/><circle cx="50" cy="32.6" r="1.2" fill="#140d09"/><circle cx="49.2" cy="31.8" r=".6" fill="#fff"/>` +
      line("M44.5 32.6Q50 28 55.5 32.6", INK, 0.9) +
      line("M44 27.6Q50 24.4 56 27.6", "#3d2b22", 1.5) +
      `</g>`,
  ) +
  line("M60 34Q58.6 39 57 41.6Q59 44 63 42.6", SHADE, 1.2) +
  fill("M52 48.4Q57 46 60 47.2T68 48.4Q60 53.6 52 48.4Z", "#b4645c") +
  oval(73, 42, 3.4, 2.6, RED, 0.85) +
  `<rect x="76" y="66" width="28" height="12" rx="1.5" fill="#fff" stroke="#4f8f9b" stroke-width="1.2"/><rect x="78.4" y="68.4" width="6" height="7.2" fill="#c9d6da"/><circle cx="81.4" cy="70.8" r="1.4" fill="${SHADE}"/>` +
  fill("M79 75.6q2.4-4.4 4.8 0z", SHADE) +
  line("M87.5 70H101M87.5 74H97", INK, 1.3);

const framed = (x: number, y: number) =>
  `<g transform="translate(${x} ${y})"><rect x="-2" y="-2" width="78" height="54" rx="2" fill="#fff" stroke="#5c666d" stroke-width="1"/><svg width="74" height="50" viewBox="0 0 120 80" preserveAspectRatio="xMidYMid slice"><rect width="120" height="80" fill="${CLOTH}"/>${sharp}</svg></g>`;
const twice = panel("#e3e7ea") + framed(8, 7) + framed(38, 23);

/** SVG markup for inside a `viewBox="0 0 120 80"`. */
export const EXAMPLES: Record<
  "accept" | "unclear" | "bad_exposure" | "no_body_surface" | "shows_identity" | "duplicate",
  string
> = {
  accept: good,
  unclear: blurred,
  bad_exposure: exposed,
  no_body_surface: things,
  shows_identity: person,
  duplicate: twice,
};
