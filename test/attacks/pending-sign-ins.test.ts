// Whoever knows the password but not the second factor is not logged in.

import { describe, expect, test } from "vitest";
import { allRoutes } from "../../src/postern.ts";
import { minutes } from "../../src/domain/time.ts";
import type { Store } from "../../src/ports/store.ts";
import { webFor } from "../../src/http/web.ts";
import type { Browser } from "../../src/testing/browser.ts";
import { PASSWORD, testPostern, type TestPostern } from "../../src/testing/test-postern.ts";
import { capturedMailbox } from "../../src/adapters/captured-mailbox.ts";
import {
  ADA,
  pending,
  setsUp,
  STEP,
  toHost,
  withTwoSteps,
  type TwoStepUser,
} from "../second-factor/two-steps.ts";
import { OTHER_PASSWORD } from "./tools.ts";

const SESSION = "__Host-postern-session";

type Ada = TwoStepUser & { readonly app: TestPostern; readonly ada: Browser };

/** A site where Ada has an app, and a browser of hers. */
async function siteWithApp(): Promise<Ada> {
  const app = await testPostern({ newDeviceNotice: true });
  const user = await withTwoSteps(app);
  return { app, ada: user.browser, ...user };
}

const kinds = async (app: TestPostern) => (await app.mails()).map(({ kind }) => kind);

test("the password leads to the second step, and both together log in", async () => {
  const { app, code } = await siteWithApp();
  await using _ = app;
  const browser = app.browser();
  const step = await browser.submit("/login", {
    email: ADA,
    password: PASSWORD,
    next: "/profile/data",
  });
  expect(step.path).toBe(`${STEP}?next=%2Fprofile%2Fdata`);
  const half = browser.jar.get(SESSION);
  const wrong = await browser.submit(STEP, { code: "0000" });
  expect([wrong.status, await app.postern.session(toHost(app, browser))]).toEqual([422, null]);
  const done = await browser.submit(STEP, { code: code(), next: "/profile/data" });
  expect(done.path).toBe("/profile/data");
  expect(browser.jar.get(SESSION)).not.toBe(half);
  expect((await app.postern.session(toHost(app, browser)))?.user.email).toBe(ADA);
});

test("to a program, the password alone is a refusal with a reason of its own", async () => {
  const { app } = await siteWithApp();
  await using _ = app;
  const browser = app.browser();
  const login = { email: ADA, password: PASSWORD };
  const refusal = { status: 403, body: { reason: "second-factor-needed" } };
  expect(await browser.json("POST", "/login", login)).toMatchObject(refusal);
  expect(await browser.json("GET", "/profile")).toMatchObject(refusal);
});

