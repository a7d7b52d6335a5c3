import { generateKeyPairSync, type KeyObject } from "node:crypto";
import { describe, expect, test } from "vitest";
import { readDkim } from "./dkim-key.ts";
import { smtpMailer } from "./smtp-mailer.ts";

const pem = (key: KeyObject): string => key.export({ type: "pkcs8", format: "pem" }).toString();

const { privateKey, publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
const KEY = pem(privateKey);
const ED25519 = pem(generateKeyPairSync("ed25519").privateKey);
const GOOD = { domain: "acme.example", selector: "s1", privateKey: KEY };

describe("a key that signs", () => {
  test.for<[string, string]>([
    ["as it was made", KEY],
    ['with line breaks as "\\n"', KEY.replaceAll("\n", "\\n")],
    ['with line breaks as "\\r\\n"', KEY.replaceAll("\n", "\\r\\n")],
    ["with blanks for line breaks", KEY.replaceAll("\n", " ")],
    ["without line breaks", KEY.replaceAll("\n", "")],
    ["with quotes around it", `"${KEY}"`],
    ["indented", KEY.replaceAll("\n", "\n    ")],
  ])("is the same one %s", ([, given]) => {
    expect(readDkim([{ ...GOOD, privateKey: given }])).toEqual([GOOD]);
  });

  test("may have its older form, and a domain of other letters", () => {
    const older = privateKey.export({ type: "pkcs1", format: "pem" }).toString();
    expect(readDkim([{ ...GOOD, domain: "müller.example", privateKey: older }])).toEqual([
      { ...GOOD, domain: "xn--mller-kva.example", privateKey: older },
    ]);
  });

  test("may be Ed25519, beside one that every receiver knows", () => {
    const both = [GOOD, { ...GOOD, selector: "s2", privateKey: ED25519 }];
    expect(readDkim(both)).toEqual(both);
    expect(readDkim(both.slice(1))).toEqual({
      at: 0,
      part: "privateKey",
      words: "give an RSA key beside Ed25519, which many receivers ignore",
    });
  });
});

describe("what cannot sign is refused, for nobody would tell", () => {
  const encrypted = privateKey
    .export({ type: "pkcs8", format: "pem", cipher: "aes-256-cbc", passphrase: "plum" })
    .toString();
  test.for([
    ["Ed448", pem(generateKeyPairSync("ed448").privateKey), /key, not ed448/],
    ["EC", pem(generateKeyPairSync("ec", { namedCurve: "P-256" }).privateKey), /key, not ec/],
    [
      "RSA-PSS",
      pem(generateKeyPairSync("rsa-pss", { modulusLength: 1024 }).privateKey),
      /not rsa-pss/,
    ],
    [
      "RSA of 768 bits",
      pem(generateKeyPairSync("rsa", { modulusLength: 768 }).privateKey),
      /not 768/,
    ],
    ["behind a passphrase", encrypted, /passphrase/],
    [
      "the public half",
      publicKey.export({ type: "spki", format: "pem" }).toString(),
      /private key/,
    ],
    ["cut short", KEY.slice(0, 300), /private key/],
    ["a file's name", "/etc/postern/dkim.pem", /private key/],
  ] as const)("a key that is %s", ([, given, words]) => {
    const read = readDkim([GOOD, { ...GOOD, privateKey: given }]);
    expect(read).toMatchObject({
      at: 1,
      part: "privateKey",
      words: expect.stringMatching(words) as string,
    });
    expect(JSON.stringify(read)).not.toContain(given.split("\n")[1] ?? given);
  });

  test.for(["acme", "acme.example.", "https://acme.example", '"acme.example"', " acme.example"])(
    "the domain %j",
    (domain) => expect(readDkim([{ ...GOOD, domain }])).toMatchObject({ part: "domain" }),
  );

  test.for(["s1._domainkey", "s1.", "s 1", '"s1"', "s1;t=y"])("the selector %j", (selector) => {
    expect(readDkim([{ ...GOOD, selector }])).toMatchObject({ part: "selector" });
  });

  test("by the library when the mailer is made", () => {
    const smtp = {
      host: "localhost",
      port: 25,
      secure: false,
      from: "Acme <no-reply@acme.example>",
    };
    expect(() => smtpMailer({ ...smtp, dkim: { ...GOOD, privateKey: "a key" } })).toThrow(
      /^smtpMailer: dkim\.privateKey: give an RSA or Ed25519 private key/,
    );
    expect(() => smtpMailer({ ...smtp, from: '"Acme <no-reply@acme.example>"' })).toThrow(
      /^smtpMailer: give a sender as from/,
    );
  });
});
