// A device without a screen: reaches the states of the site without a browser, in any language.

import { browserOf, type Page } from "../../src/testing/browser.ts";
import type { Device } from "./chromium.ts";
import type { Site } from "./site.ts";

export type Screenless = {
  readonly device: Device;
  /** Every page and every other text that was answered, as it was sent. */
  readonly answers: string[];
};

const ENTITIES = { amp: "&", lt: "<", gt: ">", quot: '"', "#39": "'" } as const;

export const decoded = (text: string): string =>
  text.replace(/&(amp|lt|gt|quot|#39);/g, (_, name: keyof typeof ENTITIES) => ENTITIES[name]);

/** Reads pages like a person who knows things by their names: those that `reads` makes from the page's text. */
export function screenless(site: Site, reads: (text: string) => string): Screenless {
  const answers: string[] = [];
  const browser = browserOf(async (request) => {
    const response = await fetch(request, { redirect: "manual" });
    answers.push(await response.clone().text());
    return response;
  }, site.url);
  let html = "";
  let place = "/";
  const home = new URL(site.url).origin;
  let origin = home;
  let typed = new Map<string, string>();

  const said = (markup: string): string =>
    reads(decoded(markup.replace(/<[^>]*>/g, "")))
      .replace(/\s+/g, " ")
      .trim();
  function arrived(page: Page): void {
    html = page.text;
    place = page.path;
    typed = new Map();
  }
  async function sends(form: string, extra: Readonly<Record<string, string>> = {}): Promise<void> {
    const fields: Record<string, string> = {};
    for (const [, tag = ""] of form.matchAll(/<input([^>]*)>/g)) {
      const { name, value = "", type } = attributesOf(tag);
      if (name !== undefined && type !== "checkbox") fields[name] = typed.get(name) ?? value;
    }
    const { action = "" } = attributesOf(/<form([^>]*)>/.exec(form)?.[1] ?? "");
    const sent = { ...fields, ...extra };
    if (origin === home) return arrived(await browser.submit(action, sent));
    const headers = { accept: "text/html", origin };
    const body = new URLSearchParams(sent);
    const to = origin === "null" ? action : new URL(action, origin).href;
    html = await (await browser.request(to, { method: "POST", headers, body })).text();
  }
  async function opens(path: string): Promise<void> {
    origin = new URL(path, site.url).origin;
    arrived(await browser.open(path));
    const form = /<form[^>]*data-auto-submit[^]*?<\/form>/.exec(html)?.[0];
    if (form !== undefined) await sends(form);
  }
  function finds<Found>(what: string, found: Found | undefined): Found {
    if (found === undefined) throw new Error(`There is no ${what} on this page:\n${said(html)}`);
    return found;
  }

  const page = {
    context: () => ({
      clearCookies: async () => browser.jar.clear(),
      addCookies: async (cookies: readonly { name: string; value: string }[]) => {
        for (const { name, value } of cookies) browser.jar.set(name, value);
      },
    }),
    goto: async (path: string) => {
      if (path !== "about:blank") arrived(await browser.open(path));
    },
    setContent: async (markup: string) => {
      html = markup;
      origin = "null";
    },
    route: async () => undefined,
    locator: () => ({ waitFor: async () => undefined }),
  };
  const device: Device = {
    page: page as unknown as Device["page"],
    opens,
    async types(label, text) {
      const labels = [...html.matchAll(/<label for="([^"]+)">([^]*?)<\/label>/g)];
      const [, name] = finds(
        label,
        labels.find(([, , words = ""]) => said(words) === label),
      );
      typed.set(name!, text);
    },
    async presses(name) {
      const all = [...html.matchAll(/<(a|button)\b([^>]*)>([^]*?)<\/\1>/g)];
      const pressed = finds(
        name,
        all.findLast(([, , , words = ""]) => said(words) === name),
      );
      const { href, name: field, value = "" } = attributesOf(pressed[2] ?? "");
      if (href !== undefined) return opens(href);
      const start = html.lastIndexOf("<form", pressed.index);
      const form = html.slice(start, html.indexOf("</form>", pressed.index));
      return sends(form, field === undefined ? {} : { [field]: value });
    },
    async unfolds() {},
    async sees(heading) {
      finds(heading, said(/<h1>([^]*?)<\/h1>/.exec(html)?.[1] ?? "") === heading || undefined);
    },
    async reads(text) {
      // A person sees what a script would update by opening the page again.
      for (let looks = 0; looks < 100 && !said(html).includes(text); looks += 1) {
        await new Promise((resolve) => setTimeout(resolve, 20));
        if (html.includes('data-part="news"')) arrived(await browser.open(place));
      }
      finds(text, said(html).includes(text) || undefined);
    },
    async [Symbol.asyncDispose]() {},
  };
  return { device, answers };
}

function attributesOf(tag: string): Partial<Record<string, string>> {
  const found = [...tag.matchAll(/([\w-]+)="([^"]*)"/g)];
  return Object.fromEntries(found.map(([, name = "", value = ""]) => [name, decoded(value)]));
}
