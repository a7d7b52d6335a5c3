// What only one of the mail services does, or does in its own words.

import { createServer } from "node:https";
import type { AddressInfo } from "node:net";
import { describe, expect, test } from "vitest";
import { brevoMailer } from "../../src/adapters/mail-services/brevo.ts";
import { httpMailer } from "../../src/adapters/mail-services/http-mailer.ts";
import { mailgun, mailgunMailer } from "../../src/adapters/mail-services/mailgun.ts";
import { postmarkMailer } from "../../src/adapters/mail-services/postmark.ts";
import { sesMailer } from "../../src/adapters/mail-services/ses.ts";
import type { HandOver } from "../../src/ports/mailer.ts";
import { selfSigned } from "../mails/certificate.ts";
import { BREVO, POSTMARK, RESEND, SENDGRID } from "./json-vendors.ts";
import { GRAPH_LOGIN, MAILGUN, MICROSOFT_GRAPH, SES, TOKEN_PATH } from "./other-vendors.ts";
import { serviceServer, type Answer } from "./service-server.ts";
import { MAIL, SENDER, type Given, type Vendor } from "./vendor.ts";

/** What a mailer makes of an answer to a mail. */
async function sendWith(vendor: Vendor, answer: Answer): Promise<HandOver> {
  await using service = await serviceServer(vendor.service([]), vendor.isMail);
  service.trouble(answer);
  return await vendor.open(service.url).send(MAIL);
}

/** What a mailer makes of an answer to anything. */
async function tryWith(vendor: Vendor, answer: Answer) {
  await using service = await serviceServer(() => answer, vendor.isMail);
  return await vendor.open(service.url).try();
}

const resendSays = (status: number, name: string, message: string): Answer => ({
  status,
  body: { statusCode: status, name, message },
});
const postmarkSays = (ErrorCode: number, Message: string): Answer => ({
  status: 422,
  body: { ErrorCode, Message },
});
const sesSays = (name: string, message: string, status = 400): Answer => ({
  status,
  headers: { "x-amzn-errortype": name },
  body: { message },
});

describe("Resend's idempotency key (MA-6)", () => {
  test("a mail that is sent again within a day is sent once, and counts as sent", async () => {
    const taken: Given[] = [];
    await using service = await serviceServer(RESEND.service(taken), RESEND.isMail);
    const mailer = RESEND.open(service.url);
    const first = await mailer.send(MAIL);
    expect(await mailer.send(MAIL)).toEqual(first);
    expect(taken).toHaveLength(1);
  });

  test("another content under the same key is our mistake, and is not given to another mailer", async () => {
    await using service = await serviceServer(RESEND.service([]), RESEND.isMail);
    const mailer = RESEND.open(service.url);
    await mailer.send(MAIL);
    const answer = await mailer.send({ ...MAIL, text: "Changed" });
    expect(answer).toMatchObject({ ok: false, fault: "sender", mayHaveArrived: true });
    expect(answer).not.toHaveProperty("affectsAll");
    expect(answer.answer).toContain("invalid_idempotent_request");
  });

  test("a mail whose first try is still in progress waits, alone", async () => {
    const answer = await sendWith(
      RESEND,
      resendSays(409, "concurrent_idempotent_requests", "in progress"),
    );
    expect(answer).toMatchObject({ ok: false, fault: "passing", mayHaveArrived: true });
    expect(answer).not.toHaveProperty("affectsAll");
  });
});

describe("an address that the service does not take", () => {
  test.each<[Vendor, Answer]>([
    [POSTMARK, postmarkSays(300, "Error parsing 'To': Illegal email address 'ada@example.com'.")],
    [
      RESEND,
      resendSays(
        422,
        "validation_error",
        "Invalid `to` field. The email address needs to follow …",
      ),
    ],
    [
      MAILGUN,
      {
        status: 400,
        body: { message: "to parameter is not a valid address. please check documentation" },
      },
    ],
    [
      SENDGRID,
      {
        status: 400,
        body: {
          errors: [
            {
              message: "Does not contain a valid address.",
              field: "personalizations.0.to.0.email",
            },
          ],
        },
      },
    ],
    [
      BREVO,
      { status: 400, body: { code: "invalid_parameter", message: "email is not valid in to" } },
    ],
    [
      MICROSOFT_GRAPH,
      {
        status: 400,
        body: {
          error: {
            code: "ErrorInvalidRecipients",
            message: "At least one recipient is not valid.",
          },
        },
      },
    ],
  ])("ends the mail: %o", async (vendor, answer) => {
    const said = await sendWith(vendor, answer);
    expect(said).toMatchObject({ ok: false, fault: "address" });
    expect(said).not.toHaveProperty("affectsAll");
  });

  test.each<[Vendor, Answer]>([
    [POSTMARK, postmarkSays(300, "Something in new words.")],
    [MAILGUN, { status: 400, body: { message: "Something in new words" } }],
    [
      SENDGRID,
      { status: 400, body: { errors: [{ message: "Something in new words.", field: "subject" }] } },
    ],
    [
      BREVO,
      { status: 400, body: { code: "invalid_parameter", message: "Something in new words" } },
    ],
  ])("nobody is blamed in words that we do not know: %o", async (vendor, answer) => {
    expect(await sendWith(vendor, answer)).toMatchObject({ ok: false, fault: "unknown" });
  });
});

