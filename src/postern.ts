// The composition: takes options and ports, returns one fetch and the guards for a host's own routes.

import { startBackground, tending, type Tended } from "./background.ts";
import { systemOf } from "./configuration.ts";
import { customProblems, problemsInLanguages, type Custom } from "./custom.ts";
import { parseKeyRing, type KeyRing } from "./domain/key-ring.ts";
import { english } from "./domain/language.ts";
import { isConsolePath } from "./http/console-page.ts";
import { isLeftOut } from "./domain/optional-routes.ts";
import type { SiteUser } from "./domain/user.ts";
import type { UserFields } from "./domain/user-field.ts";
import { whyNoPasskeys } from "./domain/passkey-site.ts";
import type { Feature } from "./feature.ts";
import {
  basePathProblems,
  builtIn,
  joined,
  type Joined,
  routeProblems,
  storeProblems,
} from "./features.ts";
import { copy as healthCopy } from "./features/health/copy.ts";
import { sitesImports, type HostImports } from "./host-imports.ts";
import { openingsInto } from "./openings.ts";
import {
  hostAccounts,
  type HostAccounts,
  type HostSessions,
  type HostUsers,
} from "./features/admin/host.ts";
import { warning } from "./features/health/routes.ts";
import { signsOf } from "./features/health/signs.ts";
import { webhookCarrier } from "./features/webhooks/webhooks.ts";
import type { CurrentSession } from "./ports/session-store.ts";
import { appOf } from "./http/app.ts";
import { guardsOf, type Guards } from "./guards.ts";
import type { Check, CheckReason } from "./http/guard.ts";
import type { HostRequest } from "./http/host-request.ts";
import { sessionOf } from "./http/exchange.ts";
import { isRequest, NOBODY, peerFrom, type Peer } from "./http/peer.ts";
import type { Route } from "./http/route.ts";
import type { Site } from "./http/site.ts";
import { webFor, type Web } from "./http/web.ts";
import { partProblems, SECRET_HELP } from "./options/parts.ts";
import { OptionsError, type OptionProblem } from "./options/problems.ts";
import { optionProblems, settingsFrom } from "./options/options.ts";
import type { Options } from "./options/types.ts";
import type { Composing } from "./outbox/compose.ts";
import { mailPreviews } from "./outbox/previews.ts";
import { tellDue } from "./outbox/deliveries.ts";
import { eventHandlers, type NamedHandler } from "./outbox/handlers.ts";
import { sendDue } from "./outbox/sending.ts";
import type { Context } from "./ports/context.ts";
import type { EventHandler, EventName, HandlerOptions } from "./ports/events.ts";
import type { Mailer } from "./ports/mailer.ts";
import type { Store } from "./ports/store.ts";
import type { Settings } from "./ports/settings.ts";
import { contextFrom } from "./context-from.ts";
import { keyProblems } from "./key-problems.ts";
import { optionsIn, type PosternParts } from "./parts.ts";

export type { Check, CheckReason, Guards, HostRequest, Peer, PosternParts, Tended };

/** Everything that `createPostern` takes: the parts, and the options of docs/configuration.md. */
export type PosternOptions<Fields extends UserFields = UserFields> = Options &
  PosternParts & { readonly fields?: Fields };

/** A session, with the user's extra fields in the types of their schemas. */
export type SiteSession<Fields extends UserFields = UserFields> = Omit<CurrentSession, "user"> & {
  readonly user: SiteUser<Fields>;
};

type Mounted<Fields extends UserFields> = Guards<Fields> & HostImports;

