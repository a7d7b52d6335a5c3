// The mail server is down for a day while mails keep coming, and then comes back: all of them arrive, and every
// link in them lives as long as promised. The day is simulated with a movable clock; the rows, the outbox, the
// sender, SMTP and the mail server are real.

import { DatabaseSync } from "node:sqlite";
import { join } from "node:path";
import { monitorEventLoopDelay } from "node:perf_hooks";
import { smtpMailer } from "../../src/adapters/smtp-mailer.ts";
import { hours, seconds, type Duration } from "../../src/domain/time.ts";
import { joined } from "../../src/features.ts";
import { startSender } from "../../src/outbox/sender.ts";
import type { Log } from "../../src/ports/log.ts";
import type { Mailer } from "../../src/ports/mailer.ts";
import type { PasswordHasher } from "../../src/ports/password-hasher.ts";
import { PASSWORD, testPostern, type TestPostern } from "../../src/testing/test-postern.ts";
import { farSink } from "./parts/far-sink.ts";
import { exactly, inSeconds, seen, type Figure } from "./parts/figures.ts";
import { aFolder } from "./parts/node.ts";
import { aWhile } from "./parts/wait.ts";

export type Outage = {
  readonly length: Duration;
  readonly mailsPerSecond: number;
  /** Is told the progress from time to time. */
  readonly tell?: (words: string) => void;
};

/** The time between two checks of the sender during the outage, by its clock. */
const STEP = seconds(10);

/** When links are opened, counted from the end of the outage. They live for 72 hours. */
const READ_AFTER = hours(71);

/** Nobody logs in here, and hashing hundreds of thousands of passwords would itself take a day. */
const NO_HASHES: PasswordHasher = {
  hash: async () => "no hash",
  verify: async () => false,
  isOutdated: () => false,
};

export async function mailServerDown(outage: Outage): Promise<readonly Figure[]> {
  using folder = aFolder();
  await using server = await farSink();
  const { port } = server;
  const from = "Postern <postern@accounts.example>";
  const mailer = smtpMailer({ host: "127.0.0.1", port, secure: false, from });
  const log = countingLog();
  await using app = await testPostern({
    database: new DatabaseSync(join(folder.path, "postern.db")),
    mailer,
    log,
    passwordHasher: NO_HASHES,
    limits: "off",
  });
  const people = await registerMeanwhile(app, outage);
  const waiting = countMails(app, "ended_on IS NULL");
  const inVain = log.times("mails-held");
  await server.up();
  const backOn = app.clock.now();
  const drained = await drain(app, mailer, { people, tell: outage.tell });
  const { taken, different, samples } = await server.report();
  app.clock.forward(backOn + READ_AFTER - app.clock.now());
  const dead = await countDead(app, samples);
  await mailer.close?.();
  return [
    seen("hours without a mail server", outage.length / hours(1)),
    seen("mails a second", outage.mailsPerSecond),
    seen("tries in vain", inVain),
    exactly("mails waiting when it came back", waiting, people),
    ...drained,
    exactly("mails lost", people - different, 0),
    exactly("mails taken twice", taken - different, 0),
    exactly("mails that did not end as sent", countMails(app, "state <> 'sent'"), 0),
    exactly("links that are dead 71 hours later, of all", deadLinks(app), 0),
    seen("links opened then", samples.length),
    exactly("links opened of which one was dead", dead, 0),
  ];
}

function countingLog(): Log & { times(event: string): number } {
  const times = new Map<string, number>();
  const count = (event: string): void => void times.set(event, (times.get(event) ?? 0) + 1);
  return { info: count, warn: count, error: count, times: (event) => times.get(event) ?? 0 };
}

