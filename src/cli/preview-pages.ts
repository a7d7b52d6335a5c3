// The pages of `postern mail preview`: files next to each other, without scripts, that load nothing else.

import type { MailPreview } from "../ports/mail-preview.ts";
import { html, type Markup } from "../ui/markup.ts";
import { htmlFile } from "./html-file.ts";

const STYLE = `
:root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; }
body { margin: 0 auto; max-width: 80rem; padding: 1rem; }
h1 { overflow-wrap: anywhere; }
table { border-collapse: collapse; }
th, td { padding: .5rem 1rem .5rem 0; border-bottom: 1px solid; text-align: start; vertical-align: top; overflow-wrap: anywhere; }
.views { display: grid; gap: 1rem; grid-template-columns: repeat(auto-fit, minmax(min(100%, 32rem), 1fr)); }
iframe { box-sizing: border-box; width: 100%; height: 50rem; border: 1px solid; background: #fff; }
iframe.phone { max-width: 360px; }
pre { white-space: pre-wrap; overflow-wrap: anywhere; }
`;

const document = (title: string, body: Markup): string =>
  htmlFile(
    title,
    STYLE,
    html`<main>
      <h1>${title}</h1>
      ${body}
    </main>`,
  );

/** The page that leads to all others. */
export function previewIndex(mails: readonly MailPreview[]): string {
  const names = [...new Set(mails.map(({ name }) => name))];
  return document(
    "Mail previews",
    html`<p>Every mail with sample data.</p>
      <table>
        <tbody>
          ${names.map(
            (name) =>
              html`<tr>
                <th scope="row">${name}</th>
                <td>${mails.filter((mail) => mail.name === name).map(linkTo)}</td>
              </tr>`,
          )}
        </tbody>
      </table>`,
  );
}

const linkTo = ({ name, language, subject }: MailPreview): Markup =>
  html`<a href="${language}/${name}.html">${language}</a>: <bdi lang="${language}">${subject}</bdi
    ><br />`;

/** One mail: light, dark, on a phone, and as text. */
export function previewPage(
  { name, language, subject, text }: MailPreview,
  notes: readonly string[],
): string {
  const view = (title: string, file: string, phone = false): Markup =>
    html`<section>
      <h2>${title}</h2>
      <iframe
        title="${title}"
        src="${name}.${file}.html"
        ${phone ? html`class="phone"` : ""}
        sandbox
      ></iframe>
    </section>`;
  return document(
    `${name} (${language})`,
    html`<p><a href="../index.html">All mails</a></p>
      <p>
        Subject: <strong><bdi lang="${language}">${subject}</bdi></strong>
      </p>
      ${notes.map((note) => html`<p>Note: <bdi>${note}</bdi></p>`)}
      <div class="views">
        ${view("Light", "light")} ${view("Dark", "dark")} ${view("On a phone", "light", true)}
        <section>
          <h2>As plain text</h2>
          <pre lang="${language}" dir="auto">${text}</pre>
        </section>
      </div>`,
  );
}
