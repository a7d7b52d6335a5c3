import { describe, expect, test } from "vitest";
import { english, languageOf } from "../domain/language.ts";
import { mailLayout, type MailDescription } from "./mail-layout.ts";

const URL_OF_LINK = `https://acme.example/confirm/${"x".repeat(90)}`;

const MAIL: MailDescription = {
  appName: "Acme",
  support: "help@acme.example",
  subject: "Confirm your email address",
  preheader: "Your code is 48219307.",
  blocks: [
    {
      paragraph:
        "Someone, hopefully you, created an account with Acme on 22 November 2026, 14:05 (UTC+1), with Firefox on Linux.",
    },
    { action: "Confirm my address", url: URL_OF_LINK },
    { codeLabel: "Or enter this code on the page you left open", code: "48219307" },
    { small: "The code works for 60 minutes." },
    { action: "Was it not you? Remove it", url: `${URL_OF_LINK}/not-me`, kind: "plain" },
  ],
  reason: "You received this email because this address was used to create an account.",
};

const HOSTILE = `<script>1</script>\r\nX-Evil: yes`;

/** How often the part occurs. */
const times = (text: string, part: string): number => text.split(part).length - 1;

const visibleWords = (markup: string): string[] =>
  markup
    .replace(/<head>[\s\S]*<\/head>/, "")
    .replace(/<div style="display:none[\s\S]*?<\/div>/, "")
    .replace(/<[^>]+>/g, " ")
    .split(/\s+/)
    .filter((word) => word !== "");

describe("the text of a mail", () => {
  test("says the same as its HTML, word by word", () => {
    const { html, text } = mailLayout(english, MAIL);
    const spoken = text.replace(`Confirm my address:\n${URL_OF_LINK}\n`, "Confirm my address\n");
    expect(visibleWords(html)).toEqual([MAIL.appName, ...visibleWords(spoken)]);
  });

  test("leaves it to the screen to break lines, with every URL whole on its own", () => {
    const lines = mailLayout(english, MAIL).text.split("\n");
    expect(lines).toContain((MAIL.blocks[0] as { paragraph: string }).paragraph);
    expect(lines).toContain(URL_OF_LINK);
    expect(lines).toContain(`${URL_OF_LINK}/not-me`);
  });

  test("is this one", () => {
    expect(mailLayout(english, MAIL).text.replaceAll("x".repeat(90), "8Jx")).toBe(
      [
        "Confirm your email address",
        "",
        "Someone, hopefully you, created an account with Acme on 22 November 2026, 14:05 (UTC+1), with Firefox on Linux.",
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
        "You received this email because this address was used to create an account.",
        "",
      ].join("\n"),
    );
  });

  test("does without a support address", () => {
    const { text } = mailLayout(english, { ...MAIL, support: undefined });
    expect(text).toContain("\n\nAcme\nYou received this email because");
  });
});

describe("the HTML of a mail", () => {
  test("has a language, a title, both colour schemes and no tables to read out", () => {
    const { html } = mailLayout(english, MAIL);
    expect(html).toContain('<html lang="en" dir="ltr">');
    expect(html).toContain(`<title>${MAIL.subject}</title>`);
    expect(html).toContain('<meta name="color-scheme" content="light dark" />');
    expect(html.match(/<table/g)).toHaveLength(html.match(/<table\s+role="presentation"/g)!.length);
  });

  test("written from right to left has addresses and commands from left to right", () => {
    const command = { commandLabel: "Run", command: "postern doctor" };
    const blocks = [...MAIL.blocks, command];
    const { html } = mailLayout(languageOf("ar"), { ...MAIL, blocks });
    expect(html).toContain('<html lang="ar" dir="rtl">');
    expect(html).toMatch(new RegExp(`dir="ltr"[^>]*>${URL_OF_LINK}/not-me</a>`));
    expect(html).toContain('<code dir="ltr"');
    expect(html).toMatch(/<a href="mailto:help@acme.example" class="link" dir="ltr"/);
    // A space stands before the name on either side; a margin would be on one.
    expect(html).toMatch(/class="leaf"[^>]*><\/span>\u2002Acme/);
  });

  test("keeps its style in Roundcube, shows no filler, and lets long names break", () => {
    const { html } = mailLayout(english, { ...MAIL, appName: "A".repeat(60) });
    expect(html).not.toMatch(/<body[^>]*class=/);
    expect(html).not.toMatch(/\u2007|\u034f|margin-inline/);
    expect(html.match(/role="main"/g)).toHaveLength(1);
    expect(html.match(/overflow-wrap:anywhere/g)).toHaveLength(3);
  });

  test("is small, and asks nobody for anything", () => {
    const { html } = mailLayout(english, MAIL);
    expect(Buffer.byteLength(html)).toBeLessThan(8 * 1024);
    expect(html).not.toMatch(/<img|<link|<script|src=|url\(|@import/);
    expect(html.replaceAll(URL_OF_LINK, "")).not.toMatch(/https?:/);
  });

  test("gives a button that Outlook pads, and its address only in its link", () => {
    const { html } = mailLayout(english, MAIL);
    expect(times(html, `href="${URL_OF_LINK}"`)).toBe(1);
    expect(times(html, URL_OF_LINK)).toBe(1 + times(html, `${URL_OF_LINK}/not-me`));
    expect(html).toMatch(/<td\s+bgcolor="#\w+"\s+style="[^"]*mso-padding-alt:13px 26px/);
  });

  test.for([
    ["help@acme.example", "mailto:help@acme.example"],
    ["https://acme.example/help", "https://acme.example/help"],
  ])("leads to the help at %s by a link, once", ([support, href]) => {
    const blocks = [{ help: "And tell us" }];
    const ways = [
      mailLayout(english, { ...MAIL, support }),
      mailLayout(english, { ...MAIL, support, blocks }),
    ];
    for (const { html, text } of ways) {
      expect(times(html, `href="${href}"`)).toBe(1);
      expect(times(html, `>${support}</a>`)).toBe(1);
      expect(times(text, support!)).toBe(1);
    }
    expect(ways[1]!.text).toContain(`\nAnd tell us: ${support}\n`);
    const without = mailLayout(english, { ...MAIL, support: undefined, blocks });
    expect(without.html + without.text).not.toContain("And tell us");
  });
});

test.for(["en", "de", "fr", "ar"])(
  "in %s each URL in the text ends where a blank or the line does",
  (tag) => {
    const support = "https://acme.example/help";
    const { text } = mailLayout(languageOf(tag), { ...MAIL, support });
    const urls = text.match(/https:\S+/g) ?? [];
    expect(urls).toContain(support);
    expect(urls.filter((url) => !/^[!-~]+$/.test(url))).toEqual([]);
  },
);

test("a hostile value stays text in the HTML, and begins no line and no header of its own", () => {
  const blocks = [
    { paragraph: HOSTILE },
    { small: HOSTILE },
    { codeLabel: HOSTILE, code: HOSTILE },
    { commandLabel: HOSTILE, command: HOSTILE },
    { help: HOSTILE },
  ];
  const links = [{ action: HOSTILE, url: "https://acme.example/" }];
  const { html, text, subject } = mailLayout(english, {
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
