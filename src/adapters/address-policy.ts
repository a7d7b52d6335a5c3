// Who may register: the operator's lists, the host's own rule, throw-away addresses, and the DNS, in this order.

import { judgeDomain } from "../domain/domain-list.ts";
import type { AddressPolicy, DisposableDomains } from "../ports/address-policy.ts";
import type { Clock } from "../ports/clock.ts";
import type { Dns } from "../ports/dns.ts";
import type { Log } from "../ports/log.ts";
import type { Settings } from "../ports/settings.ts";
import { keptDisposableDomains } from "./disposable-domains.ts";
import { mailDomains } from "./mail-domains.ts";
import { systemDns } from "./system-dns.ts";

export type AddressPolicyParts = {
  readonly clock: Clock;
  readonly log: Log;
  /** The host's own rule. It is always asked, unless a list refuses already. */
  readonly allow?: ((email: string) => boolean | Promise<boolean>) | undefined;
  readonly disposableDomains?: DisposableDomains | undefined;
  readonly dns?: Pick<Dns, "mx" | "addresses"> | undefined;
};

/** The policy that the settings ask for. What is off is neither loaded nor asked. */
export function addressPolicy(
  { domains, refusesDisposable, checksMx }: Settings["registration"],
  { allow, disposableDomains = keptDisposableDomains, dns, ...parts }: AddressPolicyParts,
): AddressPolicy {
  const takesMail = checksMx ? mailDomains({ ...parts, dns: dns ?? systemDns() }) : undefined;
  return {
    async accepts({ key, domain }) {
      const judged = judgeDomain(domains, domain);
      if (judged === "refused") return false;
      if (!((await allow?.(key)) ?? true)) return false;
      if (judged === "vouched") return true;
      const verdict = refusesDisposable ? await disposableDomains.verdict(domain) : undefined;
      if (verdict !== undefined) return verdict === "excepted";
      return (await takesMail?.(domain)) ?? true;
    },
  };
}
