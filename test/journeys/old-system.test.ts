// Living migration: people who are not known here are asked for at the application before, once (option `oldSystem`).

import { describe, expect, test } from "vitest";
import { disableUser, enableUser } from "../../src/features/admin/admin.ts";
import type { AskOldSystem, OldSystemQuestion } from "../../src/ports/moving.ts";
import { PASSWORD, testPostern } from "../../src/testing/test-postern.ts";

const ADA = "ada@example.com";

const WEAK = "ada";

/** An old system with one user, that notes what it is asked. */
function oldSystem(user: object = { confirmedOn: "2020-01-02T03:04:05.000Z" }, right = PASSWORD) {
  const asked: OldSystemQuestion[] = [];
  const waited: number[] = [];
  const askOldSystem: AskOldSystem = async (question) => {
    asked.push(question);
    if (question.email !== ADA) return { state: "unknown" };
    if (question.password !== undefined && question.password !== right)
      return { state: "wrong-password" };
    return { state: "found", user: { email: ADA, foreignId: "7", ...user } };
  };
  let time = 0;
  const pace = {
    now: () => time,
    wait: async (duration: number) => {
      waited.push(duration);
      time += duration;
    },
  };
  const options = { askOldSystem, pace, oldSystem: { timeout: "2 seconds" } } as const;
  return { asked, waited, options };
}

const logIn = (app: Awaited<ReturnType<typeof testPostern>>, email: string, password: string) =>
  app.browser().json("POST", "/login", { email, password });

/** What goes on in the background. */
const settled = async (): Promise<void> => {
  for (let turn = 0; turn < 50; turn += 1) await new Promise((resolve) => setImmediate(resolve));
};

