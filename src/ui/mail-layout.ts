// A mail is described once, as blocks; its HTML and its text are made from the same blocks.

import type { Language } from "../domain/language.ts";
import { copy } from "./copy.ts";
import { labelled } from "./notice.ts";
import { filled, html, type Markup } from "./markup.ts";

/** A block of a mail. */
export type MailBlock =
  | { readonly paragraph: string }
  /**
   * An action: a button with the bare URL below, for whoever has to copy it. "plain" is for people other than
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
export type MailContent = Omit<MailDescription, "appName" | "support">;

export type MailParts = { readonly subject: string; readonly html: string; readonly text: string };

/** The parts of a mail. It loads nothing from elsewhere, and nothing reveals that it was read. */
export function mailLayout(language: Language, described: MailDescription): MailParts {
  const blocks = described.blocks.map((block) => withColons(language, block));
  const mail = { ...described, blocks };
  return {
    subject: oneLine(language.words(copy).mailSubject({ news: mail.subject, app: mail.appName })),
    html: htmlPart(language, mail).toString(),
    text: textPart(language, mail),
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
  const last = [textFoot(language, mail), mail.reason];
  const blocks = mail.blocks.map((block) => blockLines(block, mail.support));
  return [[mail.subject], ...blocks, last]
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

const footHelp = ({ blocks, support }: LabelledMail): string | undefined =>
  blocks.some((block) => "help" in block) ? undefined : support;

/** Line breaks in a value become spaces: no value can start a line or a header of its own. French needs its no-break spaces. */
const oneLine = (text: string): string => text.replace(/[\t-\r \u0085\u2028\u2029]+/g, " ").trim();

const SANS = "-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif";

const SERIF = "'Iowan Old Style','Palatino Linotype',Palatino,Georgia,serif";

/** The tables are only for layout, and must not be read out as tables. */
const LAYOUT = html`role="presentation" cellpadding="0" cellspacing="0" border="0"`;

/**
 * Roundcube drops all of it if `body` has a class. For mail programs that know the reader's preference; the
 * others show the light version, which is complete.
 */
const DARK = html`<style>
  :root {
    color-scheme: light dark;
  }
  @media (prefers-color-scheme: dark) {
    body,
    .ground {
      background: #0e1514 !important;
    }
    .card {
      background: #182321 !important;
      border-color: #2c3a37 !important;
    }
    .ink {
      color: #ebeee7 !important;
    }
    .soft {
      color: #a9b6b0 !important;
    }
    .link {
      color: #95d8c0 !important;
    }
    .tint {
      background: #17332b !important;
    }
    .leaf {
      background: #2b7963 !important;
    }
  }
</style>`;

function htmlPart(language: Language, mail: LabelledMail): Markup {
  const { appName, subject, preheader, reason } = mail;
  return html`<!doctype html>
    <html lang="${language.tag}" dir="${language.dir}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="supported-color-schemes" content="light dark" />
        <title>${subject}</title>
        ${DARK}
      </head>
      <body style="margin:0;padding:0;background:#efebe1">
        <div style="display:none;max-height:0;overflow:hidden;mso-hide:all">${preheader}</div>
        ${centred(
          language,
          html`${sender(appName)} ${card(mail)}
            <tr>
              <td
                class="soft"
                style="padding:20px 8px 0;overflow-wrap:anywhere;font:14px/1.5 ${SANS};color:#56615d"
              >
                ${foot(language, mail)}<br />${reason}
              </td>
            </tr>`,
        )}
      </body>
    </html>`;
}

/** Mail programs drop attributes of `html`, so the language is repeated where they keep it. */
const centred = (language: Language, rows: Markup): Markup =>
  html`<div role="main" lang="${language.tag}" dir="${language.dir}">
    <table ${LAYOUT} width="100%" class="ground" style="background:#efebe1">
      <tr>
        <td align="center" style="padding:32px 12px">
          <table ${LAYOUT} width="100%" style="max-width:560px;text-align:start">
            ${rows}
          </table>
        </td>
      </tr>
    </table>
  </div>`;

/** The name next to a small door; it is not an image that would have to be loaded. */
const sender = (appName: string): Markup =>
  html`<tr>
    <td
      class="ink"
      style="padding:0 8px 16px;overflow-wrap:anywhere;font:bold 20px/24px ${SERIF};color:#1c2826"
    >
      <span
        class="leaf"
        style="display:inline-block;width:17px;height:24px;margin-right:10px;border-radius:9px 9px 0 0;background:#1d5c4c;vertical-align:bottom"
      ></span
      >${appName}
    </td>
  </tr>`;

function foot(language: Language, mail: LabelledMail): Markup {
  const support = footHelp(mail);
  const { mailFoot } = language.words(copy);
  return support === undefined
    ? html`${mail.appName}`
    : filled(mailFoot, { app: mail.appName, support: wayToHelp(support) });
}

function textFoot(language: Language, mail: LabelledMail): string {
  const support = footHelp(mail);
  return support === undefined
    ? mail.appName
    : language.words(copy).mailFoot({ app: mail.appName, support });
}

const card = ({ subject, blocks, support }: LabelledMail): Markup =>
  html`<tr>
    <td
      class="card ink"
      style="padding:32px 28px 12px;background:#fffdf8;border:1px solid #ddd6c6;border-radius:16px;font:16px/1.55 ${SANS};color:#1c2826"
    >
      <h1 style="margin:0 0 20px;overflow-wrap:anywhere;font:bold 26px/1.25 ${SERIF}">
        ${subject}
      </h1>
      ${blocks.map((block) => blockMarkup(block, support))}
    </td>
  </tr>`;

function blockMarkup(block: LabelledBlock, support: string | undefined): Markup {
  if ("paragraph" in block) return html`<p style="margin:0 0 20px">${block.paragraph}</p>`;
  if ("small" in block) return small(html`${block.small}`);
  if ("code" in block) return codeMarkup(block.codeLabel, block.code);
  if ("command" in block) return commandMarkup(block.commandLabel, block.command);
  if ("help" in block) {
    if (support === undefined) return html``;
    return html`<p style="margin:0 0 20px">${block.help} ${wayToHelp(support)}</p>`;
  }
  if (block.kind === "plain") return small(html`${block.label}<br />${link(block.url, block.url)}`);
  return buttonMarkup(block.action, block.url);
}

const small = (body: Markup): Markup =>
  html`<p class="soft" style="margin:0 0 20px;font-size:14px;color:#56615d">${body}</p>`;

/** Without spaces inside, so that it can be copied as it is. */
const codeMarkup = (label: string, code: string): Markup =>
  html`<p style="margin:0 0 8px">${label}</p>
    <p
      class="tint"
      style="margin:0 0 20px;padding:12px 16px;background:#e5f1eb;border-radius:10px;font:bold 26px/1.3 Consolas,Menlo,monospace;letter-spacing:4px"
    >
      ${code}
    </p>`;

const commandMarkup = (label: string, command: string): Markup =>
  html`<p style="margin:0 0 20px">
    ${label}<br /><code style="font-family:Consolas,Menlo,monospace">${command}</code>
  </p>`;

/**
 * Outlook's Word engine pads cells but not links: `mso-padding-alt` is for it alone. Elsewhere the link is
 * padded, so that the whole button can be pressed. The address below is not a second link.
 */
const buttonMarkup = (label: string, url: string): Markup =>
  html`<table ${LAYOUT} style="margin:0 0 12px">
      <tr>
        <td
          bgcolor="#1d5c4c"
          style="border-radius:10px;background:#1d5c4c;mso-padding-alt:13px 26px"
        >
          <a
            href="${url}"
            style="display:inline-block;padding:13px 26px;mso-padding-alt:0;font:bold 16px/1.4 ${SANS};color:#ffffff;text-decoration:none"
            >${label}</a
          >
        </td>
      </tr>
    </table>
    <p class="soft" style="margin:0 0 20px;font-size:14px;color:#56615d;word-break:break-all">
      ${url}
    </p>`;

const wayToHelp = (support: string): Markup =>
  link(/^https?:/i.test(support) ? support : `mailto:${support}`, support);

const link = (href: string, words: string): Markup =>
  html`<a href="${href}" class="link" style="color:#175545;word-break:break-word">${words}</a>`;
