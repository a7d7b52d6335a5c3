import type { PageContent } from "../../http/answer.ts";
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

export function homePage(props: HomePage): PageContent {
  const title = copy.home.title(props.appName);
  switch (props.state) {
    case "anonymous":
      return {
        title,
        body: props.mayRegister
          ? html`<p>${copy.home.anonymous}</p>
              <p>${link("/register", copy.home.register, "button")}</p>
              <p>${link("/login", copy.home.logIn)}</p>`
          : html`<p>${copy.home.closed}</p>
              <p>${link("/login", copy.home.logIn, "button")}</p>`,
      };
    case "unconfirmed":
      return {
        title,
        body: html`<p>${copy.home.unconfirmed(props.email)}</p>
          <p>${link("/unconfirmed", copy.home.confirm, "button")}</p>`,
      };
    case "grace":
      return {
        title,
        body: html`<p>
            ${
              props.until === undefined
                ? copy.home.forEver(props.email)
                : copy.home.grace(props.email, props.until)
            }
          </p>
          <p>${link("/unconfirmed", copy.home.confirm, "button")}</p>
          <p>${link("/profile", copy.home.profile)}</p>`,
      };
    case "confirmed":
      return {
        title,
        body: html`<p>${copy.home.confirmed(props.email)}</p>
          <p>${link("/profile", copy.home.profile, "button")}</p>`,
      };
  }
}

export type ProfilePage = {
  readonly rows: readonly SummaryRow[];
  /** An address this user is about to move to. */
  readonly pending: string | undefined;
};

export const profilePage = ({ rows, pending }: ProfilePage): PageContent => ({
  title: copy.profile.title,
  ...(pending === undefined ? {} : { notice: pendingNotice(pending) }),
  body: summaryList(rows),
});

const pendingNotice = (email: string): Markup =>
  notice(
    "info",
    html`<p>${copy.profile.pending(email)}</p>
      <p>${link("/profile/email/cancel", copy.profile.cancelPending)}</p>`,
  );
