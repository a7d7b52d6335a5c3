// The pages for locking an account.

import type { WordsOf } from "../../domain/catalogue.ts";
import { formPage, namedPage } from "../../http/named-page.ts";
import { textPage } from "../../http/text-page.ts";
import { button, form, link as linkTo } from "../../ui/form.ts";
import { html } from "../../ui/markup.ts";
import { readerField, readerSummary, type ReaderError } from "../../ui/reader-field.ts";
import { copy } from "./copy.ts";

/** `hasMoved`: the account has another address now than the one that the mail was sent to. */
export type LockPage = {
  readonly email: string;
  readonly hasMoved: boolean;
  readonly formToken: string;
  readonly error: ReaderError | undefined;
};

/** Every mail with such a link has a code. */
const LINK = { purpose: "lock-account", asksCode: true };

export const lockPage = formPage("lock/lock", (language, props: LockPage) => {
  const words = language.words(copy);
  const asked = { link: LINK, sure: "", error: props.error };
  return {
    title: words.title,
    error: props.error !== undefined,
    body: html`${readerSummary(language, asked)}
      <p>${words.text({ email: props.email })}</p>
      <ul>
        ${words.means.map((each) => html`<li>${each}</li>`)}
      </ul>
      ${props.hasMoved ? html`<p>${words.moved}</p>` : ""}
      ${form({
        action: "/lock",
        formToken: props.formToken,
        body: html`${readerField(language, asked)}
        ${button({ label: words.button, kind: "danger" })}`,
      })}`,
  };
});

export const lockedPage = namedPage(
  "lock/locked",
  (language, { email, hasMoved }: Pick<LockPage, "email" | "hasMoved">) => {
    const words = language.words(copy);
    return textPage(words.done, hasMoved ? words.doneMoved : words.doneText({ email }));
  },
);

export type DeadLockPage = {
  readonly state: keyof Omit<WordsOf<typeof copy>["states"], "reset">;
};

/** Why the link cannot be used. Whoever needs it most can still reset the password. */
export const deadLockPage = namedPage("lock/dead-link", (language, { state }: DeadLockPage) => {
  const { [state]: dead, reset } = language.words(copy).states;
  const isOver = state === "disabled" || state === "removed";
  const next = isOver ? [] : [linkTo("/forgot", reset, "button")];
  return textPage(dead.title, dead.text, ...next);
});
