import { describe, expect, test } from "vitest";
import { bytesOf, type Kind, WRONG } from "../../../../test/foreign-hashes/passwords.ts";
import { sunMd5 } from "./sun-md5.ts";

describe("Sun's MD5", () => {
  test.for<[string, Kind, string]>([
    ["libxcrypt 4.4.33", "plain", "$md5,rounds=63941$PIepY.FU$$jwm7hRdX1izGfugN20qeb."],
    ["libxcrypt 4.4.33", "composed", "$md5,rounds=72676$d4hKNoP8$$5SlWX6BH6zD46nR1k6rzB/"],
    ["libxcrypt 4.4.33", "decomposed", "$md5,rounds=76951$QJ7iBECg$$R3N/blUunLCek5wt.bmkW."],
    ["libxcrypt 4.4.33", "spaces", "$md5,rounds=63758$chI2dKHJ$$X5FahDKKMDxI5HGEHwUyA."],
    ["libxcrypt 4.4.33", "long", "$md5,rounds=76276$/L1g02e9$$kM5FYb/tT05Pav34ltIi31"],
    ["passlib 1.7.4", "plain", "$md5,rounds=34000$vm.G9uqo$$27FEt9ntiaJ7eAkVFO4mj1"],
  ])("is that of %s, %s password: %s", ([, kind, stored]) => {
    expect(sunMd5(bytesOf(kind), stored)).toBe(stored);
    expect(sunMd5(Buffer.from("Correct horse battery staple"), stored)).not.toBe(stored);
  });

  test("has 4096 rounds without a number, and one or two dollars before the hash", () => {
    // Of the tests of passlib 1.7.4.
    for (const [password, stored] of [
      ["Gpcs3_adm", "$md5$zrdhpMlZ$$wBvMOEqbSjU.hu5T2VEP01"],
      ["aa12345678", "$md5$vyy8.OVF$$FY4TWzuauRl4.VQNobqMY."],
      ["this", "$md5$3UqYqndY$$6P.aaWOoucxxq.l00SS9k0"],
      ["passwd", "$md5$RPgLF6IJ$WTvAlUJ7MqH5xak2FMEwS/"],
    ] as const) {
      expect(sunMd5(Buffer.from(password), stored)).toBe(stored);
      for (const wrong of WRONG) expect(sunMd5(wrong, stored)).not.toBe(stored);
    }
  });
});
