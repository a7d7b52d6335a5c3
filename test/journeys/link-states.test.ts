// Every reason why a confirmation link cannot be used: its own status, its own text, one next step.

import { describe, expect, test } from "vitest";
import type { Browser } from "../../src/testing/browser.ts";
import { testPostern, type TestPostern } from "../../src/testing/test-postern.ts";
import { formsIn, linksIn, wordsOf } from "./page.ts";

const EMAIL = "ada@example.com";

type Case = {
  readonly state: string;
  readonly status: number;
  readonly heading: string;
  readonly words: string;
  readonly next: readonly string[];
  /** Brings a link into this state. */
  readonly arrange: (app: TestPostern) => Promise<{ link: string; browser: Browser }>;
};

const CASES: readonly Case[] = [
  {
    state: "expired",
    status: 410,
    heading: "This link has expired",
    words: "It was sent on 22 November 2026, 13:05 (UTC) and worked for 72 hours.",
    next: ["/resend"],
    async arrange(app) {
      const registered = await app.register(EMAIL);
      app.clock.forward("72 hours");
      return registered;
    },
  },
  {
    state: "replaced",
    status: 410,
    heading: "This link was replaced",
    words: "Open the newest email from Postern.",
    next: ["/login"],
    async arrange(app) {
      const registered = await app.register(EMAIL);
      await registered.browser.submit("/unconfirmed/email", { email: "bob@example.com" });
      return registered;
    },
  },
  {
    state: "removed",
    status: 410,
    heading: "This registration was removed",
    words: "It was removed or not confirmed in time.",
    next: ["/register"],
    async arrange(app) {
      const registered = await app.register(EMAIL);
      await registered.browser.submit("/unconfirmed/cancel");
      return registered;
    },
  },
  {
    state: "address-taken",
    status: 409,
    heading: "This address already has an account",
    words: `${EMAIL} was confirmed for another account in the meantime.`,
    next: ["/login", "/forgot"],
    async arrange(app) {
      const registered = await app.register(EMAIL);
      app.clock.forward("2 minutes");
      await app.confirmed(EMAIL);
      return registered;
    },
  },
  {
    state: "unknown",
    status: 404,
    heading: "We do not recognise this link",
    words: "Your mail program may have cut it.",
    next: ["/unconfirmed"],
    async arrange(app) {
      const { link, browser } = await app.register(EMAIL);
      return { link: link.slice(0, -4), browser };
    },
  },
];

describe.for(CASES)("$state", ({ state, status, heading, words, next, arrange }) => {
  test("has its own page with one next step", async () => {
    await using app = await testPostern();
    const { link } = await arrange(app);
    const page = await app.browser().open(link);
    expect(page.path).toBe("/confirm");
    expect(page.status).toBe(status);
    expect(page.heading).toBe(heading);
    expect(wordsOf(page)).toContain(words);
    expect([...formsIn(page), ...linksIn(page)]).toEqual(next);
  });

  test("is told to programs by its name, when opened and when used", async () => {
    await using app = await testPostern();
    const { link } = await arrange(app);
    const token = link.split("/").at(-1)!;
    const opened = await app.browser().json("GET", `/confirm/${token}`);
    const used = await app
      .browser()
      .json("POST", "/confirm", { link: token, newPassword: "plum tree here" });
    for (const answer of [opened, used]) {
      expect(answer.status).toBe(status);
      expect(answer.body).toMatchObject({ reason: state, status, title: heading });
    }
  });

  test("confirms nobody and changes nothing", async () => {
    await using app = await testPostern();
    const { link, browser } = await arrange(app);
    await browser.open("/"); // records when the session was last seen, which is not tested here
    const before = app.dump();
    await browser.open(link);
    await browser.submit("/confirm");
    expect(app.dump()).toBe(before);
  });
});

test("already confirmed is a success, for people and programs, whoever opens the link again", async () => {
  await using app = await testPostern();
  const { browser, link } = await app.register(EMAIL);
  await browser.open(link);
  await browser.submit("/confirm");
  const again = await browser.open(link);
  expect(again.status).toBe(200);
  expect(again.heading).toBe("This address is already confirmed");
  expect(wordsOf(again)).toContain("was confirmed on 22 November 2026, 13:05 (UTC).");
  expect(linksIn(again)).toEqual(["/"]);
  const elsewhere = await app.browser().open(link);
  expect(linksIn(elsewhere)).toEqual(["/login"]);
  const token = link.split("/").at(-1)!;
  const answer = await app.browser().json("POST", "/confirm", { link: token });
  expect(answer).toMatchObject({ status: 200, body: { state: "already-confirmed", email: EMAIL } });
});

test("the expired page shows a stranger only a masked address, and sends a new link in one press", async () => {
  await using app = await testPostern();
  const { link } = await app.register(EMAIL);
  app.clock.forward("72 hours");
  const phone = app.browser();
  const page = await phone.open(link);
  expect(wordsOf(page)).toContain("Send a new link to a••@example.com");
  expect(page.text).not.toContain(EMAIL);
  const sent = await phone.submit("/resend");
  expect(sent.path).toBe("/unconfirmed");
  const mail = await app.mailTo(EMAIL);
  expect(mail.kind).toBe("confirm-again");
  expect((await phone.open(mail.links[0]!)).heading).toBe("Confirm your email address");
});

test("a link before its mail was handed over is unknown", async () => {
  await using app = await testPostern();
  await app.browser().json("POST", "/register", { email: EMAIL, password: "plum tree here" });
  const { id } = app.database.prepare("SELECT id FROM links").get()!;
  const { links } = app.postern.context;
  const token = links.write("confirm", String(id), app.clock.now());
  expect((await app.browser().json("GET", `/confirm/${token}`)).body["reason"]).toBe("unknown");
});

test("the confirm page without any link says that it does not know one", async () => {
  await using app = await testPostern();
  expect((await app.browser().open("/confirm")).heading).toBe("We do not recognise this link");
  expect((await app.browser().submit("/confirm")).status).toBe(404);
  expect((await app.browser().json("POST", "/confirm")).body["reason"]).toBe("unknown");
});

test("what is no link of ours leaves no cookie behind and costs no query", async () => {
  await using app = await testPostern();
  const browser = app.browser();
  await browser.open(`/confirm/${"x".repeat(86)}`);
  expect([...browser.jar.keys()].filter((name) => name.includes("link"))).toEqual([]);
});

test("a link is held until the browser is closed: its own end decides, and no second one", async () => {
  await using app = await testPostern();
  const { browser, link } = await app.register(EMAIL);
  const [first] = (await browser.open(link)).way;
  expect(first!.headers.get("set-cookie")).toMatch(
    /^__Host-postern-link-confirm=[^;]+; Path=\/; HttpOnly; SameSite=Lax; Secure$/,
  );
});
