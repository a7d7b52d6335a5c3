// Whether servers would start with this secret.

import { KEY_HELP, keyMarks } from "../../domain/key-mark.ts";
import { parseKeyRing } from "../../domain/key-ring.ts";
import type { KeyMarkStore } from "../../ports/key-mark-store.ts";
import { problem, type Finding } from "./finding.ts";

/** A problem if the database was used with another secret. Without a secret that can be used, nothing is compared. */
export async function checkKey(
  store: Pick<KeyMarkStore, "listKeyMarks">,
  secret: string,
): Promise<readonly Finding[]> {
  const ring = parseKeyRing(secret);
  const known = await store.listKeyMarks();
  if (!ring.ok || known.length === 0) return [];
  if (keyMarks(ring.value).some((mark) => known.includes(mark))) return [];
  return [problem("secret", "this database was used with another secret", KEY_HELP)];
}
