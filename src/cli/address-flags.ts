// Addresses and domains that were typed after a command, as the store compares them.

import { hostName, parseEmailAddress } from "../domain/email-address.ts";
import { exitCodes, Refused } from "./exit.ts";

type Typed = { readonly address?: string; readonly domain?: string };

/** The domain in lower case, and "xn--…" for letters other than a to z. */
export function domainFlag({ domain: typed }: Typed): string | undefined {
  if (typed === undefined) return undefined;
  return hostName(typed.replace(/^@/, "")) ?? refuse("domain", DOMAIN, typed);
}

/** The key of the address. */
export function addressFlag({ address: typed }: Typed): string | undefined {
  if (typed === undefined) return undefined;
  const address = parseEmailAddress(typed);
  return address.ok ? address.value.key : refuse("address", ADDRESS, typed);
}

const DOMAIN = 'the part after the "@", like example.com';
const ADDRESS = "a whole address, like ada@example.com";

function refuse(flag: string, wanted: string, typed: string): never {
  throw new Refused(flag, `--${flag}: give ${wanted}, not "${typed}".`, exitCodes.usage);
}
