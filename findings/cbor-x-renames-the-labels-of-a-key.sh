#!/bin/sh
# cbor-x 1.6.9: a COSE public key that is decoded and encoded again is no longer a COSE key.
#
# Expected: encode(decode(bytes)) of a small canonical map of CBOR gives the same map. Seen: the labels of the key, the
# integers 1, 3, -1, -2 and -3, come back as text ("1", "-3"), since maps become objects, and the length takes three
# bytes in place of one. A Map does not help, as it is written behind tag 259. @simplewebauthn/server 14.0.3 reads
# neither. One needs new Encoder({ mapsAsObjects: false, useTag259ForMaps: false }).
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-fund --no-audit --ignore-scripts cbor-x@1.6.9 @simplewebauthn/server@14.0.3
cat >try.mjs <<'JS'
import { generateKeyPairSync } from "node:crypto";
import { decodeCredentialPublicKey } from "@simplewebauthn/server/helpers";
import { Encoder, decode, encode } from "cbor-x";

const { x, y } = generateKeyPairSync("ec", { namedCurve: "P-256" }).publicKey.export({
  format: "jwk",
});
const part = (coordinate) => Buffer.from(coordinate, "base64url");
const head = (hex) => Buffer.from(hex, "hex");
const key = Buffer.concat([head("a5010203262001215820"), part(x), head("225820"), part(y)]);
const asMap = new Map([
  [1, 2],
  [3, -7],
  [-1, 1],
  [-2, part(x)],
  [-3, part(y)],
]);
const set = new Encoder({ mapsAsObjects: false, useTag259ForMaps: false });
const forms = {
  "the key": key,
  "decoded and encoded": encode(decode(key)),
  "a Map encoded": encode(asMap),
  "with the settings": set.encode(set.decode(key)),
};
function keyType(bytes) {
  try {
    const read = decodeCredentialPublicKey(bytes);
    return read instanceof Map ? String(read.get(1)) : `none, but a ${read.constructor.name}`;
  } catch (error) {
    return error.message;
  }
}
const labels = [...set.decode(encode(decode(key))).keys()];
console.log(`cbor-x 1.6.9, @simplewebauthn/server 14.0.3, Node ${process.version}`);
console.log("labels of a key that was decoded and encoded:", JSON.stringify(labels));
const seen = Object.entries(forms).map(([name, bytes]) => {
  const reads = keyType(new Uint8Array(bytes));
  console.log(`${name.padEnd(20)} ${bytes.subarray(0, 6).toString("hex")}..., key type: ${reads}`);
  return reads;
});
const isAsSeen =
  seen.join(" | ") === "2 | Length not supported or not well formed | none, but a CBORTag | 2" &&
  labels.every((label) => typeof label === "string") &&
  forms["with the settings"].equals(key);
console.log(isAsSeen ? "As seen: the labels are text." : "CHANGED");
process.exitCode = isAsSeen ? 0 : 1;
JS
node try.mjs
