// Metrics for Prometheus, in its text format 0.0.4
// (https://prometheus.io/docs/instrumenting/exposition_formats/).

export type Labels = Readonly<Record<string, string>>;

export type Counter = { add(labels?: Labels, by?: number): void };

export type Histogram = { observe(value: number, labels?: Labels): void };

export type Registry = {
  /** Counts upwards from the start of the process. */
  counter(name: string, help: string): Counter;
  /** Its value is read whenever it is requested, and left out if it cannot be read. */
  gauge(name: string, help: string, read: () => number | undefined): void;
  /** Counts how often a value was at most each bound. `bounds` rise; values are in the unit of the name. */
  histogram(name: string, help: string, bounds: readonly number[]): Histogram;
  /** Everything in Prometheus's format. */
  text(): string;
};

export const CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";

/** An empty registry. Labels are Postern's own, from fixed lists: never an address, an id or a path. */
export function registry(): Registry {
  const families: (() => string)[] = [];
  const add = (name: string, type: string, help: string, lines: () => readonly string[]): void => {
    families.push(() =>
      [`# HELP ${name} ${help}`, `# TYPE ${name} ${type}`, ...lines()].join("\n"),
    );
  };
  return {
    counter(name, help) {
      const counts = new Map<string, number>();
      add(name, "counter", help, () =>
        [...counts].map(([labels, count]) => `${name}${labels} ${count}`),
      );
      return {
        add(labels = {}, by = 1) {
          const key = written(labels);
          counts.set(key, (counts.get(key) ?? 0) + by);
        },
      };
    },
    gauge(name, help, read) {
      add(name, "gauge", help, () =>
        [read()].filter((value) => value !== undefined).map((value) => `${name} ${value}`),
      );
    },
    histogram(name, help, bounds) {
      const series = new Map<string, Series>();
      add(name, "histogram", help, () =>
        [...series.values()].flatMap((one) => linesOf(name, bounds, one)),
      );
      return {
        observe(value, labels = {}) {
          const key = written(labels);
          let one = series.get(key);
          if (one === undefined)
            series.set(key, (one = { labels, counts: bounds.map(() => 0), sum: 0, count: 0 }));
          const bucket = bounds.findIndex((bound) => value <= bound);
          if (bucket >= 0) one.counts[bucket] = (one.counts[bucket] ?? 0) + 1;
          one.sum += value;
          one.count += 1;
        },
      };
    },
    text: () => `${families.map((family) => family()).join("\n")}\n`,
  };
}

type Series = { readonly labels: Labels; readonly counts: number[]; sum: number; count: number };

/** Buckets are cumulative: each counts all that are at most its bound. */
function linesOf(
  name: string,
  bounds: readonly number[],
  { labels, counts, sum, count }: Series,
): readonly string[] {
  let upTo = 0;
  const buckets = bounds.map((bound, place) => {
    upTo += counts[place] ?? 0;
    return `${name}_bucket${written({ ...labels, le: `${bound}` })} ${upTo}`;
  });
  return [
    ...buckets,
    `${name}_bucket${written({ ...labels, le: "+Inf" })} ${count}`,
    `${name}_sum${written(labels)} ${sum}`,
    `${name}_count${written(labels)} ${count}`,
  ];
}

function written(labels: Labels): string {
  const pairs = Object.entries(labels).map(([name, value]) => `${name}="${escaped(value)}"`);
  return pairs.length === 0 ? "" : `{${pairs.join(",")}}`;
}

const escaped = (value: string): string =>
  value.replaceAll("\\", "\\\\").replaceAll('"', '\\"').replaceAll("\n", "\\n");
