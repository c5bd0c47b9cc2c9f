// How many photographs or questions are left out, and why.

import { known, locale, t } from "../../text/language.svelte";
import { number } from "../../view/format";

export function left(reason: string, count = 0): string {
  return `${number(count, locale())} ${known(t().release.reasons, reason) ?? reason}`;
}
