// All features as one list, and what they bring together. Postern's own are treated exactly like a host's.

import { limitDefaults, type Limit } from "./domain/limits.ts";
import type { EventRules, EventType } from "./domain/event.ts";
import type { LinkRules } from "./domain/link.ts";
import type { Feature, FeatureMail, FeatureOption, FeatureWords, Task } from "./feature.ts";
import { cohorts } from "./features/cohorts/feature.ts";
import { admin } from "./features/admin/feature.ts";
import { alarm } from "./features/alarm/feature.ts";
import { bounces } from "./features/bounces/feature.ts";
import { campaign } from "./features/campaign/feature.ts";
import { confirmation, type ConfirmationPages } from "./features/confirmation/feature.ts";
import { staffConsole } from "./features/console/feature.ts";
import { data, type DataPages } from "./features/data/feature.ts";
import { deletion, type DeletionPages } from "./features/deletion/feature.ts";
import { emailChange, type EmailChangePages } from "./features/email-change/feature.ts";
import { eventLog } from "./features/events/feature.ts";
import { fields, type FieldsPages } from "./features/fields/feature.ts";
import { imports } from "./features/imports/feature.ts";
import { health } from "./features/health/feature.ts";
import { importedPasswords } from "./features/imported-passwords/feature.ts";
import { languageChoice, type LanguagePages } from "./features/language/feature.ts";
import { lock, type LockPages } from "./features/lock/feature.ts";
import { login, type LoginPages } from "./features/login/feature.ts";
import { lostFactor, type LostFactorPages } from "./features/lost-factor/feature.ts";
import { mailbox } from "./features/mailbox/feature.ts";
import { passwordChange, type PasswordChangePages } from "./features/password-change/feature.ts";
import { passwordReset, type PasswordResetPages } from "./features/password-reset/feature.ts";
import { passkeys, type PasskeysPages } from "./features/passkeys/feature.ts";
import { profile, type ProfilePages } from "./features/profile/feature.ts";
import { registration, type RegistrationPages } from "./features/registration/feature.ts";
import { sessions, type SessionsPages } from "./features/sessions/feature.ts";
import { stops, type StopsPages } from "./features/stops/feature.ts";
import { terms, type TermsPages } from "./features/terms/feature.ts";
import { twoStep, type TwoStepPages } from "./features/two-step/feature.ts";
import { webhooks } from "./features/webhooks/feature.ts";
import { copy as times } from "./domain/copy.ts";
import type { Catalogues } from "./domain/languages.ts";
import { copy } from "./http/copy.ts";
import type { ErrorPages } from "./http/errors.ts";
import type { Route } from "./http/route.ts";
import type { ConsoleEntry, NavigationEntry, Said } from "./http/site.ts";
import type { OptionProblem } from "./options/problems.ts";
import { optionNames } from "./options/options.ts";
import type { Store } from "./ports/store.ts";
import { siteTables } from "./stores/sql/migrate.ts";
import { outbox } from "./features/outbox/feature.ts";
import { copy as pages } from "./ui/copy.ts";

export const builtIn: readonly Feature[] = [
  profile,
  registration,
  confirmation,
  login,
  passkeys,
  lostFactor,
  passwordChange,
  passwordReset,
  emailChange,
  lock,
  deletion,
  data,
  fields,
  terms,
  languageChoice,
  sessions,
  twoStep,
  stops,
  health,
  bounces,
  mailbox,
  // Before `admin`: "/admin/users/bulk" is no user.
  staffConsole,
  admin,
  cohorts,
  alarm,
  webhooks,
  outbox,
  eventLog,
  imports,
  importedPasswords,
  campaign,
];

/**
 * The props of every page of Postern, by the page's name. The names are a promise, and the changelog tells of each
 * that changes; what a page needs may change with any version, and then the compiler tells.
 */
export type PosternPages = ErrorPages &
  ConfirmationPages &
  DataPages &
  DeletionPages &
  EmailChangePages &
  FieldsPages &
  LockPages &
  LoginPages &
  LostFactorPages &
  PasswordChangePages &
  PasswordResetPages &
  ProfilePages &
  RegistrationPages &
  LanguagePages &
  PasskeysPages &
  SessionsPages &
  StopsPages &
  TermsPages &
  TwoStepPages;

export type Joined = {
  readonly features: readonly Feature[];
  /** All words of the site, by the names of the features, and those that all features share. */
  readonly catalogues: Catalogues;
  readonly notices: Readonly<Record<string, Said>>;
  readonly auditActs: Readonly<Record<string, Said>>;
  readonly mailNames: Readonly<Record<string, Said>>;
  readonly navigation: readonly NavigationEntry[];
  readonly console: readonly ConsoleEntry[];
  readonly tasks: readonly Task[];
  readonly mails: Readonly<Record<string, FeatureMail>>;
  readonly purposes: Readonly<Record<string, LinkRules>>;
  readonly events: Readonly<Record<EventType, EventRules>>;
  /** The limits of a host's features: see `Settings.features`. */
  readonly limits: Readonly<Record<string, Limit>>;
  readonly options: Readonly<Record<string, FeatureOption>>;
  /** Names that two features have in common. */
  readonly problems: readonly OptionProblem[];
};