/** A mounted Postern: it answers its own paths, and says of any request who is logged in. */
export type Postern<Fields extends UserFields = UserFields> = Mounted<Fields> & {
  /** Answers a request to any of Postern's paths. `peer` is the network address that sent it. */
  fetch(request: Request, peer?: Peer): Promise<Response>;
  /** Whether the path is one of Postern's, so that a host can answer all others itself. */
  handles(request: Request): boolean;
  /** Who is logged in, confirmed or not; null if nobody is. Asks the store every time, and throws if it cannot be asked. */
  session(request: HostRequest): Promise<SiteSession<Fields> | null>;
  /**
   * The users, for your own code: to find, add, disable and delete them. Each act is in the audit log, and causes what it
   * causes from the command line.
   *
   * @example
   * ```ts
   * const invited = await postern.users.create({ email: "ada@example.com", by: "invitations" });
   * ```
   */
  readonly users: HostUsers;
  /** The sessions, for your own code: to log a user out everywhere. */
  readonly sessions: HostSessions;
  /**
   * The same in a transaction of your own, so that your rows and Postern's are written together or not at all:
   * `transaction` is the `DatabaseSync`, or the client of `pg`, that it is open on. Postern neither begins nor ends it. What
   * fails undoes only itself, with a savepoint. On PostgreSQL the transaction has to be serializable, and an error with the
   * code 40001 is yours to answer, by running the transaction again. Throws `TypeError` for anything else, in words.
   *
   * @example
   * ```ts
   * database.exec("BEGIN IMMEDIATE");
   * const { users } = postern.within(database);
   * const created = await users.create({ email: "ada@example.com" });
   * if (created.ok) addMember.run(created.value.user.id);
   * database.exec("COMMIT");
   * ```
   */
  within(transaction: object): HostAccounts;
  /**
   * Tells a handler of events of a type, or of all: `"*"`. Each is told at least once, to one process of many, in the
   * order in which they happened to a user, from now on. A handler that throws, rejects, or takes longer than 30 seconds
   * is told again later, for about three days. Call it each time the process starts, before the first request.
   *
   * Throws for a type that does not exist, and for a second handler of the same name.
   *
   * @example
   * ```ts
   * postern.on("user.confirmed", async ({ user }) => {
   *   await welcome(user.id);
   * });
   * ```
   */
  on<Type extends EventName>(
    type: Type,
    handler: EventHandler<Type>,
    options?: HandlerOptions,
  ): void;
  /**
   * Sends the mails and tells the events that are due now, and resolves with how many were tried. The background does
   * this by itself.
   */
  deliver(): Promise<number>;
  /**
   * Does everything that is due now, for a host whose process does not go on living between requests: deletes users and
   * registrations whose time is over, ends what has expired, reminds, sends the mails and tells the events. Resolves with what was done.
   * With `background: false`, call it from a timer of the platform, every ten minutes or so, and after a request with the
   * platform's `waitUntil`: what this process has done in the last ten minutes is not done again.
   *
   * Rejects if the store cannot be reached. A task that fails is logged, and done the next time.
   */
  tend(): Promise<Tended>;
  /**
   * Renders the host's own mails in every language, which the start does in English only, and compares the secret with the
   * one that the database was used with. Throws `OptionsError` about each mail that lacks something, and for another secret.
   */
  check(): Promise<void>;
  /**
   * Stops the background, after finishing what it has started, and ends the streams of waiting pages at once. Requests are still answered, but from now on
   * /readyz says that this process is stopping. The store and the mailer stay open.
   */
  stop(): Promise<void>;
};

/** What `composePostern` returns: also what is behind the routes, for this project's own programs and tests. */
export type ComposedPostern = Postern & { readonly context: Context };

