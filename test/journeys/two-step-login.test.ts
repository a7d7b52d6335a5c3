// Logging in with two steps. The numbers of the traps stand before the tests.

import { describe, expect, test } from "vitest";
import type { Browser } from "../../src/testing/browser.ts";
import { PASSWORD, testPostern } from "../../src/testing/test-postern.ts";
import {
  ADA,
  codesOn,
  isLoggedIn,
  pending,
  STEP,
  TWO_STEP,
  withTwoSteps,
} from "../second-factor/two-steps.ts";

const PROFILE = "/profile/data";

test("the password leads to the second step, and the code to where the person was going", async () => {
  await using app = await testPostern();
  const { code } = await withTwoSteps(app);
  const browser = app.browser();
  const step = await browser.submit("/login", { email: ADA, password: PASSWORD, next: PROFILE });
  expect([step.path, step.heading]).toEqual([
    `${STEP}?next=${encodeURIComponent(PROFILE)}`,
    "Enter a code",
  ]);
  expect(step.text).toContain(`name="next" value="${PROFILE}"`);
  const wrong = await browser.submit(STEP, { code: "000000", next: PROFILE });
  expect([wrong.status, wrong.text]).toEqual([422, expect.stringContaining("not right")]);
  expect(wrong.text).toContain(`name="next" value="${PROFILE}"`);
  expect(wrong.text).toContain("sets its time automatically");
  const done = await browser.submit(STEP, { code: code(), next: PROFILE });
  expect(done.path).toBe(PROFILE);
});

test("a program logs in with the same two steps", async () => {
  await using app = await testPostern();
  const { code, codes } = await withTwoSteps(app);
  const browser = app.browser();
  const refusal = { status: 403, body: { reason: "second-factor-needed" } };
  expect(await browser.json("POST", "/login", { email: ADA, password: PASSWORD })).toMatchObject(
    refusal,
  );
  expect(await browser.json("POST", STEP, { code: "" })).toMatchObject({
    status: 422,
    body: { fields: { code: "code-missing" } },
  });
  expect(await browser.json("POST", STEP, { code: code() })).toMatchObject({
    status: 200,
    body: { user: { email: ADA } },
  });
  const other = await pending(app);
  expect(await other.json("POST", STEP, { code: codes[3] })).toMatchObject({
    status: 200,
    body: { user: { email: ADA }, recoveryCodesLeft: 9 },
  });
});

test("whoever gives up can log out, also in the middle", async () => {
  await using app = await testPostern();
  const { code } = await withTwoSteps(app);
  const browser = await pending(app);
  expect((await browser.open("/logout")).heading).toBe("Log out?");
  await browser.submit("/logout");
  await browser.submit(STEP, { code: code() });
  expect(await isLoggedIn(app, browser)).toBe(false);
});

