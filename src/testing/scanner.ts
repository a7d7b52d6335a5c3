// Machines that read mail before people do: link scanners, sandboxes and previews.

import type { Browser, Page } from "./browser.ts";

/** What a scanner does besides reading. */
export type ScannerOptions = {
  /** Runs the scripts of pages: a form that submits itself is submitted. */
  readonly scripts?: boolean;
  /** Presses every button of every form, with the values that the form has. */
  readonly buttons?: boolean;
  /**
   * Ticks every box and writes words and digits into every empty field before it presses a button; but no
   * passwords, because a machine that chooses one looks like a person to any site.
   */
  readonly fills?: boolean;
};

/** A machine that opens the links of mails. */
export type Scanner = {
  /** Opens every URL of a mail, one after the other, keeping cookies. */
  open(...urls: readonly string[]): Promise<void>;
};

export type FormOnPage = {
  readonly action: string;
  readonly sendsItself: boolean;
  /** What is sent if nothing is typed or ticked. */
  readonly fields: Readonly<Record<string, string>>;
  /** The names of fields that are empty or not ticked. */
  readonly open: readonly string[];
  /** Name and value of each button; most have neither. */
  readonly buttons: readonly Readonly<Record<string, string>>[];
};

/** What a machine writes if it does not know what is asked for: a word, and a number of digits. */
const JUNK = ["on", "12345678"];

/** How many links away from the mail a scanner still reads. */
const DEPTH = 2;

/**
 * A mail scanner for one site: requests every URL with HEAD and GET, follows redirects, keeps cookies, follows
 * every link of every page, and does what the options say. With a browser of its own it is a machine somewhere
 * else; with a person's browser, it is a preview there.
 *
 * @example
 * ```ts
 * await using app = await testPostern();
 * const { link } = await app.register("ada@example.com");
 * await scanner(app.browser(), { scripts: true, buttons: true }).open(link);
 * app.user("ada@example.com")?.confirmedOn; // → null
 * ```
 */
export function scanner(browser: Browser, options: ScannerOptions = {}): Scanner {
  const { scripts, buttons, fills } = options;

  async function read(url: string, depth: number, seen: Set<string>): Promise<void> {
    if (seen.has(url)) return;
    seen.add(url);
    await browser.request(url, { method: "HEAD" });
    const page = await browser.open(url);
    if (scripts === true) {
      for (const form of formsOn(page.text).filter((each) => each.sendsItself)) {
        await browser.submit(form.action, form.fields);
      }
    }
    if (buttons === true) await pressAll(page);
    if (depth === 0) return;
    for (const link of linksOn(page)) await read(link, depth - 1, seen);
  }

  async function pressAll(page: Page): Promise<void> {
    for (const { action, fields, open, buttons: pressed } of formsOn(page.text)) {
      for (const button of pressed) {
        await browser.submit(action, { ...fields, ...button });
        for (const junk of fills === true ? JUNK : []) {
          const filled = Object.fromEntries(open.map((name) => [name, junk]));
          await browser.submit(action, { ...fields, ...filled, ...button });
        }
      }
    }
  }

  return {
    async open(...urls) {
      for (const url of urls) await read(pathOf(url), DEPTH, new Set());
    },
  };
}

/** The forms of a page, before anybody changes them. */
export function formsOn(text: string): readonly FormOnPage[] {
  return [...text.matchAll(/<form([^>]*)>([\s\S]*?)<\/form>/g)].map(
    ([, attributes = "", body = ""]) => ({
      action: attributeOf(attributes, "action") ?? "",
      sendsItself: /\bdata-auto-submit\b/.test(attributes),
      fields: Object.assign({}, ...[...body.matchAll(/<input([^>]*)>/g)].map(fieldOf)) as Record<
        string,
        string
      >,
      open: [...body.matchAll(/<input([^>]*)>/g)].flatMap(openField),
      buttons: [...body.matchAll(/<button([^>]*)>/g)].map(([, button = ""]) => named(button)),
    }),
  );
}

function fieldOf([, input = ""]: RegExpMatchArray): Readonly<Record<string, string>> {
  const ticks = /^(checkbox|radio)$/.test(attributeOf(input, "type") ?? "");
  return ticks && !/\schecked\b/.test(input) ? {} : named(input);
}

/** The name of a field that a machine would fill or tick. */
const openField = ([, input = ""]: RegExpMatchArray): readonly string[] => {
  const name = attributeOf(input, "name");
  const type = attributeOf(input, "type") ?? "text";
  if (name === undefined || type === "password" || type === "hidden") return [];
  const isEmpty = (attributeOf(input, "value") ?? "") === "";
  return isEmpty || type === "checkbox" || type === "radio" ? [name] : [];
};

function named(attributes: string): Readonly<Record<string, string>> {
  const name = attributeOf(attributes, "name");
  return name === undefined ? {} : { [name]: attributeOf(attributes, "value") ?? "" };
}

function attributeOf(attributes: string, name: string): string | undefined {
  const found = new RegExp(`\\s${name}="([^"]*)"`).exec(attributes)?.[1];
  return found === undefined ? undefined : unescape(found);
}

const linksOn = (page: Page): readonly string[] =>
  [...page.text.matchAll(/<a([^>]*)>/g)]
    .map(([, attributes = ""]) => attributeOf(attributes, "href") ?? "")
    .filter((href) => href.startsWith("/"));

const ENTITIES: Readonly<Record<string, string>> = {
  "&quot;": '"',
  "&#39;": "'",
  "&lt;": "<",
  "&gt;": ">",
  "&amp;": "&",
};

const unescape = (text: string): string =>
  text.replace(/&(?:quot|#39|lt|gt|amp);/g, (entity) => ENTITIES[entity] ?? entity);

const pathOf = (url: string): string => {
  const { pathname, search } = new URL(url);
  return pathname + search;
};
