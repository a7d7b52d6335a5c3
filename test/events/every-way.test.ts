// Whoever makes, confirms, changes or removes a user, and by whichever way: a host is told of it exactly once.

import { describe, expect, test } from "vitest";
import { clearAway } from "../../src/background.ts";
import { builtIn } from "../../src/features.ts";
import * as admin from "../../src/features/admin/admin.ts";
import { demonstrationUsers } from "../../src/cli/demonstration.ts";
import { sqliteDriver } from "../../src/stores/sql/sqlite.ts";
import { addDemonstrationUsers } from "../../src/stores/sql/demonstration.ts";
import { kindsOf } from "../../src/stores/sql/kinds.ts";
import { orderedIds } from "../../src/domain/id.ts";
import { seededRandom } from "../../src/testing/random.ts";
import {
  PASSWORD,
  testPostern,
  type TestOptions,
  type TestPostern,
} from "../../src/testing/test-postern.ts";
import { setsUp, TWO_STEP } from "../second-factor/two-steps.ts";

const EMAIL = "ada@example.com";
const NEW = "ada@example.org";
const OTHER_PASSWORD = "a lamp behind the door";
const OPERATOR = { actor: "operator:root", reason: "a ticket" };

type Hearing = TestPostern & {
  /** What was heard since it was last asked. */
  heard(): Promise<readonly string[]>;
};

/** A site whose host hears everything but sessions, or only those. */
async function hearing(
  which: "users" | "sessions" = "users",
  options: TestOptions = {},
): Promise<Hearing> {
  const app = await testPostern(options);
  const heard: string[] = [];
  app.postern.on("*", ({ type, user, data }) => {
    const { cause, why } = data as { readonly cause?: string; readonly why?: string };
    if (type.startsWith("session.") !== (which === "sessions")) return;
    heard.push([type, cause ?? why, user?.email].filter(Boolean).join(" "));
  });
  await app.postern.deliver();
  return {
    ...app,
    async heard() {
      await app.mails();
      await clearAway(app.postern.context);
      await app.mails();
      return heard.splice(0);
    },
  };
}

const idOf = (app: TestPostern, email = EMAIL): string => app.user(email)!.id;

/** The newest mail to an address, with its link. */
const linkTo = async (app: TestPostern, email = EMAIL): Promise<string> =>
  (await app.mailTo(email)).links[0]!;

describe("users who are made are told once", () => {
  test("by the form", async () => {
    await using app = await hearing();
    await app.register(EMAIL);
    expect(await app.heard()).toEqual([`user.registered registered ${EMAIL}`]);
  });

  test("by JSON, and when the same form is sent twice", async () => {
    await using app = await hearing();
    const browser = app.browser();
    await browser.json("POST", "/register", { email: EMAIL, password: PASSWORD });
    const once = { email: NEW, password: PASSWORD, form_id: "0123456789abcdefghijkl" };
    for (const _ of [1, 2]) await app.browser().submit("/register", once);
    expect(await app.heard()).toEqual([
      `user.registered registered ${EMAIL}`,
      `user.registered registered ${NEW}`,
    ]);
  });

  test("by an operator, confirmed or not", async () => {
    await using app = await hearing();
    const { context } = app.postern;
    const wanted = { admin: false, mail: false, password: undefined };
    await admin.createUser(context, OPERATOR, { ...wanted, email: EMAIL, confirmed: true });
    await admin.createUser(context, OPERATOR, { ...wanted, email: NEW, confirmed: false });
    await admin.createUser(context, OPERATOR, {
      ...wanted,
      admin: true,
      email: "root@example.com",
      confirmed: true,
    });
    expect(await app.heard()).toEqual([
      `user.registered user-created ${EMAIL}`,
      `user.registered user-created ${NEW}`,
      "user.registered admin-created root@example.com",
      `user.confirmed confirmed ${EMAIL}`,
      "user.confirmed confirmed root@example.com",
    ]);
  });

  test("and made-up ones for a demonstration are not", async () => {
    await using app = await hearing();
    const random = seededRandom("demonstration");
    const sql = { ids: { link: () => "", ordered: orderedIds(random) }, kinds: kindsOf(builtIn) };
    const wanted = { users: 20, days: 3, now: app.clock.now(), domain: "demo.example", random };
    const users = [...demonstrationUsers(wanted)];
    await sqliteDriver(app.database).write(() => addDemonstrationUsers(sql, users, "hash"));
    expect(await app.heard()).toEqual([]);
  });
});

