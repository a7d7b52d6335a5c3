// The pages of the console for mails: the outbox, and one mail. Never the text of a mail, its link or its code.

import type { WordsOf } from "../../domain/catalogue.ts";
import type { Language } from "../../domain/language.ts";
import {
  CANCELLED_BY_OPERATOR,
  isWithheld,
  NOT_IN_TIME,
  WITHHELD,
  WITHHELD_FOR_CREDIT,
} from "../../domain/mail.ts";
import type { MailRecord } from "../../domain/mail-record.ts";
import type { MailTry } from "../../domain/mail-tries.ts";
import { hasRole } from "../../domain/role.ts";
import { readSuppressed } from "../../domain/suppression.ts";
import type { User } from "../../domain/user.ts";
import type { PageContent } from "../../http/answer.ts";
import type { Said } from "../../http/site.ts";
import type { LinkFacts, MailFilter, WithheldMails } from "../../ports/admin-store.ts";
import type { Hold, OperatorHold } from "../../ports/outbox-store.ts";
import { filterForm, briefly } from "../../ui/console.ts";
import { field, link } from "../../ui/form.ts";
import { html, type Markup } from "../../ui/markup.ts";
import { notice, summaryList, type SummaryRow } from "../../ui/notice.ts";
import { olderLinks } from "../../ui/paging.ts";
import { selectField } from "../../ui/select.ts";
import { table } from "../../ui/table.ts";
import { copy } from "./copy.ts";

export const PATH = "/admin/outbox";

/** Where everything is held, and where it is released. */
export const HOLD = `${PATH}/hold`;
export const RESUME = `${HOLD}/release`;

/** The filters that the URL sets, as they were typed. */
export type MailFilters = {
  readonly state: string;
  readonly kind: string;
  readonly address: string;
  readonly domain: string;
};

export const FILTERS = [
  "waiting",
  "sending",
  "parked",
  "sent",
  "dead",
  "withheld",
  "cancelled",
] as const satisfies readonly MailFilter[];

type Names = Readonly<Record<string, Said>>;

/** Whether the outbox sends at all: the base URLs that a copy served before, what a mail server refuses, and who holds it. */
export type Sending = {
  readonly heldFrom: readonly string[] | undefined;
  readonly hold: Hold | null;
  readonly heldBy: OperatorHold | null;
};

export type Outbox = Sending & {
  readonly mails: readonly MailRecord[];
  readonly withheld: readonly WithheldMails[];
  readonly filters: MailFilters;
  readonly newest: string | null;
  readonly older: string | null;
  readonly viewer: Pick<User, "roles">;
  readonly mailNames: Names;
};

type Words = WordsOf<typeof copy>["pages"];

/** What was mailed, what was not, and whether anything is. */
export function outboxPage(language: Language, shown: Outbox): PageContent {
  const words = language.words(copy).pages;
  const { mails, older, mailNames } = shown;
  const heads = [words.address, words.kind, words.state, words.askedFor, words.said];
  return {
    title: words.title,
    body: html`${troubles(language, shown)}
    ${filterForm({ action: PATH, button: words.filter, fields: fieldsOf(language, shown) })}
    ${
      mails.length === 0
        ? html`<p>${older === null ? words.none : words.noneYet}</p>`
        : table(
            language,
            heads,
            mails.map((mail) => [
              link(`${PATH}/${mail.id}`, mail.email),
              mailNames[mail.kind]?.(language) ?? mail.kind,
              stateOf(words, mail),
              language.time(mail.createdOn),
              answerCell(answerTo(words, mail)),
            ]),
          )
    }
    ${olderLinks(language, shown)} ${withheldTable(language, shown)}
    ${shown.heldBy === null && hasRole(shown.viewer, "admin") ? html`<p>${link(HOLD, words.hold.title)}</p>` : ""}`,
  };
}

function troubles(language: Language, { heldFrom, hold, heldBy, viewer }: Outbox): Markup {
  const words = language.words(copy).pages;
  const toAdmins = (href: string, title: string): Markup =>
    hasRole(viewer, "admin") ? html`<br />${link(href, title)}` : html``;
  const release = toAdmins(`${PATH}/release`, words.release.title);
  return html`${
    heldBy === null
      ? ""
      : notice(
          language,
          "warning",
          html`${words.heldBy({ ...heldBy, since: language.time(heldBy.since) })}${toAdmins(RESUME, words.resume.title)}`,
        )
  }
  ${
    heldFrom === undefined
      ? ""
      : notice(language, "warning", html`${words.held({ before: heldFrom.join(", ") })}${release}`)
  }
  ${
    hold === null
      ? ""
      : notice(
          language,
          "warning",
          words.serverRefuses({ since: language.time(hold.since), answer: hold.answer }),
        )
  }`;
}

function fieldsOf(language: Language, { filters, mailNames }: Outbox): readonly Markup[] {
  const words = language.words(copy).pages;
  const any = { value: "", text: words.any };
  const kinds = Object.entries(mailNames).map(([value, said]) => ({ value, text: said(language) }));
  return [
    selectField(language, {
      name: "state",
      label: words.state,
      selected: filters.state,
      options: [any, ...FILTERS.map((value) => ({ value, text: words.filters[value] }))],
    }),
    selectField(language, {
      name: "kind",
      label: words.kind,
      selected: filters.kind,
      options: [any, ...kinds],
    }),
    ...(["address", "domain"] as const).map((name) =>
      field(language, {
        name,
        label: words[name],
        type: "text",
        value: filters[name],
        autocapitalize: "none",
        spellcheck: false,
      }),
    ),
  ];
}

