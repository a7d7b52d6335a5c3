// Logging in to a mail server with OAuth: from the first mail over renewals and refusals, and what is said of them.

import { generateKeyPairSync } from "node:crypto";
import { DatabaseSync } from "node:sqlite";
import { describe, expect, test } from "vitest";
import { smtpMailer, type SmtpOptions } from "../../src/adapters/smtp-mailer.ts";
import type { SmtpOAuth } from "../../src/adapters/smtp-oauth.ts";
import { storedTokens } from "../../src/adapters/stored-tokens.ts";
import { sqliteStore } from "../../src/open-stores.ts";
import type { Message } from "../../src/ports/mailer.ts";
import { StoreUnavailable, type Store } from "../../src/ports/store.ts";
import { movableClock } from "../../src/testing/clock.ts";
import { PASSWORD, testPostern } from "../../src/testing/test-postern.ts";
import { mailServer } from "./mail-server.ts";
import {
  CLIENT,
  error,
  FIRST_REFRESH,
  tokenMailServer,
  tokenServer,
  type TokenServer,
} from "./token-server.ts";

const SECRET = "0123456789abcdefghijklmnopqrstuvwxyzABCDEF";

const USER = "accounts@example.com";

const mail = (number = 1): Message => ({
  to: "ada@example.com",
  subject: "Hello",
  text: "Hello",
  html: "<p>Hello</p>",
  messageId: `<${number}@postern.example>`,
  date: Date.UTC(2026, 10, 22),
  about: { id: "1", kind: "confirm", links: [] },
});

const app = (tokens: Pick<TokenServer, "url">): SmtpOAuth => ({ provider: tokens.url, ...CLIENT });

const person = (tokens: Pick<TokenServer, "url">): SmtpOAuth => ({
  ...app(tokens),
  refreshToken: FIRST_REFRESH,
});

/** A mailer, and a clock that the test moves. */
function mailerTo(port: number, oauth: SmtpOAuth, more: Partial<SmtpOptions> = {}) {
  const clock = movableClock();
  const mailer = smtpMailer({
    host: "127.0.0.1",
    port,
    secure: false,
    user: USER,
    from: `Acme <${USER}>`,
    oauth: { clock, ...oauth },
    messagesPerConnection: 1, // each mail logs in
    ...more,
  });
  return { ...mailer, clock, [Symbol.asyncDispose]: async () => mailer.close?.() };
}