describe("a pending sign-in", () => {
  test("opens no door but that of its second step, on any route there is", async () => {
    const { app } = await siteWithApp();
    await using _ = app;
    const { context } = app.postern;
    const web = webFor(context.settings, ["0123456789abcdefghijklmnopqrstuvwxyzABCDEF"]);
    const guarded = allRoutes(context, web, capturedMailbox()).filter(
      ({ door }) => door !== "anyone" && door !== "second-step",
    );
    expect(guarded.length).toBeGreaterThan(15);
    const browser = await pending(app);
    const before = app.dump();
    const answers = [];
    for (const { method, path } of guarded) {
      const { status, body } = await browser.json(method, path.replace(/:\w+/, "any"), {});
      answers.push(`${method} ${path} ${status} ${String(body["reason"])}`);
    }
    // A form without its fields is refused before its door is checked.
    expect(answers.filter((each) => !/403 second-factor-needed$|^POST .* 422/.test(each))).toEqual(
      [],
    );
    expect(app.dump()).toBe(before);
    const check = await app.postern.checkConfirmed(toHost(app, browser));
    expect(check.ok).toBe(false);
    expect(!check.ok && check.response.headers.get("location")).toContain(STEP);
  });

  test("is nobody on pages that anyone may open", async () => {
    const { app } = await siteWithApp();
    await using _ = app;
    const browser = await pending(app);
    for (const path of ["/", "/login", "/forgot", "/register"]) {
      expect((await browser.open(path)).text).not.toContain(ADA);
    }
  });

  test("ends by logging out, and with the password", async () => {
    const { app, ada, code } = await siteWithApp();
    await using _ = app;
    const [leaving, replaced] = [await pending(app), await pending(app)];
    await leaving.submit("/logout");
    expect((await leaving.submit(STEP, { code: code() })).path).toBe("/login");
    const change = { currentPassword: PASSWORD, password: OTHER_PASSWORD };
    expect((await ada.submit("/profile/password", change)).status).toBe(200);
    expect((await replaced.submit(STEP, { code: code() })).path).toBe("/login");
  });

  test("lasts ten minutes", async () => {
    const { app, code } = await siteWithApp();
    await using _ = app;
    const [last, late] = [await pending(app), await pending(app)];
    app.clock.forward(minutes(10) - 1);
    expect((await last.submit(STEP, { code: code() })).path).not.toBe("/login");
    app.clock.forward(1);
    expect((await late.submit(STEP, { code: code() })).path).toBe("/login");
  });

  test("is on no list of devices, marks none as known, and is told of to nobody", async () => {
    const { app, ada, code } = await siteWithApp();
    await using _ = app;
    const browser = await pending(app);
    expect(browser.jar.get("__Host-postern-device")).toBeUndefined();
    const { body } = await ada.json("GET", "/profile/sessions");
    expect(body["sessions"]).toHaveLength(1);
    expect(await kinds(app)).not.toContain("new-device");
    await browser.submit(STEP, { code: code() });
    expect(browser.jar.get("__Host-postern-device")).toBeDefined();
    expect((await ada.json("GET", "/profile/sessions")).body["sessions"]).toHaveLength(2);
    expect(await kinds(app)).toContain("new-device");
  });

  test("ends no session of the user, however many there are", async () => {
    const { app, ada } = await siteWithApp();
    await using _ = app;
    const { store } = app.postern.context;
    const userId = app.user(ADA)!.id;
    const password = await store.findPassword(userId);
    for (let count = 0; count < 120; count += 1) {
      const now = app.clock.now() + count;
      const evidence = [
        { kind: "password", factor: "first", credentialId: password!.credentialId, on: now },
      ] as const;
      const session = { ...SESSION_ROW, hash: `hash ${count}`, id: `id ${count}`, evidence };
      const times = { createdOn: now, lastSeenOn: now, expiresOn: now + 1e9, shared: false };
      const begun = await store.logIn({ session: { ...session, ...times }, userId, now });
      expect(begun).toBe("pending");
    }
    expect((await app.postern.session(toHost(app, ada)))?.user.email).toBe(ADA);
  });

  test.for<[string, (store: Store, userId: string) => Promise<unknown>]>([
    [
      "the second factor was removed",
      async (store, userId) => {
        const found = (await store.listCredentials(userId)).find(({ kind }) => kind === "totp");
        return removeAsOwner(store, userId, found!.id);
      },
    ],
    [
      "its session ended",
      async (store, userId) => {
        const { rows } = await store.listSessions({
          userId,
          now: 0,
          idleSince: 0,
          sharedIdleSince: 0,
          limit: 1,
        });
        // The session of another browser stays.
        return store.endOtherSessions({ userId, keep: rows[0]!.id, now: 0 });
      },
    ],
  ])("of which %s in the moment of its second step does not come to its end", async ([, act]) => {
    const { app, code } = await siteWithApp();
    await using _ = app;
    const { store } = app.postern.context;
    const userId = app.user(ADA)!.id;
    const browser = await pending(app);
    const asItIs = { ...store };
    const { logIn } = asItIs;
    Object.assign(store, {
      logIn: async (input: Parameters<typeof logIn>[0]) => {
        await act(asItIs, userId);
        return logIn(input);
      },
    });
    await browser.submit(STEP, { code: code() });
    expect(await app.postern.session(toHost(app, browser))).toBeNull();
  });
});

