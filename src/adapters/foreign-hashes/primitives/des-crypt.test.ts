import { describe, expect, test } from "vitest";
import { bytesOf, type Kind, WRONG } from "../../../../test/foreign-hashes/passwords.ts";
import { bigCrypt, bsdiCrypt, desCrypt } from "./des-crypt.ts";
import { des, desKeys } from "./des.ts";

test("DES is that of FIPS 46-3, also by the variable keys and plaintexts of NIST SP 800-17", () => {
  const hex = (text: string): Buffer => Buffer.from(text, "hex");
  for (const [key, plain, encrypted] of [
    ["133457799bbcdff1", "0123456789abcdef", "85e813540f0ab405"],
    ["0101010101010101", "8000000000000000", "95f8a5e5dd31d900"],
    ["0101010101010101", "0000000000000001", "166b40b44aba4bd6"],
    ["8001010101010101", "0000000000000000", "95a8d72813daa94d"],
  ] as const) {
    expect(des(desKeys(hex(key)), hex(plain)).toString("hex")).toBe(encrypted);
  }
});

describe("traditional crypt", () => {
  test.for<[string, Kind, string]>([
    ["libxcrypt 4.4.33", "plain", "V1nsH3qrTKhow"],
    ["libxcrypt 4.4.33", "composed", "5cqjV7.tB6FN6"],
    ["libxcrypt 4.4.33", "decomposed", "5zl5R.tHN1pKo"],
    ["libxcrypt 4.4.33", "spaces", "245AG71JKxdnY"],
    ["libxcrypt 4.4.33", "long", "9gotyWQqGEIdU"],
    ["htpasswd 2.4", "plain", "TQVFdp.WMLV6Y"],
    ["htpasswd 2.4", "composed", "J.eX7gfrsd.Ms"],
    ["PHP 8.2", "decomposed", "rl.xz2uyO5ijQ"],
  ])("is that of %s, %s password: %s", ([, kind, stored]) => {
    expect(desCrypt(bytesOf(kind), stored)).toBe(stored);
    for (const wrong of WRONG) expect(desCrypt(wrong, stored)).not.toBe(stored);
  });

  test("looks at seven bits of eight bytes", () => {
    expect(desCrypt(Buffer.from("correct sea"), "V1")).toBe("V1nsH3qrTKhow");
    expect(desCrypt(Buffer.from("correct ".replace("c", "\xe3"), "latin1"), "V1")).toBe(
      "V1nsH3qrTKhow",
    );
    expect(desCrypt(Buffer.from("correct"), "V1")).not.toBe("V1nsH3qrTKhow");
  });
});

describe("bigcrypt", () => {
  test.for<[Kind, string]>([
    ["plain", "VdKZN0TvAbnQAUm/jSPXmpv2tTXko5WJkVcBwBs/Ldh2aE"],
    ["composed", "XOlONqvLdirV6/z9SItnJdvI1i2NJcGDlHwb74qMuqjHtY"],
    ["decomposed", "nJv2JHI.qv3AE2b.ZCpqRx1s2OmSc26nU6.9aeJM99SQf2"],
    ["spaces", "BjL/6Ol1aaztsQCkTm9Jgtu.ZKW8x8t0X56"],
    [
      "long",
      "ets5AFeYK.chgpROCONdQTa.q9f123FIIE6JmRegxVErAUsSHIW4Ky8SgLw.OWjduqLMc80hn0EUzwgqCdAitNuMTwyTuhekIbnho680YclHkFfk",
    ],
  ])("is that of OpenLDAP 2.5, %s password", ([kind, stored]) => {
    expect(bigCrypt(bytesOf(kind), stored)).toBe(stored);
    for (const wrong of WRONG) expect(bigCrypt(wrong, stored)).not.toBe(stored);
    expect(bigCrypt(bytesOf(kind).subarray(0, -1), stored)).not.toBe(stored);
  });

  test("is traditional crypt for up to eight bytes, and ends after 128", () => {
    expect(bigCrypt(Buffer.from("correct "), "V1")).toBe("V1nsH3qrTKhow");
    expect(bigCrypt(Buffer.alloc(500, "a"), "V1")).toBe(bigCrypt(Buffer.alloc(128, "a"), "V1"));
  });
});

describe("BSDi's crypt", () => {
  test.for<[Kind, string]>([
    ["plain", "_J9..1yaNwICcU3FIudM"],
    ["composed", "_J9..alWX2W7ovu/1f1g"],
    ["decomposed", "_J9..EVIArQcqjl4N5zg"],
    ["spaces", "_J9..hurbDnA0AZW2Bfg"],
    ["long", "_J9..8A4.nyK7OjUlnho"],
  ])("is that of libxcrypt 4.4.33, %s password: %s", ([kind, stored]) => {
    expect(bsdiCrypt(bytesOf(kind), stored)).toBe(stored);
    for (const wrong of WRONG) expect(bsdiCrypt(wrong, stored)).not.toBe(stored);
    expect(bsdiCrypt(bytesOf(kind).subarray(0, -1), stored)).not.toBe(stored);
  });
});
