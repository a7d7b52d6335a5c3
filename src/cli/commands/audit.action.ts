// `postern audit …`: who did what, when, and why. The log contains no addresses, only ids.

import { closeSync, fsyncSync, rmSync, writeFileSync } from "node:fs";
import { jsonText } from "../../domain/json-text.ts";
import { days, type Instant } from "../../domain/time.ts";
import { readAudit } from "../../features/admin/admin.ts";
import { auditJson } from "../../features/console/audit-json.ts";
import type { AuditEntry } from "../../ports/admin-store.ts";
import { csv } from "../../domain/csv.ts";
import { withDatabase, type CommandContext } from "../with-database.ts";
import { exitCodes, Refused } from "../exit.ts";
import type { Globals } from "../globals.ts";
import { openNew } from "../new-file.ts";
import { count, iso, oneLine, print, printJson, say, shortTime, table } from "../output.ts";
import { progress } from "../progress.ts";
import { theUser } from "../the-user.ts";
import { ID, refuseReversed } from "./words.ts";

export type AuditFlags = {
  readonly user?: string;
  readonly act?: string;
  readonly actor?: string;
  readonly since?: Instant;
  readonly until?: Instant;
  readonly limit: number;
  readonly after?: string;
  readonly csv?: true;
};

/** Prints a page of the audit log, newest first. */
export const listAuditLog = (flags: AuditFlags, globals: Globals): Promise<void> =>
  withDatabase(globals, "ready", async (opened) => {
    const { act, actor, since, limit, after } = flags;
    refuseReversed(flags, "since", "until");
    const query = {
      act,
      actor,
      since,
      until: flags.until === undefined ? undefined : flags.until + days(1),
      userId: flags.user === undefined ? undefined : await idOf(opened, flags.user),
    };
    const total = await opened.context.store.countAudit(query);
    const lines = await opened.context.store.listAudit({ ...query, limit, after });
    const next = lines.length === limit ? (lines.at(-1)?.id ?? null) : null;
    if (globals.json) return printJson({ audit: lines.map(auditJson), total, next });
    if (flags.csv) print(asCsv(lines));
    else if (lines.length === 0) return say("There are no such lines.");
    else print(asTable(lines));
    say(`${count(lines.length, "line")} of ${total.toLocaleString("en")}.`);
    if (next !== null) say(`More: --after ${next}`);
  });

/** The log outlives its users: an id may be of a user who no longer exists. */
const idOf = async (opened: CommandContext, wanted: string): Promise<string> =>
  wanted.includes("@") ? (await theUser(opened, wanted)).id : idIn(wanted);

function idIn(wanted: string): string {
  if (ID.test(wanted)) return wanted.toLowerCase();
  throw new Refused(
    "user",
    `--user: give an address, or an id like 019aa5f0-7c1e-7d3a-9b1f-1c2d3e4f5a6b, not "${wanted}".`,
    exitCodes.usage,
  );
}

const asCsv = (lines: readonly AuditEntry[]): string =>
  csv(
    ["id", "happened_on", "actor", "act", "user_id", "detail"],
    lines.map((line) => [
      line.id,
      iso(line.happenedOn),
      line.actor,
      line.act,
      line.userId,
      line.detail,
    ]),
  );

const asTable = (lines: readonly AuditEntry[]): string =>
  table(
    [
      { title: "when (UTC)" },
      { title: "act" },
      { title: "by" },
      { title: "user", style: "dim" },
      { title: "detail" },
    ],
    lines.map((line) => [
      shortTime(line.happenedOn),
      line.act,
      line.actor,
      line.userId ?? "–",
      oneLine(line.detail),
    ]),
  );

/** Writes the whole log, oldest first, page by page. Lines that are added in the meantime may be included. */
export const exportAuditLog = (file: string, globals: Globals): Promise<void> =>
  withDatabase(globals, "ready", async ({ context }) => {
    const handle = openNew(file);
    let lines = 0;
    try {
      const shown = progress("lines written", Math.max(1, await context.store.countAudit({})));
      for await (const page of readAudit(context)) {
        const text = page.map((line) => `${jsonText(auditJson(line))}\n`).join("");
        // A page is written before the next is read, so no more than one is ever in memory.
        writeFileSync(handle, text);
        lines += page.length;
        shown.at(lines);
      }
      shown.end();
      fsyncSync(handle);
    } catch (error) {
      rmSync(file, { force: true });
      throw error;
    } finally {
      closeSync(handle);
    }
    if (globals.json) printJson({ file, lines });
    else print(`${count(lines, "line")} of the audit log written to ${file}.`);
  });
