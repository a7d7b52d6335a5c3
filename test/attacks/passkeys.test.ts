// What somebody tries who has not got the passkey: answers that were seen, made up, or made for somewhere else.

import { describe, expect, test } from "vitest";
import type { Browser } from "../../src/testing/browser.ts";
import { PASSWORD, testPostern, type TestPostern } from "../../src/testing/test-postern.ts";
import { authenticator, type Authenticator } from "../passkeys/authenticator.ts";
import {
  ADA,
  addKey,
  ask,
  keysOf,
  LOGIN,
  signed,
  typePassword,
  useKey,
} from "../passkeys/tools.ts";

const EVE = "eve@example.com";
const SESSION = "__Host-postern-session";

/** A site where Ada has a passkey. */
async function site(options?: Parameters<typeof testPostern>[0]) {
  const app = await testPostern(options);
  const key = authenticator();
  const ada = await app.confirmed(ADA);
  await addKey(ada, key);
  app.clock.forward("1 minutes");
  return { app, ada, key };
}

/** Who is logged in, by what a program is told. */
async function who(browser: Browser): Promise<unknown> {
  const { status, body } = await browser.json("GET", "/profile");
  return status === 200 ? (body["user"] as { readonly email: string }).email : undefined;
}

const REFUSED = { status: 401, body: { reason: "wrong-passkey" } };

test("an answer logs in once: sent again, also after a logout, it is refused", async () => {
  const { app, key } = await site();
  await using _ = app;
  const browser = app.browser();
  const sent = await signed(browser, key);
  expect((await browser.json("POST", LOGIN, sent)).status).toBe(200);
  await browser.submit("/logout");
  expect(await browser.json("POST", LOGIN, sent)).toMatchObject(REFUSED);
  expect(await who(browser)).toBeUndefined();
});

test("of sixteen that send one answer at the same time, one is logged in", async () => {
  const { app, key } = await site();
  await using _ = app;
  const browser = app.browser();
  const sent = await signed(browser, key);
  const body = JSON.stringify(sent);
  const headers = { accept: "application/json", "content-type": "application/json" };
  const all = await Promise.all(
    Array.from({ length: 16 }, () => browser.request(LOGIN, { method: "POST", body, headers })),
  );
  expect(all.filter(({ status }) => status === 200)).toHaveLength(1);
});

test("an answer that was seen is of no use in another browser", async () => {
  const { app, key } = await site();
  await using _ = app;
  const [ada, eve] = [app.browser(), app.browser()];
  await ask(eve, "login");
  const sent = await signed(ada, key);
  expect(await eve.json("POST", LOGIN, sent)).toMatchObject(REFUSED);
});

test("nobody is made to log in as somebody else by a challenge of theirs", async () => {
  const { app } = await site();
  await using _ = app;
  const eves = authenticator();
  await addKey(await app.confirmed(EVE), eves);
  const sent = await signed(app.browser(), eves);
  const victim = app.browser();
  await victim.open("/login");
  expect(await victim.json("POST", LOGIN, sent)).toMatchObject(REFUSED);
  expect(await who(victim)).toBeUndefined();
});

test("an answer lasts as long as its challenge, ten minutes", async () => {
  const { app, key } = await site();
  await using _ = app;
  const browser = app.browser();
  const sent = await signed(browser, key);
  app.clock.forward("10 minutes");
  expect(await browser.json("POST", LOGIN, sent)).toMatchObject(REFUSED);
});

test("a session that was planted in a browser is not the one that a passkey logs in", async () => {
  const { app, key } = await site();
  await using _ = app;
  const [eve, victim] = [await app.confirmed(EVE), app.browser()];
  const planted = eve.jar.get(SESSION)!;
  victim.jar.set(SESSION, planted);
  await useKey(victim, key);
  expect(victim.jar.get(SESSION)).not.toBe(planted);
  expect(await who(victim)).toBe(ADA);
  const thief = app.browser();
  thief.jar.set(SESSION, planted);
  expect(await who(thief)).not.toBe(ADA);
});

