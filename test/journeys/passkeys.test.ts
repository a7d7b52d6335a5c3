// Passkeys, as a page's script uses them. The authenticator is our own; the pages and Chromium are in test/browser.

import { describe, expect, test } from "vitest";
import { evidenceOf } from "../../src/domain/evidence.ts";
import type { Browser } from "../../src/testing/browser.ts";
import { PASSWORD, testPostern, type TestPostern } from "../../src/testing/test-postern.ts";
import { authenticator } from "../passkeys/authenticator.ts";
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

const kinds = async (app: TestPostern) => (await app.mails()).map(({ kind }) => kind);

const isLoggedIn = async (browser: Browser) =>
  (await browser.json("GET", "/profile")).status === 200;

const acts = (app: TestPostern) =>
  app.database
    .prepare("SELECT act FROM audit ORDER BY id")
    .all()
    .map(({ act }) => act);

describe("logging in with a passkey", () => {
  test("takes no address and no password, in any browser, and goes where one was going", async () => {
    await using app = await testPostern();
    const key = authenticator();
    await addKey(await app.confirmed(ADA), key);
    const page = await useKey(app.browser(), key, "login", "/profile/data");
    expect([page.status, page.path]).toEqual([200, "/profile/data"]);
  });

  test("is two factors at once, so that everything is open that asks for recent ones", async () => {
    await using app = await testPostern();
    const key = authenticator();
    await addKey(await app.confirmed(ADA), key);
    const browser = app.browser();
    await useKey(browser, key);
    expect((await browser.open("/profile/email")).path).toBe("/profile/email");
  });

  test("to a program is an answer with the user, or a refusal with a reason", async () => {
    await using app = await testPostern();
    const key = authenticator();
    await addKey(await app.confirmed(ADA), key);
    const browser = app.browser();
    const sent = await signed(browser, key);
    expect(await browser.json("POST", LOGIN, { ...sent, state: "no state" })).toMatchObject({
      status: 401,
      body: { reason: "wrong-passkey" },
    });
    expect(await browser.json("POST", LOGIN, sent)).toMatchObject({
      status: 200,
      body: { user: { email: ADA } },
    });
  });

  test("tells the mailbox of a browser that was never used before, and makes it a known one", async () => {
    await using app = await testPostern({ newDeviceNotice: true });
    const key = authenticator();
    await addKey(await app.confirmed(ADA), key);
    const browser = app.browser();
    await useKey(browser, key);
    await browser.submit("/logout");
    await useKey(browser, key);
    expect((await kinds(app)).filter((kind) => kind === "new-device")).toHaveLength(1);
    expect(acts(app).filter((act) => act === "logged-in")).toHaveLength(2);
  });

  test("works with several passkeys, each with its own name and its own last use", async () => {
    await using app = await testPostern();
    const [phone, laptop] = [authenticator(), authenticator()];
    const ada = await app.confirmed(ADA);
    await addKey(ada, phone, "add", "Phone");
    await addKey(ada, laptop, "add", "Laptop");
    app.clock.forward("1 hours");
    await useKey(app.browser(), laptop);
    const list = await keysOf(app);
    expect(list.map(({ name }) => name)).toEqual(["Phone", "Laptop"]);
    expect(list.map(({ lastUsedOn }) => lastUsedOn === app.clock.now())).toEqual([false, true]);
  });

  test("is tried again as often as one likes, each time with a fresh challenge, in any tab", async () => {
    await using app = await testPostern();
    const key = authenticator();
    await addKey(await app.confirmed(ADA), key);
    const browser = app.browser();
    const [one, other] = [await ask(browser, "login"), await ask(browser, "login")];
    expect(one.options.challenge).not.toBe(other.options.challenge);
    // The tab that was opened first answers last.
    const page = await browser.submit(LOGIN, { credential: key.get(other), state: other.state });
    expect(page.status).toBe(200);
    await browser.submit("/logout");
    await browser.submit(LOGIN, { credential: key.get(one), state: one.state });
    expect(await isLoggedIn(browser)).toBe(true);
  });

  test("of a browser without cookies works too: asking gives it one", async () => {
    await using app = await testPostern();
    const key = authenticator();
    await addKey(await app.confirmed(ADA), key);
    const browser = app.browser();
    expect(browser.jar.size).toBe(0);
    expect((await useKey(browser, key)).path).toBe("/");
  });

  test("brings somebody who is to confirm first to the page that says so", async () => {
    await using app = await testPostern();
    const key = authenticator();
    await addKey(await app.confirmed(ADA), key);
    app.database.exec("UPDATE users SET confirmed_on = NULL");
    expect((await useKey(app.browser(), key)).path).toBe("/unconfirmed");
  });
});

