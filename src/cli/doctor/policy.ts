// What receivers do with mails that fail: the DMARC record of the sender's domain, and whose SPF and DKIM count for it.

import type { Dns } from "../../ports/dns.ts";
import type { Policy } from "./dmarc-record.ts";
import { alignment, readDmarc, type Dmarc } from "./dmarc.ts";
import { ok, problem, warning, type Finding } from "./finding.ts";
import { txt, unknown } from "./sender.ts";

/** Which DMARC record applies, what it asks for, and whether all receivers read it so. */
export async function checkDmarc(dns: Dns, domain: string): Promise<Finding> {
  const dmarc = await readDmarc(dns, domain);
  if ("unreachable" in dmarc) return unknown("dmarc", dmarc.unreachable, dmarc.why);
  const { found, policy, faults, doubts } = dmarc;
  const record = txt(`_dmarc.${domain}`, "v=DMARC1; p=none");
  if (faults.length > 0) {
    const mend = "Receivers ignore such records. Leave one, which begins with v=DMARC1;";
    return problem("dmarc", faults.join("; "), mend, found === undefined ? record : null);
  }
  if (found === undefined) {
    const mend = "Large receivers ask senders for one. Start with one that changes nothing yet:";
    return warning("dmarc", `${domain} has no DMARC record`, mend, record);
  }
  const name = `_dmarc.${found.at}`;
  const seen = `"${found.record.text}" at ${name}`;
  if (policy === undefined) {
    const mend = "Receivers ignore it. Say none, quarantine or reject:";
    return problem("dmarc", `${seen} has no valid policy (p=)`, mend, { ...record, name });
  }
  if (doubts.length > 0) {
    const mend =
      "Write it in the plain form that all receivers read alike: v=DMARC1; p=…; rua=mailto:…";
    return warning("dmarc", `${seen}: receivers differ on it: ${doubts.join("; ")}`, mend);
  }
  return ok("dmarc", `${seen}${inWords(domain, found.at, policy)}`);
}

function inWords(domain: string, at: string, policy: Policy): string {
  if (policy === "none") return "; once all your mail passes, quarantine protects your name";
  return at === domain ? "" : `; mails from ${domain} that fail: ${policy}`;
}

/** What authenticates the mails: their return path by SPF, Postern's signatures by DKIM. */
export type Identifiers = {
  readonly spf: string;
  /** Empty where Postern signs nothing. */
  readonly dkim: readonly string[];
};

/**
 * Whether SPF and DKIM count for the domain in From (RFC 9989, section 4.4). One of them is enough to pass, but only DKIM
 * survives when a mailbox forwards its mails.
 */
export async function checkAlignment(
  dns: Dns,
  domain: string,
  { spf, dkim }: Identifiers,
): Promise<readonly Finding[]> {
  const dmarc = await readDmarc(dns, domain);
  if ("unreachable" in dmarc) return [];
  const both = { domain, dmarc };
  const signed = await Promise.all(
    [...new Set(dkim)].map((each) => checkOne(dns, both, "dkim", each)),
  );
  return [await checkOne(dns, both, "spf", spf), ...signed].filter((each) => each !== undefined);
}

async function checkOne(
  dns: Dns,
  both: { readonly domain: string; readonly dmarc: Dmarc },
  kind: "spf" | "dkim",
  identifier: string,
): Promise<Finding | undefined> {
  const check = `${kind}-domain`;
  const found = await alignment(dns, both, kind, identifier);
  if ("unreachable" in found) return unknown(check, found.unreachable, found.why);
  const { domain } = both;
  if (found.isAligned) return undefined;
  const differ = found.doubts.length > 0 ? `; receivers differ: ${found.doubts.join("; ")}` : "";
  if (kind === "dkim") {
    const seen = `signatures are of ${identifier}, mails are from ${domain}, so DMARC does not count them${differ}`;
    return problem(check, seen, `Sign as ${domain}: set POSTERN_DKIM_DOMAIN to it.`);
  }
  const seen = `mails return to ${identifier}, and are from ${domain}, so DMARC does not count their SPF${differ}`;
  const mend = `Only DKIM makes them pass then. Let POSTERN_BOUNCE_ADDRESS be at ${domain} or below it.`;
  return warning(check, seen, mend);
}
