// The results of a run of faults: numbers, each with the promise that it must keep, if there is one.

export type Figure = {
  readonly what: string;
  readonly seen: number | string;
  /** The promise, as a table shows it: "0", "at most 60 s". Without one it only informs. */
  readonly promised?: string;
  readonly isKept: boolean;
};

/** Something worth knowing for which there is no promise. */
export const seen = (what: string, value: number | string): Figure => ({
  what,
  seen: value,
  isKept: true,
});

/** A number that must be exactly this. */
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

/** The figures that broke their promise; a test expects none. */
export const broken = (figures: readonly Figure[]): readonly string[] =>
  figures
    .filter(({ isKept }) => !isKept)
    .map((figure) => `${figure.what}: ${figure.seen}, promised ${figure.promised ?? ""}`);

/** The value below which `share` of the values lie; 0 if there are none. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? 0;
}

/** Milliseconds as seconds with one digit. */
export const inSeconds = (milliseconds: number): number => Math.round(milliseconds / 100) / 10;
