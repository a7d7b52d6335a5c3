import type { WordsOf } from "../../domain/catalogue.ts";
import type { Language } from "../../domain/language.ts";
import { formPage, namedPage } from "../../http/named-page.ts";
import { TWO_STEP } from "../../http/route.ts";
import { button, codeField, errorSummary, form, link } from "../../ui/form.ts";
import { timesSeen } from "../../ui/labelled.ts";
import { filled, html, type Markup } from "../../ui/markup.ts";
import { notice, summaryList, time, type Moment, type SummaryRow } from "../../ui/notice.ts";
import { qr } from "../../ui/qr.ts";
import { copy } from "./copy.ts";

export const APP = `${TWO_STEP}/app`;
export const CODES = `${TWO_STEP}/recovery-codes`;

/** At this number, people are told to make new recovery codes. */
export const FEW_CODES = 2;

type Words = WordsOf<typeof copy>;

export type RememberedRow = {
  readonly id: string;
  readonly browser: string;
  readonly remembered: Moment & { readonly title: string };
  readonly until: string;
  readonly client: string;
};

export type OverviewPage = {
  readonly formToken: string;
  /** Whether the password is not enough. */
  readonly isOn: boolean;
  /** When the app was set up; undefined if there is none. */
  readonly appSince: string | undefined;
  /** Whether an app can be set up here. */
  readonly isOffered: boolean;
  readonly isRequired: boolean;
  /** Whether a passkey is missing as much as an app is: either opens the site. */
  readonly passkeyIsEnough: boolean;
  /** Undefined where they would stand in for nothing. */
  readonly codesLeft: number | undefined;
  /** Whether the user may choose if the password is enough. */
  readonly mayChoose: boolean;
  readonly browsers: readonly RememberedRow[];
};

export const overviewPage = namedPage("two-step/overview", (language, props: OverviewPage) => {
  const words = language.words(copy).overview;
  const { isOn, appSince, isOffered, codesLeft, browsers } = props;
  return {
    title: words.title,
    ...noticeOf(language, props),
    body: html`<p>${words.text}</p>
      ${summaryList([
        { term: words.atLogin.term, value: isOn ? words.atLogin.two : words.atLogin.one },
        appRow(words, props),
        ...(codesLeft === undefined ? [] : [codesRow(words, codesLeft)]),
      ])}
      ${appSince !== undefined && isOffered ? html`<p>${link(APP, words.app.move)}</p>` : ""}
      ${props.passkeyIsEnough ? html`<p>${link("/profile/passkeys", words.orPasskey)}</p>` : ""}
      ${choice(words, props)}
      ${browsers.length === 0 ? "" : browserList(words, browsers, props.formToken)}
      <p>${link("/profile", words.back)}</p>`,
  };
});

/** What has to be done, if anything. */
function noticeOf(
  language: Language,
  { isOn, isRequired, codesLeft }: OverviewPage,
): { readonly notice?: Markup } {
  const words = language.words(copy).overview;
  if (isRequired && !isOn) return { notice: notice(language, "warning", words.required) };
  if (codesLeft === undefined || codesLeft > FEW_CODES) return {};
  return { notice: notice(language, "warning", words.few({ count: codesLeft })) };
}

function appRow(words: Words["overview"], { appSince: date, isOffered }: OverviewPage): SummaryRow {
  const { term, none, notOffered, since, setUp, remove } = words.app;
  if (date !== undefined) {
    return { term, value: since({ date }), action: { href: `${APP}/remove`, ...remove } };
  }
  if (!isOffered) return { term, value: notOffered };
  return { term, value: none, action: { href: APP, ...setUp } };
}

const codesRow = ({ codes }: Words["overview"], count: number): SummaryRow => ({
  term: codes.term,
  value: codes.left({ count }),
  action: { href: CODES, ...codes.make },
});

/** For users who have passkeys only: whether their password is enough. */
function choice(
  words: Words["overview"],
  { mayChoose, isOn, isRequired, formToken }: OverviewPage,
): Markup | "" {
  if (!mayChoose || (isOn && isRequired)) return "";
  return html`<p>${isOn ? words.turnOffText : words.turnOnText}</p>
    ${form({
      action: TWO_STEP,
      formToken,
      hidden: { on: isOn ? "no" : "yes" },
      body: button({
        label: isOn ? words.turnOff : words.turnOn,
        kind: isOn ? "secondary" : "primary",
      }),
    })}`;
}

