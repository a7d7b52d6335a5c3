// The whole page around the content of a feature.

import { raw } from "hono/html";
import type { FootLink } from "../domain/brand.ts";
import type { WordsOf } from "../domain/catalogue.ts";
import type { OutsideScript } from "../domain/captcha.ts";
import type { Language } from "../domain/language.ts";
import { seconds, type Duration } from "../domain/time.ts";
import { copy } from "./copy.ts";
import { button, form } from "./form.ts";
import { languageSwitch, type LanguageSwitch } from "./language-switch.ts";
import type { Look } from "./look.ts";
import { attributes, html, type Markup } from "./markup.ts";
import { stylesFor } from "./theme.ts";
import { baseScript, type Script } from "./script.ts";

export type Site = {
  /** Below which Postern's pages are, for scripts; missing at the root of a site. */
  readonly basePath?: string;
  readonly appName: string;
  readonly look: Look;
  /** Whether new people may register. */
  readonly mayRegister: boolean;
  /** An address or a URL where people find help. */
  readonly support?: string;
  readonly privacyUrl?: string;
  readonly termsUrl?: string;
  readonly imprintUrl?: string;
  /** More links for the foot. */
  readonly links?: readonly FootLink[];
  readonly developmentMailbox?: boolean;
};

/** Who looks at a page. */
export type Visitor =
  | { readonly state: "anonymous" }
  | {
      readonly state: "unconfirmed" | "confirmed";
      readonly email: string;
      readonly admin: boolean;
      readonly formToken: string;
    };

/** The content of a page. */
export type PageProps = {
  readonly title: string;
  /** The only h1; default: the title. */
  readonly heading?: string;
  readonly visitor: Visitor;
  /** Missing on a site with one language. */
  readonly languages?: LanguageSwitch | undefined;
  /** Something was refused: the title begins with that. */
  readonly error?: boolean;
  /** Above the title, instead of the arch over the card: the navigation between pages on which somebody works all day. */
  readonly above?: Markup;
  readonly notice?: Markup;
  readonly body: Markup;
  readonly script?: Script;
  /** A script of another host. The page works without it. */
  readonly outside?: OutsideScript;
  /** After how long a browser without scripts loads the page again. */
  readonly reloadsAfter?: Duration;
  readonly wide?: boolean;
};

/** A whole document. It loads nothing from elsewhere but an `outside` script, and all of it works without scripts. */
export function page(language: Language, site: Site, props: PageProps): Markup {
  const words = language.words(copy);
  const title = props.error === true ? words.errorTitle({ title: props.title }) : props.title;
  const { languages } = props;
  const switches = languages === undefined ? "" : languageSwitch(language, languages);
  return html`<!doctype html>
    <html${attributes({ lang: language.tag, dir: language.dir, "data-base": site.basePath })}>
      <head>
        <meta charset="utf-8" />
        <title>${words.title({ title, app: site.appName })}</title>
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <link rel="icon" href="${site.look.icon}" />
        ${props.reloadsAfter === undefined ? "" : reload(props.reloadsAfter)}
        ${style(site.look, html`${props.above} ${props.body}`)}
      </head>
      <body>
        <a class="skip" href="#main">${words.skip}</a>
        ${header(words, site, props.visitor)}
        <main id="main" tabindex="-1" ${props.wide === true ? html` class="wide"` : ""}>
          ${props.above !== undefined ? "" : site.look.arch(props.visitor.state)}
          <div class="card">
            ${props.above ?? ""} ${props.notice ?? ""}
            <h1>${unbroken(props.heading ?? props.title)}</h1>
            ${props.body}
          </div>
        </main>
        ${footer(words, site, switches)} ${inline(baseScript)}
        ${props.script === undefined ? "" : inline(props.script)}
        ${props.outside === undefined ? "" : fromOutside(props.outside)}
      </body>
    </html>`;
}

const EMAIL = /(?<![\w.+])(e-mails?(?:-\p{L}+)?)(?![\w.+-]*@)/iu;

/** "E-Mail" and "E-Mail-Adresse" in the large letters of a heading: browsers would break them after a hyphen. */
const unbroken = (heading: string): Markup =>
  html`${heading
    .split(EMAIL)
    .map((part, index) => (index % 2 === 1 ? html`<span>${part}</span>` : part))}`;

const reload = (after: Duration): Markup =>
  html`<noscript
    ><meta http-equiv="refresh" content="${Math.round(after / seconds(1))}"
  /></noscript>`;

/** Exactly the text that was hashed: with one more space, browsers would refuse it. */
const style = ({ styles }: Look, body: Markup): Markup =>
  raw(
    stylesFor(styles, body.toString())
      .map(({ css }) => `<style>${css}</style>`)
      .join(""),
  );

const inline = ({ source }: Script): Markup => raw(`<script type="module">${source}</script>`);

const fromOutside = ({ url, integrity }: OutsideScript): Markup =>
  html`<script
    src="${url}"
    ${integrity === undefined ? "" : html`integrity="${integrity}" crossorigin="anonymous"`}
    async
  ></script>`;

type Words = WordsOf<typeof copy>;

const header = (words: Words, site: Site, visitor: Visitor): Markup =>
  html`<header>
    ${
      site.developmentMailbox === true
        ? html`<p class="development">
            ${words.development} <a href="/dev/mailbox">${words.mailbox}</a>
          </p>`
        : ""
    }
    <div>
      <a class="brand" href="/">${site.look.mark(visitor.state)}</a>
      <nav aria-label="${words.navigation}">${navigation(words, site, visitor)}</nav>
    </div>
  </header>`;

function navigation(words: Words, { mayRegister }: Site, visitor: Visitor): Markup {
  if (visitor.state === "anonymous") {
    return html`<ul>
      ${mayRegister ? html`<li><a href="/register">${words.register}</a></li>` : ""}
      <li><a href="/login">${words.logIn}</a></li>
    </ul>`;
  }
  const [path, text] =
    visitor.state === "confirmed" ? ["/profile", words.profile] : ["/unconfirmed", words.confirm];
  return html`<ul>
    <li class="who"><span class="visually-hidden">${words.loggedInAs} </span>${visitor.email}</li>
    <li><a href="${path}">${text}</a></li>
    <li>
      ${form({
        action: "/logout",
        formToken: visitor.formToken,
        body: button({ label: words.logOut, kind: "secondary" }),
      })}
    </li>
  </ul>`;
}

function footer(words: Words, site: Site, languages: Markup | ""): Markup {
  const { support, privacyUrl, termsUrl, imprintUrl, links: more = [] } = site;
  const links = [
    [supportUrl(support), words.help],
    [privacyUrl, words.privacy],
    [termsUrl, words.terms],
    [imprintUrl, words.imprint],
    ...more.map(({ url, name }) => [url, name] as const),
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
    ${languages}
  </footer>`;
}

const supportUrl = (support: string | undefined): string | undefined =>
  support === undefined || /^[a-z][a-z0-9+.-]*:/i.test(support) || !support.includes("@")
    ? support
    : `mailto:${support}`;
