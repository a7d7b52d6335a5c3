// A mail is described once, as blocks; its HTML and its text are made from the same blocks.

import { standardBrand, type Brand } from "../domain/brand.ts";
import type { Language } from "../domain/language.ts";
import { copy } from "./copy.ts";
import { BEFORE_NAME, mailStyleOf, type MailStyle } from "./mail-style.ts";
import { labelled } from "./notice.ts";
import { filled, html, type Markup } from "./markup.ts";

/** A block of a mail. */
export type MailBlock =
  | { readonly paragraph: string }
  /**
   * An action: a button; the text part has the bare URL, for whoever has to copy it. "plain" is for people other than
   * the expected reader ("Was it not you? …"): only the URL, no button.
   */
  | { readonly action: string; readonly url: string; readonly kind?: "button" | "plain" }
  | { readonly codeLabel: string; readonly code: string }
  /** Something to type, on a line of its own: whoever copies it copies nothing else. */
  | { readonly commandLabel: string; readonly command: string }
  /**
   * A text that is followed by where people find help; the footer then does not repeat it. Left out if the site
   * has no such address.
   */
  | { readonly help: string }
  | { readonly small: string };

/** A whole mail before layout. */
export type MailDescription = {
  readonly appName: string;
  /** Where people find help: an address or a URL. */
  readonly support?: string | undefined;
  /** How it looks. Default: as Postern does. */
  readonly brand?: Brand | undefined;
  /**
   * What the mail is about; also its first line. In the subject, the app's name follows, where it may be cut
   * off.
   */
  readonly subject: string;
  /**
   * What mail programs show next to the subject. It appears only there, so it must not say anything that is not
   * in the mail.
   */
  readonly preheader: string;
  readonly blocks: readonly MailBlock[];
  /** Why somebody gets it, as a whole sentence: "You received this email because …" */
  readonly reason: string;
};

/** The content of a kind of mail, without the sender and help address, which are the same for all. */
export type MailContent = Omit<MailDescription, "appName" | "support" | "brand">;

export type MailParts = {
  readonly subject: string;
  readonly html: string;
  readonly text: string;
  /** What the HTML shows by `cid:`. */
  readonly images?: readonly NonNullable<MailStyle["logo"]>[];
};

/** The parts of a mail. It loads nothing from elsewhere, and nothing reveals that it was read. */
export function mailLayout(language: Language, described: MailDescription): MailParts {
  const blocks = described.blocks.map((block) => withColons(language, block));
  const mail = { ...described, blocks };
  const { logo } = mailStyleOf(brandOf(mail));
  return {
    subject: oneLine(language.words(copy).mailSubject({ news: mail.subject, app: mail.appName })),
    html: htmlPart(language, mail).toString(),
    text: textPart(language, mail),
    ...(logo !== undefined && { images: [logo] }),
  };
}

/** A block whose labels end as they stand before their values; `label` is that of an action's URL. */
type LabelledBlock =
  | Exclude<MailBlock, { readonly action: string }>
  | (Extract<MailBlock, { readonly action: string }> & { readonly label: string });

type LabelledMail = Omit<MailDescription, "blocks"> & { readonly blocks: readonly LabelledBlock[] };

/** Labels as they stand before their values: what ends them depends on the language. */
function withColons(language: Language, block: MailBlock): LabelledBlock {
  if ("code" in block) return { ...block, codeLabel: labelled(language, block.codeLabel) };
  if ("command" in block) return { ...block, commandLabel: labelled(language, block.commandLabel) };
  if ("help" in block) return { help: labelled(language, block.help) };
  if (!("action" in block)) return block;
  return { ...block, label: labelled(language, block.action) };
}

/** A paragraph is one line: mail programs wrap it to the screen, and copied text has no extra line breaks. */
function textPart(language: Language, mail: LabelledMail): string {
  const { mailHeader, mailFooter } = brandOf(mail);
  const last = [textFoot(language, mail), mail.reason];
  const blocks = mail.blocks.map((block) => blockLines(block, mail.support));
  return [[mail.subject], mailHeader, ...blocks, last, mailFooter]
    .filter((lines) => lines.length > 0)
    .map((lines) => `${lines.map(oneLine).join("\n")}\n`)
    .join("\n");
}

function blockLines(block: LabelledBlock, support: string | undefined): readonly string[] {
  if ("paragraph" in block) return [block.paragraph];
  if ("small" in block) return [block.small];
  if ("code" in block) return [`${block.codeLabel} ${block.code}`];
  if ("command" in block) return [block.commandLabel, block.command];
  if ("help" in block) return support === undefined ? [] : [`${block.help} ${support}`];
  return [block.label, block.url];
}

const brandOf = ({ brand = standardBrand }: Pick<MailDescription, "brand">): Brand => brand;

const footHelp = ({ blocks, support }: LabelledMail): string | undefined =>
  blocks.some((block) => "help" in block) ? undefined : support;

/** Line breaks in a value become spaces: no value can start a line or a header of its own. French needs its no-break spaces. */
export const oneLine = (text: string): string =>
  text.replace(/[\t-\r \u0085\u2028\u2029]+/g, " ").trim();

/** The tables are only for layout, and must not be read out as tables. */
const LAYOUT = html`role="presentation" cellpadding="0" cellspacing="0" border="0"`;

