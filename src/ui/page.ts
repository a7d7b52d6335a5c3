// The whole page around what a feature has to say.

import { raw } from "hono/html";
import { copy } from "./copy.ts";
import { door, doorIcon } from "./door.ts";
import { button, form } from "./form.ts";
import { html, type Markup } from "./markup.ts";
import { baseScript, type Script } from "./script.ts";
import { stylesheet } from "./theme.ts";

export type Site = {
  readonly appName: string;
  /** Whether new people may register. */
  readonly mayRegister: boolean;
  /** An address or a URL where people find help. */
  readonly support?: string;
  readonly privacyUrl?: string;
  readonly termsUrl?: string;
  readonly developmentMailbox?: boolean;
};

export type Visitor =
  | { readonly state: "anonymous" }
  | {
      readonly state: "unconfirmed" | "confirmed";
      readonly email: string;
      readonly admin: boolean;
      readonly formToken: string;
    };

export type PageProps = {
  readonly title: string;
  /** The one h1; the title if absent. */
  readonly heading?: string;
  readonly visitor: Visitor;
  /** Something was refused: the title says so first. */
  readonly error?: boolean;
  readonly notice?: Markup;
  readonly body: Markup;
  readonly script?: Script;
  readonly wide?: boolean;
};

/** A whole document. Nothing in it comes from elsewhere, and all of it works without scripts. */
export function page(site: Site, props: PageProps): Markup {
  const title = props.error === true ? copy.errorTitle(props.title) : props.title;
  return html`<!doctype html>
    <html lang="${copy.lang}" dir="${copy.dir}">
      <head>
        <meta charset="utf-8" />
        <title>${copy.title(title, site.appName)}</title>
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <link rel="icon" href="${doorIcon}" />
        ${style}
      </head>
      <body>
        <a class="skip" href="#main">${copy.skip}</a>
        ${header(site, props.visitor)}
        <main id="main" tabindex="-1" ${props.wide === true ? html` class="wide"` : ""}>
          <div class="arch">${door(props.visitor.state)}</div>
          <div class="card">
            ${props.notice ?? ""}
            <h1>${props.heading ?? props.title}</h1>
            ${props.body}
          </div>
        </main>
        ${footer(site)} ${inline(baseScript)}
        ${props.script === undefined ? "" : inline(props.script)}
      </body>
    </html>`;
}

/** Exactly what was hashed: a space more and browsers refuse it. */
const style: Markup = raw(`<style>${stylesheet}</style>`);

const inline = ({ source }: Script): Markup => raw(`<script type="module">${source}</script>`);

const header = (site: Site, visitor: Visitor): Markup =>
  html`<header>
    ${
      site.developmentMailbox === true
        ? html`<p class="development">
            ${copy.development} <a href="/dev/mailbox">${copy.mailbox}</a>
          </p>`
        : ""
    }
    <div>
      <a class="brand" href="/">${door(visitor.state)}<span>${site.appName}</span></a>
      <nav aria-label="${copy.navigation}">${navigation(site, visitor)}</nav>
    </div>
  </header>`;

function navigation({ mayRegister }: Site, visitor: Visitor): Markup {
  if (visitor.state === "anonymous") {
    return html`<ul>
      ${mayRegister ? html`<li><a href="/register">${copy.register}</a></li>` : ""}
      <li><a href="/login">${copy.logIn}</a></li>
    </ul>`;
  }
  const [path, text] =
    visitor.state === "confirmed" ? ["/profile", copy.profile] : ["/unconfirmed", copy.confirm];
  return html`<ul>
    <li class="who"><span class="visually-hidden">${copy.loggedInAs} </span>${visitor.email}</li>
    <li><a href="${path}">${text}</a></li>
    <li>
      ${form({
        action: "/logout",
        formToken: visitor.formToken,
        body: button({ label: copy.logOut, kind: "secondary" }),
      })}
    </li>
  </ul>`;
}

function footer({ support, privacyUrl, termsUrl }: Site): Markup {
  const links = [
    [supportUrl(support), copy.help],
    [privacyUrl, copy.privacy],
    [termsUrl, copy.terms],
  ] as const;
  const shown = links.filter(([url]) => url !== undefined);
  return html`<footer>
    ${
      shown.length === 0
        ? ""
        : html`<ul>
            ${shown.map(([url, text]) => html`<li><a href="${url}">${text}</a></li>`)}
          </ul>`
    }
  </footer>`;
}

const supportUrl = (support: string | undefined): string | undefined =>
  support === undefined || /^[a-z][a-z0-9+.-]*:/i.test(support) || !support.includes("@")
    ? support
    : `mailto:${support}`;
