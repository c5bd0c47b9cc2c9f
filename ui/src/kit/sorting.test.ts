import { expect, test } from "vitest";

import { Sorting } from "./sorting.svelte";

interface Person {
  name: string;
  years: number | null;
}
const people: Person[] = [
  { name: "S10", years: 3 },
  { name: "s2", years: null },
  { name: "张", years: 20 },
  { name: "S1", years: 3 },
];
const names = (sorting: Sorting<Person>) => sorting.sorted(people, "en").map((person) => person.name);

test("a column sorts up, down, and not at all; equal rows stay as they came and empty cells last", () => {
  const sorting = new Sorting<Person>({ name: (person) => person.name, years: (person) => person.years });
  expect(names(sorting)).toEqual(["S10", "s2", "张", "S1"]);
  sorting.by("name");
  expect(names(sorting)).toEqual(["S1", "s2", "S10", "张"]);
  sorting.by("years");
  expect(names(sorting)).toEqual(["S10", "S1", "张", "s2"]);
  sorting.by("years");
  expect(names(sorting)).toEqual(["张", "S10", "S1", "s2"]);
  sorting.by("years");
  expect(names(sorting)).toEqual(["S10", "s2", "张", "S1"]);
});