describe("a confirmation is told once", () => {
  const CONFIRMED = `user.confirmed confirmed ${EMAIL}`;

  test("by the link, in the browser that registered and in another", async () => {
    await using app = await hearing();
    await app.confirmed(EMAIL);
    const { link } = await app.register(NEW);
    const other = app.browser();
    await other.open(link);
    await other.submit("/confirm", { password: PASSWORD });
    expect((await app.heard()).filter((each) => each.startsWith("user.confirmed"))).toEqual([
      CONFIRMED,
      `user.confirmed confirmed ${NEW}`,
    ]);
  });

  test("by the code, and not again by the link after it", async () => {
    await using app = await hearing();
    const { browser, code, link } = await app.register(EMAIL);
    await browser.submit("/unconfirmed/code", { code });
    await browser.open(link);
    await browser.submit("/confirm");
    expect(await app.heard()).toEqual([`user.registered registered ${EMAIL}`, CONFIRMED]);
  });

  test("by an operator", async () => {
    await using app = await hearing();
    await app.register(EMAIL);
    await admin.confirmUser(app.postern.context, OPERATOR, idOf(app));
    expect(await app.heard()).toEqual([`user.registered registered ${EMAIL}`, CONFIRMED]);
  });

  test("by a reset, and the others who registered with the address are told to be gone", async () => {
    await using app = await hearing();
    await app.register(EMAIL);
    await app.register(EMAIL);
    await app.heard();
    app.clock.forward("2 hours");
    await app.browser().submit("/forgot", { email: EMAIL });
    const link = await linkTo(app);
    const browser = app.browser();
    await browser.open(link);
    await browser.submit("/reset", { password: OTHER_PASSWORD });
    expect((await app.heard()).toSorted()).toEqual([
      `registration.removed registration-removed ${EMAIL}`,
      CONFIRMED,
      `user.password-changed password-reset ${EMAIL}`,
    ]);
  });
});

describe("the end of a registration is told once", () => {
  test("when its registrant cancels it, moves it, or nobody confirms it", async () => {
    await using app = await hearing();
    const { browser } = await app.register(EMAIL);
    await browser.submit("/unconfirmed/email", { email: NEW });
    await app.heard();
    await browser.submit("/unconfirmed/cancel");
    expect(await app.heard()).toEqual([`registration.removed registration-cancelled ${NEW}`]);
    await app.register(EMAIL);
    app.clock.forward("8 days");
    await app.heard();
    expect(await app.heard()).toEqual([]);
  });

  test("when the reader of its mail disowns it", async () => {
    await using app = await hearing();
    const { code, mail } = await app.register(EMAIL);
    await app.heard();
    const reader = app.browser();
    await reader.open(mail.links.at(-1)!);
    await reader.submit("/confirm/not-me", { code });
    expect(await app.heard()).toEqual([`registration.removed registration-disowned ${EMAIL}`]);
  });

  test("when it moves to another address, which is told with the new one", async () => {
    await using app = await hearing();
    const { browser } = await app.register(EMAIL);
    await app.heard();
    await browser.submit("/unconfirmed/email", { email: NEW });
    expect(await app.heard()).toEqual([
      `registration.address-changed registration-address-changed ${NEW}`,
    ]);
  });

  test("when it expires", async () => {
    await using app = await hearing();
    await app.register(EMAIL);
    await app.heard();
    app.clock.forward("8 days");
    expect(await app.heard()).toEqual([`registration.removed registration-expired ${EMAIL}`]);
  });
});

