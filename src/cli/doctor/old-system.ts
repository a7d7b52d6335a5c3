// The application before Postern: whether it can be asked about people who have not been moved over.

import { askOverHttp, oldSystemSender } from "../../adapters/old-system.ts";
import { systemClock } from "../../adapters/system-clock.ts";
import { systemRandom } from "../../adapters/system-random.ts";
import type { OldSystemRules } from "../../domain/old-system.ts";
import { oldSystemRules } from "../../options/old-system.ts";
import type { WebhookSender } from "../../ports/webhook-sender.ts";
import type { ServerConfig } from "../../server/config.ts";
import { oneLine } from "../output.ts";
import { ok, problem, warning, type Finding } from "./finding.ts";

/** Nobody has this address (RFC 2606 section 2), and without a password it is no login. */
const NOBODY = { email: "postern-doctor@nobody.invalid" };

const FORGED = "signed by nobody who may ask: a doctor tries";

const CHECK = "old-system";

/** Asks it once as the server does, and once with a signature that is wrong. */
export async function checkOldSystem(
  { options }: Pick<ServerConfig, "options">,
  senderOf: (rules: OldSystemRules) => WebhookSender = oldSystemSender,
): Promise<readonly Finding[]> {
  const rules = oldSystemRules(options);
  if (rules?.url === undefined) return [];
  const { url } = rules;
  const said = (secret: string): Promise<string> =>
    answerTo({ ...rules, url, secret }, senderOf(rules));
  const answer = await said(rules.secret);
  if (answer !== "unknown")
    return [
      problem(
        CHECK,
        `${url} cannot be asked about people who were not moved over (${answer})`,
        REMEDIES[answer] ?? "Until it answers, nobody is moved over, and their logins are refused.",
      ),
    ];
  if ((await said(FORGED)) !== "unknown")
    return [ok(CHECK, `${url} answers, and takes our signature and no other`)];
  const seen = `${url} answers 404 also to a wrong signature`;
  return [warning(CHECK, seen, "Check that this is its path, and that it verifies signatures.")];
}

const REMEDIES: Readonly<Record<string, string>> = {
  "403": "Set the same secret on both sides: POSTERN_OLD_SYSTEM_SECRET.",
  found: "It has to answer 404 about an address that nobody has.",
  "wrong-password": "It has to answer 404 about an address that nobody has, with no password.",
};

/** What it says of nobody, or why it says nothing. */
async function answerTo(
  rules: OldSystemRules & { readonly url: string },
  sender: WebhookSender,
): Promise<string> {
  const ask = askOverHttp(rules, sender, { clock: systemClock, random: systemRandom });
  try {
    return (await ask(NOBODY)).state;
  } catch (error) {
    return oneLine(error instanceof Error ? error.message : String(error));
  }
}
