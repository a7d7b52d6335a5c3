// Registering at a site that has sent unusually many mails to strangers.

import { readFileSync } from "node:fs";
import { describe, expect, test, vi } from "vitest";
import type { Challenge } from "../../src/domain/proof-of-work.ts";
import { PASSWORD, testPostern, type TestPostern } from "../../src/testing/test-postern.ts";
import { alarm, challengeOn, solve, trustOfNewest } from "../attacks/proof-tools.ts";
import { valueIn, wordsOf } from "./page.ts";

const EMAIL = "ada@example.com";
const ACCOUNT = { email: EMAIL, password: PASSWORD };

const registerInJson = (app: TestPostern, fields: object) =>
  app.browser().json("POST", "/register", fields);

test("a calm site asks for no proof of work, on its page and of programs", async () => {
  await using app = await testPostern();
  const page = await app.browser().open("/register");
  expect(challengeOn(page)).toBeUndefined();
  expect(valueIn(page, "proof")).toBeUndefined();
  expect(page.headers.get("content-security-policy")).not.toContain("worker-src");
  expect((await app.browser().json("GET", "/register")).body).toEqual({});
  expect((await registerInJson(app, ACCOUNT)).status).toBe(201);
  expect(trustOfNewest(app)).toBe(0);
});

test("without limits there is no proof of work", async () => {
  await using app = await testPostern({ limits: "off" });
  alarm(app, 0);
  expect(challengeOn(await app.browser().open("/register"))).toBeUndefined();
  expect((await registerInJson(app, ACCOUNT)).status).toBe(201);
});

describe.for([
  ["on the alert", 60],
  ["holding mails back", 0],
] as const)("a site %s", ([, credit]) => {
  test("gives its form a challenge, whose proof speaks for the mail", async () => {
    await using app = await testPostern();
    alarm(app, credit);
    const browser = app.browser();
    const form = await browser.open("/register");
    expect(form.headers.get("content-security-policy")).toContain("; worker-src blob:");
    const proof = solve(challengeOn(form)!);
    expect((await browser.submit("/register", { ...ACCOUNT, proof })).path).toBe("/unconfirmed");
    expect(trustOfNewest(app)).toBe(1);
  });

  test("says on the page what it means to have no scripts, and registers without a proof", async () => {
    await using app = await testPostern();
    alarm(app, credit);
    const browser = app.browser();
    const form = await browser.open("/register");
    expect(wordsOf(form)).toContain(
      "Without JavaScript, your email may arrive up to 3 hours later",
    );
    const waiting = await browser.submit("/register", { ...ACCOUNT, proof: "" });
    expect(waiting.path).toBe("/unconfirmed");
    expect(app.user(EMAIL)).toBeDefined();
    expect(trustOfNewest(app)).toBe(0);
  });

  test("tells programs the challenge and how to solve it, and takes the same request with a proof", async () => {
    await using app = await testPostern();
    alarm(app, credit);
    const answer = await registerInJson(app, ACCOUNT);
    expect(answer.headers.get("content-type")).toBe("application/problem+json");
    expect(answer).toMatchObject({
      status: 403,
      body: {
        type: "urn:postern:proof-of-work-needed",
        title: "A proof of work is needed",
        challenge: { algorithm: "SHA-256", maxnumber: 99 },
      },
    });
    expect(answer.body["detail"]).toContain("Find the number from 0 to 99");
    expect(app.user(EMAIL)).toBeUndefined();
    const proof = solve(answer.body["challenge"] as Challenge);
    const registered = await registerInJson(app, { ...ACCOUNT, proof });
    expect(registered).toMatchObject({ status: 201, body: { state: "unconfirmed", email: EMAIL } });
    expect(trustOfNewest(app)).toBe(1);
  });
});

test("a program can have a challenge before it asks", async () => {
  await using app = await testPostern();
  alarm(app);
  const { body } = await app.browser().json("GET", "/register");
  const proof = solve(body["challenge"] as Challenge);
  expect((await registerInJson(app, { ...ACCOUNT, proof })).status).toBe(201);
});

test("a form that is refused has a new challenge; what was typed wrong is told first", async () => {
  await using app = await testPostern();
  alarm(app);
  const browser = app.browser();
  const first = challengeOn(await browser.open("/register"));
  const again = await browser.submit("/register", { email: "ada", password: PASSWORD });
  expect(again.status).toBe(422);
  expect(challengeOn(again)).toBeDefined();
  expect(challengeOn(again)).not.toEqual(first);
  expect((await registerInJson(app, { email: "ada", password: PASSWORD })).status).toBe(422);
});

test("a second press of the form is the first one's registration, with its proof", async () => {
  await using app = await testPostern();
  alarm(app);
  const browser = app.browser();
  const form = await browser.open("/register");
  const sent = { ...ACCOUNT, form_id: valueIn(form, "form_id")!, proof: solve(challengeOn(form)!) };
  await browser.submit("/register", sent);
  expect((await browser.submit("/register", sent)).path).toBe("/unconfirmed");
  expect(app.database.prepare("SELECT trust FROM mails").all()).toEqual([{ trust: 1 }]);
});

test.for(["/forgot", "/resend"])("%s asks for no proof of work", async (path) => {
  await using app = await testPostern();
  alarm(app, 0);
  const form = await app.browser().submit(path, { email: EMAIL });
  expect(form.status).toBe(200);
  expect((await app.browser().json("POST", path, { email: EMAIL })).status).toBe(202);
});

test("the program in docs/http.md registers at a calm site, and at one on the alert", async () => {
  await using app = await testPostern();
  const page = readFileSync("docs/http.md", "utf8").split("\n## Proof of work\n")[1] ?? "";
  const [, code = ""] = /```js\n([\s\S]*?)```/.exec(page) ?? [];
  const program = `data:text/javascript,${encodeURIComponent(code)}`;
  const { register } = (await import(/* @vite-ignore */ program)) as {
    register(site: string, account: object): Promise<Response>;
  };
  vi.stubGlobal("fetch", (url: string, init: RequestInit) =>
    app.postern.fetch(new Request(url, init), { address: "192.0.2.1" }),
  );
  try {
    expect((await register(app.baseUrl, ACCOUNT)).status).toBe(201);
    alarm(app);
    expect((await register(app.baseUrl, { ...ACCOUNT, email: "bob@example.com" })).status).toBe(
      201,
    );
    expect((await register(app.baseUrl, { ...ACCOUNT, email: "bob" })).status).toBe(422);
  } finally {
    vi.unstubAllGlobals();
  }
  expect(trustOfNewest(app)).toBe(1);
});