test("a passkey raises nothing: the password alone still logs in", async () => {
  await using app = await testPostern();
  await addKey(await app.confirmed(ADA), authenticator());
  const browser = app.browser();
  expect((await typePassword(browser)).path).toBe("/");
  expect(await isLoggedIn(browser)).toBe(true);
});

describe("a passkey that is shown once more", () => {
  test("opens what asks for recent evidence, without the password", async () => {
    await using app = await testPostern();
    const key = authenticator();
    const ada = await app.confirmed(ADA);
    await addKey(ada, key);
    app.clock.forward("10 minutes");
    expect((await ada.open("/profile/email")).path).toBe("/login/again?next=%2Fprofile%2Femail");
    const page = await useKey(ada, key, "again", "/profile/email");
    expect(page.path).toBe("/profile/email");
  });

  test("goes to the profile where nothing is said", async () => {
    await using app = await testPostern();
    const key = authenticator();
    const ada = await app.confirmed(ADA);
    await addKey(ada, key);
    expect((await useKey(ada, key, "again")).path).toBe("/profile");
  });
});

describe("a security key that only adds to a password", () => {
  test("can be an old one without storage or PIN, and is the second step from then on", async () => {
    await using app = await testPostern();
    const key = authenticator({ verifies: false, transports: ["usb"] });
    const ada = await app.confirmed(ADA);
    const { options } = await ask(ada, "add-security-key");
    expect(options.authenticatorSelection).toMatchObject({
      residentKey: "discouraged",
      userVerification: "discouraged",
    });
    await addKey(ada, key, "add-security-key");
    const browser = app.browser();
    expect((await typePassword(browser, ADA, "/profile/data")).path).toContain(
      "/login/second-step",
    );
    expect(await isLoggedIn(browser)).toBe(false);
    const page = await useKey(browser, key, "second-step", "/profile/data");
    expect(page.path).toBe("/profile/data");
    const [session] = app.database
      .prepare("SELECT evidence FROM sessions ORDER BY created_on DESC")
      .all();
    const shown = evidenceOf({ evidence: String(session?.["evidence"]) });
    expect(shown.map(({ factor }) => factor)).toEqual(["first", "second"]);
  });

  test("and a passkey that logs in can both be the second step", async () => {
    await using app = await testPostern();
    const [key, phone] = [authenticator({ verifies: false }), authenticator()];
    const ada = await app.confirmed(ADA);
    await addKey(ada, phone);
    await addKey(ada, key, "add-security-key");
    const browser = app.browser();
    await typePassword(browser);
    const { options } = await ask(browser, "second-step");
    expect(options.allowCredentials).toHaveLength(2);
    expect(options.userVerification).toBe("discouraged");
    expect((await useKey(browser, phone, "second-step")).path).toBe("/");
  });

  test("is asked for in a list that narrows nothing: no transports are sent", async () => {
    await using app = await testPostern();
    const ada = await app.confirmed(ADA);
    await addKey(ada, authenticator({ transports: ["internal"] }));
    await addKey(ada, authenticator({ transports: ["usb"] }), "add-security-key");
    const asked = [await ask(ada, "second-step"), await ask(ada, "again"), await ask(ada, "add")];
    expect(JSON.stringify(asked)).not.toMatch(/transports|internal|usb/);
  });
});

