// What the whole window shares: who is signed in, which screen, which theme, the last refusal.

import { CallError, call } from "../backend/call";
import type { Role, SessionView } from "../backend/generated/types";
import { sentence } from "../text/errors";

export type Screen = "home" | "screening" | "annotate" | "review" | "agreement" | "questions" | "release" | "exam" | "study" | "settings";

/** Screens in the order of the work, and whose they are. */
export const SCREENS: { screen: Exclude<Screen, "settings">; roles: Role[] }[] = [
  { screen: "home", roles: ["coordinator", "physician", "senior"] },
  { screen: "screening", roles: ["coordinator", "physician"] },
  { screen: "annotate", roles: ["physician", "senior"] },
  { screen: "review", roles: ["senior"] },
  { screen: "agreement", roles: ["coordinator", "senior"] },
  { screen: "questions", roles: ["coordinator", "senior"] },
  { screen: "release", roles: ["coordinator"] },
  { screen: "exam", roles: ["physician"] },
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

export const frame = $state<{ session: SessionView | undefined; screen: Screen; theme: Theme; refusal: string }>({
  session: undefined,
  screen: "home",
  theme,
  refusal: "",
});

export const mayOpen = (screen: Screen): boolean =>
  screen === "settings" || SCREENS.some((entry) => entry.screen === screen && entry.roles.some((role) => frame.session?.roles.includes(role)));

export function go(screen: Screen): void {
  frame.refusal = "";
  frame.screen = mayOpen(screen) ? screen : "home";
}

export function setTheme(next: Theme): void {
  frame.theme = next;
  paint(next);
  localStorage.setItem("theme", next);
}

export function signedIn(session: SessionView): void {
  frame.session = session;
  frame.refusal = "";
  frame.screen = "home";
}

const leaving = new Set<() => Promise<void>>();
/** Something to be finished before the person signs out. */
export function beforeLeaving(run: () => Promise<void>): () => void {
  leaving.add(run);
  return () => leaving.delete(run);
}

export async function signOut(): Promise<void> {
  await Promise.allSettled([...leaving].map((run) => run()));
  await call("study.close", null);
  frame.session = undefined;
}

/** Shows a refusal; a lock leads back to the sign-in screen. */
export function refuse(error: unknown): void {
  if (error instanceof CallError && error.refusal.code === "locked") frame.session = undefined;
  frame.refusal = sentence(error);
}