describe("every answer that is wrong is refused alike", () => {
  const answers = async (
    app: TestPostern,
    made: (browser: Browser) => Promise<{ readonly credential: string; readonly state: string }>,
  ) => {
    const browser = app.browser();
    const sent = await made(browser);
    const response = await browser.request(LOGIN, {
      method: "POST",
      body: JSON.stringify(sent),
      headers: { accept: "application/json", "content-type": "application/json" },
    });
    return { status: response.status, body: await response.text(), headers: [...response.headers] };
  };
  const changed = async (
    browser: Browser,
    key: Authenticator,
    change: (json: never) => unknown,
  ) => {
    const sent = await signed(browser, key);
    return { ...sent, credential: JSON.stringify(change(JSON.parse(sent.credential) as never)) };
  };
  type Json = { readonly response: { readonly signature: string; readonly userHandle: string } };

  test.for<[string, (app: TestPostern, browser: Browser, key: Authenticator) => Promise<unknown>]>([
    [
      "of a passkey that nobody has",
      async (_, browser) => {
        const asked = await ask(browser, "login");
        const unknown = authenticator();
        unknown.create({ options: { ...asked.options, rp: { id: "postern.example" } } });
        return { credential: unknown.get(asked), state: asked.state };
      },
    ],
    [
      "of a passkey whose user was removed",
      async (app, browser, key) => {
        const sent = await signed(browser, key);
        app.database.exec("PRAGMA foreign_keys = ON; DELETE FROM credentials");
        return sent;
      },
    ],
    [
      "with a changed signature",
      async (_, browser, key) =>
        changed(browser, key, ({ response, ...rest }: Json) => ({
          ...rest,
          response: { ...response, signature: response.signature.replace(/.{4}$/, "AAAA") },
        })),
    ],
    [
      "that says it is somebody else's",
      async (_, browser, key) =>
        changed(browser, key, ({ response, ...rest }: Json) => ({
          ...rest,
          response: { ...response, userHandle: "AAAA" },
        })),
    ],
    [
      "that does not say whose it is",
      async (_, browser, key) =>
        changed(browser, key, ({ response: { userHandle: _no, ...response }, ...rest }: Json) => ({
          ...rest,
          response,
        })),
    ],
    [
      "to a challenge that the sender made up",
      async (_, browser, key) => {
        const { options, state } = await ask(browser, "login");
        const challenge = "A".repeat(43);
        return { credential: key.get({ options: { ...options, challenge } }), state };
      },
    ],
    [
      "with a state that the sender made up",
      async (_, browser, key) => {
        const sent = await signed(browser, key);
        return { ...sent, state: sent.state.replace(/[^.]+$/, "A".repeat(43)) };
      },
    ],
    [
      "that is no JSON",
      async (_, browser) => ({
        credential: "{",
        state: (await ask(browser, "login")).state,
      }),
    ],
    ["that is nothing", async () => ({})],
  ])("%s", async ([, make]) => {
    const { app, key } = await site();
    await using _ = app;
    const plain = await answers(app, async () => ({ credential: "", state: "" }));
    const before = app.database.prepare("SELECT COUNT(*) AS count FROM sessions").get();
    const answer = await answers(app, (browser) => make(app, browser, key) as never);
    expect([answer.status, answer.body]).toEqual([plain.status, plain.body]);
    expect(app.database.prepare("SELECT COUNT(*) AS count FROM sessions").get()).toEqual(before);
  });

  test.for<[string, Parameters<typeof authenticator>[0]]>([
    ["another site's page", { origin: "https://postern.example.evil.example" }],
    ["a page without https", { origin: "http://postern.example" }],
    ["a frame in another site's page", { client: { crossOrigin: true } }],
    ["a frame that says what frames it", { client: { topOrigin: "https://evil.example" } }],
    ["a page where a passkey was made", { client: { type: "webauthn.create" } }],
    ["an authenticator that did not check its holder", { verifies: false }],
  ])("from %s", async ([, options]) => {
    const { app, key } = await site();
    await using _ = app;
    const phisher = authenticator(options);
    phisher.passkeys.push(...key.passkeys);
    const browser = app.browser();
    expect(await browser.json("POST", LOGIN, await signed(browser, phisher))).toMatchObject(
      REFUSED,
    );
    expect((await keysOf(app))[0]?.lastUsedOn).toBeLessThan(app.clock.now());
  });
});