describe("what a browser is asked for", () => {
  test("names algorithms that every supported Node verifies, and what is demanded, not preferred", async () => {
    await using app = await testPostern();
    const ada = await app.confirmed(ADA);
    const { options } = await ask(ada, "add");
    expect(options).toMatchObject({
      rp: { id: "postern.example", name: "Postern" },
      user: { name: ADA, displayName: ADA },
      pubKeyCredParams: [-7, -8, -257].map((alg) => ({ type: "public-key", alg })),
      attestation: "none",
      authenticatorSelection: {
        residentKey: "required",
        requireResidentKey: true,
        userVerification: "required",
      },
    });
    expect(JSON.stringify(options.user)).not.toContain(app.user(ADA)!.id);
    expect((await ask(app.browser(), "login")).options).toMatchObject({
      rpId: "postern.example",
      allowCredentials: [],
      userVerification: "required",
    });
  });

  test("leaves out authenticators that have a passkey of the user already: it would be replaced", async () => {
    await using app = await testPostern();
    const key = authenticator();
    const ada = await app.confirmed(ADA);
    await addKey(ada, key);
    const asked = await ask(ada, "add");
    expect(asked.options.excludeCredentials).toEqual([
      { type: "public-key", id: key.passkeys[0]!.id },
    ]);
    expect(() => key.create(asked)).toThrow("InvalidStateError");
  });

  test("is the domain of the options, never that of the request", async () => {
    const [rpId, www] = ["example.com", "https://www.example.com"];
    await using app = await testPostern({
      baseUrl: "https://accounts.example.com",
      passkeyDomain: rpId,
      passkeyOrigins: [www],
    });
    const key = authenticator({ origin: www });
    const ada = await app.confirmed(ADA);
    const response = await ada.request("/passkeys/options?for=add", {
      headers: { accept: "application/json", host: "inner.proxy", "x-forwarded-host": "inner" },
    });
    expect(await response.json()).toMatchObject({ options: { rp: { id: rpId } } });
    await addKey(ada, key);
    expect((await useKey(app.browser(), key)).path).toBe("/");
  });

  test.for<[string, number]>([
    ["login", 200],
    ["second-step", 401],
    ["again", 401],
    ["add", 401],
    ["add-security-key", 401],
    ["", 404],
    ["toString", 404],
  ])("for %j, a stranger is answered with %i, and nothing is written", async ([act, status]) => {
    await using app = await testPostern();
    const before = app.dump();
    const answer = await app.browser().json("GET", `/passkeys/options?for=${act}`);
    expect(answer.status).toBe(status);
    expect(app.dump()).toBe(before);
  });
});

describe("adding a passkey", () => {
  test("mails a notice with the link that locks the account, and is in the audit log", async () => {
    await using app = await testPostern();
    const ada = await app.confirmed(ADA);
    await addKey(ada, authenticator(), "add", "Call 0190 666");
    const mail = await app.mailTo(ADA);
    expect([mail.kind, mail.links[0]]).toEqual([
      "passkey-added",
      expect.stringContaining("/lock/"),
    ]);
    // A name that a thief chose is no text of ours.
    expect(mail.text).not.toContain("0190");
    expect(acts(app)).toContain("passkey-added");
  });

  test("keeps what the authenticator reported, and the name that was typed or the browser's", async () => {
    await using app = await testPostern();
    const ada = await app.confirmed(ADA);
    await addKey(
      ada,
      authenticator({ transports: ["hybrid", "tube-mail"], counts: 0 }),
      "add",
      " My  phone ",
    );
    await addKey(ada, authenticator({ transports: [] }));
    const [phone, other] = await keysOf(app);
    expect([phone!.name, phone!.state]).toEqual(["My phone", "0"]);
    expect(JSON.parse(phone!.secret)).toMatchObject({
      transports: ["hybrid", "tube-mail"],
      backup: "done",
    });
    expect(other!.name).toMatch(/Firefox/);
    expect(JSON.parse(other!.secret)).toMatchObject({ transports: [] });
  });

  test("continues the session under a new id, and ends no other one", async () => {
    await using app = await testPostern();
    const ada = await app.confirmed(ADA);
    const other = app.browser();
    await typePassword(other);
    const before = ada.jar.get("__Host-postern-session");
    await addKey(ada, authenticator());
    expect(ada.jar.get("__Host-postern-session")).not.toBe(before);
    expect([await isLoggedIn(ada), await isLoggedIn(other)]).toEqual([true, true]);
  });

  test("of which there are twenty is refused in words", async () => {
    await using app = await testPostern();
    const ada = await app.confirmed(ADA);
    for (let count = 0; count < 20; count += 1) {
      app.clock.forward("1 days");
      await typePassword(ada);
      await ada.submit("/login/again", { password: PASSWORD });
      await addKey(ada, authenticator());
    }
    expect(await keysOf(app)).toHaveLength(20);
    const asked = await ask(ada, "add");
    const sent = { credential: authenticator().create(asked), state: asked.state };
    expect(await ada.json("POST", "/profile/passkeys", sent)).toMatchObject({
      status: 422,
      body: { reason: "too-many-passkeys" },
    });
  });
});

