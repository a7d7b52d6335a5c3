import { describe, expect, test } from "vitest";
import type { Browser } from "../../src/testing/browser.ts";
import * as admin from "../../src/features/admin/admin.ts";
import { PASSWORD, testPostern, type TestPostern } from "../../src/testing/test-postern.ts";
import { formsIn, linksIn, otherThan, wordsOf } from "./page.ts";

const OLD = "ada@example.com";
const NEW = "ada@example.org";
const NEWER = "ada@example.net";
const OTHER_PASSWORD = "a lamp behind the door";

/** Ada, confirmed and logged in, who asked to move; with the links of both mails. */
async function asked(app: TestPostern, to = NEW) {
  const browser = await app.confirmed(OLD);
  app.clock.forward("2 minutes");
  await browser.submit("/profile/email", { email: to });
  const { links, code } = await app.mailTo(OLD);
  return { browser, link: await linkTo(app, to), stop: links[0]!, stopCode: code! };
}

/** The same after the move, with the link that undoes it. */
async function moved(app: TestPostern) {
  const { browser, link, stop } = await asked(app);
  await browser.open(link);
  await browser.submit("/change-email");
  const { links, code } = await app.mailTo(OLD);
  return { browser, link, stop, undo: links[0]!, code: code! };
}

const linkTo = async (app: TestPostern, email: string): Promise<string> =>
  (await app.mailTo(email)).links[0]!;

const tokenOf = (link: string): string => link.slice(link.lastIndexOf("/") + 1);

async function whoIs(browser: Browser): Promise<string | null> {
  const { body } = await browser.json("GET", "/");
  return (body["user"] as { email: string } | null)?.email ?? null;
}

const logIn = (browser: Browser, email: string, password = PASSWORD) =>
  browser.json("POST", "/login", { email, password });

test("the profile leads to a form that says what the address is now", async () => {
  await using app = await testPostern();
  const browser = await app.confirmed(OLD);
  expect(linksIn(await browser.open("/profile"))).toContain("/profile/email");
  const page = await browser.open("/profile/email");
  expect(page.heading).toBe("Change your email address");
  expect(wordsOf(page)).toContain(`Now: ${OLD}`);
  expect(wordsOf(page)).toContain("Until you open it, nothing changes");
});

test("asking changes nothing yet: both mailboxes get a mail, and the profile says what is pending", async () => {
  await using app = await testPostern();
  const { browser } = await asked(app);
  const profile = await browser.open("/profile");
  expect(wordsOf(profile)).toContain(OLD);
  expect(profile.text).toContain(`Confirm ${NEW} to finish changing your address.`);
  expect(app.user(OLD)).toMatchObject({ email: OLD });
  expect(app.user(NEW)).toBeUndefined();
  expect((await logIn(app.browser(), NEW)).status).toBe(401);
  const [toNew, toOld] = [await app.mailTo(NEW), await app.mailTo(OLD)];
  expect(toNew.subject).toBe("Confirm your new email address – Postern");
  expect(toNew.links[0]).toMatch(/^https:\/\/postern\.example\/change-email\/[\w.-]+$/);
  expect(toOld.subject).toBe("Your email address is about to change – Postern");
  expect(toOld.text).toContain("a••@example.org");
  expect(toOld.links[0]).toMatch(/\/change-email\/stop\/[\w.-]+$/);
});

test("asking too often from one client comes to a wait", async () => {
  await using app = await testPostern();
  const browser = await app.confirmed(OLD);
  for (let count = 0; count < 30; count += 1) {
    await browser.json("POST", "/profile/email", { email: `ada${count}@example.org` });
  }
  const page = await browser.submit("/profile/email", { email: NEW });
  expect(page.status).toBe(429);
  expect((await app.mails()).map((mail) => mail.to)).not.toContain(NEW);
});

