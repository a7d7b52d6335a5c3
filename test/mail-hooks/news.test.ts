// What a mail service tells is believed by its signature and our reference, and does what a report by mail does.

import { describe, expect, test } from "vitest";
import { MAIL_HOOKS } from "../../src/domain/mail-hooks.ts";
import { sendgridEvent, sendgridSigned, snsMessage, snsNotification, sesEvent } from "./notices.ts";
import { ADA, dumpOf, mailOf, site, suppressedIn } from "./site.ts";

describe.each(MAIL_HOOKS)("a notice of %s", (service) => {
  test("that a mail bounced ends it, with the words of its mail server, and suppresses the address", async () => {
    await using here = await site();
    const mail = await here.sent();
    const { status, body } = await here.tell(service, "bounced", mail);
    expect([status, body["taken"]]).toEqual([200, [{ mail: mail.mailId, fault: "address" }]]);
    expect(await mailOf(here, mail.mailId)).toMatchObject({
      state: "dead",
      fault: "address",
      answer: expect.stringContaining("User unknown") as string,
    });
    expect(await suppressedIn(here)).toEqual([ADA]);
  });

  test("that the service sends nothing to an address suppresses it, too", async () => {
    await using here = await site();
    const mail = await here.sent();
    await here.tell(service, "suppressed", mail);
    expect(await mailOf(here, mail.mailId)).toMatchObject({ state: "dead", fault: "address" });
    expect(await suppressedIn(here)).toEqual([ADA]);
  });

  test("that somebody complained stops the mailbox, and leaves the mail as it is", async () => {
    await using here = await site();
    const mail = await here.sent();
    const { body } = await here.tell(service, "complained", mail);
    expect(body["taken"]).toEqual([{ mail: mail.mailId, complaint: "abuse" }]);
    const complainedOn = here.app.clock.now();
    expect(await mailOf(here, mail.mailId)).toMatchObject({ state: "sent", complainedOn });
    expect(await suppressedIn(here)).toEqual([ADA]);
  });

  test.each(["deferred", "delivered"] as const)(
    "that a mail was %s writes a line of the log, and nothing else",
    async (kind) => {
      await using here = await site();
      const mail = await here.sent();
      const before = dumpOf(here);
      const { status, body } = await here.tell(service, kind, mail);
      expect([status, body["noted"]]).toEqual([200, 1]);
      expect(dumpOf(here)).toBe(before);
      const told = here.app.log.filter(({ event }) => event === `mail-${kind}`);
      expect(told.map(({ facts }) => facts)).toEqual([{ service, mail: mail.mailId }]);
    },
  );

  test("counts once, also with another name and signature", async () => {
    await using here = await site();
    const mail = await here.sent();
    await here.tell(service, "complained", mail);
    await here.tell(service, "bounced", mail);
    const before = dumpOf(here);
    for (const kind of ["complained", "bounced"] as const) {
      const { status, body } = await here.tell(service, kind, mail);
      expect([status, body["taken"]]).toEqual([200, []]);
    }
    expect(dumpOf(here)).toBe(before);
  });

  test("about a mail that an operator has sent again since changes nothing", async () => {
    await using here = await site();
    const mail = await here.sent();
    await here.tell(service, "bounced", mail);
    const { store } = here.app.postern.context;
    await store.liftSuppression({
      emailKey: ADA,
      actor: "operator:ops",
      now: here.app.clock.now(),
    });
    here.app.clock.forward("2 hours");
    const retry = { mailId: mail.mailId, actor: "operator:ops", now: here.app.clock.now() };
    expect((await store.retryMail({ ...retry, reason: undefined })).ok).toBe(true);
    await here.app.mails();
    const late = { ...mail, signedOn: here.app.clock.now() };
    const { body } = await here.tell(service, "bounced", late);
    expect(body["ignored"]).toMatchObject({ outdated: 1 });
    expect((await mailOf(here, mail.mailId))?.state).toBe("sent");
  });

  test("about somebody else's mail, or another mailbox, is ignored with 200, counted and logged", async () => {
    await using here = await site();
    const mail = await here.sent();
    const before = dumpOf(here);
    const strange = {
      ...mail,
      reference: `${"0".repeat(32)}-${"1".repeat(20)}`,
      id: "x".repeat(30),
    };
    const other = await here.tell(service, "bounced", strange);
    expect([other.status, other.body["taken"], other.body["ignored"]]).toMatchObject([
      200,
      [],
      { "no-match": expect.any(Number) as number },
    ]);
    const alias = await here.tell(service, "complained", {
      ...mail,
      recipient: "bob@inner.example",
    });
    expect([alias.status, alias.body["ignored"]]).toMatchObject([200, { "other-recipient": 1 }]);
    expect(dumpOf(here)).toBe(before);
    const ignored = here.app.log.filter(({ event }) => event === "mail-hook-ignored");
    expect(ignored.map(({ facts }) => facts["reason"])).toEqual(
      expect.arrayContaining(["no-match", "other-recipient"]),
    );
  });
});

