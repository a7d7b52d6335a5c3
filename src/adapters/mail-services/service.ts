// What the mailers for mail services have in common: the options, and what a service's answer means for the outbox.

import { oneLineOf } from "../../domain/delivery-status.ts";
import { isLoopbackHost } from "../../domain/loopback.ts";
import { parseSender, type Sender } from "../../domain/sender.ts";
import { seconds, type Duration } from "../../domain/time.ts";
import type { HandOver, Message } from "../../ports/mailer.ts";
import {
  isAnswer,
  type Exchange,
  type MailServicePatience,
  type ServiceAnswer,
  type ServiceRequest,
} from "./exchange.ts";

/** What every mailer for a mail service takes beside the service's own options. */
export type MailServiceOptions = {
  /** `Name <address>`: the From of every mail. The service must know the address or its domain as yours. */
  readonly from: string;
  /** How many mails are handed over at once. @default 5 */
  readonly atOnce?: number | undefined;
  /** Another place of the service's API than its own, such as a simulator of it. Without https only on this machine. */
  readonly endpoint?: string | undefined;
  /** For tests, which do not wait for minutes. */
  readonly patience?: MailServicePatience | undefined;
};

export type Failed = Extract<HandOver, { ok: false }>;

/**
 * What a refusal is about. `account`: the key, the account, the sender or its quota. `address`: the recipient. `content`: this
 * mail's. `busy`: the service, for now, and it did not accept the mail. `later`: this mail alone, for now. `request`: something in
 * this mail's request, which only we could mend. `doubt`: it may have accepted the mail. `unclear`: it did not, and does not say why.
 */
export type Meaning =
  "account" | "address" | "content" | "busy" | "later" | "request" | "doubt" | "unclear";

export type Refusal = {
  /** The service's own code. */
  readonly code?: string | number | undefined;
  readonly words: string;
  /** Default: by the status. */
  readonly meaning?: Meaning | undefined;
  /** What an operator should look at. */
  readonly hint?: string | undefined;
  /** The mail may have been accepted by an earlier request. */
  readonly mayHaveArrived?: boolean | undefined;
};

export type Ask = (request: ServiceRequest) => Promise<Exchange>;

/** What a service says of itself, without a mail. */
export type Trial = {
  /** `limited`: it answers, and the key may not ask for more. */
  readonly state: "ready" | "limited" | "unfinished";
  readonly seen: string;
  readonly mend?: string;
};

export type MailService = {
  /** The name of the mailer. */
  readonly name: string;
  /** The service's own name. */
  readonly title: string;
  /** None of these is ever in an answer. With a login that is asked for, also what it gave. */
  readonly secrets: readonly string[];
  request(message: Message): ServiceRequest | Promise<ServiceRequest>;
  /** The service's name of a mail that it accepted; undefined if its answer does not say that it did. */
  acceptedAs(answer: ServiceAnswer): string | undefined;
  refusal(answer: ServiceAnswer): Refusal;
  /** How long a service asks to wait in headers of its own. */
  waitIn?(headers: Headers): Duration | undefined;
  /** Headers that every request needs, where they must be asked for first. */
  logIn?(ask: Ask): Promise<Readonly<Record<string, string>> | Failed>;
  /** The service does not take these headers any more. */
  logOut?(): void;
  /** A request that changes nothing; or what to say where there is none beside the login. */
  readonly trial: (() => ServiceRequest | Promise<ServiceRequest>) | Trial;
  /** What the answer to that request says; undefined if it says what an answer to a mail would. */
  tried?(answer: ServiceAnswer): Trial | undefined;
};

const FAULTS: Readonly<Record<Meaning, Pick<Failed, "fault" | "affectsAll" | "mayHaveArrived">>> = {
  account: { fault: "sender", affectsAll: true },
  address: { fault: "address" },
  content: { fault: "policy" },
  busy: { fault: "passing", affectsAll: true },
  later: { fault: "passing" },
  request: { fault: "sender" },
  doubt: { fault: "unknown", mayHaveArrived: true },
  unclear: { fault: "unknown" },
};

/** What a status means where the service does not say more (RFC 9110 section 15). */
function meaningOf(status: number): Meaning {
  if (status < 300 || status >= 500) return "doubt";
  if (status === 429 || status === 408) return "busy";
  if (status === 413) return "content";
  // 400 and 422 are about this request; the others about who asks, and where.
  return status === 400 || status === 409 || status === 422 ? "unclear" : "account";
}