describe("an access token", () => {
  test("is got with the first mail, and serves many mails and connections", async () => {
    await using tokens = await tokenServer();
    await using server = await tokenMailServer(tokens);
    await using mailer = mailerTo(server.port, app(tokens));
    expect(tokens.asked).toEqual([]);
    const sent = await Promise.all(Array.from({ length: 12 }, (_, n) => mailer.send(mail(n))));
    expect(sent.every(({ ok }) => ok)).toBe(true);
    expect(server.deliveries).toHaveLength(12);
    expect(new Set(server.logins)).toEqual(new Set(tokens.given));
    expect(server.logins).toHaveLength(12);
    expect(tokens.asked).toEqual([
      { grant_type: "client_credentials", client_id: "app", client_secret: CLIENT.clientSecret },
    ]);
  });

  test("is renewed when a fifth of its life is left, and not before", async () => {
    await using tokens = await tokenServer();
    await using server = await tokenMailServer(tokens);
    await using mailer = mailerTo(server.port, app(tokens));
    await mailer.send(mail());
    mailer.clock.forward("47 minutes");
    await mailer.send(mail());
    expect(tokens.given).toHaveLength(1);
    mailer.clock.forward("1 minute");
    expect(await mailer.send(mail())).toMatchObject({ ok: true });
    expect(server.logins.at(-1)).toBe(tokens.given[1]);
  });

  test("serves to its end while the endpoint is down, which is not asked with each mail", async () => {
    await using tokens = await tokenServer();
    await using server = await tokenMailServer(tokens);
    await using mailer = mailerTo(server.port, app(tokens));
    await mailer.send(mail());
    tokens.refuse({ status: 503 });
    mailer.clock.forward("50 minutes");
    for (const number of [1, 2, 3]) expect((await mailer.send(mail(number))).ok).toBe(true);
    expect(tokens.asked).toHaveLength(2);
    mailer.clock.forward("10 minutes");
    expect(await mailer.send(mail())).toMatchObject({ ok: false, fault: "passing" });
    tokens.refuse(undefined);
    expect(await mailer.send(mail())).toMatchObject({ ok: true });
  });

  test.each([
    ["at once, as Microsoft does", {}],
    ["after a challenge, as Google does", { challenge: { status: "401" } }],
  ])("that is refused %s is renewed once, over the same connection", async (_name, manner) => {
    await using tokens = await tokenServer();
    await using server = await tokenMailServer(tokens, manner);
    await using mailer = mailerTo(server.port, app(tokens));
    await mailer.send(mail());
    tokens.revoke(tokens.given[0]);
    mailer.clock.forward("2 minutes");
    expect(await mailer.send(mail())).toMatchObject({ ok: true });
    expect(tokens.asked).toHaveLength(2);
    expect(server.logins).toEqual(["at-1.9kLm", "at-1.9kLm", "at-2.9kLm"]);
  });

  test("that is refused as soon as it is made is not the reason: no other one is asked for", async () => {
    await using tokens = await tokenServer();
    await using server = await tokenMailServer({ isGood: () => false });
    await using mailer = mailerTo(server.port, app(tokens));
    for (const number of [1, 2]) {
      expect(await mailer.send(mail(number))).toMatchObject({
        ok: false,
        fault: "sender",
        affectsAll: true,
        answer: "535 5.7.3 Authentication unsuccessful",
      });
    }
    expect(tokens.asked).toHaveLength(1);
    expect(server.logins).toHaveLength(2);
  });

  test("for another scope is refused with the server's challenge in words", async () => {
    await using tokens = await tokenServer();
    const challenge = { status: "400", schemes: "bearer", scope: "https://mail.google.com/" };
    await using server = await tokenMailServer({ isGood: () => false }, { challenge });
    await using mailer = mailerTo(server.port, app(tokens));
    const { ok, answer } = await mailer.send(mail());
    expect(ok).toBe(false);
    expect(answer).toMatch(
      /^535 .* \(status 400, the token must be for the scope https:\/\/mail\.google\.com\/\)$/,
    );
  });

  test("is not shown to a server that offers no login with one", async () => {
    await using tokens = await tokenServer();
    await using server = await mailServer({ disabledCommands: ["STARTTLS"] });
    await using mailer = mailerTo(server.port, app(tokens));
    const { ok, answer } = await mailer.send(mail());
    expect([ok, answer]).toEqual([
      false,
      "it offers no login with OAuth (XOAUTH2), but PLAIN, LOGIN",
    ]);
    expect(tokens.asked).toEqual([]);
  });

  test("is not made anew because a password would not be taken either (5.7.30)", async () => {
    await using tokens = await tokenServer();
    const says = "5.7.30 Basic authentication is not supported for Client Submission.";
    await using server = await tokenMailServer({ isGood: () => false }, { says, code: 550 });
    await using mailer = mailerTo(server.port, app(tokens));
    await mailer.send(mail());
    mailer.clock.forward("2 minutes");
    expect(await mailer.send(mail())).toMatchObject({ ok: false, fault: "sender" });
    expect(tokens.asked).toHaveLength(1);
  });
});