describe.each(["ses", "postmark", "resend", "sendgrid", "brevo"] as const)(
  "without our reference, a notice of %s",
  (service) => {
    test("is matched by the service's name of the mail in the stored answer, and the recipient", async () => {
      await using here = await site();
      const mail = { ...(await here.sent()), reference: "" };
      const wrong = await here.tell(service, "bounced", { ...mail, recipient: "eve@example.com" });
      expect(wrong.body["taken"]).toEqual([]);
      const { body } = await here.tell(service, "bounced", mail);
      expect(body["taken"]).toEqual([{ mail: mail.mailId, fault: "address" }]);
    });

    test("is not matched by a part of it, or by a word of any answer", async () => {
      await using here = await site();
      const mail = { ...(await here.sent()), reference: "" };
      for (const id of [mail.id.slice(0, 20), "250", "Ok", ""]) {
        expect((await here.tell(service, "bounced", { ...mail, id })).body["taken"]).toEqual([]);
      }
      expect((await mailOf(here, mail.mailId))?.state).toBe("sent");
    });
  },
);

test("the notice of an identity of SES has no tags, and is read all the same", async () => {
  await using here = await site();
  const mail = await here.sent();
  const { eventType, ...event } = sesEvent("bounced", { ...mail, reference: "" }) as Record<
    string,
    unknown
  >;
  const notice = { ...event, notificationType: eventType };
  const { body } = await here.post("ses", snsMessage(snsNotification(notice, mail)));
  expect(body["taken"]).toEqual([{ mail: mail.mailId, fault: "address" }]);
});

test("a vacation reply that SES calls a bounce is none, and a full mailbox is", async () => {
  await using here = await site();
  const mail = await here.sent();
  const tell = (recipient: object) => {
    const { mail: about } = sesEvent("bounced", mail) as { mail: object };
    const bounce = {
      bounceType: "Transient",
      bounceSubType: "General",
      timestamp: new Date(mail.now).toISOString(),
    };
    const event = {
      eventType: "Bounce",
      mail: about,
      bounce: { ...bounce, bouncedRecipients: [recipient] },
    };
    return here.post("ses", snsMessage(snsNotification(event, mail)));
  };
  expect((await tell({ emailAddress: ADA })).body).toMatchObject({ taken: [], noted: 1 });
  const full = {
    emailAddress: ADA,
    action: "failed",
    status: "4.2.2",
    diagnosticCode: "smtp; 452 4.2.2 over quota",
  };
  expect((await tell(full)).body["taken"]).toEqual([{ mail: mail.mailId, fault: "passing" }]);
  expect(await suppressedIn(here)).toEqual([]);
});

test("a block of SendGrid blames the sender's reputation, and what it drops is not judged by its words", async () => {
  await using here = await site();
  const tell = async (email: string, changed: object) => {
    const mail = await here.sent(email);
    const event = { ...sendgridEvent("bounced", mail), ...changed };
    const { body } = await here.post("sendgrid", sendgridSigned(JSON.stringify([event]), mail.now));
    return (body["taken"] as { fault?: string }[])[0]?.fault;
  };
  const silent = { reason: "", status: "" };
  expect(await tell("a@example.com", { type: "blocked", ...silent })).toBe("policy");
  expect(await tell("b@example.com", { type: "bounce", ...silent })).toBe("address");
  expect(await tell("c@example.com", { event: "dropped", reason: "Wording of next year" })).toBe(
    "address",
  );
  expect(await tell("d@example.com", { event: "dropped", reason: "Spam Content" })).toBe("policy");
});

test("many events in one request are each read", async () => {
  await using here = await site();
  const mails = [];
  for (let place = 0; place < 20; place += 1) mails.push(await here.sent(`p${place}@example.com`));
  const events = mails.map((mail) => sendgridEvent("bounced", mail));
  const { body } = await here.post(
    "sendgrid",
    sendgridSigned(JSON.stringify(events, null, 2), here.app.clock.now()),
  );
  expect(body["taken"]).toHaveLength(20);
});

test("a hook without its secret answers 404, and other methods than POST 405", async () => {
  await using here = await site({ mailHooks: { resend: `whsec_${"ab".repeat(16)}` } });
  const facts = { reference: "", recipient: ADA, id: "", now: here.app.clock.now() };
  for (const service of MAIL_HOOKS) {
    const { status } = await here.tell(service, "bounced", facts);
    expect([service, status]).toEqual([service, service === "resend" ? 401 : 404]);
  }
  const got = await here.app
    .browser()
    .request("/hooks/mail/resend", { headers: { accept: "application/json" } });
  expect(got.status).toBe(405);
});