test("the page after asking says where the mail went and with what to log in until then", async () => {
  await using app = await testPostern();
  const browser = await app.confirmed(OLD);
  const page = await browser.submit("/profile/email", { email: NEW });
  expect(page.path).toBe("/profile");
  expect(page.text).toContain(`Confirm ${NEW} to finish changing your address.`);
});

test("opening the link changes nothing; pressing the button does", async () => {
  await using app = await testPostern();
  const { browser, link } = await asked(app);
  const page = await browser.open(link);
  expect(page.path).toBe("/change-email");
  expect(page.heading).toBe(`Use ${NEW} for your account?`);
  expect(wordsOf(page)).toContain(`It takes the place of ${OLD}.`);
  expect(app.user(OLD)).toMatchObject({ email: OLD });
  const done = await browser.submit("/change-email");
  expect(done.heading).toBe(`Your email address is now ${NEW}`);
  expect(wordsOf(done)).toContain(`We wrote to ${OLD}, from where this can be undone for 7 days.`);
  expect(await whoIs(browser)).toBe(NEW);
  expect((await logIn(app.browser(), OLD)).status).toBe(401);
  expect((await logIn(app.browser(), NEW)).status).toBe(200);
});

test("a program does the same in JSON", async () => {
  await using app = await testPostern();
  const browser = await app.confirmed(OLD);
  expect(await browser.json("POST", "/profile/email", { email: NEW })).toMatchObject({
    status: 202,
    body: { state: "accepted" },
  });
  const link = tokenOf(await linkTo(app, NEW));
  expect((await browser.json("GET", `/change-email/${link}`)).body).toEqual({
    state: "ready",
    email: NEW,
    proof: "none",
  });
  const changed = await browser.json("POST", "/change-email", { link });
  expect(changed).toMatchObject({ status: 200, body: { state: "changed", user: { email: NEW } } });
  expect((await browser.json("GET", "/profile")).body["user"]).toMatchObject({ email: NEW });
});

describe("whoever asks has typed the password in the last ten minutes", () => {
  test("later, the page asks for it and then goes on to the form", async () => {
    await using app = await testPostern();
    const browser = await app.confirmed(OLD);
    app.clock.forward("10 minutes");
    const again = await browser.open("/profile/email");
    expect(again.path).toBe("/login/again?next=%2Fprofile%2Femail");
    const page = await browser.submit("/login/again", {
      password: PASSWORD,
      next: "/profile/email",
    });
    expect(page.path).toBe("/profile/email");
    await browser.submit("/profile/email", { email: NEW });
    expect((await app.mailTo(NEW)).kind).toBe("change-email");
  });

  test("a form that was left open too long changes nothing", async () => {
    await using app = await testPostern();
    const browser = await app.confirmed(OLD);
    app.clock.forward("10 minutes");
    const page = await browser.submit("/profile/email", { email: NEW });
    expect(page.path).toBe("/login/again?next=%2Fprofile%2Femail");
    expect(await browser.json("POST", "/profile/email", { email: NEW })).toMatchObject({
      status: 403,
      body: { reason: "password-needed" },
    });
    expect(await app.mails()).toHaveLength(1);
  });

  test("using the link is no typed password: what is important still asks for it", async () => {
    await using app = await testPostern();
    const { browser, link } = await asked(app);
    app.clock.forward("20 minutes");
    await browser.json("POST", "/change-email", { link: tokenOf(link) });
    expect(await whoIs(browser)).toBe(NEW);
    expect((await browser.json("GET", "/profile/sessions")).status).toBe(403);
  });
});

