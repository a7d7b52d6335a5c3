// A hundred clients each make a few guesses at one account: after a hundred consecutive wrong ones, it requires
// the mailbox, or a browser that has logged in before (SP 800-63B-4, 3.2.2).

import { describe, expect, test } from "vitest";
import * as admin from "../../src/features/admin/admin.ts";
import type { Browser } from "../../src/testing/browser.ts";
import { PASSWORD, testPostern, type TestPostern } from "../../src/testing/test-postern.ts";
import { atOnce, count, countingHasher, disable, OTHER_PASSWORD } from "./tools.ts";

const ADA = "ada@example.com";

const guesser = (app: TestPostern, place: number): Browser =>
  app.browser({ client: `203.0.${Math.floor(place / 250)}.${(place % 250) + 1}` });

const guess = (app: TestPostern, place: number, email = ADA) =>
  guesser(app, place).json("POST", "/login", { email, password: `guess number ${place}` });

/** Consecutive wrong passwords, each from another client. */
async function guessAway(app: TestPostern, times = 100, email = ADA): Promise<void> {
  for (let place = 0; place < times; place += 1) await guess(app, place, email);
}

const logIn = (browser: Browser, password = PASSWORD) =>
  browser.json("POST", "/login", { email: ADA, password });

async function site() {
  const passwordHasher = countingHasher();
  const app = await testPostern({ passwordHasher });
  const owner = await app.confirmed(ADA);
  return { app, owner, hasher: passwordHasher };
}

const pausedMails = async (app: TestPostern) =>
  (await app.mails()).filter(({ kind }) => kind === "password-paused");

describe("a hundred and one wrong passwords from as many clients", () => {
  test("are compared a hundred times, and the last is told the way", async () => {
    const { app, hasher } = await site();
    await using _app = app;
    await guessAway(app);
    const before = hasher.count();
    const refused = await guess(app, 100);
    expect([refused.status, refused.body["reason"]]).toEqual([403, "password-paused"]);
    expect(hasher.count()).toBe(before);
    const page = await guesser(app, 101).submit("/login", { email: ADA, password: PASSWORD });
    expect([page.status, page.heading]).toEqual([403, "The password cannot be used here for now"]);
    expect(page.text).toContain('href="/forgot"');
  });

  test("are compared no more often all at once", async () => {
    const { app } = await site();
    await using _app = app;
    const answers = await atOnce(160, (place) => guess(app, place));
    expect(answers.filter(({ status }) => status === 401)).toHaveLength(100);
    expect(answers.filter(({ status }) => status === 403)).toHaveLength(60);
  });

  test("are told to the owner in one mail, with nothing of the guesser in it", async () => {
    const { app } = await site();
    await using _app = app;
    await guessAway(app, 130);
    app.clock.forward("12 hours");
    await guess(app, 200);
    const mails = await pausedMails(app);
    expect(mails.map(({ to, links }) => [to, links])).toEqual([
      [ADA, ["https://postern.example/forgot"]],
    ]);
    expect(mails[0]!.text).not.toMatch(/203\.0|guess number/);
  });

  test("keep even the right password out, but on the browsers that were there before", async () => {
    const { app, owner } = await site();
    await using _app = app;
    await owner.submit("/logout");
    await guessAway(app);
    expect((await logIn(app.browser())).status).toBe(403);
    expect((await logIn(owner)).status).toBe(200);
  });

  test("make rows for what was compared, and none for what was refused", async () => {
    const { app } = await site();
    await using _app = app;
    await guessAway(app, 250);
    expect(count(app, "limits", "subject LIKE 'guess:%' OR subject LIKE 'login:%'")).toBe(200);
    expect(count(app, "wrong_passwords")).toBe(1);
  });

  test("are counted where the password is asked for elsewhere as well, and stop it there", async () => {
    const { app } = await site();
    await using _app = app;
    const thief = app.browser({ client: "192.0.2.200" });
    expect((await logIn(thief)).status).toBe(200);
    thief.jar.delete("__Host-postern-device");
    await guessAway(app, 98);
    const wrong = { password: "a wrong guess at it" };
    expect((await thief.json("POST", "/login/again", wrong)).status).toBe(422);
    expect((await thief.json("POST", "/profile/delete", wrong)).status).toBe(422);
    for (const [path, fields] of [
      ["/login/again", { password: PASSWORD }],
      ["/profile/delete", { password: PASSWORD }],
      ["/profile/password", { currentPassword: PASSWORD, password: OTHER_PASSWORD }],
    ] as const) {
      const { status, body } = await thief.json("POST", path, fields);
      expect([path, status, body["reason"]]).toEqual([path, 403, "password-paused"]);
    }
    expect(app.user(ADA)).toBeDefined();
    expect(await pausedMails(app)).toHaveLength(1);
  });
});

