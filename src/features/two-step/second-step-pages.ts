import type { WordsOf } from "../../domain/catalogue.ts";
import { formPage, namedPage } from "../../http/named-page.ts";
import { SECOND_STEP } from "../../http/route.ts";
import { button, checkbox, errorSummary, field, form, link } from "../../ui/form.ts";
import { html } from "../../ui/markup.ts";
import { notice } from "../../ui/notice.ts";
import { passkeyButton } from "../../ui/passkey-button.ts";
import { passkeyScript } from "../../ui/script.ts";
import { copy } from "./copy.ts";
import { CODES, FEW_CODES } from "./pages.ts";

/** For people who can show nothing. */
const LOST = `${SECOND_STEP}/lost`;

export type SecondStepPage = {
  readonly formToken: string;
  readonly next: string | undefined;
  /** Whether somebody who is logged in is asked once more. */
  readonly isAgain: boolean;
  /** For how long this browser can be remembered, in words; undefined if it cannot. */
  readonly remembersFor: string | undefined;
  /** Whether the user has a passkey or a security key that this site takes. */
  readonly passkey: boolean;
  readonly error: keyof WordsOf<typeof copy>["step"]["errors"] | undefined;
};

/** One field takes both kinds of code: letters can be typed, and nothing is cut off. */
export const secondStepPage = formPage(
  "two-step/second-step",
  (language, { formToken, next, isAgain, remembersFor, passkey, ...props }: SecondStepPage) => {
    const words = language.words(copy).step;
    const error = props.error && words.errors[props.error];
    return {
      title: words.title,
      error: error !== undefined,
      ...(passkey ? { script: passkeyScript } : {}),
      body: html`${
          error === undefined ? "" : errorSummary(language, [{ field: "code", message: error }])
        }
        <p>${isAgain ? words.again : words.text}</p>
        ${passkey ? passkeyButton(language, { for: "second-step", formToken, next }) : ""}
        ${form({
          action: SECOND_STEP,
          formToken,
          ...(next === undefined ? {} : { hidden: { next } }),
          body: html`${field(language, {
            name: "code",
            label: words.code,
            hint: words.hint,
            error,
            type: "text",
            autocomplete: "one-time-code",
            autocapitalize: "none",
            spellcheck: false,
            required: true,
          })}
          ${
            remembersFor === undefined
              ? ""
              : checkbox(language, {
                  name: "remember",
                  label: words.remember({ duration: remembersFor }),
                  hint: words.rememberHint,
                })
          }
          ${button({ label: isAgain ? words.buttonAgain : words.button })}`,
        })}
        ${error === undefined ? "" : html`<p>${words.clock}</p>`}
        <p>${link(LOST, words.lost)}</p>
        <p>${link("/logout", words.leave)}</p>`,
    };
  },
);

export type CodesLeftPage = { readonly count: number; readonly next: string };

export const codesLeftPage = namedPage("two-step/codes-left", (language, props: CodesLeftPage) => {
  const words = language.words(copy).left;
  const { count, next } = props;
  const isFew = count <= FEW_CODES;
  return {
    title: words.title,
    ...(isFew ? { notice: notice(language, "warning", words.few) } : {}),
    body: html`<p>${words.text({ count })}</p>
      <p>${link(CODES, words.make, isFew ? "button" : undefined)}</p>
      <p>${link(next, words.continue, isFew ? undefined : "button")}</p>`,
  };
});
