// The standalone server: a thin composition of the library, a port, and an orderly shutdown.

import { createAdaptorServer } from "@hono/node-server";
import type { IncomingMessage, Server, ServerOptions, ServerResponse } from "node:http";
import { setTimeout } from "node:timers/promises";
import { jsonLog } from "../adapters/json-log.ts";
import { sendEvents } from "../mounts/node-events.ts";
import { peerOf } from "../mounts/trusted-proxies.ts";
import { systemClock } from "../adapters/system-clock.ts";
import { seconds, type Duration } from "../domain/time.ts";
import {
  composePostern,
  type ComposedPostern,
  type Postern,
  type PosternOptions,
} from "../postern.ts";
import { migrate } from "../stores/sql/migrate.ts";
import type { Log } from "../ports/log.ts";
import type { BounceReceiver } from "./bounce-receiver.ts";
import type { ServerConfig } from "./config.ts";
import { disposableDomainsIn } from "./domain-files.ts";
import { listen } from "./listen.ts";
import { observe } from "./observing.ts";
import type { RequestScopes } from "./request-scope.ts";
import { sharedClock } from "./shared-clock.ts";
import { openDriver, openMailer, openStore } from "./open.ts";
import { withBasePath } from "../domain/base-path.ts";
import { trustsAnyServer } from "./postgres-url.ts";

export type RunningServer = {
  readonly url: string;
  /** Where captured mails are shown; undefined if mails are really sent. */
  readonly mailboxUrl: string | undefined;
  /** Where Prometheus reads the metrics; undefined if no port is configured for them. */
  readonly metricsUrl: string | undefined;
  /** Where bounce reports are received; undefined if nothing is configured for them. */
  readonly bouncesUrl: string | undefined;
  /**
   * Shuts down in order. For the configured drain, it only says so at /readyz, claims no more mails and closes
   * each connection after its answer; then it accepts no more requests, finishes what it has started, and
   * closes everything: 25 s after it was asked, or 5 s after a longer drain.
   */
  stop(): Promise<void>;
};

const GRACE = seconds(25);

/** The time that is left for running requests, however long the drain was. */
const LEAST_GRACE = seconds(5);

/** How slow a request may be, and how many connections there may be. */
export type ConnectionLimits = {
  readonly headersWithin: Duration;
  readonly requestWithin: Duration;
  readonly idleFor: Duration;
  /** How often slow ones are looked for: they may live longer by at most this time. */
  readonly lookEvery: Duration;
  readonly connections: number;
};

/** Slow and endless requests are ended, and there are never more connections than a process can handle. */
const CONNECTION_LIMITS: ConnectionLimits = {
  headersWithin: seconds(10),
  requestWithin: seconds(30),
  // Longer than nginx, load balancers, Traefik and Caddy keep theirs: if this server closes a connection while
  // one of them sends over it, that request is not answered.
  idleFor: seconds(130),
  lookEvery: seconds(1), // Node's default is 30 s, which would turn the ten seconds into 40
  // With a stream for each page on which somebody waits: 15,000 at most. Each takes about 15 KB.
  connections: 20_000,
};

/** Opens, migrates, listens. If the port is taken, throws with a message for people. */
export async function startServer(
  config: ServerConfig,
  limits: ConnectionLimits = CONNECTION_LIMITS,
): Promise<RunningServer> {
  const opened: Closing[] = [];
  try {
    return await startOn(opened, config, limits);
  } catch (error) {
    // If the start fails, what was opened on the way must not keep the process running.
    for (const close of opened.toReversed()) await close();
    throw error;
  }
}

type Closing = () => Promise<unknown>;

async function startOn(
  opened: Closing[],
  config: ServerConfig,
  limits: ConnectionLimits,
): Promise<RunningServer> {
  const driver = await openDriver(config);
  opened.push(() => driver.close());
  await migrate(driver, systemClock.now(), config.features);
  const log = openLog(config);
  const { clock, stop: stopComparing } = await sharedClock(driver, log);
  opened.push(async () => stopComparing());
  const store = openStore(driver, config.features);
  const mailer = await openMailer(config, { store, clock, log });
  const observing = await observe(config, store, log, clock);
  opened.push(async () => observing.listener?.stop());
  const { server, inHand, opening } = adaptorServer(config, limits, observing.scopes);
  const port = await listen(server, config, `Or choose another: --port ${config.port + 1}`);
  opened.push(async () => server.close());
  const url = baseUrlAt(port, config);
  const postern = composePostern({
    ...config.options,
    features: config.features,
    ...(config.custom === undefined ? {} : { custom: config.custom }),
    baseUrl: url,
    secret: config.secret,
    mailer,
    clock,
    ...ownParts(config, log),
    ...observing.parts,
  });
  opened.push(() => postern.stop());
  await postern.check();
  const receiver = await receive(config, postern);
  opening.postern = postern;
  const siteUrl = withBasePath(url, config.options.basePath);
  return {
    url: siteUrl,
    mailboxUrl: config.mail.length === 0 ? `${siteUrl}/dev/mailbox` : undefined,
    metricsUrl: observing.listener?.url,
    bouncesUrl: receiver?.url,
    async stop() {
      opening.isEnding = true;
      await Promise.all([receiver?.stop(), endInOrder({ server, postern, config, inHand, log })]);
      await mailer.close?.();
      await observing.listener?.stop();
      stopComparing();
      await driver.close();
    },
  };
}

