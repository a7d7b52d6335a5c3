// The composition: takes options and ports, returns one fetch and the guards for a host's own routes.

import { addressPolicy } from "./adapters/address-policy.ts";
import { captcha } from "./adapters/captcha.ts";
import { argon2Hasher } from "./adapters/argon2-hasher.ts";
import { fairPasswords } from "./adapters/fair-passwords.ts";
import { jsonLog } from "./adapters/json-log.ts";
import { oneTimeCodes } from "./adapters/one-time-codes.ts";
import { systemClock } from "./adapters/system-clock.ts";
import { systemRandom } from "./adapters/system-random.ts";
import { startBackground } from "./background.ts";
import { customProblems, problemsInLanguages, type Custom } from "./custom.ts";
import { codes } from "./domain/code.ts";
import { parseKeyRing, type KeyRing } from "./domain/key-ring.ts";
import { knownDevices } from "./domain/known-device.ts";
import { english } from "./domain/language.ts";
import { languagesOf } from "./domain/languages.ts";
import { linkCodec } from "./domain/link-codec.ts";
import { whyNoPasskeys } from "./domain/passkey-site.ts";
import type { Feature } from "./feature.ts";
import { builtIn, joined, type Joined, routeProblems, storeProblems } from "./features.ts";
import { proofsOfWork } from "./domain/proof-of-work.ts";
import { sealer } from "./domain/sealed.ts";
import { mailboxDigests } from "./domain/stopped-mailbox.ts";
import { returnPaths } from "./domain/return-path.ts";
import { copy as healthCopy } from "./features/health/copy.ts";
import { warning } from "./features/health/routes.ts";
import { signsOf } from "./features/health/signs.ts";
import type { CurrentSession } from "./ports/session-store.ts";
import { findSession } from "./identity/sessions.ts";
import { appOf, type App } from "./http/app.ts";
import type { Peer } from "./http/exchange.ts";
import { readCookie } from "./http/cookies.ts";
import type { Route } from "./http/route.ts";
import type { Site } from "./http/site.ts";
import { webFor, type Web } from "./http/web.ts";
import { partProblems } from "./options/parts.ts";
import { OptionsError, type OptionProblem } from "./options/problems.ts";
import { optionProblems, settingsFrom } from "./options/options.ts";
import type { Options } from "./options/types.ts";
import type { Composing } from "./outbox/compose.ts";
import { mailPreviews } from "./outbox/previews.ts";
import { sendDue } from "./outbox/sending.ts";
import type { CaptchaFetch } from "./ports/captcha.ts";
import type { DisposableDomains } from "./ports/address-policy.ts";
import type { Clock } from "./ports/clock.ts";
import type { Context } from "./ports/context.ts";
import type { Dns } from "./ports/dns.ts";
import type { Log } from "./ports/log.ts";
import type { Mailer } from "./ports/mailer.ts";
import type { PasswordHasher } from "./ports/password-hasher.ts";
import type { Passwords } from "./ports/passwords.ts";
import type { Random } from "./ports/random.ts";
import type { Settings } from "./ports/settings.ts";
import type { Store } from "./ports/store.ts";
import type { Watch } from "./ports/watch.ts";

/** The parts that are passed as code: a store, a mailer, and whatever a host replaces. */
export type PosternParts = {
  /**
   * Where everything is stored: `sqliteStore(…)`, or anything that passes `storeContract` of `postern/testing`.
   */
  readonly store: Store;
  /** What hands over mails: `smtpMailer(…)`, or anything with `send`. */
  readonly mailer: Mailer;
  /** The key ring, newest first, each key at least 32 characters: one text with commas, or a list. */
  readonly secret: string | readonly string[];
  /** The host's rule: may this address register? Called with the normalised address. */
  readonly allowRegistration?: (email: string) => boolean | Promise<boolean>;
  /** Which domains the option `disposableAddresses` is about. @default the list of disposable-email-domains-js */
  readonly disposableDomains?: DisposableDomains;
  /** Whom the option `mxCheck` asks. @default the DNS resolvers of this machine */
  readonly dns?: Pick<Dns, "mx" | "addresses">;
  /** How the provider of the option `captcha` is asked, for example through a proxy. @default fetch */
  readonly captchaFetch?: CaptchaFetch;
  /**
   * Sends mails and removes what is no longer needed, by itself, as long as the process lives. Default true.
   */
  readonly background?: boolean;
  /** @default the machine's clock */
  readonly clock?: Clock;
  /** @default the operating system's cryptographic random source */
  readonly random?: Random;
  /** @default argon2Hasher() */
  readonly passwordHasher?: PasswordHasher;
  /**
   * Who may hash when. Default: made around `passwordHasher`; a server that counts what waits passes its own.
   */
  readonly passwords?: Passwords;
  /** @default jsonLog(), to the standard output */
  readonly log?: Log;
  /** The host's own features, in addition to Postern's. */
  readonly features?: readonly Feature[];
  /** The host's own pages and mails: before, after, or in the place of Postern's. */
  readonly custom?: Custom;
  /** Wraps the answering of each request: to measure it, or to trace it. */
  readonly watch?: Watch;
};

export type { Peer };

/** Everything that `createPostern` takes: the parts, and the options of docs/configuration.md. */
export type PosternOptions = Options & PosternParts;

/** Whether a request may enter a host's own route, and the answer to return if not. */
export type Check =
  | { readonly ok: true; readonly user: CurrentSession["user"] }
  | { readonly ok: false; readonly response: Response };

