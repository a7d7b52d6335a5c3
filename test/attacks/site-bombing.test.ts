// A site as a mail bomb: one mail to each of thousands of strangers. No limit of a client or a mailbox sees it.

import { expect, test } from "vitest";
import { hours, minutes, seconds } from "../../src/domain/time.ts";
import { seededRandom } from "../../src/testing/random.ts";
import {
  bombedHour,
  clientOf,
  homeOf,
  longest,
  mixedDay,
  oneNode,
  passMinute,
  people,
  Person,
  quietDays,
  registers,
  toStrangers,
} from "./bombed-site.ts";
import { count } from "./tools.ts";

test("ten thousand registrations of strangers in an hour send fewer than 300 mails, and honest people have theirs", async () => {
  const { app, site } = await oneNode();
  await using _app = app;
  const crowd = people(site);
  expect(await quietDays(site, 2, () => crowd.next("home"))).toBe(0);
  const before = site.outgoing.sent.length;
  const kinds = ["home", "anywhere", "without scripts"] as const;
  const honest = await bombedHour(site, () => kinds.map((kind) => crowd.next(kind)));
  await passMinute(site, honest);
  expect(longest(crowd.come.home)).toBe(0);
  expect(longest(crowd.come.anywhere)).toBeLessThanOrEqual(minutes(2));
  expect(longest(crowd.come["without scripts"])).toBeLessThanOrEqual(minutes(2));
  expect(site.outgoing.sent.length - before).toBeLessThan(300);
  // Whoever comes afterwards, from anywhere, is not behind the ten thousand.
  expect(await quietDays(site, 1, () => crowd.next("anywhere"))).toBeLessThan(10);
  expect(toStrangers(site)).toBeLessThan(300);
  // What is left is what registrations leave: nothing of the bombing that is not bounded, or gone in time.
  expect(count(app, "withheld")).toBe(0);
  expect(count(app, "mails", "parked_on IS NOT NULL AND ended_on IS NULL")).toBe(0);
  expect(count(app, "links", "email LIKE '%@stranger.example'")).toBe(toStrangers(site));
  expect(count(app, "first_contact_networks")).toBeLessThanOrEqual(count(app, "addresses"));
  expect(count(app, "first_contact_hours")).toBeLessThanOrEqual(4 * 24);
});

test("a mix of all ways, by attackers who stay at the page, sends fewer than 300 mails in its hour and the day after", async () => {
  const { app, site } = await oneNode();
  await using _app = app;
  const crowd = people(site);
  await quietDays(site, 2, () => crowd.next("home"));
  let number = 0;
  const kinds = ["home", "anywhere", "home", "without scripts"] as const;
  await mixedDay(site, { attackedHours: 1 }, () =>
    crowd.next(kinds[(number += 1) % kinds.length]!),
  );
  expect(toStrangers(site)).toBeLessThan(300);
  expect(longest(crowd.come.home)).toBeLessThanOrEqual(minutes(10));
  // Everybody else waits as the strangers do, who are far more, and asks again once they have gone.
  expect(longest(crowd.come.anywhere)).toBeLessThanOrEqual(hours(5));
  expect(longest(crowd.come["without scripts"])).toBeLessThanOrEqual(hours(5));
});

test("attackers in the very networks of the site's people send no more than others, and people there wait as those of other networks do", async () => {
  const { app, site } = await oneNode();
  await using _app = app;
  const crowd = people(site);
  await quietDays(site, 2, () => crowd.next("home"));
  await mixedDay(site, { attackedHours: 1, from: homeOf }, () => crowd.next("home"));
  expect(toStrangers(site)).toBeLessThan(300);
  expect(longest(crowd.come.home)).toBeLessThanOrEqual(hours(4));
});

test("a mix that goes on all day sends no more than what honest people earn meanwhile", async () => {
  const { app, site } = await oneNode();
  await using _app = app;
  const crowd = people(site);
  await quietDays(site, 2, () => crowd.next("home"));
  await mixedDay(site, { attackedHours: 24 }, () => crowd.next("home"));
  expect(longest(crowd.come.home)).toBeLessThanOrEqual(minutes(10));
  expect(toStrangers(site)).toBeLessThan(600);
});

test.each([70, 100])(
  "on the day that a site begins, a thousand people of whom %i %% confirm register in an hour, a third at once, and nobody waits",
  async (share) => {
    const { app, site } = await oneNode();
    await using _app = app;
    const begun = site.clock.now();
    const confirming: { readonly person: Person; readonly on: number }[] = [];
    const draw = drawing(`launch of ${share}`);
    for (let number = 0; number < 1_000; number += 1) {
      const now = begun + arrival(number);
      site.clock.forward(now - site.clock.now());
      for (const { person } of confirming.filter(({ on }) => on <= now)) await person.confirms();
      confirming.splice(0, Infinity, ...confirming.filter(({ on }) => on > now));
      const person = new Person(site, `person${number}@example.com`, clientOf(number));
      await person.register();
      await site.deliver();
      expect(person.waited).toBe(0);
      if (draw() < share / 100) confirming.push({ person, on: now + timeToConfirm(draw) });
    }
    expect(count(app, "first_contact_hours", "parked > 0")).toBe(0);
  },
);