/** People register during the whole outage, and the sender checks as often as its clock lets it. */
async function registerMeanwhile(
  app: TestPostern,
  { length, mailsPerSecond, tell = () => {} }: Outage,
): Promise<number> {
  const total = Math.round((length / 1_000) * mailsPerSecond);
  const started = app.clock.now();
  let people = 0;
  while (app.clock.now() < started + length) {
    app.clock.forward(STEP);
    const passed = app.clock.now() - started;
    const due = Math.round((passed / length) * total);
    await Promise.all(
      Array.from({ length: due - people }, (_, place) => register(app, people + place)),
    );
    people = due;
    while ((await app.postern.deliver()) > 0);
    if (passed % hours(1) === 0) tell(`  ${passed / hours(1)} h: ${people} mails wait`);
  }
  return people;
}

/** Through the route; as in reality, many (here two in three) use the same mail provider. */
async function register(app: TestPostern, place: number): Promise<void> {
  const email = `person-${place}@${place % 3 === 0 ? `company-${place % 500}` : "bigmail"}.example`;
  const body = JSON.stringify({ email, password: PASSWORD });
  const headers = { "content-type": "application/json", accept: "application/json" };
  const request = new Request(`${app.baseUrl}/register`, { method: "POST", headers, body });
  const { status } = await app.postern.fetch(request, { address: "198.51.100.7" });
  if (status !== 201) throw new Error(`A registration was answered with ${status}.`);
}

type Draining = { readonly people: number; readonly tell: Outage["tell"] };

/** The sender of a running process, with a running clock, until nothing waits any more. */
async function drain(
  { postern, clock }: TestPostern,
  mailer: Mailer,
  { people, tell = () => {} }: Draining,
): Promise<readonly Figure[]> {
  const hold = (await postern.context.store.outboxStatus()).hold;
  const pause = Math.max(0, (hold?.probeOn ?? 0) - clock.now());
  clock.forward(pause);
  const began = performance.now();
  let moved = began;
  const running = setInterval(() => {
    const now = performance.now();
    clock.forward(Math.round(now - moved));
    moved = now;
  }, 10);
  const standstill = monitorEventLoopDelay({ resolution: 5 });
  standstill.enable();
  const sender = startSender({ ...postern.context, mailer, mails: joined().mails });
  for (let waiting = people; waiting > 0;) {
    await aWhile(Math.min(10_000, people / 2));
    waiting = await postern.context.store.countWaiting();
    tell(`  ${inSeconds(performance.now() - began)} s: ${waiting} mails wait`);
  }
  await sender.stop();
  clearInterval(running);
  const took = performance.now() - began;
  return [
    seen("seconds until the next probe", inSeconds(pause)),
    seen("seconds from then until all had arrived", inSeconds(took)),
    seen("mails handed over a second", Math.round(people / (took / 1_000))),
    seen("longest the process stood still meanwhile", `${inSeconds(standstill.max / 1e6)} s`),
  ];
}

/** Opens the links of these mails, as they arrived, and counts those that do not work. */
async function countDead(app: TestPostern, mails: readonly string[]): Promise<number> {
  let dead = 0;
  for (const mail of mails) if (!(await opens(app, mail))) dead += 1;
  return dead;
}

async function opens(app: TestPostern, mail: string): Promise<boolean> {
  // Quoted-printable breaks long lines with an equals sign (RFC 2045 section 6.7).
  const text = mail.replaceAll("=\r\n", "");
  const link = /https:\/\/postern\.example\/confirm\/[\w.-]+/.exec(text)?.[0];
  if (link === undefined) return false;
  const headers = { accept: "application/json" };
  const answer = await app.postern.fetch(new Request(link, { headers }));
  return answer.status === 200 && ((await answer.json()) as { state?: string }).state === "ready";
}

const countMails = ({ database }: TestPostern, condition: string): number =>
  Number(database.prepare(`SELECT COUNT(*) AS many FROM mails WHERE ${condition}`).get()?.["many"]);

/** Links that were mailed and no longer work. */
function deadLinks({ database, clock }: TestPostern): number {
  const sql = `SELECT COUNT(*) AS many FROM mails LEFT JOIN links ON links.id = mails.link_id
    WHERE mails.state = 'sent' AND (links.id IS NULL OR links.ended_on IS NOT NULL OR links.expires_on <= ?)`;
  return Number(database.prepare(sql).get(clock.now())?.["many"]);
}