function htmlPart(language: Language, mail: LabelledMail): Markup {
  const { subject, preheader, reason } = mail;
  const { mailFooter } = brandOf(mail);
  const style = mailStyleOf(brandOf(mail));
  return html`<!doctype html>
    <html lang="${language.tag}" dir="${language.dir}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="supported-color-schemes" content="light dark" />
        <title>${subject}</title>
        ${style.dark}
      </head>
      <body ${style.page}>
        <div style="display:none;max-height:0;overflow:hidden;mso-hide:all">${preheader}</div>
        ${centred(
          language,
          style,
          html`${sender(mail, style)} ${card(mail, style)}
            <tr>
              <td class="soft" ${style.foot}>
                ${foot(language, mail, style)}<br />${reason}${linesOf(mailFooter)}
              </td>
            </tr>`,
        )}
      </body>
    </html>`;
}

/** Mail programs drop attributes of `html`, so the language is repeated where they keep it. */
const centred = (language: Language, { ground }: MailStyle, rows: Markup): Markup =>
  html`<div role="main" lang="${language.tag}" dir="${language.dir}">
    <table ${LAYOUT} width="100%" class="ground" ${ground}>
      <tr>
        <td align="center" style="padding:32px 12px">
          <table ${LAYOUT} width="100%" style="max-width:560px;text-align:start">
            ${rows}
          </table>
        </td>
      </tr>
    </table>
  </div>`;

/** After a line that is left free. */
const linesOf = (lines: readonly string[]): Markup =>
  html`${lines.map((line, at) => html`${at === 0 ? html`<br />` : ""}<br />${line}`)}`;

/** The name next to a small door, which is not an image that would have to be loaded, or next to a logo. */
function sender(mail: LabelledMail, style: MailStyle): Markup {
  const { mailHeader } = brandOf(mail);
  return html`<tr>
    <td class="ink" ${style.head}>
      ${named(mail, style)}${mailHeader.map(
        (line) => html`<div class="soft" ${style.headLine}>${line}</div>`,
      )}
    </td>
  </tr>`;
}

function named(mail: LabelledMail, { door, logo }: MailStyle): Markup {
  const { appName } = mail;
  if (logo === undefined) return html`${door}${appName}`;
  const { contentId, width, height } = logo;
  const { logoShowsName } = brandOf(mail);
  // Outlook sizes by the attributes. Who sees no images reads the alternative in the type of the name.
  return html`<img
      src="cid:${contentId}"
      alt="${logoShowsName ? appName : ""}"
      width="${width}"
      height="${height}"
      class="logo"
      style="width:${width}px;height:${height}px;border:0;vertical-align:middle"
    />${BEFORE_NAME}${logoShowsName ? "" : appName}`;
}

function foot(language: Language, mail: LabelledMail, style: MailStyle): Markup {
  const support = footHelp(mail);
  const { mailFoot } = language.words(copy);
  return support === undefined
    ? html`${mail.appName}`
    : filled(mailFoot, { app: mail.appName, support: wayToHelp(support, style) });
}

function textFoot(language: Language, mail: LabelledMail): string {
  const support = footHelp(mail);
  return support === undefined
    ? mail.appName
    : language.words(copy).mailFoot({ app: mail.appName, support });
}

const card = ({ subject, blocks, support }: LabelledMail, style: MailStyle): Markup =>
  html`<tr>
    <td class="card ink" ${style.card}>
      <h1 ${style.heading}>${subject}</h1>
      ${blocks.map((block) => blockMarkup(block, support, style))}
    </td>
  </tr>`;

function blockMarkup(block: LabelledBlock, support: string | undefined, style: MailStyle): Markup {
  if ("paragraph" in block) return html`<p style="margin:0 0 20px">${block.paragraph}</p>`;
  if ("small" in block) return small(html`${block.small}`, style);
  if ("code" in block) return codeMarkup(block.codeLabel, block.code, style);
  if ("command" in block) return commandMarkup(block.commandLabel, block.command);
  if ("help" in block) {
    if (support === undefined) return html``;
    return html`<p style="margin:0 0 20px">${block.help} ${wayToHelp(support, style)}</p>`;
  }
  if (block.kind === "plain")
    return small(html`${block.label}<br />${link(block.url, block.url, style)}`, style);
  return buttonMarkup(block.action, block.url, style);
}

const small = (body: Markup, style: MailStyle): Markup =>
  html`<p class="soft" ${style.small}>${body}</p>`;

/** Without spaces inside, so that it can be copied as it is. */
const codeMarkup = (label: string, code: string, style: MailStyle): Markup =>
  html`<p style="margin:0 0 8px">${label}</p>
    <p class="tint" ${style.code}>${code}</p>`;

const commandMarkup = (label: string, command: string): Markup =>
  html`<p style="margin:0 0 20px">
    ${label}<br /><code dir="ltr" style="font-family:Consolas,Menlo,monospace">${command}</code>
  </p>`;

/**
 * Outlook's Word engine pads cells but not links: `mso-padding-alt` is for it alone. Elsewhere the link is
 * padded, so that the whole button can be pressed. The address is not repeated as text: rspamd counts it once more.
 */
const buttonMarkup = (label: string, url: string, style: MailStyle): Markup =>
  html`<table ${LAYOUT} class="button" style="margin:0 0 20px">
    <tr>
      <td ${style.button}><a href="${url}" ${style.buttonLink}>${label}</a></td>
    </tr>
  </table>`;

const wayToHelp = (support: string, style: MailStyle): Markup =>
  link(/^https?:/i.test(support) ? support : `mailto:${support}`, support, style);

/** An address reads from left to right in any language. */
const link = (href: string, words: string, style: MailStyle): Markup =>
  html`<a href="${href}" class="link" dir="ltr" ${style.link}>${words}</a>`;
