#!/bin/sh
# fido2-lib 3.5.9 and @passwordless-id/webauthn 2.4.0: a passkey is registered, and no log-in with it ever succeeds.
#
# Expected: a library refuses a kind of key at the registration, when the person still has another way in, or it verifies its
# signatures. Seen: fido2-lib, told in cryptoParams to allow ES384 and ES512, registers such keys, and every log-in throws
# "Unsupported key format"; @passwordless-id/webauthn names EdDSA among its algorithms and registers such keys, and every
# log-in throws that only RS256 and ES256 are supported. @simplewebauthn/server 14.0.3 verifies all of them. So what a
# library can verify is to be tried by a log-in, not by a registration.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-fund --no-audit --ignore-scripts fido2-lib@3.5.9 @passwordless-id/webauthn@2.4.0 \
  @simplewebauthn/server@14.0.3 cborg@4.2.18
cat >try.mjs <<'JS'
import { createHash, generateKeyPairSync, sign } from "node:crypto";
import { server } from "@passwordless-id/webauthn";
import { verifyAuthenticationResponse, verifyRegistrationResponse } from "@simplewebauthn/server";
import { encode } from "cborg";
import { Fido2Lib } from "fido2-lib";

const origin = "https://example.com";
const challenge = Buffer.from("a challenge of the server").toString("base64url");
const algorithms = { ES256: -7, EdDSA: -8, ES384: -35, ES512: -36 };
const base64url = (bytes) => Buffer.from(bytes).toString("base64url");
const bytes = (text) => Buffer.from(text, "base64url");
const sha256 = (data) => createHash("sha256").update(data).digest();

/** A software authenticator with one key: the key, how it signs, and its hash. */
function authenticator(name) {
  const curve = { ES256: "P-256", ES384: "P-384", ES512: "P-521" }[name];
  const pair =
    curve === undefined
      ? generateKeyPairSync("ed25519")
      : generateKeyPairSync("ec", { namedCurve: curve });
  const { x, y } = pair.publicKey.export({ format: "jwk" });
  const number = { "P-256": 1, "P-384": 2, "P-521": 3 }[curve];
  const key =
    curve === undefined
      ? [[1, 1], [3, -8], [-1, 6], [-2, bytes(x)]]
      : [[1, 2], [3, algorithms[name]], [-1, number], [-2, bytes(x)], [-3, bytes(y)]];
  const hash = { ES256: "sha256", ES384: "sha384", ES512: "sha512" }[name] ?? null;
  const id = Buffer.from("credential");
  const head = (flags) => Buffer.concat([sha256("example.com"), Buffer.from([flags, 0, 0, 0, 0])]);
  const clientData = (type) => Buffer.from(JSON.stringify({ type, challenge, origin }));
  const created = [head(0x45), Buffer.alloc(16), Buffer.from([0, id.length]), id];
  const authData = Buffer.concat([...created, encode(new Map(key))]);
  const known = head(5);
  const signed = Buffer.concat([known, sha256(clientData("webauthn.get"))]);
  const answer = (response) => ({
    id: base64url(id),
    rawId: base64url(id),
    type: "public-key",
    clientExtensionResults: {},
    response: Object.fromEntries(
      Object.entries(response).map(([part, value]) => [part, base64url(value)]),
    ),
  });
  return {
    registration: answer({
      clientDataJSON: clientData("webauthn.create"),
      attestationObject: encode({ fmt: "none", attStmt: {}, authData }),
      authenticatorData: authData,
      publicKey: pair.publicKey.export({ type: "spki", format: "der" }),
    }),
    login: answer({
      clientDataJSON: clientData("webauthn.get"),
      authenticatorData: known,
      signature: sign(hash, signed, pair.privateKey),
    }),
  };
}

const site = { expectedChallenge: challenge, expectedOrigin: origin, expectedRPID: "example.com" };
const libraries = {
  async "fido2-lib"({ registration, login }) {
    const library = new Fido2Lib({ rpId: "example.com", cryptoParams: Object.values(algorithms) });
    // A new object for each call, as the library changes what it is given.
    const expected = () => ({ rpId: "example.com", challenge, origin, factor: "either" });
    const buffers = ({ response, ...answer }) => ({
      ...answer,
      id: new Uint8Array(bytes(answer.id)).buffer,
      rawId: new Uint8Array(bytes(answer.id)).buffer,
      response: Object.fromEntries(
        Object.entries(response).map(([part, value]) => [part, new Uint8Array(bytes(value)).buffer]),
      ),
    });
    const { authnrData } = await library.attestationResult(buffers(registration), expected());
    const publicKey = authnrData.get("credentialPublicKeyPem");
    return () =>
      library.assertionResult(buffers(login), {
        ...expected(),
        publicKey,
        prevCounter: 0,
        userHandle: null,
      });
  },
  async "@passwordless-id/webauthn"({ registration, login }, name) {
    const response = { ...registration.response, publicKeyAlgorithm: algorithms[name] };
    const told = { ...registration, response, user: { name: "ada", id: "1" } };
    const { credential } = await server.verifyRegistration(told, { challenge, origin });
    const expected = { challenge, origin, userVerified: true };
    return () => server.verifyAuthentication(login, credential, expected);
  },
  async "@simplewebauthn/server"({ registration, login }) {
    const supportedAlgorithmIDs = Object.values(algorithms);
    const { registrationInfo } = await verifyRegistrationResponse({
      ...site,
      response: registration,
      supportedAlgorithmIDs,
    });
    const { credential } = registrationInfo;
    return async () => {
      const { verified } = await verifyAuthenticationResponse({
        ...site,
        response: login,
        credential,
      });
      if (!verified) throw new Error("not verified");
    };
  },
};

const outcome = (act) =>
  act().then(
    (value) => ({ words: "accepted", value }),
    ({ message }) => ({ words: `refused (${message.slice(0, 60)})` }),
  );
const never = [];
console.log(`Node ${process.version}`);
for (const [library, register] of Object.entries(libraries)) {
  for (const name of Object.keys(algorithms)) {
    const registered = await outcome(() => register(authenticator(name), name));
    const login = registered.value === undefined ? undefined : await outcome(registered.value);
    console.log(
      `${library.padEnd(25)} ${name} registration ${registered.words}, log-in ${login?.words ?? "-"}`,
    );
    if (login !== undefined && login.words !== "accepted") never.push(`${library} ${name}`);
  }
}
const known = "fido2-lib ES384; fido2-lib ES512; @passwordless-id/webauthn EdDSA";
const isAsSeen = never.join("; ") === known;
console.log(isAsSeen ? "As seen: registered, and refused ever after." : "CHANGED");
process.exitCode = isAsSeen ? 0 : 1;
JS
node try.mjs
