// A copy of a site's database, started somewhere else, mails nobody before an operator says so.

import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { expect, onTestFinished, test } from "vitest";
import { addWebhook } from "../../src/features/webhooks/endpoints.ts";
import type { WebhookSender } from "../../src/ports/webhook-sender.ts";
import { seededRandom } from "../../src/testing/random.ts";
import { PASSWORD, testPostern, type TestPostern } from "../../src/testing/test-postern.ts";
import { folder, runCli } from "../cli/tools.ts";

const HOME = "https://acme.example";
const COPY = "https://staging.acme.example";

type Opened = TestPostern & { readonly told: readonly string[] };

let opened = 0;

/** Opens a site; with what its webhook is told. */
async function open(baseUrl: string, database: DatabaseSync): Promise<Opened> {
  const told: string[] = [];
  const webhookSender: WebhookSender = {
    async send({ body }) {
      told.push((JSON.parse(body) as { type: string }).type);
      return { ok: true, answer: "204" };
    },
  };
  const random = seededRandom(`${baseUrl} ${(opened += 1)}`);
  const app = await testPostern({ database, baseUrl, random, webhookSender });
  onTestFinished(() => app[Symbol.asyncDispose]());
  return { ...app, told };
}

async function registers({ browser }: TestPostern, email: string): Promise<void> {
  const { status } = await browser().json("POST", "/register", { email, password: PASSWORD });
  expect(status).toBe(201);
}

/** A site, and a copy of its file, taken while a mail and an event waited. */
async function copied(): Promise<{ readonly site: Opened; readonly file: string }> {
  const site = await open(HOME, new DatabaseSync(":memory:"));
  const { context, deliver } = site.postern;
  const hook = { url: "https://crm.example/hook", types: ["user.registered"] };
  await addWebhook(context, { actor: "operator:ada" }, hook);
  await deliver();
  await registers(site, "ada@example.com");
  const file = join(folder(), "postern.db");
  site.database.exec(`VACUUM INTO '${file}'`);
  return { site, file };
}

const release = (file: string, baseUrl: string, ...args: readonly string[]) =>
  runCli(["mail", "release", ...args], {
    environment: { DATABASE_URL: `sqlite:${file}`, POSTERN_BASE_URL: baseUrl },
  });

test("a copy under another base URL sends no mail and tells no event, and says so", async () => {
  const { site, file } = await copied();
  const copy = await open(COPY, new DatabaseSync(file));
  expect(await copy.postern.deliver()).toBe(0);
  await registers(copy, "bob@example.com");
  copy.clock.forward("1 day");
  expect((await copy.postern.tend()).delivered).toBe(0);
  expect([await copy.mails(), copy.told]).toEqual([[], []]);
  const said = copy.log.filter(({ event }) => event === "sending-held");
  expect(said).toMatchObject([
    { level: "warn", facts: { baseUrl: COPY, released: HOME, fix: /postern mail release/ } },
  ]);
  const ready = await copy.browser().json("GET", "/readyz");
  expect([ready.status, ready.body["warnings"]]).toMatchObject([200, [{ reason: "sending-held" }]]);
  // The site itself goes on.
  expect((await site.mails()).map(({ to }) => to)).toEqual(["ada@example.com"]);
  expect(site.told).toEqual(["user.registered"]);
});

test("a copy is released without what waited in it, and from then on sends its own mails", async () => {
  const { file } = await copied();
  const copy = await open(COPY, new DatabaseSync(file));
  expect(await copy.mails()).toEqual([]);
  const refused = await release(file, COPY);
  expect(refused.code).toBe(1);
  expect(refused.err).toContain(`Under ${HOME}, 1 mail and 1 event had not been sent.`);
  const ran = await release(file, COPY, "--cancel", "--json");
  expect(ran.json()).toEqual({
    baseUrl: COPY,
    before: [HOME],
    cancelled: { mails: 1, deliveries: 1 },
    hold: null,
  });
  await registers(copy, "bob@example.com");
  copy.clock.forward("10 seconds");
  expect((await copy.mails()).map(({ to }) => to)).toEqual(["bob@example.com"]);
  expect(copy.told).toEqual(["user.registered"]);
  expect((await copy.browser().json("GET", "/readyz")).status).toBe(204);
});

test("a site that has moved is released with what waited, and its old base URL is a copy's then", async () => {
  const { file } = await copied();
  const ran = await release(file, COPY, "--send");
  expect([ran.code, ran.out]).toEqual([0, `From now on, mails and events go out under ${COPY}.\n`]);
  const moved = await open(COPY, new DatabaseSync(file));
  expect((await moved.mails()).map(({ to }) => to)).toEqual(["ada@example.com"]);
  const old = await open(HOME, new DatabaseSync(file));
  await registers(old, "bob@example.com");
  expect(await old.mails()).toEqual([]);
  expect((await release(file, HOME, "--send", "--as-well")).code).toBe(0);
  expect((await release(file, COPY)).out).toBe(`Mails and events already go out under ${COPY}.\n`);
});

test("what only ever ran on one machine belongs to no site yet, and may move to its domain", async () => {
  const local = await open("http://localhost:5000", new DatabaseSync(":memory:"));
  await local.register("ada@example.com");
  const file = join(folder(), "postern.db");
  local.database.exec(`VACUUM INTO '${file}'`);
  const site = await open(HOME, new DatabaseSync(file));
  await registers(site, "bob@example.com");
  expect((await site.mails()).map(({ to }) => to)).toEqual(["bob@example.com"]);
  // Back on that machine it is a copy.
  const copy = await open("http://localhost:5000", new DatabaseSync(file));
  await registers(copy, "cyd@example.com");
  expect(await copy.mails()).toEqual([]);
});

test("the doctor names the base URL that a database last served", async () => {
  const { file } = await copied();
  const environment = { DATABASE_URL: `sqlite:${file}`, POSTERN_BASE_URL: COPY };
  const ran = await runCli(["doctor", "--json"], { environment });
  const { findings } = ran.json() as { findings: readonly { area: string; seen: string }[] };
  expect(findings).toContainEqual(
    expect.objectContaining({
      seen: `this database last served ${HOME}; under ${COPY} it sends no mails and events`,
    }),
  );
});
