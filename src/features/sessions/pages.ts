import type { WordsOf } from "../../domain/catalogue.ts";
import { namedPage } from "../../http/named-page.ts";
import { button, form, link } from "../../ui/form.ts";
import { timesSeen } from "../../ui/labelled.ts";
import { olderLinks } from "../../ui/paging.ts";
import { filled, html, type Markup } from "../../ui/markup.ts";
import { tag, time, type Moment } from "../../ui/notice.ts";
import { copy } from "./copy.ts";

type Words = WordsOf<typeof copy>;

export type Device = {
  readonly id: string;
  readonly browser: string;
  readonly loggedIn: Moment & { readonly title: string };
  readonly lastUsed: Moment;
  readonly client: string;
  /** Whether it is a shared computer. */
  readonly shared: boolean;
  readonly current: boolean;
};

export type SessionsPage = {
  /** This device first, on the first page. */
  readonly devices: readonly Device[];
  readonly isFirst: boolean;
  /** The path of the next page. */
  readonly next: string | null;
};

export const sessionsPage = namedPage(
  "sessions/sessions",
  (
    language,
    { devices, isFirst, next, formToken }: SessionsPage & { readonly formToken: string },
  ) => {
    const words = language.words(copy);
    const others = !isFirst || devices.length > 1;
    const names = namesOf(words, devices);
    return {
      title: words.title,
      wide: true,
      body: html`<ul class="ruled">
          ${devices.map(
            (device, index) =>
              html`<li>${deviceRow(words, device, names[index] ?? "", formToken)}</li>`,
          )}
        </ul>
        ${olderLinks(language, { newest: isFirst ? null : "/profile/sessions", older: next })}
        ${
          others
            ? form({
                action: "/profile/sessions/end-others",
                formToken,
                body: button({ label: words.endOthers }),
              })
            : html`<p>${words.onlyHere}</p>`
        }
        <p>${link("/profile", words.back)}</p>`,
    };
  },
);

/** What the name of each button ends with. */
function namesOf(words: Words, devices: readonly Device[]): readonly string[] {
  const nths = timesSeen(devices.map(({ browser, loggedIn }) => `${browser} ${loggedIn.title}`));
  return devices.map(({ browser, loggedIn }, index) => {
    const facts = { browser, loggedIn: loggedIn.title };
    const nth = nths[index] ?? 1;
    return nth === 1 ? words.endThis(facts) : words.endThisNth({ ...facts, nth });
  });
}

function deviceRow(words: Words, device: Device, name: string, formToken: string): Markup {
  const { id, browser, loggedIn, lastUsed, client, shared, current } = device;
  const about = html`<p>
    <strong>${browser}</strong> ${current ? tag(words.thisDevice) : ""}<br />
    ${filled(words.loggedIn, { ago: time(loggedIn) })} ·
    ${filled(words.lastUsed, { ago: time(lastUsed) })} ·
    ${words.from({ client })}${shared ? html` · ${words.onShared}` : ""}
  </p>`;
  if (current) return about;
  return html`${about}
  ${form({
    action: `/profile/sessions/${id}/end`,
    formToken,
    body: button({
      label: words.end,
      kind: "secondary",
      hiddenText: name,
    }),
  })}`;
}
