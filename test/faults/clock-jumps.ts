// A machine whose clock jumps back and forth by minutes, hours and a day, while people register: in the end
// everybody has one mail, and can log in. In one process.

import { hours, minutes, days } from "../../src/domain/time.ts";
import type { Browser } from "../../src/testing/browser.ts";
import type { Mailer, Message } from "../../src/ports/mailer.ts";
import { seededRandom } from "../../src/testing/random.ts";
import { PASSWORD, testPostern, type TestPostern } from "../../src/testing/test-postern.ts";
import { exactly, seen, type Figure } from "./parts/figures.ts";

export type ClockJumps = { readonly jumps: number; readonly seed: string };

/** How far it is off. A link looks older or younger by as much: it lives for three days. */
const WRONG = [0, minutes(-5), minutes(5), hours(-1), hours(1), days(-1), days(1)];

type Person = { readonly email: string; readonly browser: Browser };

/** Between two jumps one person registers, and usually due mails are sent. */
export async function clockJumps({ jumps, seed }: ClockJumps): Promise<readonly Figure[]> {
  const mails: Message[] = [];
  const mailer: Mailer = {
    async send(message) {
      mails.push(message);
      return { ok: true, answer: "250 taken" };
    },
  };
  await using app = await testPostern({ limits: "off", mailer });
  const random = seededRandom(seed);
  const people: Person[] = [];
  let [off, failed] = [0, 0];
  const goWrongBy = (wrong: number): void => {
    app.clock.forward(wrong - off);
    off = wrong;
  };
  for (let place = 0; place < jumps; place += 1) {
    goWrongBy(WRONG[random.bytes(1)[0]! % WRONG.length]!);
    const person = { email: `person-${place}@example.com`, browser: app.browser() };
    if (!(await registers(person))) failed += 1;
    people.push(person);
    if (place % 3 > 0) await app.mails();
    app.clock.forward(minutes(1));
  }
  goWrongBy(0);
  await untilAllAreSent(app);
  return [
    seen("jumps of the clock, of up to a day", jumps),
    exactly("registrations that failed", failed, 0),
    ...(await reckoning(app, people, mails)),
  ];
}

const registers = async ({ email, browser }: Person): Promise<boolean> =>
  (await browser.json("POST", "/register", { email, password: PASSWORD })).status === 201;

/** The correct clock runs until nothing waits; for at most a day and an hour. */
async function untilAllAreSent(app: TestPostern): Promise<void> {
  const began = app.clock.now();
  const { store } = app.postern.context;
  for (;;) {
    await app.mails();
    const waited = app.clock.now() - began;
    if ((await store.countWaiting()) === 0 || waited > days(1) + hours(1)) return;
    app.clock.forward(minutes(5));
  }
}

async function reckoning(
  app: TestPostern,
  people: readonly Person[],
  mails: readonly Message[],
): Promise<readonly Figure[]> {
  const mailed = new Set(mails.map(({ to }) => to));
  const counted = { unconfirmed: 0, lockedOut: 0 };
  for (const { email, browser } of people) {
    const link = mails.find(({ to }) => to === email)?.about.links[0] ?? "";
    const token = link.slice(link.lastIndexOf("/") + 1);
    const confirmed = await browser.json("POST", "/confirm", { link: token });
    if (confirmed.status !== 200) counted.unconfirmed += 1;
    const login = await app.browser().json("POST", "/login", { email, password: PASSWORD });
    if (login.status !== 200) counted.lockedOut += 1;
  }
  const audit = "SELECT COUNT(*) AS many FROM audit WHERE act = 'confirmed'";
  const confirmations = Number(app.database.prepare(audit).get()?.["many"]);
  return [
    exactly("people without a mail", people.length - mailed.size, 0),
    exactly("mails sent twice", mails.length - mailed.size, 0),
    exactly("people whose link did not confirm", counted.unconfirmed, 0),
    exactly("confirmations in the audit log", confirmations, people.length),
    exactly("people who could not log in then", counted.lockedOut, 0),
  ];
}
