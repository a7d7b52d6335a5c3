// What all features of a site bring together, for routes that need it.

import type { Language } from "../domain/language.ts";
import type { MailPreviews } from "../ports/mail-preview.ts";
import type { Mailer } from "../ports/mailer.ts";
import type { OwnRole } from "../domain/role.ts";
import type { User } from "../domain/user.ts";
import type { Settings } from "../ports/settings.ts";
import type { SummaryRow } from "../ui/notice.ts";

/** A named text, in any language. */
export type Said = (language: Language) => string;

/** A row of the profile page: what a user has there, and where it leads. */
export type NavigationEntry = {
  /** The rows are in this order, lowest first. Postern's own are 10 to 90. */
  readonly order: number;
  /** Where the action of the row leads. */
  readonly href?: string;
  /** Undefined where this site has no such row. */
  row(user: User, language: Language, settings: Settings): NavigationRow | undefined;
};

/** The content of a row of the profile page. */
export type NavigationRow = Pick<SummaryRow, "term" | "value"> & {
  readonly action?: { readonly text: string; readonly hiddenText: string };
};

/** An entry in the navigation of the console. */
export type ConsoleEntry = {
  /** The entries are in this order, lowest first. Postern's own are 10 to 90. */
  readonly order: number;
  readonly href: string;
  /** Who sees it: those who have this role, or one above it. */
  readonly role: OwnRole;
  readonly title: Said;
};

/** A value that the site is configured with, for its admins. Secrets are masked. */
export type ConfigurationLine = {
  readonly name: string;
  readonly value: string;
  /** Where it comes from: "environment", "default" and the like. */
  readonly from: string;
};

/** A message for operators at /readyz about something that works but needs attention. */
export type Warning = { readonly reason: string; readonly title: Said };

/** What all features of the site bring together. */
export type Site = {
  /** The rows of the profile page, in order. */
  readonly navigation: readonly NavigationEntry[];
  /** The pages of the console, in order. */
  readonly console: readonly ConsoleEntry[];
  /** Names of audit log actions, in words for the person they concern. */
  readonly auditActs: Readonly<Record<string, Said>>;
  /** Names of kinds of mails, in words for their recipient. */
  readonly mailNames: Readonly<Record<string, Said>>;
  readonly mailer: Mailer;
  readonly previews: MailPreviews;
  /** The version of Postern. */
  readonly version: string;
  readonly configuration: readonly ConfigurationLine[];
  /** Whether this process is about to stop. */
  isEnding(): boolean;
  warnings(): readonly Warning[];
};
