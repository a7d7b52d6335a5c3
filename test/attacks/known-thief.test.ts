// A thief logged in once, so the thief's browser is a known device. The owner recovers the account, and from
// then on the thief's guesses count as a stranger's.

import { describe, expect, test } from "vitest";
import * as admin from "../../src/features/admin/admin.ts";
import type { Browser } from "../../src/testing/browser.ts";
import { PASSWORD, testPostern, type TestPostern } from "../../src/testing/test-postern.ts";
import { countingHasher, OTHER_PASSWORD } from "./tools.ts";

const OWNER = "owner@example.com";
const THIEF = "thief@evil.example";
const OPERATOR = { actor: "operator:root", reason: "a ticket" };

type Robbed = { readonly app: TestPostern; readonly owner: Browser; readonly thief: Browser };

/** The thief knows the password, and logged in with it. */
async function robbed(): Promise<Robbed> {
  const app = await testPostern({ passwordHasher: countingHasher() });
  const owner = await app.confirmed(OWNER);
  app.clock.forward("2 minutes");
  const thief = app.browser();
  await logIn(thief);
  app.clock.forward("2 minutes");
  return { app, owner, thief };
}

const logIn = (browser: Browser, password = PASSWORD) =>
  browser.json("POST", "/login", { email: OWNER, password });

async function resetBy({ app, owner }: Robbed): Promise<void> {
  await app.browser().submit("/forgot", { email: OWNER });
  await owner.open((await app.mailTo(OWNER)).links[0]!);
  await owner.submit("/reset", { password: OTHER_PASSWORD });
}

/** What a person does with a mailed link whose page asks for the code. */
async function typeCode({ app, owner }: Robbed, kind: string, path: string, door?: string) {
  const mail = (await app.mails()).find((each) => each.kind === kind)!;
  await owner.open(mail.links[0]!);
  await owner.submit(path, { code: mail.code!, ...(door === undefined ? {} : { door }) });
}

const RECOVERIES: Readonly<Record<string, (robbed: Robbed) => Promise<void>>> = {
  "a reset by mail": (all) => resetBy(all),
  "an undo of the thief's change": async (all) => {
    // From another browser: the one with the mark for the owner's address keeps it.
    const mover = all.app.browser();
    await logIn(mover);
    await mover.submit("/profile/email", { email: THIEF });
    await mover.open((await all.app.mailTo(THIEF)).links[0]!);
    await mover.submit("/change-email");
    expect(all.app.user(THIEF)).toMatchObject({ email: THIEF });
    await all.app.mails();
    await typeCode(all, "email-changed", "/change-email/undo");
  },
  '"it was not me"': async (all) => {
    await all.thief.submit("/profile/email", { email: THIEF });
    await typeCode(all, "change-requested", "/change-email/stop", "not-me");
  },
  "a change of the password": async ({ app, owner }) => {
    await owner.submit("/profile/password", {
      currentPassword: PASSWORD,
      password: OTHER_PASSWORD,
    });
    expect((await app.mailTo(OWNER)).kind).toBe("password-changed");
  },
  "an operator who ends all sessions": async ({ app }) => {
    const { context } = app.postern;
    await admin.endUserSessions(context, OPERATOR, app.user(OWNER)!.id, undefined);
  },
  "an operator who disables the account and enables it again": async ({ app }) => {
    const { context } = app.postern;
    const { id } = app.user(OWNER)!;
    await admin.disableUser(context, OPERATOR, id);
    await admin.enableUser(context, OPERATOR, id);
  },
};

describe("after a recovery the thief's browser is nobody's known device", () => {
  test.each(Object.keys(RECOVERIES))("%s", async (recovery) => {
    const all = await robbed();
    await using app = all.app;
    await RECOVERIES[recovery]!(all);
    app.clock.forward("1 hour");
    for (let place = 0; place < 100; place += 1) {
      const stranger = app.browser({ client: `203.0.113.${place}` });
      await logIn(stranger, `guess number ${place}`);
    }
    const guess = await logIn(all.thief, "one more");
    expect([guess.status, guess.body["reason"]]).toEqual([403, "password-paused"]);
  });

  test("and the browser that recovered is a new one as soon as it logs in", async () => {
    const all = await robbed();
    await using app = all.app;
    await resetBy(all);
    expect((await logIn(all.owner, OTHER_PASSWORD)).status).toBe(200);
    for (let place = 0; place < 100; place += 1) {
      const stranger = app.browser({ client: `203.0.113.${place}` });
      await logIn(stranger, `guess number ${place}`);
    }
    expect((await logIn(all.thief, OTHER_PASSWORD)).status).toBe(403);
    expect((await logIn(all.owner, OTHER_PASSWORD)).status).toBe(200);
  });
});

test("the browser in which the password was changed stays known", async () => {
  const all = await robbed();
  await using app = all.app;
  await RECOVERIES["a change of the password"]!(all);
  app.clock.forward("1 hour");
  for (let place = 0; place < 100; place += 1) {
    const stranger = app.browser({ client: `203.0.113.${place}` });
    await logIn(stranger, `guess number ${place}`);
  }
  expect((await logIn(all.owner, OTHER_PASSWORD)).status).toBe(200);
});
