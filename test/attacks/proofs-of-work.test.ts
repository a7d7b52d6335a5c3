// Proofs of work that were not worked for: made up, used before, or of another site.

import { describe, expect, test } from "vitest";
import { proofsOfWork, type Challenge } from "../../src/domain/proof-of-work.ts";
import { PASSWORD, testPostern, type TestPostern } from "../../src/testing/test-postern.ts";
import { alarm, challengeOn, solve, trustOfNewest } from "./proof-tools.ts";

const registers = (app: TestPostern, email: string, proof: string) =>
  app.browser().submit("/register", { email, password: PASSWORD, proof });

const registersInJson = (app: TestPostern, email: string, proof: string) =>
  app.browser().json("POST", "/register", { email, password: PASSWORD, proof });

const solvedOn = async (app: TestPostern): Promise<string> =>
  solve(challengeOn(await app.browser().open("/register"))!);

/** A form with it goes the way of one without; a program is asked again, with a challenge that can be solved. */
async function countsForNothing(app: TestPostern, proof: string): Promise<void> {
  expect((await registers(app, "form@example.com", proof)).path).toBe("/unconfirmed");
  expect(trustOfNewest(app)).toBe(0);
  const answer = await registersInJson(app, "program@example.com", proof);
  expect(answer).toMatchObject({ status: 403, body: { reason: "proof-of-work-needed" } });
  expect(app.user("program@example.com")).toBeUndefined();
  const fresh = solve(answer.body["challenge"] as Challenge);
  expect((await registersInJson(app, "program@example.com", fresh)).status).toBe(201);
}

describe("counts for nothing:", () => {
  test("a proof that was used, whoever uses it again", async () => {
    await using app = await testPostern();
    alarm(app);
    const proof = await solvedOn(app);
    await registers(app, "ada@example.com", proof);
    expect(trustOfNewest(app)).toBe(1);
    await countsForNothing(app, proof);
  });

  test("a proof whose registration was taken back once its mail was sent", async () => {
    await using app = await testPostern();
    alarm(app);
    const browser = app.browser();
    const form = await browser.open("/register");
    const proof = solve(challengeOn(form)!);
    await browser.submit("/register", { email: "ada@example.com", password: PASSWORD, proof });
    await app.mails();
    await browser.submit("/unconfirmed/cancel");
    expect(app.user("ada@example.com")).toBeUndefined();
    await countsForNothing(app, proof);
  });

  test("a proof that is an hour old, and none that is a minute younger", async () => {
    await using app = await testPostern();
    alarm(app);
    const [young, old] = [await solvedOn(app), await solvedOn(app)];
    app.clock.forward("59 minutes");
    await registers(app, "ada@example.com", young);
    expect(trustOfNewest(app)).toBe(1);
    app.clock.forward("61 seconds");
    await countsForNothing(app, old);
  });

  test("a proof that says of itself that it lives longer", async () => {
    await using app = await testPostern();
    alarm(app);
    const [id, end = "", number] = (await solvedOn(app)).split(".");
    const later = (parseInt(end, 36) + 3_600_000).toString(36);
    app.clock.forward("61 minutes");
    await countsForNothing(app, `${id}.${later}.${number}`);
  });

  test("a proof of another id", async () => {
    await using app = await testPostern();
    alarm(app);
    const [, end, number] = (await solvedOn(app)).split(".");
    await countsForNothing(app, `${"A".repeat(22)}.${end}.${number}`);
  });

  test("every number but the one that was to be found, and every other spelling of it", async () => {
    await using app = await testPostern();
    alarm(app);
    const [id, end, number] = (await solvedOn(app)).split(".");
    const { proofs, clock } = app.postern.context;
    const taken = Array.from({ length: 100 }, (_, other) => `${other}`).filter(
      (other) => proofs.read(`${id}.${end}.${other}`, clock.now()) !== undefined,
    );
    expect(taken).toEqual([number]);
    for (const odd of [`0${number}`, ` ${number}`, `${number}.`, `${number}\n`, `${number}e0`])
      await registers(app, `odd-${odd.length}@example.com`, `${id}.${end}.${odd}`);
    expect(app.database.prepare("SELECT DISTINCT trust FROM mails").all()).toEqual([{ trust: 0 }]);
    await registers(app, "ada@example.com", `${id}.${end}.${number}`);
    expect(trustOfNewest(app)).toBe(1);
  });

  test("a proof for a site with another secret", async () => {
    await using app = await testPostern();
    alarm(app);
    const elsewhere = proofsOfWork(["another-0123456789abcdefghijklmnopqr"], 100);
    const foreign = elsewhere.challenge("B".repeat(22), app.clock.now());
    await countsForNothing(app, solve(foreign));
  });

  test.for(["", "yes", "..", "a".repeat(10_000), "💥", `${"A".repeat(22)}..1`])(
    "what is no proof at all: %#",
    async (proof) => {
      await using app = await testPostern();
      alarm(app);
      await countsForNothing(app, proof);
    },
  );
});

test("a key that was replaced goes on reading the proofs of its challenges", async () => {
  await using app = await testPostern();
  alarm(app);
  const proof = await solvedOn(app);
  const rotated = proofsOfWork(
    ["newer-0123456789abcdefghijklmnopqrstuv", "0123456789abcdefghijklmnopqrstuvwxyzABCDEF"],
    100,
  );
  Object.assign(app.postern.context, { proofs: rotated });
  await registers(app, "ada@example.com", proof);
  expect(trustOfNewest(app)).toBe(1);
});

test("a challenge is bounded: no slow phone has to try more than a million numbers", async () => {
  const { maxnumber } = proofsOfWork(["0123456789abcdefghijklmnopqrstuvwxyzABCDEF"]).challenge(
    "A".repeat(22),
    0,
  );
  expect(maxnumber).toBe(999_999);
});

test("of two that send one proof at the same time, one is proven", async () => {
  await using app = await testPostern();
  alarm(app);
  const proof = await solvedOn(app);
  const senders = ["ada", "bob", "cleo"].map((name) =>
    registers(app, `${name}@example.com`, proof),
  );
  await Promise.all(senders);
  const trusts = app.database.prepare("SELECT trust FROM mails ORDER BY trust").all();
  expect(trusts).toEqual([{ trust: 0 }, { trust: 0 }, { trust: 1 }]);
});
