// Adds credentials for a user who is logged in.

import type { NewCredential } from "../domain/evidence.ts";
import { done, refused, type Refused, type Result } from "../domain/result.ts";
import type { Client, Uses } from "../ports/context.ts";
import type { CredentialNews } from "../ports/credential-store.ts";
import type { TooMany } from "./limits.ts";
import { mintSession, type MintedSession } from "./sessions.ts";
import type { CurrentSession } from "../ports/session-store.ts";

/** What is added, what goes for it, and how it is told. */
export type Enrolment = {
  /** The first one is what was shown just now. */
  readonly credentials: readonly [NewCredential, ...NewCredential[]];
  /** A kind whose credentials go. */
  readonly replaces?: string;
  /** Whether adding them says something about who is there; new recovery codes do not. Default: yes. */
  readonly isShown?: boolean;
  readonly news: CredentialNews;
};

/** Why nothing was added. */
export type EnrolmentRefusal = Refused<"outdated" | "taken"> | TooMany;

/**
 * Adds credentials to the user who is logged in, and returns the session that continues in this browser: setting up
 * a credential counts as showing it. The mailbox is told. Nothing is added if the session has ended in the meantime
 * (`outdated`), if somebody has a credential with the same handle (`taken`), or after too many notices.
 *
 * @example
 * ```ts
 * const routes = (context: Context, web: Web) => [
 *   guardedPost("recent-set-up", "/profile/pin", z.strictObject({ pin: text }), async (exchange, { pin }) => {
 *     const { current, client } = exchange;
 *     const added = await enrol(context, current, {
 *       credentials: [{ id: `pin of ${current.user.id}`, kind: "pin", factor: "second", secret: pin }],
 *       news: { mail: "greeting", act: "greeted" },
 *     }, client);
 *     if (!added.ok) return refuses(409, added.reason, { title: "Not added", body: html`` });
 *     return goesTo("/profile", { status: 204 }, { cookies: [web.sessionCookie(added.value)] });
 *   }),
 * ];
 * ```
 */
export async function enrol(
  context: Uses<"addCredentials", "clock" | "random" | "settings">,
  current: CurrentSession,
  { credentials, replaces, isShown = true, news }: Enrolment,
  client: Client,
): Promise<Result<MintedSession, EnrolmentRefusal>> {
  const { id: credentialId, kind, factor } = credentials[0];
  const shown = isShown ? [{ kind, factor, credentialId }] : [];
  const minted = mintSession(context, client, shown, current);
  const written = await context.store.addCredentials({
    userId: current.user.id,
    credentials,
    replaces,
    acting: current.hash,
    session: minted.session,
    news,
    limit: context.settings.limits.notice,
    now: context.clock.now(),
  });
  if (written.added) return done(minted);
  if (written.retryOn !== undefined) return { ...refused("too-many"), retryOn: written.retryOn };
  return refused(written.taken === true ? "taken" : "outdated");
}
