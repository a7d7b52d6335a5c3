import type { WordsOf } from "../../domain/catalogue.ts";
import type { Link } from "../../domain/link.ts";
import { formPage, namedPage } from "../../http/named-page.ts";
import { SECOND_STEP } from "../../http/route.ts";
import { textPage } from "../../http/text-page.ts";
import { button, form, link as linkTo } from "../../ui/form.ts";
import { html } from "../../ui/markup.ts";
import { readerField, readerSummary, type ReaderError } from "../../ui/reader-field.ts";
import { copy } from "./copy.ts";

export type LostPage = {
  readonly formToken: string;
  readonly email: string;
  /** How long the wait is, in words; undefined if there is no proven mailbox to send a link to. */
  readonly wait: string | undefined;
};

/** The ways in for somebody who cannot show the second factor, the quickest first. */
export const lostPage = namedPage(
  "lost-factor/lost",
  (language, { formToken, email, wait }: LostPage) => {
    const words = language.words(copy).lost;
    return {
      title: words.title,
      body: html`<p>${words.quickest}</p>
        <p>${linkTo(SECOND_STEP, words.use, "button")}</p>
        <h2>${words.none}</h2>
        ${
          wait === undefined
            ? html`<p>${words.unconfirmed}</p>`
            : html`<p>${words.wait({ wait, email })}</p>
                <p>${words.told}</p>
                ${form({
                  action: `${SECOND_STEP}/lost`,
                  formToken,
                  body: button({ label: words.button, kind: "secondary" }),
                })}`
        }
        <p>${linkTo("/logout", words.leave)}</p>`,
    };
  },
);

/** The same while the wait is running. */
export const waitingPage = namedPage(
  "lost-factor/waiting",
  (language, { date }: { readonly date: string }) => {
    const { waiting: words, use, leave } = language.words(copy).lost;
    return textPage(
      words.title({ date }),
      words.text,
      linkTo(SECOND_STEP, use, "button"),
      linkTo("/logout", leave),
    );
  },
);

export type LostSentPage = {
  readonly email: string;
  readonly wait: string;
  readonly lifetime: string;
};

export const lostSentPage = namedPage("lost-factor/sent", (language, props: LostSentPage) => {
  const words = language.words(copy).sent;
  return textPage(words.title, words.text(props));
});

export type AskingPage = {
  readonly link: Link;
  readonly formToken: string;
  readonly error: ReaderError | undefined;
};

export const beginPage = formPage(
  "lost-factor/begin",
  (language, { wait, ...props }: AskingPage & { readonly wait: string }) => {
    const { begin: words, reset } = language.words(copy);
    const asked = { ...props, sure: words.sure };
    const { email } = props.link;
    return {
      title: words.title,
      error: props.error !== undefined,
      body: html`${readerSummary(language, asked)}
        <p>${words.for({ email })}</p>
        <ul>
          ${[words.meanwhile({ wait }), ...words.means].map((each) => html`<li>${each}</li>`)}
        </ul>
        <p>${words.notYou} ${linkTo("/forgot", reset)}</p>
        ${form({
          action: "/lose-factor",
          formToken: props.formToken,
          body: html`${readerField(language, asked)}
          ${button({ label: words.button, kind: "danger" })}`,
        })}`,
    };
  },
);

export const begunPage = namedPage(
  "lost-factor/begun",
  (language, { date }: { readonly date: string }) => {
    const words = language.words(copy).begun;
    return textPage(words.title({ date }), words.text, linkTo("/login", words.logIn));
  },
);

export const keepFactorPage = formPage("lost-factor/keep", (language, props: AskingPage) => {
  const words = language.words(copy).keep;
  const asked = { ...props, sure: words.sure };
  return {
    title: words.title,
    error: props.error !== undefined,
    body: html`${readerSummary(language, asked)}
      <p>${words.text({ email: props.link.email })}</p>
      ${form({
        action: "/keep-factor",
        formToken: props.formToken,
        body: html`${readerField(language, asked)} ${button({ label: words.button })}`,
      })}`,
  };
});

export type KeepHerePage = { readonly formToken: string; readonly date: string };

/** For somebody who is logged in. */
export const keepHerePage = formPage(
  "lost-factor/keep-here",
  (language, { formToken, date }: KeepHerePage) => {
    const words = language.words(copy).keep;
    return {
      title: words.title,
      body: html`<p>${words.here({ date })}</p>
        ${form({
          action: "/profile/keep-factor",
          formToken,
          body: button({ label: words.button }),
        })}
        <p>${linkTo("/profile", words.back)}</p>`,
    };
  },
);

export const factorKeptPage = namedPage("lost-factor/kept", (language) => {
  const { kept: words, reset } = language.words(copy);
  return textPage(words.title, words.text, linkTo("/forgot", reset, "button"));
});

export type DeadFactorPage = {
  readonly purpose: "lose" | "keep";
  readonly state: keyof WordsOf<typeof copy>["keepStates"];
  readonly time: string;
};

/** A link that cannot be used, and why. */
export const deadFactorPage = namedPage(
  "lost-factor/dead-link",
  (language, { purpose, state, time }: DeadFactorPage) => {
    const words = language.words(copy);
    const { title, text } = (purpose === "lose" ? words.loseStates : words.keepStates)[state];
    const told = typeof text === "string" ? text : text({ time });
    return textPage(title, told, linkTo("/login", words.begun.logIn, "button"));
  },
);
