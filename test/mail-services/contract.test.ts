// The same sentences about every mail service, over HTTP to a server that behaves as the service documents it.

import { describe, expect, test } from "vitest";
import type { HandOver, Message } from "../../src/ports/mailer.ts";
import { BREVO, POSTMARK, RESEND, SENDGRID } from "./json-vendors.ts";
import { MAILGUN, MICROSOFT_GRAPH, SES } from "./other-vendors.ts";
import { serviceServer, type ServiceServer, type Trouble } from "./service-server.ts";
import { FROM, SUPPRESSED, UNVERIFIED, type Given, type Opening, type Vendor } from "./vendor.ts";

const VENDORS = [SES, POSTMARK, RESEND, MAILGUN, SENDGRID, BREVO, MICROSOFT_GRAPH];

const PIXEL =
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

const MAIL: Message = {
  to: "ada@example.com",
  replyTo: "Help <help@example.com>",
  subject: "Bestätige deine Adresse",
  language: "de",
  text: "Grüße\n\nhttps://accounts.example.com/confirm/1",
  html: '<p>Grüße <img src="cid:logo@postern"> <a href="https://accounts.example.com/confirm/1">hier</a></p>',
  images: [
    {
      contentId: "logo@postern",
      type: "image/png",
      name: "logo.png",
      content: Buffer.from(PIXEL, "base64"),
    },
  ],
  messageId: "<0b4f@accounts.example.com>",
  date: Date.UTC(2026, 10, 29, 10),
  reference: "0b4f3c2a9d8e4f7a8b6c5d4e3f2a1b0c-00112233445566778899",
  returnPath: "bounces+0b4f@example.com",
  about: { id: "1", kind: "confirm", links: [] },
};

const WHOLE: Given = {
  to: MAIL.to,
  from: FROM,
  replyTo: "help@example.com",
  subject: MAIL.subject,
  text: MAIL.text,
  html: MAIL.html,
  messageId: MAIL.messageId,
  language: "de",
  images: [{ cid: "logo@postern", content: PIXEL }],
  reference: MAIL.reference,
  returnPath: MAIL.returnPath,
  tracks: false,
  idempotencyKey: MAIL.messageId,
};

/** What a mail looks like to a service whose API has no place for some of it. */
function expectedOf({ lacks }: Vendor): Given {
  const images = lacks.includes("cid") ? [{ content: PIXEL }] : WHOLE.images;
  return Object.fromEntries(
    Object.entries({ ...WHOLE, images }).filter(([name]) => !lacks.some((each) => each === name)),
  ) as Given;
}

type Service = ServiceServer & { readonly taken: readonly Given[] };

async function start(vendor: Vendor): Promise<Service> {
  const taken: Given[] = [];
  return { ...(await serviceServer(vendor.service(taken), vendor.isMail)), taken };
}

/**
 * Does not wait long for what never comes. A service that says something first is waited for a little longer, so that this does not
 * depend on how busy the machine is.
 */
const impatientWith = ({ acceptsIn }: Vendor) => ({
  untilSent: 60_000,
  untilAnswered: acceptsIn === "headers" ? 2_000 : 200,
});

async function sendTo(
  vendor: Vendor,
  service: Service,
  mail: Partial<Message> = {},
  opening?: Opening,
): Promise<HandOver> {
  return vendor.open(service.url, opening).send({ ...MAIL, ...mail });
}

async function sendIn(vendor: Vendor, trouble: Trouble): Promise<HandOver> {
  await using service = await start(vendor);
  service.trouble(trouble);
  const isSilent = trouble === "silent" || trouble === "trickle";
  return await sendTo(vendor, service, {}, isSilent ? { patience: impatientWith(vendor) } : {});
}

/** It failed in this way and no other: what is not named here is not claimed. */
function expectFailure(answer: HandOver, what: Partial<Extract<HandOver, { ok: false }>>): void {
  expect({ affectsAll: false, mayHaveArrived: false, retryAfter: undefined, ...answer }).toEqual({
    ok: false,
    affectsAll: false,
    mayHaveArrived: false,
    retryAfter: undefined,
    answer: expect.any(String) as string,
    ...what,
  });
}

const DOUBT = { fault: "unknown", mayHaveArrived: true } as const;
const OURS = { fault: "sender", affectsAll: true } as const;

