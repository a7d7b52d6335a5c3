// The operator hears that somebody may be using the site to mail strangers.

import { expect, test } from "vitest";
import { watchMail } from "../../src/features/alarm/index.ts";
import { PASSWORD, testPostern, type TestOptions } from "../../src/testing/test-postern.ts";
import { creditIs } from "../attacks/tools.ts";

const OPERATOR = "op@example.net";

/** A site where the mails of some people wait, while so much is left for whom something speaks. */
async function busySite(credit: number, people: number, options: TestOptions = {}) {
  const app = await testPostern({ operator: OPERATOR, ...options });
  creditIs(app, credit);
  for (let person = 0; person < people; person += 1) {
    const browser = app.browser({ client: `${20 + person}.0.0.1` });
    await browser.submit("/register", { email: `a${person}@example.com`, password: PASSWORD });
  }
  await app.mails();
  app.clock.forward("10 seconds");
  await app.mails();
  await watchMail(app.postern.context);
  const told = () => app.log.filter(({ event }) => event === "first-contacts-held").length;
  return { app, told };
}

test("once a day, with how many wait and where to look, and the mail waits for nothing", async () => {
  const { app, told } = await busySite(30, 3);
  await using _app = app;
  await watchMail(app.postern.context);
  expect(told()).toBe(1);
  const { subject, text } = await app.mailTo(OPERATOR);
  expect(subject).toBe("Unusually many registrations – Postern");
  expect(text).toContain("3 mails to people who have never confirmed were waiting");
  expect(text).toContain("\npostern stats --first-contacts\n");
  app.clock.forward("25 hours");
  await app.mails();
  await watchMail(app.postern.context);
  expect(told()).toBe(1);
});

test.each<[string, number, number, TestOptions]>([
  ["nothing waits", 30, 0, {}],
  ["the site is calm", 200, 3, {}],
  ["there is no bound", 30, 3, { limits: "off" }],
])("not where %s", async (_, credit, people, options) => {
  const { app, told } = await busySite(credit, people, options);
  await using _app = app;
  expect(told()).toBe(0);
});

test("each change of the state is logged once, whichever process sees it", async () => {
  await using app = await testPostern({ operator: OPERATOR });
  creditIs(app, 200);
  const told = () =>
    app.log
      .filter(({ event }) => event === "first-contacts-state")
      .map(({ facts: { state, before, credit } }) => ({ state, before, credit }));
  for (const credit of [200, 90, 90, 30, 200]) {
    app.database.prepare("UPDATE first_contacts SET credit = ?").run(credit);
    app.clock.forward("10 seconds");
    await Promise.all([watchMail(app.postern.context), watchMail(app.postern.context)]);
  }
  expect(told()).toEqual([
    { state: "alert", before: "calm", credit: 90 },
    { state: "holding", before: "alert", credit: 30 },
    { state: "calm", before: "holding", credit: 200 },
  ]);
});
