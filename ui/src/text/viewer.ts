// Names of the viewer's tools, each with its key.

import { keyOf } from "../commands/keys.svelte";
import type { CommandId } from "../commands/table";
import { t } from "./language.svelte";

/** A command's name with its key. */
export const nameWithKey = (id: CommandId): string => `${t().commands[id]} (${keyOf(id)})`;

export const viewerNames = () => ({
  in: nameWithKey("viewer.in"), out: nameWithKey("viewer.out"), fit: nameWithKey("viewer.fit"), actual: nameWithKey("viewer.actual"), rotate: nameWithKey("viewer.rotate"),
  light: nameWithKey("viewer.light"), keep: nameWithKey("viewer.keep"), brightness: t().viewer.brightness, contrast: t().viewer.contrast, asPhotographed: t().viewer.asPhotographed,
});
