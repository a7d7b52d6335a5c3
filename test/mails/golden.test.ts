// The text of every kind of mail, as people read it. After an intended change: vitest run -u.

import { describe, expect, test } from "vitest";
import type { CapturedMail } from "../../src/adapters/captured-mailbox.ts";
import { joined } from "../../src/features.ts";
import { testPostern } from "../../src/testing/test-postern.ts";
import { EMAIL, INSTALLATION, STORIES } from "./stories.ts";

/** What changes with every key and row is not part of the wording. */
const readable = ({ to, subject, text, code }: CapturedMail): string =>
  `To: ${to}\nSubject: ${subject}\n\n${text}`
    .replace(
      /(\/(?:confirm|reset|keep|change-email|stop|undo|lift|lock|lose-factor|keep-factor)\/)[\w-]+\.[\w-]+\.[\w-]+/g,
      "$1{link}",
    )
    .replaceAll(code ?? "no code", "{code}");

test("every kind of mail has its story", () => {
  expect(Object.keys(STORIES).toSorted()).toEqual(Object.keys(joined().mails).toSorted());
});

describe("the words of every mail", () => {
  test.for(Object.keys(STORIES))("%s", async (kind) => {
    await using app = await testPostern(INSTALLATION);
    const mail = await STORIES[kind]!(app);
    expect(mail.kind).toBe(kind);
    await expect(readable(mail)).toMatchFileSnapshot(`golden/${kind}.txt`);
  });
});

describe("what holds for every mail", () => {
  test.for(Object.keys(STORIES))("%s", async (kind) => {
    await using app = await testPostern({
      ...INSTALLATION,
      termsUrl: "https://acme.example/terms",
    });
    const mail = await STORIES[kind]!(app);
    // One part for people and one for programs, with the same links and no stranger's words.
    for (const link of mail.links) {
      expect(new URL(link).origin).toBe("https://acme.example");
      expect(mail.text).toContain(link);
      expect(mail.html).toContain(`"${link}"`);
    }
    expect(mail.subject).not.toMatch(/[\r\n]/);
    expect(mail.text.endsWith("\n")).toBe(true);
    expect(mail.text).toContain("You received this email because");
    expect(mail.text.split("help@acme.example")).toHaveLength(2);
    expect(mail.html.split('href="mailto:help@acme.example"')).toHaveLength(2);
    expect(mail.html).not.toMatch(/<(?:img|script|link|iframe)\b|url\(/i);
    // What it is about comes first, the name after it.
    const [news] = mail.text.split("\n");
    expect(mail.subject).toBe(`${news} – Acme`);
    expect(news).not.toContain("Acme");
    // Nothing after a command on its line.
    expect(mail.text).not.toMatch(/postern [a-z]+.*[^a-z\n]$/m);
    // A paragraph is one line; what people copy has its own line below its label.
    for (const paragraph of mail.text.trimEnd().split("\n\n"))
      expect(paragraph).toMatch(/^.+$|^.+:\n(?:https:|postern )\S.*$|^Acme.*\nYou received .+$/);
  });
});

test("not one byte of a mail to an unproven address was chosen by whoever asked for it", async () => {
  await using app = await testPostern();
  const marker = "zzqmarkerqzz";
  const browser = app.browser({ userAgent: `Mozilla/5.0 ${marker} Firefox/145.0` });
  await browser.submit("/register", {
    email: EMAIL,
    password: `${marker} and a plum tree`,
    next: `/${marker}`,
  });
  const { text, html, subject } = await app.mailTo(EMAIL);
  expect(`${subject}${text}${html}`).not.toContain(marker);
});
