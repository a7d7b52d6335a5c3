// How well two sets of numbers can be distinguished, and how certain that is.

export type Apart = {
  /** The chance that a number of the second set is the larger: 0.5 if they cannot be distinguished. */
  readonly auc: number;
  /** It lies between these in 95 of 100 resamples. */
  readonly low: number;
  readonly high: number;
};

const RESAMPLES = 1_000;

/** The area under the curve of Mann and Whitney, with a bootstrap interval. */
export function tellApart(first: readonly number[], second: readonly number[]): Apart {
  const ordered = [
    ...first.map((value, place) => ({ value, isSecond: false, place })),
    ...second.map((value, place) => ({ value, isSecond: true, place })),
  ].toSorted((a, b) => a.value - b.value);
  const once = (length: number): Uint16Array => new Uint16Array(length).fill(1);
  const areas = Array.from({ length: RESAMPLES }, () =>
    areaOf(ordered, drawn(first.length), drawn(second.length)),
  ).toSorted((a, b) => a - b);
  return {
    auc: areaOf(ordered, once(first.length), once(second.length)),
    low: areas[Math.floor(RESAMPLES * 0.025)]!,
    high: areas[Math.ceil(RESAMPLES * 0.975) - 1]!,
  };
}

export function median(values: readonly number[]): number {
  const ordered = values.toSorted((a, b) => a - b);
  return ordered[Math.floor(ordered.length / 2)] ?? Number.NaN;
}

/** How often each place is drawn when as many are drawn as there are. */
function drawn(length: number): Uint16Array {
  const counts = new Uint16Array(length);
  for (let time = 0; time < length; time += 1) counts[Math.floor(Math.random() * length)]! += 1;
  return counts;
}

type Ordered = readonly {
  readonly value: number;
  readonly isSecond: boolean;
  readonly place: number;
}[];

/** One pass in ascending order; equal numbers count half. */
function areaOf(ordered: Ordered, first: Uint16Array, second: Uint16Array): number {
  let [firsts, seconds, area] = [0, 0, 0];
  for (let at = 0; at < ordered.length;) {
    let [equalFirsts, equalSeconds] = [0, 0];
    const { value } = ordered[at]!;
    for (; ordered[at]?.value === value; at += 1) {
      const { isSecond, place } = ordered[at]!;
      if (isSecond) equalSeconds += second[place]!;
      else equalFirsts += first[place]!;
    }
    area += equalSeconds * (firsts + equalFirsts / 2);
    firsts += equalFirsts;
    seconds += equalSeconds;
  }
  return area / (firsts * seconds);
}