describe("the link alone changes nothing", () => {
  test("in a browser that is not logged in the password is asked", async () => {
    await using app = await testPostern();
    const { link } = await asked(app);
    const phone = app.browser();
    expect(wordsOf(await phone.open(link))).toContain("Password of your account");
    const none = await phone.submit("/change-email");
    expect(none.status).toBe(401);
    expect(wordsOf(none)).toContain("Enter the password of your account");
    const wrong = await phone.submit("/change-email", { password: OTHER_PASSWORD });
    expect(wrong.status).toBe(422);
    expect(wordsOf(wrong)).toContain("That is not the password of your account");
    expect(app.user(NEW)).toBeUndefined();
    const done = await phone.submit("/change-email", { password: PASSWORD });
    expect(done.heading).toBe(`Your email address is now ${NEW}`);
    expect(await whoIs(phone)).toBe(NEW);
  });

  test("a program is told the same: 401 without proof, 422 with a wrong password", async () => {
    await using app = await testPostern();
    const link = tokenOf((await asked(app)).link);
    const phone = app.browser();
    expect((await phone.json("GET", `/change-email/${link}`)).body["proof"]).toBe("password");
    expect(await phone.json("POST", "/change-email", { link })).toMatchObject({
      status: 401,
      body: { reason: "proof-needed" },
    });
    const wrong = { link, password: OTHER_PASSWORD };
    expect(await phone.json("POST", "/change-email", wrong)).toMatchObject({
      status: 422,
      body: { reason: "wrong-password" },
    });
  });

  test("somebody else's session is no proof, and stays whose it is", async () => {
    await using app = await testPostern();
    const { link } = await asked(app);
    const other = await app.confirmed("grace@example.com", OTHER_PASSWORD);
    await other.open(link);
    expect((await other.submit("/change-email")).status).toBe(401);
    await other.submit("/change-email", { password: PASSWORD });
    expect(app.user(NEW)).toBeDefined();
    expect(await whoIs(other)).toBe("grace@example.com");
  });

  test("guesses of the password are limited", async () => {
    await using app = await testPostern();
    const link = tokenOf((await asked(app)).link);
    const phone = app.browser();
    const guess = () => phone.json("POST", "/change-email", { link, password: OTHER_PASSWORD });
    for (let count = 0; count < 10; count += 1) expect((await guess()).status).toBe(422);
    expect(await guess()).toMatchObject({ status: 429, body: { reason: "too-many" } });
    expect((await phone.submit("/change-email", { link, password: PASSWORD })).status).toBe(429);
  });
});

test("after the change every session but the acting one is over, and that one has a new id", async () => {
  await using app = await testPostern();
  const { browser, link } = await asked(app);
  const thief = app.browser();
  for (const [name, value] of browser.jar) thief.jar.set(name, value);
  const laptop = app.browser();
  await logIn(laptop, OLD);
  await browser.open(link);
  await browser.submit("/change-email");
  expect(await whoIs(browser)).toBe(NEW);
  expect([await whoIs(thief), await whoIs(laptop)]).toEqual([null, null]);
});

test("the old address is told of the change, and how to undo it", async () => {
  await using app = await testPostern();
  await moved(app);
  const mail = await app.mailTo(OLD);
  expect(mail.subject).toBe("Your email address was changed – Postern");
  expect(mail.text).toContain("your account uses a••@example.org");
  expect(mail.text).not.toContain(NEW);
  expect(mail.links).toEqual([expect.stringContaining("/change-email/undo/")]);
  expect(app.log.filter(({ level }) => level === "error")).toEqual([]);
});

test("registrations that wait for the new address are gone with the change", async () => {
  await using app = await testPostern();
  const squatter = await app.register(NEW, OTHER_PASSWORD);
  app.clock.forward("2 minutes");
  const { browser, link } = await asked(app);
  await browser.open(link);
  await browser.submit("/change-email");
  expect(await whoIs(squatter.browser)).toBeNull();
  expect((await app.browser().open(squatter.link)).heading).toBe(
    "This address already has an account",
  );
});

