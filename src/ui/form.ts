// Forms and their parts. The server checks every field and words every error, so browsers do not.

import { parseDate } from "../domain/calendar.ts";
import type { Language } from "../domain/language.ts";
import { copy } from "./copy.ts";
import { described, errorText, hintText, labelled } from "./labelled.ts";
import { attributes, html, type Markup } from "./markup.ts";

/** A form and what it sends. */
export type FormProps = {
  readonly action: string;
  readonly formToken?: string | undefined;
  readonly hidden?: Readonly<Record<string, string>> | undefined;
  /** Whose password is typed here, for password managers, if the form has no field for the address. */
  readonly account?: string | undefined;
  /** `confirmScript` submits it as soon as the page is visible. At most one form of a page. */
  readonly autoSubmit?: boolean | undefined;
  readonly body: Markup;
};

/** A text field. */
export type FieldProps = {
  /** Also the id, so that `#name` links to the field. */
  readonly name: string;
  readonly label: string;
  readonly hint?: string | undefined;
  readonly type: "text" | "email" | "password" | "search" | "url" | "tel" | "number" | "date";
  readonly value?: string | undefined;
  readonly error?: string | undefined;
  readonly autocomplete?: string | undefined;
  readonly inputmode?: string | undefined;
  readonly autocapitalize?: string | undefined;
  readonly spellcheck?: boolean | undefined;
  readonly enterkeyhint?: string | undefined;
  readonly required?: boolean | undefined;
  readonly maxlength?: number | undefined;
  readonly readonly?: boolean | undefined;
  /** What a script shows if it knows a better spelling of what was typed; `{}` stands for that. */
  readonly suggest?: string | undefined;
};

/** A checkbox. */
export type CheckboxProps = {
  readonly name: string;
  readonly label: string;
  readonly value?: string | undefined;
  readonly checked?: boolean | undefined;
  readonly required?: boolean | undefined;
  readonly hint?: string | undefined;
  readonly error?: string | undefined;
};

/** A button that submits its form. */
export type ButtonProps = {
  readonly label: string;
  readonly kind?: "primary" | "secondary" | "danger" | undefined;
  readonly name?: string | undefined;
  readonly value?: string | undefined;
  /** Completes the name for people who hear the button without the text next to it. */
  readonly hiddenText?: string | undefined;
};

/** What is wrong, and with which field; without a field, with the form as a whole. */
export type FormError = { readonly field?: string | undefined; readonly message: string };

/**
 * A form that posts. It carries the form token (`exchange.formToken()`) and the hidden values, and turns off
 * the browser's own validation messages.
 *
 * @example
 * ```ts
 * String(ui.form({ action: "/hello", body: ui.button({ label: "Say hello" }) })).includes('method="post"'); // → true
 * ```
 */
export const form = ({
  action,
  formToken,
  hidden = {},
  account,
  autoSubmit,
  body,
}: FormProps): Markup =>
  html`<form
    method="post"
    action="${action}"
    novalidate${attributes({ "data-auto-submit": autoSubmit })}
  >
    ${formToken === undefined ? "" : hiddenField("form_token", formToken)}
    ${Object.entries(hidden).map(([name, value]) => hiddenField(name, value))}
    ${account === undefined ? "" : accountField(account)} ${body}
  </form>`;

/**
 * Password managers save a password under the value of a field with this purpose. It has no name, so it is not
 * sent; people see the address elsewhere on the page.
 */
const accountField = (email: string): Markup =>
  html`<input type="text" value="${email}" autocomplete="username" readonly hidden />`;

/**
 * Label, hint, error and input, in this order, connected so that screen readers read them in it.
 *
 * @example
 * ```ts
 * String(ui.field(languageOf("en"), { name: "topic", label: "Topic", type: "text" })).includes('id="topic"'); // → true
 * ```
 */
export const field = (language: Language, props: FieldProps): Markup =>
  labelled(language, props, input(props));

/**
 * The field for the digits of a mail. Its name is `code`.
 *
 * @example
 * ```ts
 * String(ui.codeField(languageOf("en"), { label: "Code" })).includes('autocomplete="one-time-code"'); // → true
 * ```
 */
export const codeField = (
  language: Language,
  props: Pick<FieldProps, "label" | "hint" | "error">,
): Markup =>
  field(language, {
    ...props,
    name: "code",
    type: "text",
    inputmode: "numeric",
    autocomplete: "one-time-code",
    spellcheck: false,
    required: true,
  });

/**
 * A field that is never filled in again by the server, with a button that shows its value if scripts run.
 *
 * @example
 * ```ts
 * String(ui.passwordField(languageOf("en"), { name: "password", label: "Password" })).includes('type="password"'); // → true
 * ```
 */
