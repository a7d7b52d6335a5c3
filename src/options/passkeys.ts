// The options for passkeys: which domain they belong to, and which pages may use them.

import { z } from "zod";
import { isLoopbackHost } from "../domain/loopback.ts";
import { asDomain, isWithin, whyNoPasskeys, type PasskeySite } from "../domain/passkey-site.ts";
import { firstOf, inShort } from "./problems.ts";

export const passkeyOptions = {
  passkeys: z.boolean().default(true),
  passkeyDomain: z.string().optional(),
  passkeyOrigins: z.array(z.string()).default([]),
};

type Chosen = {
  readonly baseUrl: string;
  readonly passkeys: boolean;
  readonly passkeyDomain?: string | undefined;
  readonly passkeyOrigins: readonly string[];
};

const domainOf = ({ baseUrl, passkeyDomain }: Chosen): string =>
  passkeyDomain === undefined ? new URL(baseUrl).hostname : asDomain(passkeyDomain);

/** Browsers would refuse what is wrong here at each attempt, so it is found at the start. */
export function checkPasskeys(
  chosen: Chosen,
  context: Pick<z.core.$RefinementCtx, "addIssue">,
): void {
  const host = new URL(chosen.baseUrl).hostname;
  const domain = domainOf(chosen);
  const add = (option: keyof Chosen, wrong: string): void =>
    context.addIssue({ code: "custom", path: [option], params: { wrong } });
  if (!isWithin(host, domain)) {
    const given = inShort(chosen.passkeyDomain);
    add("passkeyDomain", `${given} is neither the host of baseUrl, ${host}, nor a domain above it`);
    return;
  }
  const bad = chosen.passkeyOrigins.filter((origin) => !isUsable(origin, domain));
  if (bad.length === 0) return;
  const are = bad.length === 1 ? "is not an origin" : "are not origins";
  add("passkeyOrigins", `${firstOf(bad.map(inShort))} ${are} with https at ${domain} or below it`);
}

function isUsable(text: string, domain: string): boolean {
  const url = URL.parse(text);
  if (url === null || !isWithin(url.hostname, domain) || url.href !== `${url.origin}/`)
    return false;
  return url.protocol === "https:" || (url.protocol === "http:" && isLoopbackHost(url.hostname));
}

/** The site of the passkeys. They are off where browsers make none. */
export const passkeySiteOf = (chosen: Chosen): PasskeySite => ({
  on: chosen.passkeys && whyNoPasskeys(chosen.baseUrl) === undefined,
  rpId: domainOf(chosen),
  origins: [
    ...new Set([chosen.baseUrl, ...chosen.passkeyOrigins].map((each) => new URL(each).origin)),
  ],
});
