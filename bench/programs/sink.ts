// A mail server that accepts everything and keeps nothing.

import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { SMTPServer } from "smtp-server";
import { obey } from "../program.ts";

const server = new SMTPServer({
  authOptional: true,
  disabledCommands: ["AUTH", "STARTTLS"],
  logger: false,
  disableReverseLookup: true,
  onData(stream, _session, answer) {
    stream.resume().on("end", () => answer());
  },
});
server.listen(0, "127.0.0.1");
await once(server.server, "listening");
const { port } = server.server.address() as AddressInfo;

obey({ listening: () => ({ port }) });
