// The pages of the console for one user, or for an address without one: what is the matter, what can be done, what happened.

import type { WordsOf } from "../../domain/catalogue.ts";
import type { Credential } from "../../domain/evidence.ts";
import type { Cause, Finding, Remedy } from "../../domain/finding.ts";
import type { Language } from "../../domain/language.ts";
import { hasRole } from "../../domain/role.ts";
import type { Entry } from "../../domain/time-line.ts";
import type { User } from "../../domain/user.ts";
import type { PageContent } from "../../http/answer.ts";
import type { Site } from "../../http/site.ts";
import { roleName, briefly } from "../../ui/console.ts";
import { credentialText } from "../../ui/credential.ts";
import { button, field, link } from "../../ui/form.ts";
import { html, type Markup } from "../../ui/markup.ts";
import { tag } from "../../ui/notice.ts";
import { olderLinks } from "../../ui/paging.ts";
import { table } from "../../ui/table.ts";
import { copy } from "./copy.ts";
import type { Explained } from "./why.ts";

export type UserPage = {
  /** What was typed into the search, which the page of one user does not have. */
  readonly typed: string | undefined;
  readonly explained: Explained | undefined;
  /** Whoever looks, who may do what their role allows. */
  readonly viewer: Pick<User, "id" | "roles">;
  /** What an admin may remove from the user: all but the password and the codes that stand in for something. */
  readonly factors: readonly Credential[];
  /** From which entry of the time line on it is shown. */
  readonly from: number;
  /** The path of this page, without `from`. */
  readonly path: string;
  readonly names: Pick<Site, "auditActs" | "mailNames">;
};

/** How many entries of the time line a page shows. */
export const ENTRIES = 8;

export function userPage(language: Language, shown: UserPage): PageContent {
  const all = language.words(copy);
  const { explained, typed } = shown;
  const [user] = explained?.trail.users ?? [];
  return {
    title: typed === undefined && user !== undefined ? user.email : all.userPages.title,
    body: html`${typed === undefined ? "" : search(language, typed)}
    ${explained === undefined ? "" : about(language, shown, explained)}`,
  };
}

/** A form that only looks: it is sent in the address. */
function search(language: Language, typed: string): Markup {
  const { label, look } = language.words(copy).userPages;
  const asked = field(language, {
    name: "address",
    label,
    type: "text",
    value: typed,
    autocomplete: "off",
    autocapitalize: "none",
    spellcheck: false,
  });
  return html`<form action="/admin/why">
    ${asked} ${button({ label: look, kind: "secondary" })}
  </form>`;
}

function about(language: Language, shown: UserPage, explained: Explained): Markup {
  const words = language.words(copy).userPages;
  const { trail, findings, timeLine, asked } = explained;
  const entries = timeLine.slice(shown.from, shown.from + ENTRIES);
  const at = (from: number): string =>
    `${shown.path}${shown.path.includes("?") ? "&" : "?"}from=${from}`;
  const paths = {
    newest: shown.from > 0 ? shown.path : null,
    older: shown.from + ENTRIES < timeLine.length ? at(shown.from + ENTRIES) : null,
  };
  return html`${trail.users.length === 0 ? html`<p>${words.noUser({ asked })}</p>` : ""}
    ${trail.users.map((user) => html`<p>${factsOf(language, shown, user)}</p>`)}
    <h2>${words.matter}</h2>
    ${findings.map((finding, index) => findingOf(language, shown, finding, findings.slice(0, index)))}
    ${actsOn(language, shown, explained)}
    ${
      entries.length === 0
        ? ""
        : html`<h2>${words.happened}</h2>
            ${table(
              language,
              [words.when, words.what, words.details],
              entries.map((entry) => entryOf(language, shown, entry)),
            )}`
    }
    ${trail.cut.length > 0 ? html`<p>${words.cut}</p>` : ""} ${olderLinks(language, paths)}`;
}

const pathOf = ({ id }: Pick<User, "id">): string => `/admin/users/${id}`;

