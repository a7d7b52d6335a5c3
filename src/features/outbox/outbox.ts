// What operators do about mails: one by one, and for the whole outbox.

import type { MailRecord } from "../../domain/mail-record.ts";
import { done, refused, type Refused, type Result } from "../../domain/result.ts";
import { maySendFrom } from "../../domain/served.ts";
import type { Uses } from "../../ports/context.ts";
import type { AdminStore, MailQuery } from "../../ports/admin-store.ts";
import type { Unsent } from "../../ports/served-store.ts";

/** Who acts, and why: what the audit log is told. */
export type Operator = { readonly actor: string; readonly reason?: string | undefined };

/** One mail and the state of its link, but never the link itself. */
export const showMail = ({ store }: Uses<"findMail">, id: string) =>
  store.findMail(id.toLowerCase());

/** Queues a dead mail again, with the full time before it is given up. */
export const retryMail = (
  { store, clock }: Uses<"retryMail", "clock">,
  { actor, reason }: Operator,
  mailId: string,
): Promise<Result<MailRecord, "not-found" | "not-dead" | "link-over" | "suppressed">> =>
  store.retryMail({ actor, reason, mailId: mailId.toLowerCase(), now: clock.now() });

/** Cancels a mail that waits. Its link, if it has one, is not mailed. `ordinary`: neither a notice nor a mail to an admin. */
export const cancelMail = (
  { store, clock }: Uses<"cancelMail", "clock">,
  { actor, reason, ordinary }: Operator & { readonly ordinary?: boolean },
  id: string,
): ReturnType<AdminStore["cancelMail"]> =>
  store.cancelMail({
    actor,
    reason,
    mailId: id.toLowerCase(),
    ...(ordinary && { ordinary }),
    now: clock.now(),
  });

const BATCH_SIZE = 200;

/**
 * Queues every dead mail again whose link can still be used and whose address is not suppressed; with a domain, only those to
 * its addresses.
 */
export async function retryDeadMails(
  context: Uses<"listMails" | "retryMail", "clock">,
  operator: Operator,
  to: Pick<MailQuery, "domain"> = {},
): Promise<{ readonly retried: number; readonly passed: number; readonly suppressed: number }> {
  let [retried, passed, suppressed] = [0, 0, 0];
  let after: string | undefined;
  for (;;) {
    const dead = await context.store.listMails({
      filter: "dead",
      ...to,
      limit: BATCH_SIZE,
      after,
    });
    for (const { id } of dead) {
      const outcome = await retryMail(context, operator, id);
      if (outcome.ok) retried += 1;
      else if (outcome.reason === "suppressed") suppressed += 1;
      else passed += 1;
    }
    after = dead.at(-1)?.id;
    if (dead.length < BATCH_SIZE) return { retried, passed, suppressed };
  }
}

/** Holds all mails and events, whichever process sends them, until somebody releases them. */
export const holdSending = async (
  { store, clock }: Uses<"holdSending", "clock">,
  { actor, reason }: { readonly actor: string; readonly reason: string },
): Promise<Result<null, "held-already">> =>
  (await store.holdSending({ actor, reason, now: clock.now() }))
    ? done(null)
    : refused("held-already");

/** Ends that hold: what waits is sent. */
export const resumeSending = async (
  { store, clock }: Uses<"resumeSending", "clock">,
  { actor, reason }: Operator,
): Promise<Result<null, "not-held">> =>
  (await store.resumeSending({ actor, reason, now: clock.now() }))
    ? done(null)
    : refused("not-held");

/** What becomes of what waits, and whether the base URLs that were released before go on sending. */
export type Release = {
  readonly waiting: "send" | "cancel" | undefined;
  readonly asWell?: boolean;
};

/** `something-waits`: whoever releases has to say what becomes of it. */
export type ReleaseRefusal =
  | "not-held"
  | Refused<"something-waits", { readonly before: readonly string[]; readonly unsent: Unsent }>;

/** Lets mails and events of this database go out under the base URL of this process. */
export async function releaseSending(
  {
    store,
    clock,
    settings: { baseUrl },
  }: Uses<"cancelUnsent" | "countUnsent" | "listReleased" | "releaseSending", "clock" | "settings">,
  { actor, reason }: Operator,
  { waiting, asWell = false }: Release,
): Promise<
  Result<{ readonly before: readonly string[]; readonly cancelled: Unsent | null }, ReleaseRefusal>
> {
  const before = await store.listReleased();
  if (maySendFrom(before, baseUrl)) return refused("not-held");
  const unsent = await store.countUnsent();
  if (waiting === undefined && unsent.mails + unsent.deliveries > 0)
    return { ok: false, reason: "something-waits", before, unsent };
  const cancelled = waiting === "cancel" ? await store.cancelUnsent({ now: clock.now() }) : null;
  await store.releaseSending({ baseUrl, asWell, actor, reason, now: clock.now() });
  return done({ before, cancelled });
}
