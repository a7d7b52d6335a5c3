// The least server of server-sent events: it keeps as many streams as are opened, and writes to each every 20 seconds. It is
// JavaScript, because reading TypeScript takes 25 MB.

import { createServer } from "node:http";
import { setFlagsFromString } from "node:v8";

setFlagsFromString("--heap-growing-percent=30"); // as the built server does

/** @type {Set<import("node:http").ServerResponse>} */
const open = new Set();

createServer(({ url }, response) => {
  if (url !== "/stream") return void response.end();
  response.writeHead(200, { "content-type": "text/event-stream", "cache-control": "no-store" });
  response.write("retry: 3000\n\n");
  open.add(response);
  response.on("close", () => open.delete(response));
  return undefined;
}).listen(Number(process.env["PORT"]), process.env["HOST"]);

setInterval(() => {
  for (const response of [...open].slice(0, Math.ceil(open.size / 20))) {
    open.delete(response);
    open.add(response);
    response.write(":\n\n");
  }
}, 1_000);
