// What the whole window shares: who is signed in, which screen, which theme, the last refusal.

import { CallError, call } from "../backend/call";
import type { Role, SessionView } from "../backend/generated/types";
import { sentence } from "../text/errors";

export type Screen = "home" | "screening" | "annotate" | "review" | "agreement" | "questions" | "release" | "exam" | "study";

/** Screens in the order of the work, and whose they are. */
export const SCREENS: { screen: Screen; roles: Role[] }[] = [
  { screen: "home", roles: ["coordinator", "physician", "senior"] },
  { screen: "screening", roles: ["coordinator", "physician"] },
  { screen: "annotate", roles: ["physician"] },
  { screen: "review", roles: ["senior"] },
  { screen: "agreement", roles: ["coordinator", "senior"] },
  { screen: "questions", roles: ["coordinator", "senior"] },
  { screen: "release", roles: ["coordinator"] },
  { screen: "exam", roles: ["physician"] },
  { screen: "study", roles: ["coordinator", "physician", "senior"] },
];

const theme = localStorage.getItem("theme") ?? (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light");
document.documentElement.dataset["theme"] = theme;

export const frame = $state<{ session: SessionView | undefined; screen: Screen; theme: string; refusal: string }>({
  session: undefined,
  screen: "home",
  theme,
  refusal: "",
});

export const mayOpen = (screen: Screen): boolean =>
  SCREENS.find((entry) => entry.screen === screen)?.roles.some((role) => frame.session?.roles.includes(role)) ?? false;

export function go(screen: Screen): void {
  frame.refusal = "";
  frame.screen = mayOpen(screen) ? screen : "home";
}

export function setTheme(next: string): void {
  frame.theme = next;
  document.documentElement.dataset["theme"] = next;
  localStorage.setItem("theme", next);
}

export function signedIn(session: SessionView): void {
  frame.session = session;
  frame.refusal = "";
  frame.screen = "home";
}

export async function signOut(): Promise<void> {
  await call("study.close", null);
  frame.session = undefined;
}

/** Shows a refusal; a lock leads back to the sign-in screen. */
export function refuse(error: unknown): void {
  if (error instanceof CallError && error.refusal.code === "locked") frame.session = undefined;
  frame.refusal = sentence(error);
}
