// HTML files that commands write: without scripts or other files, for small and large screens, light and dark.

import { html, type Markup } from "../ui/markup.ts";

/** A whole document. */
export const htmlFile = (title: string, style: Markup | string, main: Markup): string =>
  `${html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title}</title>
        <style>
          ${style}
        </style>
      </head>
      <body>
        ${main}
      </body>
    </html>`
    .toString()
    .trim()}\n`;
