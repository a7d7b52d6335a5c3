// The reports of real mail servers by LMTP, and a thousand messages that are none.

import fc from "fast-check";
import { readFileSync, readdirSync } from "node:fs";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { expect, test } from "vitest";
import { readReport, textOfMessage } from "../../src/domain/delivery-status.ts";
import { takeBounce } from "../../src/features/bounces/bounces.ts";
import { postfixReport } from "../../src/testing/reports.ts";
import { receivingSite, type ReceivingSite } from "./receiving.ts";

const FOLDER = new URL("reports/", import.meta.url);

const DONE = "250 2.6.0 The report is done with";

/** What a report may change. */
function changesOf({ app }: ReceivingSite): string {
  const rows = [
    "SELECT state, fault, answer FROM mails",
    "SELECT email_key, answer FROM suppressions",
    "SELECT mail_id, gist FROM unread_reports",
  ].map((sql) => app.database.prepare(sql).all());
  return JSON.stringify(rows);
}

/** One mail, sent to this address, of which nothing came back. */
function beginAnew({ app }: ReceivingSite, email: string): void {
  app.database.exec("DELETE FROM suppressions; DELETE FROM unread_reports");
  app.database
    .prepare("UPDATE mails SET state = 'sent', fault = NULL, answer = '250 ok', email = ?")
    .run(email);
}

test("each report of a real mail server does by LMTP what it does by command", async () => {
  await using site = await receivingSite();
  const { to } = await site.sent("known@remote.test");
  const client = await site.client();
  let dead = 0;
  const names = readdirSync(FOLDER);
  for (const name of names) {
    const bytes = readFileSync(new URL(name, FOLDER), "latin1");
    const message = Buffer.from(bytes.replaceAll("bounces+MAIL@postern.example", to), "latin1");
    const read = readReport(textOfMessage(message));
    const recipient = (read.ok ? read.value.failed[0] : undefined) ?? "known@remote.test";
    beginAnew(site, recipient);
    await takeBounce(site.app.postern.context, { message: textOfMessage(message) });
    const expected = changesOf(site);
    beginAnew(site, recipient);
    const replies = await client.bring({ to, message });
    expect([name, replies, changesOf(site)]).toEqual([name, [DONE], expected]);
    if (expected.includes('"dead"')) dead += 1;
  }
  expect(names.length).toBeGreaterThan(90);
  // All but those that only say that a mail is late.
  expect(dead).toBe(names.length - 5);
});

setFlagsFromString("--expose-gc");
const collect = runInNewContext("gc") as () => void;

function inUse(): number {
  collect();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}

/** Pieces of a genuine report in any order, between bytes of every kind. */
function malformed(to: string): fc.Arbitrary<Buffer> {
  const lines = postfixReport({ to })
    .split("\r\n")
    .map((line) => Buffer.from(`${line}\r\n`));
  const piece = fc.oneof(
    fc.constantFrom(...lines),
    fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes)),
    fc
      .constantFrom("\r\n", "\n", "\r", "--", "=?utf-8?b?", "\0", "..", "(", "<")
      .map((text) => Buffer.from(text)),
    fc.nat(40_000).map((length) => Buffer.alloc(length, "x: y; ")),
  );
  return fc.array(piece, { maxLength: 40 }).map((pieces) => Buffer.concat(pieces));
}

test("a thousand malformed messages are answered, and leave nothing in memory", async () => {
  await using site = await receivingSite();
  const { to } = await site.sent();
  const messages = fc.sample(malformed(to), { numRuns: 1_000, seed: 82 });
  const client = await site.client();
  let before = 0;
  for (const [each, message] of messages.entries()) {
    if (each === 200) before = inUse();
    const [reply] = await client.bring({ to, message });
    expect(reply).toMatch(/^(?:250 2\.6\.0|552 5\.3\.4) /);
  }
  const grown = inUse() - before;
  const brought = messages.slice(200).reduce((sum, { length }) => sum + length, 0);
  expect(grown).toBeLessThan(brought / 2);
  expect(await client.ask("NOOP")).toMatch(/^250/);
});
