// One request to a mail service, and how far it came: what was not sent completely cannot have been accepted.

import type { Duration } from "../../domain/time.ts";

export type ServiceRequest = {
  readonly method: "GET" | "POST";
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: Uint8Array;
};

export type ServiceAnswer = {
  readonly status: number;
  readonly headers: Headers;
  /** The beginning of the body, or as much of it as came. */
  readonly text: string;
  /** The same as JSON; undefined if it is none. */
  readonly json: unknown;
};

/** No answer. */
export type Silence = {
  /** Everything had been sent, so the service may have accepted it. */
  readonly wasSent: boolean;
  /** Whoever answered has no certificate of the service. */
  readonly isUntrusted: boolean;
  readonly words: string;
};

export type Exchange = ServiceAnswer | Silence;

/** How long to wait for a mail service. */
export type MailServicePatience = {
  /** Milliseconds from the start until the whole request is sent. */
  readonly untilSent: Duration;
  /** Milliseconds from then until the whole answer is read. */
  readonly untilAnswered: Duration;
};

/** Node's `fetch` waits no longer than five minutes for an answer. */
export const PATIENCE: MailServicePatience = { untilSent: 120_000, untilAnswered: 300_000 };

/** In bytes. Answers of mail services have a few hundred. */
const LONGEST_ANSWER = 64 * 1_024;

export const isAnswer = (said: Exchange): said is ServiceAnswer => "status" in said;

/** Sends a request and reads the answer, within the patience. Follows no redirect, and never throws. */
export async function exchange(
  { method, url, headers, body }: ServiceRequest,
  patience: MailServicePatience,
): Promise<Exchange> {
  const over = new AbortController();
  const giveUp = (): void => over.abort(new Error("no answer in time"));
  let wasSent = false;
  let timer = setTimeout(giveUp, patience.untilSent);
  const isSent = (): void => {
    wasSent = true;
    clearTimeout(timer);
    timer = setTimeout(giveUp, patience.untilAnswered);
  };
  try {
    const response = await fetch(url, {
      method,
      headers: {
        accept: "application/json",
        "user-agent": "Postern",
        ...headers,
        ...lengthOf(body),
      },
      ...(body !== undefined && inChunks(body, isSent)),
      redirect: "manual",
      signal: over.signal,
    });
    return await answerOf(response);
  } catch (error) {
    return { wasSent, ...wordsOf(over.signal.aborted ? over.signal.reason : error) };
  } finally {
    clearTimeout(timer);
  }
}

/** Without it, a body of which `fetch` does not know the length would be sent in chunks, which not every service takes. */
const lengthOf = (body: Uint8Array | undefined): Record<string, string> =>
  body === undefined ? {} : { "content-length": `${body.byteLength}` };

/** In bytes. A connection that breaks makes `fetch` read one more of these, so several tell where it broke. */
const CHUNK = 16 * 1_024;

/**
 * A body that `fetch` begins to read when it is connected, and whose end it reaches when everything has been given to the
 * connection: an array as the body would not tell. Where another runtime reads it earlier, there is only more doubt.
 */
function inChunks(bytes: Uint8Array, isSent: () => void): RequestInit {
  let at = 0;
  const body = new ReadableStream<Uint8Array>(
    {
      pull(controller) {
        if (at < bytes.length) controller.enqueue(bytes.subarray(at, at + CHUNK));
        else {
          isSent();
          controller.close();
        }
        at += CHUNK;
      },
    },
    { highWaterMark: 0 },
  );
  return { body, duplex: "half" };
}

async function answerOf(response: Response): Promise<ServiceAnswer> {
  const text = await beginningOf(response);
  return { status: response.status, headers: response.headers, text, json: jsonIn(text) };
}

/** As much as there is, if the rest does not come: the status is the answer. */
async function beginningOf({ body }: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  try {
    for await (const chunk of (body ?? []) as AsyncIterable<Uint8Array>) {
      chunks.push(chunk);
      length += chunk.length;
      if (length > LONGEST_ANSWER) break;
    }
  } catch {
    // Broken or too slow. What a service must say is looked for in what came.
  }
  return Buffer.concat(chunks).toString("utf8", 0, LONGEST_ANSWER);
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/** OpenSSL's names for certificate errors, and Node's for a wrong host name in one. */
const UNTRUSTED = /CERT|SELF_SIGNED|UNABLE_TO_|HOSTNAME_MISMATCH/;

/** `fetch` says "fetch failed", and its cause says why; if several addresses were tried, their errors are inside. */
function wordsOf(error: unknown): Pick<Silence, "isUntrusted" | "words"> {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  const all: readonly unknown[] = cause instanceof AggregateError ? cause.errors : [cause];
  return {
    isUntrusted: all.some((each) => UNTRUSTED.test(codeOf(each))),
    words: all.map((each) => (each instanceof Error ? each.message : String(each))).join("; "),
  };
}

const codeOf = (error: unknown): string => String((error as NodeJS.ErrnoException).code ?? "");