describe("a refresh token that the service replaces", () => {
  test("is stored before its access token is used, and serves after a restart", async () => {
    await using tokens = await tokenServer();
    const store = await sqliteStore(new DatabaseSync(":memory:"));
    let sealedBefore: number | undefined;
    await using server = await tokenMailServer(tokens, {}, () => {
      void store.listTokens().then(({ length }) => (sealedBefore ??= length));
    });
    const oauth = { ...person(tokens), tokens: storedTokens(store, SECRET) };
    await using first = mailerTo(server.port, oauth);
    expect(await first.send(mail())).toMatchObject({ ok: true });
    expect(sealedBefore).toBe(1);
    await using second = mailerTo(server.port, { ...oauth, tokens: storedTokens(store, SECRET) });
    second.clock.forward("50 minutes");
    expect(await second.send(mail())).toMatchObject({ ok: true });
    const sent = tokens.asked.map((form) => form["refresh_token"]);
    expect(sent).toEqual([FIRST_REFRESH, "rt-2.4fTz"]);
    const [stored] = await store.listTokens();
    expect(JSON.stringify(stored)).not.toMatch(/4fTz|9kLm/);
    await store.close();
  });

  test("is stored later if the database was away, without asking for another", async () => {
    await using tokens = await tokenServer();
    const store = await sqliteStore(new DatabaseSync(":memory:"));
    let isAway = true;
    const odd: Store = {
      ...store,
      saveTokens: async (input) => {
        if (isAway) throw new StoreUnavailable("down");
        return store.saveTokens(input);
      },
    };
    await using server = await tokenMailServer(tokens);
    await using mailer = mailerTo(server.port, {
      ...person(tokens),
      tokens: storedTokens(odd, SECRET),
    });
    expect(await mailer.send(mail())).toMatchObject({
      ok: false,
      fault: "passing",
      affectsAll: true,
    });
    expect(server.logins).toEqual([]);
    isAway = false;
    expect(await mailer.send(mail())).toMatchObject({ ok: true });
    expect(tokens.asked).toHaveLength(1);
    await store.close();
  });

  test("lets a key of the site go: without it, the settings are used anew", async () => {
    await using tokens = await tokenServer({ rotating: false });
    const store = await sqliteStore(new DatabaseSync(":memory:"));
    await using server = await tokenMailServer(tokens);
    for (const key of ["x", "y"]) {
      const kept = storedTokens(store, `${key}${SECRET.slice(1)}`);
      await using mailer = mailerTo(server.port, { ...person(tokens), tokens: kept });
      expect(await mailer.send(mail())).toMatchObject({ ok: true });
    }
    expect(tokens.asked.map((form) => form["refresh_token"])).toEqual([
      FIRST_REFRESH,
      FIRST_REFRESH,
    ]);
    await store.close();
  });

  test("of a new login takes the place of the stored one", async () => {
    await using tokens = await tokenServer({ rotating: false });
    const store = await sqliteStore(new DatabaseSync(":memory:"));
    await using server = await tokenMailServer(tokens);
    const kept = { ...person(tokens), tokens: storedTokens(store, SECRET) };
    await using before = mailerTo(server.port, kept);
    await before.send(mail());
    await using after = mailerTo(server.port, { ...kept, refreshToken: "rt-of-another-login" });
    expect(await after.send(mail())).toMatchObject({ ok: false, fault: "sender" });
    expect(tokens.asked.at(-1)).toMatchObject({ refresh_token: "rt-of-another-login" });
    await store.close();
  });
});

test("a service account of Google signs for the mailbox", async () => {
  const { publicKey, privateKey } = generateKeyPairSync("rsa", {
    modulusLength: 2048,
    publicKeyEncoding: { type: "spki", format: "pem" },
    privateKeyEncoding: { type: "pkcs8", format: "pem" },
  });
  await using tokens = await tokenServer({ publicKey });
  await using server = await tokenMailServer(tokens);
  const serviceAccount = JSON.stringify({
    client_email: "postern@acme.iam.gserviceaccount.com",
    private_key_id: "k1",
    private_key: privateKey,
    token_uri: tokens.url,
  });
  await using mailer = mailerTo(server.port, { provider: "google", serviceAccount });
  expect(await mailer.send(mail())).toMatchObject({ ok: true });
  const { grant_type, assertion = "" } = tokens.asked[0]!;
  expect(grant_type).toBe("urn:ietf:params:oauth:grant-type:jwt-bearer");
  const [header, claims] = assertion.split(".").map((part) => Buffer.from(part, "base64url"));
  expect(JSON.parse(String(header))).toEqual({ alg: "RS256", typ: "JWT", kid: "k1" });
  expect(JSON.parse(String(claims))).toEqual({
    iss: "postern@acme.iam.gserviceaccount.com",
    sub: USER,
    scope: "https://mail.google.com/",
    aud: tokens.url,
    iat: mailer.clock.now() / 1_000,
    exp: mailer.clock.now() / 1_000 + 300,
  });
});

