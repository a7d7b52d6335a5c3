// The mail server is down for a day while mails keep coming, and then comes back: all of them arrive,
// and every link in them lives. In one process with a clock that is moved.

import { hours, minutes, seconds, type Duration } from "../../src/domain/time.ts";
import type { PasswordHasher } from "../../src/ports/password-hasher.ts";
import type { Mailer, Message } from "../../src/ports/mailer.ts";
import { PASSWORD, testPostern, type TestPostern } from "../../src/testing/test-postern.ts";
import { exactly, inSeconds, seen, type Figure } from "./parts/figures.ts";

export type Outage = { readonly length: Duration; readonly mailsPerSecond: number };

/** Between two looks of the sender, by its clock. */
const STEP = seconds(10);

/** How many links are opened at the end: every so-manieth. */
const SAMPLE = 97;

/** Nobody logs in here. */
const NO_HASHES: PasswordHasher = {
  hash: async () => "no hash",
  verify: async () => false,
  isOutdated: () => false,
};

export async function mailServerDown({
  length,
  mailsPerSecond,
}: Outage): Promise<readonly Figure[]> {
  const server = mailServerThatIsDown();
  await using app = await testPostern({
    mailer: server.mailer,
    passwordHasher: NO_HASHES,
    limits: "off",
  });
  const total = Math.round((length / 1_000) * mailsPerSecond);
  const started = app.clock.now();
  let people = 0;
  while (app.clock.now() < started + length) {
    app.clock.forward(STEP);
    const due = Math.round(((app.clock.now() - started) / length) * total);
    await registerUntil(app, people, due);
    people = due;
    while ((await app.postern.deliver()) > 0);
  }
  const waiting = countMails(app, "ended_on IS NULL");
  server.comesBack();
  const backOn = app.clock.now();
  const drained = performance.now();
  const links = await drain(app, server.taken);
  return [
    seen("hours without a mail server", length / hours(1)),
    seen("mails a second", mailsPerSecond),
    seen("tries in vain", server.refused()),
    exactly("mails waiting when it came back", waiting, people),
    seen("simulated minutes until all had arrived", (app.clock.now() - backOn) / minutes(1)),
    seen("seconds this machine took to send them", inSeconds(performance.now() - drained)),
    exactly("mails lost", people - server.taken.size, 0),
    exactly("mails taken twice", server.copies(), 0),
    exactly("mails that did not end as sent", countMails(app, "state <> 'sent'"), 0),
    exactly("dead links among all that arrived", deadLinks(app), 0),
    exactly("links opened of which one was dead", links.dead, 0),
    seen("links opened", links.opened),
  ];
}

function mailServerThatIsDown() {
  const taken = new Map<string, Message>();
  let [isDown, refused, copies] = [true, 0, 0];
  const mailer: Mailer = {
    async send(message) {
      if (isDown) {
        refused += 1;
        return { ok: false, fault: "passing", answer: "connect ECONNREFUSED" };
      }
      if (taken.has(message.messageId)) copies += 1;
      taken.set(message.messageId, message);
      return { ok: true, answer: "250 taken" };
    },
  };
  return {
    mailer,
    taken,
    comesBack: () => void (isDown = false),
    refused: () => refused,
    copies: () => copies,
  };
}

/** Through the front door; only the hashing is left out, which would take days itself. */
async function registerUntil(app: TestPostern, from: number, to: number): Promise<void> {
  for (let place = from; place < to; place += 1) {
    const body = JSON.stringify({ email: `person-${place}@example.com`, password: PASSWORD });
    const headers = { "content-type": "application/json", accept: "application/json" };
    const request = new Request(`${app.baseUrl}/register`, { method: "POST", headers, body });
    const { status } = await app.postern.fetch(request, { address: "198.51.100.7" });
    if (status !== 201) throw new Error(`A registration was answered with ${status}.`);
  }
}

/** Moves on until all have arrived, and opens some of the links as soon as they are there. */
async function drain(
  app: TestPostern,
  taken: ReadonlyMap<string, Message>,
): Promise<{ readonly opened: number; readonly dead: number }> {
  const mostLooks = hours(2) / STEP;
  let [opened, dead, seenSoFar] = [0, 0, 0];
  for (let look = 0; look < mostLooks && countMails(app, "ended_on IS NULL") > 0; look += 1) {
    while ((await app.postern.deliver()) > 0);
    for (const message of [...taken.values()].slice(seenSoFar)) {
      seenSoFar += 1;
      if (seenSoFar % SAMPLE !== 0) continue;
      opened += 1;
      if (!(await opens(app, message))) dead += 1;
    }
    app.clock.forward(STEP);
  }
  return { opened, dead };
}

async function opens(app: TestPostern, { about }: Message): Promise<boolean> {
  const headers = { accept: "application/json" };
  const answer = await app.postern.fetch(new Request(about.links[0] ?? "", { headers }));
  return answer.status === 200 && ((await answer.json()) as { state?: string }).state === "ready";
}

const countMails = ({ database }: TestPostern, condition: string): number =>
  Number(database.prepare(`SELECT COUNT(*) AS many FROM mails WHERE ${condition}`).get()?.["many"]);

/** Links that were mailed and that open nothing any more, at the end of it all. */
function deadLinks({ database, clock }: TestPostern): number {
  const sql = `SELECT COUNT(*) AS many FROM mails LEFT JOIN links ON links.id = mails.link_id
    WHERE mails.state = 'sent' AND (links.id IS NULL OR links.ended_on IS NOT NULL OR links.expires_on <= ?)`;
  return Number(database.prepare(sql).get(clock.now())?.["many"]);
}