/** With port 0 the machine chooses one, so the base URL is known only then, unless it was configured. */
const baseUrlAt = (listening: number, { port, options: { baseUrl } }: ServerConfig): string =>
  baseUrl === `http://localhost:${port}` ? `http://localhost:${listening}` : baseUrl;

const ownParts = (
  { disposableDomainsFile: file, provenance: configuration }: ServerConfig,
  log: Log,
): Pick<PosternOptions, "configuration" | "disposableDomains"> => ({
  configuration,
  ...(file !== undefined && { disposableDomains: disposableDomainsIn(file, log) }),
});

/** Bounce reports come to a port of their own, if one is configured. It needs no drain: mail servers keep their reports. */
async function receive(
  { receiving }: ServerConfig,
  { context }: ComposedPostern,
): Promise<BounceReceiver | undefined> {
  const { returnPaths } = context;
  if (receiving === undefined || returnPaths === undefined) return undefined;
  const { bounceReceiver } = await import("./bounce-receiver.ts");
  const otherwise = "Choose another in POSTERN_BOUNCE_LISTEN.";
  return bounceReceiver({ ...context, returnPaths }, receiving, { otherwise });
}

/** One listener, however many servers are started in a process. */
const loseLines = (): void => undefined;

function openLog({ mode, mail, database }: ServerConfig): Log {
  // A log whose reader has gone, or whose disk is full, loses its lines but does not stop the site.
  process.stderr.off("error", loseLines).on("error", loseLines);
  const log = jsonLog(process.stderr, mode === "production" ? "info" : "warn");
  if (mode === "production" && /@localhost>?$/i.test(mail[0]?.options.from.trim() ?? "")) {
    log.warn("sender-is-localhost", { fix: "set POSTERN_MAIL_FROM to an address of your domain" });
  }
  if (trustsAnyServer(database)) {
    log.warn("database-not-verified", {
      fix: "sslmode=require encrypts and trusts any server: give sslmode=verify-full, and sslrootcert if its certificate is your own",
    });
  }
  return log;
}

type Adaptor = {
  readonly server: Server;
  /** Answers that are being made. */
  readonly inHand: ReadonlySet<Promise<Response>>;
  /** Filled in once the server listens: until then it says that it is not ready yet. */
  readonly opening: { postern?: Postern; isEnding?: boolean };
};

function adaptorServer(
  config: ServerConfig,
  limits: ConnectionLimits,
  scopes: RequestScopes,
): Adaptor {
  const opening: { postern?: Postern; isEnding?: boolean } = {};
  const inHand = new Set<Promise<Response>>();
  const server = createAdaptorServer({
    async fetch(request, bindings) {
      const incoming = bindings.incoming as IncomingMessage;
      // A client that keeps a connection alive would sooner or later send a request over one that is being
      // closed.
      if (opening.isEnding) (bindings.outgoing as ServerResponse).shouldKeepAlive = false;
      const { id } = scopes.begin(request, incoming);
      const peer = peerOf(incoming, config.trustedProxies);
      const answer = opening.postern?.fetch(request, peer) ?? notYet();
      inHand.add(answer);
      const response = await answer.finally(() => inHand.delete(answer));
      response.headers.set("x-request-id", id);
      return sendEvents(response, bindings.outgoing as ServerResponse);
    },
    // Health checks over HTTP/1.0 name no host, and need not (RFC 1945).
    hostname: new URL(config.options.baseUrl).host,
    serverOptions: serverOptions(limits),
  }) as Server;
  server.maxConnections = limits.connections;
  return { server, inHand, opening };
}

type Ending = Pick<Adaptor, "server" | "inHand"> & {
  readonly postern: Postern;
  readonly config: Pick<ServerConfig, "drain">;
  readonly log: Log;
};

/** Keeps serving during the drain; then accepts no new connection, and answers on existing ones. */
async function endInOrder({ server, postern, config, inHand, log }: Ending): Promise<void> {
  const { drain } = config;
  const mail = { isInHand: true };
  const mailsInHand = postern.stop().finally(() => (mail.isInHand = false));
  await setTimeout(drain);
  const grace = Math.max(GRACE - drain, LEAST_GRACE);
  const closed = new Promise((resolve) => server.close(resolve));
  // A connection that is kept alive is idle as soon as its last request is answered.
  const hangingUp = setInterval(() => server.closeIdleConnections(), 50);
  await within(grace, Promise.all([closed, mailsInHand]));
  clearInterval(hangingUp);
  server.closeAllConnections();
  // What a mail server has accepted by now and is not recorded is sent once more by another process.
  if (mail.isInHand)
    log.warn("stopped-with-mail-in-hand", { after: `${(drain + grace) / 1_000} s` });
  // The client may have disconnected; what it asked for is finished all the same.
  await within(grace, Promise.allSettled(inHand));
}

const notYet = async (): Promise<Response> =>
  new Response(null, { status: 503, headers: { "retry-after": "1" } });

const serverOptions = (limits: ConnectionLimits): ServerOptions => ({
  headersTimeout: limits.headersWithin,
  requestTimeout: limits.requestWithin,
  keepAliveTimeout: limits.idleFor,
  connectionsCheckingInterval: limits.lookEvery,
});

async function within(grace: Duration, work: Promise<unknown>): Promise<void> {
  const over = new AbortController();
  const patience = setTimeout(grace, undefined, { signal: over.signal }).catch(() => undefined);
  await Promise.race([work, patience]);
  over.abort();
}
