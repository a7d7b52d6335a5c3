import { z } from "zod";
import { isSameText } from "../../domain/constant-time.ts";
import type { KeyRing } from "../../domain/key-ring.ts";
import type { Language } from "../../domain/language.ts";
import { refuses, type Answer } from "../../http/answer.ts";
import { text } from "../../http/form.ts";
import { post, type Exchange, type Route } from "../../http/route.ts";
import { textPage } from "../../http/text-page.ts";
import type { Context } from "../../ports/context.ts";
import type { Log } from "../../ports/log.ts";
import { takeBounce, type Bounce, type Taken } from "./bounces.ts";
import { copy } from "./copy.ts";

/** `message` is the whole body of a request that is a mail; the others are for programs. */
const reportForm = z.strictObject({ to: text, status: text, diagnostic: text, message: text });

type ReportForm = z.infer<typeof reportForm>;

/** The endpoint for bounces over HTTP. It does not exist unless a secret is configured for it. */
export function bounceRoutes(context: Context): readonly Route[] {
  const keys = context.settings.bounces?.hook;
  if (keys === undefined) return [];
  const { log } = context;
  const route = post("/hooks/bounce", reportForm, async (exchange, sent): Promise<Answer> => {
    if (!isAllowed(exchange, keys)) {
      log.warn("bounce-ignored", { reason: "wrong-secret" });
      return wrongSecret(exchange.language, "wrong-secret");
    }
    const taken = await takeBounce(context, bounceOf(exchange, sent));
    if (taken.ok) logTaken(log, taken.value);
    else log.warn("bounce-ignored", { reason: taken.reason });
    // To whoever knows the secret, every report is a success: sending the same one again would change nothing.
    const body = taken.ok
      ? { outcome: "taken", ...inJson(taken.value) }
      : { outcome: "ignored", reason: taken.reason };
    return { status: 200, json: { status: 200, body } };
  });
  return [{ ...route, takesMail: true }];
}

/** Every key is compared, so that the time reveals nothing about any of them (RFC 6750 2.1). */
function isAllowed({ request }: Exchange, keys: KeyRing): boolean {
  const given = /^Bearer +(\S+)$/i.exec(request.headers.get("authorization") ?? "")?.[1] ?? "";
  return keys.map((key) => isSameText(key, given)).includes(true);
}

function bounceOf({ query }: Exchange, { to, status, diagnostic, message }: ReportForm): Bounce {
  const address = query["to"] ?? (to === "" ? undefined : to);
  return message === "" ? { to: address, status, diagnostic } : { to: address, message };
}

/** What was taken, in the answer. */
export const inJson = ({ mailId: mail, ...what }: Taken): Readonly<Record<string, string>> => ({
  mail,
  ...what,
});

/** Writes what was taken to the log. */
export const logTaken = (log: Log, taken: Taken): void =>
  log.info("fault" in taken ? "bounce-taken" : "complaint-taken", inJson(taken));

/** The answer to whoever does not prove who they are. */
export function wrongSecret(
  language: Language,
  reason: "wrong-secret" | "wrong-signature",
): Answer {
  const words = language.words(copy).wrongSecret;
  const content = textPage(words.title, words.text);
  const headers = { "www-authenticate": reason === "wrong-secret" ? "Bearer" : "Basic" };
  return refuses(401, reason, content, {}, { headers });
}
