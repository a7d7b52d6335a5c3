#!/bin/sh
# @oslojs/otp 1.1.0, @epic-web/totp 4.0.1, time2fa 1.4.2: "Example Tools" is read as "Example+Tools".
#
# Expected: an issuer with a blank, written into an otpauth address by one library, is the same when another reads it.
# Seen: these three write the parameters as a form does, a blank as "+"; the parsers of otpauth 9.5.2 and @otplib/uri
# 13.5.0 decode percent signs only, as Google's description of the address has it, and give "Example+Tools". The issuer
# before the label, in the same address, has %20. A plus that belongs to a name is %2B in all of them, so that a reader
# may take a bare one for a blank.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-fund --no-audit --ignore-scripts @oslojs/otp@1.1.0 @epic-web/totp@4.0.1 time2fa@1.4.2 otplib@13.5.0 @otplib/uri@13.5.0 otpauth@9.5.2
cat >try.mjs <<'JS'
import { getTOTPAuthUri } from "@epic-web/totp";
import { createTOTPKeyURI } from "@oslojs/otp";
import { parse } from "@otplib/uri";
import { TOTP, URI } from "otpauth";
import { generateURI } from "otplib";
import * as time2fa from "time2fa";

const secret = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP";
const issuer = "Example Tools";
const user = "ada@example.org";
const addresses = {
  "@oslojs/otp": createTOTPKeyURI(issuer, user, new Uint8Array(20).fill(65), 30, 6),
  "@epic-web/totp": getTOTPAuthUri({
    secret,
    issuer,
    accountName: user,
    period: 30,
    digits: 6,
    algorithm: "SHA-1",
  }),
  time2fa: time2fa.Totp.generateKey({ issuer, user }).url,
  otplib: generateURI({ secret, issuer, label: user }),
  otpauth: String(new TOTP({ secret, issuer, label: user })),
};
console.log(`Node ${process.version}, issuer "${issuer}"`);
const read = Object.entries(addresses).map(([maker, address]) => {
  const written = /[?&]issuer=([^&]*)/.exec(address)[1];
  const seen = [URI.parse(address).issuer, parse(address).params.issuer];
  console.log(
    `${maker.padEnd(15)} writes ${written.padEnd(16)} otpauth and otplib read ${seen.join(" and ")}`,
  );
  return seen.join();
});
const isAsSeen =
  read.join(" | ") ===
  [
    ...Array(3).fill("Example+Tools,Example+Tools"),
    ...Array(2).fill("Example Tools,Example Tools"),
  ].join(" | ");
console.log(isAsSeen ? "As seen: a plus where a blank was." : "CHANGED");
process.exitCode = isAsSeen ? 0 : 1;
JS
node try.mjs
