// Who may register: whether what was asked for is done, and whether those who are refused have somebody to ask.

import { SURELY_THERE } from "../../adapters/mail-domains.ts";
import type { Dns } from "../../ports/dns.ts";
import type { ServerConfig } from "../../server/config.ts";
import { ok, warning, type Finding } from "./finding.ts";

/** Every list has mistakes, and whoever is refused by one can only be helped if they know where to ask. */
export function checkRefused({ options }: ServerConfig): readonly Finding[] {
  const { allowedDomains, refusedDomains, disposableAddresses, mxCheck, support } = options;
  const refuses =
    allowedDomains !== undefined ||
    refusedDomains !== undefined ||
    disposableAddresses === "refused" ||
    mxCheck === true;
  if (!refuses || support !== undefined) return [];
  const seen = "people whose address is not accepted are not told whom they can ask";
  return [warning("registration", seen, "Set POSTERN_SUPPORT, like help@example.com.")];
}

/** Whether the DNS that is asked for new addresses knows the world at all. */
export async function checkMxCheck(
  { options }: ServerConfig,
  dns: Dns,
): Promise<readonly Finding[]> {
  if (options.mxCheck !== true) return [];
  const { kind } = await dns.addresses(SURELY_THERE);
  if (kind === "found")
    return [ok("mx-check", "the DNS knows the internet, so it can say which domains take no mail")];
  const seen = `the DNS does not know ${SURELY_THERE}, so every new address is accepted unchecked`;
  return [
    warning("mx-check", seen, "Look at the resolvers of this machine, or set mxCheck to false."),
  ];
}
