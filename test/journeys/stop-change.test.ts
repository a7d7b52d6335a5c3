import { describe, expect, test } from "vitest";
import type { Browser } from "../../src/testing/browser.ts";
import { PASSWORD, testPostern, type TestPostern } from "../../src/testing/test-postern.ts";
import { otherThan, valueIn, wordsOf } from "./page.ts";

const OLD = "ada@example.com";
const NEW = "ada@example.org";
const NEW_PASSWORD = "a lamp behind the door";

/** Ada's account, which somebody asked to move, and the mails that her mailbox got. */
async function asked(app: TestPostern) {
  const browser = await app.confirmed(OLD);
  app.clock.forward("2 minutes");
  await browser.submit("/profile/email", { email: NEW });
  const [change] = (await app.mailTo(NEW)).links;
  const { links, code } = await app.mailTo(OLD);
  return { browser, change: change!, stop: links[0]!, code: code! };
}

const tokenOf = (link: string): string => link.slice(link.lastIndexOf("/") + 1);

async function whoIs(browser: Browser): Promise<string | null> {
  const { body } = await browser.json("GET", "/");
  return (body["user"] as { email: string } | null)?.email ?? null;
}

const statusOfLogin = async (app: TestPostern, password: string): Promise<number> =>
  (await app.browser().json("POST", "/login", { email: OLD, password })).status;

describe("the page of a change that was asked for", () => {
  test("has two doors and a field for the mail's code, and masks the new address", async () => {
    await using app = await testPostern();
    const { stop } = await asked(app);
    const page = await app.browser().open(stop);
    expect(page.path).toBe("/change-email/stop");
    expect(page.heading).toBe("Stop this change?");
    expect(wordsOf(page)).toContain(`to move the account from ${OLD} to a••@example.org`);
    expect(page.text).not.toContain(NEW);
    expect(wordsOf(page)).toMatch(/Code from the email .* I changed my mind It was not me/);
    expect(valueIn(page, "code")).toBe("");
  });

  test("asks again where the code is missing or wrong, and nothing is stopped", async () => {
    await using app = await testPostern();
    const { browser, change, stop, code } = await asked(app);
    const owner = app.browser();
    await owner.open(stop);
    for (const [typed, words] of [
      ["", "Enter the code from the email"],
      ["half", "Code must be 8 digits"],
      [otherThan(code), "That code is not right"],
    ] as const) {
      for (const door of ["changed-my-mind", "not-me"]) {
        const again = await owner.submit("/change-email/stop", { code: typed, door, sure: "on" });
        expect(again.status).toBe(422);
        expect(wordsOf(again)).toContain(words);
        expect(again.text).not.toContain(NEW);
      }
    }
    expect((await browser.open(change)).status).toBe(200);
    expect(await whoIs(browser)).toBe(OLD);
  });

  test("asks again where no door was chosen", async () => {
    await using app = await testPostern();
    const { stop, code } = await asked(app);
    const owner = app.browser();
    await owner.open(stop);
    for (const door of ["", "window"]) {
      const page = await owner.submit("/change-email/stop", { code, door });
      expect(page.status).toBe(422);
      expect(wordsOf(page)).toContain("Choose why the change is to be stopped");
    }
    expect(
      await owner.json("POST", "/change-email/stop", { link: tokenOf(stop), code }),
    ).toMatchObject({ status: 422, body: { reason: "invalid", fields: { door: "door-missing" } } });
  });

  test("is not there any more when the change has happened: then it can be undone", async () => {
    await using app = await testPostern();
    const { browser, change, stop } = await asked(app);
    await browser.open(change);
    await browser.submit("/change-email");
    const page = await app.browser().open(stop);
    expect(page.status).toBe(410);
    expect(page.heading).toBe("This link was replaced");
  });
});

describe("I changed my mind", () => {
  test("stops the change, and everything else stays as it is", async () => {
    await using app = await testPostern();
    const { browser, change, stop, code } = await asked(app);
    const owner = app.browser();
    await owner.open(stop);
    const done = await owner.submit("/change-email/stop", { code, door: "changed-my-mind" });
    expect(done.heading).toBe("The change is stopped");
    expect((await browser.open(change)).heading).toBe("This link was replaced");
    expect((await browser.open("/profile")).text).not.toContain(`Confirm ${NEW}`);
    expect(await whoIs(browser)).toBe(OLD);
    expect(await statusOfLogin(app, PASSWORD)).toBe(200);
  });

  test("is said by a program with link, code and door, once, and the new address is not told", async () => {
    await using app = await testPostern();
    const { browser, change, stop, code } = await asked(app);
    const program = app.browser();
    const link = tokenOf(stop);
    expect((await program.json("GET", `/change-email/stop/${link}`)).body).toEqual({
      state: "ready",
      email: OLD,
    });
    const post = () =>
      program.json("POST", "/change-email/stop", { link, code, door: "changed-my-mind" });
    expect(await post()).toMatchObject({ status: 200, body: { state: "stopped" } });
    expect(await browser.json("POST", "/change-email", { link: tokenOf(change) })).toMatchObject({
      body: { reason: "replaced" },
    });
    expect(await post()).toMatchObject({ status: 410, body: { reason: "used" } });
  });
});

