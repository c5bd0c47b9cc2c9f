// The one table of everything that has a key: what the handlers, the tooltips, the sheet of keys
// and the settings are made of. Names stand in `text`.

/** Screens on which a command works; a photograph alone on the screening page is `single`. */
export type Place = "annotate" | "single" | "review" | "questions" | "everywhere";

interface Command {
  on: readonly Place[];
  /** As tinykeys writes them; the first is the one that is shown. */
  keys: readonly string[];
  /** Goes on while the key is held; what decides something does not. */
  repeats?: true;
}
const on = (places: Place | readonly Place[], ...keys: string[]): Command => ({
  on: typeof places === "string" ? [places] : places,
  keys,
});
const held = (command: Command): Command => ({ ...command, repeats: true });
const STEPPING = ["annotate", "single"] as const;
const MARKS = ["annotate", "single", "review"] as const;
const VIEWER = ["annotate", "single", "review"] as const;
/** In the question workshop R rejects, and each question comes with a fresh view of its photograph. */
const LOOKING = ["annotate", "single", "review", "questions"] as const;

export const COMMANDS = {
  "app.keys": on("everywhere", "[Shift]+?"),
  "app.settings": on("everywhere", "$mod+,"),
  "app.help": on("everywhere", "F1"),
  "photograph.next": held(on(STEPPING, "ArrowRight", "j")),
  "photograph.previous": held(on(STEPPING, "ArrowLeft", "k")),
  "photograph.forward": held(on(STEPPING, "PageDown")),
  "photograph.back": held(on(STEPPING, "PageUp")),
  "photograph.waiting": on("annotate", "w"),
  "viewer.in": held(on(LOOKING, "[Shift]++", "=", "NumpadAdd")),
  "viewer.out": held(on(LOOKING, "-", "NumpadSubtract")),
  "viewer.fit": on(LOOKING, "f"),
  "viewer.actual": on(LOOKING, "z"),
  "viewer.rotate": on(VIEWER, "r"),
  "viewer.light": on(LOOKING, "i"),
  "viewer.keep": on(VIEWER, "h"),
  "mark.select": on("annotate", "v"),
  "mark.point": on("annotate", "p"),
  "mark.box": on("annotate", "b"),
  "mark.polygon": on("annotate", "y"),
  "mark.ruler": on("annotate", "m"),
  "mark.place": on(MARKS, "Enter"),
  "mark.next": on(["annotate", "single"], "n"),
  "mark.delete": on(MARKS, "Delete", "Backspace"),
  "mark.left": held(on(MARKS, "Shift+ArrowLeft")),
  "mark.right": held(on(MARKS, "Shift+ArrowRight")),
  "mark.up": held(on(MARKS, "Shift+ArrowUp")),
  "mark.down": held(on(MARKS, "Shift+ArrowDown")),
  "mark.wider": held(on(MARKS, "Alt+Shift+ArrowRight")),
  "mark.narrower": held(on(MARKS, "Alt+Shift+ArrowLeft")),
  "mark.taller": held(on(MARKS, "Alt+Shift+ArrowDown")),
  "mark.shorter": held(on(MARKS, "Alt+Shift+ArrowUp")),
  "section.regions": on("annotate", "1"),
  "section.lesions": on("annotate", "2"),
  "section.relations": on("annotate", "3"),
  "section.differential": on("annotate", "4"),
  "section.reasoning": on("annotate", "5"),
  "section.treatment": on("annotate", "6"),
  "lesion.next": on("annotate", "l"),
  "lesion.copy": on("annotate", "$mod+d"),
  "annotate.browse": on("annotate", "t"),
  "annotate.guidelines": on("annotate", "g"),
  "annotate.overview": on("annotate", "o"),
  "annotate.views": on("annotate", "s"),
  "annotate.unsure": on("annotate", "Alt+u"),
  "annotate.comment": on("annotate", "Alt+c"),
  "annotate.copy": on("annotate", "c"),
  "annotate.cannot": on("annotate", "x"),
  "annotate.undo": held(on("annotate", "$mod+z")),
  "annotate.redo": held(on("annotate", "$mod+y", "$mod+Shift+z")),
  "annotate.submit": on("annotate", "$mod+Enter"),
  "screening.accept": on("single", "a"),
  "screening.unclear": on("single", "1"),
  "screening.bad_exposure": on("single", "2"),
  "screening.no_body_surface": on("single", "3"),
  "screening.shows_identity": on("single", "4"),
  "screening.duplicate": on("single", "5"),
  "screening.mask": on("single", "m"),
  "screening.undo": on("single", "$mod+z", "u"),
  "screening.grid": on("single", "Escape"),
  "review.a": on("review", "a", "1"),
  "review.b": on("review", "b", "2"),
  "review.c": on("review", "3"),
  "review.d": on("review", "4"),
  "review.e": on("review", "5"),
  "review.both": on("review", "s"),
  "review.neither": on("review", "n"),
  "review.own": on("review", "e"),
  "review.ask": on("review", "q"),
  "review.pair": on("review", "p"),
  "review.unpair": on("review", "u"),
  "review.rest": on("review", "Shift+a"),
  "review.next": held(on("review", "ArrowDown", "j")),
  "review.previous": held(on("review", "ArrowUp", "k")),
  "review.all": on("review", "v"),
  "review.undecided": on("review", "o"),
  "review.differential": on("review", "d"),
  "review.fused": on("review", "t"),
  "review.explain": on("review", "g"),
  "review.words": on("review", "w"),
  "review.take_words": on("review", "Shift+w"),
  "review.marks": on("review", "m"),
  "review.next_mark": on("review", "Shift+m"),
  "review.draw": on("review", "y"),
  "review.skip": on("review", "x", "ArrowRight"),
  "review.undo": held(on("review", "$mod+z")),
  "review.redo": held(on("review", "$mod+y", "$mod+Shift+z")),
  "review.sign": on("review", "$mod+Enter"),
  "questions.show": on("questions", "s"),
  "questions.approve": on("questions", "a"),
  "questions.reject": on("questions", "r"),
  "questions.edit": on("questions", "e"),
  "questions.marks": on("questions", "m"),
  "questions.undo": on("questions", "$mod+z", "u"),
} satisfies Record<string, Command>;

export type CommandId = keyof typeof COMMANDS;
export const commandIds = Object.keys(COMMANDS) as CommandId[];
export const repeats = (id: CommandId): boolean => (COMMANDS[id] as Command).repeats === true;
export const placesOf = (id: CommandId): readonly Place[] => COMMANDS[id].on;

/** Whether two commands can be there at the same time. */
export const meet = (a: CommandId, b: CommandId): boolean =>
  placesOf(a).some(
    (place) => place === "everywhere" || placesOf(b).includes(place) || placesOf(b).includes("everywhere"),
  );
