// A code of the second step counts once, for one user, and cannot be guessed.

import { describe, expect, test } from "vitest";
import { minutes } from "../../src/domain/time.ts";
import type { Browser } from "../../src/testing/browser.ts";
import { testPostern, type TestPostern } from "../../src/testing/test-postern.ts";
import { codeOf } from "../second-factor/authenticator.ts";
import {
  ADA,
  isLoggedIn,
  pending,
  STEP,
  withTwoSteps,
  type TwoStepUser,
} from "../second-factor/two-steps.ts";
import { OTHER_PASSWORD, SECRET } from "./tools.ts";

const EVE = "eve@example.com";

const site = async (): Promise<{ app: TestPostern; ada: TwoStepUser } & AsyncDisposable> => {
  const app = await testPostern();
  const ada = await withTwoSteps(app);
  return { app, ada, [Symbol.asyncDispose]: () => app[Symbol.asyncDispose]() };
};

/** Tries one code in a browser that is waiting for it; whether that logs in, is wrong, or is refused unseen. */
async function tries(app: TestPostern, code: string, browser?: Browser): Promise<string> {
  const { status, body } = await (browser ?? (await pending(app))).json("POST", STEP, { code });
  return status === 422 ? JSON.stringify(body) : `${status}`;
}

const WRONG = /wrong-code/;
const USED = /code-used/;

/** A code that fits no step around. */
const wrongCode = ({ code }: TwoStepUser): string =>
  `${(Number(code()) + 500_000) % 1_000_000}`.padStart(6, "0");

describe("a code of an app", () => {
  test("that logged in opens nothing again, in no browser, as long as it could", async () => {
    await using here = await site();
    const { app, ada } = here;
    const code = ada.code();
    const first = await pending(app);
    expect(await tries(app, code, first)).toBe("200");
    for (let second = 0; second <= 60; second += 20) {
      expect(await tries(app, code)).toMatch(second < 60 ? USED : WRONG);
      app.clock.forward("20 seconds");
    }
  });

  test("of an earlier step opens nothing after a later one", async () => {
    await using here = await site();
    const { app, ada } = here;
    const earlier = ada.code();
    app.clock.forward("30 seconds");
    expect(await tries(app, ada.code())).toBe("200");
    expect(await tries(app, earlier)).toMatch(USED);
  });

  test("that set the app up logs nobody in", async () => {
    await using app = await testPostern();
    const before = app.clock.now();
    const ada = await withTwoSteps(app);
    expect(await tries(app, codeOf(ada.secret, before))).toMatch(USED);
  });

  test("sent twelve times at once logs in once", async () => {
    await using here = await site();
    const { app, ada } = here;
    const browsers = await Promise.all(Array.from({ length: 12 }, () => pending(app)));
    const code = ada.code();
    const answers = await Promise.all(browsers.map((browser) => tries(app, code, browser)));
    expect(answers.filter((answer) => answer === "200")).toHaveLength(1);
    const inside = await Promise.all(browsers.map((browser) => isLoggedIn(app, browser)));
    expect(inside.filter(Boolean)).toHaveLength(1);
  });

  test("of another user opens nothing", async () => {
    await using here = await site();
    const { app } = here;
    const eve = await withTwoSteps(app, EVE);
    expect(await tries(app, eve.code())).toMatch(WRONG);
    expect(await tries(app, eve.codes[0]!)).toMatch(WRONG);
    expect(await tries(app, eve.code(), await pending(app, { email: EVE }))).toBe("200");
  });

  test.for([
    ["with a blank in it", (code: string) => `${code.slice(0, 3)} ${code.slice(3)}`],
    [
      "in Arabic digits",
      (code: string) => code.replace(/\d/g, (digit) => String.fromCodePoint(0x660 + Number(digit))),
    ],
    [
      "in full width",
      (code: string) =>
        code.replace(/\d/g, (digit) => String.fromCodePoint(0xff10 + Number(digit))),
    ],
  ] as const)("is the same one %s, and counts once however it is written", async ([, written]) => {
    await using here = await site();
    const { app, ada } = here;
    const code = ada.code();
    expect(await tries(app, written(code))).toBe("200");
    expect(await tries(app, code)).toMatch(USED);
  });
});

