// What spam filters say of every mail, as `npm run mail-filters` recorded it, and whether the mails are still those.

import { readFileSync, readdirSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { notesOn } from "../../src/cli/preview-notes.ts";
import { joined } from "../../src/features.ts";
import { deliveredMails, SITE } from "./delivered.ts";
import { isRight, type Judgements } from "./judgements.ts";
import { featuresOf, shapeOf } from "./mail-shape.ts";
import { samplesIn } from "./readers.ts";
import { LANGUAGES } from "./stories.ts";

const FOLDER = new URL("filters/", import.meta.url);

const recordings = readdirSync(FOLDER).map(
  (file) => JSON.parse(readFileSync(new URL(file, FOLDER), "utf8")) as Judgements,
);

const KINDS = Object.keys(joined().mails).toSorted();

test("two filters judged every kind of mail in every language", () => {
  expect(recordings.map(({ filter }) => filter)).toEqual(["rspamd", "spamassassin"]);
  for (const { mails } of recordings) {
    expect(Object.keys(mails)).toEqual(LANGUAGES);
    for (const language of LANGUAGES)
      expect(Object.keys(mails[language]!).toSorted()).toEqual(KINDS);
  }
});

describe.each(recordings)("$filter $version", ({ always, mails }) => {
  test("saw that SPF, DKIM and DMARC pass", () => {
    const good = Object.keys(always).filter((rule) => always[rule]! < 0);
    for (const proof of ["DKIM", "DMARC", "SPF"]) expect(good.join()).toContain(proof);
  });

  test.each(LANGUAGES)("gives no mail in %s more than one point", (language) => {
    const judged = Object.entries(mails[language]!);
    expect(judged.filter(([, judgement]) => !isRight(judgement))).toEqual([]);
  });
});

test("the preview of each mail whose accents rspamd counted has a note, and no English one has", async () => {
  const { mails } = recordings.find(({ filter }) => filter === "rspamd")!;
  for (const language of ["en", "ar"]) {
    const counted = KINDS.filter((kind) => "R_MIXED_CHARSET" in mails[language]![kind]!.rules);
    const previews = await samplesIn(language);
    const noted = previews.filter((mail) => notesOn(mail, SITE.appName).length > 0);
    const names = noted.map(({ name }) => name);
    expect(counted.filter((kind) => !names.includes(kind))).toEqual([]);
    // One more is noted: rspamd takes a date for more words.
    expect(new Set(noted.map(({ kind }) => kind)).size - counted.length).toBeLessThanOrEqual(1);
  }
});

describe("a recording is out of date when the layout of a mail changes", () => {
  test("and none is", async () => {
    const now: Record<string, string> = {};
    for (const [kind, { delivery }] of await deliveredMails("en"))
      now[kind] = await shapeOf(delivery);
    const stale = recordings.flatMap(({ filter, shapes }) =>
      KINDS.filter((kind) => shapes[kind] !== now[kind]).map((kind) => `${filter}, ${kind}`),
    );
    expect(stale.map((each) => `${each}: run npm run mail-filters`)).toEqual([]);
  });

  test("not when its words or its language do", async () => {
    const delivery = message({ words: "Hello", language: "en" });
    const other = message({ words: "Bonjour</p><p>tout le monde", language: "fr" });
    expect(await featuresOf(other)).toEqual(await featuresOf(delivery));
  });

  test.each<[string, Partial<Given>]>([
    ["another URL", { words: "See https://acme.example/" }],
    ["a hidden line", { words: '<span style="display:none">Hello</span>' }],
    ["an element that no mail had", { words: "<blink>Hello</blink>" }],
    ["another header", { header: "X-Mailer: Acme" }],
    ["another encoding", { encoding: "base64" }],
  ])("by %s", async (_, changed) => {
    expect(await shapeOf(message(changed))).not.toBe(await shapeOf(message({})));
  });
});

type Given = { words: string; language: string; header: string; encoding: string };

function message({
  words = "Hello",
  language = "en",
  header = "X-A: b",
  encoding = "8bit",
}: Partial<Given>) {
  const html = `<p lang="${language}">${words}</p>`;
  const body = encoding === "base64" ? Buffer.from(html).toString("base64") : html;
  const lines = [
    header,
    "MIME-Version: 1.0",
    "Content-Type: text/html; charset=utf-8",
    `Content-Transfer-Encoding: ${encoding}`,
    "",
    body,
    "",
  ];
  return { from: "a@example.com", to: [], data: Buffer.from(lines.join("\r\n")), secure: false };
}
