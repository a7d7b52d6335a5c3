// Runs the server from a terminal: prints its address, and stops it in an orderly way.

import { flushCompileCache } from "node:module";
import { setFlagsFromString } from "node:v8";
import { loadConfig } from "../../server/config.ts";
import type { Mode } from "../../server/config-types.ts";
import { startServer } from "../../server/start.ts";
import { askedToEnd } from "../asked-to-end.ts";
import type { Globals } from "../globals.ts";
import { print, say, styled } from "../output.ts";

/** Starts, prints the address, and resolves once the server was asked to stop and has stopped. */
export async function serve(
  mode: Mode,
  flags: { readonly port?: number; readonly host?: string },
  globals: Globals,
): Promise<void> {
  const config = await loadConfig({
    environment: process.env,
    mode,
    configFile: globals.config,
    database: globals.database,
    port: flags.port,
    host: flags.host,
  });
  const server = await startServer(config);
  const asked = askedToEnd();
  if (globals.json) {
    // A program reads this line by line while the server runs: one line, not one document.
    const { url, mailboxUrl, metricsUrl, bouncesUrl } = server;
    print(JSON.stringify({ event: "listening", url, mailboxUrl, metricsUrl, bouncesUrl }));
  } else {
    print(`Postern is at  ${styled("cyan", server.url)}`);
    if (server.mailboxUrl !== undefined) {
      print(`Its mails are at  ${styled("cyan", server.mailboxUrl)}`);
    }
    if (server.metricsUrl !== undefined) {
      print(`Its metrics are at  ${styled("cyan", server.metricsUrl)}`);
    }
    if (server.bouncesUrl !== undefined) {
      print(`Bounce reports are received at  ${styled("cyan", server.bouncesUrl)}`);
    }
    if (process.stdout.isTTY) say("Press Ctrl-C to stop.");
  }
  setTimeout(settle, 1_000).unref();
  const signal = await asked;
  if (!globals.json && signal === "SIGINT" && process.stderr.isTTY) say("\nStopping.");
  await server.stop();
}

function settle(): void {
  // Soon, because V8 forgets what only the start needs, and a process that is killed keeps nothing at its end.
  flushCompileCache();
  // As an option of Node, this would make it compile its own modules at each start, because their compiled code is for other options.
  setFlagsFromString("--heap-growing-percent=30");
}