describe("a recovery code", () => {
  test.for([
    ["as it is shown", (code: string) => code],
    ["in small letters", (code: string) => code.toLowerCase()],
    ["without dashes", (code: string) => code.replaceAll("-", "")],
    ["with blanks around and in it", (code: string) => `  ${code.replaceAll("-", " - ")}\u00a0`],
    ["with dashes of a word processor", (code: string) => code.replaceAll("-", "–")],
  ] as const)("TF-5: is taken %s", async ([, typed]) => {
    await using app = await testPostern();
    const { codes } = await withTwoSteps(app);
    const browser = await pending(app);
    await browser.submit(STEP, { code: typed(codes[0]!) });
    expect(await isLoggedIn(app, browser)).toBe(true);
  });

  test("TF-5: fits the field, which takes letters and changes none", async () => {
    await using app = await testPostern();
    await withTwoSteps(app);
    const { text } = await (await pending(app)).open(STEP);
    const input = /<input id="code"[^>]*>/.exec(text)?.[0] ?? "";
    expect(input).toContain('type="text" dir="ltr" autocomplete="one-time-code"');
    expect(input).toContain('autocapitalize="none"');
    expect(input).not.toMatch(/inputmode|pattern|maxlength/);
  });

  test("works once", async () => {
    await using app = await testPostern();
    const { codes } = await withTwoSteps(app);
    const [first, second] = [await pending(app), await pending(app)];
    await first.submit(STEP, { code: codes[0]! });
    await second.submit(STEP, { code: codes[0]! });
    expect([await isLoggedIn(app, first), await isLoggedIn(app, second)]).toEqual([true, false]);
  });

  test("TF-6: tells how many are left, on the page and in a mail, and removes nothing else", async () => {
    await using app = await testPostern();
    const { codes } = await withTwoSteps(app);
    const left: string[] = [];
    for (const code of codes) {
      const browser = await pending(app);
      const page = await browser.submit(STEP, { code, next: PROFILE });
      expect(page.heading).toBe("You used a recovery code");
      expect(page.text).toContain(`href="${PROFILE}"`);
      const onPage = /You have (\d+) recovery codes? left\./.exec(page.text)?.[1];
      const mail = await app.mailTo(ADA);
      expect(mail.subject).toContain("A recovery code was used");
      expect(mail.text).toContain("/lock/");
      const inMail = /You have (\d+) recovery codes? left\./.exec(mail.text)?.[1];
      expect(onPage).toBe(inMail);
      const urges = [page.text.includes("Make new ones now"), mail.text.includes("Make new")];
      expect(urges).toEqual(Number(onPage) <= 2 ? [true, true] : [false, false]);
      left.push(onPage ?? "");
      app.clock.forward("20 minutes");
    }
    expect(left).toEqual(["9", "8", "7", "6", "5", "4", "3", "2", "1", "0"]);
    expect(await isLoggedIn(app, await pending(app))).toBe(false);
  });

  test("counts as the second factor where that is asked for once more", async () => {
    await using app = await testPostern();
    const { browser, codes } = await withTwoSteps(app);
    app.clock.forward("11 minutes");
    const next = `${TWO_STEP}/app/remove`;
    await browser.open(next);
    const step = await browser.submit("/login/again", { password: PASSWORD, next });
    expect(step.text).toContain("You are about to change something important.");
    expect(step.text).not.toContain("Do not ask in this browser");
    const left = await browser.submit(STEP, { code: codes[0]!, next });
    expect(left.text).toContain(`href="${next}"`);
    expect((await browser.open(next)).heading).toBe("Remove the authenticator app?");
  });
});

