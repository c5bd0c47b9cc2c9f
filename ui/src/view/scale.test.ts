import fc from "fast-check";
import { expect, it } from "vitest";

import { choose, chosenOn, rangesOf } from "./scale";

const all = [..."abcdefgh"];
const clicks = (span: number, sequence: string, from = ""): string =>
  [...sequence].reduce((on, value) => chosenOn({ values: all, span }, on, value), [...from]).join("");

it("makes a range of a second value, moves the nearer end and takes an end back", () => {
  expect(clicks(8, "c")).toBe("c");
  expect(clicks(8, "cc")).toBe("");
  expect(clicks(8, "ce"), "all between").toBe("cde");
  expect(clicks(8, "ec"), "in either order").toBe("cde");
  expect(clicks(8, "ceg"), "beyond").toBe("cdefg");
  expect(clicks(8, "cea"), "before").toBe("abcde");
  expect(clicks(8, "ahb"), "the nearer end").toBe("bcdefgh");
  expect(clicks(8, "ahf"), "the nearer end").toBe("abcdef");
  expect(clicks(8, "cec"), "the first end").toBe("de");
  expect(clicks(8, "cee"), "the last end").toBe("cd");
});

it("lets go what is too far away", () => {
  expect(clicks(1, "ah"), "another single value").toBe("h");
  expect(clicks(1, "hh")).toBe("");
  expect(clicks(2, "cd")).toBe("cd");
  expect(clicks(2, "ah")).toBe("h");
  expect(clicks(2, "cde")).toBe("de");
  expect(clicks(2, "cdb")).toBe("bc");
});

it("mends a contradiction of an old annotation with one click", () => {
  expect(clicks(2, "a", "ah"), "taken off").toBe("h");
  expect(clicks(2, "d", "ah")).toBe("d");
  expect(clicks(8, "h", "ach")).toBe("abc");
});

it("ends in neighbours within the span, whatever is clicked and whatever was there", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 8 }), fc.subarray(all), fc.constantFrom(...all), (span, before, value) => {
      const after = chosenOn({ values: all, span }, before, value);
      expect(after.length <= span && all.join("").includes(after.join(""))).toBe(true);
      // What was off is on afterwards; only a click on an end takes it off.
      expect(after.includes(value) || before[0] === value || before.at(-1) === value).toBe(true);
    }),
    { numRuns: 1000, seed: 7 },
  );
});

const scales = [
  { values: ["small", "middle", "large"], span: 3 },
  { values: ["left", "right"], span: 1 },
];

const rules = { values: ["small", "middle", "large", "left", "right", "none"], scales, alone: ["none"] };

it("lets what stands alone stand with no other value of its attribute", () => {
  expect(choose(rules, ["red", "small", "left"], "none")).toEqual(["red", "none"]);
  expect(choose(rules, ["red", "none"], "middle"), "a value of a scale").toEqual(["red", "middle"]);
  expect(choose({ ...rules, scales: [] }, ["red", "none"], "middle"), "and one of none").toEqual(["red", "middle"]);
  expect(choose(rules, ["red", "none"], "none"), "taken back").toEqual(["red"]);
});

it("leaves other scales and values on none alone", () => {
  expect(choose(rules, ["red", "small", "left"], "large")).toEqual(["red", "left", "small", "middle", "large"]);
  expect(choose(rules, ["red", "small", "left"], "right")).toEqual(["red", "small", "right"]);
  expect(choose(rules, ["red", "small"], "white")).toEqual(["red", "small", "white"]);
  expect(choose(rules, ["red", "small"], "red")).toEqual(["small"]);
});

it("shows a range by its ends and what is apart apart", () => {
  expect(rangesOf(scales, ["red", "large", "small", "middle", "left"])).toEqual([
    ["small", "large"],
    ["left", "left"],
    ["red", "red"],
  ]);
  expect(rangesOf(scales, ["small", "large"])).toEqual([
    ["small", "small"],
    ["large", "large"],
  ]);
});