test("a browser that registered for the new address is logged in as its owner by the change", async () => {
  await using app = await testPostern();
  const { browser } = await app.register(NEW, OTHER_PASSWORD);
  app.clock.forward("2 minutes");
  const { link } = await asked(app);
  await browser.open(link);
  const done = await browser.submit("/change-email", { password: PASSWORD });
  expect(done.heading).toBe(`Your email address is now ${NEW}`);
  expect(await whoIs(browser)).toBe(NEW);
  expect((await browser.open("/profile")).heading).toBe("Your profile");
});

test("a reset link that was mailed to the old address dies with the change", async () => {
  await using app = await testPostern();
  const { browser, link } = await asked(app);
  app.clock.forward("2 minutes");
  await app.browser().submit("/forgot", { email: OLD });
  const reset = await linkTo(app, OLD);
  await app.browser().submit("/forgot", { email: OLD });
  await browser.open(link);
  await browser.submit("/change-email");
  expect((await app.browser().open(reset)).status).toBe(410);
  const late = (await app.mails()).find((mail) => mail.kind.startsWith("reset"));
  expect(late).toMatchObject({ kind: "reset", to: OLD });
  app.clock.forward("2 minutes");
  expect(await app.mailTo(OLD)).toMatchObject({ kind: "address-reserved" });
});

describe("what cannot be moved to is refused beside the field", () => {
  test.for([
    ["", "email-missing", "Enter your email address"],
    ["ada", "email-format", "in the correct format"],
    [OLD, "same-address", "That is already your address"],
    [OLD.toUpperCase(), "same-address", "That is already your address"],
    ["ada@forbidden.example", "email-not-allowed", "We cannot use that address here"],
  ] as const)("%j: %s", async ([email, reason, words]) => {
    await using app = await testPostern({
      allowRegistration: (address) => !address.endsWith("@forbidden.example"),
    });
    const browser = await app.confirmed(OLD);
    const page = await browser.submit("/profile/email", { email });
    expect(page.status).toBe(422);
    expect(wordsOf(page)).toContain(words);
    expect(await browser.json("POST", "/profile/email", { email })).toMatchObject({
      status: 422,
      body: { reason: "invalid", fields: { email: reason } },
    });
    expect(await app.mails()).toHaveLength(1);
  });

  test("an unconfirmed user moves on the waiting page, even in the days of grace", async () => {
    await using app = await testPostern({ unconfirmed: { mode: "full", grace: "3 days" } });
    const { browser } = await app.register(OLD);
    const page = await browser.submit("/profile/email", { email: NEW });
    expect(page.status).toBe(422);
    expect(wordsOf(page)).toContain("Confirm your address first");
    expect(await browser.json("POST", "/profile/email", { email: NEW })).toMatchObject({
      body: { fields: { email: "unconfirmed" } },
    });
    expect(await app.mails()).toHaveLength(1);
  });

  test("an unconfirmed user without grace is led to the waiting page", async () => {
    await using app = await testPostern();
    const { browser } = await app.register(OLD);
    expect((await browser.submit("/profile/email", { email: NEW })).path).toBe("/unconfirmed");
  });
});