describe("what happens to a user is told once", () => {
  test("a new password, and one that is taken away by the mailbox", async () => {
    await using app = await hearing();
    const browser = await app.confirmed(EMAIL);
    await app.heard();
    const change = { currentPassword: PASSWORD, password: OTHER_PASSWORD };
    await browser.submit("/profile/password", change);
    expect(await app.heard()).toEqual([`user.password-changed password-changed ${EMAIL}`]);
    const { links, code } = await app.mailTo(EMAIL);
    const owner = app.browser();
    await owner.open(links[0]!);
    await owner.submit("/lock", { code: code! });
    expect(await app.heard()).toEqual([`user.password-changed account-locked ${EMAIL}`]);
  });

  test("a new address, which is taken back", async () => {
    await using app = await hearing();
    const browser = await app.confirmed(EMAIL);
    app.clock.forward("2 minutes");
    await browser.submit("/profile/email", { email: NEW });
    await app.heard();
    await browser.open(await linkTo(app, NEW));
    await browser.submit("/change-email");
    expect(await app.heard()).toEqual([`user.email-changed email-changed ${NEW}`]);
    const { links, code } = await app.mailTo(EMAIL);
    const owner = app.browser();
    await owner.open(links[0]!);
    await owner.submit("/change-email/undo", { code: code! });
    expect((await app.heard()).toSorted()).toEqual([
      `user.email-changed email-change-undone ${EMAIL}`,
      `user.password-changed email-change-undone ${EMAIL}`,
    ]);
  });

  test("a suspension, its end, and rights of an admin", async () => {
    await using app = await hearing();
    await app.confirmed("root@example.com");
    await app.confirmed(EMAIL);
    await app.heard();
    const { context } = app.postern;
    await admin.disableUser(context, OPERATOR, idOf(app));
    await admin.enableUser(context, OPERATOR, idOf(app));
    await admin.setAdmin(context, OPERATOR, idOf(app, "root@example.com"), true);
    await admin.setAdmin(context, OPERATOR, idOf(app), true);
    await admin.setAdmin(context, OPERATOR, idOf(app), false);
    expect((await app.heard()).filter((each) => each.endsWith(EMAIL))).toEqual([
      `user.disabled disabled ${EMAIL}`,
      `user.enabled enabled ${EMAIL}`,
      `user.promoted promoted ${EMAIL}`,
      `user.demoted demoted ${EMAIL}`,
    ]);
  });

  test("a second step, set up and turned off", async () => {
    await using app = await hearing();
    const browser = await app.confirmed(EMAIL);
    await app.heard();
    await setsUp(app, browser);
    expect(await app.heard()).toEqual([`factor.added two-step-on ${EMAIL}`]);
    await admin.removeFactors(app.postern.context, OPERATOR, idOf(app), undefined);
    expect(await app.heard()).toEqual([`factor.removed factors-removed ${EMAIL}`]);
    expect((await browser.open(TWO_STEP)).heading).toBe("Log in");
  });

  test("a deletion: asked for, taken back, and done, also by an operator", async () => {
    await using app = await hearing();
    const browser = await app.confirmed(EMAIL);
    await app.confirmed(NEW);
    await app.heard();
    await browser.submit("/profile/delete", { password: PASSWORD });
    expect(await app.heard()).toEqual([`user.deletion-requested deletion-requested ${EMAIL}`]);
    await admin.takeBackDeletion(app.postern.context, OPERATOR, idOf(app));
    expect(await app.heard()).toEqual([`user.deletion-cancelled kept ${EMAIL}`]);
    const again = app.browser();
    await again.submit("/login", { email: EMAIL, password: PASSWORD });
    await again.submit("/profile/delete", { password: PASSWORD });
    app.clock.forward("15 days");
    expect(await app.heard()).toEqual([
      `user.deletion-requested deletion-requested ${EMAIL}`,
      `user.deleted deleted ${EMAIL}`,
    ]);
    await admin.deleteUser(app.postern.context, OPERATOR, idOf(app, NEW));
    expect(await app.heard()).toEqual([`user.deleted deleted ${NEW}`]);
    expect(app.dump()).not.toContain(`"email":"${NEW}"`);
  });

  test("a mail that comes back", async () => {
    await using app = await hearing();
    const { mail } = await app.register(EMAIL);
    await app.heard();
    const bounce = { answer: "550 no such user", fault: "address" } as const;
    const { store, clock } = app.postern.context;
    const told = { limit: app.postern.context.settings.limits.operator };
    await store.recordBounce({ mailId: mail.id, ...bounce, ...told, now: clock.now() });
    expect(await app.heard()).toEqual([`mail.bounced mail-bounced ${EMAIL}`]);
  });
});

describe("of sessions is told", () => {
  const sessions = async (app: Hearing): Promise<readonly string[]> =>
    (await app.heard()).map((each) => each.replace(` ${EMAIL}`, ""));

  test("that one starts, goes on, and ends", async () => {
    await using app = await hearing("sessions");
    const browser = await app.confirmed(EMAIL);
    expect(await sessions(app)).toEqual(["session.started", "session.renewed"]);
    await browser.submit("/logout");
    expect(await sessions(app)).toEqual(["session.ended logged-out"]);
  });

  test("why it ends: elsewhere, by a new password, by an operator, by a suspension", async () => {
    await using app = await hearing("sessions");
    const browser = await app.confirmed(EMAIL);
    const logsIn = async () => {
      await app.browser().submit("/login", { email: EMAIL, password: PASSWORD });
      return (await sessions(app)).at(-1);
    };
    expect(await logsIn()).toBe("session.started");
    await browser.submit("/profile/sessions/end-others");
    expect(await sessions(app)).toEqual(["session.ended ended-elsewhere"]);
    await logsIn();
    const change = { currentPassword: PASSWORD, password: PASSWORD };
    await browser.submit("/profile/password", { ...change, password: OTHER_PASSWORD });
    expect(await sessions(app)).toEqual([
      "session.ended credentials-changed",
      "session.ended credentials-changed",
      "session.started",
    ]);
    await admin.endUserSessions(app.postern.context, OPERATOR, idOf(app));
    expect(await sessions(app)).toEqual(["session.ended ended-by-operator"]);
    await browser.submit("/login", { email: EMAIL, password: OTHER_PASSWORD });
    await admin.disableUser(app.postern.context, OPERATOR, idOf(app));
    expect(await sessions(app)).toEqual(["session.started", "session.ended disabled"]);
  });

  test("that the least used one ends beyond the most that a user may have", async () => {
    await using app = await hearing("sessions", { sessionsPerUser: 1 });
    await app.confirmed(EMAIL);
    await app.heard();
    await app.browser().submit("/login", { email: EMAIL, password: PASSWORD });
    expect(await sessions(app)).toEqual(["session.started", "session.ended too-many"]);
  });
});
