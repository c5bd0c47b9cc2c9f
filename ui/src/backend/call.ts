// The only door into the program.

import { Channel, invoke } from "@tauri-apps/api/core";
import { listen } from "@tauri-apps/api/event";
import { open } from "@tauri-apps/plugin-dialog";

import type { Commands, LongCommand } from "./generated/commands";
import type { AppError, Progress } from "./generated/types";

/** A refusal of the program: a code and what its sentence needs. */
export class CallError extends Error {
  constructor(readonly refusal: AppError) {
    super(refusal.code);
  }
}

function isRefusal(error: unknown): error is AppError {
  return typeof error === "object" && error !== null && "code" in error && "args" in error;
}

/** Asks the program for something; throws a CallError when it refuses. */
export function call<Name extends Exclude<keyof Commands, LongCommand>>(
  name: Name,
  input: Commands[Name][0],
): Promise<Commands[Name][1]> {
  return ask(name, input, "", () => undefined);
}

/** Begins long work, which tells its progress and is cancelled by its id; see `begin` in `work.svelte.ts`. */
export function callLong<Name extends LongCommand>(
  name: Name,
  input: Commands[Name][0],
  work: string,
  onProgress: (progress: Progress) => void,
): Promise<Commands[Name][1]> {
  return ask(name, input, work, onProgress);
}

async function ask<Name extends keyof Commands>(
  name: Name,
  input: Commands[Name][0],
  work: string,
  onProgress: (progress: Progress) => void,
): Promise<Commands[Name][1]> {
  const progress = new Channel<Progress>();
  progress.onmessage = onProgress;
  try {
    return await invoke("call", { name, input, work, progress });
  } catch (error) {
    if (isRefusal(error)) throw new CallError(error);
    throw new CallError({ code: "internal", args: { detail: String(error) } });
  }
}

/** Address of a picture. The longest side is 2048 px for a preview and 320 px for a thumbnail. */
export function photoUrl(id: string, size: "full" | "preview" | "thumbnail", unmasked = false): string {
  const base = navigator.userAgent.includes("Windows") ? "http://photo.localhost" : "photo://localhost";
  return `${base}/${id}/${size}${unmasked ? "/unmasked" : ""}`;
}

/** The same picture no larger than this many pixels of the screen; only of a preview. */
export const photoWithin = (url: string, { width, height }: { width: number; height: number }): string =>
  `${url}?within=${width}x${height}`;

/** Lets the person choose a folder; null when nothing was chosen. */
export async function chooseFolder(title: string): Promise<string | null> {
  return open({ directory: true, title });
}

/** Lets the person choose a file of these kinds; null when nothing was chosen. */
export async function chooseFile(title: string, extensions: string[]): Promise<string | null> {
  return open({ title, filters: [{ name: title, extensions }] });
}

/** Tells which files and folders were dropped on the window. */
export function onDrop(dropped: (paths: string[]) => void): Promise<() => void> {
  return listen<{ paths: string[] }>("tauri://drag-drop", ({ payload }) => dropped(payload.paths));
}

/** Shows the folder of a release in the system's file manager. */
export async function reveal(folder: string): Promise<void> {
  try {
    await invoke("reveal", { folder });
  } catch (error) {
    throw isRefusal(error) ? new CallError(error) : error;
  }
}

/**
 * Finishes something when the window is being closed and says whether it closes; it does after a few seconds anyway.
 */
export function onClosing(finish: () => Promise<boolean>): Promise<() => void> {
  return listen("closing", async () => {
    if (await finish()) await closeWindow();
    else await invoke("kept_open");
  });
}

/** Ends the program. */
export const closeWindow = (): Promise<void> => invoke("closed");
