// Work that is not on disk yet. It is written one piece after the other, and again when it was refused. When
// somebody else signs in it waits for its person to come back: nothing is written for anybody else.

/** Time after which what could not be written is tried again. */
const AGAIN_AFTER_MS = 5000;

/** What waits, by kind of work and person: it outlives the screen that it was done on. */
const waiting = new Map<string, Map<string, unknown>>();

export interface Writing<Work, Answer> {
  /** Kind of work: what waits of one kind is not seen by another. */
  kind: string;
  /** Whose work it is, and whether that person is signed in now. */
  session: { person: string; isOpen: () => boolean };
  write: (photograph: string, work: Work) => Promise<Answer>;
  /** It is on disk. */
  onwritten: (photograph: string, work: Work, answer: Answer) => void;
  /** It could not be written. It stays here, unless it is put anew or forgotten now. */
  onrefused: (error: unknown, photograph: string, work: Work) => void;
}

export class Unsaved<Work, Answer> {
  /** Whether all that was put here is on disk. */
  state = $state<"saved" | "saving" | "not_saved">("saved");
  readonly #waiting: Map<string, Work>;
  #writing: Promise<void> | undefined;
  #again: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly writing: Writing<Work, Answer>) {
    const owner = `${writing.kind}/${writing.session.person}`;
    const own = waiting.get(owner) ?? new Map<string, unknown>();
    waiting.set(owner, own);
    this.#waiting = own as Map<string, Work>;
  }

  get(photograph: string): Work | undefined {
    return this.#waiting.get(photograph);
  }
  put(photograph: string, work: Work): void {
    this.#waiting.set(photograph, work);
  }
  forget(photograph: string): void {
    this.#waiting.delete(photograph);
  }

  /** Writes what waits; true when all of it is on disk. */
  async flush(): Promise<boolean> {
    this.#writing ??= this.#write().finally(() => (this.#writing = undefined));
    await this.#writing;
    return this.#waiting.size === 0;
  }

  async #write(): Promise<void> {
    clearTimeout(this.#again);
    // What is refused does not keep the rest from being written.
    const refused = new Map<string, Work>();
    const next = () => [...this.#waiting].find(([photograph, work]) => refused.get(photograph) !== work);
    for (let piece = next(); piece && this.writing.session.isOpen(); piece = next()) {
      const [photograph, work] = piece;
      this.state = "saving";
      try {
        const answer = await this.writing.write(photograph, work);
        // What was put meanwhile is newer.
        if (this.#waiting.get(photograph) === work) this.#waiting.delete(photograph);
        this.writing.onwritten(photograph, work, answer);
      } catch (error) {
        refused.set(photograph, work);
        this.writing.onrefused(error, photograph, work);
      }
    }
    this.state = this.#waiting.size === 0 ? "saved" : "not_saved";
    if (this.#waiting.size > 0) this.#again = setTimeout(() => void this.flush(), AGAIN_AFTER_MS);
  }
}