describe("a passkey opens no more than the password does", () => {
  test.for<[string, string, string]>([
    ["is suspended", "UPDATE users SET disabled_on = 1", "disabled"],
    ["is to be deleted", "UPDATE users SET deletes_on = 4e12", "to-be-deleted"],
  ])("to somebody whose account %s", async ([, sql, reason]) => {
    const { app, key } = await site();
    await using _ = app;
    app.database.exec(sql);
    const browser = app.browser();
    const sent = await signed(browser, key);
    expect(await browser.json("POST", LOGIN, sent)).toMatchObject({
      status: 403,
      body: { reason },
    });
    const login = { email: ADA, password: PASSWORD };
    expect(await app.browser().json("POST", "/login", login)).toMatchObject({
      status: 403,
      body: { reason },
    });
    expect((await keysOf(app))[0]?.lastUsedOn).toBeLessThan(app.clock.now());
  });

  test("to no other site by its `next`", async () => {
    const { app, key } = await site();
    await using _ = app;
    expect((await useKey(app.browser(), key, "login", "https://evil.example/")).path).toBe("/");
  });
});

describe("whoever knows the password and not the second factor", () => {
  test("gets no further with a passkey of another account", async () => {
    const { app, ada } = await site();
    await using _ = app;
    await addKey(ada, authenticator({ verifies: false }), "add-security-key");
    const eves = authenticator();
    await addKey(await app.confirmed(EVE), eves);
    const thief = app.browser();
    await typePassword(thief);
    const { options, state } = await ask(thief, "second-step");
    const credential = eves.get({ options: { ...options, allowCredentials: [] } });
    expect(await thief.json("POST", LOGIN, { credential, state })).toMatchObject(REFUSED);
    expect(await who(thief)).toBeUndefined();
  });

  test("adds no passkey in the sign-in that waits for it", async () => {
    const { app, ada } = await site();
    await using _ = app;
    await addKey(ada, authenticator({ verifies: false }), "add-security-key");
    const thief = app.browser();
    await typePassword(thief);
    expect(await thief.json("GET", "/passkeys/options?for=add")).toMatchObject({
      status: 403,
      body: { reason: "second-factor-needed" },
    });
  });
});

test("a security key that was found logs nobody in, not even with a PIN that the finder gave it", async () => {
  const { app, ada } = await site();
  await using _ = app;
  const key = authenticator({ verifies: false });
  await addKey(ada, key, "add-security-key");
  const withPin = authenticator({ verifies: true });
  withPin.passkeys.push(...key.passkeys);
  const finder = app.browser();
  expect(await finder.json("POST", LOGIN, await signed(finder, withPin))).toMatchObject(REFUSED);
});

test("the challenge of a second step is no sign-in, nor is one that adds a passkey", async () => {
  const { app, ada, key } = await site();
  await using _ = app;
  for (const act of ["add", "add-security-key"]) {
    const { options, state } = await ask(ada, act);
    const credential = key.get({ options: { ...options, rpId: "postern.example" } });
    expect(await ada.json("POST", LOGIN, { credential, state })).toMatchObject(REFUSED);
  }
  const { options, state } = await ask(ada, "again");
  const credential = authenticator().create({
    options: { ...options, rp: { id: "postern.example" }, user: { id: "AAAA" } },
  });
  expect(await ada.json("POST", "/profile/passkeys", { credential, state })).toMatchObject({
    status: 422,
    body: { reason: "passkey-refused" },
  });
});

