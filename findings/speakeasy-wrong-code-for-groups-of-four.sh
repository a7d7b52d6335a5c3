#!/bin/sh
# speakeasy 2.0.0: a secret in groups of four gives another code, without an error.
#
# Expected: the secret as applications show it ("JBSW Y3DP ...") gives the code of the secret without blanks, or an
# error. Seen: a code of six digits that no application shows, since a blank is decoded as if it were an A. Of the
# others, otpauth 9.5.2 reads over blanks, and otplib 13.5.0 and totp-generator 2.0.1 throw. So a secret that was copied
# with its blanks is accepted at the set-up, and no code is ever right.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-fund --no-audit --ignore-scripts speakeasy@2.0.0 otpauth@9.5.2 otplib@13.5.0 totp-generator@2.0.1
cat >try.mjs <<'JS'
import { Secret, TOTP } from "otpauth";
import { generate } from "otplib";
import speakeasy from "speakeasy";
import { TOTP as Generator } from "totp-generator";

const plain = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP";
const grouped = plain.replace(/(.{4})(?=.)/g, "$1 ");
const time = 1_700_000_000;
const makers = {
  speakeasy: (secret) => speakeasy.totp({ secret, encoding: "base32", time }),
  otpauth: (secret) =>
    new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: time * 1000 }),
  otplib: (secret) => generate({ secret, epoch: time }),
  "totp-generator": async (secret) =>
    (await Generator.generate(secret, { timestamp: time * 1000 })).otp,
};
const seen = {};
console.log(`speakeasy 2.0.0, Node ${process.version}, "${grouped}"`);
for (const [name, code] of Object.entries(makers)) {
  const outcome = async (secret) => {
    try {
      return await code(secret);
    } catch (error) {
      return `throws ${error.message.split(".")[0]}`;
    }
  };
  seen[name] = [await outcome(plain), await outcome(grouped)];
  console.log(`${name.padEnd(15)} plain: ${seen[name][0]}, grouped: ${seen[name][1]}`);
}
const isAsSeen =
  Object.values(seen).every(([code]) => code === "406058") &&
  seen.speakeasy[1] === "696301" &&
  seen.otpauth[1] === "406058" &&
  seen.otplib[1].startsWith("throws") &&
  seen["totp-generator"][1].startsWith("throws");
console.log(isAsSeen ? "As seen: another code, without an error." : "CHANGED");
process.exitCode = isAsSeen ? 0 : 1;
JS
node try.mjs
