// Several mailers, in order: the next one takes over while one accepts nothing.

import { holdDelay } from "../domain/mail.ts";
import { minutes, type Duration, type Instant } from "../domain/time.ts";
import type { Clock } from "../ports/clock.ts";
import type { Log } from "../ports/log.ts";
import type { HandOver, Mailer, Message } from "../ports/mailer.ts";
import { systemClock } from "./system-clock.ts";

/** What a list of mailers may be given. */
export type MailerListOptions = {
  /** Where it is told which mailer holds, and that it works again: `mailer-held`, `mailer-works-again`. @default nowhere */
  readonly log?: Log | undefined;
  /** @default the clock of the machine */
  readonly clock?: Clock | undefined;
};

type Failed = Extract<HandOver, { ok: false }>;

/**
 * One mailer of several. Each mail is given to the first that accepts mails. A mailer that cannot be reached, or refuses every mail (its
 * failure has `affectsAll`), is passed over for 5 seconds, then for longer, up to 5 minutes, or for as long as it asked; then one mail tries it
 * again. If all are passed over, mails are held. A mail that was not answered (`mayHaveArrived`) is only given to the same mailer again, in every
 * process and for good, because two mailers cannot know that they send the same mail twice; other mails go to the next. The From that pages show is the first mailer's. Throws if
 * there are none.
 *
 * @example
 * ```ts
 * const from = "Acme <accounts@example.com>";
 * const main = smtpMailer({ host: "smtp.example.com", port: 465, secure: true, from });
 * const other = smtpMailer({ host: "smtp.example.net", port: 465, secure: true, from });
 * mailerList([main, other]).name; // → "smtp.example.com:465, smtp.example.net:465"
 * ```
 */
export function mailerList(mailers: readonly Mailer[], options: MailerListOptions = {}): Mailer {
  const names = namesOf(mailers);
  const all = mailers.map((mailer, at) => inTheList(mailer, names[at]!, options));
  const [first] = all;
  if (first === undefined) throw new Error("mailerList: give at least one mailer");
  return {
    name: names.join(", "),
    ...(first.mailer.from !== undefined && { from: first.mailer.from }),
    ...atOnceOf(mailers),
    async send(message, signal) {
      const mayHaveIt = all.find(({ name }) => name === message.mayBeWith);
      if (mayHaveIt === undefined) return firstToAccept(all, ({ send }) => send(message, signal));
      // Whatever is wrong with this mailer, other mails go another way.
      const answer = await mayHaveIt.send(message, signal);
      return answer.ok ? answer : { ...answer, affectsAll: false };
    },
    probe: () => firstToAccept(all, ({ probe }) => probe()),
    async close() {
      await Promise.all(mailers.map(async (mailer) => mailer.close?.()));
    },
  };
}

/** A mailer without a name is called "mailer", and a further one of the same name "mailer#2". */
function namesOf(mailers: readonly Mailer[]): readonly string[] {
  const given = mailers.map(({ name = "mailer" }) => name);
  return given.map((name, at) => {
    const before = given.slice(0, at).filter((each) => each === name).length;
    return before === 0 ? name : `${name}#${before + 1}`;
  });
}

/** No more than the least of them, because each may have to take all. */
function atOnceOf(mailers: readonly Mailer[]): Pick<Mailer, "atOnce"> {
  const atOnce = Math.min(...mailers.map((each) => each.atOnce ?? Infinity));
  return atOnce === Infinity ? {} : { atOnce };
}

/** A mailer that remembers that it accepts nothing: it fails without being asked until it is to be tried again. */
type Listed = {
  readonly name: string;
  readonly mailer: Mailer;
  send(message: Message, signal?: AbortSignal): Promise<HandOver>;
  probe(): Promise<HandOver>;
};

async function firstToAccept(
  all: readonly Listed[],
  ask: (one: Listed) => Promise<HandOver>,
): Promise<HandOver> {
  const failures: Failed[] = [];
  for (const one of all) {
    const answer = await ask(one);
    if (!isHolding(answer)) return answer;
    failures.push(answer);
  }
  return {
    ...failures[0]!,
    retryAfter: Math.min(...failures.map(({ retryAfter = 0 }) => retryAfter)),
    answer: failures.map(({ answer }) => answer).join("; "),
  };
}

const isHolding = (answer: HandOver): answer is Failed =>
  !answer.ok && answer.affectsAll === true && answer.mayHaveArrived !== true;

/** What a mailer that did not answer one mail says to the others, which it does not have. */
const asOfAll = ({ fault, answer }: Failed): Failed => ({
  ok: false,
  fault: fault === "unknown" ? "passing" : fault,
  affectsAll: true,
  answer,
});

/** While one mail tries a mailer again, the others do not wait for it. */
const TRY: Duration = minutes(2);

type Hold = { readonly until: Instant; readonly probes: number; readonly answer: Failed };

function inTheList(
  mailer: Mailer,
  name: string,
  { log, clock = systemClock }: MailerListOptions,
): Listed {
  let hold: Hold | undefined;

  async function ask(act: () => Promise<HandOver>): Promise<HandOver> {
    const now = clock.now();
    if (hold !== undefined && now < hold.until)
      return { ...hold.answer, retryAfter: hold.until - now };
    const probes = (hold?.probes ?? 0) + 1;
    if (hold !== undefined) hold = { ...hold, until: now + TRY };
    const answer = named(await act());
    if (answer.ok || !(answer.mayHaveArrived === true || isHolding(answer))) {
      if (hold !== undefined) log?.info("mailer-works-again", { mailer: name });
      hold = undefined;
      return answer;
    }
    if (hold === undefined) log?.warn("mailer-held", { mailer: name, answer: answer.answer });
    const retryAfter = holdDelay(probes, 0, answer.retryAfter);
    hold = { until: clock.now() + retryAfter, probes, answer: asOfAll(answer) };
    return isHolding(answer) ? { ...answer, retryAfter } : answer;
  }

  const named = (said: HandOver): HandOver => ({
    ...said,
    answer: `${name}: ${said.answer}`,
    ...(!said.ok && { mailer: name }),
  });

  return {
    name,
    mailer,
    send: (message, signal) => ask(() => mailer.send(message, signal)),
    probe: () => ask(async () => (await mailer.probe?.()) ?? { ok: true, answer: "not asked" }),
  };
}