describe("adding a passkey to somebody else's account", () => {
  test("is not possible from another site's page, whatever the browser sends along", async () => {
    const { app, ada } = await site();
    await using _ = app;
    const { options, state } = await ask(ada, "add");
    const credential = authenticator().create({ options });
    const response = await ada.request("/profile/passkeys", {
      method: "POST",
      body: new URLSearchParams({ credential, state }).toString(),
      headers: {
        "content-type": "application/x-www-form-urlencoded",
        origin: "https://evil.example",
      },
    });
    expect(response.status).toBe(403);
    expect(await keysOf(app)).toHaveLength(1);
  });

  test("takes recent evidence, which a stolen session has not got", async () => {
    const { app, ada } = await site();
    await using _ = app;
    const { options, state } = await ask(ada, "add");
    app.clock.forward("9 minutes");
    const credential = authenticator().create({ options });
    const sent = { credential, state };
    expect(await ada.json("POST", "/profile/passkeys", sent)).toMatchObject({
      status: 403,
      body: { reason: "password-needed" },
    });
  });

  test("with an answer that was sent before adds nothing", async () => {
    const { app, ada } = await site();
    await using _ = app;
    const asked = await ask(ada, "add");
    const sent = { credential: authenticator().create(asked), state: asked.state };
    expect((await ada.json("POST", "/profile/passkeys", sent)).status).toBe(204);
    const again = await ada.json("POST", "/profile/passkeys", sent);
    expect([again.status, again.body["reason"]]).toEqual([422, "passkey-refused"]);
    expect(await keysOf(app)).toHaveLength(2);
  });

  test("with the credential of another account is refused, and takes nothing from it", async () => {
    const { app, key } = await site();
    await using _ = app;
    const eve = await app.confirmed(EVE);
    const thief = authenticator();
    const asked = await ask(eve, "add");
    const { id } = key.passkeys[0]!;
    const made = Buffer.from(
      (JSON.parse(thief.create(asked)) as { response: { attestationObject: string } }).response
        .attestationObject,
      "base64url",
    );
    const own = Buffer.from(thief.passkeys[0]!.id, "base64url");
    Buffer.from(id, "base64url").copy(made, made.indexOf(own));
    const { clientDataJSON } = (
      JSON.parse(thief.create(asked)) as { response: { clientDataJSON: string } }
    ).response;
    const attestationObject = made.toString("base64url");
    const credential = JSON.stringify({
      id,
      rawId: id,
      type: "public-key",
      response: { clientDataJSON, attestationObject, transports: [] },
    });
    expect(
      await eve.json("POST", "/profile/passkeys", { credential, state: asked.state }),
    ).toMatchObject({ status: 422, body: { reason: "passkey-taken" } });
    await useKey(app.browser(), key);
    expect((await keysOf(app))[0]?.lastUsedOn).toBe(app.clock.now());
  });

  test.for([["off"], ["offered"]] as const)(
    "as a second step is possible where the site %s second factors, if it offers them",
    async ([secondFactor]) => {
      const { app, ada } = await site({ secondFactor });
      await using _ = app;
      await addKey(ada, authenticator({ verifies: false }), "add-security-key");
      expect(await keysOf(app)).toHaveLength(secondFactor === "off" ? 1 : 2);
    },
  );

  test("is refused after five in an hour, so that none goes without a notice", async () => {
    const { app, ada } = await site();
    await using _ = app;
    for (let count = 0; count < 4; count += 1) await addKey(ada, authenticator());
    const asked = await ask(ada, "add");
    const sent = { credential: authenticator().create(asked), state: asked.state };
    expect((await ada.json("POST", "/profile/passkeys", sent)).status).toBe(429);
    expect(await keysOf(app)).toHaveLength(5);
  });
});

