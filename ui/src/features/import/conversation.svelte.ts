// What was decided about a folder so far, and how the program understands it with that. Every decision looks anew;
// only the newest look counts.

import { CallError } from "../../backend/call";
import { begin } from "../../backend/work.svelte";
import type {
  ImportInput,
  ImportPreview,
  ImportReport,
  Progress,
  SubjectFrom,
  TableField,
} from "../../backend/generated/types";

type Decided = Required<ImportInput>;
const nothing = (folder: string): Decided => ({
  folder,
  table: null,
  sheet: null,
  columns: {},
  keep_notes: false,
  subject_from: null,
  cells: [],
  subjects: {},
});

export class Conversation {
  decided = $state.raw<Decided>(nothing(""));
  preview = $state.raw<ImportPreview | undefined>();
  refusal = $state.raw<unknown>();
  looking = $state(false);
  /** How many files of the folder were compared with the study. */
  read = $state.raw<Progress | undefined>();
  /** Of the import itself. */
  progress = $state.raw<Progress | undefined>();
  report = $state.raw<ImportReport | undefined>();
  #looks = 0;

  get folder(): string {
    return this.decided.folder;
  }
  /** Whether nothing stands in the way. */
  get ready(): boolean {
    const { preview } = this;
    return (
      preview !== undefined &&
      !this.looking &&
      preview.undecided_tables.length === 0 &&
      preview.bad_cells.length === 0 &&
      (preview.photographs > preview.known || preview.changes.length > 0)
    );
  }

  #work: { readonly cancel: () => Promise<null> } | undefined;
  /** Ends looking or importing; what was imported stays. */
  cancel = (): void => void this.#work?.cancel();

  /** Another folder: what was decided about the one before does not hold for it. */
  open(folder: string, table: string | null = null): void {
    this.report = this.preview = undefined;
    void this.#decide({ ...nothing(folder.trim()), table });
  }
  chooseTable = (table: string | null) =>
    this.#decide({ ...nothing(this.folder), table, subject_from: this.decided.subject_from });
  chooseSheet = (sheet: string) => this.#decide({ ...this.decided, sheet, columns: {}, cells: [] });
  chooseColumn = (field: TableField, column: number | null) =>
    this.#decide({
      ...this.decided,
      columns: { ...this.decided.columns, [field]: column },
      cells: this.decided.cells.filter((cell) => cell.field !== field),
    });
  keepNotes = (keep_notes: boolean) => this.#decide({ ...this.decided, keep_notes });
  subjectFrom = (subject_from: SubjectFrom | null) => this.#decide({ ...this.decided, subject_from });
  correct = (lines: readonly number[], field: TableField, value: string) =>
    this.#decide({
      ...this.decided,
      cells: [
        ...this.decided.cells.filter((cell) => !lines.includes(cell.line) || cell.field !== field),
        ...lines.map((line) => ({ line, field, value })),
      ],
    });
  rename = (named: string, subject: string) =>
    this.#decide({ ...this.decided, subjects: { ...this.decided.subjects, [named]: subject } });
  again = () => this.#decide(this.decided);

  async #decide(decided: Decided): Promise<void> {
    this.decided = decided;
    if (!decided.folder) {
      this.preview = undefined;
      return;
    }
    const look = ++this.#looks;
    this.looking = true;
    this.read = undefined;
    try {
      const work = begin("import.preview", decided, (step) => {
        if (look === this.#looks) this.read = step;
      });
      this.#work = work;
      const preview = await work.answer;
      if (look !== this.#looks) return;
      this.preview = preview;
      this.refusal = undefined;
    } catch (error) {
      if (look !== this.#looks) return;
      this.preview = undefined;
      this.refusal = error;
    }
    this.looking = false;
  }

  async start(): Promise<void> {
    if (this.progress) return;
    this.progress = { done: 0, total: this.preview?.photographs ?? 1 };
    this.refusal = undefined;
    try {
      const work = begin("photograph.import", this.decided, (step) => (this.progress = step));
      this.#work = work;
      this.report = await work.answer;
      this.preview = undefined;
      this.decided = nothing("");
    } catch (error) {
      this.refusal = error;
      // What stands in the way now is shown.
      if (error instanceof CallError && error.refusal.code === "table_cells") void this.again();
    }
    this.progress = undefined;
  }
}
