import { captchaProviders, type AskedCaptcha } from "../../domain/captcha.ts";
import type { WordsOf } from "../../domain/catalogue.ts";
import { parseEmailAddress } from "../../domain/email-address.ts";
import { CONTACT_PATIENCE } from "../../domain/first-contacts.ts";
import type { Language } from "../../domain/language.ts";
import { suggestAddress } from "../../domain/suggest-address.ts";
import type { Challenge } from "../../domain/proof-of-work.ts";
import { seconds } from "../../domain/time.ts";
import { fieldErrorLines, fieldInputs, type FieldsOnPage } from "../../http/user-fields.ts";
import { formPage, namedPage } from "../../http/named-page.ts";
import { termsBox, termsErrorLines, type TermsOnPage } from "../../http/terms-box.ts";
import { textPage } from "../../http/text-page.ts";
import {
  button,
  errorSummary,
  field,
  form,
  link,
  passwordField,
  type FormError,
} from "../../ui/form.ts";
import { attributes, filled, html, type Markup } from "../../ui/markup.ts";
import type { Settings } from "../../ports/settings.ts";
import { proofScript } from "../../ui/script.ts";
import { copy } from "./copy.ts";
import type { Asked } from "./proof-of-work.ts";
import type { RegistrationFields } from "./registration.ts";

export type RegisterPage = {
  readonly appName: string;
  readonly termsUrl: string | undefined;
  /** The terms to accept. */
  readonly terms: TermsOnPage | undefined;
  readonly minLength: number;
  readonly formToken: string;
  readonly formId: string;
  /** Where the person came from. */
  readonly source: string | undefined;
  readonly asked: Asked | undefined;
  readonly email: string;
  readonly next: string | undefined;
  /** The extra fields of the site. */
  readonly own: FieldsOnPage;
  /** What to say of an address that will not do. */
  readonly emailErrors: ReturnType<typeof newAddressErrors>;
  readonly errors: RegistrationFields;
};

/** The texts for an address that cannot be used, on whichever page it was typed. */
export const addressErrors = (language: Language): WordsOf<typeof copy>["emailErrors"] =>
  language.words(copy).emailErrors;

/** The same for one that is new here, with what to do if this site does not take it. */
export function newAddressErrors(
  language: Language,
  { support, registration }: Pick<Settings, "support" | "registration">,
  typed: string,
) {
  const { emailErrors, notAllowed, notAllowedAskFor, notAllowedButMeant } = language.words(copy);
  const address = parseEmailAddress(typed);
  const meant = address.ok ? suggestAddress(address.value, registration.domains) : undefined;
  const refusal = () => {
    if (meant !== undefined) return notAllowedButMeant({ address: meant });
    if (support === undefined) return notAllowed;
    return notAllowedAskFor({ support: support.replace(/^(?:mailto|tel):/i, "") });
  };
  return { ...emailErrors, "email-not-allowed": refusal() };
}

/** The suggestion of a better spelling, wherever a new address is typed. */
export const didYouMean = (language: Language, address: string): string =>
  language.words(copy).didYouMean({ address });

/** The texts for refused fields, as the page and the JSON answer show them. */
export function fieldErrors(
  language: Language,
  {
    errors,
    minLength,
    appName,
    emailErrors,
  }: Pick<RegisterPage, "minLength" | "appName"> & {
    readonly emailErrors?: RegisterPage["emailErrors"];
    readonly errors: {
      readonly [Field in "email" | "password"]?: RegistrationFields[Field] | undefined;
    };
  },
) {
  const said = errors.password && language.words(copy).passwordErrors[errors.password];
  return {
    email: errors.email && emailErrors?.[errors.email],
    password: typeof said === "function" ? said({ minLength, app: appName }) : said,
  };
}

export const registerPage = formPage("registration/register", (language, props: RegisterPage) => {
  const words = language.words(copy);
  const errors = fieldErrors(language, props);
  const wrong: readonly FormError[] = [
    ...Object.entries(errors).flatMap(([name, message]) =>
      message === undefined ? [] : [{ field: name, message }],
    ),
    ...fieldErrorLines(language, props.own),
    ...termsErrorLines(language, props.terms),
  ];
  return {
    title: words.title,
    error: wrong.length > 0,
    ...(props.asked?.challenge === undefined ? {} : { script: proofScript }),
    ...(props.asked?.captcha === undefined
      ? {}
      : { outside: captchaProviders[props.asked.captcha.provider].script }),
    body: html`${wrong.length > 0 ? errorSummary(language, wrong) : ""}
      <p>${words.haveOne} ${link(loginPath(props.next), words.logIn)}</p>
      ${form({
        action: "/register",
        formToken: props.formToken,
        hidden: {
          form_id: props.formId,
          ...(props.next === undefined ? {} : { next: props.next }),
          ...(props.source === undefined ? {} : { source: props.source }),
        },
        body: html`${inputs(language, props)} ${agreed(language, props)}
        ${sending(language, props.asked)}`,
      })}`,
  };
});