/** When the thousand of a launch come: a third in the first six minutes, the others evenly in the hour. */
const arrival = (number: number): number =>
  Math.round(
    number < 333
      ? (number * minutes(6)) / 333
      : minutes(6) + ((number - 333) * minutes(54)) / (1_000 - 333),
  );

/** Half need up to a minute and a half, one of twenty more than eight minutes, and one of a hundred a quarter of an hour. */
function timeToConfirm(draw: () => number): number {
  const normal = Math.sqrt(-2 * Math.log(1 - draw())) * Math.cos(2 * Math.PI * draw());
  return Math.round(seconds(90) * Math.exp(normal));
}

/** Numbers from 0 to 1, the same in every run. */
function drawing(seed: string): () => number {
  const random = seededRandom(seed);
  return () => Buffer.from(random.bytes(4)).readUInt32BE() / 2 ** 32;
}

test("asking for resets and mails of addresses without an account is bounded too, and owners' resets go out at once", async () => {
  const { app, site } = await oneNode();
  await using _app = app;
  const crowd = people(site);
  const owner = crowd.next("home");
  await owner.register();
  await site.deliver();
  await owner.confirms();
  site.clock.forward("2 hours");
  const pages = new Set<string>();
  for (let stranger = 0; stranger < 2_000; stranger += 1) {
    const browser = site.browser(clientOf(stranger));
    const email = `victim${stranger}@stranger.example`;
    // A registration that waits for the address is what makes "send it again" mail it.
    if (stranger < 20) await registers(site.browser(clientOf(10_000 + stranger)), email);
    await browser.json("POST", "/resend", { email });
    const { status, body } = await browser.json("POST", "/forgot", { email });
    pages.add(`${status} ${JSON.stringify(body).replaceAll(email, "")}`);
    site.clock.forward("1 second");
    if (stranger % 10 === 0) await site.deliver();
    if (stranger % 500 === 499) {
      const asked = site.clock.now();
      const answer = await site
        .browser(clientOf(20_000 + stranger))
        .json("POST", "/forgot", { email: owner.email });
      pages.add(`${answer.status} ${JSON.stringify(answer.body).replaceAll(owner.email, "")}`);
      await site.deliver();
      expect(site.outgoing.sent.at(-1)).toMatchObject({
        to: owner.email,
        kind: "reset",
        on: asked,
      });
      site.clock.forward("1 minute");
    }
  }
  for (let hour = 0; hour < 24; hour += 1) {
    await site.deliver();
    site.clock.forward("1 hour");
  }
  expect(pages.size).toBe(1);
  expect(toStrangers(site)).toBeLessThan(300);
  expect(count(app, "mails", "ended_on IS NULL")).toBe(0);
});

test("whoever uses up what the site sends by address learns from an own mailbox of no other address", async () => {
  const seen: unknown[] = [];
  for (const isOwned of [false, true]) {
    const { app, site } = await oneNode();
    await using _ = app;
    const victim = site.browser("198.51.100.7");
    await registers(victim, "victim@example.com");
    await site.deliver();
    const { code } = site.outgoing.sent.at(-1)!;
    if (isOwned) await victim.json("POST", "/unconfirmed/code", { code });
    else await victim.submit("/unconfirmed/cancel");
    app.clock.forward("30 hours");
    await site.deliver();
    const begun = app.clock.now();
    const arrivals: unknown[] = [];
    for (let asked = 0; asked < 30; asked += 1) {
      // The last but a few that anything is left for, and again when nothing is.
      for (const email of asked === 17 || asked === 25 ? ["victim@example.com"] : []) {
        await site.browser(clientOf(asked + 100)).json("POST", "/forgot", { email });
      }
      const email = `own${asked}@attacker.example`;
      await site.browser(clientOf(asked)).json("POST", "/forgot", { email });
      await site.deliver();
      app.clock.forward("1 second");
    }
    for (let minute = 0; minute < 240; minute += 1) {
      app.clock.forward("1 minute");
      await site.deliver();
    }
    for (const { to, on } of site.outgoing.sent)
      if (to.startsWith("own")) arrivals.push([to, on - begun]);
    expect(arrivals.length).toBeGreaterThan(10);
    expect(arrivals.length).toBeLessThan(30);
    seen.push(arrivals);
  }
  expect(seen[1]).toEqual(seen[0]);
});
