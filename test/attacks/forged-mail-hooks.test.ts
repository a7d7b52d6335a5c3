// Somebody who is not the mail service sends its notices, changes them, or sends them again.

import { generateKeyPairSync } from "node:crypto";
import { describe, expect, test } from "vitest";
import { MAIL_HOOKS } from "../../src/domain/mail-hooks.ts";
import {
  CERTIFICATE_URL,
  mailgunSigned,
  NOTICES,
  sendgridEvent,
  sendgridSigned,
  sesEvent,
  SNS_HOST,
  snsMessage,
  snsNotification,
  svixSigned,
  TOPIC,
  type Notice,
} from "../mail-hooks/notices.ts";
import { ADA, dumpOf, mailOf, site, type Site } from "../mail-hooks/site.ts";

type Change = (notice: Notice, other: Notice) => Notice;

/** Each text in a notice that is part of its proof, replaced by something that looks like it. */
const FORGERIES: Readonly<Record<(typeof MAIL_HOOKS)[number], Readonly<Record<string, Change>>>> = {
  ses: {
    "another's signature": (notice, other) => inBody(notice, "Signature", of(other, "Signature")),
    "no signature": (notice) => inBody(notice, "Signature", ""),
    "a version of signatures that does not exist": (notice) =>
      inBody(notice, "SignatureVersion", "constructor"),
    "the other version's hash": (notice) => inBody(notice, "SignatureVersion", "1"),
    "other content": (notice, other) => inBody(notice, "Message", of(other, "Message")),
    "another subject": (notice) => inBody(notice, "Subject", "Hello"),
  },
  postmark: credentials(),
  brevo: credentials(),
  resend: {
    "other content": (notice, other) => ({ ...notice, body: other.body }),
    "a changed byte": (notice) => ({ ...notice, body: notice.body.replace(/\}$/, " }") }),
    "another name": (notice) => inHeaders(notice, { "svix-id": "msg_0" }),
    "no signature": (notice) => inHeaders(notice, { "svix-signature": "" }),
    "another version": (notice) =>
      inHeaders(notice, {
        "svix-signature": (notice.headers["svix-signature"] ?? "").replaceAll("v1,", "v2,"),
      }),
    "a key of the forger's": ({ body }) =>
      svixSigned(body, Date.UTC(2026, 10, 22, 13, 5), `whsec_${btoa("forger".repeat(5))}`),
  },
  mailgun: {
    "another token": (notice) => inSignature(notice, { token: "0".repeat(50) }),
    "another time": (notice) => inSignature(notice, { timestamp: "1795352701" }),
    "no signature": (notice) => inSignature(notice, { signature: "" }),
  },
  sendgrid: {
    "other content": (notice, other) => ({ ...notice, body: other.body }),
    "the same events, parsed and written again": (notice) => ({
      ...notice,
      body: JSON.stringify(JSON.parse(notice.body)),
    }),
    "another time": (notice) =>
      inHeaders(notice, { "x-twilio-email-event-webhook-timestamp": "1795352701" }),
    "no signature": (notice) => inHeaders(notice, { "x-twilio-email-event-webhook-signature": "" }),
  },
};

const of = ({ body }: Notice, field: string): string =>
  (JSON.parse(body) as Record<string, string>)[field] ?? "";

const inBody = (notice: Notice, field: string, value: string): Notice => ({
  ...notice,
  body: JSON.stringify({ ...(JSON.parse(notice.body) as object), [field]: value }),
});

const inHeaders = (notice: Notice, headers: Notice["headers"]): Notice => ({
  ...notice,
  headers: { ...notice.headers, ...headers },
});

function inSignature(notice: Notice, changed: object): Notice {
  const { signature, ...rest } = JSON.parse(notice.body) as { signature: object };
  return { ...notice, body: JSON.stringify({ signature: { ...signature, ...changed }, ...rest }) };
}