describe("content that the service refuses", () => {
  test.each<[Vendor, Answer]>([
    [SES, sesSays("MessageRejected", "The message contains a virus.")],
    [
      RESEND,
      resendSays(451, "security_error", "We may have found a security issue with the request."),
    ],
  ])("is for the operator, and no other mail waits: %o", async (vendor, answer) => {
    const said = await sendWith(vendor, answer);
    expect(said).toMatchObject({ ok: false, fault: "policy" });
    expect(said).not.toHaveProperty("affectsAll");
  });
});

describe("an account that is not finished (MA-7)", () => {
  test.each<[string, Vendor, Answer]>([
    [
      "SES in its sandbox",
      SES,
      sesSays(
        "MessageRejected",
        "Email address is not verified. The following identities failed the check in region EU-WEST-1: ada@example.com",
      ),
    ],
    [
      "Postmark before its approval",
      POSTMARK,
      postmarkSays(
        412,
        "While your account is pending approval, all recipient addresses must share the same domain as the 'From' address.",
      ),
    ],
    [
      "Resend without a domain",
      RESEND,
      resendSays(
        403,
        "validation_error",
        "You can only send testing emails to your own email address (me@example.com).",
      ),
    ],
    [
      "Mailgun's sandbox domain",
      MAILGUN,
      {
        status: 400,
        body: {
          message:
            "Sandbox subdomains are for test purposes only. Please add your own domain or add the address to authorized recipients in Account Settings.",
        },
      },
    ],
    [
      "a stream of Postmark's that is not there",
      POSTMARK,
      postmarkSays(1_235, "The stream provided: 'x' does not exist on this server."),
    ],
  ])("%s holds all mail", async (_, vendor, answer) => {
    expect(await sendWith(vendor, answer)).toMatchObject({
      ok: false,
      fault: "sender",
      affectsAll: true,
    });
  });

  test.each<[string, Vendor, Answer, RegExp]>([
    [
      "SES in its sandbox",
      SES,
      { status: 200, body: { SendingEnabled: true, ProductionAccessEnabled: false } },
      /sandbox/,
    ],
    [
      "SES that is paused",
      SES,
      { status: 200, body: { SendingEnabled: false, ProductionAccessEnabled: true } },
      /paused/,
    ],
    [
      "a sandbox of Postmark's",
      POSTMARK,
      { status: 200, body: { Name: "Accounts", DeliveryType: "Sandbox" } },
      /sandbox/,
    ],
    [
      "Resend without a domain",
      RESEND,
      { status: 200, body: { data: [{ name: "example.com", status: "pending" }] } },
      /no domain/,
    ],
    [
      "a key of SendGrid's that may not send",
      SENDGRID,
      { status: 200, body: { scopes: ["stats.read"] } },
      /may not send/,
    ],
    [
      "Mailgun's sandbox domain",
      MAILGUN,
      {
        status: 200,
        body: { domain: { name: "sandbox1.mailgun.org", type: "sandbox", state: "active" } },
      },
      /sandbox/,
    ],
    [
      "an unverified domain at Mailgun",
      MAILGUN,
      {
        status: 200,
        body: { domain: { name: "example.com", type: "custom", state: "unverified" } },
      },
      /unverified/,
    ],
  ])("%s says so when it is tried", async (_, vendor, answer, words) => {
    expect(await tryWith(vendor, answer)).toMatchObject({
      state: "unfinished",
      seen: expect.stringMatching(words) as string,
      mend: expect.any(String) as string,
    });
  });

  test.each<[string, Vendor, Answer]>([
    [
      "SES",
      SES,
      sesSays("AccessDeniedException", "not authorized to perform: ses:GetAccount", 403),
    ],
    [
      "Resend",
      RESEND,
      resendSays(401, "restricted_api_key", "This API key is restricted to only send emails"),
    ],
  ])("a key of %s that may only send is enough", async (_, vendor, answer) => {
    expect(await tryWith(vendor, answer)).toMatchObject({ state: "limited" });
  });
});

describe("a service that says it did not take the mail", () => {
  test.each<[Vendor, Answer]>([
    [POSTMARK, { status: 503, body: { ErrorCode: 100, Message: "Offline for maintenance." } }],
    [SENDGRID, { status: 503, body: "" }],
    [
      MICROSOFT_GRAPH,
      { status: 503, body: { error: { code: "serviceNotAvailable", message: "busy" } } },
    ],
    [SES, sesSays("ThrottlingException", "Rate exceeded")],
  ])("leaves no doubt, and all mail waits: %o", async (vendor, answer) => {
    const said = await sendWith(vendor, answer);
    expect(said).toMatchObject({ ok: false, fault: "passing", affectsAll: true });
    expect(said).not.toHaveProperty("mayHaveArrived");
  });
});