describe("whoever has not been moved over", () => {
  test("logs in with the old password, and is an imported user then, without asking again", async () => {
    const old = oldSystem();
    await using app = await testPostern(old.options);
    expect(await logIn(app, ADA, PASSWORD)).toMatchObject({ status: 200 });
    expect(app.user(ADA)).toMatchObject({
      confirmedOn: Date.UTC(2020, 0, 2, 3, 4, 5),
      confirmedVia: "import",
    });
    expect(await logIn(app, ADA, PASSWORD)).toMatchObject({ status: 200 });
    expect(old.asked).toEqual([{ email: ADA, password: PASSWORD }]);
    expect(await app.mails()).toEqual([]);
  });

  test("gets in with a right password that breaks today's policy, whole and in one transaction", async () => {
    await using app = await testPostern(oldSystem(undefined, WEAK).options);
    expect(await logIn(app, ADA, WEAK)).toMatchObject({ status: 200 });
    expect(await logIn(app, ADA, WEAK)).toMatchObject({ status: 200 });
    const passwords = app.database.prepare("SELECT COUNT(*) AS count FROM credentials").get();
    expect(passwords).toMatchObject({ count: 1 });
  });

  test("gets the answer that everybody gets to a wrong password, after the same time", async () => {
    const old = oldSystem();
    await using app = await testPostern(old.options);
    await app.confirmed("bob@example.com");
    const answers = [];
    for (const email of [ADA, "nobody@example.com", "bob@example.com"]) {
      answers.push(await logIn(app, email, "not the password"));
    }
    const [first] = answers;
    for (const { status, body } of answers)
      expect({ status, body }).toEqual({ status: first!.status, body: first!.body });
    expect(first).toMatchObject({ status: 401 });
    expect(old.waited).toEqual([3_000, 3_000, 3_000]);
    expect(old.asked.map(({ email }) => email)).toEqual([ADA, "nobody@example.com"]);
    expect(app.user(ADA)).toBeUndefined();
  });

  test("can begin with a forgotten password: the mail comes after the move, and the page does not wait", async () => {
    const old = oldSystem();
    await using app = await testPostern(old.options);
    const pages = [];
    for (const email of [ADA, "nobody@example.com"])
      pages.push(await app.browser().json("POST", "/forgot", { email }));
    expect(pages.map(({ status }) => status)).toEqual([pages[0]!.status, pages[0]!.status]);
    await settled();
    expect(old.asked).toEqual([{ email: ADA }, { email: "nobody@example.com" }]);
    expect(await app.mails()).toEqual([]);
    app.clock.forward("3 seconds");
    expect(await app.mailTo(ADA)).toMatchObject({ kind: "reset" });
    expect(await app.mailTo("nobody@example.com")).toMatchObject({ kind: "reset-no-user" });
  });

  test("still gets in with the old password after a stranger said that it was forgotten, until there is a new one", async () => {
    const old = oldSystem();
    await using app = await testPostern(old.options);
    const stranger = app.browser();
    await stranger.json("POST", "/forgot", { email: ADA });
    await settled();
    expect(app.user(ADA)).toMatchObject({ confirmedVia: "import" });
    expect(await logIn(app, ADA, "not the password")).toMatchObject({ status: 401 });
    expect(await logIn(app, ADA, PASSWORD)).toMatchObject({ status: 200 });
    expect(await logIn(app, ADA, PASSWORD)).toMatchObject({ status: 200 });
    expect(old.asked).toEqual([
      { email: ADA },
      { email: ADA, password: "not the password" },
      { email: ADA, password: PASSWORD },
    ]);
    await stranger.json("POST", "/forgot", { email: ADA });
    app.clock.forward("3 seconds");
    const browser = app.browser();
    await browser.open((await app.mailTo(ADA)).links[0]!);
    await browser.submit("/reset", { password: "a new password of hers" });
    expect(await logIn(app, ADA, PASSWORD)).toMatchObject({ status: 401 });
    expect(old.asked).toHaveLength(3);
  });

  test("gets in with the old password no more when an operator has acted on the account, which has none", async () => {
    const old = oldSystem();
    await using app = await testPostern(old.options);
    await app.browser().json("POST", "/forgot", { email: ADA });
    await settled();
    const by = { actor: "operator:root", reason: "stolen" };
    await disableUser(app.postern.context, by, app.user(ADA)!.id);
    await enableUser(app.postern.context, by, app.user(ADA)!.id);
    expect(await logIn(app, ADA, PASSWORD)).toMatchObject({ status: 401 });
    expect(old.asked).toEqual([{ email: ADA }]);
  });

  test.each([{}, { confirmedOn: "2020-01-02T03:04:05.000Z" }])(
    "gets in twice with a form that was sent twice: %j",
    async (user) => {
      const answers: (() => void)[] = [];
      const askOldSystem: AskOldSystem = ({ email }) =>
        new Promise((resolve) =>
          answers.push(() => resolve({ state: "found", user: { email, foreignId: "7", ...user } })),
        );
      await using app = await testPostern({ ...oldSystem().options, askOldSystem });
      const both = [logIn(app, ADA, PASSWORD), logIn(app, ADA, PASSWORD)];
      while (answers.length < 2) await new Promise(setImmediate);
      for (const answer of answers) answer();
      expect((await Promise.all(both)).map(({ status }) => status)).toEqual([200, 200]);
    },
  );

  test("gets in with each of many forms at once, whichever of them was the first", async () => {
    let asked = 0;
    const askOldSystem: AskOldSystem = async ({ email }) => {
      asked += 1;
      return { state: "found", user: { email, confirmedOn: "2020-01-02T03:04:05.000Z" } };
    };
    await using app = await testPostern({ ...oldSystem().options, askOldSystem });
    const all = await Promise.all(Array.from({ length: 8 }, () => logIn(app, ADA, PASSWORD)));
    expect(all.map(({ status }) => status)).toEqual(Array.from({ length: 8 }, () => 200));
    expect(asked).toBeGreaterThan(0);
  });

  test("gets in with two forms at once after a stranger said that it was forgotten, although one gives the password first", async () => {
    const [bothAsk, firstIsIn] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    let asking = 0;
    await using app = await testPostern({
      ...oldSystem().options,
      around: (store) => ({
        ...store,
        async awaitsImportedPassword(userId) {
          asking += 1;
          if (asking === 2) bothAsk.resolve();
          await (asking === 1 ? bothAsk : firstIsIn).promise;
          return store.awaitsImportedPassword(userId);
        },
      }),
    });
    await app.browser().json("POST", "/forgot", { email: ADA });
    await settled();
    const both = [0, 1].map(() =>
      logIn(app, ADA, PASSWORD).finally(() => {
        firstIsIn.resolve();
      }),
    );
    expect((await Promise.all(both)).map(({ status }) => status)).toEqual([200, 200]);
  });

  test("gets the roles of the site, and never the console's", async () => {
    const user = { confirmedOn: "2020-01-02T03:04:05.000Z", roles: ["admin", "support", "editor"] };
    await using app = await testPostern({ ...oldSystem(user).options, roles: ["editor"] });
    expect(await logIn(app, ADA, PASSWORD)).toMatchObject({ status: 200 });
    const { id } = app.user(ADA)!;
    const [stored] = await app.postern.context.store.findUsers({ id });
    expect(stored).toMatchObject({ roles: ["editor"] });
  });

  test("and was deleted here since, learns by no quicker answer that the old password is right", async () => {
    const old = oldSystem();
    await using app = await testPostern(old.options);
    await logIn(app, ADA, PASSWORD);
    const removal = { actor: "operator:root", reason: undefined, now: app.clock.now() };
    await app.postern.context.store.removeUser({ userId: app.user(ADA)!.id, ...removal });
    expect(await logIn(app, ADA, PASSWORD)).toMatchObject({ status: 401 });
    expect(old.waited).toEqual([3_000]);
    expect(await logIn(app, ADA, "not the password")).toMatchObject({ status: 401 });
    expect(old.waited).toEqual([3_000, 3_000]);
    expect(app.user(ADA)).toBeUndefined();
  });

  test("who has not confirmed there has to confirm here", async () => {
    await using app = await testPostern(oldSystem({}).options);
    await logIn(app, ADA, PASSWORD);
    expect(app.user(ADA)).toMatchObject({ confirmedOn: null });
  });
});

