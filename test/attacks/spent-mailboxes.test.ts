// Mail as a way to lock somebody out: a stranger asks so often that the owner's own mail does not arrive.

import { describe, expect, test } from "vitest";
import type { Browser } from "../../src/testing/browser.ts";
import { PASSWORD, testPostern, type TestPostern } from "../../src/testing/test-postern.ts";
import { capturedMailbox } from "../../src/adapters/captured-mailbox.ts";
import type { HandOver, Mailer } from "../../src/ports/mailer.ts";
import {
  breakStore,
  count as countRows,
  countingHasher,
  GREYLISTED,
  OTHER_PASSWORD,
  siteWithMailServer,
} from "./tools.ts";

const ADA = "ada@example.com";

const site = () => testPostern({ passwordHasher: countingHasher() });

/** Two strangers who in turn cause mails to Ada in every possible way. */
function strangers(app: TestPostern): () => Promise<void> {
  const clients = ["203.0.113.7", "2001:db8:7:7::7"];
  const ways: readonly ((browser: Browser) => Promise<unknown>)[] = [
    (browser) => browser.submit("/forgot", { email: ADA }),
    (browser) => browser.submit("/register", { email: ADA, password: OTHER_PASSWORD }),
    (browser) => browser.submit("/resend", { email: ADA }),
    (browser) => browser.submit("/forgot", { email: "ada+tag@example.com" }),
  ];
  let times = 0;
  return async () => {
    const way = ways[times % ways.length]!;
    const client = clients[Math.floor(times / ways.length) % clients.length]!;
    times += 1;
    await way(app.browser({ client }));
  };
}

/** What happens to the newest mail that a client asked for; undefined if it was withheld. */
function mailAskedBy(app: TestPostern, client: string) {
  const { id } = app.database
    .prepare("SELECT id FROM mails WHERE asked_by = ? ORDER BY id DESC LIMIT 1")
    .get(client)!;
  return () => ({ ...app.database.prepare("SELECT kind, state FROM mails WHERE id = ?").get(id!) });
}

/** How many mails of a kind Ada has received. */
const received = async (app: TestPostern, kind: string): Promise<number> =>
  (await app.mails()).filter((mail) => mail.to === ADA && mail.kind === kind).length;

/** A request every 75 seconds, 0.8 times a minute. */
async function besiege(app: TestPostern, minutes: number, ask = strangers(app)): Promise<void> {
  for (let passed = 0; passed < minutes; passed += 1.25) {
    await ask();
    await app.mails();
    app.clock.forward("75 seconds");
  }
}

test("in two days of strangers asking, every reset that the owner asks for once an hour arrives", async () => {
  await using app = await site();
  await app.confirmed(ADA);
  app.clock.forward("2 hours");
  const ask = strangers(app);
  const owner = app.browser({ client: "198.51.100.200" });
  for (let hour = 0; hour < 48; hour += 1) {
    await besiege(app, 51, ask);
    await owner.submit("/forgot", { email: ADA });
    const asked = mailAskedBy(app, "198.51.100.200/32");
    await besiege(app, 10, ask);
    expect(asked()).toEqual({ kind: "reset", state: "sent" });
  }
});

describe("clients that ask as seldom as the owner", () => {
  const OWNER = "198.51.100.200";

  /** After how many minutes each of the owner's resets was sent in two days; Infinity: never. */
  async function delays(
    crowd: number,
    every: number,
    at = every - 2,
    clientOf = (stranger: number) => `203.0.113.${stranger}`,
  ): Promise<readonly number[]> {
    await using app = await site();
    await app.confirmed(ADA);
    app.clock.forward("2 hours");
    const asks: { readonly minute: number; readonly state: () => unknown; sent: number }[] = [];
    for (let minute = 0; minute < 48 * 60; minute += 2) {
      for (let stranger = 0; stranger < crowd; stranger += 1) {
        if ((minute - 4 * stranger) % 62 !== 0) continue;
        await app.browser({ client: clientOf(stranger) }).submit("/forgot", { email: ADA });
      }
      if (minute % every === at) {
        await app.browser({ client: OWNER }).submit("/forgot", { email: ADA });
        const mail = mailAskedBy(app, `${OWNER}/32`);
        asks.push({ minute, state: () => mail().state, sent: Infinity });
      }
      await app.mails();
      for (const ask of asks) if (ask.state() === "sent") ask.sent = Math.min(ask.sent, minute);
      app.clock.forward("2 minutes");
    }
    return asks.map(({ minute, sent }) => sent - minute);
  }

  test("of more of them than there are kept places, none gets more than the owner", async () => {
    const arrived = (await delays(5, 62, 20)).filter((minutes) => minutes <= 60);
    expect(arrived.length).toBeGreaterThan(48 / 2);
  });

  test("the networks of one IPv6 home are one of them", async () => {
    const all = await delays(8, 62, 60, (stranger) => `2001:db8:7:${stranger}::1`);
    expect(Math.max(...all)).toBeLessThanOrEqual(10);
  });

  test.each([
    [1, 62],
    [2, 62],
    [2, 124],
    [2, 186],
  ])(
    "%i of them delay none of the resets that the owner asks for every %i minutes",
    async (crowd, every) => {
      const all = await delays(crowd, every);
      expect(all.length).toBeGreaterThanOrEqual(15);
      expect(Math.max(...all)).toBeLessThanOrEqual(10);
    },
  );
});

