// What the viewer's keys do, for every screen with a photograph.

import type { CommandId } from "./table";

/** What the stage can be asked. */
interface Stage {
  zoom: (factor: number) => void;
  reset: () => void;
  actualSize: () => void;
  rotate: () => void;
}

export const viewerHandlers = (stage: () => Stage | undefined, viewing: () => { keep: boolean }, light: () => void): Partial<Record<CommandId, () => void>> => ({
  "viewer.in": () => stage()?.zoom(1.25),
  "viewer.out": () => stage()?.zoom(0.8),
  "viewer.fit": () => stage()?.reset(),
  "viewer.actual": () => stage()?.actualSize(),
  "viewer.rotate": () => stage()?.rotate(),
  "viewer.light": light,
  "viewer.keep": () => {
    const seen = viewing();
    seen.keep = !seen.keep;
  },
});