describe("a region (MA-4)", () => {
  test("Mailgun's answer in the wrong one names the other", async () => {
    const answer = await sendWith(MAILGUN, {
      status: 404,
      body: { message: "Domain not found: example.com" },
    });
    expect(answer).toMatchObject({ ok: false, fault: "sender", affectsAll: true });
    expect(answer.answer).toMatch(/region eu.*region us/);
  });

  test("a sender that SES does not know is asked for in its region", async () => {
    const answer = await sendWith(
      SES,
      sesSays("MessageRejected", "Email address is not verified."),
    );
    expect(answer.answer).toContain("is eu-west-1 the right one");
  });
});

describe("Microsoft's login", () => {
  const start = async () => {
    const taken: Given[] = [];
    const service = await serviceServer(MICROSOFT_GRAPH.service(taken), MICROSOFT_GRAPH.isMail);
    const logins = (): number => service.received.filter(({ path }) => path === TOKEN_PATH).length;
    return { ...service, taken, logins };
  };

  test("serves all mails until shortly before its end", async () => {
    await using service = await start();
    const mailer = MICROSOFT_GRAPH.open(service.url);
    await Promise.all([mailer.send(MAIL), mailer.send(MAIL)]);
    await mailer.send(MAIL);
    expect([service.taken.length, service.logins()]).toEqual([3, 1]);
  });

  test("is made anew in its last minutes, and when it was revoked", async () => {
    await using service = await start();
    const mailer = MICROSOFT_GRAPH.open(service.url);
    GRAPH_LOGIN.lasts = 240;
    await mailer.send(MAIL);
    GRAPH_LOGIN.lasts = 3_600;
    await mailer.send(MAIL);
    expect(service.logins()).toBe(2);
    GRAPH_LOGIN.revoked = true;
    expect(await mailer.send(MAIL)).toMatchObject({ ok: true });
    expect([service.taken.length, service.logins()]).toEqual([3, 3]);
  });

  test("that fails leaves no doubt about the mail, and is tried again with the next", async () => {
    let answer: Answer = { status: 500, body: "oops" };
    await using service = await serviceServer(
      () => answer,
      () => false,
    );
    const mailer = MICROSOFT_GRAPH.open(service.url);
    const said = await mailer.send(MAIL);
    expect(said).toMatchObject({ ok: false, fault: "passing", affectsAll: true });
    expect(said).not.toHaveProperty("mayHaveArrived");
    answer = { status: 429, headers: { "retry-after": "30" } };
    expect(await mailer.send(MAIL)).toMatchObject({ fault: "passing", retryAfter: 30_000 });
    expect(service.received.map(({ path }) => path)).toEqual([TOKEN_PATH, TOKEN_PATH]);
  });
});

test("a server with a certificate that nobody vouches for is sent nothing, and that is for the operator", async () => {
  let requests = 0;
  const server = createServer({ ...selfSigned("127.0.0.1", new Date()) }, () => (requests += 1));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const mailer = POSTMARK.open(`https://127.0.0.1:${port}`);
  const answer = await mailer.send(MAIL);
  server.close();
  expect(answer).toMatchObject({ ok: false, fault: "sender", affectsAll: true });
  expect(answer.answer).toContain("self-signed");
  expect(requests).toBe(0);
});

test("a mail that cannot be made is our mistake alone", async () => {
  await using service = await serviceServer(POSTMARK.service([]), POSTMARK.isMail);
  const mail = { ...MAIL, replyTo: "nobody" };
  const answer = await POSTMARK.open(service.url).send(mail);
  expect(answer).toMatchObject({ ok: false, fault: "sender" });
  expect(answer).not.toHaveProperty("affectsAll");
  expect(service.received).toEqual([]);
});

test("a domain's own name in the path of Mailgun's API cannot lead elsewhere", () => {
  const options = { key: "key", domain: "../x", region: "eu", from: SENDER } as const;
  expect(() => httpMailer(mailgun(options), options)).toThrow("give the domain that sends");
});

test.each([
  [
    () => postmarkMailer({ token: "a b", from: SENDER }),
    "postmarkMailer: give token without blanks",
  ],
  [() => brevoMailer({ key: "a\nb", from: SENDER }), "brevoMailer: give key without blanks"],
  [() => postmarkMailer({ token: "t", from: "nobody" }), "postmarkMailer: give a sender as from"],
  [
    () => postmarkMailer({ token: "t", from: SENDER, endpoint: "http://proxy.example" }),
    "postmarkMailer: give an endpoint with https",
  ],
  [
    () => sesMailer({ accessKeyId: "a", secretAccessKey: "b", region: "x.example", from: SENDER }),
    "sesMailer: give a region",
  ],
  [
    () => mailgunMailer({ key: "k", domain: "a/b", region: "us", from: SENDER }),
    "mailgunMailer: give the domain",
  ],
])("options that cannot be meant are refused when the mailer is made: %s", (make, words) => {
  expect(make).toThrow(words);
});
