import { afterEach, beforeEach, expect, it, vi } from "vitest";

import { Unsaved } from "./unsaved.svelte";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it("goes on with the rest when one piece is given up", async () => {
  const written: string[] = [];
  const unsaved = new Unsaved<string, null>({
    kind: "test",
    session: { person: "Anna", isOpen: () => true },
    write: async (photograph) => {
      if (photograph === "a") throw new Error("amended");
      written.push(photograph);
      return null;
    },
    onwritten: () => {},
    onrefused: (_, photograph) => unsaved.forget(photograph),
  });
  unsaved.put("a", "one");
  unsaved.put("b", "two");
  expect(await unsaved.flush()).toBe(true);
  expect([written, unsaved.state]).toEqual([["b"], "saved"]);
});
