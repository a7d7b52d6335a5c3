// Whoever may enter the URL of a webhook tries to reach what only the server can reach.

import { expect, test } from "vitest";
import { addWebhook } from "../../src/features/webhooks/endpoints.ts";
import { testPostern, type TestOptions } from "../../src/testing/test-postern.ts";
import { webhookReceiver } from "../events/receiver.ts";

const TYPES = ["user.registered"];

/** A site with a webhook, after somebody registered: the answer that an operator reads in the log. */
async function answerOf(url: string, options: TestOptions): Promise<string | null> {
  await using app = await testPostern(options);
  const { context } = app.postern;
  const added = await addWebhook(context, { actor: "operator:root" }, { url, types: TYPES });
  if (!added.ok) return added.reason;
  await app.register("ada@example.com");
  await app.mails();
  const [delivery] = await context.store.listDeliveries({ limit: 1 });
  return delivery!.answer;
}

test.each([
  "https://127.0.0.1/",
  "https://2130706433/",
  "https://0x7f000001/",
  "https://[::ffff:169.254.169.254]/latest/meta-data/",
  "https://[fd00:ec2::254]/",
])("%s is not even added", async (url) => {
  expect(await answerOf(url, {})).toBe("not-public");
});

test("a name that leads to this machine reaches nothing, whatever it looks like", async () => {
  await using secret = await webhookReceiver();
  const url = secret.url.replace("127.0.0.1", "localhost");
  const answer = await answerOf(url, { webhooks: { allowHttp: true } });
  expect(answer).toMatch(/^not sent: (?:127\.0\.0\.1|::1) is not a public address$/);
  expect(secret.received).toEqual([]);
});

test("a receiver cannot redirect a request to another machine of the site", async () => {
  await using secret = await webhookReceiver();
  await using receiver = await webhookReceiver();
  receiver.answer(307, { location: secret.url });
  const webhooks = { allowHttp: true, allowPrivate: ["127.0.0.1"] };
  expect(await answerOf(receiver.url, { webhooks })).toMatch(/^307: redirects are not followed/);
  expect([receiver.received.length, secret.received.length]).toEqual([1, 0]);
});

test("a row that somebody changed in the database gets around nothing", async () => {
  await using secret = await webhookReceiver();
  await using app = await testPostern();
  const { context } = app.postern;
  const url = "https://hooks.example/";
  await addWebhook(context, { actor: "operator:root" }, { url, types: TYPES });
  app.database.prepare("UPDATE event_receivers SET url = ?").run(secret.url);
  await app.register("ada@example.com");
  await app.mails();
  expect(await context.store.listDeliveries({ limit: 1 })).toMatchObject([
    { state: "retry", answer: "not sent: http is not allowed here, only https" },
  ]);
  expect(secret.received).toEqual([]);
});
