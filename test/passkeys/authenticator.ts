// An authenticator without hardware: makes passkeys and signs with them, as WebAuthn Level 3, 6, says.

import { createHash, generateKeyPairSync, randomBytes, sign, type KeyObject } from "node:crypto";

/** What a page gives to the browser. */
export type Question = {
  readonly challenge: string;
  readonly rp?: { readonly id: string };
  readonly rpId?: string;
  readonly user?: { readonly id: string };
  readonly allowCredentials?: readonly { readonly id: string }[];
  readonly excludeCredentials?: readonly { readonly id: string }[];
  readonly authenticatorSelection?: { readonly userVerification: string };
  readonly userVerification?: string;
};

export type Algorithm = "ES256" | "EdDSA" | "RS256";

export type Kept = {
  readonly id: string;
  readonly rpId: string;
  readonly userHandle: string;
  readonly key: KeyObject;
  counter: number;
};

export type AuthenticatorOptions = {
  readonly origin?: string;
  readonly algorithm?: Algorithm;
  /** Whether it checks who holds it. A key that does not is no whole sign-in. */
  readonly verifies?: boolean;
  /** How much its counter grows with each use; passkeys that are copied between devices report 0 for ever. */
  readonly counts?: number;
  readonly transports?: readonly string[];
  /** Changes the data of the client before it is signed, as an attacker's program could. */
  readonly client?: Readonly<Record<string, unknown>>;
};

const ALGORITHMS = { ES256: -7, EdDSA: -8, RS256: -257 } as const;

/** Keeps its passkeys in `passkeys`; `create` and `get` answer with the text that a page's form sends. */
export function authenticator({
  origin = "https://postern.example",
  algorithm = "ES256",
  verifies = true,
  counts = 1,
  transports = ["internal"],
  client = {},
}: AuthenticatorOptions = {}) {
  const passkeys: Kept[] = [];

  const clientData = (type: string, challenge: string): Buffer =>
    Buffer.from(JSON.stringify({ type, challenge, origin, crossOrigin: false, ...client }));

  const authData = (rpId: string, counter: number, made?: Buffer): Buffer => {
    const flags = 0x01 | (verifies ? 0x04 : 0) | (counts === 0 ? 0x18 : 0) | (made ? 0x40 : 0);
    const count = Buffer.alloc(4);
    count.writeUInt32BE(counter);
    return Buffer.concat([sha256(rpId), Buffer.from([flags]), count, made ?? Buffer.alloc(0)]);
  };

  return {
    passkeys,
    /** Makes a passkey. Throws as browsers do if it has one of the user's. */
    create({ options }: { readonly options: Question }): string {
      const rpId = options.rp?.id ?? "";
      const excluded = (options.excludeCredentials ?? []).map(({ id }) => id);
      if (passkeys.some(({ id }) => excluded.includes(id))) throw new Error("InvalidStateError");
      const { publicKey, privateKey: key } = pairOf(algorithm);
      const id = randomBytes(32);
      const kept = { id: id.toString("base64url"), rpId, userHandle: options.user?.id ?? "", key };
      passkeys.push({ ...kept, counter: counts });
      const length = Buffer.from([0, id.length]);
      const made = Buffer.concat([Buffer.alloc(16), length, id, coseOf(algorithm, publicKey)]);
      const attestation = map([
        [text("fmt"), text("none")],
        [text("attStmt"), map([])],
        [text("authData"), bytes(authData(rpId, counts, made))],
      ]);
      return answer(kept.id, {
        clientDataJSON: clientData("webauthn.create", options.challenge).toString("base64url"),
        attestationObject: attestation.toString("base64url"),
        transports,
      });
    },
    /** Signs with the newest passkey that was made for this site, of those that are asked for. */
    get({ options }: { readonly options: Question }): string {
      const asked = (options.allowCredentials ?? []).map(({ id }) => id);
      const passkey = passkeys.findLast(
        ({ id, rpId }) => rpId === options.rpId && (asked.length === 0 || asked.includes(id)),
      );
      if (passkey === undefined) throw new Error("NotAllowedError");
      passkey.counter += counts;
      const data = authData(passkey.rpId, passkey.counter);
      const clientDataJSON = clientData("webauthn.get", options.challenge);
      const signed = Buffer.concat([data, sha256(clientDataJSON)]);
      const digest = algorithm === "EdDSA" ? null : "sha256";
      return answer(passkey.id, {
        clientDataJSON: clientDataJSON.toString("base64url"),
        authenticatorData: data.toString("base64url"),
        signature: sign(digest, signed, passkey.key).toString("base64url"),
        userHandle: passkey.userHandle,
      });
    },
  };
}

export type Authenticator = ReturnType<typeof authenticator>;

const answer = (id: string, response: Readonly<Record<string, unknown>>): string =>
  JSON.stringify({ id, rawId: id, type: "public-key", clientExtensionResults: {}, response });

const sha256 = (data: string | Buffer): Buffer => createHash("sha256").update(data).digest();

const pairOf = (algorithm: Algorithm) =>
  algorithm === "ES256"
    ? generateKeyPairSync("ec", { namedCurve: "P-256" })
    : algorithm === "EdDSA"
      ? generateKeyPairSync("ed25519")
      : generateKeyPairSync("rsa", { modulusLength: 2048 });

/** A public key in COSE (RFC 9053, 7). */
function coseOf(algorithm: Algorithm, key: KeyObject): Buffer {
  const { x, y, n, e } = key.export({ format: "jwk" });
  const part = (value: string | undefined): Buffer => bytes(Buffer.from(value ?? "", "base64url"));
  const alg: Entry = [int(3), int(ALGORITHMS[algorithm])];
  if (algorithm === "RS256")
    return map([[int(1), int(3)], alg, [int(-1), part(n)], [int(-2), part(e)]]);
  const isCurve = algorithm === "ES256";
  return map([
    [int(1), int(isCurve ? 2 : 1)],
    alg,
    [int(-1), int(isCurve ? 1 : 6)],
    [int(-2), part(x)],
    ...(isCurve ? [[int(-3), part(y)] as Entry] : []),
  ]);
}

type Entry = readonly [Buffer, Buffer];

/** The head of a CBOR item (RFC 8949, 3). */
function head(type: number, value: number): Buffer {
  if (value < 24) return Buffer.from([(type << 5) | value]);
  if (value < 256) return Buffer.from([(type << 5) | 24, value]);
  return Buffer.from([(type << 5) | 25, value >> 8, value & 255]);
}

const int = (value: number): Buffer => (value < 0 ? head(1, -1 - value) : head(0, value));
const bytes = (value: Buffer): Buffer => Buffer.concat([head(2, value.length), value]);
const text = (value: string): Buffer => Buffer.concat([head(3, value.length), Buffer.from(value)]);
const map = (entries: readonly Entry[]): Buffer =>
  Buffer.concat([head(5, entries.length), ...entries.flat()]);
