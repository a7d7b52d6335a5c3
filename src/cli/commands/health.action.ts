// `postern health`: the health check of a container or a supervisor, which needs no other program.

import { once } from "node:events";
import { get, type IncomingMessage } from "node:http";
import { text } from "node:stream/consumers";
import { withBasePath } from "../../domain/base-path.ts";
import { seconds } from "../../domain/time.ts";
import { checkConfig } from "../../server/config.ts";
import { exitCodes, Refused } from "../exit.ts";
import type { Globals } from "../globals.ts";
import { print, printJson } from "../output.ts";

/** Supervisors ask again soon, and count a check that takes longer as a failure. */
const PATIENCE = seconds(4);

/** Asks the server where it listens, which need not be where the name "localhost" leads. */
export async function askHealth(
  { ready }: { readonly ready?: true },
  globals: Globals,
): Promise<void> {
  const { host, port, options } = await checkConfig({
    environment: process.env,
    mode: "production",
    configFile: globals.config,
    database: globals.database,
  });
  if (port === 0) {
    const words = "PORT is 0, so the server listens on any free port, and cannot be found.";
    throw new Refused("no-port", words, exitCodes.usage);
  }
  const { pathname } = new URL(withBasePath(options.baseUrl, options.basePath));
  const path = `${pathname.replace(/\/$/, "")}${ready ? "/readyz" : "/healthz"}`;
  const url = `http://${reachable(host)}:${port}${path}`;
  const { status, body } = await asked(url);
  if (status >= 300) {
    const why = Object.values(body.fields ?? {}).join(" ") || `status ${status}`;
    throw new Refused("not-ready", `The server at ${url} is not ready: ${why}`);
  }
  const warnings = body.warnings ?? [];
  if (globals.json) return printJson({ url, warnings });
  print(`The server at ${url} ${ready ? "is ready" : "answers"}.`);
  for (const { title } of warnings) print(title);
}

type Answer = {
  readonly fields?: Readonly<Record<string, string>>;
  readonly warnings?: readonly { readonly reason: string; readonly title: string }[];
};

/** Of a server that listens on all addresses, the one of this machine. */
function reachable(host: string): string {
  if (host === "0.0.0.0") return "127.0.0.1";
  if (host === "::") return "[::1]";
  return host.includes(":") ? `[${host}]` : host;
}

/** `fetch` refuses some ports that a server may well have, such as 6000 and 10080. */
async function asked(url: string): Promise<{ readonly status: number; readonly body: Answer }> {
  try {
    const signal = AbortSignal.timeout(PATIENCE);
    const request = get(url, { headers: { accept: "application/json" }, signal, agent: false });
    const [response] = (await once(request, "response", { signal })) as [IncomingMessage];
    const body = await text(response);
    return {
      status: response.statusCode ?? 0,
      body: body === "" ? {} : (JSON.parse(body) as Answer),
    };
  } catch (error) {
    throw new Refused("no-answer", `No server answers at ${url}: ${(error as Error).message}`);
  }
}
