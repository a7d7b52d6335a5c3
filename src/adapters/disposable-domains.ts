// The domains of throw-away addresses: a list that others keep, read when it is first asked.

import { verdictOn, type DomainList } from "../domain/domain-list.ts";
import { loadedOnce } from "../domain/once.ts";
import type { DisposableDomains } from "../ports/address-policy.ts";

/** The list of github.com/disposable-email-domains, as the pinned package has it. A name is also all below it. */
export const keptDisposableDomains: DisposableDomains = {
  verdict: async (domain) => verdictOn(await kept(), domain),
};

/** As it is: its names are A-labels already, and one that no address here can have does no harm. */
const kept = loadedOnce(async (): Promise<DomainList> => {
  const { disposableEmailBlocklist } = await import("disposable-email-domains-js");
  const names = new Map(disposableEmailBlocklist().map((name) => [name, "listed"] as const));
  return { named: names, below: names };
});
