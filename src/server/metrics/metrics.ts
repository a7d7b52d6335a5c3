// Collects metrics by wrapping the requests, the store and the passwords, so that no feature knows of them.

import { STOPPED } from "../../domain/stopped-mailbox.ts";
import type { FirstContactRules } from "../../domain/first-contacts.ts";
import type { Clock } from "../../ports/clock.ts";
import { Overloaded } from "../../ports/password-hasher.ts";
import type { Passwords } from "../../ports/passwords.ts";
import { hours, type Instant } from "../../domain/time.ts";
import type { FirstContactReport } from "../../ports/first-contact-store.ts";
import type { Store } from "../../ports/store.ts";
import type { Watch } from "../../ports/watch.ts";
import { registry, type Counter } from "./registry.ts";

export type Metrics = {
  /** Counts and measures each request. */
  readonly watch: Watch;
  /** The same store, whose actions and failures are counted. */
  store(store: Store): Store;
  /** The same passwords; what waits for a turn is counted. */
  passwords(passwords: Passwords): Passwords;
  /** All current metrics in Prometheus's format. Asks the store for those of the outbox. */
  text(): Promise<string>;
};

/** Seconds: from a page without a query to a hash that waited in the queue. */
const LATENCIES = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/** All other methods share one label, because strangers choose them. */
const METHODS = new Set(["GET", "HEAD", "POST", "OPTIONS"]);

type Outbox = Awaited<ReturnType<Store["outboxStatus"]>> & {
  readonly waiting: number;
  readonly firstContacts: FirstContactReport;
};

type OutboxOf = Pick<Store, "outboxStatus" | "countWaiting" | "readFirstContacts">;

/** Metrics of this process; those of the outbox are of the whole installation. */
export function metrics(
  clock: Clock,
  outboxOf: OutboxOf,
  rules: FirstContactRules | undefined,
): Metrics {
  const numbers = registry();
  const outbox = outboxGauges(numbers, clock);
  const hashes = hashGauges(numbers);
  const mails = numbers.counter(
    "postern_mails_total",
    "Mails that a mail server answered for, by what became of them.",
  );
  const registrations = numbers.counter("postern_registrations_total", "Registrations.");
  const confirmations = numbers.counter("postern_confirmations_total", "Confirmed users, by how.");
  const errors = numbers.counter("postern_store_errors_total", "Calls of the store that failed.");
  processGauges(numbers);
  return {
    watch: watchRequests(numbers, clock),
    store: (store) =>
      countFacts(countErrors(store, errors), { mails, registrations, confirmations }),
    passwords: (passwords) => countHashes(passwords, hashes),
    async text() {
      outbox.now = await readOutbox(outboxOf, rules, clock.now()).catch(() => undefined);
      return numbers.text();
    },
  };
}

const readOutbox = async (
  store: OutboxOf,
  rules: FirstContactRules | undefined,
  now: Instant,
): Promise<Outbox> => ({
  ...(await store.outboxStatus()),
  waiting: await store.countWaiting(),
  firstContacts: await store.readFirstContacts({ rules, since: now - (now % hours(1)), now }),
});

type Numbers = ReturnType<typeof registry>;

function watchRequests(numbers: Numbers, clock: Clock): Watch {
  const requests = numbers.counter(
    "postern_http_requests_total",
    "Requests answered, by route and status.",
  );
  const durations = numbers.histogram(
    "postern_http_request_duration_seconds",
    "How long answering took.",
    LATENCIES,
  );
  const logins = numbers.counter("postern_logins_total", "Logins, by outcome.");
  return async ({ request, route }, answer) => {
    const begun = clock.now();
    const response = await answer();
    const method = METHODS.has(request.method) ? request.method : "other";
    requests.add({ method, route, status: `${response.status}` });
    durations.observe(Math.max(0, clock.now() - begun) / 1_000, { method, route });
    const outcome = LOGIN_OUTCOMES[response.status];
    if (route === "/login" && method === "POST" && outcome !== undefined) logins.add({ outcome });
    return response;
  };
}

/**
 * The outcomes of a login by status. Other answers are not the outcome of a login: a field is missing, or the
 * store is unavailable.
 */
const LOGIN_OUTCOMES: Readonly<Record<number, string>> = {
  200: "ok",
  303: "ok",
  401: "refused",
  403: "refused",
  429: "limited",
};

