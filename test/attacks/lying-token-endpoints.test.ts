// A token endpoint that redirects, lies about times, or gives what is no token.

import { DatabaseSync } from "node:sqlite";
import { describe, expect, test } from "vitest";
import { readGrant, type Grant, type OAuthOptions } from "../../src/adapters/oauth-grant.ts";
import { storedTokens } from "../../src/adapters/stored-tokens.ts";
import { tokenSource } from "../../src/adapters/token-source.ts";
import { sqliteStore } from "../../src/open-stores.ts";
import { movableClock } from "../../src/testing/clock.ts";
import { endlessServer } from "../mail-services/endless-server.ts";
import { CLIENT, FIRST_REFRESH, tokenServer } from "../mails/token-server.ts";
import { SECRET } from "./tools.ts";

const USE = { microsoft: { app: "app", person: "person" }, google: "mail", subject: "a@x.example" };

function grantFor(options: OAuthOptions): Grant {
  const grant = readGrant(options, USE);
  if ("words" in grant) throw new Error(grant.words);
  return grant;
}

/** A person's consent: the refresh token is replaced with each use. */
const personAt = (provider: string): Grant =>
  grantFor({ provider, ...CLIENT, refreshToken: FIRST_REFRESH });

describe("a token endpoint", () => {
  test.each([301, 302, 307, 308])(
    "that redirects (%i) makes us tell nobody else",
    async (status) => {
      await using thief = await tokenServer();
      await using tokens = await tokenServer();
      tokens.refuse({ status, headers: { location: thief.url } });
      const answer = await tokenSource(personAt(tokens.url)).token();
      expect(answer).toMatchObject({ ok: false, fault: "sender", setting: "provider" });
      expect(thief.asked).toEqual([]);
    },
  );

  test.each([1e300, 0.000_1, 1e-300, -1])(
    "that says that a token lives for %d seconds gives one that can be stored",
    async (life) => {
      await using tokens = await tokenServer({ life });
      const store = await sqliteStore(new DatabaseSync(":memory:"));
      const keeper = storedTokens(store, SECRET);
      const clock = movableClock();
      const grant = personAt(tokens.url);
      const first = await tokenSource(grant, { keeper, clock }).token();
      expect(first).toMatchObject({ ok: true, token: "at-1.9kLm" });
      const { id } = (await store.listTokens())[0]!;
      const { tokens: kept } = await keeper.claim({ id, refused: undefined, now: clock.now() });
      // PostgreSQL refuses times that are not.
      expect([kept?.renewOn, kept?.expiresOn].every(Number.isSafeInteger)).toBe(true);
      // After a restart.
      expect(await tokenSource(grant, { keeper, clock }).token()).toEqual(first);
      await store.close();
    },
  );

  test.each([
    ["another field of the login", "good\u0001auth=Bearer bad"],
    ["the next command", "good\r\nRSET"],
    ["nothing", ""],
    ["too much", "x".repeat(20_000)],
    ["more than an answer may have", "x".repeat(1_000_000)],
  ])("gives no token that contains %s", async (_, access_token) => {
    await using tokens = await tokenServer();
    tokens.refuse({ status: 200, body: { access_token, expires_in: 3_600 } });
    expect(await tokenSource(personAt(tokens.url)).token()).toMatchObject({ ok: false });
  });

  test("whose answer has no end is read no further than a token can be long", async () => {
    await using tokens = await endlessServer();
    const answer = await tokenSource(personAt(`${tokens.url}/token`)).token();
    expect(answer).toMatchObject({ ok: false, fault: "sender", setting: "provider" });
  });

  test("that fails while its token is refused is shown no refresh token twice", async () => {
    await using tokens = await tokenServer();
    const clock = movableClock();
    const source = tokenSource(personAt(tokens.url), { clock });
    const before = await source.token();
    if (!before.ok) throw new Error(before.answer);
    clock.forward("50 minutes");
    tokens.hold(async () => tokens.refuse(tokens.asked.length === 2 ? { status: 503 } : undefined));
    const [due, ...refused] = await Promise.all([
      source.token(),
      source.token(before.token),
      source.token(before.token),
    ]);
    expect(due).toEqual(before);
    for (const each of refused) expect(each).toMatchObject({ ok: true, token: "at-2.9kLm" });
    expect(tokens.asked).toHaveLength(3);
  });

  test.each(["http://tokens.example/", "https://user:password@tokens.example/", "ftp://x.example"])(
    "is not asked where others can listen: %s",
    (provider) => {
      expect(readGrant({ provider, ...CLIENT }, USE)).toMatchObject({ setting: "provider" });
    },
  );
});
