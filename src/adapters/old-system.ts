// Asks the application before Postern, and no longer when it does not answer.

import type { IncomingMessage } from "node:http";
import { randomId } from "../domain/id.ts";
import { signedHeaders, type OldSystemRules } from "../domain/old-system.ts";
import { seconds, type Duration, type Instant } from "../domain/time.ts";
import type { Clock } from "../ports/clock.ts";
import type { Log } from "../ports/log.ts";
import type { AskOldSystem, OldSystemAnswer, OldSystemQuestion } from "../ports/moving.ts";
import type { Random } from "../ports/random.ts";
import type { WebhookSender } from "../ports/webhook-sender.ts";
import { webhookSender } from "./webhook-sender.ts";

/** After so many failures in a row, it is left alone for a while. */
const PATIENCE = 3;

const LEFT_ALONE: Duration = seconds(30);

/** How many questions are asked at a time. */
const AT_ONCE = 10;

/** In bytes: more than any user. */
const LARGEST_ANSWER = 64 * 1_024;

type World = { readonly clock: Clock; readonly random: Random; readonly log: Log };

/** Sends questions over https, and reads whole answers. */
export const oldSystemSender = ({
  allowPrivate,
  timeout,
}: Pick<OldSystemRules, "allowPrivate" | "timeout">): WebhookSender =>
  webhookSender({ allowPrivate, timeout, allowHttp: false, read: wholeAnswer });

/** Asks over https, signed. The answers 401 and 404 mean a wrong password and nobody. */
export const askOverHttp =
  (
    rules: OldSystemRules & { readonly url: string },
    sender: WebhookSender,
    { clock, random }: Pick<World, "clock" | "random">,
  ): AskOldSystem =>
  async (question) => {
    const body = JSON.stringify(question);
    const signed = { id: `msg_${randomId(random)}`, body, now: clock.now() };
    const headers = signedHeaders(rules.secret, signed);
    const { ok, answer } = await sender.send({ url: rules.url, headers, body });
    if (ok) return { state: "found", user: jsonIn(answer) };
    if (answer === "404") return { state: "unknown" };
    if (answer === "401") return { state: "wrong-password" };
    throw new OldSystemFailed(answer);
  };

/** Undefined for what is no JSON, which is no user, either. */
function jsonIn(answer: string): unknown {
  try {
    return JSON.parse(answer);
  } catch {
    return undefined;
  }
}

/** The question got a status, or none, in words of our own sender. */
class OldSystemFailed extends Error {
  override readonly name = "OldSystemFailed";
}

/** Reads all of an answer, for a sender of questions. Of another status than 200, the status is the answer. */
export async function wholeAnswer(response: IncomingMessage) {
  const { statusCode = 0 } = response;
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of response) {
    length += (chunk as Buffer).length;
    if (length > LARGEST_ANSWER) break;
    chunks.push(chunk as Buffer);
  }
  if (statusCode !== 200) return { ok: false as const, answer: `${statusCode}` };
  if (length > LARGEST_ANSWER) throw new Error(`more than ${LARGEST_ANSWER} bytes`);
  return { ok: true as const, answer: Buffer.concat(chunks).toString() };
}

/** The same within bounds: undefined if there is no answer in time. A failure is logged once until there is an answer again. */
export function boundedAsk(
  ask: AskOldSystem,
  { timeout }: Pick<OldSystemRules, "timeout">,
  { clock, log }: Pick<World, "clock" | "log">,
): (question: OldSystemQuestion) => Promise<OldSystemAnswer | undefined> {
  let failures = 0;
  let asking = 0;
  let againOn: Instant = 0;
  const failed = (error: unknown): undefined => {
    failures += 1;
    if (failures >= PATIENCE) againOn = clock.now() + LEFT_ALONE;
    // The words of others may repeat what was asked.
    const because =
      error instanceof OldSystemFailed
        ? error.message
        : error instanceof Error
          ? error.name
          : "unknown";
    if (failures === PATIENCE) log.warn("old-system-down", { because });
    return undefined;
  };
  return async (question) => {
    const left = againOn - clock.now();
    // Longer, if the clock was set back.
    if (asking >= AT_ONCE || (left > 0 && left <= LEFT_ALONE)) return undefined;
    asking += 1;
    try {
      const answer = await within(timeout, ask(question));
      if (failures >= PATIENCE) log.info("old-system-back", {});
      failures = 0;
      return answer;
    } catch (error) {
      return failed(error);
    } finally {
      asking -= 1;
    }
  };
}

function within<Value>(timeout: Duration, work: Promise<Value>): Promise<Value> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${timeout} ms`)), timeout);
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}
