// A mail service, or a proxy in front of it, that says what nobody should repeat.

import { describe, expect, test } from "vitest";
import { wordsIn } from "../../src/adapters/mail-services/service.ts";
import { endlessServer } from "../mail-services/endless-server.ts";
import { BREVO, POSTMARK, RESEND, SENDGRID } from "../mail-services/json-vendors.ts";
import { MAILGUN, MICROSOFT_GRAPH, SES } from "../mail-services/other-vendors.ts";
import { serviceServer, type Answer, type Received } from "../mail-services/service-server.ts";
import { MAIL, type Vendor } from "../mail-services/vendor.ts";

/** Everything in a request that lets its sender in: the whole header, its last word, and a form's secret. */
function secretsIn({ headers, body }: Received): readonly string[] {
  const { authorization = "" } = headers;
  const form = /client_secret=([^&]*)/.exec(body.toString())?.[1] ?? "";
  const basic = /^Basic (.*)/.exec(authorization)?.[1] ?? "";
  const password = Buffer.from(basic, "base64").toString().split(":")[1] ?? "";
  const bearer = /^Bearer (.*)/.exec(authorization)?.[1] ?? "";
  const keys = [headers["x-postmark-server-token"], headers["api-key"]].map((each) => each ?? "");
  return [form, decodeURIComponent(form), basic, password, bearer, ...keys.map(String)].filter(
    (each) => each !== "",
  );
}

/** What the mailer says of a mail, and of itself, to a service that answers everything by `repeat`, and what it must not say. */
async function heard(vendor: Vendor, repeat: (secrets: string) => Answer, key: string) {
  const seen = new Set<string>();
  const real = vendor.service([]);
  await using service = await serviceServer(
    (request) => {
      const secrets = secretsIn(request);
      for (const each of secrets) seen.add(each);
      const isLogin = vendor === MICROSOFT_GRAPH && !vendor.isMail(request);
      return isLogin ? real(request) : repeat(secrets.join(" "));
    },
    () => false,
  );
  const mailer = vendor.open(service.url, { key });
  const answers = [await mailer.send(MAIL), await mailer.try()];
  return { seen: [...seen], said: JSON.stringify(answers) };
}

const KEY = "right~secret";

describe.each([SES, POSTMARK, RESEND, MAILGUN, SENDGRID, BREVO, MICROSOFT_GRAPH])(
  "$name, with a service that repeats what it was sent,",
  (vendor) => {
    test.each<[string, (secrets: string) => Answer]>([
      ["as a page", (secrets) => ({ status: 400, body: `<p>Wrong: ${secrets}</p>` })],
      ...[295, 595, 975].map((length): [string, (secrets: string) => Answer] => [
        `after ${length} characters, where its words may be cut`,
        (secrets) => ({ status: 500, body: `${"x".repeat(length)}${secrets}` }),
      ]),
      [
        "as the names of what it accepted",
        (name) => ({
          status: vendor === BREVO ? 201 : vendor.acceptsIn === "headers" ? 202 : 200,
          headers: { "x-message-id": name, "request-id": name },
          body: { id: name, MessageID: name, MessageId: name, messageId: name, ErrorCode: 0 },
        }),
      ],
    ])("no answer shows a key or a token: %s", async (_, repeat) => {
      const { seen, said } = await heard(vendor, repeat, KEY);
      if (vendor !== SES) expect(seen).not.toEqual([]);
      for (const secret of [KEY, ...seen]) {
        expect(said).not.toContain(secret);
        expect(said).not.toContain(secret.slice(0, 4));
      }
    });
  },
);

test("a login that repeats the form shows no secret", async () => {
  await using service = await serviceServer(
    ({ body }) => ({
      status: 400,
      body: { error: "invalid_client", error_description: body.toString() },
    }),
    () => false,
  );
  const { answer } = await MICROSOFT_GRAPH.open(service.url, { key: "wrong~+/secret" }).send(MAIL);
  expect(answer).toContain("client_secret=•••");
});

test("a server's name cannot steer the terminal of an operator", async () => {
  await using service = await serviceServer(
    () => ({ status: 200, body: { Name: "\u001b[2J\u202eone\n\rtwo", DeliveryType: "Live" } }),
    () => false,
  );
  expect(await POSTMARK.open(service.url).try()).toEqual({
    state: "ready",
    seen: 'the token is of the server " [2J one two"',
  });
});

test.each([POSTMARK, SES])(
  "an answer of $name without an end is read no further than it is of use",
  { timeout: 20_000 },
  async (vendor) => {
    await using service = await endlessServer();
    expect(await vendor.open(service.url).send(MAIL)).toMatchObject({
      ok: false,
      mayHaveArrived: true,
    });
  },
);

// Milliseconds. If the time grew with the square of the length, it would be most of a minute.
test("a page of brackets is read in a moment", { timeout: 20_000 }, () => {
  const text = "<".repeat(200_000);
  expect(wordsIn({ status: 500, headers: new Headers(), text, json: undefined })).toBe(text);
});
