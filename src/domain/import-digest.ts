// By what a user of another system is known again, when the same file is imported once more.

import { hash } from "node:crypto";

/**
 * The digest of a user's id in another system, or of the address where there is no id. It says nothing about either, so it
 * stays when the user is deleted, and a second import does not bring them back.
 */
export const importDigest = (
  system: string,
  { foreignId, key }: { readonly foreignId: string | null; readonly key: string },
): string =>
  hash(
    "sha256",
    JSON.stringify(foreignId === null ? [system, "address", key] : [system, foreignId]),
    "base64url",
  );
