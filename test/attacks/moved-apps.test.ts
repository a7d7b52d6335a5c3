// What is done with the mailbox, or in a session, after an app was moved to another phone or choices were made again and again.

import { describe, expect, test } from "vitest";
import { PASSWORD, testPostern, type TestPostern } from "../../src/testing/test-postern.ts";
import { codeOf } from "../second-factor/authenticator.ts";
import { addKey } from "../passkeys/tools.ts";
import { authenticator } from "../passkeys/authenticator.ts";
import {
  ADA,
  codesOn,
  isLoggedIn,
  pending,
  secretOn,
  STEP,
  TWO_STEP,
  withTwoSteps,
} from "../second-factor/two-steps.ts";
import { OTHER_PASSWORD } from "./tools.ts";

const SET_UP = "__Host-postern-set-up";

/** The newest mail of a kind to the owner. */
const newest = async (app: TestPostern, kind: string) =>
  (await app.mails()).find((mail) => mail.to === ADA && mail.kind === kind)!;

/** Ada has had an app and recovery codes for a month, and moved the app to another phone an hour ago. */
async function afterMove() {
  const app = await testPostern();
  const user = await withTwoSteps(app);
  app.clock.forward("30 days");
  const ada = await pending(app);
  await ada.submit(STEP, { code: user.code() });
  app.clock.forward("30 seconds");
  const secret = secretOn(await ada.open(`${TWO_STEP}/app`));
  await ada.submit(`${TWO_STEP}/app`, { code: codeOf(secret, app.clock.now()) });
  app.clock.forward("1 hour");
  return { app, codes: user.codes };
}

/** Uses the newest reset, and logs in with its password. */
async function resets(app: TestPostern, more: Readonly<Record<string, string>> = {}) {
  const thief = app.browser();
  await thief.open((await newest(app, "reset")).links[0]!);
  await thief.submit("/reset", { password: OTHER_PASSWORD, ...more });
  await thief.submit("/login", { email: ADA, password: OTHER_PASSWORD });
  return thief;
}

const WAYS: readonly (readonly [string, (app: TestPostern) => ReturnType<typeof resets>])[] = [
  [
    "a reset that removes what is new",
    async (app) => {
      await app.browser().submit("/forgot", { email: ADA });
      return resets(app, { removeRecent: "on" });
    },
  ],
  [
    "the lock of the notice",
    async (app) => {
      const { links, code } = await newest(app, "two-step-on");
      const thief = app.browser();
      await thief.open(links[0]!);
      await thief.submit("/lock", { code: code! });
      return resets(app);
    },
  ],
];

describe("the mailbox alone, after the app was moved to another phone", () => {
  test.for(WAYS)("does not log in by %s: an older recovery code is asked for", async ([, way]) => {
    const { app, codes } = await afterMove();
    await using _ = app;
    const thief = await way(app);
    expect(await isLoggedIn(app, thief)).toBe(false);
    expect((await thief.json("GET", TWO_STEP)).status).toBe(403);
    expect((await thief.json("GET", `${STEP}/lost`)).body).toMatchObject({ mayBegin: true });
    expect((await thief.json("POST", `${STEP}/lost`)).status).toBe(202);
    await thief.submit(STEP, { code: codes[3]! });
    expect(await isLoggedIn(app, thief)).toBe(true);
    expect((await thief.json("GET", `${TWO_STEP}/app`)).status).toBe(200);
  });
});

describe("two steps that are chosen again and again", () => {
  test.for([
    ["yes", "yes"],
    ["yes", "no"],
  ])("by %s and %s send no more notices than there may be", async (choices) => {
    await using app = await testPostern();
    const ada = await app.confirmed(ADA);
    await addKey(ada, authenticator());
    const before = (await app.mails()).length;
    for (let count = 0; count < 30; count += 1) {
      await ada.json("POST", TWO_STEP, { on: choices[count % 2] });
    }
    expect((await app.mails()).length - before).toBeLessThanOrEqual(10);
  });
});

test("a browser that was remembered by a stolen code is forgotten when there are new codes", async () => {
  await using app = await testPostern();
  const { code, codes } = await withTwoSteps(app);
  const thief = await pending(app);
  await thief.submit(STEP, { code: codes[0]!, remember: "on" });
  const ada = await pending(app);
  await ada.submit(STEP, { code: code() });
  await ada.open(`${TWO_STEP}/recovery-codes`);
  await ada.submit(`${TWO_STEP}/recovery-codes`);
  await thief.submit("/logout");
  await thief.submit("/login", { email: ADA, password: PASSWORD });
  expect(await isLoggedIn(app, thief)).toBe(false);
});

test("a recovery code that was used does not come back with a copy of the set-up that made it", async () => {
  await using app = await testPostern();
  const { browser: ada } = await withTwoSteps(app);
  const path = `${TWO_STEP}/recovery-codes`;
  const codes = codesOn(await ada.open(path));
  const kept = ada.jar.get(SET_UP)!;
  await ada.submit(path);
  const thief = await pending(app);
  await thief.submit(STEP, { code: codes[0]! });
  thief.jar.set(SET_UP, kept);
  expect((await thief.json("POST", path)).status).toBe(422);
  const other = await pending(app);
  await other.submit(STEP, { code: codes[0]! });
  expect(await isLoggedIn(app, other)).toBe(false);
});
