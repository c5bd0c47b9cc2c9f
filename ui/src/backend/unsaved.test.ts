import { afterEach, beforeEach, expect, it, vi } from "vitest";

import { Unsaved } from "./unsaved.svelte";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

let people = 0;
/** Work of somebody new, of which the disk refuses some. */
function work(onrefused: (photograph: string, unsaved: Unsaved<string, null>) => void) {
  const written: string[] = [];
  const refused = new Set<string>();
  const unsaved: Unsaved<string, null> = new Unsaved<string, null>({
    kind: "test",
    session: { person: `person ${(people += 1)}`, isOpen: () => true },
    write: async (photograph, text) => {
      if (refused.has(photograph)) throw new Error("refused");
      written.push(text);
      return null;
    },
    onwritten: () => {},
    onrefused: (_, photograph) => onrefused(photograph, unsaved),
  });
  return { unsaved, written, refused };
}

it("goes on with the rest when one piece is given up", async () => {
  const { unsaved, written, refused } = work((photograph, all) => all.forget(photograph));
  refused.add("a");
  unsaved.put("a", "one");
  unsaved.put("b", "two");
  expect(await unsaved.flush()).toBe(true);
  expect([written, unsaved.state]).toEqual([["two"], "saved"]);
});

it("writes the rest although one piece is refused, and that one later", async () => {
  const { unsaved, written, refused } = work(() => {});
  refused.add("a");
  unsaved.put("a", "one");
  unsaved.put("b", "two");
  expect(await unsaved.flush()).toBe(false);
  expect([written, unsaved.state, unsaved.get("a")]).toEqual([["two"], "not_saved", "one"]);
  refused.clear();
  await vi.advanceTimersByTimeAsync(5000);
  expect([written, unsaved.state]).toEqual([["two", "one"], "saved"]);
});

it("tries what replaces a refused piece at once, and each only once", async () => {
  let tries = 0;
  const { unsaved, refused } = work((photograph, all) => {
    tries += 1;
    if (tries === 1) all.put(photograph, "newer");
  });
  refused.add("a");
  unsaved.put("a", "older");
  expect(await unsaved.flush()).toBe(false);
  expect([tries, unsaved.get("a")]).toEqual([2, "newer"]);
});
