// "Why did Alice get no mail?": all that is known about an address, what is the matter, and what to do next.

import { judgeDomain } from "../../domain/domain-list.ts";
import { parseEmailAddress, type EmailAddress } from "../../domain/email-address.ts";
import { maySendFrom } from "../../domain/served.ts";
import { slipsOf, suggestAddress } from "../../domain/suggest-address.ts";
import { timeLine, type Entry } from "../../domain/time-line.ts";
import type { Trail } from "../../domain/trail.ts";
import type { Finding } from "../../domain/finding.ts";
import { diagnose } from "../../domain/why.ts";
import type { Uses } from "../../ports/context.ts";
import type { TrailOf } from "../../ports/trail-store.ts";

/** What is known about an address or a user, and what follows from it. */
export type Explained = {
  /** The address, or the id, as it is compared. */
  readonly asked: string;
  readonly trail: Trail;
  /** The most important first; there is at least one. */
  readonly findings: readonly Finding[];
  /** Newest first. */
  readonly timeLine: readonly Entry[];
};

/** What is not in the store: `digestsOf` finds a stop, `baseUrl` tells a copy; without them neither is looked for. */
export type Given = {
  readonly digestsOf: ((emailKey: string) => readonly string[]) | undefined;
  readonly baseUrl: string | undefined;
};

/** How many mails, acts and sessions are looked at. */
const AT_MOST = 100;

/** Explains what happened to the mail of a user, by id, or to an address, whether it has a user or not. */
export async function explain(
  {
    store,
    clock,
    settings,
  }: Uses<"listReleased" | "outboxStatus" | "readTrail", "clock" | "settings">,
  wanted: string,
  { digestsOf, baseUrl }: Given,
): Promise<Explained> {
  const now = clock.now();
  const address = wanted.includes("@") ? parseEmailAddress(wanted) : undefined;
  const of = whatOf(wanted, address?.ok === true ? address.value : undefined, digestsOf);
  const trail = await store.readTrail({ of, limit: AT_MOST, now });
  const { hold, heldBy } = await store.outboxStatus();
  const released = baseUrl === undefined ? [] : await store.listReleased();
  const rules = settings.registration.domains;
  const typed = address?.ok === true ? address.value : undefined;
  const own = typed ?? addressOf(trail);
  const findings = diagnose(trail, {
    isAddress: typed !== undefined || (address === undefined && isKnown(trail)),
    isRefused: typed !== undefined && judgeDomain(rules, typed.domain) === "refused",
    suggestion: own && suggestAddress(own, rules),
    maySend: baseUrl === undefined || maySendFrom(released, baseUrl),
    heldBy,
    hold,
    now,
  });
  return { asked: askedAs(of, wanted), trail, findings, timeLine: timeLine(trail, now) };
}

/** The address of the user who was asked for by id. */
function addressOf({ users: [user] }: Trail): EmailAddress | undefined {
  const address = user && parseEmailAddress(user.email);
  return address?.ok === true ? address.value : undefined;
}

const askedAs = (of: TrailOf, wanted: string): string =>
  "userId" in of ? wanted.toLowerCase() : of.emailKey;

const isKnown = ({ users, audit }: Trail): boolean => users.length > 0 || audit.length > 0;

/** A text that is neither an address nor an id is looked up as an id, which nobody has. */
function whatOf(
  wanted: string,
  address: EmailAddress | undefined,
  digestsOf: Given["digestsOf"],
): TrailOf {
  if (address === undefined) return { userId: wanted.toLowerCase(), mailbox: [] };
  return {
    emailKey: address.key,
    slips: slipsOf(address),
    mailbox: digestsOf?.(address.key) ?? [],
  };
}
