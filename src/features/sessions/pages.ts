import type { PageContent } from "../../http/answer.ts";
import { button, form, link } from "../../ui/form.ts";
import { olderLinks } from "../../ui/paging.ts";
import { html, type Markup } from "../../ui/markup.ts";
import { copy } from "./copy.ts";

export type Device = {
  readonly id: string;
  readonly browser: string;
  readonly loggedIn: string;
  readonly lastUsed: string;
  readonly client: string;
  readonly current: boolean;
};

export type SessionsPage = {
  /** This device first, on the first page. */
  readonly devices: readonly Device[];
  readonly isFirst: boolean;
  /** Where the list goes on. */
  readonly next: string | null;
};

export function sessionsPage(
  { devices, isFirst, next }: SessionsPage,
  formToken: string,
): PageContent {
  const others = !isFirst || devices.length > 1;
  return {
    title: copy.title,
    wide: true,
    body: html`<ul class="ruled">
        ${devices.map((device) => html`<li>${deviceRow(device, formToken)}</li>`)}
      </ul>
      ${olderLinks(isFirst ? null : "/profile/sessions", next)}
      ${
        others
          ? form({
              action: "/profile/sessions/end-others",
              formToken,
              body: button({ label: copy.endOthers }),
            })
          : html`<p>${copy.onlyHere}</p>`
      }
      <p>${link("/profile", copy.back)}</p>`,
  };
}

function deviceRow(device: Device, formToken: string): Markup {
  const { id, browser, loggedIn, lastUsed, client, current } = device;
  const about = html`<p>
    <strong>${browser}</strong>${current ? html` · ${copy.thisDevice}` : ""}<br />
    ${copy.facts(loggedIn, lastUsed, client)}
  </p>`;
  if (current) return about;
  return html`${about}
  ${form({
    action: `/profile/sessions/${id}/end`,
    formToken,
    body: button({
      label: copy.end,
      kind: "secondary",
      hiddenText: copy.endThis(browser, lastUsed),
    }),
  })}`;
}
