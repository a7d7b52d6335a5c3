import { describe, expect, test } from "vitest";
import { mailLayout, type MailDescription } from "./mail-layout.ts";

const URL_OF_LINK = `https://acme.example/confirm/${"x".repeat(90)}`;

const MAIL: MailDescription = {
  appName: "Acme",
  support: "help@acme.example",
  subject: "Confirm your email address for Acme",
  preheader: "Your code is 48219307.",
  blocks: [
    {
      paragraph:
        "You (or somebody) created an account with Acme on 22 November 2026, 14:05 (UTC+1), with Firefox on Linux.",
    },
    { action: "Confirm my address", url: URL_OF_LINK },
    { codeLabel: "Or enter this code on the page you left open", code: "48219307" },
    { small: "The code works for 60 minutes." },
    { action: "Was it not you? Remove it", url: `${URL_OF_LINK}/not-me`, kind: "plain" },
  ],
  reason: "this address was used to create an account",
};

const HOSTILE = `<script>1</script>\r\nX-Evil: yes`;

const visibleWords = (markup: string): string[] =>
  markup
    .replace(/<head>[\s\S]*<\/head>/, "")
    .replace(/<div style="display:none[\s\S]*?<\/div>/, "")
    .replace(/<[^>]+>/g, " ")
    .split(/\s+/)
    .filter((word) => word !== "");

describe("the text of a mail", () => {
  test("says the same as its HTML, word by word", () => {
    const { html, text } = mailLayout(MAIL);
    const spoken = text.replace("Confirm my address:", "Confirm my address");
    expect(visibleWords(html)).toEqual([MAIL.appName, ...visibleWords(spoken)]);
  });

  test("is shaped for reading: 72 columns, and every URL whole on its own line", () => {
    const lines = mailLayout(MAIL).text.split("\n");
    expect(lines).toContain(URL_OF_LINK);
    expect(lines).toContain(`${URL_OF_LINK}/not-me`);
    const others = lines.filter((line) => !line.startsWith("https:"));
    expect(Math.max(...others.map((line) => line.length))).toBeLessThanOrEqual(72);
  });

  test("is this one", () => {
    expect(mailLayout(MAIL).text.replaceAll("x".repeat(90), "8Jx")).toBe(
      [
        "Confirm your email address for Acme",
        "",
        "You (or somebody) created an account with Acme on 22 November 2026,",
        "14:05 (UTC+1), with Firefox on Linux.",
        "",
        "Confirm my address:",
        "https://acme.example/confirm/8Jx",
        "",
        "Or enter this code on the page you left open: 48219307",
        "",
        "The code works for 60 minutes.",
        "",
        "Was it not you? Remove it:",
        "https://acme.example/confirm/8Jx/not-me",
        "",
        "Acme · help@acme.example",
        "You get this because this address was used to create an account.",
        "",
      ].join("\n"),
    );
  });

  test("does without a support address", () => {
    const { text } = mailLayout({ ...MAIL, support: undefined });
    expect(text).toContain("\n\nAcme\nYou get this because");
  });
});

describe("the HTML of a mail", () => {
  test("has a language, a title, both colour schemes and no tables to read out", () => {
    const { html } = mailLayout(MAIL);
    expect(html).toContain('<html lang="en" dir="ltr">');
    expect(html).toContain(`<title>${MAIL.subject}</title>`);
    expect(html).toContain('<meta name="color-scheme" content="light dark" />');
    expect(html.match(/<table/g)).toHaveLength(html.match(/<table\s+role="presentation"/g)!.length);
  });

  test("keeps its style in Roundcube, shows no filler, and lets long names break", () => {
    const { html } = mailLayout({ ...MAIL, appName: "A".repeat(60) });
    expect(html).not.toMatch(/<body[^>]*class=/);
    expect(html).not.toMatch(/\u2007|\u034f|margin-inline/);
    expect(html.match(/role="main"/g)).toHaveLength(1);
    expect(html.match(/overflow-wrap:anywhere/g)).toHaveLength(3);
  });

  test("is small, and asks nobody for anything", () => {
    const { html } = mailLayout(MAIL);
    expect(Buffer.byteLength(html)).toBeLessThan(8 * 1024);
    expect(html).not.toMatch(/<img|<link|<script|src=|url\(|@import/);
    expect(html.replaceAll(URL_OF_LINK, "")).not.toMatch(/https?:/);
  });

  test("gives the link as a button and bare, for whoever has to copy it", () => {
    const { html } = mailLayout(MAIL);
    expect(html.split(`href="${URL_OF_LINK}"`)).toHaveLength(3);
    expect(html).toContain(`>${URL_OF_LINK}</a>`);
  });
});

test("a hostile value stays text in the HTML, and begins no line and no header of its own", () => {
  const blocks = [
    { paragraph: HOSTILE },
    { small: HOSTILE },
    { codeLabel: HOSTILE, code: HOSTILE },
  ];
  const links = [{ action: HOSTILE, url: "https://acme.example/" }];
  const { html, text, subject } = mailLayout({
    appName: HOSTILE,
    support: HOSTILE,
    subject: HOSTILE,
    preheader: HOSTILE,
    blocks: [...blocks, ...links],
    reason: HOSTILE,
  });
  expect(html).not.toContain("<script>");
  expect(text).not.toMatch(/^X-Evil/m);
  expect(subject).not.toContain("\n");
});
