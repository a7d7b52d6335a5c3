import type { AuthenticationResponseJSON, RegistrationResponseJSON } from "@simplewebauthn/server";
import { fieldsIn, type PasskeyAnswer } from "../domain/passkey.ts";
import { PASSKEY_ALGORITHMS, type PasskeyExpectation, type Passkeys } from "../ports/passkeys.ts";

/** Takes a tenth of a second and 16 MB, so only a site where somebody uses a passkey loads it. */
const library = () => import("@simplewebauthn/server");

/**
 * Passkeys, checked by `@simplewebauthn/server`.
 *
 * The library throws for most of what is wrong with an answer, and for an answer of an odd form. All of that is one
 * refusal here.
 */
export function passkeys(): Passkeys {
  return {
    async readMade(answer, expected) {
      const { verifyRegistrationResponse } = await library();
      if (isFramed(answer)) return undefined;
      const checked = await refusing(async () =>
        verifyRegistrationResponse({
          ...asked(expected),
          requireUserPresence: expected.isQuiet !== true,
          response: await withoutAttestation(answer.json as unknown as RegistrationResponseJSON),
          supportedAlgorithmIDs: [...PASSKEY_ALGORITHMS],
        }),
      );
      if (checked?.verified !== true) return undefined;
      const { credential, aaguid, credentialDeviceType, credentialBackedUp } =
        checked.registrationInfo;
      const canBackUp = credentialDeviceType === "multiDevice";
      return {
        id: credential.id,
        counter: credential.counter,
        publicKey: Buffer.from(credential.publicKey).toString("base64url"),
        transports: textsIn(credential.transports),
        backup: credentialBackedUp ? "done" : canBackUp ? "possible" : "none",
        aaguid,
      };
    },
    async readUsed(answer, { publicKey }, expected) {
      const { verifyAuthenticationResponse } = await library();
      if (isFramed(answer)) return undefined;
      const checked = await refusing(() =>
        verifyAuthenticationResponse({
          ...asked(expected),
          response: answer.json as unknown as AuthenticationResponseJSON,
          // No counter is behind this one.
          credential: {
            id: answer.id,
            publicKey: new Uint8Array(Buffer.from(publicKey, "base64url")),
            counter: 0,
          },
        }),
      );
      if (checked?.verified !== true) return undefined;
      const { newCounter, userVerified } = checked.authenticationInfo;
      return { counter: newCounter, isVerified: userVerified };
    },
  };
}

/**
 * Leaves out what an authenticator says about who made it. That is not asked for and not judged, and for some
 * authenticators the library would fetch lists of revoked certificates.
 */
async function withoutAttestation(
  answer: RegistrationResponseJSON,
): Promise<RegistrationResponseJSON> {
  const { decodeAttestationObject, isoBase64URL, isoCBOR } =
    await import("@simplewebauthn/server/helpers");
  const { response } = answer;
  const made = decodeAttestationObject(isoBase64URL.toBuffer(response.attestationObject));
  const none = new Map<string, unknown>([
    ["fmt", "none"],
    ["attStmt", new Map()],
    ["authData", made.get("authData")],
  ]);
  const attestationObject = isoBase64URL.fromBuffer(isoCBOR.encode(none as never));
  return { ...answer, response: { ...response, attestationObject } };
}

const asked = ({ challenge, rpId, origins, isVerified }: PasskeyExpectation) => ({
  expectedChallenge: challenge,
  expectedRPID: rpId,
  expectedOrigin: [...origins],
  requireUserVerification: isVerified,
});

async function refusing<Value>(check: () => Promise<Value>): Promise<Value | undefined> {
  try {
    return await check();
  } catch {
    return undefined;
  }
}

/**
 * Whether a frame in a page of another site asked. No page of Postern's may be in one, and the library lets some pass.
 */
function isFramed({ json }: PasskeyAnswer): boolean {
  const { clientDataJSON } = json["response"] as Readonly<Record<string, unknown>>;
  const client =
    typeof clientDataJSON === "string"
      ? fieldsIn(Buffer.from(clientDataJSON, "base64url").toString("utf8"))
      : undefined;
  return client === undefined || client["crossOrigin"] === true || "topOrigin" in client;
}

const textsIn = (transports: unknown): readonly string[] =>
  Array.isArray(transports)
    ? transports
        .filter((each): each is string => typeof each === "string")
        .slice(0, MOST_TRANSPORTS)
    : [];

/** Twice as many as there are. */
const MOST_TRANSPORTS = 16;
