import { createPublicKey, generateKeyPairSync, type KeyObject } from "node:crypto";
import { expect, test } from "vitest";
import { checkDkim } from "../../src/cli/doctor/dkim.ts";
import type { Message } from "../../src/ports/mailer.ts";
import type { Zone } from "../dns/dns-server.ts";
import { zoneDns } from "../dns/zone-dns.ts";

const rsa = generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey;
const other = generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey;
const ed25519 = generateKeyPairSync("ed25519").privateKey;

const spki = (key: KeyObject): Buffer =>
  createPublicKey(key).export({ type: "spki", format: "der" });
const P = spki(rsa).toString("base64");
const BARE = spki(ed25519).subarray(-32).toString("base64");

const signing = (selector: string, key: KeyObject) => ({
  domain: "example.com",
  selector,
  privateKey: key.export({ type: "pkcs8", format: "pem" }).toString(),
});

const MAIL: Message = {
  to: "accounts@example.com",
  subject: "Test",
  text: "Hello.\n",
  html: "<p>Hello.</p>",
  messageId: "<1@example.com>",
  date: 0,
  about: { id: "1", kind: "test", links: [] },
};

/** What is told where these texts are published at the selectors. */
const told = (
  published: Readonly<Record<string, readonly string[]>>,
  keys = [signing("r", rsa)],
) => {
  const zone: Zone = Object.fromEntries(
    Object.entries(published).map(([selector, texts]) => [
      `${selector}._domainkey.example.com`,
      texts.map((txt) => ({ txt })),
    ]),
  );
  const options = { from: "Acme <accounts@example.com>", dkim: keys };
  return checkDkim(zoneDns(zone), options, MAIL);
};

test("a key is sound only after a mail was signed and verified with the published one, each of several by itself", async () => {
  const keys = [signing("r", rsa), signing("e", ed25519)];
  const published = { r: [`v=DKIM1; k=rsa; p=${P}`], e: [`v=DKIM1; k=ed25519; p=${BARE}`] };
  const sound = await told(published, keys);
  expect(sound.map(({ state }) => state)).toEqual(["ok", "ok"]);
  expect(sound.map(({ seen }) => seen)).toEqual([
    "a mail signed here is verified with the key at r._domainkey.example.com",
    "a mail signed here is verified with the key at e._domainkey.example.com; receivers differ on Ed25519: those that do not know it use the RSA key",
  ]);
  const half = await told({ ...published, e: [`k=ed25519; p=${BARE.replace(/^./, "x")}`] }, keys);
  expect(half.map(({ state }) => state)).toEqual(["ok", "problem"]);
  expect(half[1]?.record?.value).toBe(`v=DKIM1; k=ed25519; p=${BARE}`);
});

const broken: readonly [words: string, texts: readonly string[], seen: RegExp][] = [
  ["another key", [`v=DKIM1; p=${spki(other).toString("base64")}`], /not the one that signs/],
  ["escaped semicolons", [`v=DKIM1\\; k=rsa\\; p=${P}`], /escaped/],
  ["quotes", [`"v=DKIM1; k=rsa; p=${P}"`], /quotes/],
  [
    "a whole PEM file",
    [`v=DKIM1; p=-----BEGIN PUBLIC KEY-----${P}-----END PUBLIC KEY-----`],
    /PEM file/,
  ],
  ["another text beside it", ["hello=world", `v=DKIM1; p=${P}`], /2 TXT records/],
  ["a revoked key", ["v=DKIM1; p="], /revoked/],
  ["a key for the web", [`v=DKIM1; s=web; p=${P}`], /not for email/],
  ["SHA-1 alone", [`v=DKIM1; h=sha1; p=${P}`], /does not allow sha256/],
  ["another kind", [`v=DKIM1; k=ed25519; p=${P}`], /another kind of key/],
  ["a version in small letters", [`v=dkim1; p=${P}`], /v=dkim1 is unknown/],
];
test.each(broken)("%s is a problem, and what to publish is told", async (_, texts, seen) => {
  const [found] = await told({ r: texts });
  expect(found).toMatchObject({
    state: "problem",
    record: { name: "r._domainkey.example.com", value: `v=DKIM1; k=rsa; p=${P}` },
  });
  expect(found?.seen).toMatch(seen);
});

const doubtful: readonly [words: string, text: string, seen: RegExp][] = [
  ["the kind in capitals", `v=DKIM1; k=RSA; p=${P}`, /k=RSA is not taken by all/],
  ["two semicolons", `v=DKIM1;; p=${P}`, /two semicolons/],
  ["several services", `v=DKIM1; s=email:web; p=${P}`, /s=email:web/],
  ["the key twice", `v=DKIM1; p=${P}; p=${P}`, /p is there twice/],
  ["test mode", `v=DKIM1; t=y; p=${P}`, /t=y: receivers may treat mails as unsigned/],
];
test.each(doubtful)(
  "%s is a warning, although it works at most receivers",
  async (_, text, seen) => {
    const [found] = await told({ r: [text] });
    expect(found).toMatchObject({ state: "warning" });
    expect(found?.seen).toMatch(seen);
  },
);
