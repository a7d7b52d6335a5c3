// Server-sent events straight to Node's response: a web stream for each of 10,000 would need as much memory again.

import type { OutgoingHttpHeaders, ServerResponse } from "node:http";
import type { Server, Socket } from "node:net";
import { eventsOf, type StreamSink } from "../http/event-stream.ts";

/**
 * Writes the answer, if it is a stream of events. Returns what is left to answer: for @hono/node-server, that this was answered already.
 */
export function sendEvents(response: Response, outgoing: ServerResponse): Response {
  const open = eventsOf(response);
  if (open === undefined) return response;
  // Whoever left while the session was read is not waited for.
  if (!outgoing.destroyed) {
    outgoing.writeHead(response.status, headersOf(response));
    // Written alone, the head becomes one flat text, and Node keeps less for as long as the stream is open.
    outgoing.flushHeaders();
    outgoing.on("close", open(sinkOf(outgoing)));
  }
  const answered = new Response(null, { headers: { "x-hono-already-sent": "true" } });
  // Its Response is a light one, and would be written from what it was made of, unless something has read it.
  void answered.body;
  return answered;
}

/** As an object: some middleware that waits for the headers of an answer understands no list. */
function headersOf({ headers }: Response): OutgoingHttpHeaders {
  const cookies = headers.getSetCookie();
  return { ...Object.fromEntries(headers), ...(cookies.length > 0 && { "set-cookie": cookies }) };
}

function sinkOf(outgoing: ServerResponse): StreamSink {
  const socket: Socket & { readonly server?: Server } = outgoing.req.socket;
  const isOver = (): boolean => socket.server?.listening === false;
  return {
    write: (text) => void outgoing.write(text),
    isOver,
    end() {
      outgoing.end();
      if (isOver()) socket.destroySoon();
    },
  };
}
