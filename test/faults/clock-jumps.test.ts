// A machine whose clock is wrong, and is corrected: a day ahead, an hour back. Nobody gets in who should not,
// nobody is locked out, and mails are still sent.

import { expect, test } from "vitest";
import { hours } from "../../src/domain/time.ts";
import { clockJumps } from "./clock-jumps.ts";
import { broken } from "./parts/figures.ts";
import { PASSWORD, testPostern } from "../../src/testing/test-postern.ts";

const ADA = "ada@example.com";

const HOUR_BACK = -hours(1);

test("a clock that jumps to and fro costs nobody a mail, a link or a login", async () => {
  expect(broken(await clockJumps({ jumps: 12, seed: "short" }))).toEqual([]);
});

test("an hour back, who was logged in still is, and who comes logs in", async () => {
  await using app = await testPostern();
  const browser = await app.confirmed(ADA);
  app.clock.forward(HOUR_BACK);
  expect((await browser.open("/profile")).status).toBe(200);
  const again = app.browser();
  await again.submit("/login", { email: ADA, password: PASSWORD });
  expect((await again.open("/profile")).status).toBe(200);
});

test("an hour back, a link that was mailed by the wrong clock still confirms, once", async () => {
  await using app = await testPostern();
  const { browser, link } = await app.register(ADA);
  app.clock.forward(HOUR_BACK);
  await browser.open(link);
  await browser.submit("/confirm");
  expect(app.user(ADA)?.confirmedOn).not.toBeNull();
});

test("an hour back, new mails go out at once, and those that waited when their time comes", async () => {
  await using app = await testPostern();
  await app.browser().submit("/register", { email: ADA, password: PASSWORD });
  app.clock.forward(HOUR_BACK);
  await app.browser().submit("/register", { email: "bob@example.com", password: PASSWORD });
  expect((await app.mails()).map(({ to }) => to)).toEqual(["bob@example.com"]);
  app.clock.forward("1 hour");
  expect((await app.mails()).map(({ to }) => to).toSorted()).toEqual([ADA, "bob@example.com"]);
});

test("a day ahead, sessions and confirmation links live on, and nobody waits in vain", async () => {
  await using app = await testPostern();
  const { browser, link } = await app.register(ADA);
  app.clock.forward("1 day");
  await browser.open(link);
  await browser.submit("/confirm");
  expect((await browser.open("/profile")).status).toBe(200);
  expect((await app.register("bob@example.com")).link).not.toBe("");
});

test("a day ahead, what lives an hour opens nothing, also when the clock is put right", async () => {
  await using app = await testPostern();
  const { browser, code } = await app.register(ADA);
  await app.confirmed("bob@example.com");
  app.clock.forward("2 minutes");
  await app.browser().submit("/forgot", { email: "bob@example.com" });
  const link = new URL((await app.mailTo("bob@example.com")).links[0]!).pathname.split("/")[2];
  app.clock.forward("1 day");
  const reset = { link, password: "another long password" };
  const refused = [
    await browser.json("POST", "/unconfirmed/code", { code }),
    await app.browser().json("POST", "/reset", reset),
  ];
  expect(refused.map(({ status }) => status)).toEqual([422, 410]);
  app.clock.forward(-hours(24));
  expect((await app.browser().json("POST", "/reset", reset)).status).toBe(200);
  expect((await app.browser().json("POST", "/reset", reset)).status).toBe(410);
});

test("a day ahead and back again, who was logged out by no clock is logged in", async () => {
  await using app = await testPostern();
  const browser = await app.confirmed(ADA);
  app.clock.forward("1 day");
  await browser.open("/profile");
  app.clock.forward(-hours(24));
  expect((await browser.open("/profile")).status).toBe(200);
});
