import { describe, expect, test } from "vitest";
import { bytesOf, type Kind, WRONG } from "../../../../test/foreign-hashes/passwords.ts";
import { md5Crypt } from "./md5-crypt.ts";

/** The text again for a password, with the salt and the magic that the text names. */
function again(password: Buffer, stored: string): string {
  const [, magic, salt = ""] = stored.split("$");
  return md5Crypt(password, salt, magic === "1" ? "$1$" : "$apr1$");
}

describe("MD5-crypt", () => {
  test.for<[string, Kind, string]>([
    ["libxcrypt 4.4.33", "plain", "$1$jSrmIUAP$sr5wyyCsyYpUwEHWQOyTy0"],
    ["libxcrypt 4.4.33", "composed", "$1$L6MJ1R0.$Vz1F3CACxnRMtNk/uO.vC1"],
    ["libxcrypt 4.4.33", "decomposed", "$1$DpZO7foH$jzlPEFjlEs4UAT0SxduVQ0"],
    ["libxcrypt 4.4.33", "spaces", "$1$gNFCiKBH$HIW2NqQYgzMkHXhHQOYRL0"],
    ["libxcrypt 4.4.33", "long", "$1$Pj9pWtGa$GuXe2T6D6N8jrMXiQLaTj."],
    ["Dovecot 2.3.19", "plain", "$1$VVCX3wtS$SDEyu0amT.JkBxVwzvYjT/"],
    ["passlib 1.7.4", "plain", "$1$FfcYGWEw$zoJvnieZyRqvU926/iJwS."],
    ["PHP 8.2", "long", "$1$saltsalt$KeDH8F2RWLAEnkCzcDx7m1"],
    ["htpasswd 2.4", "plain", "$apr1$7yu0fb8L$T.vYVTOX8Fl3MNR55dFmU."],
    ["htpasswd 2.4", "composed", "$apr1$p0123keX$vz/deUQhFPVu8RLUsIQZr."],
    ["htpasswd 2.4", "decomposed", "$apr1$bT1OAAar$DzMQOvdGADB.FK0inctFR/"],
    ["htpasswd 2.4", "spaces", "$apr1$1MLVHmBQ$.ado.gYzf/3czCeHNFnXg/"],
    ["htpasswd 2.4", "long", "$apr1$WxazfWm.$b0uKds.nR423WGm4xQCTe/"],
    ["passlib 1.7.4", "plain", "$apr1$cgt7Vnnx$Ghtx4vPCxTgKvgD0qHwki0"],
  ])("is that of %s, %s password: %s", ([, kind, stored]) => {
    expect(again(bytesOf(kind), stored)).toBe(stored);
    for (const wrong of WRONG) expect(again(wrong, stored)).not.toBe(stored);
  });

  test("takes the first eight characters of a longer salt", () => {
    expect(md5Crypt(bytesOf("plain"), "saltsaltsalt", "$1$")).toBe(
      "$1$saltsalt$BsXyQbZiQujHkdhwPwdol.",
    );
  });
});