test("a new person's first confirmation arrives within ten minutes, and confirms", async () => {
  await using app = await site();
  const ask = strangers(app);
  await besiege(app, 24 * 60, ask);
  const browser = app.browser({ client: "198.51.100.200" });
  await browser.submit("/register", { email: ADA, password: PASSWORD });
  await besiege(app, 10, ask);
  const { body } = await browser.json("GET", "/unconfirmed");
  expect(body).toMatchObject({ state: "waiting", mail: { state: "sent" } });
  const mails = (await app.mails()).filter(({ kind }) => kind === "confirm");
  const codes = mails.map(({ code }) => code ?? "");
  const tries = await Promise.all(
    codes.slice(0, 5).map((code) => browser.json("POST", "/unconfirmed/code", { code })),
  );
  expect(tries.some(({ status }) => status === 200)).toBe(true);
});

test("registering and cancelling at once takes nobody's place", async () => {
  await using app = await site();
  const stranger = app.browser({ client: "203.0.113.7" });
  for (let time = 0; time < 19; time += 1) {
    await stranger.submit("/register", { email: ADA, password: OTHER_PASSWORD });
    await stranger.submit("/unconfirmed/cancel");
  }
  await app
    .browser({ client: "203.0.113.7" })
    .submit("/register", { email: ADA, password: PASSWORD });
  expect(await received(app, "confirm")).toBe(1);
});

