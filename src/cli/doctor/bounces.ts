// The address that bounces are sent to: whether reports arrive there, and whether Postern is told of them.

import { domainToASCII } from "node:url";
import { withBasePath } from "../../domain/base-path.ts";
import { domainOf } from "../../domain/mail.ts";
import { REFERENCE_LENGTH } from "../../domain/mail-reference.ts";
import { parseEmailAddress } from "../../domain/email-address.ts";
import { MAIL_HOOKS } from "../../domain/mail-hooks.ts";
import type { ServerConfig } from "../../server/config.ts";
import type { Dns } from "../../ports/dns.ts";
import { ok, warning, type Finding } from "./finding.ts";
import { checkMx } from "./sender.ts";

/** The domain of the return paths; undefined if there are none. */
function bounceDomain({ options }: ServerConfig): string | undefined {
  const address = parseEmailAddress(options.bounceAddress ?? "");
  return address.ok ? domainOf(address.value.key) : undefined;
}

/** An envelope sender like those of real mails: the return path of a mail, or the address in From where there are none. */
export function envelopeSender(config: ServerConfig, from: string): string {
  const address = parseEmailAddress(config.options.bounceAddress ?? "");
  if (!address.ok) return from;
  const [name = "", domain = ""] = address.value.key.split("@");
  return `${name}+${"a".repeat(REFERENCE_LENGTH)}@${domainToASCII(domain)}`;
}

/** Whether a person who waits for a mail is told when it bounces later. */
export async function checkBounces(config: ServerConfig, dns: Dns): Promise<readonly Finding[]> {
  const { receiving } = config;
  const { bounceAddress, bounceSecret } = config.options;
  const domain = bounceDomain(config);
  const hooks = checkMailHooks(config);
  if (domain === undefined) {
    // The check of the configuration reports a wrong address, or a secret without an address.
    if (bounceAddress !== undefined || bounceSecret !== undefined) return hooks;
    if (hooks.length > 0) return hooks;
    return [ok("bounces", "not configured: nobody here is told of mails that bounce")];
  }
  const way = await checkMx(dns, domain);
  const mend = `Bounce reports are sent to ${bounceAddress ?? ""}. Publish where mail for it goes:`;
  const found = { ...way, check: "bounces", mend: way.state === "ok" ? null : mend };
  const isOpen = bounceSecret !== undefined || receiving !== undefined;
  const closed = isOpen ? [] : [noHook(bounceAddress ?? "")];
  return [found, ...closed, ...hooks];
}

/** The hooks of mail services that are open. */
function checkMailHooks({ options }: ServerConfig): readonly Finding[] {
  const open = MAIL_HOOKS.filter((hook) => options.mailHooks?.[hook] !== undefined);
  const { baseUrl, basePath } = options;
  const base = URL.canParse(baseUrl) ? withBasePath(baseUrl, basePath) : baseUrl;
  const urls = open.map((hook) => `${base}/hooks/mail/${hook}`);
  return open.length === 0 ? [] : [ok("mail hooks", `open: ${urls.join(", ")}`)];
}

const noHook = (address: string): Finding =>
  warning(
    "bounces",
    `the hook is closed, and the server receives no mail: reports to ${address} must be passed to postern mail receive or postern mail bounce`,
    "To let the server receive reports by LMTP, set POSTERN_BOUNCE_LISTEN, like 127.0.0.1:2424; over HTTP, POSTERN_BOUNCE_SECRET. If your mail server passes them to `postern mail receive` or `postern mail bounce`, nothing is missing.",
  );
