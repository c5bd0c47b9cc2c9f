// What the keys of the viewer and of chosen marks do, for every screen with a photograph.

import { type CommandId, type Place, placesOf } from "./table";

/** What the stage can be asked. */
interface Stage {
  zoom: (factor: number) => void;
  reset: () => void;
  actualSize: () => void;
  rotate: () => void;
}

/** What the viewer does on a screen: only what has its key there, which may mean something else elsewhere. */
export const viewerHandlers = (
  place: Place,
  stage: () => Stage | undefined,
  viewing: () => { keep: boolean },
  light: () => void,
): Partial<Record<CommandId, () => void>> => {
  const all: [CommandId, () => void][] = [
    ["viewer.in", () => stage()?.zoom(1.25)],
    ["viewer.out", () => stage()?.zoom(0.8)],
    ["viewer.fit", () => stage()?.reset()],
    ["viewer.actual", () => stage()?.actualSize()],
    ["viewer.rotate", () => stage()?.rotate()],
    ["viewer.light", light],
    [
      "viewer.keep",
      () => {
        const seen = viewing();
        seen.keep = !seen.keep;
      },
    ],
  ];
  return Object.fromEntries(all.filter(([id]) => placesOf(id).includes(place)));
};

/** Keys that move and size the chosen mark; directions in steps, to the right and down. */
export const nudgeHandlers = (
  nudge: (dx: number, dy: number, sizing: boolean) => boolean,
): Partial<Record<CommandId, () => boolean>> => ({
  "mark.left": () => nudge(-1, 0, false),
  "mark.right": () => nudge(1, 0, false),
  "mark.up": () => nudge(0, -1, false),
  "mark.down": () => nudge(0, 1, false),
  "mark.wider": () => nudge(1, 0, true),
  "mark.narrower": () => nudge(-1, 0, true),
  "mark.taller": () => nudge(0, 1, true),
  "mark.shorter": () => nudge(0, -1, true),
});