describe("the row ends", () => {
  test("by the right password before the hundredth wrong one", async () => {
    const { app } = await site();
    await using _app = app;
    for (let round = 0; round < 3; round += 1) {
      await guessAway(app, 99);
      expect((await logIn(app.browser())).status).toBe(200);
      app.clock.forward("2 hours");
    }
    expect(await pausedMails(app)).toEqual([]);
  });

  test("by the reset that the mail leads to", async () => {
    const { app } = await site();
    await using _app = app;
    await guessAway(app);
    app.clock.forward("2 minutes");
    const browser = app.browser();
    await browser.open((await pausedMails(app))[0]!.links[0]!);
    expect((await browser.submit("/forgot", { email: ADA })).status).toBe(200);
    await browser.open((await app.mails()).find(({ kind }) => kind === "reset")!.links[0]!);
    await browser.submit("/reset", { password: OTHER_PASSWORD });
    expect((await logIn(browser, OTHER_PASSWORD)).status).toBe(200);
  });

  test("by a change of the password on a known device", async () => {
    const { app, owner } = await site();
    await using _app = app;
    await guessAway(app);
    const change = { currentPassword: PASSWORD, password: OTHER_PASSWORD };
    expect((await owner.json("POST", "/profile/password", change)).status).toBe(200);
    expect((await logIn(app.browser(), OTHER_PASSWORD)).status).toBe(200);
  });

  test("by a day without a wrong one, and by no shorter time", async () => {
    const { app } = await site();
    await using _app = app;
    await guessAway(app);
    app.clock.forward("23 hours");
    expect((await logIn(app.browser())).status).toBe(403);
    app.clock.forward("1 hour");
    expect((await logIn(app.browser())).status).toBe(200);
  });

  test("by no success at a registration of one's own with the victim's address", async () => {
    const { app } = await site();
    await using _app = app;
    const eve = app.browser({ client: "192.0.2.66" });
    await eve.submit("/register", { email: ADA, password: OTHER_PASSWORD });
    for (let time = 0; time < 8; time += 1) {
      await guessAway(app, 12);
      expect((await logIn(eve, OTHER_PASSWORD)).status).toBe(200);
      app.clock.forward("1 hour");
    }
    await guessAway(app, 4);
    expect((await logIn(app.browser())).status).toBe(403);
  });

  test("nor by a changed password of such a registration, where it may do that", async () => {
    const passwordHasher = countingHasher();
    await using app = await testPostern({ passwordHasher, unconfirmed: "full" });
    await app.confirmed(ADA);
    app.clock.forward("2 minutes");
    const { browser: stranger } = await app.register(ADA, OTHER_PASSWORD);
    await guessAway(app, 98);
    const change = { currentPassword: OTHER_PASSWORD, password: "a ship in a bottle" };
    expect((await stranger.json("POST", "/profile/password", change)).status).toBe(200);
    await guessAway(app, 4);
    expect((await logIn(app.browser())).status).toBe(403);
  });

  test("nor by the removal of such a registration", async () => {
    const { app } = await site();
    await using _app = app;
    await guessAway(app);
    app.clock.forward("2 minutes");
    await app.register(ADA, OTHER_PASSWORD);
    const { context } = app.postern;
    const found = await context.store.findUsers({ emailKey: ADA });
    const { id } = found.find(({ confirmedOn }) => confirmedOn === null)!;
    await admin.deleteUser(context, { actor: "operator:root", reason: "a ticket" }, id);
    expect((await logIn(app.browser())).status).toBe(403);
  });
});

