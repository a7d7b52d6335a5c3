// Answers of Chromium's virtual authenticators (Chrome 156, by @simplewebauthn/browser 14.0.0), and of our own.

import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { promisify } from "node:util";
import { describe, expect, test } from "vitest";
import { authenticator, type Algorithm } from "../../test/passkeys/authenticator.ts";
import { parsePasskeyAnswer, type PasskeyAnswer } from "../domain/passkey.ts";
import type { PasskeyExpectation } from "../ports/passkeys.ts";
import { passkeys } from "./passkeys.ts";

type Answer = {
  readonly id: string;
  readonly response: Readonly<Record<string, unknown>>;
};

type Recorded = {
  readonly label: string;
  readonly origin: string;
  readonly rpId: string;
  readonly made: { readonly challenge: string; readonly answer: Answer };
  readonly used: { readonly challenge: string; readonly answer: Answer };
  readonly expected: {
    readonly id: string;
    readonly publicKey: string;
    readonly counter: number;
    readonly transports: readonly string[];
    readonly aaguid: string;
    readonly userVerified: boolean;
    readonly backedUp: boolean;
  };
};

const RECORDED = JSON.parse(
  readFileSync(new URL("../../test/passkeys/chromium-156.json", import.meta.url), "utf8"),
) as readonly Recorded[];

const { readMade, readUsed } = passkeys();

const asAnswer = (answer: unknown): PasskeyAnswer => parsePasskeyAnswer(JSON.stringify(answer))!;

const fits = (
  { origin, rpId }: Pick<Recorded, "origin" | "rpId">,
  challenge: string,
  isVerified = false,
): PasskeyExpectation => ({ challenge, rpId, origins: [origin], isVerified });

test.for(RECORDED)("$label: is read when it is made, and when it is used", async (recorded) => {
  const { made, used, expected } = recorded;
  const { id, publicKey, counter, transports, aaguid, backedUp } = expected;
  const backup = backedUp ? "done" : "none";
  expect(await readMade(asAnswer(made.answer), fits(recorded, made.challenge))).toEqual({
    id,
    publicKey,
    counter,
    transports,
    aaguid,
    backup,
  });
  const answer = asAnswer(used.answer);
  expect(await readUsed(answer, expected, fits(recorded, used.challenge))).toEqual({
    counter: 2,
    isVerified: expected.userVerified,
  });
});

test.for(RECORDED)(
  "$label: fits where a check of its holder is demanded, or not",
  async (recorded) => {
    const { made, used, expected } = recorded;
    const strict = fits(recorded, used.challenge, true);
    const isRead = (await readUsed(asAnswer(used.answer), expected, strict)) !== undefined;
    expect(isRead).toBe(expected.userVerified);
    const making = await readMade(asAnswer(made.answer), fits(recorded, made.challenge, true));
    expect(making !== undefined).toBe(expected.userVerified);
  },
);

/** The same answer with other data of the client. */
function withClient({ id, response, ...rest }: Answer, change: Readonly<Record<string, unknown>>) {
  const text = Buffer.from(String(response["clientDataJSON"]), "base64url").toString();
  const client = { ...(JSON.parse(text) as object), ...change };
  const clientDataJSON = Buffer.from(JSON.stringify(client)).toString("base64url");
  return { id, ...rest, response: { ...response, clientDataJSON } };
}

const flipped = (text: unknown): string => {
  const bytes = Buffer.from(String(text), "base64url");
  bytes[bytes.length - 1]! ^= 1;
  return bytes.toString("base64url");
};

const [first] = RECORDED as [Recorded, ...Recorded[]];
const { origin } = first;