describe("a registration that is cancelled", () => {
  /** Strangers register Ada's address, one a minute, and cancel when the mail server has answered. */
  async function cancelling(app: TestPostern, times: number): Promise<void> {
    for (let time = 0; time < times; time += 1) {
      const stranger = app.browser({ client: `203.0.113.${time}` });
      await stranger.submit("/register", { email: ADA, password: OTHER_PASSWORD });
      await app.mails();
      await stranger.submit("/unconfirmed/cancel");
      app.clock.forward("61 seconds");
    }
  }

  test.each<[string, HandOver]>([
    ["put off", GREYLISTED],
    ["refused", { ok: false, fault: "address", answer: "550 5.1.1 no such user" }],
  ])("leaves its place to others when its mail was %s", async (_, answer) => {
    const { app, server, newest } = await siteWithMailServer();
    await using _app = app;
    server.answer = answer;
    await cancelling(app, 15);
    server.answer = undefined;
    for (const client of ["198.51.100.1", "198.51.100.2"]) {
      await app.browser({ client }).submit("/register", { email: ADA, password: PASSWORD });
      const before = app.clock.now();
      expect(Date.parse((await newest()).sentOn)).toBe(before);
      app.clock.forward("61 seconds");
    }
  });

  test("leaves its place, as does a change of address that is asked for again", async () => {
    const { app, server, newest } = await siteWithMailServer();
    await using _app = app;
    const account = async (email: string) => {
      const browser = app.browser();
      await browser.submit("/register", { email, password: PASSWORD });
      await browser.open((await newest(email)).links[0]!);
      await browser.submit("/confirm");
      return browser;
    };
    const [stranger, other] = [await account("eve@example.org"), await account("ann@example.org")];
    const move = async (browser: Browser) => {
      await browser.submit("/profile/email", { email: ADA });
      return newest(ADA);
    };
    server.answer = GREYLISTED;
    await move(stranger);
    await move(stranger);
    await stranger.submit("/profile/email/cancel");
    server.answer = undefined;
    expect(await move(other)).toMatchObject({ kind: "change-email", to: ADA });
  });

  test.each<[string, HandOver | undefined]>([
    ["was sent", undefined],
    ["may have been taken", { ok: false, fault: "unknown", answer: "no answer to the final dot" }],
  ])("keeps it when its mail %s", async (_, answer) => {
    const { app, server } = await siteWithMailServer();
    await using _app = app;
    server.answer = answer;
    await cancelling(app, 15);
    expect(
      app.database.prepare("SELECT COUNT(*) AS mails FROM mails WHERE attempts > 0").get(),
    ).toEqual({ mails: 9 });
  });

  test("keeps it when its mail may have been taken, whatever later tries come to", async () => {
    const { app, server } = await siteWithMailServer();
    await using _app = app;
    const waiting: Browser[] = [];
    server.answer = { ok: false, fault: "unknown", answer: "no answer to the final dot" };
    for (let time = 0; time < 15; time += 1) {
      if (time === 9) {
        server.answer = GREYLISTED;
        app.clock.forward("15 minutes");
        await app.mails();
        for (const each of waiting) await each.submit("/unconfirmed/cancel");
      }
      const stranger = app.browser({ client: `203.0.113.${time}` });
      await stranger.submit("/register", { email: ADA, password: OTHER_PASSWORD });
      await app.mails();
      waiting.push(stranger);
      app.clock.forward("61 seconds");
    }
    expect(countRows(app, "mails", "fault = 'greylisted' AND ended_on IS NOT NULL")).toBe(9);
    expect(countRows(app, "mails", "attempts > 0")).toBe(9);
  });

  test("keeps it when its sender died with the mail in hand, and the next one had no luck either", async () => {
    const { app, server } = await siteWithMailServer();
    await using _app = app;
    server.answer = GREYLISTED;
    const { settleMail } = app.postern.context.store;
    const died = async () => Promise.reject(new Error("The process died."));
    for (let time = 0; time < 15; time += 1) {
      const stranger = app.browser({ client: `203.0.113.${time}` });
      await stranger.submit("/register", { email: ADA, password: OTHER_PASSWORD });
      breakStore(app, { settleMail: died });
      await app.postern.deliver().catch(() => {});
      breakStore(app, { settleMail });
      app.clock.forward("31 seconds");
      await app.mails();
      await stranger.submit("/unconfirmed/cancel");
      app.clock.forward("61 seconds");
    }
    expect(countRows(app, "mails", "attempts > 0")).toBe(9);
  });

  test("keeps it when it is cancelled while its mail is in hand", async () => {
    let cancel = async () => {};
    let taken = 0;
    const send = async () => {
      await cancel();
      taken += 1;
      return { ok: true, answer: "250 taken" } as const;
    };
    await using app = await testPostern({ passwordHasher: countingHasher(), mailer: { send } });
    for (let time = 0; time < 15; time += 1) {
      const stranger = app.browser({ client: "203.0.113.7" });
      cancel = async () => void (await stranger.submit("/unconfirmed/cancel"));
      await stranger.submit("/register", { email: ADA, password: OTHER_PASSWORD });
      await app.mails();
      app.clock.forward("61 seconds");
    }
    expect(taken).toBe(3);
    expect(countRows(app, "users")).toBe(12);
  });

  test("keeps it, and what was sent is told as sent, where a change is taken back while its mail is in hand", async () => {
    const mailbox = capturedMailbox();
    const thief = { takeBack: async () => {}, taken: 0 };
    const send: Mailer["send"] = async (mail) => {
      if (mail.to === ADA) {
        await thief.takeBack();
        thief.taken += 1;
      }
      return mailbox.send(mail);
    };
    await using app = await testPostern({ passwordHasher: countingHasher(), mailer: { send } });
    const browser = app.browser({ client: "203.0.113.7" });
    await browser.submit("/register", { email: "eve@example.org", password: PASSWORD });
    await app.mails();
    await browser.open((await mailbox.list())[0]!.links[0]!);
    await browser.submit("/confirm");
    thief.takeBack = async () => void (await browser.submit("/profile/email/cancel"));
    for (let time = 0; time < 8; time += 1) {
      await browser.submit("/profile/email", { email: ADA });
      await app.mails();
      app.clock.forward("61 seconds");
    }
    expect(thief.taken).toBe(3);
    const sent = "SELECT COUNT(*) AS mails FROM mails WHERE email_key = ? AND state = 'sent'";
    expect(app.database.prepare(sent).get(ADA)).toEqual({ mails: 3 });
  });
});

