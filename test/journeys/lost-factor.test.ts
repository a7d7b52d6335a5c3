// Somebody who has lost the second factor gets in again after a wait.

import { describe, expect, test } from "vitest";
import { minutes } from "../../src/domain/time.ts";
import { clearAway } from "../../src/background.ts";
import {
  adds,
  begins,
  follows,
  isIn,
  kindsTo,
  LOST,
  passes,
  siteWithApp,
  withPassword,
  types,
  withApp,
} from "../second-factor/lost.ts";
import { key } from "../second-factor/key.ts";
import { ADA, withTwoSteps } from "../second-factor/two-steps.ts";
import { PASSWORD, testPostern } from "../../src/testing/test-postern.ts";

test("whoever knows the password and reads the mailbox gets in after seven days, and is told all along", async () => {
  const { app, ada } = await siteWithApp();
  await using _ = app;
  const browser = await withPassword(app);
  const lost = await browser.open(LOST);
  expect(lost.text).toContain("after a wait of 7 days");
  expect((await browser.submit(LOST)).heading).toBe("Check your email");
  const begun = await follows(app, "/lose-factor");
  expect(begun.heading).toBe("Your second step will be removed on 29 December 2026");
  expect((await browser.open(LOST)).heading).toBe(begun.heading);
  await passes(app, 7 * 24 - 6);
  expect(await isIn(await withPassword(app))).toBe(false);
  await passes(app, 12);
  expect((await kindsTo(app)).slice(-4)).toEqual([
    "lose-factor",
    "factor-removal-begun",
    "factor-removal-soon",
    "factor-removal-done",
  ]);
  expect(await isIn(ada)).toBe(false);
  const later = await withPassword(app);
  expect(await isIn(later)).toBe(true);
  const { body } = await later.json("GET", "/profile/data");
  const acts = JSON.stringify(body);
  for (const act of ["factor-loss-asked", "factor-removal-begun", "factor-removal-done"])
    expect(acts).toContain(act);
});

test("showing the second factor ends the wait, and the mailbox hears of it", async () => {
  const { app } = await siteWithApp();
  await using _ = app;
  await begins(app);
  await passes(app, 6 * 24);
  await withApp(app);
  expect((await kindsTo(app)).at(-1)).toBe("factor-removal-stopped");
  await passes(app, 10 * 24);
  expect((await kindsTo(app)).at(-1)).toBe("factor-removal-stopped");
  expect(await isIn(await withPassword(app))).toBe(false);
  expect(await isIn(await withApp(app))).toBe(true);
});

test("the link of each notice stops the wait, with the code of its mail", async () => {
  for (const days of [0, 6]) {
    const { app } = await siteWithApp();
    await using _ = app;
    await begins(app);
    await passes(app, days * 24);
    const { links, kind } = await app.mailTo(ADA);
    expect(kind).toBe(days === 0 ? "factor-removal-begun" : "factor-removal-soon");
    const reader = app.browser();
    expect((await reader.open(links[0]!)).heading).toBe("Keep your second step?");
    expect((await reader.submit("/keep-factor")).text).toContain("Enter the code from the email");
    expect((await follows(app, "/keep-factor")).heading).toBe("Your second step stays");
    expect((await reader.open(links[0]!)).heading).toBe("Your second step stays");
    await passes(app, 10 * 24);
    expect(await isIn(await withPassword(app))).toBe(false);
  }
});

test("whoever is logged in sees the wait on the profile, and stops it there", async () => {
  const { app, ada } = await siteWithApp("1 day");
  await using _ = app;
  await begins(app);
  const profile = await ada.open("/profile");
  expect(profile.text).toContain("Your second step is to be removed on 30 November 2026");
  expect((await ada.open("/profile/keep-factor")).heading).toBe("Keep your second step?");
  const kept = await ada.submit("/profile/keep-factor");
  expect([kept.path, kept.text.includes("Your second step stays.")]).toEqual(["/profile", true]);
  expect(kept.text).not.toContain("is to be removed");
  expect((await kindsTo(app)).at(-1)).toBe("factor-removal-stopped");
  expect((await ada.open("/profile/keep-factor")).path).toBe("/profile");
});

test("programs do the same at the same URLs", async () => {
  const { app, ada } = await siteWithApp("1 day");
  await using _ = app;
  const browser = await withPassword(app);
  const { body: lost } = await browser.json("GET", LOST);
  expect(lost).toEqual({ state: "not-waiting", mayBegin: true });
  expect(await browser.json("POST", LOST)).toMatchObject({
    status: 202,
    body: { state: "mailed" },
  });
  const { links, code } = await app.mailTo(ADA);
  const path = new URL(links[0]!).pathname;
  const program = app.browser();
  expect((await program.json("GET", path)).body).toEqual({ state: "ready", email: ADA });
  const wrong = await program.json("POST", "/lose-factor", { link: links[0], code: "00000000" });
  expect(wrong).toMatchObject({ status: 422, body: { reason: "wrong-code" } });
  const begun = await program.json("POST", "/lose-factor", { link: links[0], code });
  expect(begun).toMatchObject({ status: 200, body: { state: "waiting" } });
  expect((await browser.json("GET", LOST)).body).toEqual(begun.body);
  const { body: profile } = await ada.json("GET", "/profile");
  expect(profile["secondFactorRemovedOn"]).toBe(begun.body["dueOn"]);
  expect(await program.json("GET", path)).toMatchObject({ status: 410, body: { reason: "used" } });
  const notice = await app.mailTo(ADA);
  const stopped = await program.json("POST", "/keep-factor", {
    link: notice.links[0],
    code: notice.code,
  });
  expect(stopped).toMatchObject({ status: 200, body: { state: "kept" } });
  const again = { status: 200, body: { state: "not-waiting" } };
  expect(await ada.json("POST", "/profile/keep-factor")).toMatchObject(again);
  expect(await ada.json("GET", "/profile/keep-factor")).toMatchObject(again);
});

