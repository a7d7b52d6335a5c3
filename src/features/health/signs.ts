// Notices that a process cannot tell its clients apart. Otherwise nobody would know, because everything works
// until all of them together have used up the limits of one client.

import { limitSubject, networkOf } from "../../domain/client-address.ts";
import { days, hours, isFelt, type Instant } from "../../domain/time.ts";
import type { Context } from "../../ports/context.ts";

export type Sign = "proxy-not-trusted" | "one-client-refused" | "clock-off";

export type Signs = {
  /** A peer of this network forwarded somebody's request, and was not configured as a trusted proxy. */
  forwarded(network: string): void;
  /** A client was refused because it asked too often. */
  refused(client: string): void;
  /** The current warnings. */
  present(): readonly Sign[];
};

/** One person is refused a few times and then waits; a crowd behind one address is refused again and again. */
const OFTEN = 50;
const WITHIN = hours(1);

/** How long a warning about a crowd is shown; one about a proxy is shown until the process restarts. */
const TOLD_FOR = days(1);

/** For how many clients refusals are counted: a crowd is one client, and strangers must not use up memory. */
const COUNTED = 64;

/** The warnings of one process. Each is logged once, with what to do, and without anybody's address. */
export function signsOf(
  { clock, log }: Pick<Context, "clock" | "log">,
  fixes: Readonly<Record<Sign, string>>,
): Signs {
  const refusals = new Map<string, { readonly since: Instant; readonly count: number }>();
  const said = new Set<Sign>();
  let crowdedOn: Instant | undefined;
  const say = (sign: Sign, network: string): void => {
    if (said.has(sign)) return;
    said.add(sign);
    log.warn(sign, { network, fix: fixes[sign] });
  };
  return {
    forwarded: (network) => say("proxy-not-trusted", network),
    refused(client) {
      const now = clock.now();
      const subject = limitSubject(client);
      const known = refusals.get(subject);
      const counted =
        known === undefined || now - known.since >= WITHIN
          ? { since: now, count: 1 }
          : { since: known.since, count: known.count + 1 };
      // Moved to the end, so that the client that was refused last is forgotten last.
      refusals.delete(subject);
      refusals.set(subject, counted);
      const [oldest = ""] = refusals.keys();
      if (refusals.size > COUNTED) refusals.delete(oldest);
      if (counted.count < OFTEN) return;
      crowdedOn = now;
      say("one-client-refused", networkOf(client));
    },
    present: () => [
      ...(isFelt(clock.behind?.() ?? 0) ? ["clock-off" as const] : []),
      ...(said.has("proxy-not-trusted") ? ["proxy-not-trusted" as const] : []),
      ...(crowdedOn !== undefined && clock.now() - crowdedOn < TOLD_FOR
        ? ["one-client-refused" as const]
        : []),
    ],
  };
}