describe("without an access token", () => {
  test.each([
    [
      "a wrong secret",
      error("invalid_client", "AADSTS7000215: Invalid client secret", 401),
      "sender",
      /client secret is wrong.*\(invalid_client, AADSTS7000215\)/,
    ],
    [
      "an expired secret",
      error("invalid_client", "AADSTS7000222: The provided client secret keys are expired.", 401),
      "sender",
      /client secret is expired: make a new one/,
    ],
    [
      "another tenant",
      error("unauthorized_client", "AADSTS700016: Application was not found"),
      "sender",
      /this tenant has no app with this client id/,
    ],
    [
      "no delegation",
      error(
        "unauthorized_client",
        "Client is unauthorized to retrieve access tokens using this method.",
        401,
      ),
      "sender",
      /lacks domain-wide delegation/,
    ],
    [
      "a revoked login",
      error("invalid_grant", "Token has been expired or revoked."),
      "sender",
      /log the account in again/,
    ],
    [
      "an unknown error",
      error("odd_thing", "who knows"),
      "sender",
      /refuses the request \(odd_thing\)/,
    ],
    ["a page that is no endpoint", { status: 404, body: "<html>" }, "sender", /look at its URL/],
    ["a redirect", { status: 302, headers: { location: "/" } }, "sender", /look at its URL/],
    ["no token in the answer", { status: 200, body: {} }, "sender", /look at its URL/],
    [
      "a token that would end a line",
      { status: 200, body: { access_token: "a\r\nQUIT" } },
      "sender",
      /URL/,
    ],
    ["too many requests", { status: 429, headers: { "retry-after": "120" } }, "passing", /429/],
    ["an error of its own", { status: 500, body: "oops" }, "passing", /trouble of its own \(500\)/],
    ["a passing error", error("temporarily_unavailable", ""), "passing", /temporarily_unavailable/],
  ])("after %s, mails are held, and it is said why", async (_name, refusal, fault, words) => {
    await using tokens = await tokenServer();
    await using server = await tokenMailServer(tokens);
    await using mailer = mailerTo(server.port, app(tokens));
    tokens.refuse(refusal);
    const answer = await mailer.send(mail());
    expect(answer).toMatchObject({ ok: false, fault, affectsAll: true });
    expect(answer.answer).toMatch(words);
    expect(answer.answer).toMatch(/^localhost:\d+ gives no access token: /);
    expect(server.logins).toEqual([]);
    expect(await mailer.probe?.()).toEqual(answer);
  });

  test("because the endpoint does not answer, mails are held until it does, as long as it says", async () => {
    const tokens = await tokenServer();
    await using server = await tokenMailServer(tokens);
    await using mailer = mailerTo(server.port, app(tokens));
    tokens.refuse({ status: 503, headers: { "retry-after": "90" } });
    expect(await mailer.send(mail())).toMatchObject({ fault: "passing", retryAfter: 90_000 });
    await tokens[Symbol.asyncDispose]();
    const answer = await mailer.send(mail());
    expect(answer).toMatchObject({ ok: false, fault: "passing", affectsAll: true });
    expect(answer.answer).toMatch(/^localhost:\d+ does not answer: ECONNREFUSED$/);
  });

  test("a mail server that repeats the command it refuses does not make us show the token", async () => {
    await using tokens = await tokenServer();
    const words = Buffer.from(`user=${USER}\u0001auth=Bearer at-1.9kLm\u0001\u0001`).toString(
      "base64",
    );
    const says = `5.5.4 Cannot read AUTH XOAUTH2 ${words} (at-1.9kLm)`;
    await using server = await tokenMailServer({ isGood: () => false }, { says });
    await using mailer = mailerTo(server.port, app(tokens));
    const answer = await mailer.send(mail());
    expect(answer).toMatchObject({ ok: false, fault: "sender", affectsAll: true });
    expect(answer.answer).toBe("535 5.5.4 Cannot read AUTH XOAUTH2 … (…)");
    expect(await mailer.probe?.()).toMatchObject({ answer: answer.answer });
  });

  test("nothing that is logged, stored or shown contains a secret, whatever the endpoint repeats", async () => {
    await using tokens = await tokenServer();
    const echo = `${CLIENT.clientSecret} ${FIRST_REFRESH} at-1.9kLm`;
    const challenge = { status: "400", error_description: echo.slice(-9) };
    await using server = await tokenMailServer({ isGood: () => false }, { challenge });
    const mailer = mailerTo(server.port, person(tokens));
    await using site = await testPostern({ mailer });
    await site.browser().submit("/register", { email: "ada@example.com", password: PASSWORD });
    await site.mails();
    tokens.refuse(error("invalid_grant", echo));
    mailer.clock.forward("2 hours");
    site.clock.forward("2 hours");
    await site.mails();
    const held = site.database.prepare("SELECT fault, answer FROM outbox_hold").get();
    expect(held).toMatchObject({ fault: "sender" });
    expect(String(held?.["answer"])).toContain("log the account in again");
    const seen = site.dump() + JSON.stringify(site.log);
    for (const secret of [CLIENT.clientSecret, "4fTz", "9kLm"]) expect(seen).not.toContain(secret);
    await mailer.close?.();
  });
});
