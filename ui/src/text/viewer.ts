// Names of the viewer's tools, each with its key.

import { keyOf } from "../commands/keys.svelte";
import { type CommandId, type Place, placesOf } from "../commands/table";
import { t } from "./language.svelte";

/** A command's name with its key. */
export const nameWithKey = (id: CommandId): string => t().app.named(t().commands[id], keyOf(id));

/** A command's name, with its key where it has one on a screen. */
const nameOn = (place: Place, id: CommandId): string =>
  placesOf(id).includes(place) ? nameWithKey(id) : t().commands[id];

/** What the right mouse button offers on a photograph, wherever one is looked at. */
export const viewerItems = (
  place: Place,
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
  {
    label: t().commands["viewer.rotate"],
    keys: placesOf("viewer.rotate").includes(place) ? keyOf("viewer.rotate") : undefined,
    run: () => stage?.rotate(),
  },
];

export const viewerNames = (place: Place) => ({
  in: nameOn(place, "viewer.in"),
  out: nameOn(place, "viewer.out"),
  fit: nameOn(place, "viewer.fit"),
  actual: nameOn(place, "viewer.actual"),
  rotate: nameOn(place, "viewer.rotate"),
  light: nameOn(place, "viewer.light"),
  /** None where each photograph comes with a fresh view. */
  keep: placesOf("viewer.keep").includes(place) ? nameWithKey("viewer.keep") : undefined,
  brightness: t().viewer.brightness,
  contrast: t().viewer.contrast,
  asPhotographed: t().viewer.asPhotographed,
});