/** A failure as the outbox is told of it. */
export function failureOf(service: MailService, exchange: Exchange): Failed {
  if (!isAnswer(exchange)) {
    const { wasSent, isUntrusted } = exchange;
    const meaning = isUntrusted ? "account" : wasSent ? "doubt" : "busy";
    return failed(service, meaning, exchange.words);
  }
  const { status, headers } = exchange;
  const { code, words, hint, meaning = meaningOf(status), ...more } = service.refusal(exchange);
  // Cut only after the secrets are gone: a part of one would not be found.
  const cut = shown(service, words).slice(0, LONGEST_WORDS);
  const said = [status, code, cut, hint].filter((each) => each !== undefined && each !== "");
  const wait = meaning === "busy" ? waitIn(service, headers) : undefined;
  return {
    ...failed(service, meaning, said.join(" ")),
    ...(more.mayHaveArrived === true && { mayHaveArrived: true }),
    ...(wait !== undefined && { retryAfter: wait }),
  };
}

const failed = (service: MailService, meaning: Meaning, words: string): Failed => ({
  ok: false,
  ...FAULTS[meaning],
  answer: shown(service, `${service.title}: ${words}`),
});

/** Of what a service says, besides its codes and our hints. */
const LONGEST_WORDS = 600;

/** Words that a service had a part in: one line, without what logs in, also if it is encoded as in a form. */
export const shown = ({ secrets }: MailService, words: string): string =>
  oneLineOf(
    secrets
      .flatMap((each) => [
        each,
        encodeURIComponent(each),
        new URLSearchParams({ "": each }).toString().slice(1),
      ])
      .reduce((text, secret) => text.replaceAll(secret, "•••"), words),
  );

/** RFC 9110 section 10.2.3. A date is compared with the service's own. */
function waitIn(service: MailService, headers: Headers): Duration | undefined {
  const given = headers.get("retry-after") ?? "";
  if (/^\d{1,9}$/.test(given)) return seconds(Number(given));
  const wait = Date.parse(given) - Date.parse(headers.get("date") ?? "");
  return Number.isNaN(wait) ? service.waitIn?.(headers) : Math.max(0, wait);
}

/** A header with a number of seconds, or with a second since 1970, which is compared with the service's own date. */
export function secondsIn(headers: Headers, name: string): Duration | undefined {
  const given = headers.get(name) ?? "";
  if (!/^\d{1,12}$/.test(given)) return undefined;
  if (given.length < 9) return seconds(Number(given));
  const wait = seconds(Number(given)) - Date.parse(headers.get("date") ?? "");
  return Number.isNaN(wait) ? undefined : Math.max(0, wait);
}

/** What an option is called, with what to give instead. */
const wrong = (mailer: string, words: string): Error => new Error(`${mailer}: ${words}`);

/** A key as it can stand in a header. Throws if it cannot. */
export function keyOf(mailer: string, name: string, key: string): string {
  if (/^[\x21-\x7e]+$/.test(String(key))) return key;
  throw wrong(mailer, `give ${name} without blanks and line breaks`);
}

/** The place of an API, without a slash at the end. Throws if a key would be sent there in clear text. */
export function endpointOf(mailer: string, given: string | undefined, usual: string): string {
  const url = URL.parse(given ?? usual);
  const isPrivate =
    url?.protocol === "https:" || (url?.protocol === "http:" && isLoopbackHost(url.hostname));
  if (url !== null && isPrivate) return url.href.replace(/\/+$/, "");
  throw wrong(mailer, "give an endpoint with https, like https://api.example.com");
}

/** `"Name" <address>`, as services take it: quoted, because a name may contain a comma. */
export const lineOf = ({ name, address }: Sender): string =>
  name === "" ? address : `"${name.replace(/["\\]/g, "\\$&")}" <${address}>`;

/** Where replies go, if it is anywhere else. Throws if that is no address. */
export function replyToOf({ replyTo }: Message): Sender | undefined {
  const sender = replyTo === undefined ? undefined : parseSender(replyTo);
  if (replyTo === undefined || sender !== undefined) return sender;
  throw new Error("give a sender as replyTo, like Acme <accounts@example.com>");
}

export const inBase64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString("base64");

/** A request with a JSON body. */
export const jsonPost = (
  url: string,
  headers: Readonly<Record<string, string>>,
  body: unknown,
): ServiceRequest => ({
  method: "POST",
  url,
  headers: { "content-type": "application/json", ...headers },
  body: Buffer.from(JSON.stringify(body)),
});

/** A field of an answer, or of an object in it. */
export const fieldIn = (json: unknown, name: string): unknown =>
  typeof json === "object" && json !== null
    ? (json as Readonly<Record<string, unknown>>)[name]
    : undefined;

/** The same as a text; empty if it is none. */
export function textIn(json: unknown, name: string): string {
  const value = fieldIn(json, name);
  return typeof value === "string" ? value : "";
}

/** The words of an answer that is not what was expected, such as a page of a proxy. */
export const wordsIn = ({ text }: ServiceAnswer): string => {
  const words = text.replace(/<[^<>]*>/g, " ").trim();
  return words === "" ? "no words" : words;
};
