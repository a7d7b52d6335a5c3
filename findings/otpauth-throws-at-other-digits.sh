#!/bin/sh
# otpauth 9.5.2: validate() throws a RangeError for six digits of another script.
#
# Expected: a token that is not right makes validate() return null, as it does for letters and for five digits. Seen:
# six Arabic-Indic digits, as a phone with an Arabic keyboard types them, throw "Input buffers must have the same byte
# length", so does any other token of six UTF-16 units that is not ASCII. Lengths are compared as characters, contents
# as UTF-8 bytes. A route that relies on null answers with status 500. Bring digits into ASCII (or refuse them) before
# the call.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-fund --no-audit --ignore-scripts otpauth@9.5.2
cat >try.mjs <<'JS'
import { TOTP, version } from "otpauth";

const totp = new TOTP({ secret: "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP" });
const timestamp = 1_700_000_000_000;
const token = totp.generate({ timestamp });
const inArabic = [...token].map((digit) => String.fromCodePoint(0x660 + Number(digit))).join("");
const inThai = [...token].map((digit) => String.fromCodePoint(0xe50 + Number(digit))).join("");
function outcome(given) {
  try {
    return String(totp.validate({ token: given, timestamp }));
  } catch (error) {
    return `${error.name}: ${error.message}`;
  }
}
const seen = {
  "the code": outcome(token),
  "six letters": outcome("abcdef"),
  "five digits": outcome(token.slice(1)),
  "the code in Arabic-Indic digits": outcome(inArabic),
  "the code in Thai digits": outcome(inThai),
};
console.log(`otpauth ${version}, Node ${process.version}`);
for (const [what, result] of Object.entries(seen)) console.log(`${what}:`.padEnd(33), result);
const [right, letters, five, arabic, thai] = Object.values(seen);
const isAsSeen =
  right === "0" &&
  letters === "null" &&
  five === "null" &&
  [arabic, thai].every((result) => result.startsWith("RangeError"));
console.log(isAsSeen ? "As seen: an error in place of null." : "CHANGED");
process.exitCode = isAsSeen ? 0 : 1;
JS
node try.mjs