function credentials(): Readonly<Record<string, Change>> {
  const basic = (text: string) => `Basic ${btoa(text)}`;
  const changes: Readonly<Record<string, string>> = {
    "no password": "",
    "an empty password": basic("postern:"),
    "the password as the name": basic("postmark-4b1d9c7e2f8a6035d1c9b7a5e3f10284:"),
    "a part of the password": basic("postern:postmark-4b1d9c7e2f8a6035d1c9b7a5e3f1028"),
    "another service's token": "Bearer whsec_0123456789abcdef0123456789abcdef",
  };
  return Object.fromEntries(
    Object.entries(changes).map(([name, authorization]) => [
      name,
      (notice: Notice) => inHeaders(notice, { authorization }),
    ]),
  );
}

describe.each(MAIL_HOOKS)(
  "a forged notice of %s changes nothing, and is not told why:",
  (service) => {
    test.each(Object.entries(FORGERIES[service]))("%s", async (_, forge) => {
      await using here = await site();
      const mail = await here.sent();
      const other = NOTICES[service]("bounced", await here.sent("eve@example.com"));
      const before = here.app.dump();
      const forged = forge(NOTICES[service]("bounced", mail), other);
      const { status, body } = await here.post(service, forged);
      expect([status, body["reason"]]).toEqual([401, "wrong-signature"]);
      expect(here.app.dump()).toBe(before);
      expect((await mailOf(here, mail.mailId))?.state).toBe("sent");
    });
  },
);

test.each(["resend", "mailgun"] as const)(
  "a signature of %s is refused more than five minutes before and after its time",
  async (service) => {
    await using here = await site();
    const mail = await here.sent();
    const { now } = mail;
    const within = async (seconds: number) =>
      (await here.tell(service, "bounced", { ...mail, signedOn: now + seconds * 1_000 })).status;
    expect([await within(-301), await within(301)]).toEqual([401, 401]);
    expect([await within(-299), await within(299)]).toEqual([200, 200]);
  },
);