describe("an address that has an owner", () => {
  async function ask(email: string) {
    const app = await testPostern();
    await app.confirmed("owner@example.com", OTHER_PASSWORD);
    const browser = await app.confirmed(OLD);
    app.clock.forward("2 minutes");
    const answer = await browser.request("/profile/email", {
      method: "POST",
      headers: {
        origin: app.baseUrl,
        "content-type": "application/x-www-form-urlencoded",
        accept: "text/html",
      },
      body: new URLSearchParams({ email }).toString(),
    });
    const json = await browser.json("POST", "/profile/email", { email });
    const profile = await browser.open("/profile");
    return {
      app,
      told: {
        status: answer.status,
        headers: [...answer.headers].filter(([name]) => name !== "date"),
        body: await answer.text(),
        json: [json.status, json.body],
        profile: profile.text.replaceAll(email, "…"),
      },
    };
  }

  test("is answered like any other, to the byte", async () => {
    const taken = await ask("owner@example.com");
    await using _ = taken.app;
    const free = await ask("other@example.com");
    await using __ = free.app;
    expect(taken.told).toEqual(free.told);
  });

  test("keeps it, and its owner hears that somebody tried", async () => {
    const { app } = await ask("owner@example.com");
    await using _ = app;
    app.clock.forward("1 minute");
    const mail = await app.mailTo("owner@example.com");
    expect(mail.subject).toBe("Somebody asked to use your email address – Postern");
    expect(mail.links).toEqual(["https://postern.example/login"]);
    expect(mail.text).not.toContain(OLD);
    expect((await app.mailTo(OLD)).kind).toBe("change-requested");
    expect(app.user("owner@example.com")).toBeDefined();
  });

  test("cannot be taken by a link from before it had one, which says so when it is opened", async () => {
    await using app = await testPostern();
    const { browser, link } = await asked(app);
    app.clock.forward("2 minutes");
    const rival = await app.register(NEW, OTHER_PASSWORD);
    await rival.browser.open(rival.link);
    await rival.browser.submit("/confirm");
    for (const page of [await browser.open(link), await browser.submit("/change-email")]) {
      expect([page.status, page.heading]).toEqual([409, "This address already has an account"]);
    }
    const path = new URL(link).pathname;
    expect((await browser.json("GET", path)).body).toMatchObject({ reason: "address-taken" });
    expect(await whoIs(browser)).toBe(OLD);
    expect(await whoIs(rival.browser)).toBe(NEW);
    expect(
      (await browser.json("POST", "/change-email", { link: tokenOf(link) })).body,
    ).toMatchObject({ reason: "address-taken" });
  });

  test("is won by one of two users who move there in the same moment", async () => {
    await using app = await testPostern();
    const ada = await asked(app);
    const grace = await app.confirmed("grace@example.com", OTHER_PASSWORD);
    app.clock.forward("2 minutes");
    await grace.submit("/profile/email", { email: NEW });
    const hers = tokenOf(await linkTo(app, NEW));
    const answers = await Promise.all([
      ada.browser.json("POST", "/change-email", { link: tokenOf(ada.link) }),
      grace.json("POST", "/change-email", { link: hers }),
    ]);
    expect(answers.map(({ status }) => `${status}`).toSorted()).toEqual(["200", "409"]);
    const owners = app.database.prepare("SELECT email_key FROM addresses ORDER BY email_key").all();
    expect(owners).toHaveLength(2);
    expect(owners).toContainEqual({ email_key: NEW });
  });
});

test("of two pending changes only the newest works", async () => {
  await using app = await testPostern();
  const { browser, link, stop } = await asked(app);
  await browser.submit("/profile/email", { email: NEWER });
  const second = await linkTo(app, NEWER);
  const page = await browser.open(link);
  expect(page.status).toBe(410);
  expect(page.heading).toBe("This link was replaced");
  expect((await app.browser().open(stop)).heading).toBe("Stop this change?");
  await browser.open(second);
  await browser.submit("/change-email");
  expect(await whoIs(browser)).toBe(NEWER);
});

test("a pending change can be cancelled on the profile", async () => {
  await using app = await testPostern();
  const { browser, link } = await asked(app);
  expect((await browser.open("/profile")).text).toContain('href="/profile/email/cancel"');
  const sure = await browser.open("/profile/email/cancel");
  expect(wordsOf(sure)).toContain(`The link we sent to ${NEW} stops working.`);
  expect(formsIn(sure)).toContain("/profile/email/cancel");
  const profile = await browser.submit("/profile/email/cancel");
  expect(profile.path).toBe("/profile");
  expect(profile.text).toContain("The change of your address is cancelled.");
  expect(profile.text).not.toContain(`Confirm ${NEW}`);
  expect((await browser.open(link)).heading).toBe("This link was replaced");
  expect((await browser.open("/profile/email/cancel")).path).toBe("/profile");
});

