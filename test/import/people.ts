// Users with everything that a record can carry, the same ones each time.

import type { UserRecord } from "../../src/domain/user-record.ts";
import { recoveryCodeDigest } from "../../src/domain/recovery-code.ts";
import { days, hours } from "../../src/domain/time.ts";

const BEGAN = Date.UTC(2019, 4, 6, 7, 8, 9, 123);

const HEX = "0123456789abcdef";

const idOf = (n: number): string =>
  `${n.toString(16).padStart(8, "0")}-7c1e-4d3a-9b1f-1c2d3e4f5a6b`;

const bcrypt = {
  scheme: "bcrypt",
  algorithms: [{ name: "bcrypt", setting: "$2b$10$T8LcfWPoilx4k2sAtP0zu." }],
  expected: "OFpha1RhVERCS2E2MEdZYmtQVGd1QllZMmQ4Z2ZLN3k=",
};

/** Every part is there, and missing, in some. */
export function person(n: number): UserRecord {
  const registeredOn = BEGAN + n * hours(1);
  const later = registeredOn + days(1);
  const isConfirmed = n % 5 > 0;
  const id = idOf(n);
  return {
    id,
    ...(n % 3 === 0 && { foreignId: `old ${n}` }),
    email: `Person${n}@d${n % 7}.example`,
    registeredOn,
    registeredWith: n % 2 === 0 ? "Firefox on Linux" : "Django",
    ...(n % 11 === 0 && { nextPath: `/carts/${n}` }),
    ...(isConfirmed && { confirmedOn: later, confirmedVia: n % 2 === 0 ? "link" : "import" }),
    ...(n % 50 === 1 && { roles: ["admin", "editor"] }),
    ...(n % 4 === 0 && { language: "de" }),
    ...(n % 6 === 0 && { source: "conference" }),
    ...(n % 9 === 0 && { fields: { nick: `Zoë \u{1f600} "${n}"` } }),
    ...(n % 8 === 0 && { terms: [{ version: "2", acceptedOn: later }] }),
    ...(n % 97 === 0 && { disabledOn: later }),
    ...(n % 89 === 0 && { deletesOn: Date.UTC(2031, 0, 1) }),
    ...(n % 83 === 0 && { emailFrozenUntil: Date.UTC(2032, 0, 1) }),
    ...(n % 10 > 0 && {
      password: {
        hash:
          n % 2 === 0 ? `$quick$salt${n}$${"x".repeat(43)}` : `foreign:${JSON.stringify(bcrypt)}`,
        createdOn: later,
        ...(n % 3 === 0 && { lastUsedOn: later + 1 }),
      },
    }),
    ...(n % 7 === 0 && { passwordChangedOn: later }),
    ...factorsOf(n, id, later),
  };
}

function factorsOf(n: number, id: string, on: number): Partial<UserRecord> {
  if (n % 12 !== 1) return n % 12 === 2 ? { factors: 2 } : {};
  return {
    factors: 2,
    totp: [{ secret: "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ", createdOn: on, lastUsedOn: on + 2 }],
    recoveryCodes: Array.from({ length: 10 }, (_, at) => ({
      digest: recoveryCodeDigest(id, `${HEX[at]}${n}`),
      createdOn: on,
    })).toSorted((one, other) => (one.digest < other.digest ? -1 : 1)),
    passkeys: Array.from({ length: 1 + (n % 3) }, (_, at) => ({
      id: Buffer.from(`passkey ${at} of ${n}`).toString("base64url"),
      publicKey: "pQECAyYgASFYIE",
      counter: at * n,
      transports: ["internal", "hybrid"],
      backup: "done" as const,
      aaguid: "01020304-0506-0708-0102-030405060708",
      ...(at === 1 && { userHandle: "CQkJCQkJCQkJCQkJCQkJCQ" }),
      ...(at > 0 && { name: `key ${at}` }),
      rpId: "postern.example",
      twoFactors: at !== 2,
      createdOn: on,
      ...(at > 0 && { lastUsedOn: on + at }),
    })),
  };
}
