// Sends webhooks over HTTP, to nobody but who was meant, and not for longer or with more than was agreed.

import { lookup } from "node:dns/promises";
import type { Agent, IncomingMessage } from "node:http";
import type { request as Request } from "node:https";
import { isIP, type LookupFunction } from "node:net";
import { seconds, type Duration } from "../domain/time.ts";
import {
  hostOf,
  mayReach,
  parseWebhookUrl,
  type UrlRefusal,
  type WebhookRules,
} from "../domain/webhook-url.ts";
import { loadedOnce } from "../domain/once.ts";
import type { WebhookAnswer, WebhookRequest, WebhookSender } from "../ports/webhook-sender.ts";

/** In bytes. Standard Webhooks recommends less than 20 kB. */
const LARGEST_BODY = 64 * 1_024;

/** How many characters of an answer are kept. */
const KEPT = 200;

/** How many bytes of an answer are read. */
const READ = 4 * KEPT;

/** A connection serves the next webhook to the same place for this long: a receiver's TLS costs more than its events. */
const KEPT_OPEN: Duration = seconds(4);

export type WebhookSenderOptions = WebhookRules & {
  /** All addresses of a name. Default: those that the machine knows. */
  readonly addressesOf?: (name: string) => Promise<readonly string[]>;
  /** Certificates of authorities to trust instead of Node's. */
  readonly ca?: string | undefined;
  /** Reads an answer. Default: its status, and the beginning of what it says. */
  readonly read?: (response: IncomingMessage) => Promise<WebhookAnswer>;
};

/**
 * A sender of webhooks that follows no redirects. A name is looked up once for each request; every address of it must be
 * allowed, and a connection is made to one of these addresses and no other. So a name that means something else a
 * moment later (DNS rebinding) reaches nothing. A connection that is still open from a moment ago was made in the same way.
 */
export function webhookSender(options: WebhookSenderOptions): WebhookSender {
  const clientOf = clients();
  return {
    async send(request, signal) {
      const deadline = AbortSignal.timeout(options.timeout);
      const over = signal === undefined ? deadline : AbortSignal.any([deadline, signal]);
      try {
        return await send(request, over, { ...options, clientOf });
      } catch (error) {
        if (signal?.aborted) return failed("given up: this process stops");
        if (deadline.aborted) return failed(`no answer within ${options.timeout / 1_000} s`);
        return failed(error instanceof Error ? reasonOf(error) : String(error));
      }
    },
  };
}

const failed = (answer: string): WebhookAnswer => ({ ok: false, answer: answer.slice(0, KEPT) });

/** Several addresses were tried: their errors are inside. */
const reasonOf = (error: Error): string =>
  error instanceof AggregateError
    ? error.errors.map((each) => (each instanceof Error ? each.message : String(each))).join("; ")
    : error.message;

const URL_WORDS: Readonly<Record<UrlRefusal, string>> = {
  "no-url": "not a URL that webhooks can be sent to",
  "has-password": "a URL with a name or password in it",
  "not-https": "http is not allowed here, only https",
  "not-public": "not a public address",
};

async function send(
  { url: given, headers, body }: WebhookRequest,
  signal: AbortSignal,
  { clientOf, ...options }: WebhookSenderOptions & { readonly clientOf: Clients },
): Promise<WebhookAnswer> {
  const url = parseWebhookUrl(given, options);
  if (!url.ok) return failed(`not sent: ${URL_WORDS[url.reason]}`);
  const bytes = Buffer.from(body);
  if (bytes.length > LARGEST_BODY) return failed(`not sent: ${bytes.length} bytes are too much`);
  const addresses = await until(signal, addressesOf(hostOf(url.value), options));
  const forbidden = addresses.find((address) => !mayReach(address, options));
  if (forbidden !== undefined) return failed(`not sent: ${forbidden} is not a public address`);
  const client = await clientOf(url.value.protocol);
  return exchange(client, url.value, {
    headers,
    bytes,
    addresses,
    signal,
    ca: options.ca,
    read: options.read ?? answerOf,
  });
}

type Client = { readonly request: typeof Request; readonly agent: Agent };

type Clients = (protocol: string) => Promise<Client>;

/** Clients for both protocols, each loaded with the first webhook that needs it, because most sites have none. */
function clients(): Clients {
  const kept = { keepAlive: true, timeout: KEPT_OPEN };
  const secure = loadedOnce(async () => {
    const { Agent, request } = await import("node:https");
    return { request, agent: new Agent(kept) };
  });
  const plain = loadedOnce(async () => {
    const { Agent, request } = await import("node:http");
    return { request, agent: new Agent(kept) };
  });
  return (protocol) => (protocol === "https:" ? secure() : plain());
}

