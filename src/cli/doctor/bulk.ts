// What the large mailbox providers ask of those who send them many mails, against what was found.

import type { Dns } from "../../ports/dns.ts";
import { readDmarc } from "./dmarc.ts";
import { ok, warning, type Finding } from "./finding.ts";

/** What can be asked of a sender, as it stands in a finding. */
const DEMANDS = {
  spf: "SPF that lets the mail server send",
  dkim: "a DKIM signature",
  dmarc: "a DMARC record",
  alignment: "SPF or DKIM of the domain in From",
  ptr: "a name of the mail server's address that leads back to it",
  from: "an address in From at a domain of your own",
} as const;

type Demand = keyof typeof DEMANDS;

type Provider = {
  readonly check: string;
  readonly name: string;
  readonly asks: readonly Demand[];
  /** Where the rules stand, and since when they apply. */
  readonly source: string;
};

const PROVIDERS: readonly Provider[] = [
  {
    check: "bulk-google",
    name: "Google",
    asks: ["spf", "dkim", "dmarc", "alignment", "ptr", "from"],
    source: "support.google.com/a/answer/81126, since February 2024",
  },
  {
    check: "bulk-yahoo",
    name: "Yahoo",
    asks: ["spf", "dkim", "dmarc", "alignment", "ptr", "from"],
    source: "senders.yahooinc.com/best-practices, since February 2024",
  },
  {
    check: "bulk-microsoft",
    name: "Microsoft",
    asks: ["spf", "dkim", "dmarc", "alignment", "from"],
    source: "Outlook's New Requirements for High-Volume Senders, since May 2025",
  },
];

/** Domains of which only their provider sends. */
const MAILBOX_PROVIDERS = new Set(
  "gmail.com googlemail.com yahoo.com ymail.com aol.com outlook.com hotmail.com live.com msn.com".split(
    " ",
  ),
);

type Seen = "there" | "missing" | "unknown";

/**
 * For each provider, what is missing of what it asks. `found` are the findings about the sender. Whatever they could not see is
 * told as not seen: whether the mail server speaks TLS with the provider never is. One click to unsubscribe is asked for marketing,
 * and Postern's mails are about a person's own account.
 */
export async function checkBulkRules(
  dns: Dns,
  domain: string,
  found: readonly Finding[],
): Promise<readonly Finding[]> {
  const dmarc = await readDmarc(dns, domain);
  const hasPolicy = "unreachable" in dmarc ? undefined : dmarc.policy !== undefined;
  const [spf, dkim, ptr] = ["spf", "dkim", "ptr"].map((check) => stateOf(found, check));
  const seen: Readonly<Record<Demand, Seen>> = {
    spf: spf!,
    dkim: dkim!,
    dmarc: hasPolicy === undefined ? "unknown" : hasPolicy ? "there" : "missing",
    alignment: alignmentOf(found, spf!, dkim!),
    ptr: ptr!,
    from: MAILBOX_PROVIDERS.has(domain) ? "missing" : "there",
  };
  return PROVIDERS.map((provider) => judge(provider, seen));
}

/** A problem of one of several keys or addresses is enough. */
function stateOf(found: readonly Finding[], check: string): Seen {
  const states = found.filter((each) => each.check === check).map(({ state }) => state);
  if (states.includes("problem")) return "missing";
  return states.length > 0 && states.every((state) => state === "ok") ? "there" : "unknown";
}

function alignmentOf(found: readonly Finding[], spf: Seen, dkim: Seen): Seen {
  const isApart = (check: string): boolean => found.some((each) => each.check === check);
  const each = [isApart("spf-domain") ? "missing" : spf, isApart("dkim-domain") ? "missing" : dkim];
  if (each.includes("there")) return "there";
  return each.includes("unknown") ? "unknown" : "missing";
}

function judge({ check, name, asks, source }: Provider, seen: Readonly<Record<Demand, Seen>>) {
  const those = (state: Seen): string =>
    asks
      .filter((demand) => seen[demand] === state)
      .map((demand) => DEMANDS[demand])
      .join(", ");
  const [missing, unseen] = [those("missing"), those("unknown")];
  const rules = `${name}'s rules for senders of many mails (${source})`;
  const notSeen = `not seen from here: ${unseen === "" ? "" : `${unseen}, `}TLS with ${name}`;
  if (missing === "")
    return ok(check, `nothing that can be seen is missing of ${rules}; ${notSeen}`);
  const mend =
    "The findings above say how to fix it. One-click unsubscribe is for marketing, which Postern does not send.";
  return warning(check, `missing of ${rules}: ${missing}`, mend);
}
