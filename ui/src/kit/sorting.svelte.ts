// The order of a table: by one of its columns, up or down, or as it came.

type Cell = string | number | null | undefined;

export class Sorting<Row> {
  column = $state<string | undefined>();
  down = $state(false);

  /** What a row is sorted by, column by column; empty cells come last either way. */
  constructor(private readonly cells: Record<string, (row: Row) => Cell>) {}

  /** First up, then down, then as it came. */
  by(column: string): void {
    if (this.column !== column) [this.column, this.down] = [column, false];
    else if (!this.down) this.down = true;
    else [this.column, this.down] = [undefined, false];
  }
  sorted(rows: Row[], locale: string): Row[] {
    const cell = this.column === undefined ? undefined : this.cells[this.column];
    if (!cell) return rows;
    const names = new Intl.Collator(locale, { numeric: true });
    const isEmpty = (value: Cell) => value === null || value === undefined || value === "";
    return rows.toSorted((one, other) => {
      const [a, b] = [cell(one), cell(other)];
      if (isEmpty(a) || isEmpty(b)) return Number(isEmpty(a)) - Number(isEmpty(b));
      const order = typeof a === "number" && typeof b === "number" ? a - b : names.compare(String(a), String(b));
      return this.down ? -order : order;
    });
  }
}
