// Numbers and times for people.

export const number = (value: number, language: string): string => new Intl.NumberFormat(language).format(value);

export const percent = (value: number | null | undefined, language: string, digits = 0): string =>
  value === null || value === undefined
    ? "–"
    : new Intl.NumberFormat(language, {
        style: "percent",
        minimumFractionDigits: digits,
        maximumFractionDigits: digits,
      }).format(value);

export const coefficient = (value: number | null | undefined): string =>
  value === null || value === undefined ? "–" : value.toFixed(2);

export const dateTime = (ms: number, language: string): string =>
  new Intl.DateTimeFormat(language, { dateStyle: "medium", timeStyle: "short" }).format(ms);

/** Megabytes, of bytes. */
export const megabytes = (bytes: number, language: string): string =>
  new Intl.NumberFormat(language, { style: "unit", unit: "megabyte", maximumFractionDigits: 1 }).format(bytes / 1e6);

/** Minutes and seconds of active work. */
export const duration = (seconds: number): string =>
  `${Math.floor(seconds / 60)}:${String(Math.floor(seconds % 60)).padStart(2, "0")}`;
