// A site as strangers see it who want it to mail thousands of mailboxes, and as its own people see it meanwhile.

import type { Instant } from "../../src/domain/time.ts";
import type { Mailer } from "../../src/ports/mailer.ts";
import type { Browser } from "../../src/testing/browser.ts";
import type { MovableClock } from "../../src/testing/clock.ts";
import { PASSWORD, testPostern, type TestPostern } from "../../src/testing/test-postern.ts";
import { registerSolving, smallPuzzles } from "./proof-tools.ts";

/** A site on one node or on three. */
export type Site = {
  readonly clock: MovableClock;
  browser(client: string): Browser;
  /** Sends what is due, until nothing is. */
  deliver(): Promise<void>;
  readonly outgoing: Outgoing;
};

export type SentMail = { readonly to: string; readonly kind: string; readonly code: string };

/** A mail server that takes everything, and remembers of each mail who got it when. */
export type Outgoing = Mailer & { readonly sent: (SentMail & { readonly on: Instant })[] };

export function outgoing(clock: () => MovableClock): Outgoing {
  const sent: (SentMail & { readonly on: Instant })[] = [];
  return {
    sent,
    send: async ({ to, about }) => {
      sent.push({ to, kind: about.kind, code: about.code ?? "", on: clock().now() });
      return { ok: true, answer: "250 taken" };
    },
  };
}

/** A site on one node, in this process. */
export async function oneNode(): Promise<{ app: TestPostern; site: Site }> {
  const mailer = outgoing(() => app.clock);
  const app: TestPostern = await testPostern({ mailer });
  smallPuzzles(app.postern, 2);
  const site: Site = {
    clock: app.clock,
    browser: (client) => app.browser({ client }),
    async deliver() {
      while ((await app.postern.deliver()) > 0);
    },
    outgoing: mailer,
  };
  return { app, site };
}

/** An address somewhere on the internet, another one for each number below a million. */
export function clientOf(number: number): string {
  const mixed = (number * 2_654_435_761) % 2 ** 32;
  const octet = (shift: number): number => Math.floor(mixed / 2 ** shift) % 256;
  return `${20 + (octet(24) % 180)}.${octet(16)}.${octet(8)}.${octet(0)}`;
}

/** One of a dozen networks that the site's people are at home in. */
export const homeOf = (number: number): string =>
  `198.${51 + (number % 12)}.${Math.floor(number / 250) % 250}.${1 + (number % 250)}`;

/** Somebody who registers, and confirms as soon as the mail is there. */
export class Person {
  readonly email: string;
  readonly browser: Browser;
  registeredOn: Instant = 0;
  #isConfirmed = false;
  readonly #site: Site;
  readonly #scripts: boolean;

  constructor(site: Site, email: string, client: string, scripts = true) {
    this.email = email;
    this.browser = site.browser(client);
    this.#site = site;
    this.#scripts = scripts;
  }

