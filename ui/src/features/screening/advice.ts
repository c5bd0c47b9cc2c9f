// What was measured of a photograph, as advice in words; a person decides.

import type { PhotographView } from "../../backend/generated/types";
import { t } from "../../text/language.svelte";

/** Variance of the Laplacian below which a picture is probably blurred. */
const BLURRED = 12;
/** Share of burnt-out or lost pixels, and mean brightness, beyond which the exposure is doubtful. */
const [CLIPPED, DARK, BRIGHT] = [0.1, 0.2, 0.85];

export const blurred = (photograph: PhotographView): boolean => photograph.quality.sharpness < BLURRED;
export const exposure = (photograph: PhotographView): string => {
  const { brightness, clipped } = photograph.quality;
  return brightness < DARK ? t().screening.dark : clipped > CLIPPED || brightness > BRIGHT ? t().screening.over : "";
};

/** Everything worth a second look, in words. */
export const advice = (photograph: PhotographView): string[] =>
  [
    blurred(photograph) ? t().screening.blurred : "",
    exposure(photograph),
    photograph.near ? t().screening.near : "",
  ].filter(Boolean);
