// Tables with separators: commas, semicolons or tabs.

import { pipeline, Readable } from "node:stream";
import { parse } from "csv-parse";
import { broken, LONGEST_ROW, NOT_UTF8, type Bytes, type FileRow } from "./row.ts";

type Parsed = { readonly record: readonly string[]; readonly info: { readonly lines: number } };

export type CsvOptions = {
  /** @default what the heading has most of */
  readonly delimiter: string;
  /** The names of the columns, for files without a heading. */
  readonly columns?: readonly string[] | undefined;
};

/** Rows as objects, by the names in the heading. A row with more or fewer columns is named. */
export async function* csvRows(
  bytes: Bytes,
  { delimiter, columns }: CsvOptions,
): AsyncIterable<FileRow> {
  const skipped: FileRow[] = [];
  let ended = 0;
  const parser = parse({
    bom: true,
    delimiter,
    info: true,
    max_record_size: LONGEST_ROW,
    // Guessed from the heading, a file with both kinds would have wrong values without an error.
    record_delimiter: ["\r\n", "\n", "\r"],
    relax_column_count: true,
    skip_empty_lines: true,
    skip_records_with_error: true,
    // What is left of a misplaced quotation mark is taken as it is, so that no row after it is lost.
    relax_quotes: true,
    on_record: (record: unknown) => {
      ended = (record as Parsed).info.lines;
      return record as string[];
    },
    on_skip: (error) => {
      skipped.push(broken(ended + 1, csvProblem(error?.code)));
      return undefined;
    },
  });
  // An error of the file ends the parser with it, and so is thrown by the loop below.
  pipeline(Readable.from(bytes), parser, () => undefined);
  let heading = columns;
  for await (const { record, info } of parser as AsyncIterable<Parsed>) {
    yield* skipped.splice(0);
    if (heading === undefined) heading = namesIn(record);
    else yield rowOf(heading, record, info.lines);
  }
  yield* skipped;
}

/** A second column of the same name gets an underscore, which does not count in names: so whoever reads either sees both. */
function namesIn(record: readonly string[]): readonly string[] {
  const names = new Set<string>();
  for (const written of record) {
    let name = written.trim();
    while (names.has(name)) name += "_";
    names.add(name);
  }
  return [...names];
}

function rowOf(heading: readonly string[], record: readonly string[], ended: number): FileRow {
  const whole = record.join("");
  const line = ended - (whole.match(/\n/g)?.length ?? 0);
  if (record.length !== heading.length) {
    const until = line === ended ? "" : ` (to line ${ended}: is a quotation mark missing?)`;
    return broken(line, `has ${record.length} columns, the heading has ${heading.length}${until}`);
  }
  if (record.some((value) => /^".*\\"/s.test(value))) return broken(line, BACKSLASH);
  if (whole.includes("\uFFFD")) return broken(line, NOT_UTF8);
  return { line, value: Object.fromEntries(heading.map((name, index) => [name, record[index]])) };
}

/** As PHP's `fputcsv` writes it, unless it is told not to. */
const BACKSLASH =
  'has a quotation mark behind a backslash: write it twice instead, in PHP with fputcsv(..., escape: "")';

const csvProblem = (code: string | undefined): string =>
  code === "CSV_MAX_RECORD_SIZE"
    ? "is longer than 1 MiB: is a quotation mark missing?"
    : "has a quotation mark that is not closed";

/** The separator that a heading has most of, outside of quotation marks. */
export function delimiterIn(heading: string): string {
  const bare = heading.replace(/"[^"]*"/g, "");
  const count = (delimiter: string): number => bare.split(delimiter).length;
  return [",", ";", "\t"].reduce((most, each) => (count(each) > count(most) ? each : most));
}
