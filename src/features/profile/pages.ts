import type { Language } from "../../domain/language.ts";
import { namedPage } from "../../http/named-page.ts";
import { textPage } from "../../http/text-page.ts";
import { link } from "../../ui/form.ts";
import { html, type Markup } from "../../ui/markup.ts";
import { notice, summaryList, type SummaryRow } from "../../ui/notice.ts";
import { copy } from "./copy.ts";

export type HomePage =
  | { readonly state: "anonymous"; readonly appName: string; readonly mayRegister: boolean }
  | {
      readonly state: "unconfirmed" | "confirmed";
      readonly appName: string;
      readonly email: string;
    }
  | {
      readonly state: "grace";
      readonly appName: string;
      readonly email: string;
      readonly until: string | undefined;
    };

export const homePage = namedPage("profile/home", (language, props: HomePage) => {
  const words = language.words(copy).home;
  const title = words.title({ app: props.appName });
  switch (props.state) {
    case "anonymous":
      return {
        title,
        body: props.mayRegister
          ? html`<p>${words.anonymous}</p>
              <p>${link("/register", words.register, "button")}</p>
              <p>${link("/login", words.logIn)}</p>`
          : html`<p>${words.closed}</p>
              <p>${link("/login", words.logIn, "button")}</p>`,
      };
    case "unconfirmed":
      return textPage(
        title,
        words.unconfirmed({ email: props.email }),
        link("/unconfirmed", words.confirm, "button"),
      );
    case "grace":
      return {
        title,
        body: html`<p>
            ${
              props.until === undefined
                ? words.forEver({ email: props.email })
                : words.grace({ email: props.email, until: props.until })
            }
          </p>
          <p>${link("/unconfirmed", words.confirm, "button")}</p>
          <p>${link("/profile", words.profile)}</p>`,
      };
    case "confirmed":
      return textPage(
        title,
        words.confirmed({ email: props.email }),
        link("/profile", words.profile, "button"),
      );
  }
});

export type ProfilePage = {
  readonly rows: readonly SummaryRow[];
  /** An address this user is about to move to. */
  readonly pending: string | undefined;
  /** When a second factor that was reported as lost is removed. */
  readonly losing: string | undefined;
};

export const profilePage = namedPage("profile/profile", (language, props: ProfilePage) => ({
  title: language.words(copy).profile.title,
  ...(props.pending === undefined && props.losing === undefined
    ? {}
    : { notice: notices(language, props) }),
  body: summaryList(props.rows),
}));

function notices(language: Language, { pending, losing }: ProfilePage): Markup {
  const words = language.words(copy).profile;
  const losingNotice =
    losing === undefined
      ? html``
      : notice(
          language,
          "warning",
          html`<p>${words.losing({ date: losing })}</p>
            <p>${link("/profile/keep-factor", words.keepFactor)}</p>`,
        );
  if (pending === undefined) return losingNotice;
  return html`${losingNotice}
  ${notice(
    language,
    "info",
    html`<p>${words.pending({ email: pending })}</p>
      <p>${link("/profile/email/cancel", words.cancelPending)}</p>`,
  )}`;
}
