// A mailbox that has said "never again": strangers neither reach it nor learn of it, nor say it for anybody.

import { expect, test } from "vitest";
import type { CapturedMail } from "../../src/adapters/captured-mailbox.ts";
import type { Browser } from "../../src/testing/browser.ts";
import { scanner } from "../../src/testing/scanner.ts";
import { PASSWORD, testPostern, type TestPostern } from "../../src/testing/test-postern.ts";
import { otherThan } from "../journeys/page.ts";
import { count, countingHasher, GREYLISTED, OTHER_PASSWORD, siteWithMailServer } from "./tools.ts";

const ADA = "ada.l@gmail.com";

/** Other spellings of the same mailbox. */
const SPELLINGS = [ADA, "adal@gmail.com", "ada.l+news@gmail.com", "a.d.a.l+2@googlemail.com"];

async function stop(app: TestPostern, email: string): Promise<CapturedMail> {
  const { mail, link, code } = await app.register(email);
  const done = await app.browser().json("POST", "/stop-mail", { link, code });
  expect(done.status).toBe(200);
  app.clock.forward("25 hours");
  return mail;
}

/**
 * A stranger's fifty attempts of three days, by every way that there is and from ever new clients: what each of
 * them was shown, and whom it was mailed to.
 */
async function besiege(app: TestPostern): Promise<readonly string[]> {
  const shown: string[] = [];
  const account = await app.confirmed("eve@example.org", OTHER_PASSWORD);
  const before = app.clock.now();
  for (let time = 0; time < 50; time += 1) {
    const email = SPELLINGS[time % SPELLINGS.length]!;
    const browser = app.browser({ client: `203.0.113.${time + 1}` });
    await browser.submit("/register", { email, password: OTHER_PASSWORD });
    await app.mails();
    const pages = [await shownBy(browser)];
    if (time % 5 === 1) await browser.submit("/unconfirmed/cancel");
    if (time % 5 === 2) await browser.submit("/resend", { email });
    if (time % 5 === 3) await browser.submit("/forgot", { email });
    if (time % 5 === 4) {
      await account.submit("/login/again", { password: OTHER_PASSWORD });
      await account.submit("/profile/email", { email });
    }
    app.clock.forward("2 minutes");
    await browser.submit("/resend");
    await app.mails();
    pages.push(await shownBy(browser));
    await browser.submit("/unconfirmed/email", { email: SPELLINGS[(time + 1) % 4]! });
    await app.mails();
    pages.push(await shownBy(browser));
    const profile = await account.open("/profile");
    pages.push(/Confirm .* to finish/.exec(profile.text)?.[0] ?? "no change");
    shown.push(pages.join("\n"));
    app.clock.forward("84 minutes");
  }
  expect(app.clock.now() - before).toBeGreaterThan(2.9 * 86_400_000);
  return shown;
}

/** What a waiting page says, to people and to programs; links and form tokens apart. */
async function shownBy(browser: Browser): Promise<string> {
  const { status, body } = await browser.json("GET", "/unconfirmed");
  const wrong = await browser.json("POST", "/unconfirmed/code", { code: "12345678" });
  const page = await browser.open("/unconfirmed");
  const words = page.text.replaceAll(/value="[^"]*"|content="[^"]*"|"[\w+/=-]{20,}"/g, "");
  return [status, JSON.stringify(body), JSON.stringify(wrong.body), words].join("\n");
}

const toAda = async (app: TestPostern): Promise<readonly CapturedMail[]> =>
  (await app.mails()).filter(({ to }) => SPELLINGS.includes(to));

test("fifty attempts by all ways over three days cause one mail a day, and show what they show of any mailbox", async () => {
  const seen: string[][] = [];
  for (const isStopped of [false, true]) {
    await using app = await testPostern({ passwordHasher: countingHasher() });
    const { mail } = await app.register(ADA);
    if (isStopped) {
      const body = { link: mail.links[0], code: mail.code };
      await app.browser().json("POST", "/stop-mail", body);
    }
    app.clock.forward("8 days");
    const before = (await toAda(app)).length;
    seen.push([...(await besiege(app))]);
    const mails = (await toAda(app)).slice(0, -before || undefined);
    if (!isStopped) {
      expect(mails.length).toBeGreaterThan(30);
      continue;
    }
    expect(new Set(mails.map(({ kind }) => kind))).toEqual(new Set(["contact-stopped"]));
    expect(mails.length).toBeLessThanOrEqual(3);
    const times = mails.map(({ sentOn }) => Date.parse(sentOn)).toSorted((a, b) => a - b);
    for (const [place, time] of times.slice(1).entries()) {
      expect(time - times[place]!).toBeGreaterThanOrEqual(86_400_000);
    }
  }
  expect(seen[1]).toEqual(seen[0]);
});

