import { beforeAll, expect, it, vi } from "vitest";

import { type CommandId, COMMANDS, commandIds, meet } from "./table";

type Keys = typeof import("./keys.svelte");
let keys: Keys;
beforeAll(async () => {
  const kept = new Map<string, string>();
  vi.stubGlobal("localStorage", {
    getItem: (name: string) => kept.get(name) ?? null,
    setItem: (name: string, value: string) => kept.set(name, value),
  });
  vi.stubGlobal("HTMLInputElement", class {});
  vi.stubGlobal("HTMLTextAreaElement", class {});
  vi.stubGlobal("HTMLSelectElement", class {});
  vi.stubGlobal("HTMLButtonElement", class {});
  vi.stubGlobal("KeyboardEvent", class {});
  keys = await import("./keys.svelte");
});

it("the viewer answers no key that means something else on a screen", async () => {
  const { viewerHandlers } = await import("./viewer");
  for (const place of ["annotate", "single", "review", "questions"] as const) {
    const nothing = () => undefined;
    const given = Object.keys(viewerHandlers(place, nothing, () => ({ keep: false }), nothing)) as CommandId[];
    expect(given.length).toBeGreaterThan(4);
    for (const id of given) expect(COMMANDS[id].on, `${id} on ${place}`).toContain(place);
  }
});

/** A key event as browsers make it. */
function press(key: string, held: string[] = [], more: Partial<KeyboardEvent> = {}): KeyboardEvent {
  const event = {
    key,
    code: key === " " ? "Space" : "",
    repeat: false,
    isComposing: false,
    defaultPrevented: false,
    target: null,
    ctrlKey: held.includes("Control"),
    altKey: held.includes("Alt"),
    metaKey: held.includes("Meta"),
    shiftKey: held.includes("Shift"),
    getModifierState: (name: string) => held.includes(name),
    preventDefault() {
      this.defaultPrevented = true;
    },
    ...more,
  };
  return event as unknown as KeyboardEvent;
}

it("comes with a table in which no two commands meet on one key", () => {
  for (const id of commandIds)
    for (const key of COMMANDS[id].keys) expect(keys.holderOf(id, key), `${id} ${key}`).toBeUndefined();
  expect(meet("photograph.next", "screening.accept")).toBe(true);
  expect(meet("review.a", "screening.accept")).toBe(false);
});

it("fires what was pressed in the settings, with Shift and signs as well", () => {
  const id: CommandId = "photograph.waiting";
  for (const [key, held] of [
    ["q", []],
    ["q", ["Shift"]],
    ["!", ["Shift"]],
    [";", []],
    ["+", ["Shift"]],
    ["F2", ["Control"]],
    [" ", []],
  ] as [string, string[]][]) {
    const own = keys.keyFrom(press(key, held));
    expect(own, key).toBeDefined();
    keys.resetAllKeys();
    if (keys.setKey(id, own ?? "") !== undefined) continue;
    const fired = vi.fn();
    const away = keys.handle({ [id]: fired });
    keys.dispatch(press(key, held));
    expect(fired, `${own}`).toHaveBeenCalledTimes(1);
    away();
  }
  keys.resetAllKeys();
});

it("refuses a key that another command on the same screen holds, and those that fields use", () => {
  expect(keys.setKey("photograph.next", "b")).toBe("mark.box");
  expect(keys.keysOf("photograph.next")).toContain("j");
  for (const key of ["$mod+c", "Alt+ArrowUp", "Escape"]) expect(keys.isReserved(key)).toBe(true);
  expect(keys.keyFrom(press("CapsLock"))).toBeUndefined();
});

it("decides nothing while a key is held, but steps", () => {
  const [accept, next] = [vi.fn(), vi.fn()];
  const away = keys.handle({ "screening.accept": accept, "photograph.next": next });
  keys.dispatch(press("a"));
  keys.dispatch(press("a", [], { repeat: true }));
  keys.dispatch(press("j", [], { repeat: true }));
  expect([accept.mock.calls.length, next.mock.calls.length]).toEqual([1, 1]);
  away();
});
