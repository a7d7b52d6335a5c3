import type { PageContent } from "../../http/answer.ts";
import { link } from "../../ui/form.ts";
import { html, type Markup } from "../../ui/markup.ts";
import { summaryList } from "../../ui/notice.ts";
import { copy } from "./copy.ts";
import type { OwnData } from "./data.ts";

type Times = (instant: number) => string;

export const dataPage = ({ user, sessions, mails, acts }: OwnData, time: Times): PageContent => ({
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
      sessions.map((each) => [time(each.createdOn), copy.session(each.browser, each.client)]),
    )}
    <h2>${copy.mails}</h2>
    ${table(
      [copy.when, copy.what, copy.state],
      mails.map((mail) => [time(mail.createdOn), mail.kind, mail.state]),
    )}
    <h2>${copy.acts}</h2>
    ${table(
      [copy.when, copy.what, copy.by],
      acts.map((act) => [time(act.happenedOn), act.act, act.actor]),
    )}
    <p>${link("/profile", copy.back)}</p>`,
});

const table = (heads: readonly string[], lines: readonly (readonly string[])[]): Markup =>
  html`<table>
    <thead>
      <tr>
        ${heads.map((head) => html`<th scope="col">${head}</th>`)}
      </tr>
    </thead>
    <tbody>
      ${lines.map(
        (line) =>
          html`<tr>
            ${line.map((cell) => html`<td>${cell}</td>`)}
          </tr>`,
      )}
    </tbody>
  </table>`;