describe("a recovery code", () => {
  test("sent eight times at once logs in once, and one code is gone", async () => {
    await using here = await site();
    const { app, ada } = here;
    const browsers = await Promise.all(Array.from({ length: 8 }, () => pending(app)));
    const code = ada.codes[3]!;
    const answers = await Promise.all(browsers.map((browser) => tries(app, code, browser)));
    expect(answers.filter((answer) => answer === "200")).toHaveLength(1);
    const inside = await Promise.all(browsers.map((browser) => isLoggedIn(app, browser)));
    expect(inside.filter(Boolean)).toHaveLength(1);
    expect(await tries(app, code)).toMatch(WRONG);
    expect(await tries(app, ada.codes[4]!)).toBe("200");
  });

  test("is nowhere in the database, nor is the secret of the app", async () => {
    await using here = await site();
    const { app, ada } = here;
    const stored = app.dump();
    for (const code of ada.codes) {
      expect(stored).not.toContain(code);
      expect(stored).not.toContain(code.replaceAll("-", ""));
    }
    expect(stored).not.toContain(ada.secret);
  });
});

describe("a row of the database that was moved to another user", () => {
  const moved = async (kind: string) => {
    const here = await site();
    const { app } = here;
    const eve = await withTwoSteps(app, EVE);
    const ids = { ada: app.user(ADA)!.id, eve: app.user(EVE)!.id };
    return { ...here, eve, ids, kind };
  };

  test("brings its secret to nobody: an app", async () => {
    await using here = await moved("totp");
    const { app, ids, eve } = here;
    app.database
      .prepare(
        `UPDATE credentials SET secret = (SELECT secret FROM credentials WHERE kind = 'totp' AND user_id = ?)
         WHERE kind = 'totp' AND user_id = ?`,
      )
      .run(ids.eve, ids.ada);
    expect(await tries(app, eve.code())).toMatch(WRONG);
    expect(app.log.map(({ event }) => event)).toContain("secret-not-opened");
    app.database
      .prepare("DELETE FROM credentials WHERE kind = 'totp' AND user_id = ?")
      .run(ids.ada);
    app.database
      .prepare("UPDATE credentials SET user_id = ? WHERE kind = 'totp' AND user_id = ?")
      .run(ids.ada, ids.eve);
    expect(await tries(app, eve.code())).toMatch(WRONG);
  });

  test("brings its secret to nobody: a recovery code", async () => {
    await using here = await moved("recovery-code");
    const { app, ids, eve, ada } = here;
    app.database
      .prepare("UPDATE credentials SET user_id = ? WHERE kind = 'recovery-code' AND user_id = ?")
      .run(ids.ada, ids.eve);
    expect(await tries(app, eve.codes[0]!)).toMatch(WRONG);
    expect(await tries(app, ada.codes[0]!)).toBe("200");
  });
});