describe("Amazon SNS signs for every customer", () => {
  let people = 0;
  const notify = async (here: Site, fields: Readonly<Record<string, string>>) => {
    const mail = await here.sent(`p${(people += 1)}@example.com`);
    const message = snsNotification(sesEvent("bounced", mail), mail);
    const answer = await here.post("ses", snsMessage({ ...message, ...fields }));
    return { ...answer, state: (await mailOf(here, mail.mailId))?.state };
  };

  test("so another topic's notices are refused, and nothing is asked for them", async () => {
    await using here = await site();
    const other = TOPIC.replace("123456789012", "210987654321");
    for (const topic of [other, `${TOPIC}x`, "", "constructor"]) {
      expect(await notify(here, { TopicArn: topic })).toMatchObject({ status: 401, state: "sent" });
    }
    expect(here.sns.asked).toEqual([]);
  });

  test.each([
    "http://sns.eu-west-1.amazonaws.com/SimpleNotificationService-0.pem",
    "https://sns.eu-west-1.amazonaws.com.evil.example/SimpleNotificationService-0.pem",
    "https://evil.example/sns.eu-west-1.amazonaws.com/SimpleNotificationService-0.pem",
    "https://evil@sns.eu-west-1.amazonaws.com/SimpleNotificationService-0.pem",
    "https://sns.eu-west-1.amazonaws.com:8443/SimpleNotificationService-0.pem",
    "https://sns.evil.example.amazonaws.com/SimpleNotificationService-0.pem",
    "https://bucket.s3.eu-west-1.amazonaws.com/SimpleNotificationService-0.pem",
    "https://sns.eu-west-1.amazonaws.com/?Action=Unsubscribe#SimpleNotificationService-0.pem",
    "https://sns.eu-west-1.amazonaws.com/../x/SimpleNotificationService-0.pem",
    "file:///etc/passwd",
    "",
  ])("and a certificate comes from nowhere else: %s", async (url) => {
    await using here = await site();
    expect(await notify(here, { SigningCertURL: url })).toMatchObject({
      status: 401,
      state: "sent",
    });
    expect(here.sns.asked).toEqual([]);
  });

  test("a certificate is fetched once, and both versions of signatures are good", async () => {
    await using here = await site();
    const mail = await here.sent();
    for (const version of ["1", "2"] as const) {
      const message = snsNotification(sesEvent("delivered", mail), mail);
      const { status } = await here.post("ses", snsMessage(message, version));
      expect(status).toBe(200);
    }
    expect(here.sns.asked).toEqual([CERTIFICATE_URL]);
  });

  test("one that is not there, or leads elsewhere, or was not yet or no longer valid, proves nothing", async () => {
    await using here = await site();
    const missing = `${SNS_HOST}/SimpleNotificationService-ffff.pem`;
    expect(await notify(here, { SigningCertURL: missing })).toMatchObject({ status: 401 });
    here.sns.turn("redirects");
    expect(await notify(here, {})).toMatchObject({ status: 503, state: "sent" });
    here.sns.turn("up");
    here.app.clock.forward("366 days");
    expect(await notify(here, {})).toMatchObject({ status: 401, state: "sent" });
  });

  test("whoever names certificates that do not exist cannot make us forget the genuine one", async () => {
    await using here = await site();
    const mail = await here.sent();
    const tell = (fields: object) =>
      here.post(
        "ses",
        snsMessage({ ...snsNotification(sesEvent("delivered", mail), mail), ...fields }),
      );
    expect((await tell({})).status).toBe(200);
    const invented = Array.from(
      { length: 20 },
      (_, n) => `${SNS_HOST}/SimpleNotificationService-${n}.pem`,
    );
    await Promise.all(invented.map((SigningCertURL) => tell({ SigningCertURL })));
    here.sns.turn("down");
    expect((await tell({})).status).toBe(200);
  });

  test("while SNS cannot be asked, it is told to try again, and what failed is not remembered", async () => {
    await using here = await site();
    here.sns.turn("down");
    expect(await notify(here, {})).toMatchObject({ status: 503, state: "sent" });
    here.sns.turn("up");
    expect(await notify(here, {})).toMatchObject({ status: 200, state: "dead" });
  });

  test("a signature of other keys is refused", async () => {
    await using here = await site();
    const mail = await here.sent();
    const keys = generateKeyPairSync("rsa", { modulusLength: 2048 });
    const message = snsNotification(sesEvent("bounced", mail), mail);
    expect((await here.post("ses", snsMessage(message, "2", keys))).status).toBe(401);
  });
});

describe("a subscription is confirmed", () => {
  const invitation = (fields: Readonly<Record<string, string>> = {}) => ({
    Type: "SubscriptionConfirmation",
    MessageId: "165545c9-2a5c-472c-8df2-7ff2be2b3b1b",
    Token: "2336412f37",
    TopicArn: TOPIC,
    Message: "You have chosen to subscribe to the topic.",
    SubscribeURL: `${SNS_HOST}/?Action=ConfirmSubscription&TopicArn=${TOPIC}&Token=2336412f37`,
    Timestamp: "2026-11-22T13:05:00.000Z",
    ...fields,
  });

  test("for our topic, by the URL of SNS", async () => {
    await using here = await site();
    expect((await here.post("ses", snsMessage(invitation()))).status).toBe(200);
    expect(here.sns.asked).toEqual([CERTIFICATE_URL, invitation().SubscribeURL]);
  });

  test.each([
    `https://evil.example/?Action=ConfirmSubscription&TopicArn=${TOPIC}`,
    `http://sns.eu-west-1.amazonaws.com/?Action=ConfirmSubscription&TopicArn=${TOPIC}`,
    `${SNS_HOST}/?Action=DeleteTopic&TopicArn=${TOPIC}`,
    `${SNS_HOST}/?Action=ConfirmSubscription&TopicArn=${TOPIC}x`,
    "",
  ])("and by no other URL, though SNS signed it: %s", async (url) => {
    await using here = await site();
    await here.post("ses", snsMessage(invitation({ SubscribeURL: url })));
    expect(here.sns.asked).toEqual([CERTIFICATE_URL]);
  });

  test("and not unless it is signed, or for another topic", async () => {
    await using here = await site();
    const unsigned = inBody(snsMessage(invitation()), "Token", "another");
    expect((await here.post("ses", unsigned)).status).toBe(401);
    const other = invitation({ TopicArn: `${TOPIC}x` });
    expect((await here.post("ses", snsMessage(other))).status).toBe(401);
    expect(here.sns.asked).toEqual([CERTIFICATE_URL]);
  });
});

