// Somebody marked a mail as spam, and the provider of the mailbox reports it.

import { expect, test } from "vitest";
import { feedbackReport } from "../../src/testing/feedback-reports.ts";
import { PASSWORD, testPostern, type TestPostern } from "../../src/testing/test-postern.ts";

const HOOK = "hook-9f8e7d6c5b4a39281706f5e4d3c2b1a0";
const ADA = "ada@example.com";
const BOUNCES = "bounces@postern.example";

const site = () => testPostern({ bounceAddress: BOUNCES, bounceSecret: HOOK });

async function report(app: TestPostern, body: string): Promise<unknown> {
  const response = await app.browser().request("/hooks/bounce", {
    method: "POST",
    headers: { authorization: `Bearer ${HOOK}`, "content-type": "message/rfc822" },
    body,
  });
  expect(response.status).toBe(200);
  return response.json();
}

async function registered(app: TestPostern) {
  const { browser, mail } = await app.register(ADA);
  return { browser, mail, from: app.postern.context.returnPaths!.of(mail.id) };
}

test("a complaint stops the mail that strangers can cause, and no page tells of it", async () => {
  await using app = await site();
  const { browser, mail, from } = await registered(app);
  const before = (await browser.open("/unconfirmed")).text;
  const answer = await report(app, feedbackReport({ to: BOUNCES, from }));
  expect(answer).toEqual({ outcome: "taken", mail: mail.id, complaint: "abuse" });
  expect((await browser.open("/unconfirmed")).text).toBe(before);
  expect(app.log.filter(({ event }) => event === "complaint-taken")).toHaveLength(1);

  app.clock.forward("2 hours");
  for (const _ of ["a", "b", "c"]) {
    app.clock.forward("2 minutes");
    await app.browser().submit("/register", { email: ADA, password: PASSWORD });
  }
  const kinds = (await app.mails()).filter(({ to }) => to === ADA).map(({ kind }) => kind);
  expect(kinds).toEqual(["contact-stopped", "confirm"]);
});

test("whoever complained by mistake confirms with the same mail, and then resets a password", async () => {
  await using app = await site();
  const { browser, mail, from } = await registered(app);
  await report(app, feedbackReport({ to: from }));
  await browser.open(mail.links[0]!);
  await browser.submit("/confirm");
  expect(app.user(ADA)?.confirmedOn).toBe(app.clock.now());
  app.clock.forward("61 minutes");
  await app.browser().submit("/forgot", { email: ADA });
  expect((await app.mailTo(ADA)).kind).toBe("reset");
});

test("an owner who marked a reset as spam still gets what a session asks for, and resets after an hour", async () => {
  await using app = await site();
  const browser = await app.confirmed(ADA);
  app.clock.forward("1 hour");
  await app.browser().submit("/forgot", { email: ADA });
  const reset = await app.mailTo(ADA);
  await report(app, feedbackReport({ to: app.postern.context.returnPaths!.of(reset.id) }));
  await browser.submit("/profile/password", {
    currentPassword: PASSWORD,
    password: "a pear tree by the lake",
  });
  expect((await app.mailTo(ADA)).kind).toBe("password-changed");
  app.clock.forward("61 minutes");
  await app.browser().submit("/forgot", { email: ADA });
  expect((await app.mailTo(ADA)).kind).toBe("reset");
});

test("a complaint counts once; what is none, and what is forged, changes nothing", async () => {
  await using app = await site();
  const { from } = await registered(app);
  await report(app, feedbackReport({ to: BOUNCES, from }));
  const before = app.dump();
  const ignored = (reason: string) => ({ outcome: "ignored", reason });
  expect(await report(app, feedbackReport({ to: BOUNCES, from }))).toEqual(
    ignored("known-complaint"),
  );
  expect(await report(app, feedbackReport({ to: from, type: "not-spam" }))).toEqual(
    ignored("no-complaint"),
  );
  const made = from.replace(/-[0-9a-f]{20}@/, `-${"0".repeat(20)}@`);
  expect(await report(app, feedbackReport({ to: BOUNCES, from: made }))).toEqual(ignored("forged"));
  expect(app.dump()).toBe(before);
});