describe("nobody is mailed", () => {
  test.each(["nobody@example.com", "waiting@example.com", "disabled@example.com"])(
    "for %s",
    async (email) => {
      const { app } = await site();
      await using _app = app;
      if (email.startsWith("waiting")) await app.register(email);
      if (email.startsWith("disabled")) {
        await app.confirmed(email);
        disable(app, email);
      }
      await guessAway(app, 101, email);
      expect(await pausedMails(app)).toEqual([]);
      expect((await guess(app, 200, email)).status).toBe(403);
    },
  );

  test("more than once a day by filling the row again after each login of the owner", async () => {
    const { app, owner } = await site();
    await using _app = app;
    const daily: number[] = [];
    for (let day = 0; day < 2; day += 1) {
      for (let time = 0; time < 3; time += 1) {
        await guessAway(app);
        await app.mails();
        await owner.submit("/logout");
        expect((await logIn(owner)).status).toBe(200);
        app.clock.forward("2 hours");
      }
      daily.push((await pausedMails(app)).length);
      app.clock.forward("24 hours");
    }
    expect(daily).toEqual([1, 2]);
  });

  test("by filling the row to its end again and again, with a registration of one's own", async () => {
    const { app } = await site();
    await using _app = app;
    const eve = app.browser({ client: "192.0.2.66" });
    await eve.submit("/register", { email: ADA, password: OTHER_PASSWORD });
    await guessAway(app, 99);
    const answers: number[] = [];
    for (let time = 0; time < 5; time += 1) {
      await logIn(eve, OTHER_PASSWORD);
      answers.push((await guess(app, 100 + time)).status);
    }
    // Her own login was the hundredth try. Although it was correct, it frees no place in the full row.
    expect(answers).toEqual([403, 403, 403, 403, 403]);
    expect(await pausedMails(app)).toHaveLength(1);
  });
});

describe("an account that moves to another address", () => {
  const NEW = "ada@new.example";

  async function moved(wrongBefore: number, wrongThere = 0) {
    const { app, owner, hasher } = await site();
    await guessAway(app, wrongThere, NEW);
    await guessAway(app, wrongBefore);
    app.clock.forward("2 minutes");
    await owner.submit("/profile/email", { email: NEW });
    await owner.open((await app.mailTo(NEW)).links[0]!);
    await owner.submit("/change-email");
    expect(app.user(NEW)).toMatchObject({ email: NEW });
    return { app, owner, hasher };
  }

  const comparedAt = async (app: TestPostern, email: string): Promise<number> => {
    let compared = 0;
    for (let place = 200; place < 310; place += 1) {
      if ((await guess(app, place, email)).status === 401) compared += 1;
    }
    return compared;
  };

  test("takes its row along: there are a hundred for both addresses together", async () => {
    const { app } = await moved(60, 7);
    await using _app = app;
    expect(await comparedAt(app, NEW)).toBe(40);
  });

  test("leaves the old address as one that nobody has looks", async () => {
    const { app } = await moved(60);
    await using _app = app;
    expect(await comparedAt(app, ADA)).toBe(40);
  });

  test("lets the browser that moved it in, which is a known device of the new address", async () => {
    const { app, owner } = await moved(99);
    await using _app = app;
    await guessAway(app, 5, NEW);
    await owner.submit("/logout");
    const login = { email: NEW, password: PASSWORD };
    expect((await app.browser().json("POST", "/login", login)).status).toBe(403);
    expect((await owner.json("POST", "/login", login)).status).toBe(200);
  });
});