function factsOf(language: Language, { typed }: UserPage, user: User): Markup {
  const words = language.words(copy).userPages;
  const registered = {
    time: language.time(user.registeredOn),
    browser: language.browser(user.registeredWith),
  };
  const to = html`${link(pathOf(user), user.email)}<br />`;
  return html`${typed === undefined ? "" : to}${words.registered(registered)}<br />
    ${user.confirmedOn === null ? words.unconfirmed : words.confirmed({ time: language.time(user.confirmedOn) })}
    ${user.disabledOn === null ? "" : html`<br />${words.disabled({ time: language.time(user.disabledOn) })}`}
    ${user.deletesOn === null ? "" : html`<br />${words.deleting({ time: language.time(user.deletesOn) })}`}
    ${user.roles.map((role) => tag(roleName(language, role)))}`;
}

function findingOf(
  language: Language,
  shown: UserPage,
  finding: Finding,
  before: readonly Finding[],
): Markup {
  const { why, userPages: words } = language.words(copy);
  const { is, next } = why.causes[finding.cause];
  const { since, until, by, answer, email, remedy } = finding;
  const done = stepOf(words, shown, finding);
  const isNew = before.every((each) => stepOf(words, shown, each)?.href !== done?.href);
  const mayDo = done !== undefined && isNew && (done.looks || hasRole(shown.viewer, "support"));
  return html`<p>
      <strong>${is}</strong> ${since === null ? "" : words.since({ time: language.time(since) })}
      ${until === null ? "" : words.until({ time: language.time(until) })}
    </p>
    ${by === null ? "" : html`<p>${words.heldBy({ actor: by })}</p>`}
    ${answer === null ? "" : html`<p>${by === null ? words.said({ answer }) : words.heldWhy({ reason: answer })}</p>`}
    ${email === null ? "" : html`<p>${words.address({ email })}</p>`}
    <p>${next}</p>
    ${mayDo ? html`<p>${link(done.href, done.text, "button")}</p>` : ""}
    ${remedy !== undefined && done === undefined ? html`<p>${words.terminal({ command: commandFor(remedy) })}</p>` : ""}`;
}

type Words = WordsOf<typeof copy>["userPages"];

type Step = { readonly href: string; readonly text: string; readonly looks: boolean };

/** Causes that end when the address of the registration is corrected. */
const MISTYPED: ReadonlySet<Cause> = new Set(["likely-slip", "no-mailbox", "no-domain"]);

/** The page of the act that helps with a finding, and is allowed now. */
function stepOf(words: Words, shown: UserPage, finding: Finding): Step | undefined {
  const { viewer, explained } = shown;
  const { users = [], suppression = null } = explained?.trail ?? {};
  const [user] = users;
  const { cause, remedy } = finding;
  if (MISTYPED.has(cause) && user?.confirmedOn === null && users.length === 1) {
    return { href: `${pathOf(user)}/correct`, text: words.perform.correct.button, looks: false };
  }
  if (remedy?.act === "unsuppress" && suppression !== null && hasRole(viewer, "support")) {
    return { href: liftPath(remedy.email), text: words.lift, looks: false };
  }
  return remedy && stepFor(words, remedy);
}

/** The page of the act that helps; undefined for what only the command line does. */
function stepFor(words: Words, remedy: Remedy): Step | undefined {
  switch (remedy.act) {
    case "look":
      return { href: whyPath(remedy.email), text: words.look, looks: true };
    case "unsuppress":
      return { href: suppressionPath(remedy.email), text: words.suppression, looks: true };
    case "retry":
      return {
        href: `/admin/outbox/${remedy.mailId}/retry`,
        text: words.perform.resend.button,
        looks: false,
      };
    case "resend":
    case "reset":
    case "enable":
    case "restore": {
      const href = `${pathOf({ id: remedy.userId })}/${remedy.act}`;
      return { href, text: words.perform[remedy.act].button, looks: false };
    }
    default:
      return undefined;
  }
}

/** The page for an address. */
export const whyPath = (address: string): string =>
  `/admin/why?address=${encodeURIComponent(address)}`;

