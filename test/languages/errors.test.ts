// Pages that no state of the browser tests reaches: errors, what operators read, and long lists.

import { expect, test } from "vitest";
import { joined } from "../../src/features.ts";
import { Overloaded } from "../../src/ports/password-hasher.ts";
import type { Browser, Page } from "../../src/testing/browser.ts";
import {
  PASSWORD,
  testPostern,
  type TestOptions,
  type TestPostern,
} from "../../src/testing/test-postern.ts";
import { EMAIL, STORIES } from "../mails/stories.ts";
import { outOfPseudo } from "./out-of-pseudo.ts";
import { textsOf, unsaid } from "./unsaid.ts";

type State = readonly [
  heading: string,
  come: (app: TestPostern) => Promise<Page | string>,
  options?: TestOptions,
];

const FORM = "application/x-www-form-urlencoded";

/** Sends what none of Postern's forms sends. */
async function sends(browser: Browser, path: string, init: RequestInit): Promise<string> {
  const headers = { accept: "text/html", "sec-fetch-site": "same-origin", ...init.headers };
  return (await browser.request(path, { method: "POST", ...init, headers })).text();
}

/** The page of a user to whom everything has happened that an audit log can contain. */
async function ownData(app: TestPostern, path: string): Promise<Page> {
  const browser = await app.confirmed(EMAIL);
  const { id } = app.user(EMAIL)!;
  const { auditActs, mailNames } = joined();
  const kinds = Object.keys(mailNames);
  const actors = ["user", "visitor", "mailbox-owner", "system", "operator:root"];
  for (const [place, act] of Object.keys(auditActs).entries())
    app.database
      .prepare("INSERT INTO audit (id, happened_on, actor, act, user_id) VALUES (?, ?, ?, ?, ?)")
      .run(`act-${place}`, place, actors[place % actors.length]!, act, id);
  const states = ["queued", "sending", "retry", "sent", "dead", "cancelled"];
  for (const [place, kind] of [...kinds, ...kinds].entries())
    app.database
      .prepare(
        `INSERT INTO mails (id, kind, user_id, email, email_key, state, priority, created_on, due_on,
           worthless_on) VALUES (?, ?, ?, ?, ?, ?, 0, ?, 0, 0)`,
      )
      .run(`mail-${place}`, kind, id, EMAIL, EMAIL, states[place % states.length]!, place);
  return browser.open(path);
}

/** Opens the link of a mail after its owner was suspended. */
async function suspended(app: TestPostern, kind: string): Promise<Page> {
  const { links } = await STORIES[kind]!(app);
  app.database.exec("UPDATE users SET disabled_on = 1");
  return app.browser().open(links[0]!);
}

const STATES: readonly State[] = [
  ["That cannot be done here", (app) => sends(app.browser(), "/login", { method: "PUT" })],
  [
    "Open this site at its own address",
    async (app) => {
      const headers = { origin: "http://127.0.0.1:5000" };
      const request = new Request("http://127.0.0.1:5000/login", { method: "POST", headers });
      return (await app.postern.fetch(request)).text();
    },
  ],
  [
    "There is a problem with this service",
    async (app) => {
      const headers = { origin: app.baseUrl };
      const request = new Request(`${app.baseUrl}/login`, { method: "POST", headers, body: "a=b" });
      await request.text();
      return (await app.postern.fetch(request)).text();
    },
  ],
  [
    "That is too large",
    (app) =>
      sends(app.browser(), "/login", {
        headers: { "content-type": FORM },
        body: `email=${"a".repeat(20_000)}`,
      }),
  ],
  [
    "We could not read that form",
    (app) => sends(app.browser(), "/login", { headers: { "content-type": "a/b" }, body: "a" }),
  ],
  ["We could not read that form", (app) => app.browser().submit("/login", { odd: "field" })],
  [
    "We could not find that part of the list",
    async (app) => (await app.confirmed(EMAIL)).open("/profile/sessions?after=odd"),
  ],
  [
    "The service is not available",
    (app) => app.browser().submit("/login", { email: EMAIL, password: PASSWORD }),
    {
      passwordHasher: {
        hash: () => Promise.reject(new Overloaded()),
        verify: () => Promise.reject(new Overloaded()),
        isOutdated: () => false,
      },
    },
  ],
  [
    "The password cannot be used here for now",
    async (app) => {
      await STORIES["password-paused"]!(app);
      return app.browser().submit("/login", { email: EMAIL, password: PASSWORD });
    },
  ],
  [
    "Log in",
    async (app) => {
      const browser = await app.confirmed(EMAIL);
      app.database.exec("DELETE FROM sessions");
      return browser.open("/profile");
    },
  ],
  ["Welcome to Postern", (app) => app.browser().open("/"), { register: "closed" }],
  [
    "Welcome to Postern",
    async (app) => (await app.register(EMAIL)).browser.open("/"),
    { unconfirmed: { mode: "full", grace: "3 days" } },
  ],
  [
    "Not ready",
    async (app) => {
      await app.postern.stop();
      return app.browser().open("/readyz");
    },
  ],
  [
    "Ready, but look at this",
    async (app) => {
      const request = new Request(`${app.baseUrl}/readyz`, { headers: { accept: "text/html" } });
      const peer = { address: "198.51.100.7", unnamedProxy: "198.51.100.0/24" };
      return (await app.postern.fetch(request, peer)).text();
    },
  ],
  [
    "The mailbox is not shown under this name",
    async (app) => {
      const request = new Request("https://elsewhere.example/dev/mailbox");
      return (await app.postern.fetch(request)).text();
    },
    { developmentMailbox: true },
  ],
  [
    "This is for mail servers",
    (app) => app.browser().submit("/hooks/bounce", { to: "bounces@postern.example" }),
    {
      bounceAddress: "bounces@postern.example",
      bounceSecret: "0123456789abcdefghijklmnopqrstuvwxyz",
    },
  ],
  ["Your data", (app) => ownData(app, "/profile/data")],
  ["Your data", (app) => ownData(app, "/profile/data?mails=12.x&acts=12.x")],
  [
    "Delete your account",
    async (app) => (await app.register(EMAIL)).browser.open("/profile/delete"),
    { unconfirmed: "full", auditRetention: "forever" },
  ],
  [
    "Your account is deleted",
    async (app) => {
      const { browser } = await app.register(EMAIL);
      return browser.submit("/profile/delete", { password: PASSWORD });
    },
    { unconfirmed: "full" },
  ],
  ["This account is suspended", (app) => suspended(app, "reset")],
  ["This account is suspended", (app) => suspended(app, "change-email")],
  [
    "This link no longer works",
    async (app) => {
      const { links } = await STORIES["deletion"]!(app);
      app.database.exec("UPDATE links SET ended_on = 1, ended_why = 'used'");
      return app.browser().open(links[0]!);
    },
  ],
  [
    "This link has expired",
    async (app) => {
      const { links } = await STORIES["change-email"]!(app);
      app.clock.forward("2 days");
      return app.browser().open(links[0]!);
    },
  ],
];

test.for(STATES)("%s", async ([heading, come, options]) => {
  await using app = await testPostern({ ...options, language: "en-XA" });
  const came = await come(app);
  const html = typeof came === "string" ? came : came.text;
  const [, title = ""] = /<h1>([^]*?)<\/h1>/.exec(html) ?? [];
  expect(outOfPseudo(title)).toBe(heading);
  expect(textsOf(html).filter((text) => unsaid(text) !== "")).toEqual([]);
});
