// The mail service: which one it is, and what it says of itself without a mail.

import { openService, serviceOf, type NamedService } from "../../adapters/mail-services/open.ts";
import { oneLine } from "../output.ts";
import { ok, problem, warning, type Finding } from "./finding.ts";

const CHECK = "mail-service";

/** Asks the service in the way that changes nothing and sends nothing. */
export async function checkMailService(
  named: NamedService,
  open: typeof openService = openService,
): Promise<Finding> {
  const { title } = serviceOf(named);
  const tried = await open(named).try();
  if ("state" in tried) {
    const seen = `${title}: ${tried.seen}`;
    if (tried.state === "unfinished") return problem(CHECK, seen, tried.mend ?? LOOK);
    return ok(CHECK, tried.state === "limited" ? `${seen} (no more is seen without a mail)` : seen);
  }
  const elsewhere = await regionOf(named, open);
  if (elsewhere !== undefined)
    return problem(
      CHECK,
      `${title} knows the domain and the key in its region ${elsewhere}`,
      `Write ${elsewhere} in the place of the region in POSTERN_MAIL_URL.`,
    );
  const mend = tried.fault === "sender" ? LOOK : REACH;
  return problem(CHECK, oneLine(tried.answer, 500), mend);
}

/** What becomes of POSTERN_DKIM_* at a service, beside a mail server or alone. */
export function signsItself(named: NamedService, hasServer: boolean): Finding {
  const seen = `POSTERN_DKIM_* does not sign what ${serviceOf(named).title} sends: the service signs by itself`;
  return hasServer
    ? ok("dkim-service", seen)
    : warning(
        "dkim-service",
        seen,
        "Set your domain up at the service and look for dkim=pass in the headers of a test mail (--to). Without a mail server, POSTERN_DKIM_* can go.",
      );
}

const LOOK =
  "Look at the key in POSTERN_MAIL_URL, percent-encoded where it has other characters, and at the account.";

const REACH = "Look whether this machine can reach the service over https, and at its status page.";

/** Mailgun's other region, if that is where the domain is. A simulator has none. */
async function regionOf(
  named: NamedService,
  open: typeof openService,
): Promise<string | undefined> {
  if (named.service !== "mailgun" || named.options.endpoint !== undefined) return undefined;
  const region = named.options.region === "us" ? "eu" : "us";
  const tried = await open({ ...named, options: { ...named.options, region } }).try();
  return "state" in tried ? region : undefined;
}