/** A mounted Postern: it answers its own paths, and says of any request who is logged in. */
export type Postern = {
  /** Answers a request to any of Postern's paths. `peer` is the network address that sent it. */
  fetch(request: Request, peer?: Peer): Promise<Response>;
  /** Whether the path is one of Postern's, so that a host can answer all others itself. */
  handles(request: Request): boolean;
  /** Who is logged in, confirmed or not; null if nobody is. Asks the store every time. */
  session(request: Request): Promise<CurrentSession | null>;
  /**
   * A guard for a host's own routes: passes users whom the unconfirmed policy lets in. For everybody else it
   * has the response to return: to the login page, or to the waiting page; 401 or 403 in JSON. It is the
   * tutorial's `check_confirmed` (docs/lineage.md).
   */
  checkConfirmed(request: Request): Promise<Check>;
  /**
   * Sends the mails that are due now, and resolves with how many were tried. The background does this by
   * itself.
   */
  deliver(): Promise<number>;
  /**
   * Renders the host's own mails in every language, and throws `OptionsError` about each that lacks something. The start
   * does so in English only, because it loads nothing. Without `custom` it does nothing.
   */
  check(): Promise<void>;
  /**
   * Stops the background, after finishing what it has started. Requests are still answered, but from now on
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
  const {
    store,
    mailer,
    secret,
    allowRegistration,
    disposableDomains,
    dns,
    captchaFetch = fetch,
    background,
    clock,
    random,
    passwordHasher,
    passwords,
    log,
    watch,
    features,
    custom,
    ...rest
  } = options;
  const all = joined(features);
  const unusable = [...wrong, ...all.problems, ...storeProblems(store, features ?? [])];
  if (unusable.length > 0) throw new OptionsError([...unusable, ...optionProblems(rest, all)]);
  const keys = keyRing(secret);
  const settings: Settings = settingsFrom(rest, all);
  const world = {
    clock: clock ?? systemClock,
    random: random ?? systemRandom,
    log: log ?? jsonLog(),
  };
  const noPasskeys = rest.passkeys === false ? undefined : whyNoPasskeys(settings.baseUrl);
  if (noPasskeys !== undefined) world.log.warn("passkeys-off", { why: noPasskeys });
  const context: Context = {
    ...world,
    store,
    passwords: passwords ?? fairPasswords(passwordHasher ?? argon2Hasher()),
    ...madeWith(keys),
    oneTimeCodes: oneTimeCodes(world.random),
    captcha:
      settings.registration.captcha &&
      captcha(settings.registration.captcha, { ...world, fetch: captchaFetch }),
    returnPaths: settings.bounces && returnPaths(keys, settings.bounces.address),
    addressPolicy: addressPolicy(settings.registration, {
      ...world,
      allow: allowRegistration,
      disposableDomains,
      dns,
    }),
    settings,
    languages: languagesOf(settings, all.catalogues),
  };
  const composing = { settings, languages: context.languages, mails: all.mails, custom };
  refuseMisfits(composing, all);
  const web = webFor(settings, keys, all.notices);
  const life = { isEnding: false };
  const signs = signsOf(context, english.words(healthCopy).warnings);
  const routes = routesOf(all.features, context, web, {
    navigation: all.navigation,
    auditActs: all.auditActs,
    mailNames: all.mailNames,
    mailer,
    previews: mailPreviews(composing),
    isEnding: () => life.isEnding,
    warnings: () => signs.present().map(warning),
  });
  refuse(routeProblems(routes));
  const app = appOf(context, web, routes, watch, signs.refused, custom);
  const sending = { ...context, ...composing, mailer };
  const running = background === false ? undefined : startBackground(sending, all.tasks);
  return {
    async fetch(request, peer) {
      if (peer?.unnamedProxy !== undefined) signs.forwarded(peer.unnamedProxy);
      const response = await app.fetch(request, peer);
      if (request.method === "POST") running?.wake();
      return response;
    },
    handles: (request) => app.handles(request),
    session: (request) => visitOf(context, web, request),
    checkConfirmed: (request) => checkConfirmed(app, request),
    deliver: () => sendDue(sending),
    check: async () => refuse(await problemsInLanguages(composing)),
    async stop() {
      life.isEnding = true;
      await running?.stop();
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
    auditActs: {},
    mailNames: {},
    mailer,
    previews: mailPreviews({ ...context, mails: joined().mails }),
    isEnding: () => false,
    warnings: () => [],
  });

/** What is signed or sealed with the keys of the ring. */
const madeWith = (keys: KeyRing) => ({
  links: linkCodec(keys),
  codes: codes(keys),
  mailboxes: mailboxDigests(keys),
  devices: knownDevices(keys),
  proofs: proofsOfWork(keys),
  sealed: sealer(keys, "credential"),
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

async function checkConfirmed(app: App, request: Request): Promise<Check> {
  const checked = await app.check(request, "allowed");
  return checked instanceof Response
    ? { ok: false, response: checked }
    : { ok: true, user: checked.user };
}

const routesOf = (
  features: readonly Feature[],
  context: Context,
  web: Web,
  site: Site,
): readonly Route[] => features.flatMap(({ routes }) => routes?.(context, web, site) ?? []);

function keyRing(secret: string | readonly string[]): KeyRing {
  const ring = parseKeyRing(typeof secret === "string" ? secret : secret.join(","));
  if (ring.ok) return ring.value;
  const words = {
    missing: "give a secret of at least 32 characters; `postern secret` makes one",
    short: "every key must have at least 32 characters; `postern secret` makes one",
    sample: "this is a sample, not a secret; `postern secret` makes one",
  };
  throw new OptionsError([{ option: "secret", words: words[ring.reason] }]);
}

async function visitOf(
  context: Context,
  web: Web,
  request: Request,
): Promise<CurrentSession | null> {
  const secret = readCookie(request.headers.get("cookie"), web.cookies.session.name);
  return (await findSession(context, secret)).current ?? null;
}