function browserList(
  words: Words["overview"],
  browsers: readonly RememberedRow[],
  formToken: string,
): Markup {
  const nths = timesSeen(browsers.map((each) => `${each.browser} ${each.remembered.title}`));
  return html`<h2>${words.browsers}</h2>
    <p>${words.browsersText}</p>
    <ul class="ruled">
      ${browsers.map(({ id, browser, remembered, until, client }, index) => {
        const facts = { browser, on: remembered.title };
        const nth = nths[index] ?? 1;
        return html`<li>
          <p>
            <strong>${browser}</strong><br />
            ${filled(words.remembered, { ago: time(remembered) })} · ${words.until({ date: until })}
            · ${words.from({ client })}
          </p>
          ${form({
            action: `${TWO_STEP}/browsers/${id}/forget`,
            formToken,
            body: button({
              label: words.forget,
              kind: "secondary",
              hiddenText:
                nth === 1 ? words.forgetThis(facts) : words.forgetThisNth({ ...facts, nth }),
            }),
          })}
        </li>`;
      })}
    </ul>
    ${form({
      action: `${TWO_STEP}/browsers/forget`,
      formToken,
      body: button({ label: words.forgetAll, kind: "secondary" }),
    })}`;
}

export type AppPage = {
  readonly formToken: string;
  readonly secret: string;
  readonly uri: string;
  /** Whether it takes the place of an app that is set up. */
  readonly moves: boolean;
  readonly error: keyof Words["app"]["errors"] | undefined;
};

/** The picture is one of black on white in every theme: not every app reads it the other way round. */
export const appPage = formPage("two-step/app", (language, props: AppPage) => {
  const words = language.words(copy).app;
  const error = props.error && words.errors[props.error];
  return {
    title: props.moves ? words.moveTitle : words.title,
    error: error !== undefined,
    body: html`${error === undefined ? "" : errorSummary(language, [{ field: "code", message: error }])}
      <p>${props.moves ? words.move : words.what}</p>
      <p>${words.scan}</p>
      ${qr(props.uri, words.picture)}
      <p><a href="${props.uri}">${words.here}</a></p>
      <p>${words.type}<br /><code dir="ltr">${inGroups(props.secret)}</code></p>
      ${form({
        action: APP,
        formToken: props.formToken,
        body: html`${codeField(language, { label: words.code, hint: words.hint, error })}
        ${button({ label: words.button })}`,
      })}
      ${cancelForm(words.cancel, props.formToken)}`,
  };
});

const cancelForm = (label: string, formToken: string): Markup =>
  form({ action: `${CODES}/cancel`, formToken, body: button({ label, kind: "secondary" }) });

/** Groups of four can be typed without losing one's place. Apps ignore the spaces. */
const inGroups = (secret: string): string => secret.replace(/.{4}(?=.)/g, "$& ");

export type CodesPage = {
  readonly formToken: string;
  readonly appName: string;
  readonly email: string;
  readonly codes: readonly string[];
  /** Whether saving them turns two-step login on; if not, they replace the earlier codes. */
  readonly turnsOn: boolean;
  /** How many of the earlier codes are left. */
  readonly left: number;
  /** Whether other codes were shown before, which are in use, or never will be. */
  readonly ended: boolean;
};

/** Prints as a sheet of paper: what is for the screen only is left out. */
export const codesPage = formPage("two-step/recovery-codes", (language, props: CodesPage) => {
  const words = language.words(copy).codes;
  const { formToken, appName: app, email, codes, turnsOn, left: count, ended } = props;
  const title = words.fileTitle({ email, app });
  const file = [title, "", ...codes, "", words.fileText, ""].join("\r\n");
  const href = `data:text/plain;charset=utf-8,${encodeURIComponent(file)}`;
  return {
    title: words.title,
    error: ended,
    body: html`${ended ? errorSummary(language, [{ message: words.ended }]) : ""}
      ${notice(language, "warning", words.once)}
      <p>${words.text}</p>
      ${turnsOn || count === 0 ? "" : html`<p>${words.replaces({ count })}</p>`}
      <h2>${title}</h2>
      <ul class="codes" aria-label="${words.list}">
        ${codes.map((code) => html`<li><code dir="ltr">${code}</code></li>`)}
      </ul>
      <p class="on-screen"><a href="${href}" download="${words.fileName}">${words.file}</a></p>
      ${form({
        action: CODES,
        formToken,
        body: button({ label: turnsOn ? words.turnOn : words.use }),
      })}
      ${cancelForm(words.cancel, formToken)}`,
  };
});

export type RemovePage = {
  readonly formToken: string;
  /** Whether passkeys stay, which the recovery codes can stand in for. */
  readonly hasOthers: boolean;
  /** Why it stays: the site requires it, or would ask for passkeys that it does not take now. */
  readonly kept: "required" | "unusable" | undefined;
};

export const removePage = namedPage("two-step/remove", (language, props: RemovePage) => {
  const words = language.words(copy).remove;
  const back = html`<p>${link(TWO_STEP, words.back)}</p>`;
  return {
    title: words.title,
    body: props.kept
      ? html`<p>${words[props.kept]}</p>
          ${back}`
      : html`<p>${props.hasOthers ? words.textWithOthers : words.text}</p>
          <p>${words.others}</p>
          ${form({
            action: `${APP}/remove`,
            formToken: props.formToken,
            body: button({ label: words.button, kind: "danger" }),
          })}
          ${back}`,
  };
});