/** A look-up cannot be stopped, so it is left to itself. */
const until = <Value>(signal: AbortSignal, work: Promise<Value>): Promise<Value> =>
  new Promise((resolve, reject) => {
    signal.throwIfAborted();
    signal.addEventListener("abort", () => reject(signal.reason as Error), { once: true });
    work.then(resolve, reject);
  });

async function addressesOf(
  host: string,
  { addressesOf: known = allAddresses }: WebhookSenderOptions,
): Promise<readonly string[]> {
  if (isIP(host) !== 0) return [host];
  const found = await known(host);
  if (found.length === 0) throw new Error(`${host} has no address`);
  return found;
}

const allAddresses = async (name: string): Promise<readonly string[]> =>
  (await lookup(name, { all: true })).map(({ address }) => address);

/** Answers the connection's question with what was checked, whatever the name means by now. */
const pinned =
  (addresses: readonly string[]): LookupFunction =>
  (_name, { all }, answer) => {
    const found = addresses.map((address) => ({ address, family: isIP(address) }));
    if (all === true) answer(null, found);
    else answer(null, found[0]?.address ?? "", found[0]?.family);
  };

type Outgoing = {
  readonly headers: WebhookRequest["headers"];
  readonly bytes: Buffer;
  readonly addresses: readonly string[];
  readonly signal: AbortSignal;
  readonly ca: string | undefined;
  readonly read: (response: IncomingMessage) => Promise<WebhookAnswer>;
};

/** A receiver may close a connection that it kept open just when the next webhook is sent; that one is sent again. */
async function exchange(client: Client, url: URL, what: Outgoing): Promise<WebhookAnswer> {
  for (;;) {
    const answer = await exchangeOnce(client, url, what);
    if (answer !== "stale") return answer;
  }
}

const exchangeOnce = (
  { request, agent }: Client,
  url: URL,
  { headers, bytes, addresses, signal, ca, read }: Outgoing,
): Promise<WebhookAnswer | "stale"> =>
  new Promise((resolve, reject) => {
    const outgoing = request(url, {
      method: "POST",
      headers: {
        ...headers,
        "content-type": "application/json",
        "content-length": bytes.length,
        "user-agent": "Postern",
      },
      agent,
      lookup: pinned(addresses),
      signal,
      ca,
    });
    let isAnswered = false;
    outgoing.on("response", (response) => {
      isAnswered = true;
      read(response).then(resolve, reject);
    });
    outgoing.on("error", (error) => {
      if (isAnswered) return;
      if (outgoing.reusedSocket && !signal.aborted) resolve("stale");
      else reject(error);
    });
    // A server that wants another protocol, or hangs up, is no answer.
    outgoing.on("close", () => {
      if (!isAnswered) reject(new Error("the connection was closed without an answer"));
    });
    outgoing.end(bytes);
  });

async function answerOf(response: IncomingMessage): Promise<WebhookAnswer> {
  const { statusCode: status = 0, headers } = response;
  const beginning = beginningOf(response);
  if (status >= 200 && status <= 299) return { ok: true, answer: `${status}` };
  if (status >= 300 && status <= 399) {
    return failed(`${status}: redirects are not followed; enter the URL that is meant`);
  }
  const said = (await beginning).replace(/[\p{Cc}\p{Cf}\s]+/gu, " ").trim();
  return {
    ...failed(said === "" ? `${status}` : `${status}: ${said}`),
    ok: false,
    isGone: status === 410,
    retryAfter: secondsIn(headers["retry-after"]),
  };
}

/** RFC 9110 section 10.2.3. A date depends on two clocks, so it is not read: the usual wait is good enough. */
const secondsIn = (header: string | undefined): Duration | undefined =>
  /^\d{1,6}$/.test(header ?? "") ? seconds(Number(header)) : undefined;

/** Resolves with what there is if the rest does not come. A connection is only used again when its answer has ended. */
async function beginningOf(response: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let length = 0;
  try {
    for await (const chunk of response) {
      chunks.push(chunk as Buffer);
      length += (chunk as Buffer).length;
      if (length >= READ) break;
    }
  } catch {
    // The status is the answer; these were only words.
  }
  return Buffer.concat(chunks).toString("utf8", 0, READ);
}
