// A mail is described once; its HTML and its text are two ways to write the same blocks down.

import { copy } from "./copy.ts";
import { html, type Markup } from "./markup.ts";

export type MailBlock =
  | { readonly paragraph: string }
  /**
   * Something to do: a button with the bare URL below, for whoever has to copy it. "plain" is the
   * way for others than the expected reader ("Was it not you? …"): the URL only, no button.
   */
  | { readonly action: string; readonly url: string; readonly kind?: "button" | "plain" }
  | { readonly codeLabel: string; readonly code: string }
  | { readonly small: string };

export type MailDescription = {
  readonly appName: string;
  /** Where people find help: an address or a URL. */
  readonly support?: string | undefined;
  readonly subject: string;
  /** The first line of the mail; the subject if absent. */
  readonly heading?: string | undefined;
  /** What mail programs show beside the subject. Only there, so it says nothing that is not below. */
  readonly preheader: string;
  readonly blocks: readonly MailBlock[];
  /** Completes "You get this because …". */
  readonly reason: string;
};

/** What a kind of mail says. Who says it, is the same for all of them. */
export type MailWords = Omit<MailDescription, "appName" | "support">;

export type MailParts = { readonly subject: string; readonly html: string; readonly text: string };

const COLUMNS = 72;

/** The parts of a mail. Nothing in it comes from elsewhere, nothing tells that it was read. */
export const mailLayout = (mail: MailDescription): MailParts => ({
  subject: oneLine(mail.subject),
  html: htmlPart(mail).toString(),
  text: textPart(mail),
});

function textPart({
  appName,
  support,
  subject,
  heading = subject,
  blocks,
  reason,
}: MailDescription) {
  const foot = `${wrap(copy.mailFoot(appName, support))}\n${wrap(copy.mailReason(reason))}`;
  return `${[wrap(heading), ...blocks.map(blockText), foot].join("\n\n")}\n`;
}

function blockText(block: MailBlock): string {
  if ("paragraph" in block) return wrap(block.paragraph);
  if ("small" in block) return wrap(block.small);
  if ("code" in block) return wrap(`${block.codeLabel}: ${block.code}`);
  return `${wrap(`${block.action}:`)}\n${block.url}`;
}

/** What was a line break in a value is a space: no value begins a line or a header of its own. */
const oneLine = (text: string): string => text.replace(/\s+/g, " ").trim();

/** Words in lines of at most 72 columns. A longer word stays whole: it may be an address. */
function wrap(text: string): string {
  const lines: string[] = [];
  let line = "";
  for (const word of oneLine(text).split(" ")) {
    const longer = line === "" ? word : `${line} ${word}`;
    if (line !== "" && longer.length > COLUMNS && [...longer].length > COLUMNS) {
      lines.push(line);
      line = word;
    } else {
      line = longer;
    }
  }
  return [...lines, line].join("\n");
}

const SANS = "-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif";

const SERIF = "'Iowan Old Style','Palatino Linotype',Palatino,Georgia,serif";

/** Tables only hold things in place, and are not to be read out as tables. */
const LAYOUT = html`role="presentation" cellpadding="0" cellspacing="0" border="0"`;

/** Roundcube drops all of it if `body` has a class. For programs that know the reader's choice; the others show the light mail, which is whole. */
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

function htmlPart(mail: MailDescription): Markup {
  const { appName, support, subject, heading = subject, preheader, reason } = mail;
  return html`<!doctype html>
    <html lang="${copy.lang}" dir="${copy.dir}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="supported-color-schemes" content="light dark" />
        <title>${heading}</title>
        ${DARK}
      </head>
      <body style="margin:0;padding:0;background:#efebe1">
        <div style="display:none;max-height:0;overflow:hidden;mso-hide:all">${preheader}</div>
        ${centred(
          html`${sender(appName)} ${card(heading, mail.blocks)}
            <tr>
              <td
                class="soft"
                style="padding:20px 8px 0;overflow-wrap:anywhere;font:14px/1.5 ${SANS};color:#56615d"
              >
                ${copy.mailFoot(appName, support)}<br />${copy.mailReason(reason)}
              </td>
            </tr>`,
        )}
      </body>
    </html>`;
}

/** Programs drop what stands on `html`, so the language is said again where they keep it. */
const centred = (rows: Markup): Markup =>
  html`<div role="main" lang="${copy.lang}" dir="${copy.dir}">
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

/** The name beside a little door; no image that somebody would have to load. */
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

const card = (heading: string, blocks: readonly MailBlock[]): Markup =>
  html`<tr>
    <td
      class="card ink"
      style="padding:32px 28px 12px;background:#fffdf8;border:1px solid #ddd6c6;border-radius:16px;font:16px/1.55 ${SANS};color:#1c2826"
    >
      <h1 style="margin:0 0 20px;overflow-wrap:anywhere;font:bold 26px/1.25 ${SERIF}">
        ${heading}
      </h1>
      ${blocks.map(blockMarkup)}
    </td>
  </tr>`;

function blockMarkup(block: MailBlock): Markup {
  if ("paragraph" in block) return html`<p style="margin:0 0 20px">${block.paragraph}</p>`;
  if ("small" in block) return small(html`${block.small}`);
  if ("code" in block) return codeMarkup(block.codeLabel, block.code);
  if (block.kind === "plain") return small(html`${block.action}:<br />${bareUrl(block.url)}`);
  return buttonMarkup(block.action, block.url);
}

const small = (body: Markup): Markup =>
  html`<p class="soft" style="margin:0 0 20px;font-size:14px;color:#56615d">${body}</p>`;

/** Without spaces inside, so that it can be copied as it is. */
const codeMarkup = (label: string, code: string): Markup =>
  html`<p style="margin:0 0 8px">${label}:</p>
    <p
      class="tint"
      style="margin:0 0 20px;padding:12px 16px;background:#e5f1eb;border-radius:10px;font:bold 26px/1.3 Consolas,Menlo,monospace;letter-spacing:4px"
    >
      ${code}
    </p>`;

const buttonMarkup = (label: string, url: string): Markup =>
  html`<table ${LAYOUT} style="margin:0 0 12px">
      <tr>
        <td bgcolor="#1d5c4c" style="border-radius:10px;background:#1d5c4c">
          <a
            href="${url}"
            style="display:inline-block;padding:13px 26px;font:bold 16px/1.4 ${SANS};color:#ffffff;text-decoration:none"
            >${label}</a
          >
        </td>
      </tr>
    </table>
    <p style="margin:0 0 20px;font-size:14px">${bareUrl(url)}</p>`;

const bareUrl = (url: string): Markup =>
  html`<a href="${url}" class="link" style="color:#175545;word-break:break-all">${url}</a>`;
