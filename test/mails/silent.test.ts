// A mail that is not handed over, since its mailbox has stopped such mails.

import { expect, test } from "vitest";
import { sendOne } from "../../src/outbox/sending.ts";
import { PASSWORD, testPostern } from "../../src/testing/test-postern.ts";
import { joined } from "../../src/features.ts";

const EMAIL = "ada@example.com";

test("is in hand as long as a real one would be, and only then told as sent", async () => {
  await using app = await testPostern();
  const { link, code } = await app.register(EMAIL);
  await app.browser().json("POST", "/stop-mail", { link, code });
  app.clock.forward("1 hour");
  await app.register(EMAIL);
  app.clock.forward("1 hour");
  const browser = app.browser();
  await browser.submit("/register", { email: EMAIL, password: PASSWORD });
  const { context } = app.postern;
  const [mail] = await context.store.claimMails({
    count: 1,
    roomFor: () => 1,
    fullDomains: [],
    lease: 60_000,
    lifetimes: context.settings.links,
    budget: context.settings.mailBudget,
    firstContacts: undefined,
    languageFor: () => "en",
    mailboxes: context.mailboxes,
    now: context.clock.now(),
  });
  const state = async () => (await browser.json("GET", "/unconfirmed")).body["mail"];
  const waited: [string, unknown][] = [];
  const mailer = {
    send: async () => {
      throw new Error("A silent mail was handed over.");
    },
  };
  const pace = {
    note: () => {},
    wait: async (domain: string) => void waited.push([domain, await state()]),
  };
  const sending = { ...context, mailer, mails: joined().mails };
  await sendOne(sending, mail!, { inTurn: (act) => act(), pace });
  expect(waited).toMatchObject([["example.com", { state: "sending" }]]);
  expect(await state()).toMatchObject({ state: "sent" });
});