/** Combines the parts. Hosts get only a part of it: see `createPostern`. */
export function composePostern(options: PosternOptions): ComposedPostern {
  const wrong = partProblems(options);
  if (wrong[0]?.option === "options") throw new OptionsError(wrong);
  const { store, mailer, secret, background, watch, features, custom, fields = {} } = options;
  const rest = optionsIn(options);
  const all = joined(features);
  const unusable = [...wrong, ...all.problems, ...storeProblems(store, features ?? [])];
  if (unusable.length > 0) throw new OptionsError([...unusable, ...optionProblems(rest, all)]);
  const keys = keyRing(secret);
  const { mailFrom = mailer.from } = rest;
  const chosen = { ...rest, mailFrom: mailer.from ?? mailFrom };
  const settings: Settings = { ...settingsFrom(chosen, all), fields };
  const noPasskeys = rest.passkeys === false ? undefined : whyNoPasskeys(settings.baseUrl);
  const context = contextFrom(options, { settings, keys, catalogues: all.catalogues });
  if (mailFrom !== undefined && mailFrom !== settings.mailFrom)
    context.hint("two-senders", { mailFrom, from: settings.mailFrom });
  if (noPasskeys !== undefined) context.log.warn("passkeys-off", { why: noPasskeys });
  const composing = { settings, languages: context.languages, mails: all.mails, custom };
  refuseMisfits(composing, all);
  const plain = webFor(settings, keys, all.notices);
  const web: Web = { ...plain, noteOpening: openingsInto(context) };
  const life = { isEnding: false };
  const signs = signsOf(context, english.words(healthCopy).warnings);
  const routes = routesOf(all.features, context, web, {
    navigation: all.navigation.filter(({ href = "" }) => !isLeftOut(settings.leftOut, href)),
    console: all.console,
    auditActs: all.auditActs,
    mailNames: all.mailNames,
    mailer,
    previews: mailPreviews(composing),
    ...systemOf(rest, options.configuration),
    isEnding: () => life.isEnding,
    warnings: () => signs.present().map(warning),
  });
  refuse([...routeProblems(routes), ...basePathProblems(routes, settings.basePath)]);
  const app = appOf(context, web, routes, watch, signs.refused, custom);
  const handlers = eventHandlers(context);
  const sending = { ...context, ...composing, mailer, handlers, webhook: webhookCarrier(context) };
  const deliver = async () => (await sendDue(sending)) + (await tellDue(sending));
  const running = background === false ? undefined : startBackground(sending, all.tasks);
  return {
    async fetch(request, given) {
      if (!isRequest(request)) throw new TypeError(context.hint("not-a-request", {}));
      const peer = peerFrom(given, request);
      if (peer === NOBODY) context.hint("peer-missing", {});
      if (peer.unnamedProxy !== undefined) signs.forwarded(peer.unnamedProxy);
      if (handlers.areNew()) await handlers.keep().catch(() => {});
      const response = await app.fetch(request, peer);
      if (request.method === "POST") running?.wake();
      return response;
    },
    handles: (request) => app.handles(request),
    session: async (request) => (await sessionOf({ context, web }, request)).current ?? null,
    ...guardsOf(app, settings),
    on(type, handle, { name = type } = {}) {
      if (type !== "*" && !Object.hasOwn(all.events, type))
        throw new Error(unknownEvent(type, all));
      handlers.add({ name, type, handle: handle as NamedHandler["handle"] });
      running?.wake();
    },
    ...hostAccounts(context),
    ...sitesImports(context),
    within: (transaction) => hostAccounts({ ...context, store: storeWithin(store, transaction) }),
    deliver,
    tend: tending(context, all.tasks, deliver),
    async check() {
      refuse(await problemsInLanguages(composing));
      refuse(await keyProblems(context, keys));
    },
    async stop() {
      life.isEnding = true;
      await Promise.all([context.news.stop(), running?.stop()]);
      // The notes of the last seconds; whoever stops does not wait for more than one try.
      if (running !== undefined) await context.notes.flush().catch(() => undefined);
    },
    context,
  };
}

/**
 * Every route of Postern's own. Tests go through this list, so that the attacks are tried on every new route.
 */
export const allRoutes = (context: Context, web: Web, mailer: Mailer): readonly Route[] =>
  routesOf(builtIn, context, web, {
    navigation: [],
    console: [],
    auditActs: {},
    mailNames: {},
    mailer,
    previews: mailPreviews({ ...context, mails: joined().mails }),
    ...systemOf({}, []),
    isEnding: () => false,
    warnings: () => [],
  });

function refuseMisfits(
  { custom, ...composing }: Composing & { readonly custom: Custom | undefined },
  { features }: Joined,
): void {
  if (custom !== undefined) refuse(customProblems({ ...composing, custom }, features));
}

function refuse(problems: readonly OptionProblem[]): void {
  if (problems.length > 0) throw new OptionsError(problems);
}

const unknownEvent = (type: string, { events }: Joined): string =>
  `There is no event ${type}. There are ${Object.keys(events).toSorted().join(", ")}.`;

function storeWithin(store: Store, transaction: object): Store {
  if (store.within !== undefined) return store.within(transaction);
  throw new TypeError("postern.within: this store cannot work in a transaction of yours");
}

const routesOf = (
  features: readonly Feature[],
  context: Context,
  web: Web,
  site: Site,
): readonly Route[] =>
  features
    .flatMap(({ routes }) => routes?.(context, web, site) ?? [])
    .filter(({ path }) => !isLeftOut(context.settings.leftOut, path))
    .filter(({ path }) => context.settings.console.on || !isConsolePath(path));

function keyRing(secret: string | readonly string[]): KeyRing {
  const ring = parseKeyRing(typeof secret === "string" ? secret : secret.join(","));
  if (ring.ok) return ring.value;
  const words = {
    missing: `give a secret of at least 32 characters; ${SECRET_HELP}`,
    short: "every key must have at least 32 characters; `npx postern secret` makes one",
    sample: "this is a sample, not a secret; `npx postern secret` makes one",
  };
  throw new OptionsError([{ option: "secret", words: words[ring.reason] }]);
}