describe("whoever knows the password and guesses", () => {
  /** From a new browser and another network each time, and in sessions that were begun before. */
  const guesses = async (app: TestPostern, ada: TwoStepUser, times: number): Promise<number> => {
    let compared = 0;
    for (let place = 0; place < times; place += 1) {
      const browser = app.browser({ client: `203.0.113.${(place % 200) + 1}` });
      await pending(app, { browser });
      if (WRONG.test(await tries(app, wrongCode(ada), browser))) compared += 1;
    }
    return compared;
  };

  test("has ten tries in a quarter of an hour and forty a day, whatever the session and the network", async () => {
    await using here = await site();
    const { app, ada } = here;
    expect(await guesses(app, ada, 14)).toBe(10);
    let compared = 10;
    for (let quarter = 1; quarter < 8; quarter += 1) {
      app.clock.forward("15 minutes");
      compared += await guesses(app, ada, 12);
    }
    expect(compared).toBe(40);
    // Not even the right one is compared now, nor a recovery code.
    expect(await tries(app, ada.code())).toBe("429");
    expect(await tries(app, ada.codes[0]!)).toBe("429");
  });

  test("keeps nobody out of a browser that the account knows", async () => {
    await using here = await site();
    const { app, ada } = here;
    await guesses(app, ada, 12);
    await ada.browser.submit("/logout");
    await pending(app, { browser: ada.browser });
    expect(await tries(app, ada.code(), ada.browser)).toBe("200");
  });

  test("is told of to the owner, once a day", async () => {
    await using here = await site();
    const { app, ada } = here;
    await guesses(app, ada, 9);
    const told = async () => (await app.mails()).filter(({ kind }) => kind === "codes-guessed");
    expect(await told()).toEqual([]);
    await guesses(app, ada, 4);
    app.clock.forward("1 hour");
    await guesses(app, ada, 12);
    const mails = await told();
    expect(mails.map(({ to }) => to)).toEqual([ADA]);
    const acts = app.database
      .prepare("SELECT actor FROM audit WHERE act = 'codes-guessed' AND user_id = ?")
      .all(app.user(ADA)!.id);
    expect(acts).toEqual([{ actor: "visitor" }]);
  });

  test("and reads the mailbox, too, has a hundred tries a day, however many resets", async () => {
    await using here = await site();
    const { app, ada } = here;
    let compared = 0;
    for (let reset = 0; reset < 4; reset += 1) {
      app.clock.forward("61 minutes");
      const thief = app.browser();
      await thief.submit("/forgot", { email: ADA });
      const mail = (await app.mails()).find(({ kind }) => kind === "reset");
      await thief.open(mail!.links[0]!);
      const password = `${OTHER_PASSWORD} ${reset}`;
      expect((await thief.submit("/reset", { password })).status).toBe(200);
      for (let place = 0; place < 44; place += 1) {
        if (place % 11 === 10) app.clock.forward("15 minutes");
        await thief.submit("/login", { email: ADA, password });
        if (WRONG.test(await tries(app, wrongCode(ada), thief))) compared += 1;
      }
    }
    expect(compared).toBe(100);
  });

  test("does not use up the tries of somebody who is right", async () => {
    await using here = await site();
    const { app, ada } = here;
    for (let login = 0; login < 45; login += 1) {
      app.clock.forward("30 seconds");
      expect(await tries(app, ada.code())).toBe("200");
    }
  });

  test("learns nothing from a code that will fit soon, but the operator does", async () => {
    await using here = await site();
    const { app, ada } = here;
    const later = (): string => codeOf(ada.secret, app.clock.now() + minutes(40));
    const answers = [];
    for (const code of [wrongCode(ada), wrongCode(ada), wrongCode(ada), later()]) {
      const browser = await pending(app);
      const { body } = await browser.json("POST", STEP, { code });
      answers.push(JSON.stringify(body));
    }
    expect(new Set(answers).size).toBe(1);
    expect(app.log.filter(({ event }) => event === "codes-offset")).toMatchObject([
      { level: "warn", facts: { minutesAhead: 40 } },
    ]);
  });
});

describe("when the key ring is rotated", () => {
  const NEWER = "FEDCBAzyxwvutsrqponmlkjihgfedcba9876543210";

  const withRing = async (app: TestPostern, secret: string): Promise<TestPostern> => {
    const rotated = await testPostern({ database: app.database, secret });
    rotated.clock.forward(app.clock.now() - rotated.clock.now());
    return rotated;
  };

  test("codes still log in as long as the older key is in the ring", async () => {
    await using here = await site();
    const { app, ada } = here;
    const rotated = await withRing(app, `${NEWER},${SECRET}`);
    expect(await tries(rotated, ada.code())).toBe("200");
  });

  test("without it codes do not, the log says why, and recovery codes do", async () => {
    await using here = await site();
    const { app, ada } = here;
    const rotated = await withRing(app, NEWER);
    expect(await tries(rotated, ada.code())).toMatch(WRONG);
    expect(rotated.log.map(({ event }) => event)).toEqual(["secret-not-opened"]);
    expect(await tries(rotated, ada.codes[0]!)).toBe("200");
  });
});