describe("a remembered browser", () => {
  test("is asked for the password alone, for thirty days, and never longer for it", async () => {
    await using app = await testPostern();
    const { code } = await withTwoSteps(app);
    const browser = await pending(app);
    expect((await browser.open(STEP)).text).toContain("Do not ask in this browser for 30 days");
    await browser.submit(STEP, { code: code(), remember: "on" });
    for (const days of [1, 10, 18]) {
      app.clock.forward(`${days} days`);
      await browser.submit("/logout");
      await pending(app, { browser });
      expect(await isLoggedIn(app, browser)).toBe(true);
    }
    app.clock.forward("25 hours");
    await browser.submit("/logout");
    await pending(app, { browser });
    expect(await isLoggedIn(app, browser)).toBe(false);
  });

  test("is asked for the second factor before something important all the same", async () => {
    await using app = await testPostern();
    const { code } = await withTwoSteps(app);
    const browser = await pending(app);
    await browser.submit(STEP, { code: code(), remember: "on" });
    app.clock.forward("1 day");
    await browser.submit("/logout");
    await pending(app, { browser });
    expect((await browser.open(`${TWO_STEP}/app/remove`)).path).toContain(STEP);
  });

  test("TF-8: is remembered for each of its users", async () => {
    await using app = await testPostern();
    const [ada, bob] = [await withTwoSteps(app), await withTwoSteps(app, "bob@example.com")];
    const browser = app.browser();
    for (const [email, { code }] of [
      [ADA, ada],
      ["bob@example.com", bob],
    ] as const) {
      await pending(app, { browser, email });
      await browser.submit(STEP, { code: code(), remember: "on" });
      await browser.submit("/logout");
    }
    for (const email of [ADA, "bob@example.com", ADA]) {
      await pending(app, { browser, email });
      expect(await isLoggedIn(app, browser)).toBe(true);
      await browser.submit("/logout");
    }
  });

  test("is listed, and forgotten one by one or with all others", async () => {
    await using app = await testPostern();
    const { browser: ada, code } = await withTwoSteps(app);
    const browsers: Browser[] = [];
    for (let count = 0; count < 3; count += 1) {
      app.clock.forward("1 minute");
      const browser = await pending(app);
      await browser.submit(STEP, { code: code(), remember: "on" });
      browsers.push(browser);
    }
    const { body } = await ada.json("GET", TWO_STEP);
    const listed = body["rememberedBrowsers"] as readonly { id: string; browser: string }[];
    expect(listed.map(({ browser }) => browser)).toEqual(Array(3).fill("Firefox on Linux"));
    const page = await ada.open(TWO_STEP);
    const names = [...page.text.matchAll(/Forget<span[^>]*>([^<]*)/g)].map(([, name]) => name);
    expect(new Set(names).size).toBe(3);
    const done = await ada.submit(`${TWO_STEP}/browsers/${listed[0]!.id}/forget`);
    expect(done.text).toContain("We ask for the second step there again.");
    const asked = async () => {
      const logged = [];
      for (const browser of browsers) {
        await browser.submit("/logout");
        await pending(app, { browser });
        logged.push(await isLoggedIn(app, browser));
      }
      return logged;
    };
    expect(await asked()).toEqual([true, true, false]);
    await ada.submit(`${TWO_STEP}/browsers/forget`);
    expect(await asked()).toEqual([false, false, false]);
  });

  test("nobody forgets a browser of somebody else", async () => {
    await using app = await testPostern();
    const { code } = await withTwoSteps(app);
    const browser = await pending(app);
    await browser.submit(STEP, { code: code(), remember: "on" });
    const { body } = await browser.json("GET", TWO_STEP);
    const [listed] = body["rememberedBrowsers"] as readonly { id: string }[];
    const eve = await app.confirmed("eve@example.com");
    const answer = await eve.json("POST", `${TWO_STEP}/browsers/${listed!.id}/forget`);
    expect(answer.status).toBe(404);
  });

  type Site = Awaited<ReturnType<typeof testPostern>>;

  test.for<
    [string, (app: Site, user: Awaited<ReturnType<typeof withTwoSteps>>) => Promise<unknown>]
  >([
    [
      "the app moves to another phone",
      async (app, { browser }) => {
        const { secret } = (await browser.json("GET", `${TWO_STEP}/app`)).body;
        const { codeOf } = await import("../second-factor/authenticator.ts");
        await browser.submit(`${TWO_STEP}/app`, { code: codeOf(String(secret), app.clock.now()) });
      },
    ],
    [
      "the password is changed",
      async (_, { browser }) => {
        const change = { currentPassword: PASSWORD, password: "a kite above the harbour" };
        expect((await browser.submit("/profile/password", change)).status).toBe(200);
        await browser.submit("/profile/password", {
          currentPassword: "a kite above the harbour",
          password: PASSWORD,
        });
      },
    ],
    [
      "the password is reset",
      async (app) => {
        const browser = app.browser();
        app.clock.forward("2 minutes");
        await browser.submit("/forgot", { email: ADA });
        const mail = (await app.mails()).find(({ kind }) => kind === "reset");
        await browser.open(mail!.links[0]!);
        await browser.submit("/reset", { password: PASSWORD });
      },
    ],
    [
      "everything else is logged out",
      (_, { browser }) => browser.submit("/profile/sessions/end-others"),
    ],
  ])("TF-8: is none any more when %s", async ([, act]) => {
    await using app = await testPostern();
    const user = await withTwoSteps(app);
    const browser = await pending(app);
    await browser.submit(STEP, { code: user.code(), remember: "on" });
    await act(app, user);
    await browser.submit("/logout");
    await pending(app, { browser });
    expect(await isLoggedIn(app, browser)).toBe(false);
  });
});

test("a sheet of codes has them once each, in the order of the file", async () => {
  await using app = await testPostern();
  const { browser } = await withTwoSteps(app);
  const page = await browser.open(`${TWO_STEP}/recovery-codes`);
  expect(new Set(codesOn(page)).size).toBe(10);
});
