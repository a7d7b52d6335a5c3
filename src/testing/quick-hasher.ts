// Hashes that take no time: what most tests are about is not hashing.

import { createHash, randomBytes } from "node:crypto";
import type { PasswordHasher } from "../ports/password-hasher.ts";

const PREFIX = "$quick$";

/** Salted as a real hash is, and as quick to guess as to make: for tests, never for people's passwords. */
export const quickHasher = (): PasswordHasher => ({
  hash: async (password) => hashOf(password, randomBytes(12).toString("base64url")),
  verify: async (stored, password) =>
    stored !== undefined && stored === hashOf(password, stored.split("$")[2] ?? ""),
  isOutdated: (stored) => !stored.startsWith(PREFIX),
});

const hashOf = (password: string, salt: string): string =>
  `${PREFIX}${salt}$${createHash("sha256").update(`${salt}$${password}`).digest("base64url")}`;
