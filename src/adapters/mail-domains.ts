// Whether a domain takes mail at all, by the DNS: for addresses that nobody has used here yet.

import { setTimeout } from "node:timers/promises";
import { hours, minutes, seconds, type Duration, type Instant } from "../domain/time.ts";
import type { Clock } from "../ports/clock.ts";
import type { Dns } from "../ports/dns.ts";
import type { Log } from "../ports/log.ts";

/** A person waits for it with a form in hand. */
const PATIENCE = seconds(2);

/** Short: who has just published a record, or mended one, tries again. */
const MEMORY = minutes(10);

const MOST_REMEMBERED = 1_000;

/** Whoever makes up a domain a request makes us ask no more than so many at once. */
const MOST_AT_ONCE = 32;

const SILENCE = hours(1);

/** One of the names with which every resolver begins (RFC 8109). */
export const SURELY_THERE = "a.root-servers.net";

export type MailDomainsOptions = {
  readonly dns: Pick<Dns, "mx" | "addresses">;
  readonly clock: Clock;
  readonly log: Log;
  /** How long one question may take. */
  readonly patience?: Duration | undefined;
};

/**
 * Answers false only for a domain that certainly takes no mail: there is no such name, it has neither an MX nor
 * an address, or its MX says so (RFC 7505). Where the DNS does not answer in time, or does not know the world, or
 * too much is asked at once, a domain passes; the log says so, once an hour. Answers are kept for ten minutes.
 */
export function mailDomains({
  dns,
  clock,
  log,
  patience = PATIENCE,
}: MailDomainsOptions): (domain: string) => Promise<boolean> {
  const remembered = new Map<
    string,
    { readonly takes: Promise<boolean>; readonly until: Instant }
  >();
  let atOnce = 0;
  let silentUntil = -Infinity;

  async function ask(domain: string): Promise<boolean> {
    if (atOnce >= MOST_AT_ONCE) return passes("too many questions at once");
    atOnce += 1;
    const answer = takesMail(dns, domain).finally(() => (atOnce -= 1));
    const over = new AbortController();
    const late = setTimeout(patience, "no answer in time", { signal: over.signal }).catch(() => "");
    const said = await Promise.race([answer, late]);
    over.abort();
    return typeof said === "boolean" ? said : passes(said);
  }

  function passes(why: string): true {
    if (clock.now() >= silentUntil) {
      silentUntil = clock.now() + SILENCE;
      log.warn("mx-check-unanswered", {
        why,
        fix: "addresses pass unchecked meanwhile; look at the DNS resolvers of this machine",
      });
    }
    return true;
  }

  return (domain) => {
    const now = clock.now();
    const known = remembered.get(domain);
    if (known !== undefined && known.until > now) return known.takes;
    const takes = ask(domain);
    remembered.delete(domain);
    remembered.set(domain, { takes, until: now + MEMORY });
    const [oldest] = remembered.keys();
    if (remembered.size > MOST_REMEMBERED && oldest !== undefined) remembered.delete(oldest);
    return takes;
  };
}

/** Whether the domain takes mail, or why nobody knows. */
async function takesMail(
  dns: MailDomainsOptions["dns"],
  domain: string,
): Promise<boolean | string> {
  const mx = await dns.mx(domain);
  if (mx.kind === "unreachable") return mx.why;
  if (mx.kind === "found") return mx.values.some((server) => server !== "");
  // RFC 5321 section 5.1: without an MX, the domain's own address takes its mail.
  const addresses = await dns.addresses(domain);
  if (addresses.kind !== "none") return addresses.kind === "found" || addresses.why;
  // Resolvers of closed networks say of every name of the world that there is none.
  const world = await dns.addresses(SURELY_THERE);
  return world.kind === "found" ? false : `nothing is known of ${SURELY_THERE} either`;
}
