// Hashes that take no time, for tests that are not about hashing.

import { createHash, randomBytes } from "node:crypto";
import type { PasswordHasher } from "../ports/password-hasher.ts";

const PREFIX = "$quick$";

/** Salted like a real hash, but as fast to guess as to make: for tests, never for people's passwords. */
export const quickHasher = (): PasswordHasher => ({
  hash: async (password) => hashOf(password, randomBytes(12).toString("base64url")),
  verify: async (stored, password) =>
    stored !== undefined && stored === hashOf(password, stored.split("$")[2] ?? ""),
  isOutdated: (stored) => !stored.startsWith(PREFIX),
});

const hashOf = (password: string, salt: string): string =>
  `${PREFIX}${salt}$${createHash("sha256").update(`${salt}$${password}`).digest("base64url")}`;