/** The words that belong to no feature. */
const shared: Catalogues = { times, pages, answers: copy };

/** The tables that the migrations of a feature make. */
const tablesIn = ({ migrations = [] }: Feature): Readonly<Record<string, true>> =>
  Object.fromEntries(
    migrations.flatMap(({ tables = [] }) => tables.map((name) => [name, true] as const)),
  );

/** The acts that cause its events. */
const actsIn = ({ events = {} }: Feature): Readonly<Record<string, true>> =>
  Object.fromEntries(Object.values(events).flatMap(({ acts }) => acts.map((act) => [act, true])));

/** A feature's named texts, in any language. */
const said =
  (which: keyof FeatureWords) =>
  ({ words }: Pick<Feature, "words">): Readonly<Record<string, Said>> =>
    Object.fromEntries(
      Object.keys(words?.en[which] ?? {}).map((name) => [
        name,
        (language) => (words && language.words(words)[which]?.[name]) ?? name,
      ]),
    );

/** Combines Postern's own features with a host's. */
export function joined(own: readonly Feature[] = []): Joined {
  const features = [...builtIn, ...own];
  const problems: OptionProblem[] = [];
  const twice = (what: string, name: string): number =>
    problems.push({ option: "features", words: `two of them have ${what} ${name}` });
  const of = <Value>(
    what: string,
    named: (feature: Feature) => Readonly<Record<string, Value>> | undefined,
    known: Readonly<Record<string, unknown>> = {},
  ): Readonly<Record<string, Value>> => {
    const all: Record<string, Value> = {};
    for (const [name, value] of features.flatMap((each) => Object.entries(named(each) ?? {}))) {
      if (Object.hasOwn(all, name) || Object.hasOwn(known, name)) twice(what, name);
      all[name] = value;
    }
    return all;
  };
  const ofErrors = said("notices")({ words: copy });
  of("the table", tablesIn, Object.fromEntries(siteTables().map((name) => [name, true])));
  of("an event of the act", actsIn);
  of("the name", ({ name }) => ({ [name]: true }), shared);
  return {
    features,
    catalogues: {
      ...shared,
      ...Object.fromEntries(features.flatMap(({ name, words }) => (words ? [[name, words]] : []))),
    },
    notices: { ...ofErrors, ...of("the notice", said("notices"), ofErrors) },
    auditActs: of("the act", said("auditActs")),
    mailNames: of("the name of the mail", said("mailNames")),
    navigation: features
      .flatMap(({ navigation = [] }) => navigation)
      .toSorted((one, other) => one.order - other.order),
    console: features
      .flatMap(({ console: entries = [] }) => entries)
      .toSorted((one, other) => one.order - other.order),
    tasks: features.flatMap(({ tasks = [] }) => tasks),
    mails: of("the mail", ({ mails }) => mails),
    purposes: of("the purpose", ({ purposes }) => purposes),
    events: of("the event", ({ events }) => events),
    limits: of(
      "the limit",
      ({ limits = [] }) => Object.fromEntries(limits.map((limit) => [limit.name, limit])),
      limitDefaults,
    ),
    options: of("the option", ({ options }) => options, optionNames),
    problems,
  };
}

/** Names the features that a store was opened without, although it needs to know about them. */
export function storeProblems(store: Store, own: readonly Feature[]): readonly OptionProblem[] {
  const unknown = own.filter(
    (each) =>
      store.features?.includes(each.name) !== true &&
      (Object.keys(said("auditActs")(each)).length > 0 ||
        [each.migrations, each.mails, each.purposes, each.events, each.store].some(
          (part) => part !== undefined,
        )),
  );
  if (unknown.length === 0) return [];
  const names = unknown.map(({ name }) => name).join(", ");
  const words = `open it with the features too, as sqliteStore(database, { features }); it was opened without ${names}`;
  return [{ option: "store", words }];
}

/**
 * A base path is none of Postern's own paths, nor the beginning of one: "/login/again" would be two pages below "/login".
 */
export function basePathProblems(
  routes: readonly Route[],
  basePath: string,
): readonly OptionProblem[] {
  const alike = routes.find(({ path }) => basePath !== "" && `${path}/`.startsWith(`${basePath}/`));
  if (alike === undefined) return [];
  const words = `give another path than ${basePath}: Postern itself has a page ${alike.path}`;
  return [{ option: "basePath", words }];
}

/** What is wrong with routes: two must not answer the same request. */
export function routeProblems(routes: readonly Route[]): readonly OptionProblem[] {
  const known = new Set<string>();
  return routes.flatMap(({ method, path }) => {
    const request = `${method} ${path.replace(/:\w+/g, ":")}`;
    if (known.has(request)) {
      return [{ option: "features", words: `two of them answer ${method} ${path}` }];
    }
    known.add(request);
    return [];
  });
}
