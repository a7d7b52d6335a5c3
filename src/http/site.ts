// What the features of a site are together, as the routes of each may need it.

import type { Mailer } from "../ports/mailer.ts";
import type { User } from "../domain/user.ts";
import type { SummaryRow } from "../ui/notice.ts";
import type { Web } from "./web.ts";

/** A row of the profile page: what a user has there, and where it leads. */
export type NavigationEntry = {
  /** Rows stand in this order, from the top. Postern's own are 10 to 90. */
  readonly order: number;
  row(user: User, web: Web): SummaryRow;
};

/** What an operator reads at /readyz of something that works, and should be looked at. */
export type Warning = { readonly reason: string; readonly title: string };

export type Site = {
  /** The rows of the profile page, in order. */
  readonly navigation: readonly NavigationEntry[];
  /** Acts of the audit log, by their names, in words for the person they are about. */
  readonly auditActs: Readonly<Record<string, string>>;
  /** Kinds of mails, in words for whoever got one. */
  readonly mailNames: Readonly<Record<string, string>>;
  readonly mailer: Mailer;
  /** Whether this process is about to end. */
  isEnding(): boolean;
  warnings(): readonly Warning[];
};
