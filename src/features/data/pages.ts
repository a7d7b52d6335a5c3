import type { PageContent } from "../../http/answer.ts";
import type { Site } from "../../http/site.ts";
import { link } from "../../ui/form.ts";
import { html, type Markup } from "../../ui/markup.ts";
import { summaryList } from "../../ui/notice.ts";
import { olderLinks } from "../../ui/paging.ts";
import { copy } from "./copy.ts";
import type { OwnData } from "./data.ts";

type Times = (instant: number) => string;

/** Where the lists go on, and back to their newest; null where they end or begin on this page. */
export type Paths = {
  readonly sessions: string | null;
  readonly mails: { readonly newest: string | null; readonly older: string | null };
  readonly acts: { readonly newest: string | null; readonly older: string | null };
};

export const dataPage = (
  { user, sessions, mails, acts }: OwnData,
  paths: Paths,
  time: Times,
  { auditActs, mailNames }: Pick<Site, "auditActs" | "mailNames">,
): PageContent => ({
  title: copy.title,
  wide: true,
  body: html`<p>${copy.intro}</p>
    <p>${link("/profile/data?download=json", copy.download, "button")}</p>
    <h2>${copy.user}</h2>
    ${summaryList([
      { term: copy.email, value: user.email },
      { term: copy.registered, value: time(user.registeredOn) },
      { term: copy.registeredWith, value: user.registeredWith },
      {
        term: copy.confirmed,
        value: user.confirmedOn === null ? copy.notYet : time(user.confirmedOn),
      },
    ])}
    <h2>${copy.sessions}</h2>
    ${table(
      [copy.when, copy.where],
      sessions.rows.map((each) => [time(each.createdOn), copy.session(each.browser, each.client)]),
    )}
    ${paths.sessions === null ? "" : html`<p>${link(paths.sessions, copy.allSessions)}</p>`}
    <h2>${copy.mails}</h2>
    ${table(
      [copy.when, copy.what, copy.state],
      mails.rows.map((mail) => [
        time(mail.createdOn),
        told(mailNames, mail.kind),
        told(copy.statesOfMails, mail.state),
      ]),
    )}
    ${olderLinks(paths.mails.newest, paths.mails.older, copy.mailsInAList)}
    <h2>${copy.acts}</h2>
    ${table(
      [copy.when, copy.what, copy.by],
      acts.rows.map((act) => [
        time(act.happenedOn),
        told(auditActs, act.act),
        copy.namesOfActors[act.actor] ?? copy.operator,
      ]),
    )}
    ${olderLinks(paths.acts.newest, paths.acts.older, copy.actsInAList)}
    <p>${link("/profile", copy.back)}</p>`,
});

/** In words; what an older or a newer version wrote has at least no hyphens. */
const told = (words: Readonly<Record<string, string>>, name: string): string =>
  words[name] ?? name.replaceAll("-", " ");

/**
 * On a phone each row is a block, and each cell says what it is. The roles stay said: a browser may forget
 * that what is laid out as blocks is a table.
 */
const table = (heads: readonly string[], lines: readonly (readonly string[])[]): Markup =>
  html`<table class="stacks" role="table">
    <thead role="rowgroup">
      <tr role="row">
        ${heads.map((head) => html`<th scope="col" role="columnheader">${head}</th>`)}
      </tr>
    </thead>
    <tbody role="rowgroup">
      ${lines.map(
        (line) =>
          html`<tr role="row">
            ${line.map((cell, index) => html`<td role="cell" data-head="${heads[index]}">${cell}</td>`)}
          </tr>`,
      )}
    </tbody>
  </table>`;