export const passwordField = (
  language: Language,
  props: Omit<FieldProps, "type" | "value">,
): Markup => {
  const words = language.words(copy);
  const password = {
    ...props,
    type: "password",
    value: undefined,
    spellcheck: false,
    autocapitalize: "none",
  } as const;
  const said = {
    "data-show": words.show,
    "data-show-name": words.showPassword,
    "data-hide": words.hide,
    "data-hide-name": words.hidePassword,
    "data-shown": words.passwordShown,
    "data-hidden": words.passwordHidden,
  };
  return labelled(language, password, html`<div class="password">${input(password, said)}</div>`);
};

/**
 * A checkbox with its label. It sends "on", or its own value.
 *
 * @example
 * ```ts
 * String(ui.checkbox(languageOf("en"), { name: "sure", label: "I am sure" })).includes('value="on"'); // → true
 * ```
 */
export const checkbox = (language: Language, props: CheckboxProps): Markup => {
  const { name, label, value = "on", checked, required, error } = props;
  return html`<div class="field check${error === undefined ? "" : " wrong"}">
    ${errorText(language, name, error)}
    <div>
      <input${attributes({ id: name, name, type: "checkbox", value, checked, required, ...described(props) })} />
      <label for="${name}">${label}</label>
    </div>
    ${hintText(name, props.hint)}
  </div>`;
};

/**
 * A button that submits its form.
 *
 * @example
 * ```ts
 * String(ui.button({ label: "Stop", kind: "secondary" })).includes("secondary"); // → true
 * ```
 */
export const button = ({ label, kind = "primary", name, value, hiddenText }: ButtonProps): Markup =>
  html`<button${attributes({ class: `button ${kind}`, type: "submit", name, value })}>${label}${
    hiddenText === undefined ? "" : html`<span class="visually-hidden"> ${hiddenText}</span>`
  }</button>`;

/**
 * A list of what is wrong, for the top of a page. It is read out first, and each line links to its field.
 *
 * @example
 * ```ts
 * String(ui.errorSummary(languageOf("en"), [{ field: "topic", message: "Enter a topic." }])).includes('href="#topic"'); // → true
 * ```
 */
export const errorSummary = (language: Language, errors: readonly FormError[]): Markup =>
  html`<div class="error-summary" role="alert" tabindex="-1" aria-labelledby="problem">
    <h2 id="problem">${language.words(copy).problem}</h2>
    <ul>
      ${errors.map((error) => html`<li>${summaryLine(error)}</li>`)}
    </ul>
  </div>`;

/**
 * A part of a page that few people need. It is closed until somebody opens its summary.
 *
 * @example
 * ```ts
 * String(ui.disclosure("More", html`<p>Words.</p>`)).includes("<summary>More</summary>"); // → true
 * ```
 */
export const disclosure = (summary: string, body: Markup, open = false): Markup =>
  html`<details${attributes({ open })}>
    <summary>${summary}</summary>
    <div>${body}</div>
  </details>`;

/**
 * A link; "button" marks the next step of a page, "secondary" an alternative to it.
 *
 * @example
 * ```ts
 * String(ui.link("/profile", "Back")); // → '<a href="/profile">Back</a>'
 * ```
 */
export const link = (href: string, text: string, kind?: "button" | "secondary"): Markup => {
  const look = { button: "button primary", secondary: "button secondary" } as const;
  return html`<a${attributes({ href, class: kind && look[kind] })}>${text}</a>`;
};

const summaryLine = ({ field: name, message }: FormError): Markup | string =>
  name === undefined ? message : html`<a href="#${name}">${message}</a>`;

/** A browser shows no date that is none, and says so in its console. */
const shownIn = ({ type, value }: FieldProps): string | undefined =>
  type === "date" && parseDate(value ?? "") === undefined ? undefined : value;

const hiddenField = (name: string, value: string): Markup =>
  html`<input type="hidden" name="${name}" value="${value}" />`;

/** Addresses, digits and codes are written from left to right in any language. */
const isLeftToRight = ({ type, inputmode, autocomplete }: FieldProps): boolean =>
  ["email", "url", "tel"].includes(type) ||
  inputmode === "numeric" ||
  autocomplete === "one-time-code";

const input = (props: FieldProps, more: Readonly<Record<string, string>> = {}): Markup =>
  html`<input${attributes({
    id: props.name,
    name: props.name,
    type: props.type,
    dir: isLeftToRight(props) ? "ltr" : undefined,
    value: shownIn(props),
    autocomplete: props.autocomplete,
    inputmode: props.inputmode,
    "data-suggest": props.suggest,
    autocapitalize: props.autocapitalize,
    spellcheck: props.spellcheck === undefined ? undefined : String(props.spellcheck),
    enterkeyhint: props.enterkeyhint,
    maxlength: props.maxlength,
    required: props.required,
    readonly: props.readonly,
    ...described(props),
    ...more,
  })} />`;
