// An operator holds all mails and events: nothing goes out from any process before somebody releases it.

import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { expect, onTestFinished, test } from "vitest";
import { addWebhook } from "../../src/features/webhooks/endpoints.ts";
import { seededRandom } from "../../src/testing/random.ts";
import { PASSWORD, testPostern, type TestPostern } from "../../src/testing/test-postern.ts";
import { folder, runCli } from "../cli/tools.ts";

const HOME = "https://acme.example";
const REASON = "the mail service moves";

type Site = TestPostern & {
  readonly told: readonly string[];
  run(...args: readonly string[]): ReturnType<typeof runCli>;
};

let opened = 0;

/** A process of a site, and the command line beside it. */
async function open(file = join(folder(), "postern.db")): Promise<Site & { file: string }> {
  const told: string[] = [];
  const app = await testPostern({
    database: new DatabaseSync(file),
    baseUrl: HOME,
    random: seededRandom(`process ${(opened += 1)}`),
    webhookSender: {
      async send({ body }) {
        told.push((JSON.parse(body) as { type: string }).type);
        return { ok: true, answer: "204" };
      },
    },
  });
  onTestFinished(() => app[Symbol.asyncDispose]());
  const environment = { DATABASE_URL: `sqlite:${file}`, POSTERN_BASE_URL: HOME };
  return { ...app, told, file, run: (...args) => runCli(args, { environment }) };
}

test("a held site mails and tells nobody, and sends everything once it is released", async () => {
  const site = await open();
  const hook = { url: "https://crm.example/hook", types: ["user.registered"] };
  await addWebhook(site.postern.context, { actor: "operator:ada" }, hook);
  await site.postern.deliver();
  const held = await site.run("mail", "hold", "--reason", REASON);
  expect([held.code, held.out]).toEqual([
    0,
    "Mails and events are held. Pages work as usual, and mails wait.\n",
  ]);
  const ada = site.browser();
  expect(
    (await ada.submit("/register", { email: "ada@example.com", password: PASSWORD })).text,
  ).toContain("We cannot send any email at the moment");
  site.clock.forward("20 hours");
  expect((await site.postern.tend()).delivered).toBe(0);
  // Another process, and a later start, are held as well.
  const other = await open(site.file);
  expect(await other.postern.deliver()).toBe(0);
  expect([await site.mails(), await other.mails(), site.told, other.told]).toEqual([
    [],
    [],
    [],
    [],
  ]);
  const released = await site.run("mail", "release", "--reason", "it has moved");
  expect([released.code, released.out]).toEqual([
    0,
    `From now on, mails and events go out under ${HOME}.\n`,
  ]);
  expect((await site.mails()).map(({ to }) => to)).toEqual(["ada@example.com"]);
  expect(site.told).toEqual(["user.registered"]);
  // The link lives from then on: twenty hours of waiting took nothing from its day.
  site.clock.forward("20 hours");
  const { body } = await ada.json("GET", "/unconfirmed");
  expect(body).toMatchObject({ state: "waiting" });
});

test("everything that shows the outbox says who holds it, since when and why", async () => {
  const site = await open();
  await site.browser().submit("/register", { email: "ada@example.com", password: PASSWORD });
  await site.run("mail", "hold", "--reason", REASON);
  const words = new RegExp(`[Hh]eld by operator:\\S+ since [-0-9]+ [:0-9]+ \\(UTC\\): ${REASON}`);
  const list = await site.run("mail", "list");
  expect(list.err).toMatch(words);
  expect((await site.run("mail", "list", "--json")).json()).toMatchObject({
    hold: { reason: REASON },
  });
  expect((await site.run("doctor")).out).toMatch(words);
  const why = await site.run("user", "why", "ada@example.com");
  expect(why.out).toContain("An operator holds all mails, so nothing goes out.");
  expect(why.out).toContain(REASON);
  expect(why.out).toMatch(/command +postern mail release$/m);
  site.clock.forward("1 day");
  await site.postern.tend();
  // The alarm is silent: somebody knows.
  expect(site.log.filter(({ event }) => event === "mail-not-going-out")).toEqual([]);
  const ready = await site.browser().json("GET", "/readyz");
  expect([ready.status, ready.body["warnings"]]).toMatchObject([
    200,
    [{ reason: "held-by-operator" }],
  ]);
  expect(JSON.stringify(ready.body)).not.toContain(REASON);
});

test("a second hold, and a release that cancels what a site has to send, change nothing", async () => {
  const site = await open();
  const nothing = await site.run("mail", "release");
  expect(nothing.out).toBe(`Mails and events already go out under ${HOME}.\n`);
  expect((await site.run("mail", "hold", "--reason", " ")).code).toBe(2);
  expect((await site.run("mail", "hold")).code).toBe(2);
  expect((await site.run("mail", "hold", "--reason", REASON)).code).toBe(0);
  const again = await site.run("mail", "hold", "--reason", "another");
  expect([again.code, again.err]).toEqual([1, expect.stringContaining(`already. Held by`)]);
  const cancels = await site.run("mail", "release", "--cancel");
  expect([cancels.code, cancels.err]).toEqual([1, expect.stringContaining("This is no copy")]);
  expect((await site.run("mail", "release", "--json")).json()).toMatchObject({
    baseUrl: HOME,
    cancelled: null,
    hold: { reason: REASON },
  });
});
