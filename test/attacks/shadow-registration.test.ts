// Registering an address that has an owner: the waiting page must behave like any other in every step.

import { expect, test } from "vitest";
import { PASSWORD, testPostern, type TestPostern } from "../../src/testing/test-postern.ts";
import type { Browser } from "../../src/testing/browser.ts";
import { count, OTHER_PASSWORD, post, SECRET, whoIs } from "./tools.ts";
import { ADDRESS, observeAll, type Observation } from "./worlds.ts";

const ORIGIN = { origin: "https://postern.example" };

/** Keeps every answer completely: status, headers with cookies, body. */
function recorder() {
  const answers: string[] = [];
  return {
    answers,
    async record(answer: Promise<Response>): Promise<void> {
      const response = await answer;
      answers.push(`${response.status} ${JSON.stringify([...response.headers])}`);
      // The style is the same on all pages, and would only hide the differences.
      answers.push((await response.text()).replace(/<style>.*<\/style>/s, ""));
    },
  };
}

/** Everything that can be done from a waiting page, looking at it after each step. */
async function wait(app: TestPostern, deliver: () => Promise<void>): Promise<string[]> {
  const browser: Browser = app.browser({ client: "203.0.113.77" });
  const { answers, record } = recorder();
  const sends = (path: string, fields: Readonly<Record<string, string>> = {}) =>
    record(post(browser, path, fields, { ...ORIGIN, accept: "text/html" }));
  const look = async () => {
    await record(browser.request("/unconfirmed", { headers: { accept: "text/html" } }));
    await record(browser.request("/unconfirmed", { headers: { accept: "application/json" } }));
  };
  await sends("/register", { email: ADDRESS, password: OTHER_PASSWORD });
  await look();
  await deliver();
  await look();
  await sends("/resend");
  app.clock.forward("61 seconds");
  await sends("/resend");
  await look();
  await deliver();
  await look();
  for (let guess = 0; guess < 6; guess += 1) {
    await sends("/unconfirmed/code", { code: `0000000${guess}` });
  }
  await look();
  app.clock.forward("61 minutes");
  await sends("/unconfirmed/code", { code: "00000009" });
  await look();
  await sends("/unconfirmed/email", { email: ADDRESS });
  await deliver();
  await look();
  app.clock.forward("73 hours");
  await look();
  await sends("/unconfirmed/email", { email: "somebody@elsewhere.example" });
  await deliver();
  await look();
  await record(browser.request("/profile"));
  await record(browser.request("/"));
  await sends("/login", { email: "somebody@elsewhere.example", password: OTHER_PASSWORD });
  await sends("/unconfirmed/cancel");
  await look();
  return answers;
}

/** Step by step, so that the failure shows the first difference. */
function expectAlike(world: string, seen: Observation, unknown: Observation): void {
  const [steps, expected] = [seen.body, unknown.body].map((body) => JSON.parse(body) as string[]);
  for (const [place, step] of steps!.entries()) {
    expect(`${world}, ${place}: ${step}`).toBe(`${world}, ${place}: ${expected![place]}`);
  }
  expect([world, seen.hashes]).toEqual([world, unknown.hashes]);
}

test("from the first look to the removal, every byte is the same as for an unknown address", async () => {
  const [unknown, ...others] = await observeAll(async (app, deliver) =>
    Response.json(await wait(app, deliver)),
  );
  for (const { world, seen } of others) expectAlike(world, seen, unknown!.seen);
});

test("logging in to a shadow registration with its password is answered alike, however often", async () => {
  const often = async (app: TestPostern) => {
    const browser = app.browser({ client: "203.0.113.77" });
    const { answers, record } = recorder();
    const login = { email: ADDRESS, password: OTHER_PASSWORD };
    await record(post(browser, "/register", login, ORIGIN));
    for (let time = 0; time < 12; time += 1) await record(post(browser, "/login", login, ORIGIN));
    return Response.json(answers);
  };
  const [unknown, ...others] = await observeAll(often);
  for (const { world, seen } of others) expectAlike(world, seen, unknown!.seen);
});

test("only the mailbox learns that the address has an account", async () => {
  const [, ...others] = await observeAll(async (app) => {
    const browser = app.browser();
    await browser.submit("/register", { email: ADDRESS, password: PASSWORD });
    return new Response((await app.mailTo(ADDRESS)).kind);
  });
  expect(others.map(({ world, seen }) => `${world}: ${seen.body}`)).toEqual([
    "unconfirmed: confirm",
    "registered three times: confirm",
    "confirmed: already-registered",
    "confirmed and waiting: already-registered",
    "reserved: address-reserved",
    "unconfirmed and bounced: confirm",
    "stopped: contact-stopped",
    "with an imported password: already-registered",
    "disabled: already-registered",
    "with a second factor: already-registered",
    "with a passkey: already-registered",
  ]);
});

test("even its own link, which is never mailed, and its own code confirm nothing", async () => {
  await using app = await testPostern({ secret: SECRET });
  const owner = await app.confirmed(ADDRESS);
  app.clock.forward("2 minutes");
  const shadow = app.browser();
  await shadow.submit("/register", { email: ADDRESS, password: OTHER_PASSWORD });
  await app.mails();
  const row = app.database.prepare("SELECT id, minted_on FROM links WHERE ended_on IS NULL").get();
  const id = String(row?.["id"]);
  const { links, codes } = app.postern.context;
  const coded = await shadow.json("POST", "/unconfirmed/code", { code: codes.of(id) });
  expect([coded.status, coded.body["reason"]]).toEqual([422, "wrong-code"]);
  const link = links.write("confirm", id, Number(row?.["minted_on"]));
  expect((await shadow.json("POST", "/confirm", { link })).status).not.toBe(200);
  expect(count(app, "addresses")).toBe(1);
  expect(count(app, "users", "confirmed_on IS NOT NULL")).toBe(1);
  expect(await whoIs(owner)).toBe(ADDRESS);
});
