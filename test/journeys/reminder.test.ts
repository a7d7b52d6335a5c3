// A reminder before a registration that nobody confirmed is removed (option `reminder`).

import { expect, test } from "vitest";
import { clearAway } from "../../src/background.ts";
import { testPostern, type TestPostern } from "../../src/testing/test-postern.ts";

const EMAIL = "ada@example.com";

/** Two days before the end of the seven. */
const WITH = { reminder: "2 days" } as const;

/** What a running process does every ten minutes, and the mails that follow from it. */
async function clear(app: TestPostern): Promise<readonly string[]> {
  await clearAway(app.postern.context);
  return (await app.mails()).map(({ kind }) => kind);
}

test("a mailbox is reminded once, two days before the registration ends, and its link confirms", async () => {
  await using app = await testPostern(WITH);
  await app.register(EMAIL);
  app.clock.forward("4 days");
  expect(await clear(app)).toEqual(["confirm"]);
  app.clock.forward("26 hours");
  await clear(app);
  const mail = await app.mailTo(EMAIL);
  expect(mail).toMatchObject({ kind: "confirm-reminder" });
  expect(mail.text).toContain("If nobody confirms it, the registration is removed on ");
  app.clock.forward("1 hour");
  expect(await clear(app)).toEqual(["confirm-reminder", "confirm"]);
  const browser = app.browser();
  await browser.open(mail.links[0]!);
  await browser.submit("/confirm", { password: "plum tree by the river" });
  expect(app.user(EMAIL)).toMatchObject({ confirmedVia: "link" });
});

test("without the option nobody is reminded", async () => {
  await using app = await testPostern();
  await app.register(EMAIL);
  app.clock.forward("6 days");
  expect(await clear(app)).toEqual(["confirm"]);
});

test("whoever confirmed, took the registration back or has an account is not reminded", async () => {
  await using app = await testPostern(WITH);
  await app.confirmed("bob@example.com");
  const { browser } = await app.register("eve@example.com");
  await browser.submit("/unconfirmed/cancel");
  await app.confirmed(EMAIL);
  await app.register(EMAIL);
  app.clock.forward("6 days");
  expect(await clear(app)).not.toContain("confirm-reminder");
});

test("a mailbox that never got the first mail is not reminded of it", async () => {
  await using app = await testPostern(WITH);
  await app.browser().json("POST", "/register", {
    email: EMAIL,
    password: "plum tree by the river",
  });
  app.database
    .prepare("UPDATE mails SET state = 'dead', fault = 'address', ended_on = created_on")
    .run();
  app.clock.forward("6 days");
  expect(await clear(app)).not.toContain("confirm-reminder");
});

test("a mailbox that has stopped mail from strangers is not reminded", async () => {
  await using app = await testPostern(WITH);
  const { link, code } = await app.register(EMAIL);
  await app.browser().json("POST", "/stop-mail", { link, code });
  app.clock.forward("1 hour");
  await app.register(EMAIL);
  const before = await app.mails();
  expect(before[0]).toMatchObject({ kind: "contact-stopped" });
  app.clock.forward("6 days");
  await clearAway(app.postern.context);
  expect(await app.mails()).toEqual(before);
});

test("of several registrations of one address, by whomever, one reminds it", async () => {
  await using app = await testPostern(WITH);
  for (let times = 0; times < 3; times += 1) {
    await app.register(EMAIL);
    app.clock.forward("2 minutes");
  }
  app.clock.forward("6 days");
  expect((await clear(app)).filter((kind) => kind === "confirm-reminder")).toHaveLength(1);
});

test("a stranger who registers many tags of a mailbox causes no more reminders than its budget has places", async () => {
  await using app = await testPostern(WITH);
  for (let tag = 0; tag < 12; tag += 1) {
    await app.browser({ client: `192.0.${tag}.2` }).json("POST", "/register", {
      email: `ada+${tag}@example.com`,
      password: "plum tree by the river",
    });
    await app.mails();
    app.clock.forward("20 minutes");
  }
  app.clock.forward("5 days");
  for (let hour = 0; hour < 24; hour += 1) {
    await clear(app);
    app.clock.forward("1 hour");
  }
  const reminders = (await app.mails()).filter(({ kind }) => kind === "confirm-reminder");
  expect(reminders.length).toBeGreaterThan(0);
  expect(reminders.length).toBeLessThanOrEqual(4);
});

test("a reminder that is longer than half of the time a registration lives is refused", async () => {
  for (const reminder of ["4 days", "soon", 0])
    await expect(testPostern({ reminder })).rejects.toThrow("reminder");
});
