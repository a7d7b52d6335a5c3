// Where a page asks for a passkey. `passkeyScript` shows it, where the browser has passkeys.

import type { Language } from "../domain/language.ts";
import type { PasskeySignals } from "../domain/passkey-signals.ts";
import { copy } from "./copy.ts";
import { button, form, type ButtonProps } from "./form.ts";
import { attributes, html, type Markup } from "./markup.ts";
import { statusLine } from "./notice.ts";

/** What a passkey is asked for: see `GET /passkeys/options`. */
export type PasskeyUse = "login" | "second-step" | "again" | "add" | "add-security-key";

/** The page that offers a passkey after a login with the password, and leads to `next`. */
export const passkeyOffer = (next: string): string =>
  `/profile/passkeys/offer?next=${encodeURIComponent(next)}`;

/** A form that sends what the browser answers, as `credential` and `state`, together with its own fields. */
export type PasskeyFormProps = {
  readonly for: PasskeyUse;
  readonly action: string;
  readonly formToken: string;
  readonly hidden?: Readonly<Record<string, string>>;
  /** The fields that a person fills in. */
  readonly fields?: Markup;
  readonly button: ButtonProps;
  /** Where the browser has this, a request also waits without the button being pressed. */
  readonly waits?: "conditionalGet" | "conditionalCreate" | undefined;
  /** The name of the only passkey of this user, to say which one this device has already. */
  readonly only?: string | undefined;
};

/** The form, hidden: `passkeyScript` shows it. */
export function passkeyForm(language: Language, props: PasskeyFormProps): Markup {
  const { already, alreadyNamed, unable, failed, cancelled } = language.words(copy).passkey;
  const { only } = props;
  const adds = {
    already: only === undefined ? already : alreadyNamed({ name: only }),
    unable,
  };
  const isNew = props.for === "add" || props.for === "add-security-key";
  return html`<div hidden${attributes({ "data-passkey": props.for, "data-waits": props.waits })}>
    ${form({
      action: props.action,
      formToken: props.formToken,
      hidden: { credential: "", state: "", ...props.hidden },
      body: html`${props.fields}${button(props.button)}
      ${statusLine("", { cancelled, failed, ...(isNew ? adds : {}) })}`,
    })}
  </div>`;
}

/** A way to log in, or to show once more who one is, beside the form of a page. */
export type PasskeyButtonProps = {
  readonly for: "login" | "second-step" | "again";
  readonly formToken: string;
  /** Where to go afterwards. */
  readonly next: string | undefined;
};

/**
 * The button that asks for a passkey on the pages of a sign-in. On the login page the address field offers passkeys too, if
 * its `autocomplete` ends with "webauthn", and the checkbox `shared` goes along.
 */
export const passkeyButton = (
  language: Language,
  { for: use, formToken, next }: PasskeyButtonProps,
): Markup =>
  passkeyForm(language, {
    for: use,
    action: "/login/passkey",
    formToken,
    hidden: next === undefined ? {} : { next },
    button: { label: language.words(copy).passkey.buttons[use], kind: "secondary" },
    ...(use === "login" ? { waits: "conditionalGet", fields: SHARED } : {}),
  });

/** Sent if the checkbox of the same name is ticked. */
const SHARED = html`<input type="hidden" name="shared" value="yes" disabled />`;

/** Makes `passkeyScript` tell password managers what changed, so that they offer no passkey that is gone. */
export const passkeySignals = (signals: PasskeySignals): Markup =>
  html`<div hidden data-signals="${JSON.stringify(signals)}"></div>`;
