// What a store knows about links, mails and events, as their features define them.

import type { Catalogue } from "../../domain/catalogue.ts";
import type { EventRules, EventType } from "../../domain/event.ts";
import {
  isEndedBy,
  LINK_EVENTS,
  type LinkEvent,
  type LinkPurpose,
  type LinkRules,
} from "../../domain/link.ts";
import type { MailKind, MailRules } from "../../domain/mail.ts";
import type { Instant } from "../../domain/time.ts";
import type { Sql } from "./shared-writes.ts";
import type { MailRow, Words } from "./resolve-mail.ts";
import type { Work } from "./work.ts";

/** A kind of mail. What it is may be decided as late as its hand-over. */
export type StoredMail = MailRules & {
  /** Decides at its first hand-over whose the mail is and what it says. Default: as in its row. */
  resolve?(sql: Sql, mail: MailRow, now: Instant): Work<Words>;
};

/** What one feature defines. */
export type KindsOfFeature = {
  readonly purposes?: Readonly<Record<LinkPurpose, LinkRules>>;
  readonly mails?: Readonly<Record<MailKind, StoredMail>>;
  readonly events?: Readonly<Record<EventType, EventRules>>;
  readonly words?: Catalogue<{ readonly auditActs?: Readonly<Record<string, string>> }>;
};

/** What all features define about their mails and links. */
export type Kinds = {
  mail(kind: MailKind): StoredMail;
  purpose(purpose: LinkPurpose): LinkRules;
  /**
   * The event that an act causes, if one. Throws for an act that no feature has words for, because the person it concerns
   * could not read it.
   */
  eventOf(act: string): EventType | undefined;
  /** Purposes as lists, each for the `:purposes` of a statement. */
  readonly purposes: {
    readonly ofMailbox: string;
    readonly outlivesAddress: string;
    readonly wayBack: string;
    readonly endedBy: Readonly<Record<LinkEvent, string>>;
  };
};

/** Names are used in statements, in cookies and in the salts of links. */
const NAME = /^[a-z][a-z0-9-]*$/;

export function kindsOf(features: readonly KindsOfFeature[]): Kinds {
  const purposes = named(features.map((each) => each.purposes ?? {}));
  const mails = named(features.map((each) => each.mails ?? {}));
  const acts = new Set(features.flatMap(({ words }) => Object.keys(words?.en.auditActs ?? {})));
  const caused = new Map(
    features.flatMap(({ events = {} }) =>
      Object.entries(events).flatMap(([type, rules]) => rules.acts.map((act) => [act, type])),
    ),
  );
  const list = (isMeant: (rules: LinkRules) => boolean | undefined): string => {
    const meant = [...purposes].filter(([, rules]) => isMeant(rules));
    return meant.map(([name]) => `'${name}'`).join(", ") || "NULL";
  };
  const endedBy = LINK_EVENTS.map((event) => [event, list((rules) => isEndedBy(rules, event))]);
  return {
    // A mail of a feature that no longer exists has no rules, and its links do not work.
    mail: (kind) => mails.get(kind) ?? {},
    purpose: (purpose) => purposes.get(purpose) ?? { lifetime: 0 },
    purposes: {
      ofMailbox: list((rules) => rules.ofMailbox),
      outlivesAddress: list((rules) => rules.outlivesAddress),
      wayBack: list((rules) => rules.wayBack),
      endedBy: Object.fromEntries(endedBy) as Record<LinkEvent, string>,
    },
    eventOf(act) {
      if (!acts.has(act)) throw new Error(`No feature has the audit act ${act}.`);
      return caused.get(act);
    },
  };
}

function named<Rules>(all: readonly Readonly<Record<string, Rules>>[]): ReadonlyMap<string, Rules> {
  const rules = new Map(all.flatMap((each) => Object.entries(each)));
  const odd = [...rules.keys()].find((name) => !NAME.test(name));
  if (odd === undefined) return rules;
  throw new Error(`"${odd}" is no name for a link or a mail: use lower case, digits and hyphens.`);
}
