import type { ListVerdict } from "../domain/domain-list.ts";
import type { EmailAddress } from "../domain/email-address.ts";

/**
 * Whether this site takes an address that somebody is about to begin to use: registering, or changing to
 * it. It knows nothing of accounts, and is asked before anything is looked up, so its answer tells nothing of
 * them (I7).
 */
export type AddressPolicy = {
  accepts(address: EmailAddress): Promise<boolean>;
};

/** Which domains give out throw-away addresses. */
export type DisposableDomains = {
  /** What is said of a domain in A-labels; undefined where nothing is. */
  verdict(domain: string): Promise<ListVerdict | undefined>;
};
