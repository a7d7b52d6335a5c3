// What a run of faults was: numbers, each with the promise it has to keep, where there is one.

export type Figure = {
  readonly what: string;
  readonly seen: number | string;
  /** The promise, as a table shows it: "0", "at most 60 s". Without one it only informs. */
  readonly promised?: string;
  readonly isKept: boolean;
};

/** Something worth knowing that nothing is promised about. */
export const seen = (what: string, value: number | string): Figure => ({
  what,
  seen: value,
  isKept: true,
});

/** A number that has to be exactly this. */
export const exactly = (what: string, value: number, promised: number): Figure => ({
  what,
  seen: value,
  promised: `${promised}`,
  isKept: value === promised,
});

export const atMost = (what: string, value: number, promised: number, unit = ""): Figure => ({
  what,
  seen: `${value}${unit}`,
  promised: `at most ${promised}${unit}`,
  isKept: value <= promised,
});

export const atLeast = (what: string, value: number, promised: number): Figure => ({
  what,
  seen: value,
  promised: `at least ${promised}`,
  isKept: value >= promised,
});

/** The figures that broke their promise: what a test expects to be none. */
export const broken = (figures: readonly Figure[]): readonly string[] =>
  figures
    .filter(({ isKept }) => !isKept)
    .map((figure) => `${figure.what}: ${figure.seen}, promised ${figure.promised ?? ""}`);

/** The value below which `share` of the values lie; 0 where there are none. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? 0;
}

/** Milliseconds as seconds with one digit. */
export const inSeconds = (milliseconds: number): number => Math.round(milliseconds / 100) / 10;
