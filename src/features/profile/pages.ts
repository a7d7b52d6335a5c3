import type { PageContent } from "../../http/answer.ts";
import { link } from "../../ui/form.ts";
import { html, type Markup } from "../../ui/markup.ts";
import { notice, summaryList, time } from "../../ui/notice.ts";
import { copy } from "./copy.ts";

type Time = { readonly text: string; readonly iso: string };

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
  readonly email: string;
  readonly registered: Time;
  readonly confirmed: Time | undefined;
  readonly passwordChanged: Time | undefined;
  /** An address this user is about to move to. */
  readonly pending: string | undefined;
};

export const profilePage = (props: ProfilePage): PageContent => ({
  title: copy.profile.title,
  ...(props.pending === undefined ? {} : { notice: pendingNotice(props.pending) }),
  body: summaryList([
    {
      term: copy.profile.email,
      value: props.email,
      action: leadsTo("/profile/email", copy.profile.change, copy.profile.changeEmail),
    },
    {
      term: copy.profile.confirmed,
      value: props.confirmed === undefined ? copy.profile.notYet : time(props.confirmed),
    },
    { term: copy.profile.registered, value: time(props.registered) },
    {
      term: copy.profile.password,
      value:
        props.passwordChanged === undefined
          ? copy.profile.neverChanged
          : copy.profile.changed(props.passwordChanged.text),
      action: leadsTo("/profile/password", copy.profile.change, copy.profile.changePassword),
    },
    {
      term: copy.profile.sessions,
      value: copy.profile.sessionsValue,
      action: leadsTo("/profile/sessions", copy.profile.see, copy.profile.seeHidden),
    },
    {
      term: copy.profile.data,
      value: copy.profile.dataValue,
      action: leadsTo("/profile/data", copy.profile.seeData, copy.profile.seeDataHidden),
    },
    {
      term: copy.profile.deletion,
      value: copy.profile.deletionValue,
      action: leadsTo("/profile/delete", copy.profile.delete, copy.profile.deleteHidden),
    },
  ]),
});

/** A row's link, whose name is complete for those who hear it alone. */
const leadsTo = (href: string, text: string, hiddenText: string) => ({ href, text, hiddenText });

const pendingNotice = (email: string): Markup =>
  notice(
    "info",
    html`<p>${copy.profile.pending(email)}</p>
      <p>${link("/profile/email/cancel", copy.profile.cancelPending)}</p>`,
  );
