#!/bin/sh
# @passwordless-id/webauthn 2.4.0: about 1 of 130 genuine ES256 log-ins is refused.
#
# Expected: a signature that an authenticator made is accepted, always. Seen: "Invalid signature" when r or s, the two
# integers of 32 bytes, begins with a zero byte. DER leaves leading zeros out, so such an integer is shorter, and the
# library does not pad it again for the form of fixed length that WebCrypto wants. Each integer does so once in 256
# times, whoever logs in, so a second try helps and the fault is hard to find again. Node accepts all of these
# signatures. Signatures are made here until one of each kind has come up.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-fund --no-audit --ignore-scripts @passwordless-id/webauthn@2.4.0
cat >try.mjs <<'JS'
import { createHash, generateKeyPairSync, sign, verify } from "node:crypto";
import { server } from "@passwordless-id/webauthn";

const base64url = (bytes) => Buffer.from(bytes).toString("base64url");
const sha256 = (bytes) => createHash("sha256").update(bytes).digest();
const { publicKey, privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
const challenge = base64url("a challenge of the server");
const origin = "https://example.com";
const clientData = Buffer.from(JSON.stringify({ type: "webauthn.get", challenge, origin }));
const authenticatorData = Buffer.concat([sha256("example.com"), Buffer.from([5, 0, 0, 0, 0])]);
const signed = Buffer.concat([authenticatorData, sha256(clientData)]);
const credential = {
  id: base64url("credential"),
  publicKey: base64url(publicKey.export({ type: "spki", format: "der" })),
  algorithm: "ES256",
  transports: ["internal"],
};

// The kind of a signature in DER (30 length, 02 length r, 02 length s): which integers have fewer than 256 bits.
function kindOf(signature) {
  const r = signature.subarray(4, 4 + signature[3]);
  const s = signature.subarray(4 + signature[3] + 2);
  const isShort = (integer) => integer.length < 32 || (integer.length === 32 && integer[0] === 0);
  return `${isShort(r) ? "short" : "full"} r, ${isShort(s) ? "short" : "full"} s`;
}

const logsIn = (signature) =>
  server
    .verifyAuthentication(
      {
        id: credential.id,
        rawId: credential.id,
        type: "public-key",
        clientExtensionResults: {},
        response: {
          clientDataJSON: base64url(clientData),
          authenticatorData: base64url(authenticatorData),
          signature: base64url(signature),
        },
      },
      credential,
      { challenge, origin, userVerified: true },
    )
    .then(
      () => "accepted",
      ({ message }) => message.replace(/:.*/, ""),
    );

const seen = new Map();
for (let i = 0; i < 100_000 && seen.size < 3; i += 1) {
  const signature = sign("sha256", signed, privateKey);
  const kind = kindOf(signature);
  if (seen.has(kind) || kind === "short r, short s") continue;
  const inNode = verify("sha256", signed, publicKey, signature) ? "accepted" : "refused";
  seen.set(kind, `Node: ${inNode}, the library: ${await logsIn(signature)}`);
}
console.log(`@passwordless-id/webauthn 2.4.0, Node ${process.version}`);
for (const [kind, outcome] of [...seen].toSorted()) console.log(`${kind.padEnd(15)}  ${outcome}`);
const refused = "Node: accepted, the library: Invalid signature";
const isAsSeen =
  seen.get("full r, full s") === "Node: accepted, the library: accepted" &&
  seen.get("short r, full s") === refused &&
  seen.get("full r, short s") === refused;
console.log(isAsSeen ? "As seen: genuine signatures are refused." : "CHANGED");
process.exitCode = isAsSeen ? 0 : 1;
JS
node try.mjs
