// A button inside a form submits it unless it says otherwise: every one says what it is.

import { expect, test } from "vitest";

const pages = import.meta.glob("../**/*.svelte", { query: "?raw", import: "default", eager: true }) as Record<
  string,
  string
>;

/** The tags of all buttons of a page, up to the > that closes them. */
function buttons(page: string): string[] {
  return [...page.matchAll(/<button(?=[\s>])/g)].map(({ index }) => {
    let depth = 0;
    let end = index;
    while (end < page.length && !(depth === 0 && page[end] === ">")) {
      if (page[end] === "{") depth += 1;
      if (page[end] === "}") depth -= 1;
      end += 1;
    }
    return page.slice(index, end);
  });
}

test("every button says whether it submits", () => {
  const all = Object.entries(pages).flatMap(([file, page]) => buttons(page).map((tag) => ({ file, tag })));
  expect(all.length).toBeGreaterThan(80);
  expect(all.filter(({ tag }) => !/\stype=|\{type\}/.test(tag))).toEqual([]);
});

test("nothing takes the cursor by itself later than the key that opened it", () => {
  expect(
    Object.entries(pages)
      .filter(([, page]) => /\sautofocus\b|setTimeout\([^)]*focus\(/.test(page))
      .map(([file]) => file),
  ).toEqual([]);
});
