// The front door of the library: what a host is given of the composition.

import { composePostern, type Postern, type PosternOptions } from "./postern.ts";

/**
 * Makes an account system out of its parts. Throws `OptionsError` naming every option that cannot
 * be meant.
 *
 * @example
 * const postern = createPostern({
 *   baseUrl: "https://app.example",
 *   secret: process.env.POSTERN_SECRET,
 *   store: await sqliteStore(new DatabaseSync("postern.db")),
 *   mailer: smtpMailer({ host: "smtp.example", port: 465, secure: true, from: "App <no-reply@app.example>" }),
 * });
 */
export function createPostern(options: PosternOptions): Postern {
  const { context: _, ...postern } = composePostern(options);
  return postern;
}
