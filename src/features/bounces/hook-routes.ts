// The hooks of mail services. Each exists only if the site has what its notices are checked with.

import { MAIL_HOOKS, SIGNATURE_TOLERANCE, type MailHook } from "../../domain/mail-hooks.ts";
import type { Limit } from "../../domain/limits.ts";
import { minutes } from "../../domain/time.ts";
import type { Answer } from "../../http/answer.ts";
import { busy, unreadable } from "../../http/errors.ts";
import { postBytes, type Exchange, type Route } from "../../http/route.ts";
import type { Context } from "../../ports/context.ts";
import type { MailNews, NoticeRefusal } from "../../ports/mail-hooks.ts";
import { takeNews } from "./news.ts";
import { inJson, logTaken, wrongSecret } from "./routes.ts";

/** SendGrid sends events in batches of up to 768 KB. */
const MOST_BYTES = 1024 * 1024;

/** A signature that does not cover the content counts once, for as long as its time is accepted: before and after ours. */
const TICKETS: Limit = {
  name: "mail-hook",
  windows: [{ count: 1, every: 2 * SIGNATURE_TOLERANCE + minutes(1) }],
};

export const mailHookRoutes = (context: Context): readonly Route[] =>
  MAIL_HOOKS.flatMap((name) => {
    const secrets = context.settings.mailHooks[name];
    if (secrets === undefined) return [];
    return postBytes(`/hooks/mail/${name}`, MOST_BYTES, (exchange, body) =>
      answer(context, { name, secrets }, exchange, body),
    );
  });

type Hook = { readonly name: MailHook; readonly secrets: readonly string[] };

async function answer(
  context: Context,
  { name, secrets }: Hook,
  exchange: Exchange,
  body: Buffer,
): Promise<Answer> {
  const { clock, log, mailServices } = context;
  const service = mailServices[name];
  const { headers } = exchange.request;
  const notice = await service.verify({ headers, body, now: clock.now() }, secrets);
  if (!notice.ok) return refusal(context, name, exchange, notice.reason);
  const isAccepted = (await service.accept?.(notice.value)) ?? true;
  if (!isAccepted) return refusal(context, name, exchange, "unavailable");
  const ticket = service.ticketOf?.(notice.value);
  const read = () => takeAll(context, name, service.read(notice.value));
  const outcome = await (ticket === undefined ? read() : once(context, ticket, read));
  for (const [reason, count] of Object.entries(outcome.ignored))
    log.warn("mail-hook-ignored", { service: name, reason, count });
  return { status: 200, json: { status: 200, body: outcome } };
}

type Outcome = {
  readonly taken: readonly unknown[];
  /** News that change nothing: mails that were delivered or deferred. */
  readonly noted: number;
  /** How many were ignored for each reason. Sending them again would change nothing. */
  readonly ignored: Readonly<Record<string, number>>;
};

async function takeAll(
  context: Context,
  service: MailHook,
  news: readonly MailNews[],
): Promise<Outcome> {
  const taken: unknown[] = [];
  let noted = 0;
  const ignored: Record<string, number> = {};
  for (const each of news) {
    const outcome = await takeNews(context, each);
    if (!outcome.ok) {
      ignored[outcome.reason] = (ignored[outcome.reason] ?? 0) + 1;
    } else if ("noted" in outcome.value) {
      noted += 1;
      const { mailId: mail, noted: kind } = outcome.value;
      context.log.info(`mail-${kind}`, { service, mail });
    } else {
      logTaken(context.log, outcome.value);
      taken.push(inJson(outcome.value));
    }
  }
  return { taken, noted, ignored };
}

/** Reads a notice whose ticket has not been used. If that fails, the ticket can be used again. */
async function once(
  { store, clock }: Pick<Context, "store" | "clock">,
  ticket: string,
  read: () => Promise<Outcome>,
): Promise<Outcome> {
  const hit = { limit: TICKETS, subject: ticket.slice(0, 100), now: clock.now() };
  if (!(await store.hit(hit)).allowed) return { taken: [], noted: 0, ignored: { replayed: 1 } };
  try {
    return await read();
  } catch (error) {
    await store.giveHitBack(hit);
    throw error;
  }
}

function refusal(
  { log, settings }: Pick<Context, "log" | "settings">,
  service: MailHook,
  { language }: Exchange,
  reason: NoticeRefusal,
): Answer {
  log.warn("mail-hook-ignored", { service, reason, count: 1 });
  if (reason === "unavailable") return busy(language, settings.appName);
  if (reason === "malformed-body") return unreadable(language, 422, reason, "/");
  return wrongSecret(language, reason);
}
