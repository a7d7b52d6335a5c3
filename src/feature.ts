import type { Catalogue } from "./domain/catalogue.ts";
import type { EventRules, EventType } from "./domain/event.ts";
import type { Language } from "./domain/language.ts";
import type { Texts } from "./domain/message.ts";
import type { Limit } from "./domain/limits.ts";
import type { LinkRules } from "./domain/link.ts";
import type { Duration } from "./domain/time.ts";
import type { PageName } from "./http/named-page.ts";
import type { Route } from "./http/route.ts";
import type { ConsoleEntry, NavigationEntry, Site } from "./http/site.ts";
import type { Web } from "./http/web.ts";
import type { Context } from "./ports/context.ts";
import type { MailVariables, SampleVariables } from "./ports/mail-variables.ts";
import type { Store } from "./ports/store.ts";
import type { Sql } from "./stores/sql/shared-writes.ts";
import type { StoredMail } from "./stores/sql/kinds.ts";
import type { Migration } from "./stores/sql/migrate.ts";
import type { MailContent } from "./ui/mail-layout.ts";

/**
 * A feature as one value: everything that it adds to Postern. Postern's own features are such values too. Names
 * must be unique in a site: if two features have a route, notice, act, limit or option of the same name,
 * Postern refuses to start.
 *
 * @example
 * ```ts
 * import { get, html, shows, type Feature } from "postern/extend";
 *
 * const feature: Feature = {
 *   name: "greetings",
 *   routes: () => [get("/hello", async () => shows({ title: "Hello", body: html`Good day.` }, {}))],
 * };
 * ```
 */
export type Feature<Verbs extends object = object> = {
  /** Its name in logs and in messages: lower case, with hyphens. */
  readonly name: string;
  routes?(context: WithVerbs<Verbs>, web: Web, site: Site): readonly Route[];
  /** All of its texts: those of its pages and mails, and those that other code shows for it. */
  readonly words?: Catalogue<FeatureWords & { readonly [name: string]: Texts }>;
  /** Its pages that have names: see `namedPage`. A site may put others in their place. */
  readonly pages?: readonly PageName[];
  /** Limits of one client. The option `limits` changes their counts, like those of Postern's own. */
  readonly limits?: readonly Limit[];
  /** Rows of the profile page. */
  readonly navigation?: readonly NavigationEntry[];
  /** Entries in the navigation of the console, for pages that `consolePage` makes. */
  readonly console?: readonly ConsoleEntry[];
  /** What a running process does by itself. */
  readonly tasks?: readonly Task<Verbs>[];
  /** Its own options, by name, in addition to Postern's: see `settings.features`. */
  readonly options?: Readonly<Record<string, FeatureOption>>;
  /** What its links are for, by its own names. `queueMail` writes a link together with a mail. */
  readonly purposes?: Readonly<Record<string, LinkRules>>;
  /** Its mails, by its own names. */
  readonly mails?: Readonly<Record<string, FeatureMail>>;
  /** What it tells hosts of, by type: `greeting.sent`. An act of the audit log causes at most one of them. */
  readonly events?: Readonly<Record<EventType, EventRules>>;
  /**
   * Its own tables, made one after the other. A released migration must not change: sites have applied it under
   * its number.
   */
  readonly migrations?: readonly Migration[];
  /** Its own store methods, each one transaction. The store has them in addition to Postern's. */
  store?(sql: Sql): Verbs;
};

/** What other code shows for a feature, by name. */
export type FeatureWords = {
  /** Notices that a page shows once, by the name in the cookie: see `web.noticeCookie`. */
  readonly notices?: Readonly<Record<string, string>>;
  /** Names of the actions that it writes to the audit log, in words for the person they concern. */
  readonly auditActs?: Readonly<Record<string, string>>;
  /** What its mails were about, by kind, for the page that shows users their own data. */
  readonly mailNames?: Readonly<Record<string, string>>;
};

/** A kind of mail: its rules, whose it is, and what it says. */
export type FeatureMail = StoredMail & {
  /**
   * Its subject and blocks. It must have the same bytes at every try, so it may depend only on the arguments.
   */
  render(language: Language, variables: MailVariables): MailContent;
  /**
   * The forms that it takes, by name, each as what differs from the usual variables, which have neither `undo` nor
   * `stop`; for previews, and for the check of what a site puts in its place. The sample `usual` is named like the
   * mail. Default: `{ usual: {} }`.
   */
  samples?(given: SampleVariables): Readonly<Record<string, Partial<MailVariables>>>;
};

/** The context with a store that also has the methods of a feature. */
export type WithVerbs<Verbs extends object> = Context & { readonly store: Store & Verbs };

/** Work that a running process does regularly, by itself. */
export type Task<Verbs extends object = object> = {
  readonly name: string;
  /** Milliseconds between the runs. The first is at the start. */
  readonly every: Duration;
  /** A failure is logged, and the next run tries again. The returned counts of removed rows are logged too. */
  run(context: WithVerbs<Verbs>): Promise<Readonly<Record<string, number>> | void>;
};

/** An option of a feature: how its value is read, and the message for a wrong one. */
export type FeatureOption = {
  /** What to give, in words, after "give": `"a whole number from 1 on"`. */
  readonly words: string;
  /**
   * Returns the value for what was given, which is `undefined` if nothing was; returning `undefined` refuses
   * it.
   */
  read(given: unknown): unknown;
};
