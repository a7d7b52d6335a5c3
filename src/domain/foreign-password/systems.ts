// What the name of a system says that its stored forms do not: which spelling it hashes, and what it does before.

import { isFields, type Fields } from "../shape.ts";
import { auth0 } from "./auth0.ts";
import { fromBase64, fromHex, fromText } from "./bytes.ts";
import type { Form, Step } from "./foreign-password.ts";
import {
  digest,
  type Draft,
  firebase,
  type Given,
  hashNamed,
  number,
  pbkdf2,
  type Reading,
  word,
} from "./row.ts";

export type System = {
  readonly forms?: readonly Form[];
  /** Before everything else. */
  readonly steps?: (given: Given) => readonly Step[];
  /** For forms that are only known by the columns beside them; undefined where the text says it all. */
  readonly read?: (given: Given) => Reading | undefined;
};

const SYSTEMS: Readonly<Record<string, System>> = {
  // Before version 4 Flask-Security did not normalise.
  "flask-security": { forms: ["nfkd", "typed"], steps: flaskSecurity },
  // Its forms trim, where Django's own do not.
  "django-allauth": { forms: ["typed", "trimmed"] },
  devise: { steps: ({ parameters }) => (parameters.pepper ? [{ do: "append" }] : []) },
  // What bcrypt would cut off, Symfony hashes first.
  symfony: {
    steps: ({ stored }) =>
      stored.text.startsWith("$2")
        ? [{ do: "digest", hash: "sha512", to: "base64", over: 72 }]
        : [],
    read: symfony,
  },
  wordpress: { forms: ["typed", "trimmed", "slashed"] },
  // Its forms escape everything for HTML.
  phpbb: { forms: ["escaped"] },
  "better-auth": { forms: ["nfkc"] },
  lucia: { forms: ["nfkc"] },
  redwood: { forms: ["nfc"] },
  meteor: { steps: () => [{ do: "digest", hash: "sha256", to: "hex" }] },
  firebase: { read: fromFirebase },
  discourse: { read: discourse },
  keycloak: { read: keycloak },
  auth0: { read: auth0 },
};

export const systemNamed = (name: string | undefined): System =>
  (name !== undefined && Object.hasOwn(SYSTEMS, name) ? SYSTEMS[name] : undefined) ?? {};

/** Signs with SECURITY_PASSWORD_SALT, except for Django's hashes and by an option. */
function flaskSecurity({ stored, parameters }: Given): readonly Step[] {
  const isBare = parameters.singleHash === true || /^[a-z0-9_]+\$/.test(stored.text);
  return isBare ? [] : [{ do: "hmac", hash: "sha512", to: "base64" }];
}

function fromFirebase({ stored, parameters }: Given): Reading | undefined {
  if (stored.text.startsWith("$")) return undefined;
  if (parameters.firebase === undefined)
    return { cannot: "Firebase's hashes without its hash_config (--parameters)" };
  return firebase(parameters.firebase, stored.salt, stored.text);
}

/** Three columns; the salt is its text. Older rows have no algorithm. */
function discourse({ stored }: Given): Draft {
  const algorithm = word(stored.details?.["password_algorithm"] ?? "$pbkdf2-sha256$i=64000,l=32$");
  const rounds = /^\$pbkdf2-sha256\$i=(\d+),l=32\$$/.exec(algorithm)?.[1];
  return pbkdf2("sha256", rounds, fromText(stored.salt), fromHex(stored.text));
}

/** Its hashers with a salt: told apart by their length, unless parameters say it. */
function symfony({ stored, parameters }: Given): Draft | undefined {
  if (!stored.salt || stored.text.startsWith("$")) return undefined;
  const {
    hasher,
    algorithm = "sha512",
    encodeAsBase64 = true,
    iterations,
    keyLength = 40,
  } = parameters.symfony ?? {};
  const key = encodeAsBase64 ? fromBase64(stored.text) : fromHex(stored.text);
  const isPbkdf2 =
    hasher === "pbkdf2" ||
    (hasher === undefined && Buffer.from(key ?? "", "base64").length === keyLength);
  if (isPbkdf2)
    return {
      ...pbkdf2(hashNamed(algorithm), iterations ?? 1000, fromText(stored.salt), key),
      steps: [],
    };
  return {
    ...digest(hashNamed(algorithm), [], key),
    scheme: "symfony-message-digest",
    algorithms: [
      {
        name: "digest",
        hash: hashNamed(algorithm),
        rounds: (iterations ?? 5000) - 1,
        mixing: true,
      },
    ],
    steps: [{ do: "append", bytes: fromText(`{${stored.salt}}`) }],
  };
}

function json(text: unknown): Fields | undefined {
  if (typeof text !== "string") return isFields(text) ? text : undefined;
  try {
    return json(JSON.parse(text));
  } catch {
    return undefined;
  }
}

/** `secretData` is the text, `credentialData` the details. Further numbers are lists of texts. */
function keycloak({ stored }: Given): Reading {
  const secret = json(stored.text) ?? { value: stored.text, salt: stored.salt };
  const data = json(stored.details?.["credentialData"] ?? stored.details) ?? {};
  const more = json(data["additionalParameters"]) ?? {};
  const one = (name: string): string => word([more[name]].flat()[0]);
  const [key, salt] = [secret["value"], secret["salt"]].map((each) =>
    typeof each === "string" ? each : undefined,
  );
  const rounds = word(data["hashIterations"]);
  const algorithm = word(data["algorithm"]);
  if (algorithm.startsWith("pbkdf2")) {
    return pbkdf2(
      hashNamed(algorithm.slice(7) || "sha1"),
      rounds,
      fromBase64(salt),
      fromBase64(key),
    );
  }
  if (algorithm !== "argon2") return { cannot: `Keycloak's ${algorithm}` };
  const version = one("version") === "1.0" ? 16 : 19;
  const bare = (text: string | undefined): string => (fromBase64(text) ?? "?").replace(/=/g, "");
  const costs = `m=${number(one("memory"))},t=${rounds},p=${number(one("parallelism"))}`;
  return { again: `$argon2${one("type")}$v=${version}$${costs}$${bare(salt)}$${bare(key)}` };
}
