// Strangers go on guessing while the owner recovers the account, so that the row of a hundred is full again
// before the owner logs in: the browser that recovered it is known, and no other.

import { describe, expect, test } from "vitest";
import type { Browser } from "../../src/testing/browser.ts";
import { PASSWORD, testPostern, type TestPostern } from "../../src/testing/test-postern.ts";
import { countingHasher, OTHER_PASSWORD, whoIs } from "./tools.ts";

const OWNER = "owner@example.com";
const THIEF = "thief@evil.example";
const DEVICE = "__Host-postern-device";

let clients = 0;

/** A hundred wrong passwords, each from a new client. */
async function guessAway(app: TestPostern): Promise<void> {
  for (let place = 0; place < 100; place += 1) {
    clients += 1;
    const stranger = app.browser({
      client: `203.${clients >> 16}.${(clients >> 8) & 255}.${clients & 255}`,
    });
    await logIn(stranger, `guess number ${place}`);
  }
}

const logIn = (browser: Browser, password: string) =>
  browser.json("POST", "/login", { email: OWNER, password });

async function mailOf(app: TestPostern, kind: string) {
  const found = (await app.mails()).find((mail) => mail.to === OWNER && mail.kind === kind);
  return { link: found!.links[0]!, code: found!.code ?? "" };
}

type Recovery = {
  /** What the thief did before; returns the link that the owner opens. */
  readonly before: (app: TestPostern, thief: Browser) => Promise<{ link: string; code: string }>;
  readonly path: string;
  readonly wrong: Readonly<Record<string, string>>;
  readonly right: (code: string) => Readonly<Record<string, string>>;
};

const RECOVERIES: Readonly<Record<string, Recovery>> = {
  "a reset": {
    before: async (app) => {
      await app.browser().submit("/forgot", { email: OWNER });
      return mailOf(app, "reset");
    },
    path: "/reset",
    wrong: { password: "short" },
    right: () => ({ password: OTHER_PASSWORD }),
  },
  '"it was not me"': {
    before: async (app, thief) => {
      await thief.submit("/profile/email", { email: THIEF });
      return mailOf(app, "change-requested");
    },
    path: "/change-email/stop",
    wrong: { code: "00000000", door: "not-me" },
    right: (code) => ({ code, door: "not-me" }),
  },
  "an undo": {
    before: async (app, thief) => {
      await thief.submit("/profile/email", { email: THIEF });
      await thief.open((await app.mailTo(THIEF)).links[0]!);
      await thief.submit("/change-email");
      return mailOf(app, "email-changed");
    },
    path: "/change-email/undo",
    wrong: { code: "00000000" },
    right: (code) => ({ code }),
  },
};

async function robbed(recovery: Recovery) {
  const app = await testPostern({ passwordHasher: countingHasher() });
  const thief = await app.confirmed(OWNER);
  app.clock.forward("2 minutes");
  return { app, mail: await recovery.before(app, thief) };
}

describe("a reset is not in vain because guesses go on", () => {
  test.each(["a new browser", "the owner's own"])("in %s", async (whose) => {
    await using app = await testPostern({ passwordHasher: countingHasher() });
    const own = await app.confirmed(OWNER);
    await own.submit("/logout");
    app.clock.forward("2 minutes");
    await guessAway(app);
    const owner = whose === "the owner's own" ? own : app.browser();
    await owner.submit("/forgot", { email: OWNER });
    await owner.open((await mailOf(app, "reset")).link);
    await owner.submit("/reset", { password: OTHER_PASSWORD });
    app.clock.forward("1 second");
    await guessAway(app);
    expect((await logIn(owner, OTHER_PASSWORD)).status).toBe(200);
    expect(await whoIs(owner)).toBe(OWNER);
  });
});

describe.each(Object.keys(RECOVERIES))("after %s", (name) => {
  const recovery = RECOVERIES[name]!;

  test("passwords are compared in that browser, whoever guessed a hundred times meanwhile", async () => {
    const { app, mail } = await robbed(recovery);
    await using _app = app;
    const owner = app.browser();
    await owner.open(mail.link);
    await owner.submit(recovery.path, recovery.right(mail.code));
    app.clock.forward("1 second");
    await guessAway(app);
    expect((await logIn(app.browser(), OTHER_PASSWORD)).status).toBe(403);
    expect((await logIn(owner, "not the password")).status).toBe(401);
  });

  test("a machine that opened the link, or typed what is wrong, has no mark", async () => {
    const { app, mail } = await robbed(recovery);
    await using _app = app;
    const machine = app.browser();
    await machine.open(mail.link);
    expect((await machine.submit(recovery.path, recovery.wrong)).status).toBe(422);
    expect(machine.jar.has(DEVICE)).toBe(false);
    await machine.submit(recovery.path, recovery.right(mail.code));
    expect(machine.jar.has(DEVICE)).toBe(true);
  });

  test("somebody else who is logged in there keeps the mark of their own address", async () => {
    const { app, mail } = await robbed(recovery);
    await using _app = app;
    const bob = await app.confirmed("bob@example.com", PASSWORD);
    const mark = bob.jar.get(DEVICE);
    await bob.open(mail.link);
    await bob.submit(recovery.path, recovery.right(mail.code));
    // A reset logs everybody out, and the browser belongs to its reader from then on.
    expect(bob.jar.get(DEVICE) === mark).toBe(recovery.path !== "/reset");
  });
});
