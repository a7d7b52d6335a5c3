// Everything that observes the running server: request ids, metrics, traces. The library knows none of it.

import { argon2Hasher } from "../adapters/argon2-hasher.ts";
import { fairPasswords } from "../adapters/fair-passwords.ts";
import { systemRandom } from "../adapters/system-random.ts";
import { firstContactRules } from "../options/options.ts";
import type { Clock } from "../ports/clock.ts";
import type { Log } from "../ports/log.ts";
import type { Passwords } from "../ports/passwords.ts";
import type { Store } from "../ports/store.ts";
import type { Watch } from "../ports/watch.ts";
import type { ServerConfig } from "./config.ts";
import { metricsListener, type MetricsListener } from "./metrics/listener.ts";
import { metrics } from "./metrics/metrics.ts";
import { requestScopes, type RequestScopes } from "./request-scope.ts";
import { tracing } from "./tracing.ts";

export type Observing = {
  /** The parts of a Postern that are observed. */
  readonly parts: {
    readonly store: Store;
    readonly passwords: Passwords;
    readonly log: Log;
    readonly watch: Watch;
  };
  readonly scopes: RequestScopes;
  /** The listener for Prometheus, if one is configured. */
  readonly listener: MetricsListener | undefined;
};

/** Wraps the store and the requests, as far as the configuration asks for it. */
export async function observe(
  config: Pick<ServerConfig, "metrics" | "options" | "trustedProxies">,
  store: Store,
  log: Log,
  clock: Clock,
): Promise<Observing> {
  const scopes = requestScopes(config.trustedProxies, systemRandom);
  const traced = await tracing(scopes);
  const numbers =
    config.metrics === undefined
      ? undefined
      : metrics(clock, store, firstContactRules(config.options));
  const passwords = fairPasswords(argon2Hasher());
  const listener =
    config.metrics === undefined || numbers === undefined
      ? undefined
      : await metricsListener(config.metrics, numbers.text);
  return {
    parts: {
      store: numbers?.store(store) ?? store,
      passwords: numbers?.passwords(passwords) ?? passwords,
      log: scopes.log(log),
      watch: inside([scopes.watch, numbers?.watch, traced]),
    },
    scopes,
    listener,
  };
}

/** Makes one watch from several, the first outermost. */
const inside = (watches: readonly (Watch | undefined)[]): Watch =>
  watches
    .filter((watch) => watch !== undefined)
    .reduceRight<Watch>(
      (inner, outer) => (watched, answer) => outer(watched, () => inner(watched, answer)),
      (_, answer) => answer(),
    );
