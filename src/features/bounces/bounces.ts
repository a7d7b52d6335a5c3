// A mail that was accepted and came back later: what its report does, and what it does not.

import {
  LONGEST_REPORT,
  isPermanent,
  oneLineOf,
  readReport,
  type DeliveryStatus,
} from "../../domain/delivery-status.ts";
import { parseEmailAddress } from "../../domain/email-address.ts";
import { done, refused, type Result } from "../../domain/result.ts";
import type { Context } from "../../ports/context.ts";
import type { Suppression } from "./store.ts";

/** A report, as a raw message or as somebody else has read it. */
export type Bounce = {
  /** To which address the report was sent: a return path of ours. Otherwise its headers say. */
  readonly to?: string | undefined;
} & ({ readonly message: string } | Pick<DeliveryStatus, "status" | "diagnostic">);

export type BounceRefusal =
  | "no-bounce-address"
  | "too-large"
  | "no-report"
  | "forged"
  | "not-permanent"
  | "unknown-mail"
  | "not-sent";

/**
 * Takes a report that a mail came back. Only a report to the mail's own return path, of a failure for
 * good, changes anything: the mail is dead with the server's words, and the waiting page says so.
 * Whatever else comes changes nothing.
 */
export async function takeBounce(
  { store, clock, returnPaths }: Pick<Context, "store" | "clock" | "returnPaths">,
  bounce: Bounce,
): Promise<Result<{ readonly mailId: string }, BounceRefusal>> {
  if (returnPaths === undefined) return refused("no-bounce-address");
  const report = reportOf(bounce);
  if (!report.ok) return report;
  const { sentTo, ...status } = report.value;
  const mailIds = sentTo.map((address) => returnPaths.read(address));
  const mailId = mailIds.find((id) => id !== undefined);
  if (mailId === undefined) return refused("forged");
  if (!isPermanent(status)) return refused("not-permanent");
  const answer = status.diagnostic || `its mail server reported ${status.status}`;
  const recorded = await store.recordBounce({ mailId, answer, now: clock.now() });
  return recorded.ok ? done({ mailId }) : recorded;
}

function reportOf(bounce: Bounce): ReturnType<typeof readReport> {
  if ("message" in bounce) {
    const report = readReport(bounce.message);
    if (!report.ok || bounce.to === undefined) return report;
    return done({ ...report.value, sentTo: [bounce.to] });
  }
  if (bounce.diagnostic.length > LONGEST_REPORT) return refused("too-large");
  const { to, status } = bounce;
  return done({
    sentTo: to === undefined ? [] : [to],
    // Whoever has read the report already passes on what failed.
    action: "failed",
    status,
    diagnostic: oneLineOf(bounce.diagnostic),
  });
}

/** The addresses that get no mail for now, the newest first. */
export const listSuppressed = (
  { store }: Pick<Context, "store">,
  limit: number,
): Promise<readonly Suppression[]> => store.listSuppressions({ limit });

/** Lets mails go out to an address again. */
export async function unsuppress(
  { store, clock }: Pick<Context, "store" | "clock">,
  { actor }: { readonly actor: string },
  typed: string,
): Promise<Result<{ readonly email: string }, "no-address" | "not-suppressed">> {
  const address = parseEmailAddress(typed);
  if (!address.ok) return refused("no-address");
  const { key } = address.value;
  const lifted = await store.liftSuppression({ emailKey: key, actor, now: clock.now() });
  return lifted ? done({ email: key }) : refused("not-suppressed");
}