function outboxGauges(numbers: Numbers, clock: Clock): { now: Outbox | undefined } {
  const outbox: { now: Outbox | undefined } = { now: undefined };
  numbers.gauge("postern_store_up", "Whether the store answers.", () =>
    outbox.now === undefined ? 0 : 1,
  );
  numbers.gauge(
    "postern_outbox_waiting",
    "Mails that wait to be sent, in the whole installation.",
    () => outbox.now?.waiting,
  );
  numbers.gauge("postern_outbox_oldest_seconds", "Age of the oldest mail that waits.", () =>
    outbox.now === undefined
      ? undefined
      : Math.max(0, clock.now() - (outbox.now.oldestOn ?? clock.now())) / 1_000,
  );
  numbers.gauge(
    "postern_outbox_held",
    "Whether mails are held: the mail server takes none, or an operator holds them.",
    () =>
      outbox.now === undefined
        ? undefined
        : outbox.now.hold === null && outbox.now.heldBy === null
          ? 0
          : 1,
  );
  numbers.gauge(
    "postern_first_contact_credit",
    "Mails to mailboxes that never confirmed that the site may still send.",
    () => outbox.now?.firstContacts.credit ?? undefined,
  );
  numbers.gauge(
    "postern_first_contact_waiting",
    "Mails that wait because the site has sent as many of those as it may.",
    () => outbox.now?.firstContacts.waiting,
  );
  for (const [what, help] of OF_THE_HOUR) {
    numbers.gauge(`postern_first_contact_${what}`, help, () =>
      outbox.now === undefined ? undefined : (outbox.now.firstContacts.hours.at(-1)?.[what] ?? 0),
    );
  }
  return outbox;
}

/** What became of first contacts since the hour began. */
const OF_THE_HOUR = [
  ["asked", "Registrations since the hour began, in the whole installation."],
  ["sent", "Mails to mailboxes that never confirmed, since the hour began."],
  ["confirmed", "People who confirmed since the hour began."],
  ["withheld", "Mails that ended unsent since the hour began, for want of credit."],
] as const;

type Hashes = { inHand: number; readonly refused: Counter };

function hashGauges(numbers: Numbers): Hashes {
  const hashes: Hashes = {
    inHand: 0,
    refused: numbers.counter(
      "postern_password_hashes_refused_total",
      "Passwords that were not hashed because too many waited.",
    ),
  };
  numbers.gauge(
    "postern_password_hashes_waiting",
    "Passwords that are being hashed, or wait for it.",
    () => hashes.inHand,
  );
  return hashes;
}

function countHashes(passwords: Passwords, hashes: Hashes): Passwords {
  return {
    async admit(asker, act) {
      hashes.inHand += 1;
      try {
        return await passwords.admit(asker, act);
      } catch (error) {
        if (error instanceof Overloaded) hashes.refused.add();
        throw error;
      } finally {
        hashes.inHand -= 1;
      }
    },
  };
}

/** Every method of a store returns a promise that may reject; the label says which method did. */
function countErrors(store: Store, errors: Counter): Store {
  const { features = [], within: _, ...rest } = store;
  const verbs = Object.entries(rest) as [string, (...input: unknown[]) => Promise<unknown>][];
  const counted = Object.fromEntries(
    verbs.map(([verb, act]) => [
      verb,
      async (...input: unknown[]) => {
        try {
          return await act(...input);
        } catch (error) {
          errors.add({ verb });
          throw error;
        }
      },
    ]),
  ) as Omit<Store, "features" | "within">;
  return { ...counted, features };
}

type Facts = Readonly<Record<"mails" | "registrations" | "confirmations", Counter>>;

/** A store's method is one event of the domain, so events are counted here. */
function countFacts(store: Store, { mails, registrations, confirmations }: Facts): Store {
  return {
    ...store,
    async register(input) {
      const registered = await store.register(input);
      if (registered.repeated === undefined) registrations.add();
      return registered;
    },
    async confirm(input) {
      const confirmed = await store.confirm(input);
      if (confirmed.ok) confirmations.add({ via: input.via });
      return confirmed;
    },
    async reset(input) {
      const reset = await store.reset(input);
      if (reset.ok && reset.value.confirmedOn === input.now) confirmations.add({ via: "reset" });
      return reset;
    },
    async settleMail(input) {
      const settled = await store.settleMail(input);
      // No server has seen what its mailbox has stopped.
      if (settled) mails.add({ state: input.answer === STOPPED ? "stopped" : input.state });
      return settled;
    },
  };
}

function processGauges(numbers: Numbers): void {
  numbers.gauge("process_resident_memory_bytes", "Memory of this process.", () =>
    process.memoryUsage.rss(),
  );
  numbers.gauge("process_uptime_seconds", "How long this process has lived.", () =>
    process.uptime(),
  );
}
