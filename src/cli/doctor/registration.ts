// What would quietly be off although it was asked for: the check whether a new address's domain takes mail.

import { SURELY_THERE } from "../../adapters/mail-domains.ts";
import type { Dns } from "../../ports/dns.ts";
import type { ServerConfig } from "../../server/config.ts";
import { ok, warning, type Finding } from "./finding.ts";

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
