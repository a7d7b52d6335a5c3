import type { Language } from "../../domain/language.ts";
import { ownNameOf } from "../../domain/language-choice.ts";
import { namedPage } from "../../http/named-page.ts";
import type { Site } from "../../http/site.ts";
import { credentialName } from "../../ui/credential.ts";
import { link } from "../../ui/form.ts";
import { filled, html, type Markup } from "../../ui/markup.ts";
import { summaryList } from "../../ui/notice.ts";
import { olderLinks } from "../../ui/paging.ts";
import { table } from "../../ui/table.ts";
import { copy } from "./copy.ts";
import type { OwnData, OwnFactors } from "./data.ts";

/** Links to the next page of each list, and back to its newest rows; null where there is none. */
export type Paths = {
  readonly sessions: string | null;
  readonly mails: { readonly newest: string | null; readonly older: string | null };
  readonly acts: { readonly newest: string | null; readonly older: string | null };
};

export type DataPage = {
  readonly data: OwnData;
  readonly paths: Paths;
  /** Names of acts and mails. */
  readonly site: Pick<Site, "auditActs" | "mailNames">;
};

export const dataPage = namedPage("data/data", (language, props: DataPage) => {
  const { user, factors, sessions, mails, acts } = props.data;
  const { paths, site } = props;
  const { auditActs, mailNames } = site;
  const words = language.words(copy);
  return {
    title: words.title,
    wide: true,
    body: html`<p>${words.intro}</p>
      <p>${link("/profile/data?download=json", words.download, "button")}</p>
      <h2>${words.user}</h2>
      ${aboutUser(language, user, factors)} ${aboutFactors(language, factors)}
      <h2>${words.sessions}</h2>
      ${table(
        language,
        [words.when, words.where],
        sessions.rows.map((each) => [
          language.time(each.createdOn),
          words.session({ browser: language.browser(each.browser), client: each.client }),
        ]),
      )}
      ${paths.sessions === null ? "" : html`<p>${link(paths.sessions, words.allSessions)}</p>`}
      <h2>${words.mails}</h2>
      ${table(
        language,
        [words.when, words.what, words.state],
        mails.rows.map((mail) => [
          language.time(mail.createdOn),
          told(mailNames[mail.kind]?.(language), mail.kind),
          words.statesOfMails[mail.state],
        ]),
      )}
      ${olderLinks(language, paths.mails, { newest: words.newestMails, older: words.olderMails })}
      <h2>${words.acts}</h2>
      ${table(
        language,
        [words.when, words.what, words.by],
        acts.rows.map((act) => [
          language.time(act.happenedOn),
          told(auditActs[act.act]?.(language), act.act),
          words.namesOfActors[act.actor] ?? words.operator,
        ]),
      )}
      ${olderLinks(language, paths.acts, { newest: words.newestActs, older: words.olderActs })}
      <p>${link("/profile", words.back)}</p>`,
  };
});

function aboutUser(
  language: Language,
  user: OwnData["user"],
  { recoveryCodes, removal }: OwnFactors,
): Markup {
  const words = language.words(copy);
  const confirmed = user.confirmedOn === null ? words.notYet : language.time(user.confirmedOn);
  const accepted = user.terms.map(({ version, acceptedOn }, index) => {
    const parts = { version: html`<bdi>${version}</bdi>`, date: language.date(acceptedOn) };
    return html`${index === 0 ? "" : html`<br />`}${filled(words.terms.accepted, parts)}`;
  });
  const chosen = { term: words.language, value: languageName(user.language ?? "") };
  return summaryList([
    { term: words.email, value: user.email },
    { term: words.registered, value: language.time(user.registeredOn) },
    { term: words.registeredWith, value: language.browser(user.registeredWith) },
    ...(user.language === null ? [] : [chosen]),
    { term: words.confirmed, value: confirmed },
    ...(accepted.length === 0 ? [] : [{ term: words.terms.term, value: html`${accepted}` }]),
    {
      term: words.twoSteps.term,
      value: user.factors === 2 ? words.twoSteps.on : words.twoSteps.off,
    },
    ...(recoveryCodes === 0
      ? []
      : [{ term: words.codes.term, value: words.codes.left({ count: recoveryCodes }) }]),
    ...(removal === undefined
      ? []
      : [
          {
            term: words.removal.term,
            value: words.removal.asked({
              asked: language.date(removal.askedOn),
              date: language.date(removal.dueOn),
            }),
          },
        ]),
  ]);
}

function aboutFactors(language: Language, { credentials, browsers }: OwnFactors): Markup {
  const words = language.words(copy);
  const ways = credentials.map((each) => [
    credentialName(language, each),
    language.time(each.createdOn),
    each.lastUsedOn === null ? words.neverUsed : language.time(each.lastUsedOn),
  ]);
  const remembered = browsers.map(({ shownOn, expiresOn, browser, client }) => [
    language.time(shownOn),
    words.session({ browser: language.browser(browser), client }),
    language.time(expiresOn),
  ]);
  return html`<h2>${words.credentials}</h2>
    ${table(language, [words.what, words.added, words.lastUsed], ways)}
    ${
      remembered.length === 0
        ? ""
        : html`<h2>${words.browsers}</h2>
            ${table(language, [words.when, words.where, words.until], remembered)}`
    }`;
}

const languageName = (tag: string): Markup => html`<span lang="${tag}">${ownNameOf(tag)}</span>`;

/** In words; a name that another version wrote is shown without hyphens. */
const told = (words: string | undefined, name: string): string =>
  words ?? name.replaceAll("-", " ");