/** What is typed: the address, a password, and the fields of the site. */
function inputs(language: Language, props: RegisterPage): Markup {
  const words = language.words(copy);
  const errors = fieldErrors(language, props);
  return html`${field(language, {
    name: "email",
    label: words.email,
    hint: words.emailHint,
    type: "email",
    value: props.email,
    error: errors.email,
    autocomplete: "email",
    autocapitalize: "none",
    spellcheck: false,
    suggest: didYouMean(language, "{}"),
    enterkeyhint: "next",
    required: true,
  })}
  ${passwordField(language, {
    name: "password",
    label: words.password,
    hint: words.passwordHint({ minLength: props.minLength }),
    error: errors.password,
    autocomplete: "new-password",
    enterkeyhint: "go",
    required: true,
  })}
  ${fieldInputs(language, props.own)}`;
}

/** The terms: a box where they have to be accepted, or only a link to them. */
function agreed(
  language: Language,
  { terms: asked, termsUrl }: Pick<RegisterPage, "terms" | "termsUrl">,
): Markup | "" {
  if (asked !== undefined) return termsBox(language, asked);
  const { terms, termsLink } = language.words(copy);
  return termsUrl === undefined
    ? ""
    : html`<p>${filled(terms, { terms: link(termsUrl, termsLink) })}</p>`;
}

/**
 * The button; with a challenge, what is said before it where there are no scripts, and behind it where there are; with
 * a captcha, its region before it.
 */
function sending(language: Language, asked: Asked | undefined): Markup {
  const { button: label, proof } = language.words(copy);
  if (asked === undefined) return button({ label });
  if (asked.captcha !== undefined)
    return html`${captchaRegion(language, asked.captcha)} ${button({ label })}`;
  const { challenge } = asked;
  return html`<p class="no-script">
      ${proof.noScript({ wait: language.duration(CONTACT_PATIENCE) })}
    </p>
    ${button({ label })} ${proofOfWork(language, challenge)}`;
}

/** The provider's widget fills the last element. What is said holds where it does not, too. */
function captchaRegion(language: Language, { provider, siteKey }: AskedCaptcha): Markup {
  const { name, widget } = captchaProviders[provider];
  const words = language.words(copy).captcha;
  return html`<div role="group" aria-labelledby="captcha-label" aria-describedby="captcha-hint">
    <p id="captcha-label"><strong>${words.label}</strong></p>
    <p class="hint" id="captcha-hint">
      ${words.hint({ provider: name, wait: language.duration(CONTACT_PATIENCE) })}
    </p>
    <div ${attributes({ id: "captcha", ...widget, "data-sitekey": siteKey })}></div>
  </div>`;
}

/** Whoever pressed the button waits no longer for their browser to solve the puzzle. */
const PATIENCE = seconds(10);

/** What the script of the page solves, and where it says how far it is. */
function proofOfWork(language: Language, { salt, challenge, maxnumber }: Challenge): Markup {
  const words = language.words(copy).proof;
  const said = {
    "data-working": words.working,
    "data-progress": words.progress,
    "data-waiting": words.waiting({ patience: language.duration(PATIENCE) }),
    "data-patience": PATIENCE,
    "data-done": words.done,
    "data-failed": words.failed({ wait: language.duration(CONTACT_PATIENCE) }),
  };
  const solved = { "data-salt": salt, "data-challenge": challenge, "data-most": maxnumber };
  return html`<p class="hint" role="status" ${attributes(said)}></p>
    <input type="hidden" name="proof" ${attributes(solved)} />`;
}

const loginPath = (next: string | undefined): string =>
  next === undefined ? "/login" : `/login?next=${encodeURIComponent(next)}`;

export type AlreadyLoggedInPage = {
  readonly appName: string;
  readonly email: string;
  readonly formToken: string;
};

/** Somebody who is logged in wants to register: which of the two do they mean? */
export const alreadyLoggedInPage = namedPage(
  "registration/already-logged-in",
  (language, props: AlreadyLoggedInPage) => {
    const words = language.words(copy);
    return {
      title: words.title,
      body: html`<p>${words.loggedInAs({ email: props.email })}</p>
        <p>${link("/", words.continueTo({ app: props.appName }), "button")}</p>
        ${form({
          action: "/logout",
          formToken: props.formToken,
          hidden: { next: "/register" },
          body: button({ label: words.logOutFirst, kind: "secondary" }),
        })}`,
    };
  },
);

export const closedPage = namedPage("registration/closed", (language) => {
  const words = language.words(copy);
  return textPage(words.closed.title, words.closed.text, link("/login", words.logIn, "button"));
});
