// The application before Postern may be slow, down or broken: what it can cost is bounded.

import { createServer, type RequestListener } from "node:http";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { askOverHttp, wholeAnswer } from "../../src/adapters/old-system.ts";
import { webhookSender } from "../../src/adapters/webhook-sender.ts";
import { parseCidrs } from "../../src/domain/client-address.ts";
import { days } from "../../src/domain/time.ts";
import type { AskOldSystem, OldSystemAnswer } from "../../src/ports/moving.ts";
import { seededRandom } from "../../src/testing/random.ts";
import { PASSWORD, testPostern, type TestPostern } from "../../src/testing/test-postern.ts";

const ADA = "ada@example.com";

const logIn = (app: TestPostern, email = ADA) =>
  app.browser().json("POST", "/login", { email, password: PASSWORD });

/** A site that asks in this way. Answers to wrong passwords do not wait. */
const siteThatAsks = (askOldSystem: AskOldSystem, timeout: number | string = "2 seconds") =>
  testPostern({
    askOldSystem,
    oldSystem: { timeout },
    pace: { now: () => 0, wait: async () => undefined },
  });

const events = (app: TestPostern): readonly string[] =>
  app.log.map(({ event }) => event).filter((event) => event.startsWith("old-system"));

const known = (email: string): OldSystemAnswer => ({
  state: "found",
  user: { email, confirmedOn: "2020-01-02T03:04:05.000Z" },
});

test("ten questions are asked at a time; whoever comes then is unknown, until one is answered", async () => {
  const answers: (() => void)[] = [];
  await using app = await siteThatAsks(
    ({ email }) => new Promise((resolve) => answers.push(() => resolve(known(email)))),
  );
  const waiting = Array.from({ length: 10 }, (_, at) => logIn(app, `a${at}@example.com`));
  while (answers.length < 10) await new Promise(setImmediate);
  expect(await logIn(app)).toMatchObject({ status: 401 });
  expect(answers).toHaveLength(10);
  for (const answer of answers) answer();
  for (const { status } of await Promise.all(waiting)) expect(status).toBe(200);
  const last = logIn(app);
  while (answers.length < 11) await new Promise(setImmediate);
  answers.at(-1)!();
  expect(await last).toMatchObject({ status: 200 });
  expect(events(app)).toEqual([]);
});

test("who does not answer in time has not answered, and is left alone after the third time", async () => {
  let asked = 0;
  await using app = await siteThatAsks(() => {
    asked += 1;
    return new Promise(() => undefined);
  }, 1);
  for (let time = 0; time < 5; time += 1) expect(await logIn(app)).toMatchObject({ status: 401 });
  expect([asked, events(app)]).toEqual([3, ["old-system-down"]]);
});

test("the log says once that it is back, and that it is down again only after three more failures", async () => {
  let isDown = true;
  await using app = await siteThatAsks(async ({ email }) => {
    if (isDown) throw new Error("down");
    return known(email);
  });
  for (let time = 0; time < 4; time += 1) await logIn(app, `a${time}@example.com`);
  expect(events(app)).toEqual(["old-system-down"]);
  isDown = false;
  app.clock.forward("31 seconds");
  for (const email of [ADA, "bob@example.com"])
    expect(await logIn(app, email)).toMatchObject({ status: 200 });
  expect(events(app)).toEqual(["old-system-down", "old-system-back"]);
  isDown = true;
  for (let time = 0; time < 2; time += 1) await logIn(app, `b${time}@example.com`);
  expect(events(app)).toHaveLength(2);
  await logIn(app, "c@example.com");
  expect(events(app)).toEqual(["old-system-down", "old-system-back", "old-system-down"]);
});

/** A site that asks a real server, which answers like this. */
async function siteThatAsksOverHttp(answer: RequestListener): Promise<TestPostern> {
  const server = createServer(answer);
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => void server.close());
  onTestFinished(() => server.closeAllConnections());
  const networks = parseCidrs("127.0.0.0/8");
  if (!networks.ok) throw new Error("These are no networks.");
  const rules = { allowPrivate: networks.value, timeout: 10_000 };
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  const sender = webhookSender({ ...rules, allowHttp: true, read: wholeAnswer });
  const ask = askOverHttp({ ...rules, url, secret: "", system: "old" }, sender, {
    clock: { now: () => 0 },
    random: seededRandom("old system"),
  });
  return siteThatAsks(ask);
}

test.each([
  [64 * 1_024, 200],
  [64 * 1_024 + 1, 401],
])("of an answer of %i bytes, the login is answered with %i", async (size, status) => {
  const { user } = known(ADA) as { readonly user: unknown };
  await using app = await siteThatAsksOverHttp((_request, response) =>
    response.end(JSON.stringify(user).padEnd(size)),
  );
  expect(await logIn(app)).toMatchObject({ status });
  expect(app.user(ADA) !== undefined).toBe(status === 200);
});

test.each([401, 404])(
  "a long page with the status %i is an answer, and no failure",
  async (status) => {
    let asked = 0;
    await using app = await siteThatAsksOverHttp((_request, response) => {
      asked += 1;
      response.writeHead(status).end("x".repeat(10 * 64 * 1_024));
    });
    for (let time = 0; time < 5; time += 1)
      expect(await logIn(app, `a${time}@example.com`)).toMatchObject({ status: 401 });
    expect([asked, events(app)]).toEqual([5, []]);
  },
);

test("a site whose clock is set back does not leave it alone until the clock is as late as before", async () => {
  let isDown = true;
  await using app = await siteThatAsks(async ({ email }) => {
    if (isDown) throw new Error("down");
    return known(email);
  });
  for (let time = 0; time < 3; time += 1) await logIn(app, `a${time}@example.com`);
  isDown = false;
  app.clock.forward(-days(1));
  expect(await logIn(app)).toMatchObject({ status: 200 });
});