test("a program cancels, and is told when nothing was pending", async () => {
  await using app = await testPostern();
  const { browser } = await asked(app);
  expect((await browser.json("GET", "/profile/email/cancel")).body).toEqual({ pending: NEW });
  const cancel = () => browser.json("POST", "/profile/email/cancel");
  expect((await cancel()).body).toEqual({ state: "cancelled" });
  expect((await cancel()).body).toEqual({ state: "nothing-pending" });
  expect((await browser.json("GET", "/profile/email/cancel")).body).toEqual({ pending: null });
});

test("a change that was cancelled before its mail went out sends none", async () => {
  await using app = await testPostern();
  const browser = await app.confirmed(OLD);
  await browser.submit("/profile/email", { email: NEW });
  await browser.submit("/profile/email/cancel");
  expect(await app.mails()).toHaveLength(1);
});

test("the link works for 24 hours from its hand-over", async () => {
  await using app = await testPostern();
  const { browser, link } = await asked(app);
  app.clock.forward("24 hours");
  const page = await browser.open(link);
  expect(page.status).toBe(410);
  expect(page.heading).toBe("This link has expired");
  expect((await browser.submit("/change-email", { password: PASSWORD })).status).toBe(410);
  expect((await browser.open("/profile")).text).not.toContain(`Confirm ${NEW}`);
  expect(await whoIs(browser)).toBe(OLD);
});

test("the link works once", async () => {
  await using app = await testPostern();
  const { browser, link } = await moved(app);
  const page = await browser.open(link);
  expect(page.status).toBe(410);
  expect(page.heading).toBe("This link was already used");
  expect(await browser.json("POST", "/change-email", { link: tokenOf(link) })).toMatchObject({
    status: 410,
    body: { reason: "used" },
  });
});

test("what is no link of ours is not recognised, for people and programs", async () => {
  await using app = await testPostern();
  const { link, stop } = await asked(app);
  const crossed = `/change-email/undo/${tokenOf(stop)}`;
  for (const url of ["/change-email/abc", "/change-email", link.slice(0, -1), crossed]) {
    const page = await app.browser().open(url);
    expect(page.status).toBe(404);
    expect(page.heading).toBe("We do not recognise this link");
  }
  for (const path of ["/change-email", "/change-email/stop", "/change-email/undo"]) {
    expect(await app.browser().json("POST", path, { link: "abc" })).toMatchObject({
      status: 404,
      body: { reason: "unknown" },
    });
  }
});

test("the links of a user who is gone say so", async () => {
  await using app = await testPostern();
  const { link, stop } = await asked(app);
  const { context } = app.postern;
  await admin.deleteUser(context, { actor: "operator:root" }, app.user(OLD)!.id);
  for (const url of [link, stop]) {
    const page = await app.browser().open(url);
    expect(page.status).toBe(410);
    expect(page.heading).toBe("This link no longer works");
  }
});

