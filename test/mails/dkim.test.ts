// Signatures, judged by another implementation: dkimpy.

import { spawnSync } from "node:child_process";
import { generateKeyPairSync, type KeyObject } from "node:crypto";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { dkimSignatures, type SigningKey } from "../../src/adapters/dkim-signature.ts";
import { bytesOf } from "../../src/adapters/smtp-message.ts";
import { smtpMailer, type SmtpOptions } from "../../src/adapters/smtp-mailer.ts";
import type { Message } from "../../src/ports/mailer.ts";
import { findPython } from "../wire-format/reference.ts";
import { mailServer } from "./mail-server.ts";

const MAIL: Message = {
  to: "ada@example.com",
  replyTo: "Acme Hilfe <help@acme.example>",
  subject:
    "Bestätigen Sie Ihre Adresse – Müller & Söhne, eine Betreffzeile mit mehr als achtzig Zeichen",
  language: "de",
  text: "Grüße  aus \t Köln \n\n\n",
  html: "<p>Grüße  aus Köln</p>\n",
  messageId: "<1@acme.example>",
  date: Date.UTC(2026, 10, 22),
  about: { id: "1", kind: "confirm", links: [] },
};
const FROM = { name: "Müller & Söhne", address: "no-reply@acme.example" };

const rsa = generateKeyPairSync("rsa", { modulusLength: 2048 });
const ed25519 = generateKeyPairSync("ed25519");
const DOMAIN = "acme.example";
const KEYS: readonly SigningKey[] = [
  { domain: DOMAIN, selector: "s1", key: rsa.privateKey },
  { domain: DOMAIN, selector: "s2", key: ed25519.privateKey },
];
const spki = (key: KeyObject): Buffer => key.export({ type: "spki", format: "der" });
const RECORDS = {
  "s1._domainkey.acme.example": `v=DKIM1; k=rsa; p=${spki(rsa.publicKey).toString("base64")}`,
  "s2._domainkey.acme.example": `v=DKIM1; k=ed25519; p=${spki(ed25519.publicKey).subarray(-32).toString("base64")}`,
};

const python = findPython("dkim, nacl");

/** What dkimpy says of each signature of each mail. */
function verdicts(mails: readonly Buffer[]): readonly (readonly boolean[])[] {
  const input = JSON.stringify({
    records: RECORDS,
    mails: mails.map((each) => each.toString("base64")),
  });
  const run = spawnSync(python!, [`${import.meta.dirname}/verify-dkim.py`], { input });
  if (run.status !== 0) throw new Error(run.stderr.toString());
  return JSON.parse(run.stdout.toString()) as readonly (readonly boolean[])[];
}

const signed = (mail: Buffer): Buffer =>
  Buffer.concat([Buffer.from(dkimSignatures(mail, KEYS)), mail]);

describe.skipIf(python === undefined)("signatures of a mail", () => {
  test("by RSA and Ed25519 are both genuine as the mail server gets them", async () => {
    await using server = await mailServer();
    const pem = ({ key }: SigningKey): string =>
      key.export({ type: "pkcs8", format: "pem" }).toString();
    const smtp: SmtpOptions = {
      host: "127.0.0.1",
      port: server.port,
      secure: false,
      from: "Müller & Söhne <no-reply@acme.example>",
      dkim: KEYS.map((each) => ({ ...each, privateKey: pem(each) })),
    };
    const mailer = smtpMailer(smtp);
    for (const images of [
      [],
      [{ contentId: "logo", type: "image/png", name: "l.png", content: rsaBytes() }],
    ] as const)
      expect(await mailer.send({ ...MAIL, images })).toMatchObject({ ok: true });
    await mailer.close?.();
    expect(verdicts(server.deliveries.map(({ data }) => data))).toEqual([
      [true, true],
      [true, true],
    ]);
  });

  test("are the same at every try, and cover what a reader sees", async () => {
    const mail = await bytesOf(MAIL, { from: FROM });
    expect(dkimSignatures(mail, KEYS)).toBe(dkimSignatures(Buffer.from(mail), KEYS));
    const text = signed(mail).toString("latin1");
    const changes = {
      nothing: text,
      "the text": text.replace("K=C3=B6ln", "Bonn"),
      "the sender": text.replace("no-reply@acme", "nobody@acme"),
      "a second subject": text.replace("\r\nSubject:", "\r\nSubject: Hello\r\nSubject:"),
      "another answer address": text.replace(
        "\r\nSubject:",
        "\r\nReply-To: eve@evil.example\r\nSubject:",
      ),
      "only blanks": text.replace("\r\nSubject: ", "\r\nSubject:   "),
    };
    const judged = verdicts(Object.values(changes).map((each) => Buffer.from(each, "latin1")));
    expect(Object.fromEntries(Object.keys(changes).map((what, at) => [what, judged[at]]))).toEqual({
      nothing: [true, true],
      "the text": [false, false],
      "the sender": [false, false],
      "a second subject": [false, false],
      "another answer address": [false, false],
      "only blanks": [true, true],
    });
  });

  test("are genuine whatever the lines of a body consist of", () => {
    const piece = fc.constantFrom("a", " ", "\t", "\r\n", "\r\n\r\n", ".", "=20");
    const bodies = fc
      .sample(fc.array(piece, { maxLength: 12 }), { numRuns: 100, seed: 6376 })
      .map((pieces) => `${pieces.join("")}\r\n`);
    const mails = bodies.map((body) =>
      signed(Buffer.from(`From: a@acme.example\r\nSubject: \t x\r\n\r\n${body}`)),
    );
    const judged = verdicts(mails);
    expect(bodies.filter((_, at) => judged[at]!.join() !== "true,true")).toEqual([]);
  });
});

const rsaBytes = (): Buffer => spki(rsa.publicKey);