describe("a signature of Mailgun does not cover the content", () => {
  const TOKEN = "a".repeat(50);
  const tell = (here: Site, event: object) =>
    here.post("mailgun", mailgunSigned(event, here.app.clock.now(), TOKEN));
  const failed = { event: "failed", severity: "permanent", recipient: ADA };

  test("so a token counts once, and what is sent with it later changes nothing", async () => {
    await using here = await site();
    const mail = await here.sent();
    expect((await tell(here, { event: "opened" })).status).toBe(200);
    const before = here.app.dump();
    const forged = { ...failed, "user-variables": { "postern-mail": mail.reference } };
    const { status, body } = await tell(here, forged);
    expect([status, body["ignored"]]).toEqual([200, { replayed: 1 }]);
    expect(here.app.dump()).toBe(before);
  });

  test("and Mailgun's own name of a mail is not enough, only a reference that we signed", async () => {
    await using here = await site();
    const mail = await here.sent();
    const before = dumpOf(here);
    const event = { ...failed, message: { headers: { "message-id": mail.id } } };
    expect((await tell(here, event)).body["ignored"]).toEqual({ "no-match": 1 });
    expect(dumpOf(here)).toBe(before);
  });

  test("a token can be used again if its notice could not be stored", async () => {
    let isDown = false;
    await using here = await site({
      around: (store) => ({
        ...store,
        recordBounce: async (input) => {
          if (isDown) throw new Error("the database is gone");
          return store.recordBounce(input);
        },
      }),
    });
    const mail = await here.sent();
    const event = { ...failed, "user-variables": { "postern-mail": mail.reference } };
    isDown = true;
    expect((await tell(here, event)).status).toBe(500);
    isDown = false;
    expect((await tell(here, event)).body["taken"]).toHaveLength(1);
  });
});

test("a page of another site cannot send a notice, whatever password a browser knows", async () => {
  await using here = await site();
  const mail = await here.sent();
  const genuine = NOTICES.postmark("bounced", mail);
  for (const headers of [
    { origin: "https://evil.example" },
    { origin: "null" },
    { "sec-fetch-site": "cross-site" },
  ] as Record<string, string>[]) {
    const { status } = await here.post("postmark", inHeaders(genuine, headers));
    expect(status).toBe(403);
  }
  expect((await mailOf(here, mail.mailId))?.state).toBe("sent");
});

test("a notice has a largest size, and is not compressed", async () => {
  await using here = await site();
  const mail = await here.sent();
  const body = JSON.stringify([sendgridEvent("bounced", mail)]).padEnd(1024 * 1024 + 1);
  expect((await here.post("sendgrid", sendgridSigned(body, mail.now))).status).toBe(413);
  const small = sendgridSigned("[]", mail.now);
  const zipped = await here.post("sendgrid", inHeaders(small, { "content-encoding": "gzip" }));
  expect(zipped.status).toBe(415);
});

test("a secret that is replaced counts with the new one for a while", async () => {
  const old = "postmark-4b1d9c7e2f8a6035d1c9b7a5e3f10284";
  const both = `new-8f3a1c5e7b9d2046f8a1c3e5b7d90264, ${old}`;
  await using here = await site({ mailHooks: { postmark: both } });
  const mail = await here.sent();
  expect((await here.tell("postmark", "bounced", mail)).body["taken"]).toHaveLength(1);
});