test("a scanner that follows every link and presses every button stops nothing and lifts nothing", async () => {
  await using app = await testPostern({ passwordHasher: countingHasher() });
  const all = { scripts: true, buttons: true, fills: true };
  const { mail } = await app.register("grace@example.com");
  await scanner(app.browser(), all).open(...mail.links, "https://postern.example/stop-mail");
  expect(count(app, "stopped_mailboxes")).toBe(0);
  await stop(app, "ada@example.com");
  const told = (await app.register("ada@example.com")).mail;
  expect(told.kind).toBe("contact-stopped");
  await scanner(app.browser(), all).open(...told.links, "https://postern.example/stop-mail/lift");
  expect(count(app, "stopped_mailboxes")).toBe(1);
});

test("the link alone, as it is passed on, stops nothing for whoever gets it", async () => {
  await using app = await testPostern();
  const { link, code } = await app.register("ada@example.com");
  const program = app.browser();
  for (const typed of ["", "on", otherThan(code)]) {
    const answer = await program.json("POST", "/stop-mail", { link, code: typed });
    expect(answer.status).toBe(422);
  }
  expect(count(app, "stopped_mailboxes")).toBe(0);
});

test("wrong codes are counted as those of every other page are, for stopping and lifting together", async () => {
  await using app = await testPostern({ passwordHasher: countingHasher() });
  await stop(app, "ada@example.com");
  const told = (await app.register("ada@example.com")).mail;
  const grace = await app.register("grace@example.com");
  const guesser = app.browser({ client: "203.0.113.9" });
  const code = otherThan(told.code);
  for (let time = 0; time < 30; time += 1) {
    await guesser.json("POST", "/stop-mail", { link: grace.link, code: otherThan(grace.code) });
    await guesser.json("POST", "/stop-mail/lift", { link: told.links.at(-1)!, code });
  }
  const stops = await guesser.json("POST", "/stop-mail", { link: grace.link, code: grace.code });
  const lifts = { link: told.links.at(-1)!, code: told.code };
  expect(stops.status).toBe(429);
  expect((await guesser.json("POST", "/stop-mail/lift", lifts)).status).toBe(429);
  expect((await app.browser().json("POST", "/stop-mail/lift", lifts)).status).toBe(200);
});

test("a link of one mail lifts no other mailbox's stop, and a confirmation link lifts none", async () => {
  await using app = await testPostern({ passwordHasher: countingHasher() });
  await stop(app, "ada@example.com");
  await stop(app, "grace@example.com");
  const ada = (await app.register("ada@example.com")).mail;
  const own = { link: ada.links[0]!, code: ada.code };
  expect((await app.browser().json("POST", "/stop-mail/lift", own)).status).toBe(404);
  await app.browser().json("POST", "/stop-mail/lift", { ...own, link: ada.links.at(-1)! });
  expect((await app.register("grace@example.com")).mail.kind).toBe("contact-stopped");
});

test("one mailbox is stopped and no other, and nothing that an account gets", async () => {
  await using app = await testPostern({ passwordHasher: countingHasher() });
  const account = await app.confirmed("adal+shop@gmail.com");
  app.clock.forward("2 minutes");
  await stop(app, ADA);
  for (const email of ["ada.m@gmail.com", "ada.l@example.com"]) {
    expect((await app.register(email)).mail.kind).toBe("confirm");
  }
  for (let time = 0; time < 2; time += 1) {
    app.clock.forward("2 minutes");
    await app.browser().submit("/forgot", { email: "adal+shop@gmail.com" });
    await app.browser().submit("/register", { email: "adal+shop@gmail.com", password: PASSWORD });
    app.clock.forward("2 minutes");
    await app.mails();
  }
  const kinds = (await app.mails()).filter(({ to }) => to === "adal+shop@gmail.com");
  expect(kinds.map(({ kind }) => kind).toSorted()).toEqual(
    ["already-registered", "already-registered", "confirm", "reset", "reset"].toSorted(),
  );
  await account.submit("/login/again", { password: PASSWORD });
  await account.submit("/profile/email", { email: "ada@elsewhere.example" });
  await account.open((await app.mailTo("ada@elsewhere.example")).links[0]!);
  await account.submit("/change-email");
  await app.mails();
  app.clock.forward("2 hours");
  await app.browser().submit("/forgot", { email: "adal+shop@gmail.com" });
  expect((await app.mailTo("adal+shop@gmail.com")).kind).toBe("address-reserved");
});

