import type { PageContent } from "../../http/answer.ts";
import { button, form, link } from "../../ui/form.ts";
import { olderLinks } from "../../ui/paging.ts";
import { html, type Markup } from "../../ui/markup.ts";
import { tag, time, type Moment } from "../../ui/notice.ts";
import { copy } from "./copy.ts";

export type Device = {
  readonly id: string;
  readonly browser: string;
  readonly loggedIn: Moment & { readonly title: string };
  readonly lastUsed: Moment;
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
  const names = namesOf(devices);
  return {
    title: copy.title,
    wide: true,
    body: html`<ul class="ruled">
        ${devices.map(
          (device, index) => html`<li>${deviceRow(device, names[index] ?? "", formToken)}</li>`,
        )}
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

/** What each button's name ends with: no two of a page have the same, even where all facts are. */
function namesOf(devices: readonly Device[]): readonly string[] {
  const seen = new Map<string, number>();
  return devices.map(({ browser, loggedIn }) => {
    const key = `${browser} ${loggedIn.title}`;
    const number = (seen.get(key) ?? 0) + 1;
    seen.set(key, number);
    return copy.endThis(browser, loggedIn.title, number);
  });
}

function deviceRow(device: Device, name: string, formToken: string): Markup {
  const { id, browser, loggedIn, lastUsed, client, current } = device;
  const about = html`<p>
    <strong>${browser}</strong> ${current ? tag(copy.thisDevice) : ""}<br />
    ${copy.loggedIn} ${time(loggedIn)} · ${copy.lastUsed} ${time(lastUsed)} · ${copy.from(client)}
  </p>`;
  if (current) return about;
  return html`${about}
  ${form({
    action: `/profile/sessions/${id}/end`,
    formToken,
    body: button({
      label: copy.end,
      kind: "secondary",
      hiddenText: name,
    }),
  })}`;
}