function withheldTable(language: Language, { withheld, mailNames }: Outbox): Markup {
  if (withheld.length === 0) return html``;
  const words = language.words(copy).pages;
  const { title, mailbox, hour, count, reason, reasons } = words.withheld;
  return html`<h2>${title}</h2>
    ${table(
      language,
      [mailbox, words.kind, hour, count, reason],
      withheld.map((each) => [
        each.mailbox,
        mailNames[each.kind]?.(language) ?? each.kind,
        language.time(each.hour),
        `${each.count}`,
        reasons[each.reason],
      ]),
    )}`;
}

/** What became of a mail, in words. */
function stateOf({ states }: Words, { state, parkedOn, isSilent, answer }: MailRecord): string {
  if (isSilent) return states.stopped;
  if (parkedOn !== null) return states.parked;
  return state === "cancelled" && isWithheld(answer) ? states.withheld : states[state];
}

/** What the mail server said, or why it was not asked; nothing if there is nothing to say. */
function answerTo({ why }: Words, { answer, parkedOn, isSilent }: MailRecord): string {
  if (isSilent) return why.stopped;
  if (parkedOn !== null) return why.credit;
  switch (answer) {
    case WITHHELD:
      return why.withheld;
    case WITHHELD_FOR_CREDIT:
      return why.withheldForCredit;
    case CANCELLED_BY_OPERATOR:
      return why.cancelled;
    case NOT_IN_TIME:
      return why.tooLate;
    case "not-released":
      return why.notReleased;
    default: {
      const heldBack = readSuppressed(answer ?? "");
      return heldBack === undefined ? (answer ?? "") : why.heldBack({ answer: heldBack });
    }
  }
}

/** A server's words are read from left to right in every language. */
const answerCell = (answer: string): Markup | string =>
  answer === "" ? "" : html`<bdi>${briefly(answer, 60)}</bdi>`;

export type OneMail = {
  readonly mail: MailRecord;
  readonly tries: readonly MailTry[];
  readonly link: LinkFacts | undefined;
  readonly viewer: Pick<User, "roles">;
  readonly mailNames: Names;
};

/** What happened to one mail, and what can be done about it. */
export function mailPage(language: Language, shown: OneMail): PageContent {
  const words = language.words(copy).pages;
  const { mail, tries } = shown;
  return {
    title: words.one.title({ email: mail.email }),
    body: html`${summaryList(factsOf(language, shown))}
    ${
      tries.length === 0
        ? ""
        : html`<h2>${words.one.answers}</h2>
            <ul>
              ${tries.toReversed().map(({ on, answer }) => html`<li>${language.time(on)}<br /><bdi>${answer}</bdi></li>`)}
            </ul>`
    }
    ${actsOn(words, shown)}`,
  };
}

function factsOf(language: Language, shown: OneMail): readonly SummaryRow[] {
  const words = language.words(copy).pages;
  const { one, faults } = words;
  const { mail, mailNames } = shown;
  const answer = answerTo(words, mail);
  const isOver = mail.endedOn !== null;
  const rows: readonly (readonly [term: string, value: Markup | string | undefined])[] = [
    [one.to, recipient(words, mail)],
    [words.kind, mailNames[mail.kind]?.(language) ?? mail.kind],
    [words.state, stateOf(words, mail)],
    [answer === mail.answer ? words.said : one.reason, answer === "" ? undefined : answer],
    [one.fault, mail.fault === null ? undefined : faults[mail.fault]],
    [words.askedFor, language.time(mail.createdOn)],
    [one.triesTerm, one.tries({ count: mail.attempts })],
    [one.over, mail.endedOn === null ? undefined : language.time(mail.endedOn)],
    [one.nextTry, isOver || mail.parkedOn !== null ? undefined : language.time(mail.dueOn)],
    [one.givenUp, isOver ? undefined : language.time(mail.worthlessOn)],
    [one.marked, mail.complainedOn === null ? undefined : language.time(mail.complainedOn)],
    [one.link, linkWords(language, shown.link)],
  ];
  return rows.flatMap(([term, value]) => (value === undefined ? [] : [{ term, value }]));
}

function recipient({ one }: Words, { email, userId }: MailRecord): Markup {
  const why = `/admin/why?address=${encodeURIComponent(email)}`;
  return html`${userId === null ? email : link(`/admin/users/${userId}`, email)} ·
  ${link(why, one.whyNoMail)}`;
}

function linkWords(language: Language, facts: LinkFacts | undefined): string {
  const { links } = language.words(copy).pages.one;
  if (facts === undefined) return links.none;
  if (facts.endedOn !== null) return links.ended({ time: language.time(facts.endedOn) });
  return facts.expiresOn === null
    ? links.notMailed
    : links.until({ time: language.time(facts.expiresOn) });
}

/** Acts that the state of the mail allows, for those who may do them. */
function actsOn(words: Words, { mail, viewer }: OneMail): Markup {
  if (!hasRole(viewer, "support")) return html``;
  const { id, email, state, endedOn } = mail;
  const act =
    state === "dead"
      ? ("retry" as const)
      : endedOn === null && state !== "sending"
        ? ("cancel" as const)
        : undefined;
  if (act === undefined) return html``;
  return html`<h2>${words.one.acts}</h2>
    <p>${link(`${PATH}/${id}/${act}`, words[act].title({ email }))}</p>`;
}