describe("it was not me", () => {
  async function locked(app: TestPostern) {
    const site = await asked(app);
    const owner = app.browser();
    await owner.open(site.stop);
    const page = await owner.submit("/change-email/stop", { code: site.code, door: "not-me" });
    return { ...site, owner, page };
  }

  test("logs everybody out, voids the password, and mails the way to a new one", async () => {
    await using app = await testPostern();
    const { browser, change, owner, page } = await locked(app);
    expect(page.heading).toBe("The change is stopped, and your account is locked");
    expect(wordsOf(page)).toContain(`We sent a link to ${OLD}, with which you choose a new one.`);
    expect(await whoIs(browser)).toBeNull();
    expect(await statusOfLogin(app, PASSWORD)).toBe(401);
    expect((await browser.open(change)).status).toBe(410);
    const mail = await app.mailTo(OLD);
    expect(mail.kind).toBe("reset");
    await owner.open(mail.links[0]!);
    await owner.submit("/reset", { password: NEW_PASSWORD });
    expect(await statusOfLogin(app, NEW_PASSWORD)).toBe(200);
  });

  test("keeps the address for a week, whoever asks", async () => {
    await using app = await testPostern();
    const { owner } = await locked(app);
    await owner.open((await app.mailTo(OLD)).links[0]!);
    await owner.submit("/reset", { password: NEW_PASSWORD });
    const ask = async () => {
      await owner.json("POST", "/login", { email: OLD, password: NEW_PASSWORD });
      return owner.json("POST", "/profile/email", { email: NEW });
    };
    expect(await ask()).toMatchObject({ status: 422, body: { fields: { email: "frozen" } } });
    app.clock.forward("7 days");
    expect((await ask()).status).toBe(202);
  });

  test("is told to a program, and logs its own session out", async () => {
    await using app = await testPostern();
    const { browser, stop, code } = await asked(app);
    const body = { link: tokenOf(stop), code, door: "not-me" };
    expect(await browser.json("POST", "/change-email/stop", body)).toMatchObject({
      status: 200,
      body: { state: "locked" },
    });
    expect(browser.jar.has("__Host-postern-session")).toBe(false);
  });

  test("leaves somebody else logged in who opened the mail in their browser", async () => {
    await using app = await testPostern();
    const { stop, code } = await asked(app);
    const grace = await app.confirmed("grace@example.com");
    const body = { link: tokenOf(stop), code, door: "not-me" };
    await grace.json("POST", "/change-email/stop", body);
    expect(await whoIs(grace)).toBe("grace@example.com");
  });

  test("mails the reset however full the mailbox's budget is, and says in the audit log who did it", async () => {
    await using app = await testPostern();
    const { stop, code } = await asked(app);
    for (let count = 0; count < 6; count += 1) {
      await app.browser().submit("/forgot", { email: OLD });
      await app.mails();
    }
    const before = (await app.mails()).length;
    const body = { link: tokenOf(stop), code, door: "not-me" };
    await app.browser().json("POST", "/change-email/stop", body);
    expect((await app.mails()).length).toBe(before + 1);
    expect(
      app.database.prepare("SELECT actor FROM audit WHERE act = 'account-locked'").all(),
    ).toEqual([{ actor: "mailbox-owner" }]);
  });
});

describe("links that the version before mailed have no code in their mail", () => {
  test("so the old tick stops the change, and a program that names the link means it", async () => {
    await using app = await testPostern();
    const { change, browser, stop } = await asked(app);
    app.database.exec("UPDATE links SET asks_code = 0");
    const owner = app.browser();
    const page = await owner.open(stop);
    expect(page.text).toContain('type="checkbox"');
    expect(page.text).not.toContain('name="code"');
    const door = "changed-my-mind";
    expect((await owner.submit("/change-email/stop", { door })).status).toBe(422);
    const done = await owner.submit("/change-email/stop", { door, sure: "on" });
    expect(done.heading).toBe("The change is stopped");
    expect((await browser.open(change)).status).toBe(410);
  });

  test("which does not hold for confirmation mails: they always had one", async () => {
    await using app = await testPostern();
    const { link } = await app.register("grace@example.com");
    app.database.exec("UPDATE links SET asks_code = 0");
    const body = { link: tokenOf(link), sure: "on" };
    expect(await app.browser().json("POST", "/confirm/not-me", body)).toMatchObject({
      status: 422,
      body: { reason: "code-missing" },
    });
  });
});