describe("a passkey of one's own", () => {
  test("is given another name; an empty one is refused", async () => {
    await using app = await testPostern();
    const ada = await app.confirmed(ADA);
    await addKey(ada, authenticator(), "add", "Phone");
    const id = (await keysOf(app))[0]!.id;
    await ada.submit(`/profile/passkeys/${id}/rename`, { name: "Old phone" });
    expect(await ada.json("POST", `/profile/passkeys/${id}/rename`, { name: " " })).toMatchObject({
      status: 422,
      body: { reason: "invalid", fields: { name: "name-missing" } },
    });
    expect((await keysOf(app)).map(({ name }) => name)).toEqual(["Old phone"]);
  });

  test("is removed: it logs nobody in, other sessions end, and the mailbox hears of it", async () => {
    await using app = await testPostern();
    const key = authenticator();
    const ada = await app.confirmed(ADA);
    await addKey(ada, key);
    const other = app.browser();
    await useKey(other, key);
    const id = (await keysOf(app))[0]!.id;
    await ada.submit(`/profile/passkeys/${id}/remove`);
    expect([await isLoggedIn(ada), await isLoggedIn(other)]).toEqual([true, false]);
    await useKey(other, key);
    expect(await isLoggedIn(other)).toBe(false);
    expect(await kinds(app)).toContain("passkey-removed");
    expect(acts(app)).toContain("passkey-removed");
  });

  test("that is the last second step stays, where the site requires one", async () => {
    await using app = await testPostern({ secondFactor: "required" });
    const ada = await app.confirmed(ADA);
    const [phone, laptop] = [authenticator(), authenticator()];
    await addKey(ada, phone);
    await addKey(ada, laptop);
    const [one, other] = await keysOf(app);
    const remove = (id: string) => ada.json("POST", `/profile/passkeys/${id}/remove`, {});
    expect((await remove(one!.id)).status).toBe(204);
    expect(await remove(other!.id)).toMatchObject({
      status: 422,
      body: { reason: "passkey-required" },
    });
    expect(await keysOf(app)).toHaveLength(1);
  });
});

test("passkeys can be switched off: none is asked for, used or added, and those there are can go", async () => {
  await using app = await testPostern({ passkeys: false });
  const ada = await app.confirmed(ADA);
  for (const [method, path, status] of [
    ["GET", "/passkeys/options?for=login", 404],
    ["POST", LOGIN, 404],
    ["POST", "/profile/passkeys", 405],
  ] as const) {
    expect((await ada.json(method, path, {})).status).toBe(status);
  }
  const userId = app.user(ADA)!.id;
  app.database
    .prepare(
      `INSERT INTO credentials (id, user_id, kind, factor, secret, handle, name, created_on)
       VALUES ('old', ?, 'passkey', 'both', '{}', 'handle', 'Phone', 0)`,
    )
    .run(userId);
  expect((await ada.json("POST", "/profile/passkeys/old/remove", {})).status).toBe(204);
});