test.for<[string, Partial<PasskeyExpectation>, ((answer: Answer) => unknown)?]>([
  ["another origin", { origins: ["http://localhost:1"] }],
  ["an origin that only begins alike", { origins: [`${origin}0`] }],
  ["another domain", { rpId: "example.com" }],
  ["another challenge", { challenge: "L6S6ljLDdWKfZ7Tog9ojMZKXWYuCwp1w6i-32Dk_BQt" }],
  ["a frame of another site", {}, (answer) => withClient(answer, { crossOrigin: true })],
  [
    "a page that frames it",
    {},
    (answer) => withClient(answer, { topOrigin: "https://evil.example" }),
  ],
  ["another kind of answer", {}, (answer) => withClient(answer, { type: "payment.get" })],
  ["an id that is not its own", {}, (answer) => ({ ...answer, rawId: "AAAA" })],
  ["no data of the client", {}, (answer) => ({ ...answer, response: {} })],
  [
    "data of the client that is no JSON",
    {},
    ({ response, ...rest }) => ({
      ...rest,
      response: { ...response, clientDataJSON: "AAAA" },
    }),
  ],
  [
    "a number for the data of the client",
    {},
    ({ response, ...rest }) => ({
      ...rest,
      response: { ...response, clientDataJSON: 7 },
    }),
  ],
])("an answer with %s fits nothing", async ([, changes, change = (answer) => answer]) => {
  const { made, used, expected } = first;
  const using = { ...fits(first, used.challenge), ...changes };
  expect(await readUsed(asAnswer(change(used.answer)), expected, using)).toBeUndefined();
  const making = { ...fits(first, made.challenge), ...changes };
  expect(await readMade(asAnswer(change(made.answer)), making)).toBeUndefined();
});

test.for<[string, (response: Answer["response"]) => object]>([
  ["signature", ({ signature }) => ({ signature: flipped(signature) })],
  ["counter", ({ authenticatorData }) => ({ authenticatorData: flipped(authenticatorData) })],
  ["form of its signature", () => ({ signature: "bm9uc2Vuc2U" })],
])("an answer with a changed %s is not the passkey's", async ([, change]) => {
  const { used, expected } = first;
  const { response, ...rest } = used.answer;
  const answer = asAnswer({ ...rest, response: { ...response, ...change(response) } });
  expect(await readUsed(answer, expected, fits(first, used.challenge))).toBeUndefined();
});

test("an answer of one passkey is not another's", async () => {
  const { used } = first;
  const other = RECORDED[1]!.expected;
  expect(await readUsed(asAnswer(used.answer), other, fits(first, used.challenge))).toBeUndefined();
});

const SITE = { rpId: "postern.example", origin: "https://postern.example" };

describe("an authenticator", () => {
  test.for<[Algorithm]>([["ES256"], ["EdDSA"], ["RS256"]])(
    "signs with %s, on every supported Node",
    async ([algorithm]) => {
      const key = authenticator({ algorithm });
      const asked = { challenge: "AAAA", rp: { id: SITE.rpId }, rpId: SITE.rpId };
      const answer = parsePasskeyAnswer(key.create({ options: asked }))!;
      const made = await readMade(answer, fits(SITE, "AAAA", true));
      const used = parsePasskeyAnswer(key.get({ options: asked }))!;
      expect(await readUsed(used, made!, fits(SITE, "AAAA", true))).toEqual({
        counter: 2,
        isVerified: true,
      });
    },
  );

  test.for<[unknown, readonly string[]]>([
    [
      ["internal", "hybrid"],
      ["internal", "hybrid"],
    ],
    [
      ["tube-mail", "usb"],
      ["tube-mail", "usb"],
    ],
    [[], []],
    [undefined, []],
    ["usb", []],
    [["usb", 7, null], ["usb"]],
  ])("that reports the transports %j is taken at its word", async ([reported, kept]) => {
    const { made } = first;
    const response = { ...made.answer.response, transports: reported };
    const answer = asAnswer({ ...made.answer, response });
    expect((await readMade(answer, fits(first, made.challenge)))?.transports).toEqual(kept);
  });

  test("that says who made it is not judged by that", async () => {
    const recorded = RECORDED.find(({ label }) => label.startsWith("U2F"))!;
    const { answer, challenge } = recorded.made;
    const object = Buffer.from(String(answer.response["attestationObject"]), "base64url");
    // In the middle of the maker's certificate.
    object[object.indexOf("x5c") + 40]! ^= 0xff;
    const attestationObject = object.toString("base64url");
    const changed = { ...answer, response: { ...answer.response, attestationObject } };
    expect((await readMade(asAnswer(changed), fits(recorded, challenge)))?.id).toBe(answer.id);
  });
});

test("a site where nobody uses a passkey does not load the library", async () => {
  // The library adds to `Reflect` when it is loaded.
  const source = `await import(${JSON.stringify(new URL("../index.ts", import.meta.url).href)});
    process.stdout.write(String(Reflect.getMetadata));`;
  const run = promisify(execFile)(process.execPath, ["--input-type=module", "--eval", source]);
  expect((await run).stdout).toBe("undefined");
});