describe("somebody else's passkey", () => {
  test.for(["rename", "remove"])("is not there to %s", async (act) => {
    const { app } = await site();
    await using _ = app;
    const eve = await app.confirmed(EVE);
    const { id } = (await keysOf(app))[0]!;
    const answer = await eve.json(
      "POST",
      `/profile/passkeys/${id}/${act}`,
      act === "rename" ? { name: "x" } : {},
    );
    expect(answer.status).toBe(404);
    expect(await keysOf(app)).toHaveLength(1);
  });

  test.for(["rename", "remove"])("is what a password is not, to %s", async (act) => {
    const { app, ada } = await site();
    await using _ = app;
    const password = await app.postern.context.store.findPassword(app.user(ADA)!.id);
    const path = `/profile/passkeys/${password!.credentialId}/${act}`;
    expect((await ada.json("POST", path, act === "rename" ? { name: "x" } : {})).status).toBe(404);
  });
});

describe("a counter that falls", () => {
  test("is told to the mailbox and the audit log, and shuts nobody out", async () => {
    const { app, key } = await site();
    await using _ = app;
    await useKey(app.browser(), key);
    key.passkeys[0]!.counter = 0;
    const browser = app.browser();
    await useKey(browser, key);
    expect(await who(browser)).toBe(ADA);
    const mail = await app.mailTo(ADA);
    expect([mail.kind, mail.links[0]]).toEqual([
      "passkey-behind",
      expect.stringContaining("/lock/"),
    ]);
    expect((await keysOf(app))[0]?.state).toBe("1");
  });

  test("again and again is mailed five times an hour, and is always in the audit log", async () => {
    const { app, key } = await site();
    await using _ = app;
    for (let count = 0; count < 8; count += 1) {
      key.passkeys[0]!.counter = 0;
      await useKey(app.browser(), key);
    }
    const mails = (await app.mails()).filter(({ kind }) => kind === "passkey-behind");
    const told = app.database
      .prepare("SELECT COUNT(*) AS count FROM audit WHERE act = 'passkey-behind'")
      .get();
    expect([mails.length, told?.["count"]]).toEqual([5, 8]);
  });

  test("is not one that is always zero, as with passkeys that are copied on purpose", async () => {
    await using app = await testPostern();
    const key = authenticator({ counts: 0 });
    await addKey(await app.confirmed(ADA), key);
    for (let count = 0; count < 3; count += 1) await useKey(app.browser(), key);
    expect((await app.mails()).map(({ kind }) => kind)).not.toContain("passkey-behind");
  });
});

describe("wrong passkeys of one client", () => {
  const client = "203.0.113.9";

  test("are limited; right ones are not counted", async () => {
    const { app, key } = await site();
    await using _ = app;
    for (let count = 0; count < 70; count += 1) {
      const browser = app.browser({ client });
      expect((await browser.json("POST", LOGIN, await signed(browser, key))).status).toBe(200);
    }
    const stranger = authenticator();
    const statuses = [];
    for (let count = 0; count < 61; count += 1) {
      const browser = app.browser({ client });
      const asked = await ask(browser, "login");
      stranger.create({ options: { ...asked.options, rp: { id: "postern.example" } } });
      const sent = { credential: stranger.get(asked), state: asked.state };
      statuses.push((await browser.json("POST", LOGIN, sent)).status);
    }
    expect(statuses.filter((status) => status === 401)).toHaveLength(60);
    expect(statuses.at(-1)).toBe(429);
  });

  test("that have no genuine challenge cost nothing, not even a look-up", async () => {
    const { app, key } = await site();
    await using _ = app;
    const browser = app.browser({ client });
    const { credential } = await signed(browser, key);
    const before = app.dump();
    for (let count = 0; count < 70; count += 1) {
      expect((await browser.json("POST", LOGIN, { credential, state: "x" })).status).toBe(401);
    }
    expect(app.dump()).toBe(before);
  });
});
