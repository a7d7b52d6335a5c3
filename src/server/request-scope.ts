// What every log line of a request shares with its answer: an id, from the proxy or made here.

import { AsyncLocalStorage } from "node:async_hooks";
import type { IncomingMessage } from "node:http";
import { randomId } from "../domain/id.ts";
import { isInside, type Cidr } from "../domain/client-address.ts";
import type { Log } from "../ports/log.ts";
import type { Random } from "../ports/random.ts";
import type { Watch } from "../ports/watch.ts";

export type RequestScope = {
  readonly id: string;
  /** Whether a trusted proxy sent it; if so, what else it says about the request is believed too. */
  readonly fromProxy: boolean;
};

export type RequestScopes = {
  /** Gives a request its scope, before it is answered. */
  begin(request: Request, incoming: IncomingMessage): RequestScope;
  /** Answers a request within its scope. */
  readonly watch: Watch;
  /** The same log; lines that are written while a request is answered carry its id. */
  log(log: Log): Log;
  /** The scope of a request that has begun. */
  of(request: Request): RequestScope | undefined;
};

/**
 * What proxies send: UUIDs, hexadecimal, nginx's $request_id, AWS's Root=…; nothing longer or with other
 * characters.
 */
const ID = /^[\w.=;:@+/-]{8,128}$/;

/** The scopes of one server. Only a trusted proxy may choose an id (CWE-117). */
export function requestScopes(proxies: readonly Cidr[], random: Random): RequestScopes {
  const scopes = new WeakMap<Request, RequestScope>();
  const running = new AsyncLocalStorage<RequestScope>();
  const named = <Facts>(facts: Facts): Facts => {
    const scope = running.getStore();
    return scope === undefined ? facts : { request: scope.id, ...facts };
  };
  return {
    begin(request, incoming) {
      const fromProxy = isInside(incoming.socket.remoteAddress, proxies);
      const sent = incoming.headers["x-request-id"];
      const isGiven = fromProxy && typeof sent === "string" && ID.test(sent);
      const scope = { id: isGiven ? sent : randomId(random), fromProxy };
      scopes.set(request, scope);
      return scope;
    },
    watch({ request }, answer) {
      const scope = scopes.get(request);
      return scope === undefined ? answer() : running.run(scope, answer);
    },
    log: (log) => ({
      info: (event, facts) => log.info(event, named(facts ?? {})),
      warn: (event, facts) => log.warn(event, named(facts ?? {})),
      error: (event, error, facts) => log.error(event, error, named(facts ?? {})),
    }),
    of: (request) => scopes.get(request),
  };
}
