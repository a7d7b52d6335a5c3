// `postern mail …`: what was mailed, what was not, and why; never a link or a code.

import { mailJson } from "../../features/outbox/mail-json.ts";
import {
  cancelMail as cancelMailIn,
  retryDeadMails,
  retryMail,
  showMail as showMailIn,
} from "../../features/outbox/outbox.ts";
import type { MailRecord } from "../../domain/mail-record.ts";
import type { ListFlags, RetryFlags } from "./mail.ts";
import { addressFlag, domainFlag } from "../address-flags.ts";
import { withDatabase, type CommandContext } from "../with-database.ts";
import { Refused } from "../exit.ts";
import type { Globals } from "../globals.ts";
import {
  heldWords,
  holdJson,
  linkJson,
  linkWords,
  mailAnswer,
  mailState,
  mailTable,
  withheldJson,
  withheldTable,
} from "../mail-words.ts";
import { normaliseReason } from "../reason.ts";
import { count, facts, iso, oneLine, print, printJson, say, shortTime } from "../output.ts";

/** Prints a page of the outbox, newest first. */
export async function listMails(flags: ListFlags, globals: Globals): Promise<void> {
  const { state, limit, after } = flags;
  const filter = (state ?? "all") as MailRecord["state"] | "all";
  const to = { emailKey: addressFlag(flags), domain: domainFlag(flags) };
  await withDatabase(globals, "ready", async ({ context: { store } }) => {
    const mails = await store.listMails({ filter, ...to, limit, after });
    // Withheld mails are no longer in the outbox, so they are printed only before the first page of all of it.
    const isFirst = [state, flags.address, flags.domain, after].every((each) => !each);
    const withheld = isFirst ? await store.listWithheld({ limit }) : [];
    const { heldBy } = await store.outboxStatus();
    if (globals.json) {
      return printJson({
        hold: holdJson(heldBy),
        mails: mails.map(mailJson),
        withheld: withheld.map(withheldJson),
      });
    }
    if (heldBy !== null) say(`${heldWords(heldBy)}. Nothing goes out until: postern mail release`);
    if (withheld.length > 0) print(`${withheldTable(withheld)}\n`);
    if (mails.length === 0) return say("There are no such mails.");
    print(mailTable(mails));
    if (mails.length === limit) say(`More: --after ${mails.at(-1)?.id ?? ""}`);
  });
}

/** Prints one mail and the state of its link. */
export const showMail = (id: string, globals: Globals): Promise<void> =>
  withDatabase(globals, "ready", async ({ context }) => {
    const found = await showMailIn(context, id);
    if (found === undefined) throw noSuchMail(id);
    const { mail, tries, link } = found;
    if (globals.json) {
      return printJson({
        mail: mailJson(mail),
        earlierTries: tries.map((each) => ({ ...each, on: iso(each.on) })),
        link: link === undefined ? null : linkJson(link),
      });
    }
    print(
      facts([
        ["id", mail.id],
        ["kind", mail.kind],
        ["to", mail.email],
        ["user", mail.userId ?? "–"],
        ["state", mailState(mail)],
        ["asked for", shortTime(mail.createdOn)],
        ["tries", `${mail.attempts}`],
        ...tries.map(({ on, answer }): readonly [string, string] => [
          "earlier answer",
          `${shortTime(on)} ${oneLine(answer)}`,
        ]),
        ["answer", mailAnswer(mail) ?? "–"],
        ["class", mail.fault ?? "–"],
        timeOf(mail),
        ...complaintOf(mail),
        ["worthless", shortTime(mail.worthlessOn)],
        ["link", link === undefined ? "none" : linkWords(link)],
      ]),
    );
    if (mail.isSilent) say(`Let such mail through: postern mail unstop ${mail.email}`);
    if (mail.state === "dead") say(`Send it again: postern mail retry ${mail.id}`);
  });

const complaintOf = ({ complainedOn }: MailRecord): readonly [string, string][] =>
  complainedOn === null ? [] : [["marked as spam", shortTime(complainedOn)]];

/** When the mail ended, or what it waits for. */
function timeOf({ endedOn, dueOn, parkedOn }: MailRecord): readonly [name: string, value: string] {
  if (endedOn !== null) return ["over", shortTime(endedOn)];
  return parkedOn === null
    ? ["next try", shortTime(dueOn)]
    : ["waits since", `${shortTime(parkedOn)}; see: postern stats --first-contacts`];
}

/** Queues one dead mail again, or all of them. */
export async function retryMails(
  id: string | undefined,
  flags: RetryFlags,
  globals: Globals,
): Promise<void> {
  const domain = domainFlag(flags);
  await withDatabase(globals, "ready", (opened) =>
    id === undefined ? retryAll(opened, domain, globals) : retryOne(opened, id, globals),
  );
}

async function retryAll(
  { context, actor }: CommandContext,
  domain: string | undefined,
  globals: Globals,
): Promise<void> {
  const { retried, passed, suppressed } = await retryDeadMails(context, { actor }, { domain });
  if (globals.json) return printJson({ retried, passed, suppressed });
  print(`${count(retried, "dead mail")} queued again.`);
  if (passed > 0) say(`${count(passed, "dead mail")} left: their links no longer work.`);
  if (suppressed > 0) {
    say(
      `${count(suppressed, "dead mail")} left: mail to their addresses bounced. postern mail suppressed`,
    );
  }
}

async function retryOne(
  { context, actor }: CommandContext,
  id: string,
  globals: Globals,
): Promise<void> {
  const outcome = await retryMail(context, { actor }, id);
  if (outcome.ok) {
    if (globals.json) printJson({ mail: mailJson(outcome.value) });
    else print(`The mail to ${outcome.value.email} is queued again.`);
    return;
  }
  const email = (await showMailIn(context, id))?.mail.email ?? "";
  const words = {
    suppressed: `Mail to ${email} bounced, so this one would die again unsent. First: postern mail unsuppress ${email}`,
    "not-found": noSuchMail(id).message,
    "not-dead": `Only a dead mail can be sent again; this one is not dead: postern mail show ${id}`,
    "link-over":
      "The link of this mail no longer works, so it is not worth sending. Send a new mail: postern user resend",
  };
  throw new Refused(outcome.reason, words[outcome.reason]);
}

/** Cancels one mail that waits. */
export const cancelMail = (
  id: string,
  { reason }: { readonly reason?: string },
  globals: Globals,
): Promise<void> =>
  withDatabase(globals, "ready", async ({ context, actor }) => {
    const why = reason === undefined ? undefined : normaliseReason(reason);
    const outcome = await cancelMailIn(context, { actor, reason: why }, id);
    if (!outcome.ok) {
      if (outcome.reason === "not-found") throw noSuchMail(id);
      const words = `Only a mail that waits can be cancelled. This one is over, or is being sent just now: postern mail show ${id}`;
      throw new Refused(outcome.reason, words);
    }
    if (globals.json) printJson({ mail: mailJson(outcome.value) });
    else print(`The mail to ${outcome.value.email} is cancelled.`);
  });

const noSuchMail = (id: string): Refused =>
  new Refused("not-found", `There is no mail ${id}. List them with: postern mail list`);
