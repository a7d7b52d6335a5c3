import type { Catalogue } from "./domain/catalogue.ts";
import type { Language } from "./domain/language.ts";
import type { Limit } from "./domain/limits.ts";
import type { LinkRules } from "./domain/link.ts";
import type { Duration } from "./domain/time.ts";
import type { Route } from "./http/route.ts";
import type { NavigationEntry, Site } from "./http/site.ts";
import type { Web } from "./http/web.ts";
import type { Context } from "./ports/context.ts";
import type { MailVariables } from "./ports/mail-variables.ts";
import type { Store } from "./ports/store.ts";
import type { Sql } from "./stores/sql/shared-writes.ts";
import type { StoredMail } from "./stores/sql/kinds.ts";
import type { Migration } from "./stores/sql/migrate.ts";
import type { MailContent } from "./ui/mail-layout.ts";

/**
 * A feature as one value: what it has of each kind of thing that Postern puts together. Postern's own are
 * such values too. Names are the site's: two features with a route, notice, act, limit or option of one
 * name are refused when Postern starts.
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
  /** Words that others say for it, by name. Those of its own pages and mails may stand in the same catalogue. */
  readonly words?: Catalogue<FeatureWords>;
  /** Limits of one client. The option `limits` changes their counts, as those of Postern's own. */
  readonly limits?: readonly Limit[];
  /** Rows of the profile page. */
  readonly navigation?: readonly NavigationEntry[];
  /** What a running process does unasked. */
  readonly tasks?: readonly Task<Verbs>[];
  /** Options of its own, by name, beside those of Postern: see `settings.features`. */
  readonly options?: Readonly<Record<string, FeatureOption>>;
  /** What its links are for, by names of their own. `queueMail` writes one with a mail. */
  readonly purposes?: Readonly<Record<string, LinkRules>>;
  /** Its mails, by names of their own. */
  readonly mails?: Readonly<Record<string, FeatureMail>>;
  /** Tables of its own, made one after the other. A number that a site has seen never changes its meaning. */
  readonly migrations?: readonly Migration[];
  /** Verbs of its own, each one transaction, which stand in the store beside Postern's. */
  store?(sql: Sql): Verbs;
};

/** What others say for a feature, by name. */
export type FeatureWords = {
  /** What a page may say once, by the name that its cookie has: see `web.noticeCookie`. */
  readonly notices?: Readonly<Record<string, string>>;
  /** Acts that it writes into the audit log, in words for the person they are about. */
  readonly auditActs?: Readonly<Record<string, string>>;
  /** What its mails were about, by their kinds, as the page with one's own data lists them. */
  readonly mailNames?: Readonly<Record<string, string>>;
};

/** A kind of mail: what it is worth, whose it is, and what it says. */
export type FeatureMail = StoredMail & {
  /** Its subject and blocks. It has the same bytes at every try, so all of it follows from what it is given. */
  render(language: Language, variables: MailVariables): MailContent;
};

/** The context, whose store has the verbs of a feature as well. */
export type WithVerbs<Verbs extends object> = Context & { readonly store: Store & Verbs };

/** Work that a running process does again and again, unasked. */
export type Task<Verbs extends object = object> = {
  readonly name: string;
  /** Milliseconds from one time to the next. The first is at the start. */
  readonly every: Duration;
  /** What fails is logged, and tried the next time. Counts of what was cleared away are logged too. */
  run(context: WithVerbs<Verbs>): Promise<Readonly<Record<string, number>> | void>;
};

/** An option that a feature brings: how its value is read, and what a person is told who gives a wrong one. */
export type FeatureOption = {
  /** What to give, in words, after "give": `"a whole number from 1 on"`. */
  readonly words: string;
  /** The value of what was given, which is `undefined` where nothing was; `undefined` refuses it. */
  read(given: unknown): unknown;
};