test("what is important asks for the second factor too, each for itself", async () => {
  const { app, code } = await siteWithApp();
  await using _ = app;
  const browser = await pending(app);
  await browser.submit(STEP, { code: code() });
  expect((await browser.open("/profile/email")).path).toBe("/profile/email");
  app.clock.forward("10 minutes");
  const first = await browser.open("/profile/email");
  expect(first.path).toBe("/login/again?next=%2Fprofile%2Femail");
  const second = await browser.submit("/login/again", {
    password: PASSWORD,
    next: "/profile/email",
  });
  expect(second.path).toBe(`${STEP}?next=%2Fprofile%2Femail`);
  const done = await browser.submit(STEP, { code: code(), next: "/profile/email" });
  expect(done.path).toBe("/profile/email");
});

test("a second factor ends every other session, which a thief may have", async () => {
  await using app = await testPostern();
  const ada = await app.confirmed(ADA);
  const thief = await pending(app);
  expect((await app.postern.session(toHost(app, thief)))?.user.email).toBe(ADA);
  await setsUp(app, ada);
  expect(await app.postern.session(toHost(app, thief))).toBeNull();
  expect((await app.postern.session(toHost(app, ada)))?.user.email).toBe(ADA);
});

test("setting the factor up counts as showing it, in a session with a new id", async () => {
  await using app = await testPostern();
  const ada = await app.confirmed(ADA);
  const copied = app.browser();
  copied.jar.set(SESSION, ada.jar.get(SESSION)!);
  await setsUp(app, ada);
  expect(await app.postern.session(toHost(app, copied))).toBeNull();
  expect((await ada.open("/profile/email")).path).toBe("/profile/email");
});

test("who was logged out while setting a factor up has set up none", async () => {
  await using app = await testPostern();
  const ada = await app.confirmed(ADA);
  const thief = await pending(app);
  const { store } = app.postern.context;
  const { addCredentials } = store;
  app.clock.forward("2 minutes");
  await ada.submit("/forgot", { email: ADA });
  const { links } = await app.mailTo(ADA);
  Object.assign(store, {
    addCredentials: async (input: Parameters<typeof addCredentials>[0]) => {
      await ada.open(links[0]!);
      await ada.submit("/reset", { password: OTHER_PASSWORD });
      return addCredentials(input);
    },
  });
  await setsUp(app, thief);
  const login = { email: ADA, password: OTHER_PASSWORD };
  expect((await app.browser().json("POST", "/login", login)).status).toBe(200);
});

/** As from another browser of hers, in which she shows both. */
async function removeAsOwner(store: Store, userId: string, id: string): Promise<void> {
  const { rows } = await store.listSessions({
    userId,
    now: 0,
    idleSince: 0,
    sharedIdleSince: 0,
    limit: 1,
  });
  expect(rows).toHaveLength(1);
  const credentials = await store.listCredentials(userId);
  const now = rows[0]!.createdOn;
  const evidence = credentials.map(({ id: credentialId, kind, factor }) => ({
    kind,
    factor,
    credentialId,
    on: now,
  }));
  const times = { createdOn: now, lastSeenOn: now, expiresOn: now + 1e9, shared: false };
  const session = { ...SESSION_ROW, ...times, hash: "owner", id: "owner", evidence };
  await store.logIn({ session, userId, now });
  const news = { mail: "two-step-off", act: "two-step-off" };
  expect(await store.removeCredentials({ userId, ids: [id], acting: "owner", news, now })).toBe(
    true,
  );
}

const SESSION_ROW = { browser: "Firefox on Linux", client: "192.0.2.1", atMost: 100 } as const;
