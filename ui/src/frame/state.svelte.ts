// What the whole window shares: who is signed in, which screen, which theme, the last refusal.

import { forgetRefusedBackup } from "../backend/backup.svelte";
import { CallError, call } from "../backend/call";
import type { Role, SessionView } from "../backend/generated/types";
import { signed } from "../backend/signing.svelte";
import { loadVocabulary } from "../backend/vocabulary";
import { begin, workUnderWay } from "../backend/work.svelte";
import { sentence } from "../text/errors";

export type Screen =
  "home" | "screening" | "annotate" | "review" | "agreement" | "questions" | "release" | "study" | "settings";

/** Screens in the order of the work, and whose they are. */
export const SCREENS: { screen: Exclude<Screen, "settings">; roles: Role[] }[] = [
  { screen: "home", roles: ["coordinator", "physician", "senior"] },
  { screen: "screening", roles: ["coordinator", "physician"] },
  { screen: "annotate", roles: ["physician", "senior"] },
  { screen: "review", roles: ["senior"] },
  { screen: "agreement", roles: ["coordinator", "senior"] },
  { screen: "questions", roles: ["coordinator", "senior"] },
  { screen: "release", roles: ["coordinator"] },
  { screen: "study", roles: ["coordinator", "physician", "senior"] },
];

export const THEMES = ["light", "dark", "contrast", "system"] as const;
export type Theme = (typeof THEMES)[number];
const dark = matchMedia("(prefers-color-scheme: dark)");
const stored = localStorage.getItem("theme");
const theme: Theme = THEMES.find((name) => name === stored) ?? "system";
/** Puts a theme on the page; "system" follows the system, also while the window is open. */
function paint(next: Theme): void {
  document.documentElement.dataset["theme"] = next === "system" ? (dark.matches ? "dark" : "light") : next;
}
paint(theme);
dark.addEventListener("change", () => paint(frame.theme));

/** What somebody wanted while work was under way; it happens when that has ended. */
export type Leaving = "sign-out" | "close";

/** `closing`: the screen is hidden already, what was typed is being saved; `locked`: the program answers nothing. */
export type Lock = "open" | "closing" | "locked";

export const frame = $state<{
  session: SessionView | undefined;
  lock: Lock;
  screen: Screen;
  task: string | undefined;
  theme: Theme;
  refusal: string;
  leaving: Leaving | undefined;
}>({
  session: undefined,
  lock: "open",
  screen: "home",
  task: undefined,
  theme,
  refusal: "",
  leaving: undefined,
});

export const mayOpen = (screen: Screen): boolean =>
  screen === "settings" ||
  SCREENS.some((entry) => entry.screen === screen && entry.roles.some((role) => frame.session?.roles.includes(role)));

/** Goes to a screen, for a task of the home screen where one was chosen there. */
export function go(screen: Screen, task?: string): void {
  frame.refusal = "";
  frame.task = task;
  frame.screen = mayOpen(screen) ? screen : "home";
}

export function setTheme(next: Theme): void {
  frame.theme = next;
  paint(next);
  localStorage.setItem("theme", next);
}

export async function signedIn(session: SessionView): Promise<void> {
  try {
    await loadVocabulary(session.vocabulary);
  } catch (error) {
    refuse(error);
    return;
  }
  forgetRefusedBackup();
  frame.session = session;
  frame.lock = "open";
  frame.refusal = "";
  frame.screen = "home";
}
/** Whether somebody is signed in and at the machine: what is written then reaches the disk. */
export const isAtWork = (name: string): boolean => frame.session?.name === name && frame.lock !== "locked";

const leaving = new Set<() => Promise<void>>();
/** Something to be finished before the person signs out. */
export function beforeLeaving(run: () => Promise<void>): () => void {
  leaving.add(run);
  return () => leaving.delete(run);
}

const open = new Set<() => string>();
/** Something that is worth a question before the person signs out, in words; nothing when there is none. */
export function unfinished(say: () => string): () => void {
  open.add(say);
  return () => open.delete(say);
}
export const whatIsUnfinished = (): string[] => [...open].map((say) => say()).filter((text) => text !== "");

/** Finishes what waits to be written. */
export async function finish(): Promise<void> {
  await Promise.allSettled([...leaving].map((run) => run()));
}

export async function signOut(): Promise<void> {
  if (frame.lock === "open") await finish();
  if (workUnderWay()) {
    frame.leaving = "sign-out";
    return;
  }
  await call("study.close", null);
  signed(false);
  frame.session = undefined;
  frame.lock = "open";
}

/** Whether the window may close now; somebody is asked first while work is under way. */
export async function mayClose(): Promise<boolean> {
  await finish();
  if (!workUnderWay()) return true;
  frame.leaving = "close";
  return false;
}

/** Hides everything at once, saves what was typed, and asks for the password before anything is shown again. */
export async function lock(): Promise<void> {
  if (!frame.session || frame.lock !== "open") return;
  frame.lock = "closing";
  frame.refusal = "";
  signed(false);
  await finish();
  // The password may have come while the last letters were saved.
  if (frame.lock !== "closing") return;
  try {
    await call("study.lock", null);
  } finally {
    frame.lock = "locked";
  }
}
/** Goes on where it was left. */
export async function unlock(password: string): Promise<void> {
  const { folder = "", name = "" } = frame.session ?? {};
  frame.session = await begin("study.unlock", { folder, name, password }).answer;
  frame.lock = "open";
  // What could not be written before the lock is written now.
  await finish();
}

/** Shows a refusal; a session that is over asks for the password and goes on where it was. */
export function refuse(error: unknown): void {
  if (error instanceof CallError && error.refusal.code === "locked") {
    signed(false);
    if (frame.session) frame.lock = "locked";
    return;
  }
  frame.refusal = sentence(error);
}