describe("the old system", () => {
  test("that answers about somebody else, or with what is no user, moves nobody", async () => {
    const answers = [{ email: "bob@example.com" }, { surprise: 1 }, { confirmedOn: "yesterday" }];
    for (const user of answers) {
      await using app = await testPostern(oldSystem(user).options);
      expect(await logIn(app, ADA, PASSWORD)).toMatchObject({ status: 401 });
      expect(app.user(ADA)).toBeUndefined();
      expect(app.log.map(({ event }) => event)).toContain("old-system-answer-refused");
      expect(JSON.stringify(app.log)).not.toContain(PASSWORD);
    }
  });

  test("that is down is left alone for a while, which is logged once, and logins here go on", async () => {
    let asked = 0;
    const askOldSystem: AskOldSystem = async ({ password }) => {
      asked += 1;
      throw new Error(`cannot ask about ${password}`);
    };
    await using app = await testPostern({ ...oldSystem().options, askOldSystem });
    await app.confirmed("bob@example.com");
    for (let time = 0; time < 5; time += 1)
      expect(await logIn(app, `a${time}@example.com`, PASSWORD)).toMatchObject({ status: 401 });
    expect(asked).toBe(3);
    expect(await logIn(app, "bob@example.com", PASSWORD)).toMatchObject({ status: 200 });
    const logged = app.log.filter(({ event }) => event === "old-system-down");
    expect(logged).toHaveLength(1);
    expect(JSON.stringify(app.log)).not.toContain(PASSWORD);
    app.clock.forward("31 seconds");
    await logIn(app, "late@example.com", PASSWORD);
    expect(asked).toBe(4);
  });

  test("is not asked about what nobody could have there: half a character, NUL, and more than any password or address", async () => {
    const old = oldSystem();
    await using app = await testPostern(old.options);
    for (const password of ["a\0b", "\ud800", "x".repeat(1_025), "x".repeat(5_000)])
      expect(await logIn(app, ADA, password)).toMatchObject({ status: 401 });
    expect(await logIn(app, "ada%evil.example@example.com", PASSWORD)).toMatchObject({
      status: 401,
    });
    expect(old.waited).toEqual(Array.from({ length: 5 }, () => 3_000));
    expect(old.asked).toEqual([]);
    expect(await logIn(app, ADA, PASSWORD)).toMatchObject({ status: 200 });
  });

  test("that gives somebody the id of another user here moves nobody, and the log says so", async () => {
    let id = "";
    const askOldSystem: AskOldSystem = async ({ email }) => ({
      state: "found",
      user: { email, id },
    });
    await using app = await testPostern({ ...oldSystem().options, askOldSystem });
    await app.confirmed("bob@example.com");
    ({ id } = app.user("bob@example.com")!);
    expect(await logIn(app, ADA, PASSWORD)).toMatchObject({ status: 401 });
    expect(app.user(ADA)).toBeUndefined();
    expect(app.log).toContainEqual(
      expect.objectContaining({
        event: "old-system-answer-refused",
        facts: { problem: "id is another user's" },
      }),
    );
  });

  test("takes no address from whoever owns it here", async () => {
    const old = oldSystem();
    await using app = await testPostern(old.options);
    await app.confirmed(ADA, "another password of hers");
    expect(await logIn(app, ADA, PASSWORD)).toMatchObject({ status: 401 });
    await app.browser().json("POST", "/forgot", { email: ADA });
    await settled();
    expect(old.asked).toEqual([]);
  });

  test("needs https and a secret", async () => {
    const url = "http://old.example.com/";
    const secret = "k7Qv2mX9rT4wZ8pL3nB6yH1sD5fG0jCa";
    await expect(testPostern({ oldSystem: { url, secret } })).rejects.toThrow(/oldSystem\.url/);
    const bare = { url: "https://old.example.com/" };
    await expect(testPostern({ oldSystem: bare })).rejects.toThrow(/oldSystem\.secret/);
  });
});
