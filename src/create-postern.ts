// The entry point of the library: the part of the composition that a host gets.

import type { UserFields } from "./domain/user-field.ts";
import { composePostern, type Postern, type PosternOptions } from "./postern.ts";

/**
 * Makes an account system from its parts: a `fetch` that answers its pages, and guards for a host's own routes.
 * It opens nothing by itself, and closes neither the store nor the mailer. Unless `background` is false it
 * sends mails from now on, until `stop` is called.
 *
 * Throws `OptionsError`, which names every wrong option.
 *
 * @example
 * ```ts
 * import { DatabaseSync } from "node:sqlite";
 *
 * const postern = createPostern({
 *   baseUrl: "https://app.example",
 *   secret: process.env["POSTERN_SECRET"] ?? "a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6",
 *   store: await sqliteStore(new DatabaseSync(":memory:")),
 *   mailer: capturedMailbox(),
 *   sessionIdle: "7 days",
 * });
 * const response = await postern.fetch(new Request("https://app.example/login"));
 * response.status; // → 200
 * ```
 */
export function createPostern<const Fields extends UserFields = Record<never, never>>(
  options: PosternOptions<Fields>,
): Postern<Fields> {
  const { context: _, ...postern } = composePostern(options);
  // What was stored passed the schemas of these fields.
  return postern as Postern<Fields>;
}
