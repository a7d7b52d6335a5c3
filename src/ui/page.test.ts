import { expect, test } from "vitest";
import { standardBrand } from "../domain/brand.ts";
import { english } from "../domain/language.ts";
import { lookOf } from "./look.ts";
import { html } from "./markup.ts";
import { page, type PageProps, type Site, type Visitor } from "./page.ts";
import { baseScript, contentHash, scriptHashes, waitingScript } from "./script.ts";

const look = lookOf(standardBrand, "Acme");

const SITE: Site = { appName: "Acme", look, mayRegister: true };

const ADA: Visitor = {
  state: "confirmed",
  email: "ada@example.com",
  admin: false,
  formToken: "the-token",
};

const shown = (props: Partial<PageProps> = {}, site: Site = SITE): string =>
  page(english, site, {
    title: "Log in",
    visitor: { state: "anonymous" },
    body: html`<p>Body</p>`,
    ...props,
  }).toString();

const words = (markup: string): string =>
  markup
    .replace(/<(style|script)[\s\S]*?<\/\1>/g, "")
    .replace(/<[^>]+>/g, " ")
    .replace(/\s+/g, " ");

test("a page has a language, a title, one heading, and a way past the navigation", () => {
  const made = shown();
  expect(made).toMatch(/^<!doctype html>\s*<html lang="en" dir="ltr">/);
  expect(made).toContain("<title>Log in – Acme</title>");
  expect(made.match(/<h1/g)).toHaveLength(1);
  expect(made).toContain("<h1>Log in</h1>");
  expect(made).toContain('<a class="skip" href="#main">Skip to main content</a>');
  expect(made).toContain('<main id="main" tabindex="-1"');
});

test("the title says first that something is wrong, the heading does not", () => {
  const made = shown({ error: true });
  expect(made).toContain("<title>Error: Log in – Acme</title>");
  expect(made).toContain("<h1>Log in</h1>");
});

test("a heading may be longer than the title", () => {
  expect(shown({ heading: "Log in to go on" })).toContain("<h1>Log in to go on</h1>");
});

test("no line of a heading ends within a word like E-Mail, and addresses stay as they are", () => {
  const h1 = (heading: string): string => /<h1>(.*)<\/h1>/.exec(shown({ heading }))![1]!;
  expect(h1("Diese E-Mails abbestellen?")).toBe("Diese <span>E-Mails</span> abbestellen?");
  expect(h1("E-Mail-Adresse ändern")).toBe("<span>E-Mail-Adresse</span> ändern");
  expect(h1("e-mail@acme.example für Sie?")).toBe("e-mail@acme.example für Sie?");
});

test("whoever is not logged in is offered to register and to log in", () => {
  expect(words(shown())).toContain("Register Log in");
  expect(shown()).not.toContain('action="/logout"');
});

test("whoever is logged in sees the address, and logs out by a post with the token", () => {
  const made = shown({ visitor: ADA });
  expect(words(made)).toMatch(/Logged in as ada@example\.com Profile Log out/);
  expect(made).toMatch(
    /<form\s+method="post"\s+action="\/logout"[\s\S]*?name="form_token" value="the-token"/,
  );
});

test("whoever is not confirmed yet is led to the waiting page, not to the profile", () => {
  const made = shown({ visitor: { ...ADA, state: "unconfirmed" } });
  expect(made).toContain('<a href="/unconfirmed">Confirm</a>');
  expect(made).not.toContain("/profile");
});

test("help, privacy and terms are at the foot where they are set, and nowhere as empty links", () => {
  const site = {
    ...SITE,
    support: "help@acme.example",
    privacyUrl: "/privacy",
    termsUrl: "/terms",
  };
  expect(words(shown({}, site))).toContain("Get help Privacy Terms");
  expect(shown({}, site)).toContain('href="mailto:help@acme.example"');
  expect(shown({}, { ...SITE, support: "https://acme.example/help" })).toContain(
    'href="https://acme.example/help"',
  );
  expect(words(shown())).not.toContain("Get help");
});

test("the development mailbox is only spoken of where there is one", () => {
  expect(shown({}, { ...SITE, developmentMailbox: true })).toContain('href="/dev/mailbox"');
  expect(shown()).not.toContain("/dev/mailbox");
});

test("a hostile name of the application or of a visitor stays text", () => {
  const hostile = `"><script>alert(1)</script>`;
  const made = shown(
    { title: hostile, visitor: { ...ADA, email: hostile, formToken: hostile } },
    {
      ...SITE,
      appName: hostile,
      look: lookOf(standardBrand, hostile),
      support: hostile,
      privacyUrl: hostile,
      termsUrl: hostile,
    },
  );
  expect(made).not.toContain("<script>");
});

test("everything inline is exactly what the policy allows by hash, and nothing is inline besides", () => {
  const made = shown({ script: waitingScript, visitor: ADA });
  const [, style = ""] = /<style>([\s\S]*?)<\/style>/.exec(made) ?? [];
  const scripts = [...made.matchAll(/<script type="module">([\s\S]*?)<\/script>/g)];
  expect(contentHash(style)).toBe(look.styles.every.hash);
  expect(scripts.map(([, source = ""]) => contentHash(source))).toEqual([
    baseScript.hash,
    waitingScript.hash,
  ]);
  expect(scriptHashes).toEqual(expect.arrayContaining([baseScript.hash, waitingScript.hash]));
  expect(made).not.toMatch(/\sstyle=|\son[a-z]+=/);
});

test("a page asks nobody else for anything", () => {
  expect(shown()).not.toMatch(/src=|@import|url\(|https?:/);
});

test("only a page with lists has their style", () => {
  const plain = shown({ body: html`<p>Hello</p>` });
  expect(plain).not.toContain(look.styles.lists.css);
  const listed = shown({ body: html`<dl class="summary"></dl>` });
  expect(listed).toContain(`<style>${look.styles.lists.css}</style>`);
});
