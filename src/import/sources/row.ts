// A row of a source, as the readers of its columns see it.

import { isFields, type Fields } from "../../domain/shape.ts";
import { iso, type Instant } from "../../domain/time.ts";
import { fold } from "../names.ts";
import type { RowProblem } from "../readers/row.ts";
import type { ImportParameters } from "./parameters.ts";
import { readTime, type TimeUnit } from "./times.ts";

/** One row. It knows which of its columns were read, so that what is left behind can be told. */
export type Row = {
  readonly system: string;
  readonly parameters: ImportParameters;
  readonly now: Instant;
  /** The value of a column, or of what is in it ("data.locale"); undefined for null, "" and what databases write for null. */
  get(column: string): unknown;
  /** A column as text; numbers are written out. */
  text(column: string): string | undefined;
  time(column: string, unit: TimeUnit): Instant | undefined;
  flag(column: string): boolean | undefined;
  /** Says what is wrong with the row, which keeps it from being used. */
  wrong(reason: string, detail: string): void;
  /** Says what of the row cannot come along. */
  leave(what: string): void;
};

/** The rows of one file: one after the other, so that a million of them need no more than one. */
export type Rows = Row & {
  readonly open: (value: Fields) => void;
  /** Counts the columns that nothing reads, and returns what is wrong with the row. */
  readonly close: () => RowProblem | undefined;
};

type About = Pick<Row, "system" | "parameters" | "now" | "leave"> & {
  readonly ignored?: readonly string[] | undefined;
};

export function rowsOfFile(about: About): Rows {
  const columnsOf = columnsByShape();
  const read = new Set<string>(about.ignored?.map(fold));
  let row: Fields = {};
  let columns = columnsOf(row);
  let problem: RowProblem | undefined;

  const get = (path: string): unknown => {
    const whole = fold(path);
    const first = columns.names.has(whole) ? whole : whole.split(".")[0]!;
    read.add(first);
    const name = columns.names.get(first);
    if (columns.twice.has(first)) wrong("wrong-field", `${first} is there twice`);
    const found = name === undefined ? undefined : plain(row[name]);
    return first === whole ? found : within(found, path.split(".").slice(1));
  };
  const wrong = (reason: string, detail: string): void => {
    problem ??= { reason, detail };
  };
  return {
    ...about,
    get,
    wrong,
    ...typed({ get, wrong, times: about.parameters.times }),
    open(value) {
      [row, columns, problem] = [value, columnsOf(value), undefined];
    },
    close() {
      for (const [key, name] of columns.names)
        if (!read.has(key) && saysMuch(plain(row[name]))) about.leave(name);
      return problem;
    },
  };
}

/** So many different shapes of rows are remembered. A table has one. */
const MOST_SHAPES = 1_000;
const LONGEST_SHAPE = 10_000;

/** The names of a row's columns, by how they are looked for. With two for the same, nobody knows which one is meant. */
type Columns = { readonly names: ReadonlyMap<string, string>; readonly twice: ReadonlySet<string> };

function columnsByShape(): (value: Fields) => Columns {
  const known = new Map<string, Columns>();
  return (value) => {
    const names = Object.keys(value);
    const shape = names.join("\n");
    const found = known.get(shape);
    if (found !== undefined) return found;
    const keys = names.map(fold);
    const made = {
      names: new Map(names.map((name) => [fold(name), name])),
      twice: new Set(keys.filter((key, index) => keys.indexOf(key) < index)),
    };
    if (known.size < MOST_SHAPES && shape.length < LONGEST_SHAPE) known.set(shape, made);
    return made;
  };
}

/** Whether a value that is left behind is worth mentioning: not an empty list, and not "no". */
const saysMuch = (value: unknown): boolean =>
  typeof value === "object" && value !== null && !(value instanceof Date)
    ? Object.keys(value).length > 0
    : value !== undefined && value !== false;

type Untyped = Pick<Row, "get" | "wrong"> & { readonly times: TimeUnit | undefined };

/** Columns in the types that parts of a user have. */
const typed = ({ get, wrong, times }: Untyped): Pick<Row, "text" | "time" | "flag"> => ({
  text(column) {
    const found = get(column);
    if (found === undefined || typeof found === "string") return found;
    if (typeof found === "number") return `${found}`;
    if (found instanceof Date && !Number.isNaN(found.getTime())) return iso(found.getTime());
    wrong("wrong-field", `${column} is not text`);
    return undefined;
  },
  time(column, unit) {
    const found = get(column);
    if (found === undefined || NO_TIME.test(written(found))) return undefined;
    const instant = readTime(found, times ?? unit);
    if (typeof instant === "number") return instant;
    wrong("wrong-time", `${column} ${instant}`);
    return undefined;
  },
  flag(column) {
    const found = get(column);
    if (found === undefined) return undefined;
    const yes = FLAGS[written(found).toLowerCase()];
    if (yes === undefined) wrong("wrong-field", `${column} is neither true nor false`);
    return yes;
  },
});

const written = (value: unknown): string =>
  typeof value === "string" ? value : JSON.stringify(value);

/** What MySQL and WordPress write for "never". */
const NO_TIME = /^0000-00-00/;

/** As databases write them: t and f of one, 1 and 0, and the bits of another. */
const FLAGS: Readonly<Record<string, boolean>> = {
  true: true,
  t: true,
  1: true,
  yes: true,
  y: true,
  "\u0001": true,
  false: false,
  f: false,
  0: false,
  no: false,
  n: false,
  "\0": false,
};

/** Without the wrappings of dumps, and undefined for nothing. */
export function plain(value: unknown): unknown {
  if (value === null || value === "" || value === "NULL" || value === "\\N") return undefined;
  return isFields(value) ? unwrapped(value) : value;
}

/** MongoDB's extended JSON (v1 and v2), and the times of RethinkDB. */
function unwrapped(value: Fields): unknown {
  if ("$oid" in value) return value["$oid"];
  if ("$numberLong" in value) return wholeNumber(value["$numberLong"]);
  if ("$numberInt" in value) return Number(value["$numberInt"]);
  if ("$date" in value) {
    const date = plain(value["$date"]);
    const instant = readTime(date, typeof date === "number" ? "ms" : "text");
    return typeof instant === "number" ? new Date(instant) : date;
  }
  if (value["$reql_type$"] === "TIME") return new Date(Number(value["epoch_time"]) * 1_000);
  return value;
}

/** As text where no number is exact. */
const wholeNumber = (value: unknown): unknown =>
  Number.isSafeInteger(Number(value)) ? Number(value) : value;

function within(value: unknown, [name, ...more]: readonly string[]): unknown {
  if (name === undefined || value === undefined) return plain(value);
  const read = typeof value === "string" ? fromJson(value) : value;
  if (typeof read !== "object" || read === null) return undefined;
  const key = Object.keys(read).find((each) => fold(each) === fold(name));
  return key === undefined ? undefined : within(plain(Reflect.get(read, key)), more);
}

/** A JSON text that is in a column of a table. */
export function fromJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
