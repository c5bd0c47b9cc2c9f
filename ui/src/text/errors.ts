// A refusal as a sentence that says what to do.

import { CallError } from "../backend/call";
import type { Contradiction, ReleaseObstacle } from "../backend/generated/types";
import { listed } from "./hints";
import { known, nameOf, t } from "./language.svelte";

export function sentence(error: unknown): string {
  const text = t().errors;
  if (!(error instanceof CallError)) return text.internal;
  const { code, args } = error.refusal;
  switch (code) {
    case "path_not_found":
    case "path_forbidden":
    case "study_not_found":
    case "file_access":
      return text[code](args["path"] ?? "");
    case "table_unreadable":
      return text.table_unreadable(args["path"], String(args["why"]));
    case "annotations_unreadable":
      return t().otherTools.unreadable(args["path"], String(args["why"]), args["line"]);
    case "subject_there":
      return text.subject_there(args["subject"]);
    case "release_unsound":
      return text.release_unsound(((args["findings"] as string[] | undefined) ?? []).join("; "));
    case "release_refused":
      return text.release_refused((args["obstacles"] as ReleaseObstacle[]).map(obstacle).join(" "));
    case "not_allowed":
      return known(text.not_allowed_because, String(args["why"])) ?? text.not_allowed;
    case "wait":
      return text.wait(args["seconds"]);
    case "too_few_physicians":
      return text.too_few_physicians(args["needed"], args["found"]);
    case "unknown_term":
      return text.unknown_term(nameOf(String(args["term"] ?? "")));
    case "contradiction": {
      const [first] = args["contradictions"] as Contradiction[];
      return first
        ? text.contradiction(
            `${first.lesion} · ${nameOf(first.field.split("/").at(-1) ?? "")}`,
            listed(first.values.map(nameOf)),
          )
        : text.internal;
    }
    default:
      return text[code];
  }
}

/** What stands in the way of a release. */
function obstacle(one: ReleaseObstacle): string {
  const text = t().errors;
  switch (one.what) {
    case "unfinished":
      return text.release_unfinished(`${one.count} ${known(t().release.reasons, one.fate) ?? one.fate}`);
    case "no_room":
      return text.release_no_room(one.needed_mb, one.free_mb);
    default:
      return text.release_obstacles[one.what];
  }
}