test("recovery codes and security keys go with the factor, and passkeys that are a whole sign-in stay", async () => {
  const { app, ada } = await siteWithApp("1 day");
  await using _ = app;
  await adds(app, ada, [
    { factor: "both", kind: "passkey" },
    { factor: "backup", kind: "recovery-code" },
    { factor: "second", kind: "passkey" },
  ]);
  await begins(app);
  await passes(app, 8 * 24);
  const { store } = app.postern.context;
  const kinds = (await store.listCredentials(app.user(ADA)!.id)).map(({ factor }) => factor);
  expect(kinds.toSorted()).toEqual(["both", "first"]);
  expect(await isIn(await withPassword(app))).toBe(true);
});

test("after an outage the mailbox is told first, and the rest of the wait is as long as ever", async () => {
  const { app } = await siteWithApp();
  await using _ = app;
  await begins(app);
  await app.mails();
  app.clock.forward("9 days");
  await clearAway(app.postern.context);
  expect((await kindsTo(app)).at(-1)).toBe("factor-removal-soon");
  await passes(app, 18);
  expect(await isIn(await withPassword(app))).toBe(false);
  await passes(app, 6);
  expect(await isIn(await withPassword(app))).toBe(true);
});

test("nothing is removed while the warning waits to be sent", async () => {
  const { app } = await siteWithApp();
  await using _ = app;
  await begins(app);
  await app.mails();
  for (const forward of ["6 days", "1 day", "1 day"]) {
    app.clock.forward(forward);
    await clearAway(app.postern.context);
  }
  expect(await isIn(await withPassword(app))).toBe(false);
  await passes(app, 12);
  expect(await isIn(await withPassword(app))).toBe(true);
});

test("a shorter wait warns at its half", async () => {
  const { app } = await siteWithApp("30 days", { factorRemovalWait: "12 hours" });
  await using _ = app;
  await begins(app);
  app.clock.forward("6 hours");
  await clearAway(app.postern.context);
  expect((await kindsTo(app)).at(-1)).toBe("factor-removal-soon");
  app.clock.forward(minutes(6 * 60));
  await clearAway(app.postern.context);
  expect((await kindsTo(app)).at(-1)).toBe("factor-removal-done");
});

test("who has nothing to lose, or no proven mailbox, is told so and gets no mail", async () => {
  const { app, ada } = await siteWithApp("1 minute");
  await using _ = app;
  const bob = await app.confirmed("bob@example.com");
  expect((await bob.open(LOST)).path).toBe("/profile");
  expect((await bob.submit(LOST)).path).toBe("/profile");
  app.database.exec("UPDATE users SET confirmed_on = NULL WHERE email_key = 'ada@example.com'");
  const before = (await app.mails()).length;
  const browser = app.browser();
  browser.jar.set("__Host-postern-session", ada.jar.get("__Host-postern-session")!);
  expect((await browser.open(LOST)).text).toContain("You can register again");
  expect((await browser.submit(LOST)).text).toContain("You can register again");
  expect(await app.mails()).toHaveLength(before);
});

test("the factor is asked for as ever while the wait is running", async () => {
  const { app } = await siteWithApp();
  await using _ = app;
  await begins(app);
  const login = { email: ADA, password: PASSWORD };
  expect(await app.browser().json("POST", "/login", login)).toMatchObject({
    status: 403,
    body: { reason: "second-factor-needed" },
  });
  expect((await types(app, await withPassword(app))).path).toBe("/");
});

describe("where the site requires a second factor", () => {
  const ask = { features: [key], secondFactor: "required" } as const;
  const WORD = "a thumb on the reader";

  test("whoever has lost their only passkey gets in after the wait, and sets up another factor", async () => {
    await using app = await testPostern(ask);
    const ada = await app.confirmed(ADA);
    await ada.json("POST", "/profile/key", { word: WORD });
    app.clock.forward("30 days");
    const browser = await withPassword(app);
    expect((await browser.open(LOST)).heading).toBe("You cannot take the second step");
    expect((await begins(app, browser)).heading).toContain("will be removed on");
    await passes(app, 8 * 24);
    const later = await withPassword(app);
    expect((await later.open("/profile")).path).toBe("/profile/two-step?next=%2Fprofile");
    expect((await app.browser().json("POST", "/login/key", { word: WORD })).status).toBe(401);
  });

  test("a passkey that was lost with the app is not asked for after the wait", async () => {
    await using app = await testPostern(ask);
    const { browser: ada } = await withTwoSteps(app);
    expect((await ada.json("POST", "/profile/key", { word: WORD })).status).toBe(204);
    await begins(app);
    await passes(app, 8 * 24);
    const later = await withPassword(app);
    expect((await later.open("/profile")).path).toBe("/profile/two-step?next=%2Fprofile");
  });
});