test("the owner gets in, though a stranger has had the day's mail and cancelled what it was for", async () => {
  await using app = await testPostern({ passwordHasher: countingHasher() });
  await stop(app, "ada@example.com");
  const stranger = await app.register("ada@example.com", OTHER_PASSWORD);
  await stranger.browser.submit("/unconfirmed/cancel");
  app.clock.forward("10 minutes");
  const owner = app.browser();
  await owner.submit("/register", { email: "ada@example.com", password: PASSWORD });
  expect((await app.mailTo("ada@example.com")).id).toBe(stranger.mail.id);
  await owner.open(stranger.mail.links.at(-1)!);
  await owner.submit("/stop-mail/lift", { code: stranger.mail.code! });
  app.clock.forward("2 minutes");
  await owner.submit("/resend");
  await owner.open((await app.mailTo("ada@example.com")).links[0]!);
  await owner.submit("/confirm");
  expect(app.user("ada@example.com")).toMatchObject({ confirmedVia: "link" });
});

test("a stranger who registers and cancels again and again gets no second mail out", async () => {
  await using app = await testPostern({ passwordHasher: countingHasher() });
  await stop(app, "ada@example.com");
  const before = (await app.mails()).length;
  for (let time = 0; time < 12; time += 1) {
    const browser = app.browser({ client: `203.0.113.${time + 1}` });
    await browser.submit("/register", { email: "ada@example.com", password: OTHER_PASSWORD });
    await app.mails();
    await browser.submit("/unconfirmed/cancel");
    app.clock.forward("90 minutes");
  }
  expect((await app.mails()).length - before).toBe(1);
});

test("a server that greylists the day's mail is seen by every registration, and gets no second one", async () => {
  const { app, server, newest } = await siteWithMailServer();
  await using _app = app;
  await app.browser().submit("/register", { email: "ada@example.com", password: PASSWORD });
  const { links, code } = await newest();
  await app.browser().json("POST", "/stop-mail", { link: links[0], code });
  app.clock.forward("2 hours");
  server.answer = GREYLISTED;
  const seen = [];
  for (const client of ["203.0.113.1", "203.0.113.2"]) {
    const browser = app.browser({ client });
    await browser.submit("/register", { email: "ada@example.com", password: OTHER_PASSWORD });
    await app.mails();
    seen.push((await browser.json("GET", "/unconfirmed")).body["mail"]);
    app.clock.forward("1 minute");
  }
  expect(seen).toMatchObject([{ state: "retry" }, { state: "retry" }]);
  server.answer = undefined;
  app.clock.forward("10 minutes");
  await newest();
  expect(count(app, "mails", "state = 'sent' AND silent = 0 AND kind = 'contact-stopped'")).toBe(1);
  expect(count(app, "mails", "state = 'sent' AND silent = 1")).toBe(1);
});

test("while the mail server is down, and once it is back, a stopped mailbox shows what any other shows", async () => {
  const seen: unknown[] = [];
  for (const isStopped of [false, true]) {
    const { app, server, newest } = await siteWithMailServer();
    await using _app = app;
    const register = async (email: string, client: string) => {
      const browser = app.browser({ client });
      await browser.submit("/register", { email, password: OTHER_PASSWORD });
      return browser;
    };
    await register("ada@example.com", "203.0.113.1");
    const { links, code } = await newest();
    if (isStopped) await app.browser().json("POST", "/stop-mail", { link: links[0], code });
    app.clock.forward("25 hours");
    await register("ada@example.com", "203.0.113.2");
    await newest();
    app.clock.forward("2 hours");
    server.answer = { ok: false, fault: "passing", affectsAll: true, answer: "no connection" };
    const other = await register("grace@example.com", "203.0.113.3");
    await app.mails();
    await other.submit("/unconfirmed/cancel");
    const stranger = await register("ada@example.com", "203.0.113.4");
    const shown: unknown[] = [];
    for (let time = 0; time < 6; time += 1) {
      if (time === 3) server.answer = undefined;
      app.clock.forward("6 minutes");
      await app.mails();
      shown.push((await stranger.json("GET", "/unconfirmed")).body["mail"]);
    }
    expect(shown[2]).toMatchObject({ reason: "held" });
    expect(shown[3]).toMatchObject({ state: "sent" });
    seen.push(shown);
  }
  expect(seen[1]).toEqual(seen[0]);
});

test("after a change of keys an old stop holds as long as its key is in the ring", async () => {
  const old = "an-old-key-of-the-ring-0123456789abcdef";
  const fresh = "a-fresh-key-of-the-ring-0123456789abcdef";
  const first = await testPostern({ secret: old });
  await using _first = first;
  await stop(first, "ada@example.com");
  const { store } = first.postern.context;
  for (const [secret, isHeld] of [
    [`${fresh},${old}`, true],
    [fresh, false],
  ] as const) {
    await using app = await testPostern({ secret });
    const mailbox = app.postern.context.mailboxes.of("ada@example.com");
    const found = await store.findStop({ mailbox, now: first.clock.now() });
    expect(found !== undefined).toBe(isHeld);
  }
});