describe("a client whose mails no server takes does not hold the mailbox's minute", () => {
  /**
   * Two strangers cause one mail after another to tagged forms of Ada's address, just before each minute is
   * over.
   */
  async function holding(
    answer: HandOver,
    clientOf: (time: number) => string,
  ): Promise<{ readonly minutes: number; readonly tries: number }> {
    const { app, server } = await siteWithMailServer();
    await using _app = app;
    server.answer = answer;
    const tried: string[] = [];
    server.answers = (to) => {
      tried.push(to);
      return to !== ADA;
    };
    let stranger: Browser | undefined;
    const person = app.browser({ client: "198.51.100.200" });
    const registersOn = 70;
    for (let time = 0; time < 140; time += 1) {
      await stranger?.submit("/unconfirmed/cancel");
      stranger = app.browser({ client: clientOf(time) });
      const email = `ada+${time}@example.com`;
      await stranger.submit("/register", { email, password: OTHER_PASSWORD });
      if (time === registersOn)
        await person.submit("/register", { email: ADA, password: PASSWORD });
      await app.mails();
      if (tried.includes(ADA)) return { minutes: time - registersOn, tries: tried.length - 1 };
      app.clock.forward("50 seconds");
    }
    return { minutes: Infinity, tries: tried.length };
  }

  test.each<[string, HandOver]>([
    ["put off", GREYLISTED],
    ["refused", { ok: false, fault: "address", answer: "550 5.1.1 no such user" }],
  ])("where they are %s, a new person's first confirmation arrives", async (_, answer) => {
    const homes = (time: number) => `2001:db8:7:${(time % 200).toString(16)}::1`;
    const { minutes, tries } = await holding(answer, homes);
    expect(minutes).toBeLessThanOrEqual(10);
    expect(tries).toBeLessThanOrEqual(4);
  });
});

describe("one client takes a third of the places at most", () => {
  test.each([
    ["an IPv4 address", () => "203.0.113.7"],
    ["an IPv6 home", (time: number) => `2001:db8:7:${(time + 1).toString(16)}::1`],
  ])("%s", async (_, clientOf) => {
    await using app = await site();
    await app.confirmed(ADA);
    app.clock.forward("2 hours");
    for (let time = 0; time < 20; time += 1) {
      await app.browser({ client: clientOf(time) }).submit("/forgot", { email: ADA });
      await app.mails();
      app.clock.forward("2 minutes");
    }
    expect(await received(app, "reset")).toBe(3);
    await app.browser({ client: "198.51.100.200" }).submit("/forgot", { email: ADA });
    expect(await received(app, "reset")).toBe(4);
  });
});

test("with places for nobody left, a client that has not asked in the hour still has its mail within the hour", async () => {
  await using app = await site();
  await app.confirmed(ADA);
  app.clock.forward("2 hours");
  for (let time = 0; time < 60; time += 1) {
    await app.browser({ client: `203.0.113.${1 + (time % 12)}` }).submit("/forgot", { email: ADA });
    await app.mails();
    app.clock.forward("1 minute");
  }
  const before = await received(app, "reset");
  await app.browser({ client: "198.51.100.200" }).submit("/forgot", { email: ADA });
  for (let minute = 0; minute < 60; minute += 1) {
    await app.mails();
    app.clock.forward("1 minute");
  }
  expect(await received(app, "reset")).toBeGreaterThan(before);
});

test("tags of an address do not take the places of its owner", async () => {
  await using app = await site();
  await app.confirmed(ADA);
  app.clock.forward("2 hours");
  for (let time = 0; time < 40; time += 1) {
    const email = `ada+${time}@example.com`;
    await app.browser().submit("/forgot", { email });
    await app.browser().submit("/register", { email, password: OTHER_PASSWORD });
    await app.mails();
    app.clock.forward("61 seconds");
  }
  await app.browser().submit("/forgot", { email: ADA });
  expect(await received(app, "reset")).toBe(1);
});

test("an operator's reset goes out whatever strangers asked for", async () => {
  await using app = await site();
  await app.confirmed(ADA);
  for (let time = 0; time < 40; time += 1) {
    await app.browser().submit("/forgot", { email: ADA });
    await app.mails();
    app.clock.forward("30 seconds");
  }
  const before = await received(app, "reset");
  const { store, clock, settings } = app.postern.context;
  const asked = await store.sendReset({
    actor: "operator:root",
    reason: "asked by phone",
    userId: app.user(ADA)!.id,
    mailLimit: settings.limits.operator,
    now: clock.now(),
  });
  expect(asked.ok).toBe(true);
  expect(await received(app, "reset")).toBe(before + 1);
});

test("what was withheld is counted for the operator, and fills no table", async () => {
  await using app = await site();
  await app.confirmed(ADA);
  await besiege(app, 6 * 60);
  const { store } = app.postern.context;
  const withheld = await store.listWithheld({ limit: 1_000 });
  expect(withheld.length).toBeLessThanOrEqual(7 * 4);
  expect(withheld.reduce((sum, { count }) => sum + count, 0)).toBeGreaterThan(150);
  expect(new Set(withheld.map(({ mailbox }) => mailbox))).toEqual(new Set([ADA]));
});

test("whose client asked for a mail is forgotten once the mail is out", async () => {
  await using app = await site();
  await app.browser({ client: "198.51.100.200" }).submit("/forgot", { email: ADA });
  const askers = () => app.database.prepare("SELECT asked_by FROM mails").all();
  expect(askers()).toEqual([{ asked_by: "198.51.100.200/32" }]);
  await app.mails();
  expect(askers()).toEqual([{ asked_by: null }]);
});
