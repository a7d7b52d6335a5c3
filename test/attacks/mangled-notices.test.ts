// Notices and reports that are broken in every way: seeded mutations of genuine ones, most of them signed after they were broken.
//
// POSTERN_MUTATIONS=10000 npx vitest run test/attacks/mangled-notices.test.ts says how many; by default a few hundred.

import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { MAIL_HOOKS, type MailHook } from "../../src/domain/mail-hooks.ts";
import type { Log } from "../../src/ports/log.ts";
import { feedbackReport } from "../../src/testing/feedback-reports.ts";
import { eximText } from "../../src/testing/plain-reports.ts";
import { exchangeReport, eximReport, postfixReport } from "../../src/testing/reports.ts";
import {
  mailgunSigned,
  NOTICES,
  sendgridSigned,
  sesEvent,
  snsMessage,
  snsNotification,
  svixSigned,
  type Facts,
  type Kind,
  type Notice,
} from "../mail-hooks/notices.ts";
import { site, type Site } from "../mail-hooks/site.ts";

const COUNT = Number(process.env["POSTERN_MUTATIONS"] ?? 400);
const HOOK = "hook-9f8e7d6c5b4a39281706f5e4d3c2b1a0";
const BOUNCES = "bounces@postern.example";
const KINDS: readonly Kind[] = ["bounced", "suppressed", "deferred", "delivered", "complained"];

/** Whole numbers below a bound, the same for each seed. */
function dice(seed: string) {
  let count = 0;
  return (below: number): number =>
    createHash("sha256").update(`${seed} ${count++}`).digest().readUInt32BE() % below;
}

type Dice = ReturnType<typeof dice>;

const pick = <Value>(roll: Dice, from: readonly Value[]): Value => from[roll(from.length)]!;

const ODD: readonly unknown[] = [
  null,
  true,
  0,
  -1,
  1e308,
  "",
  " ",
  "\0",
  "\u202e\ud800",
  "x".repeat(20_000),
  [],
  {},
  [[]],
  "constructor",
  "__proto__",
  "toString",
  { constructor: 1 },
  ["__proto__"],
  "1e999",
  "-1",
  "2026-13-45T99:99:99Z",
  "smtp;".repeat(2_000),
  "5.1.1".repeat(2_000),
  "<".repeat(9_999),
];

/** Replaces, removes, doubles or renames one part of a value, at any depth. */
function odd(value: unknown, roll: Dice): unknown {
  if (typeof value !== "object" || value === null || roll(5) === 0) return pick(roll, ODD);
  if (Array.isArray(value)) {
    const place = roll(value.length + 1);
    const way = roll(3);
    if (way === 0) return value.concat(value);
    return way === 1
      ? value.toSpliced(place, 1)
      : value.with(place % value.length, odd(value[0], roll));
  }
  const entries = Object.entries(value);
  const place = roll(entries.length);
  const [name = "", part] = entries[place] ?? [];
  const way = roll(4);
  if (way === 0) return Object.fromEntries(entries.toSpliced(place, 1));
  if (way === 1)
    return Object.fromEntries(
      entries.with(place, [pick(roll, ["constructor", "toString", ""]), part]),
    );
  return { ...value, [name]: odd(part, roll) };
}

/** Cuts, doubles or replaces a few bytes. */
function mangled(text: string, roll: Dice): string {
  const from = roll(text.length + 1);
  const to = from + roll(40);
  const between = pick(roll, [
    "",
    text.slice(from, to).repeat(3),
    "\0",
    "\r\n\r\n",
    "é",
    "}",
    '"',
    "--",
    "[".repeat(5_000),
  ]);
  return text.slice(0, from) + between + text.slice(to);
}

/** A genuine notice that was broken, and signed after that, as far as it can be. */
function broken(service: MailHook, facts: Facts, roll: Dice): Notice {
  const kind = pick(roll, KINDS);
  const notice = NOTICES[service](kind, facts);
  const way = roll(3);
  if (way === 0) return { ...notice, body: mangled(notice.body, roll) };
  const { now } = facts;
  if (service === "ses") {
    const event = odd(sesEvent(kind, facts), roll);
    const fields = snsNotification(event, facts);
    return snsMessage(
      way === 1 ? fields : { ...fields, Message: mangled(fields["Message"]!, roll) },
    );
  }
  const parsed: unknown = JSON.parse(notice.body);
  if (service === "mailgun") {
    const event = odd((parsed as { "event-data": unknown })["event-data"], roll);
    return mailgunSigned(event as object, now);
  }
  const body = way === 1 ? JSON.stringify(odd(parsed, roll)) : mangled(notice.body, roll);
  if (service === "resend") return svixSigned(body, now);
  return service === "sendgrid" ? sendgridSigned(body, now) : { ...notice, body };
}

const REPORTS = [
  postfixReport,
  eximReport,
  exchangeReport,
  eximText,
  (facts: { to: string }) => feedbackReport({ to: BOUNCES, from: facts.to }),
];

/** Sends one broken request, and returns the status of the answer. */
async function send(here: Site, facts: Facts & { mailId: string }, roll: Dice): Promise<number> {
  const which = roll(MAIL_HOOKS.length + 2);
  const service = MAIL_HOOKS[which];
  if (service !== undefined) return (await here.post(service, broken(service, facts, roll))).status;
  const to = here.app.postern.context.returnPaths!.of(facts.mailId);
  const response = await here.app.browser().request("/hooks/bounce", {
    method: "POST",
    headers: { authorization: `Bearer ${HOOK}`, "content-type": "message/rfc822" },
    body: mangled(mangled(pick(roll, REPORTS)({ to }), roll), roll),
  });
  return response.status;
}

test(
  `${COUNT} broken notices and reports are answered, and break nothing`,
  { timeout: 30_000 + COUNT * 50 },
  async () => {
    const errors: unknown[] = [];
    const log: Log = {
      info: () => undefined,
      warn: () => undefined,
      error: (_, error) => void errors.push(error),
    };
    await using here = await site({ bounceAddress: BOUNCES, bounceSecret: HOOK, log });
    const mails = [];
    for (let place = 0; place < 5; place += 1) mails.push(await here.sent(`p${place}@example.com`));
    const statuses = new Map<number, number>();
    const heap: number[] = [];
    for (let number = 0; number < COUNT; number += 1) {
      const roll = dice(`mangled ${number}`);
      const status = await send(here, pick(roll, mails), roll);
      if (![200, 401, 413, 422].includes(status)) errors.push(`number ${number}: ${status}`);
      statuses.set(status, (statuses.get(status) ?? 0) + 1);
      if (number % 1_000 === 0) heap.push(heapNow());
    }
    expect(errors).toEqual([]);
    expect(new Set(statuses.keys())).toEqual(new Set([200, 401, 422]));
    if (COUNT >= 10_000) {
      process.stderr.write(`${JSON.stringify([...statuses])}, heap in MiB: ${heap.join(" ")}\n`);
      expect(heap.at(-1)! - heap[1]!).toBeLessThan(16);
    }
  },
);

/** In MiB; after a collection, if `node --expose-gc` allows one. */
function heapNow(): number {
  globalThis.gc?.();
  return Math.round(process.memoryUsage().heapUsed / 2 ** 20);
}
