// Nobody at the machine: after the study's time without a hand on mouse or keyboard the window locks.

import { call } from "../backend/call";
import { frame, lock } from "./state.svelte";

/** How often the time is looked at; a picture is gone within a second. */
const LOOK_MS = 400;
/** How often the program is told that somebody is there. */
const TELL_MS = 20_000;

/** Time that runs on while the machine sleeps and that nobody sets back: both clocks have to agree. */
const clocks = () => ({ wall: Date.now(), steady: performance.now() });
const since = (then: ReturnType<typeof clocks>): number =>
  Math.max(Date.now() - then.wall, performance.now() - then.steady);

let active = clocks();
/** Milliseconds since a hand was last on mouse or keyboard. */
export const handsRest = (): number => since(active);

/** Watches hands and time; returns what ends it. */
export function watchIdle(): () => void {
  const over = new AbortController();
  let told = clocks();
  let pointer = "";
  const stir = (event: Event) => {
    // The web view moves the pointer by itself when something moves under it.
    if (event instanceof PointerEvent && event.type === "pointermove") {
      const here = `${event.screenX} ${event.screenY}`;
      if (here === pointer) return;
      pointer = here;
    }
    active = clocks();
    if (!frame.session || frame.lock !== "open" || since(told) < TELL_MS) return;
    told = clocks();
    // Whoever cannot be told locks a little earlier.
    call("study.stay", null).catch(() => undefined);
  };
  for (const name of ["pointerdown", "pointermove", "keydown", "wheel"])
    window.addEventListener(name, stir, { capture: true, passive: true, signal: over.signal });
  const timer = setInterval(() => {
    if (!frame.session || frame.lock !== "open") active = clocks();
    else if (since(active) >= frame.session.idle_minutes * 60_000) void lock();
  }, LOOK_MS);
  return () => {
    over.abort();
    clearInterval(timer);
  };
}
