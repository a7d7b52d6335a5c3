#!/bin/sh
# cose-to-jwk 1.1.0, jose 6.2.18: the key of a passkey as a "JWK" is refused by jose and by Web Crypto.
#
# Expected: the output of a converter from COSE to JWK goes into whatever reads JWK. Seen: alg is "ECDSA_w_SHA256", the name
# of FIDO's registry, where RFC 7518 section 3.1 has "ES256", and x and y are Base64 with "+", "/" and "=", where RFC 7518
# section 6.2.1 wants base64url without padding. jose's importJWK() throws JOSENotSupported, crypto.subtle.importKey() a
# DataError, and the thumbprint of RFC 7638 is another one than that of the same key as Node.js writes it, so a key is not
# found again by it. Node's createPublicKey() and jwk-to-pem, for which the package was made, look past both.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-fund --no-audit --ignore-scripts cose-to-jwk@1.1.0 jose@6.2.18
cat >try.mjs <<'JS'
import { createPublicKey, generateKeyPairSync, webcrypto } from "node:crypto";
import coseToJwk from "cose-to-jwk";
import { calculateJwkThumbprint, importJWK } from "jose";

const { publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
const own = publicKey.export({ format: "jwk" });
const part = (coordinate) => Buffer.from(coordinate, "base64url");
const head = (hex) => Buffer.from(hex, "hex");
const cose = Buffer.concat([head("a5010203262001215820"), part(own.x), head("225820"), part(own.y)]);
const converted = coseToJwk(cose);

const outcome = (act) =>
  Promise.resolve()
    .then(act)
    .then(
      () => "read",
      ({ name, code, message }) => `${code ?? name}: ${message}`,
    );
const ecdsa = { name: "ECDSA", namedCurve: "P-256" };
const readers = {
  "jose's importJWK": (key) => importJWK(key),
  "crypto.subtle": (key) => webcrypto.subtle.importKey("jwk", key, ecdsa, true, ["verify"]),
  createPublicKey: (key) => createPublicKey({ key, format: "jwk" }),
};
console.log(`cose-to-jwk 1.1.0, jose 6.2.18, Node ${process.version}`);
console.log("converted:", JSON.stringify(converted));
const seen = [];
for (const [name, read] of Object.entries(readers)) {
  const words = await outcome(() => read(converted));
  const control = await outcome(() => read({ ...own, alg: "ES256" }));
  console.log(`${name.padEnd(17)} ${words} (by Node.js: ${control})`);
  seen.push(words.split(":")[0], control);
}
const isSameThumbprint =
  (await calculateJwkThumbprint(converted)) === (await calculateJwkThumbprint(own));
console.log("the same thumbprint:", isSameThumbprint);
const isAsSeen =
  seen.join(" ") === "ERR_JOSE_NOT_SUPPORTED read 0 read read read" &&
  converted.alg === "ECDSA_w_SHA256" &&
  converted.x.endsWith("=") &&
  !isSameThumbprint;
console.log(isAsSeen ? "As seen: no JWK." : "CHANGED");
process.exitCode = isAsSeen ? 0 : 1;
JS
node try.mjs