describe("the old mailbox can undo a change that happened", () => {
  test("with the mail's code: the address is back, everybody is out, the password is void", async () => {
    await using app = await testPostern();
    const { browser: thief, undo, code } = await moved(app);
    const owner = app.browser();
    const page = await owner.open(undo);
    expect(page.path).toBe("/change-email/undo");
    expect(wordsOf(page)).toContain(`The account comes back to ${OLD}.`);
    for (const [typed, words] of [
      ["", "Enter the code from the email"],
      [otherThan(code), "That code is not right"],
    ] as const) {
      const again = await owner.submit("/change-email/undo", { code: typed, sure: "yes" });
      expect(again.status).toBe(422);
      expect(wordsOf(again)).toContain(words);
    }
    expect(await whoIs(thief)).toBe(NEW);
    const done = await owner.submit("/change-email/undo", { code });
    expect(done.heading).toBe(`Your email address is ${OLD} again`);
    expect([await whoIs(thief), await whoIs(owner)]).toEqual([null, null]);
    for (const email of [OLD, NEW]) {
      expect((await logIn(app.browser(), email)).status).toBe(401);
    }
  });

  test("the owner then chooses a new password by mail, and is in", async () => {
    await using app = await testPostern();
    const { undo, code } = await moved(app);
    const owner = app.browser();
    await owner.json("POST", "/change-email/undo", { link: tokenOf(undo), code });
    app.clock.forward("2 minutes");
    await owner.submit("/forgot", { email: OLD });
    await owner.open(await linkTo(app, OLD));
    await owner.submit("/reset", { password: OTHER_PASSWORD });
    expect((await logIn(owner, OLD, OTHER_PASSWORD)).status).toBe(200);
    expect(await whoIs(owner)).toBe(OLD);
  });

  test("a program does the same with link and code, once", async () => {
    await using app = await testPostern();
    const { undo, code } = await moved(app);
    const post = () =>
      app.browser().json("POST", "/change-email/undo", { link: tokenOf(undo), code });
    expect(await post()).toMatchObject({ status: 200, body: { state: "undone", email: OLD } });
    expect(await post()).toMatchObject({ status: 410, body: { reason: "used" } });
  });

  test("for a week the address stays then as it is, whoever asks", async () => {
    await using app = await testPostern();
    const { undo, code } = await moved(app);
    const owner = app.browser();
    await owner.json("POST", "/change-email/undo", { link: tokenOf(undo), code });
    app.clock.forward("2 minutes");
    await owner.submit("/forgot", { email: OLD });
    await owner.open(await linkTo(app, OLD));
    await owner.submit("/reset", { password: PASSWORD });
    const ask = async () => {
      await logIn(owner, OLD);
      return owner.json("POST", "/profile/email", { email: NEWER });
    };
    expect(await ask()).toMatchObject({ status: 422, body: { fields: { email: "frozen" } } });
    const page = await owner.submit("/profile/email", { email: NEWER });
    expect(wordsOf(page)).toContain("it cannot be changed for a week");
    app.clock.forward("7 days");
    expect((await ask()).status).toBe(202);
  });

  test("for seven days, and no longer", async () => {
    await using app = await testPostern();
    const { undo } = await moved(app);
    app.clock.forward("7 days");
    const page = await app.browser().open(undo);
    expect(page.status).toBe(410);
    expect(page.heading).toBe("This link has expired");
  });

  test("whatever the thief changes meanwhile", async () => {
    await using app = await testPostern();
    const { browser: thief, undo, code } = await moved(app);
    app.clock.forward("2 minutes");
    await thief.submit("/profile/password", {
      currentPassword: PASSWORD,
      password: OTHER_PASSWORD,
    });
    await thief.submit("/profile/email", { email: NEWER });
    await thief.open(await linkTo(app, NEWER));
    await thief.submit("/change-email");
    await app.mails();
    app.clock.forward("2 minutes");
    await thief.submit("/forgot", { email: NEWER });
    await thief.open(await linkTo(app, NEWER));
    await thief.submit("/reset", { password: "yet another sentence" });
    await app.mails();
    const undone = await app
      .browser()
      .json("POST", "/change-email/undo", { link: tokenOf(undo), code });
    expect(undone).toMatchObject({ status: 200, body: { state: "undone", email: OLD } });
    expect((await logIn(thief, NEWER, "yet another sentence")).status).toBe(401);
  });

  test("and a thief cannot undo the undoing from a mailbox in between", async () => {
    await using app = await testPostern();
    const { browser: thief, undo, code } = await moved(app);
    app.clock.forward("2 minutes");
    await thief.submit("/profile/email", { email: NEWER });
    await thief.open(await linkTo(app, NEWER));
    await thief.submit("/change-email");
    const thiefsUndo = tokenOf(await linkTo(app, NEW));
    await app.browser().json("POST", "/change-email/undo", { link: tokenOf(undo), code });
    const again = await thief.json("POST", "/change-email/undo", { link: thiefsUndo });
    expect(again).toMatchObject({ status: 410, body: { reason: "replaced" } });
    expect(app.user(OLD)).toBeDefined();
    expect(app.user(NEW)).toBeUndefined();
  });

  test("also when the thief asked to delete the account: it is kept", async () => {
    await using app = await testPostern();
    const { browser: thief, undo, code } = await moved(app);
    await thief.submit("/profile/delete", { password: PASSWORD });
    await app.mails();
    const owner = app.browser();
    const undone = await owner.json("POST", "/change-email/undo", { link: tokenOf(undo), code });
    expect(undone).toMatchObject({ status: 200, body: { state: "undone" } });
    app.clock.forward("2 minutes");
    await owner.submit("/forgot", { email: OLD });
    await owner.open(await linkTo(app, OLD));
    await owner.submit("/reset", { password: OTHER_PASSWORD });
    expect((await logIn(owner, OLD, OTHER_PASSWORD)).status).toBe(200);
  });

  test("and the address that loses the account hears of it", async () => {
    await using app = await testPostern();
    const { undo, code } = await moved(app);
    await app.browser().json("POST", "/change-email/undo", { link: tokenOf(undo), code });
    const mail = await app.mailTo(NEW);
    expect(mail).toMatchObject({
      kind: "change-undone",
      subject: "The change of your email address was undone – Postern",
    });
    expect(mail.text).toContain("a••@example.com");
    expect(mail.text).not.toContain(OLD);
    expect(mail.links).toEqual([]);
  });

  test("and a browser that registered for the old address meanwhile is nobody's afterwards", async () => {
    await using app = await testPostern();
    const { undo, code } = await moved(app);
    app.clock.forward("2 minutes");
    const { browser } = await app.register(OLD, OTHER_PASSWORD);
    await browser.json("POST", "/change-email/undo", { link: tokenOf(undo), code });
    expect(browser.jar.has("__Host-postern-session")).toBe(false);
  });

  test("and nobody else can own the old address meanwhile, so it always works", async () => {
    await using app = await testPostern();
    const { undo, code } = await moved(app);
    app.clock.forward("2 minutes");
    const { browser, mail } = await app.register(OLD, OTHER_PASSWORD);
    expect(mail).toMatchObject({ kind: "address-reserved", links: [undo], code });
    expect((await browser.open(undo)).heading).toBe("Undo the change of your address?");
    const done = await browser.submit("/change-email/undo", { code });
    expect(done.heading).toBe(`Your email address is ${OLD} again`);
  });
});

test("a reset by the old mailbox ends a change that is pending", async () => {
  await using app = await testPostern();
  const { browser: thief, link } = await asked(app);
  app.clock.forward("2 minutes");
  const owner = app.browser();
  await owner.submit("/forgot", { email: OLD });
  await owner.open(await linkTo(app, OLD));
  await owner.submit("/reset", { password: OTHER_PASSWORD });
  const late = await thief.json("POST", "/change-email", {
    link: tokenOf(link),
    password: PASSWORD,
  });
  expect(late.status).toBe(410);
  expect(app.user(OLD)).toBeDefined();
});

test("every act of a change leaves its line in the audit log", async () => {
  await using app = await testPostern();
  const { undo, code } = await moved(app);
  await app.browser().json("POST", "/change-email/undo", { link: tokenOf(undo), code });
  const acts = app.database
    .prepare("SELECT act, actor FROM audit WHERE act LIKE 'email-change%' ORDER BY rowid")
    .all();
  expect(acts).toEqual([
    { act: "email-change-requested", actor: "user" },
    { act: "email-changed", actor: "user" },
    { act: "email-change-undone", actor: "mailbox-owner" },
  ]);
});
