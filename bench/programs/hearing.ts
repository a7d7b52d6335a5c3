// A receiver of webhooks that accepts everything and keeps nothing.

import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { obey } from "../program.ts";

let heard = 0;
const server = createServer((request, response) => {
  request.resume().on("end", () => {
    heard += 1;
    response.writeHead(204).end();
  });
});
server.listen(0, "127.0.0.1");
await once(server, "listening");
const { port } = server.address() as AddressInfo;

obey({ listening: () => ({ url: `http://127.0.0.1:${port}/` }), heard: () => heard });
