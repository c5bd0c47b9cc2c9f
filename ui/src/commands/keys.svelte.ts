// Keys at work: the person's own ones, which handler is there, and what a key event means.

import { matchKeybindingPress, parseKeybinding } from "tinykeys";

import { COMMANDS, type CommandId, commandIds, meet, repeats } from "./table";

/** Answers a key; false leaves it to the field that has the focus. */
export type Handler = (event: KeyboardEvent) => void | boolean;
type Handlers = Partial<Record<CommandId, Handler>>;

const STORED = "keys";
const MODIFIERS = ["Control", "Meta", "Alt", "Shift"] as const;
const mac = typeof navigator !== "undefined" && /Mac/.test(navigator.userAgent);

function stored(): Partial<Record<CommandId, string>> {
  try {
    const own = JSON.parse(localStorage.getItem(STORED) ?? "{}") as Record<string, unknown>;
    return Object.fromEntries(commandIds.flatMap((id) => (typeof own[id] === "string" ? [[id, own[id]]] : [])));
  } catch {
    return {};
  }
}
const own = $state(stored());
const keep = () => localStorage.setItem(STORED, JSON.stringify(own));

/** Keys of a command; the first is the one to show. */
export const keysOf = (id: CommandId): readonly string[] => {
  const changed = own[id];
  return changed === undefined ? COMMANDS[id].keys : [changed];
};
export const isOwn = (id: CommandId): boolean => own[id] !== undefined;

/** A key without what is optional in it, as events are compared. */
const plain = (key: string): string =>
  key
    .replace(/\[\w+\]\+/g, "")
    .replace("$mod", mac ? "Meta" : "Control")
    .toLowerCase();

/** The command that a key already belongs to, where both can be there at once. */
export const holderOf = (id: CommandId, key: string): CommandId | undefined =>
  commandIds.find(
    (other) => other !== id && meet(id, other) && keysOf(other).some((held) => plain(held) === plain(key)),
  );

/** Keys that fields, the photograph, the system and the guard of the window use. */
const RESERVED = [
  "$mod+r",
  "$mod+p",
  "$mod+s",
  "$mod+u",
  "Alt+ArrowLeft",
  "Alt+ArrowRight",
  "F5",
  "Space",
  "$mod+c",
  "$mod+v",
  "$mod+x",
  "$mod+a",
  "Alt+f",
  "Alt+ArrowUp",
  "Alt+ArrowDown",
  "Tab",
  "Enter",
  "Escape",
];
export const isReserved = (key: string): boolean => RESERVED.some((other) => plain(other) === plain(key));

/** Gives a command another key; refused, with its holder, when the key is taken. */
export function setKey(id: CommandId, key: string): CommandId | undefined {
  const holder = holderOf(id, key);
  if (holder) return holder;
  own[id] = key;
  keep();
  return undefined;
}
/** Back to the key that a command comes with, unless another took it meanwhile. */
export function resetKey(id: CommandId): CommandId | undefined {
  const taken = COMMANDS[id].keys.map((key) => holderOf(id, key)).find((holder) => holder !== undefined);
  if (taken) return taken;
  delete own[id];
  keep();
  return undefined;
}
export function resetAllKeys(): void {
  for (const id of commandIds) delete own[id];
  keep();
}

/** The key of an event as the table writes it; nothing for a modifier alone. */
export function keyFrom(event: KeyboardEvent): string | undefined {
  if (
    /^(Control|Meta|Alt|Shift|AltGraph|CapsLock|NumLock|Dead|Process|Unidentified)$/.test(event.key) ||
    event.isComposing
  )
    return undefined;
  const letter = /^[a-z]$/i.test(event.key);
  const named = event.key.length > 1;
  const modifiers = MODIFIERS.filter(
    (modifier) => event.getModifierState(modifier) && (modifier !== "Shift" || letter || named),
  ).map((modifier) => (modifier === (mac ? "Meta" : "Control") ? "$mod" : modifier) as string);
  const key = event.key === " " ? "Space" : letter ? event.key.toLowerCase() : event.key;
  // Whether a sign such as ? needs Shift depends on the keyboard.
  return [...modifiers, ...(letter || named ? [] : ["[Shift]"]), key].join("+");
}

const SIGNS: Record<string, string> = {
  $mod: mac ? "⌘" : "Ctrl",
  Control: "Ctrl",
  ArrowLeft: "←",
  ArrowRight: "→",
  ArrowUp: "↑",
  ArrowDown: "↓",
  Enter: "↵",
  Escape: "Esc",
  Delete: "Del",
  Backspace: "⌫",
  "-": "−",
  NumpadAdd: "+",
  NumpadSubtract: "−",
  PageUp: "PgUp",
  PageDown: "PgDn",
  Shift: "⇧",
};
/** A key as people read it. */
export const keyLabel = (key: string): string =>
  key
    .replace(/\[\w+\]\+/g, "")
    .split(/(?<=.)\+(?=.)/)
    .map((part) => SIGNS[part] ?? (part.length === 1 ? part.toUpperCase() : part))
    .join(" ");
/** The key to show beside a command. */
export const keyOf = (id: CommandId): string => keyLabel(keysOf(id)[0] ?? "");

/** Whether keys go into a field. */
export const typing = (target: EventTarget | null): boolean =>
  target instanceof HTMLTextAreaElement ||
  target instanceof HTMLSelectElement ||
  (target instanceof HTMLInputElement && !["checkbox", "radio", "range", "button"].includes(target.type));
/** What one types into a field is not a command, unless Control, Meta or Alt is held; function keys type nothing. */
const mayFireWhileTyping = (event: KeyboardEvent): boolean =>
  event.ctrlKey || event.metaKey || event.altKey || /^F\d+$/.test(event.key);

let handlers: Handlers[] = [];
/** Puts handlers in place; the newest answer first. Returns what takes them away again. */
export function handle(given: Handlers): () => void {
  handlers = [given, ...handlers];
  return () => {
    handlers = handlers.filter((other) => other !== given);
  };
}
/** Commands that would be answered now. */
export const present = (): CommandId[] => commandIds.filter((id) => handlers.some((given) => given[id]));

const matches = (event: KeyboardEvent, key: string): boolean =>
  parseKeybinding(key).some((press) => matchKeybindingPress(event, press));

/** Answers a key event that nothing nearer to the focus has answered. */
export function dispatch(event: KeyboardEvent): void {
  // Sliders and radio buttons use the arrows themselves.
  if (
    event.target instanceof HTMLInputElement &&
    ["range", "radio"].includes(event.target.type) &&
    /^(Arrow|Home|End|Page)/.test(event.key)
  )
    return;
  if (event.defaultPrevented || event.isComposing || (typing(event.target) && !mayFireWhileTyping(event))) return;
  // A button with the focus is pressed by Enter and Space.
  if (
    (event.key === "Enter" || event.key === " ") &&
    !mayFireWhileTyping(event) &&
    event.target instanceof HTMLButtonElement
  )
    return;
  for (const given of handlers) {
    for (const id of commandIds) {
      const handler = given[id];
      if (!handler || !keysOf(id).some((key) => matches(event, key))) continue;
      // A key that is held too long must not decide on what nobody has seen.
      if (!(event.repeat && !repeats(id)) && handler(event) === false) continue;
      event.preventDefault();
      return;
    }
  }
}
