// Files of what a list of the console shows.

import { dayIn } from "../../domain/calendar.ts";
import { inOneLine } from "../../domain/reason.ts";
import type { Answer } from "../../http/answer.ts";
import type { AuthenticatedExchange } from "../../http/route.ts";
import type { Context } from "../../ports/context.ts";

/** A file to keep. One that goes on in another says so in its name, to people, and in the header `Link`, to programs. */
export function download(
  { clock, settings }: Pick<Context, "clock" | "settings">,
  file: {
    readonly name: string;
    readonly ending: "csv" | "jsonl";
    readonly lines: readonly string[];
    readonly next: { readonly id: string; readonly path: string } | null;
  },
): Answer {
  const { name, ending, lines, next } = file;
  const day = dayIn(clock.now(), settings.timeZone);
  const more = next === null ? "" : `-next-${next.id}`;
  const end = ending === "csv" ? "\r\n" : "\n";
  return {
    status: 200,
    file: {
      type: ending === "csv" ? "text/csv" : "application/jsonl",
      text: lines.map((line) => `${line}${end}`).join(""),
      forAll: true,
    },
    json: { status: 200 },
    headers: {
      "content-disposition": `attachment; filename="${name}-${day}${more}.${ending}"`,
      ...(next !== null && { link: `<${next.path}>; rel="next"` }),
    },
  };
}

/** Notes who took out a file (decision 90), with its filters, but with nobody's address: the audit log has none. */
export function noteExport(
  { notes }: Pick<Context, "notes">,
  { current }: AuthenticatedExchange,
  file: string,
  of: { readonly rows: number; readonly filters: Readonly<Record<string, string>> },
): void {
  const set = Object.entries(of.filters)
    .filter(([, value]) => value !== "")
    .map(([name, value]) => (value.includes("@") || name === "q" ? name : `${name}=${value}`));
  const what = inOneLine([`${file}: ${of.rows} rows`, ...set].join(", ")).slice(0, 300);
  notes.exported({ actor: `admin:${current.user.id}`, what });
}