  async register(): Promise<void> {
    const { email } = this;
    this.registeredOn = this.#site.clock.now();
    if (this.#scripts) await registers(this.browser, email);
    else await this.browser.submit("/register", { email, password: PASSWORD });
  }

  /** Stays at the waiting page until the mail is there. Without scripts it reloads itself every minute. */
  async stays(): Promise<void> {
    if (this.#isConfirmed) return;
    if (this.mail === undefined) {
      await (this.#scripts
        ? this.browser.json("GET", "/unconfirmed")
        : this.browser.open("/unconfirmed"));
    }
    await this.confirms();
  }

  /** Where the mail was withheld, asks for another one. */
  async asksAgain(): Promise<void> {
    if (this.#isConfirmed) return;
    const { body } = await this.browser.json("GET", "/unconfirmed");
    if ((body["mail"] as { reason?: string }).reason === "withheld-busy") {
      await this.browser.json("POST", "/resend");
    }
  }

  get mail() {
    return this.#site.outgoing.sent.find(({ to }) => to === this.email);
  }

  /** After how long the mail was there; Infinity while it is not. */
  get waited(): number {
    return (this.mail?.on ?? Infinity) - this.registeredOn;
  }

  async confirms(): Promise<void> {
    const { mail } = this;
    if (mail === undefined || this.#isConfirmed) return;
    const { status } = await this.browser.json("POST", "/unconfirmed/code", { code: mail.code });
    if (status !== 200) throw new Error(`${this.email} could not confirm: ${status}`);
    this.#isConfirmed = true;
  }
}

export async function registers(browser: Browser, email: string): Promise<void> {
  const { status } = await registerSolving(browser, { email, password: PASSWORD });
  if (status !== 201) throw new Error(`${email} could not register: ${status}`);
}

/** Somebody from where people have confirmed before, or from anywhere, with scripts or without. */
export type Kind = "home" | "anywhere" | "without scripts";

/** People of the site, one after the other, numbered for all of the test. */
export function people(site: Site) {
  let number = 0;
  const come: Record<Kind, Person[]> = { home: [], anywhere: [], "without scripts": [] };
  return {
    next(kind: Kind): Person {
      number += 1;
      const client = kind === "home" ? homeOf(number) : clientOf(900_000 + number);
      const email = `person${number}@example.com`;
      const person = new Person(site, email, client, kind !== "without scripts");
      come[kind].push(person);
      return person;
    },
    /** Who has come so far. */
    come: come as Readonly<Record<Kind, readonly Person[]>>,
  };
}

/** So many days on which a hundred people a day register and confirm. Returns those whose mail was not there at once. */
export async function quietDays(site: Site, count: number, next: () => Person): Promise<number> {
  let late = 0;
  for (let person = 0; person < count * 100; person += 1) {
    const somebody = next();
    await somebody.register();
    await site.deliver();
    if (somebody.waited > 0) late += 1;
    site.clock.forward("5 minutes");
    await site.deliver();
    await somebody.confirms();
    site.clock.forward(1_000 * (14 * 60 + 24 - 5 * 60));
  }
  await site.deliver();
  return late;
}

/** How many mails strangers got. */
export const toStrangers = (site: Site): number =>
  site.outgoing.sent.filter(({ to }) => to.endsWith("@stranger.example")).length;

/** How long somebody waited at most. */
export const longest = (waited: readonly Person[]): number =>
  Math.max(...waited.map((person) => person.waited));

/** An hour in which so many clients register a stranger each, and every five minutes some people come. */
export async function bombedHour(site: Site, come: () => readonly Person[], count = 10_000) {
  const honest: Person[] = [];
  for (let minute = 0; minute < 60; minute += 1) {
    const strangers = Array.from({ length: count }, (_, number) => number);
    await inTwenties(
      strangers.filter((number) => number % 60 === minute),
      (number) => registers(site.browser(clientOf(number)), `victim${number}@stranger.example`),
    );
    if (minute % 5 === 4) {
      for (const person of come()) {
        await person.register();
        honest.push(person);
      }
    }
    await passMinute(site, honest);
  }
  return honest;
}

/**
 * Attackers who ask for a mail to another stranger each time, in every way that there is: by registering, after which
 * they stay at the page; by address; and by changing the address of ten accounts that they have confirmed themselves.
 */
async function mixedAttackers(site: Site, from: (number: number) => string) {
  let number = 0;
  let waiting: Browser[] = [];
  const accounts: Browser[] = [];
  for (let account = 0; account < 10; account += 1) {
    const owner = new Person(site, `own${account}@attacker.example`, clientOf(700_000 + account));
    await owner.register();
    await site.deliver();
    await owner.confirms();
    accounts.push(owner.browser);
  }
  const next = (): string => `victim${(number += 1)}@stranger.example`;
  return {
    async register(count: number): Promise<void> {
      for (const browser of waiting) await browser.json("GET", "/unconfirmed");
      waiting = [];
      for (let each = 0; each < count; each += 1) {
        const email = next();
        const browser = site.browser(from(number));
        await registers(browser, email);
        waiting.push(browser);
      }
    },
    async askByAddress(): Promise<void> {
      const browser = site.browser(clientOf(300_000 + number));
      await browser.json("POST", "/resend", { email: `victim${number}@stranger.example` });
      await browser.json("POST", "/forgot", { email: next() });
    },
    async changeAddresses(): Promise<void> {
      for (const account of accounts) {
        await account.json("POST", "/login/again", { password: PASSWORD });
        await account.json("POST", "/profile/email", { email: next() });
      }
    },
  };
}

/** A day and an hour, of which some hours are attacked. Every 15 minutes somebody comes, and who has no mail stays. */
export async function mixedDay(
  site: Site,
  { attackedHours, from = clientOf }: { attackedHours: number; from?: (number: number) => string },
  come: () => Person,
) {
  const attackers = await mixedAttackers(site, from);
  const honest: Person[] = [];
  for (let minute = 0; minute < 25 * 60; minute += minute < 60 ? 1 : 5) {
    if (minute < attackedHours * 60) {
      await attackers.register(minute < 60 ? 10 : 5);
      await attackers.askByAddress();
      if (minute % 15 === 0) await attackers.changeAddresses();
    }
    if (minute % 15 === 5) {
      const person = come();
      await person.register();
      honest.push(person);
    }
    await site.deliver();
    site.clock.forward(minute < 60 ? "1 minute" : "5 minutes");
    for (const person of honest) {
      await person.stays();
      if (minute % 15 === 0) await person.asksAgain();
    }
  }
}

/** A minute in which everybody who waits looks at the page. */
export async function passMinute(site: Site, honest: readonly Person[]): Promise<void> {
  for (let quarter = 0; quarter < 4; quarter += 1) {
    await site.deliver();
    site.clock.forward("15 seconds");
  }
  for (const person of honest) await person.stays();
}

/** The same for each, twenty at once. */
async function inTwenties<Item>(
  items: readonly Item[],
  act: (item: Item) => Promise<unknown>,
): Promise<void> {
  for (let first = 0; first < items.length; first += 20) {
    await Promise.all(items.slice(first, first + 20).map(act));
  }
}
