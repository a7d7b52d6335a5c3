// A stream of server-sent events (WHATWG HTML, 9.2) as an answer, for every host that takes a Response.

import type { OpenStream, StreamSink } from "../ports/news.ts";

export type { StreamSink };

/** The same streams, for mounts that can write them without a web stream for each. */
const opened = new WeakMap<Response, OpenStream>();

/** What opens the stream of an answer; undefined if it is no such answer. Whoever calls it does not read the body. */
export const eventsOf = (response: Response): OpenStream | undefined => opened.get(response);

/** Nothing is loaded by a stream. Node keeps the headers as long as it is open, so this is shorter than that of pages. */
const POLICY = "default-src 'none'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

/** Neither kept, nor gathered, nor compressed on the way: what is written has to arrive at once. */
export function eventStream(open: OpenStream, headers: Headers): Response {
  headers.set("content-type", "text/event-stream");
  headers.set("cache-control", "no-store, no-transform");
  headers.set("x-accel-buffering", "no");
  headers.set("content-security-policy", POLICY);
  headers.delete("content-language");
  const response = new Response(bodyOf(open), { headers });
  opened.set(response, open);
  return response;
}

/** The same answer, whose stream also ends once the server is closing, which would otherwise wait for it. */
export function endingWith(response: Response, isOver: () => boolean): Response {
  const open = opened.get(response);
  return open === undefined
    ? response
    : new Response(bodyOf(open, isOver), { headers: response.headers });
}

/** Opens the stream when it is read for the first time: nobody reads the answer to a HEAD, or one that was thrown away. */
function bodyOf(open: OpenStream, isOver = () => false): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  let leave: (() => void) | undefined;
  return new ReadableStream(
    {
      pull(controller) {
        leave ??= open({
          write: (text) => controller.enqueue(encoder.encode(text)),
          end: () => controller.close(),
          isOver,
        });
      },
      cancel: () => leave?.(),
    },
    { highWaterMark: 0 },
  );
}
