// What the features of a site are together, as the routes of each may need it.

import type { Language } from "../domain/language.ts";
import type { Mailer } from "../ports/mailer.ts";
import type { User } from "../domain/user.ts";
import type { SummaryRow } from "../ui/notice.ts";

/** Words that somebody gave a name, in whichever language they are read. */
export type Said = (language: Language) => string;

/** A row of the profile page: what a user has there, and where it leads. */
export type NavigationEntry = {
  /** Rows stand in this order, from the top. Postern's own are 10 to 90. */
  readonly order: number;
  /** Where the action of the row leads. */
  readonly href?: string;
  row(user: User, language: Language): NavigationRow;
};

/** What a row of the profile page says. */
export type NavigationRow = Pick<SummaryRow, "term" | "value"> & {
  readonly action?: { readonly text: string; readonly hiddenText: string };
};

/** What an operator reads at /readyz of something that works, and should be looked at. */
export type Warning = { readonly reason: string; readonly title: Said };

/** What all features of the site are together. */
export type Site = {
  /** The rows of the profile page, in order. */
  readonly navigation: readonly NavigationEntry[];
  /** Acts of the audit log, by their names, in words for the person they are about. */
  readonly auditActs: Readonly<Record<string, Said>>;
  /** Kinds of mails, in words for whoever got one. */
  readonly mailNames: Readonly<Record<string, Said>>;
  readonly mailer: Mailer;
  /** Whether this process is about to end. */
  isEnding(): boolean;
  warnings(): readonly Warning[];
};
