// Names of the viewer's tools, each with its key.

import { keyOf } from "../commands/keys.svelte";
import type { CommandId } from "../commands/table";
import { t } from "./language.svelte";

/** A command's name with its key. */
export const nameWithKey = (id: CommandId): string => t().app.named(t().commands[id], keyOf(id));

/** What the right mouse button offers on a photograph, wherever one is looked at. */
export const viewerItems = (
  stage:
    | {
        zoom: (factor: number) => void;
        reset: () => void;
        actualSize: () => void;
        rotate: () => void;
        center: (at: [number, number]) => void;
      }
    | undefined,
  at: [number, number],
) => [
  {
    label: t().commands["viewer.in"],
    keys: keyOf("viewer.in"),
    run: () => {
      stage?.center(at);
      stage?.zoom(1.6);
    },
  },
  { label: t().commands["viewer.out"], keys: keyOf("viewer.out"), run: () => stage?.zoom(0.625) },
  { label: t().menu.center, run: () => stage?.center(at) },
  { label: t().commands["viewer.fit"], keys: keyOf("viewer.fit"), run: () => stage?.reset() },
  {
    label: t().commands["viewer.actual"],
    keys: keyOf("viewer.actual"),
    run: () => {
      stage?.center(at);
      stage?.actualSize();
    },
  },
  { label: t().commands["viewer.rotate"], keys: keyOf("viewer.rotate"), run: () => stage?.rotate() },
];

export const viewerNames = () => ({
  in: nameWithKey("viewer.in"),
  out: nameWithKey("viewer.out"),
  fit: nameWithKey("viewer.fit"),
  actual: nameWithKey("viewer.actual"),
  rotate: nameWithKey("viewer.rotate"),
  light: nameWithKey("viewer.light"),
  keep: nameWithKey("viewer.keep"),
  brightness: t().viewer.brightness,
  contrast: t().viewer.contrast,
  asPhotographed: t().viewer.asPhotographed,
});