/** The list of suppressed addresses, with this one at most. */
const suppressionPath = (address: string): string =>
  `/admin/suppressions?address=${encodeURIComponent(address)}`;

/** The page that allows mail to a suppressed address again. */
const liftPath = (address: string): string =>
  `/admin/suppressions/${encodeURIComponent(address)}/lift`;

const commandFor = (remedy: Remedy): string => {
  if (remedy.act === "resume") return "postern mail release";
  if (remedy.act === "release") return "postern mail release --send";
  return "email" in remedy ? `postern mail ${remedy.act} ${remedy.email}` : "postern doctor";
};

const factorPath = (user: User, { id }: Credential): string =>
  `${pathOf(user)}/factors/${id}/remove`;

/** Acts that the state of a user allows, and who may do them. */
function actsOn(language: Language, shown: UserPage, { trail, findings }: Explained): Markup {
  const { viewer, factors } = shown;
  const [user, ...rivals] = trail.users;
  if (user === undefined || rivals.length > 0 || !hasRole(viewer, "support")) return html``;
  const words = language.words(copy).userPages;
  const isConfirmed = user.confirmedOn !== null;
  const isAdmin = hasRole(viewer, "admin");
  const acts = [
    ...(user.deletesOn === null ? [] : ["restore" as const]),
    ...(isConfirmed ? ["reset" as const] : (["resend", "correct", "confirm"] as const)),
    "end-sessions" as const,
    ...(isAdmin && isConfirmed ? ["remove-factors" as const] : []),
    user.disabledOn === null ? ("disable" as const) : ("enable" as const),
    ...(isAdmin ? ["delete" as const] : []),
  ];
  // What a button above does is not offered twice.
  const above = new Set(findings.map((each) => stepOf(words, shown, each)?.href));
  const others = acts
    .map((act) => ({ act, href: `${pathOf(user)}/${act}` }))
    .filter(({ href }) => !above.has(href));
  return html`<h2>${words.acts}</h2>
    <ul>
      ${others.map(({ act, href }) => html`<li>${link(href, words.perform[act].title({ email: user.email }))}</li>`)}
      ${factors.map((factor) => html`<li>${link(factorPath(user, factor), words.onlyFactor({ factor: credentialText(language, factor) }))}</li>`)}
    </ul>`;
}

function entryOf(language: Language, shown: UserPage, entry: Entry): readonly (string | Markup)[] {
  const { names } = shown;
  const { why, userPages: words } = language.words(copy);
  const { kind, act, mail, email, actor, detail, answer, count, browser } = entry;
  const what =
    kind === "act" ? (names.auditActs[act ?? ""]?.(language) ?? act ?? "") : why.entries[kind];
  // Such a line has the name of the mail as its detail.
  const isOfMail = act?.startsWith("mail-") === true;
  const details = [
    mail === null ? "" : (names.mailNames[mail]?.(language) ?? mail),
    email !== null && kind === "mail-asked" ? words.to({ email }) : "",
    count === null ? "" : words.times({ count }),
    browser === null ? "" : language.browser(browser),
    actor === null ? "" : byWhom(words, shown, actor),
    briefly(isOfMail ? (names.mailNames[detail ?? ""]?.(language) ?? detail) : detail, 60),
  ].filter((part) => part !== "");
  // A server's words are read from left to right in every language.
  const said = html`${details.length > 0 ? " · " : ""}<bdi>${briefly(answer, 60)}</bdi>`;
  const line = details.join(" · ");
  return [language.time(entry.on), what, answer === null ? line : html`${line}${said}`];
}

/** Who did it, in words: the names in the audit log are for programs. */
function byWhom(words: Words, { viewer }: UserPage, actor: string): string {
  if (actor === `admin:${viewer.id}`) return words.you;
  const [kind = "", name = ""] = actor.split(/:(.*)/);
  const named: Readonly<Record<string, string>> = words.actors;
  if (kind === "admin") return words.by({ actor: words.staff({ id: name }) });
  return words.by({
    actor: kind === "operator" ? words.operator({ name }) : (named[actor] ?? actor),
  });
}
