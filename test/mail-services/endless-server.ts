// A server on this machine whose answers have no end, as fast as they are read.

import { Readable } from "node:stream";
import { listen } from "../../src/testing/listen.ts";

export const endlessServer = () =>
  listen(() => (incoming, outgoing) => {
    incoming.resume();
    outgoing.writeHead(200, { "content-type": "application/json" });
    const chunk = Buffer.alloc(64 * 1_024, "[");
    const answer = new Readable({ read: () => void answer.push(chunk) });
    answer.pipe(outgoing).once("close", () => answer.destroy());
  });
