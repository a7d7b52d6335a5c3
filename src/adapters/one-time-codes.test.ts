import { describe, expect, test } from "vitest";
import { seededRandom } from "../testing/random.ts";
import { oneTimeCodes } from "./one-time-codes.ts";
import { systemRandom } from "./system-random.ts";

/** "12345678901234567890", the secret of RFC 6238, appendix B. */
const SECRET = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";

/** Of appendix B, the last six of its eight digits; oathtool 2.6.7 makes the same. */
const CODES = [
  [59, "287082"],
  [1111111109, "081804"],
  [1111111111, "050471"],
  [1234567890, "005924"],
  [2000000000, "279037"],
  [20000000000, "353130"],
] as const;

const { newSecret, uri, stepOf } = oneTimeCodes(systemRandom);

const NOW = 1234567890_000;
const STEP = 41152263;

describe("a code of an app", () => {
  test.for(CODES)("at %d seconds is %s, as in RFC 6238", ([time, code]) => {
    expect(stepOf(SECRET, code, time * 1_000)).toBe(Math.floor(time / 30));
  });

  test("of a secret that another system made is the same", () => {
    expect(stepOf("PBHDG5SSG5YFCMTTKQ4XOWJUPJFTQ3KC", "569750", 59_000)).toBe(1);
  });

  test("fits one step before and after its own, and says which it is of", () => {
    const steps = [-2, -1, 0, 1, 2].map((away) => stepOf(SECRET, "005924", NOW + away * 30_000));
    expect(steps).toEqual([undefined, STEP, STEP, STEP, undefined]);
  });

  test("fits further away if more steps are looked at", () => {
    expect(stepOf(SECRET, "005924", NOW + 3_000_000, 120)).toBe(STEP);
    expect(stepOf(SECRET, "005924", NOW - 3_000_000, 120)).toBe(STEP);
    expect(stepOf(SECRET, "005924", NOW + 3_631_000, 120)).toBeUndefined();
  });

  test("of the first minute of all time has no step before it", () => {
    expect(stepOf(SECRET, "755224", 0)).toBe(0);
    expect(stepOf(SECRET, "000000", 0, 5)).toBeUndefined();
  });

  test("of another secret does not fit", () => {
    expect(stepOf(newSecret(), "005924", NOW)).toBeUndefined();
  });

  test.for([
    "005924",
    "005 924",
    " 00 59 24 ",
    "005-924",
    "005\u00a0924",
    "\u200e005924\u200f",
    "٠٠٥٩٢٤",
    "०० ५९ २४",
    "００５９２４",
  ])("is accepted as %j", (typed) => {
    expect(stepOf(SECRET, typed, NOW)).toBe(STEP);
  });

  test.for([
    "",
    "5924",
    "05924",
    "0005924",
    "00592A",
    "-05924",
    "ééé",
    "²²²²²²",
    "0".repeat(9_000),
  ])("%j is none", (typed) => expect(stepOf(SECRET, typed, NOW)).toBeUndefined());
});

describe("a new secret", () => {
  test("has 160 bits in base32, without padding, from the random port", () => {
    expect(newSecret()).toMatch(/^[A-Z2-7]{32}$/);
    expect(newSecret()).not.toBe(newSecret());
    expect(oneTimeCodes(seededRandom("a")).newSecret()).toBe(
      oneTimeCodes(seededRandom("a")).newSecret(),
    );
    const twenty = { bytes: () => Buffer.from("12345678901234567890") };
    expect(oneTimeCodes(twenty).newSecret()).toBe(SECRET);
  });
});

describe("the URI of a QR code", () => {
  const uriOf = (issuer: string, account = "ada+tag@example.com"): string =>
    uri({ secret: SECRET, issuer, account });

  test("says everything in the way that every app reads", () => {
    expect(uriOf("My App")).toBe(
      "otpauth://totp/My%20App:ada%2Btag%40example.com?issuer=My%20App" +
        `&secret=${SECRET}&algorithm=SHA1&digits=6&period=30`,
    );
  });

  test.for([
    ["Ada: Shop", "Ada Shop"],
    ["https://app.example", "app.example"],
    ["https://app.example:8443/x?y=1&z#f", "app.example 8443/x?y=1&z#f"],
    ["a+b", "a+b"],
    ["50% off", "50% off"],
    ["Größe & Söhne", "Größe & Söhne"],
    ["日本：アプリ", "日本 アプリ"],
    ["  two\n lines ", "two lines"],
    ["half \ud83d", "half \ufffd"],
  ] as const)("of the brand %j names it as %j, in its label and its issuer", ([brand, name]) => {
    const read = new URL(uriOf(brand));
    const [issuer, account, ...others] = read.pathname.slice(1).split(":").map(decodeURIComponent);
    expect([issuer?.replace(/^\/totp\//, ""), account, others]).toEqual([
      name,
      "ada+tag@example.com",
      [],
    ]);
    expect(read.searchParams.get("issuer")).toBe(name);
    expect(read.search.replaceAll("%2B", "")).not.toContain("+");
    expect(decodeURIComponent(/issuer=([^&]*)/.exec(uriOf(brand))![1]!)).toBe(name);
  });

  test("of a brand or an address of colons is still one", () => {
    expect(uriOf(":", '"a:b"@example.com')).toBe(
      `otpauth://totp/%22a%20b%22%40example.com?secret=${SECRET}&algorithm=SHA1&digits=6&period=30`,
    );
  });
});