describe.each(VENDORS)("$name", (vendor) => {
  test("is given a mail with all its parts, our names for it, and nothing tracked", async () => {
    await using service = await start(vendor);
    const answer = await sendTo(vendor, service);
    expect(answer).toMatchObject({ ok: true, answer: expect.stringContaining("1") as string });
    const parts = Object.entries(service.taken[0] ?? {}).filter(([, value]) => value !== undefined);
    expect(Object.fromEntries(parts)).toEqual(expectedOf(vendor));
    expect(service.taken).toHaveLength(1);
  });

  test("takes a mail that has none of what is optional", async () => {
    await using service = await start(vendor);
    const { to, subject, text, html, messageId, date, about } = MAIL;
    const mailer = vendor.open(service.url);
    expect(await mailer.send({ to, subject, text, html, messageId, date, about })).toMatchObject({
      ok: true,
    });
    expect(service.taken[0]).toMatchObject({ to, subject, images: [] });
  });

  test("has a name, a sender, and a limit of hand-overs at once", () => {
    const mailer = vendor.open("http://127.0.0.1:1", { atOnce: 3 });
    expect(mailer).toMatchObject({
      name: expect.stringMatching(/^[a-z]+(?::\S+)?$/) as string,
      from: expect.stringContaining(FROM.address) as string,
      atOnce: 3,
    });
  });

  test("with a wrong key holds all mail for the operator, and no answer shows a key", async () => {
    await using service = await start(vendor);
    const answer = await sendTo(vendor, service, {}, { key: "wrong-key" });
    expectFailure(answer, OURS);
    expect(answer.answer).not.toContain("wrong-key");
    expect(service.taken).toEqual([]);
  });

  test("that does not know the sender holds all mail: the address is not blamed (MA-7)", async () => {
    await using service = await start(vendor);
    expectFailure(await sendTo(vendor, service, {}, { from: UNVERIFIED }), OURS);
  });

  test("tells of a recipient on its own block list at once or later, and only that mail ends (MA-3)", async () => {
    await using service = await start(vendor);
    const answer = await sendTo(vendor, service, { to: SUPPRESSED });
    if (vendor.suppressed === "told later") expect(answer).toMatchObject({ ok: true });
    else expectFailure(answer, { fault: "address" });
    expect(await sendTo(vendor, service, { messageId: "<2@x.example>" })).toMatchObject({
      ok: true,
    });
  });

  test("that asks to send less is left alone for as long as it says (MA-5)", async () => {
    const { answer, wait } = vendor.tooMany;
    expectFailure(await sendIn(vendor, answer), {
      fault: "passing",
      affectsAll: true,
      ...(wait > 0 && { retryAfter: wait }),
    });
  });

  test("whose quota is used up holds all mail for the operator", async () => {
    expectFailure(await sendIn(vendor, vendor.quota), OURS);
  });

  test("that fails may have accepted the mail", async () => {
    expectFailure(await sendIn(vendor, vendor.failure), DOUBT);
  });

  test("that says nothing after the whole request, or hangs up, may have accepted the mail", async () => {
    expectFailure(await sendIn(vendor, "silent"), DOUBT);
    expectFailure(await sendIn(vendor, "cut"), DOUBT);
  });

  test("that hangs up in the middle of a request has not accepted the mail", async () => {
    await using service = await start(vendor);
    service.trouble("half");
    const text = "x".repeat(6_000_000);
    const answer = await sendTo(vendor, service, { text, html: text });
    expectFailure(answer, { fault: "passing", affectsAll: true });
  });

  test("that cannot be reached has not accepted the mail, and nobody else's will be", async () => {
    const service = await start(vendor);
    await service[Symbol.asyncDispose]();
    const answer = await sendTo(vendor, service);
    expectFailure(answer, { fault: "passing", affectsAll: true });
    expect(answer.answer).toContain("ECONNREFUSED");
  });

  test.each([
    ["is no JSON", "<html>Welcome to the Wi-Fi of the hotel</html>"],
    ["is empty", ""],
    ["is about something else", { ok: true }],
    ["has no end", "[".repeat(1_000_000)],
  ])("whose good answer %s may have accepted the mail", async (_, body) => {
    expectFailure(await sendIn(vendor, { status: 200, body }), DOUBT);
  });

  test("whose good answer comes too slowly may have accepted the mail, unless it has said enough", async () => {
    const answer = await sendIn(vendor, "trickle");
    if (vendor.acceptsIn === "headers") expect(answer).toMatchObject({ ok: true });
    else expectFailure(answer, DOUBT);
  });

  test("whose refusal has no words, or a million, is judged by its status", async () => {
    for (const body of ["", "x".repeat(1_000_000)]) {
      const answer = await sendIn(vendor, { status: 403, body });
      expectFailure(answer, OURS);
      expect(answer.answer.length).toBeLessThan(1_001);
    }
    expectFailure(await sendIn(vendor, { status: 400, body: "" }), { fault: "unknown" });
    expectFailure(await sendIn(vendor, { status: 413, body: "" }), { fault: "policy" });
  });

  test("that redirects is not followed", async () => {
    await using elsewhere = await start(vendor);
    const headers = { location: `${elsewhere.url}/elsewhere` };
    expectFailure(await sendIn(vendor, { status: 307, headers }), OURS);
    expect(elsewhere.received).toEqual([]);
  });

  test("can be tried without a mail, with a good key and a wrong one", async () => {
    await using service = await start(vendor);
    const good = vendor.open(service.url);
    expect(await good.try()).toMatchObject({
      state: expect.stringMatching(/^(?:ready|limited)$/) as string,
    });
    expect(await good.probe?.()).toMatchObject({ ok: true });
    const wrong = vendor.open(service.url, { key: "wrong-key" });
    expect(await wrong.probe?.()).toMatchObject({ ok: false, ...OURS });
    expect(service.taken).toEqual([]);
  });
});
