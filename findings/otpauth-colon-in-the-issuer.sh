#!/bin/sh
# otpauth 9.5.2: it does not read back its own address when the issuer has a colon.
#
# Expected: URI.parse(String(totp)) has the issuer and the label that totp had; the maker writes the colon of the issuer
# as %3A so that the one colon in between stays clear. Seen: the parser decodes first and splits at the first colon
# then, so that the label of "https://example.com" becomes "//example.com:ada@example.org" (the issuer is right, from
# its parameter). When it is written again, the label is wrong for good. An issuer without a colon is the way out.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-fund --no-audit --ignore-scripts otpauth@9.5.2
cat >try.mjs <<'JS'
import { TOTP, URI, version } from "otpauth";

const secret = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP";
function readBack(issuer) {
  const written = String(new TOTP({ secret, issuer, label: "ada@example.org" }));
  const read = URI.parse(written);
  return { path: written.slice(0, written.indexOf("?")), issuer: read.issuer, label: read.label };
}
const plain = readBack("Example & Co");
const address = readBack("https://example.com");
const colon = readBack("Example: Tools");
console.log(`otpauth ${version}, Node ${process.version}, label "ada@example.org"`);
for (const seen of [plain, address, colon]) console.log(JSON.stringify(seen));
const isAsSeen =
  plain.label === "ada@example.org" &&
  address.issuer === "https://example.com" &&
  address.label === "//example.com:ada@example.org" &&
  colon.label === " Tools:ada@example.org";
console.log(isAsSeen ? "As seen: the label holds the rest of the issuer." : "CHANGED");
process.exitCode = isAsSeen ? 0 : 1;
JS
node try.mjs
