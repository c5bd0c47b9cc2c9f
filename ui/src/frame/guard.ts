// What a page of the web would do and a program must not: reload, go back, copy or drag pictures out, print itself.

import type { MenuItem } from "../kit/menu.svelte";
import { offer } from "../kit/menu.svelte";
import { t } from "../text/language.svelte";

const RELOADS = (event: KeyboardEvent): boolean => {
  const key = event.key.toLowerCase();
  const control = event.ctrlKey || event.metaKey;
  return (
    key === "f5" ||
    key === "browserback" ||
    key === "browserforward" ||
    key === "browserrefresh" ||
    (control && ["r", "p", "s", "u"].includes(key) && !event.altKey) ||
    (event.altKey && ["arrowleft", "arrowright"].includes(key) && !event.shiftKey)
  );
};

function editing(target: EventTarget | null): HTMLInputElement | HTMLTextAreaElement | undefined {
  if (target instanceof HTMLTextAreaElement) return target;
  return target instanceof HTMLInputElement && ["text", "search", "number", "password"].includes(target.type)
    ? target
    : undefined;
}
/** Puts text where the cursor stands, as if it had been typed. */
function insert(field: HTMLInputElement | HTMLTextAreaElement, text: string): void {
  field.focus();
  if (document.execCommand("insertText", false, text)) return;
  field.setRangeText(text, field.selectionStart ?? 0, field.selectionEnd ?? 0, "end");
  field.dispatchEvent(new InputEvent("input", { bubbles: true }));
}
function itemsFor(target: EventTarget | null): MenuItem[] {
  const field = editing(target);
  const words = t().menu;
  if (field) {
    const secret = field.type === "password";
    const chosen = secret ? "" : field.value.slice(field.selectionStart ?? 0, field.selectionEnd ?? 0);
    const locked = field.readOnly || field.disabled;
    return [
      {
        label: words.cut,
        disabled: !chosen || locked,
        run: () => {
          void navigator.clipboard.writeText(chosen).then(() => insert(field, ""));
        },
      },
      {
        label: words.copy,
        disabled: !chosen,
        run: () => {
          void navigator.clipboard.writeText(chosen);
        },
      },
      {
        label: words.paste,
        disabled: locked,
        run: () => {
          void navigator.clipboard.readText().then(
            (text) => insert(field, text),
            () => field.focus(),
          );
        },
      },
      {
        label: words.selectAll,
        disabled: field.value === "",
        run: () => {
          field.focus();
          field.select();
        },
      },
    ];
  }
  const selected = window.getSelection()?.toString() ?? "";
  return selected
    ? [
        {
          label: words.copy,
          run: () => {
            void navigator.clipboard.writeText(selected);
          },
        },
      ]
    : [];
}

/** Keeps the window a window; returns what takes the guard away. */
export function guard(): () => void {
  const over = new AbortController();
  const on = <Name extends keyof WindowEventMap>(
    name: Name,
    run: (event: WindowEventMap[Name]) => void,
    capture = true,
  ) => window.addEventListener(name, run, { capture, signal: over.signal });
  on("keydown", (event) => {
    if (RELOADS(event)) event.preventDefault();
  });
  // The buttons at the side of a mouse.
  for (const name of ["mousedown", "mouseup", "auxclick"] as const)
    on(name, (event) => {
      if (event.button === 3 || event.button === 4) event.preventDefault();
    });
  // Nearer to the photograph something else may be offered first.
  on("contextmenu", (event) => offer(event, itemsFor(event.target)), false);
  // A file that is let go over the window must not replace it.
  for (const name of ["dragover", "drop"] as const)
    on(
      name,
      (event) => {
        if (event.dataTransfer?.types.includes("Files")) event.preventDefault();
      },
      false,
    );
  on("dragstart", (event) => {
    if (event.target instanceof Element && event.target.closest("img, picture, svg, a")) event.preventDefault();
  });
  // Text only, whatever pictures were selected with it.
  const copy = (event: ClipboardEvent) => {
    if (editing(event.target)) return;
    const text = window.getSelection()?.toString() ?? "";
    event.preventDefault();
    if (text) event.clipboardData?.setData("text/plain", text);
  };
  on("copy", copy);
  on("cut", copy);
  return () => over.abort();
}
