// `postern mail preview`: the folder that it writes, and what it refuses.

import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, test } from "vitest";
import { LANGUAGES } from "../../src/domain/language.ts";
import { joined } from "../../src/features.ts";
import { folder, runCli } from "./tools.ts";

type Preview = {
  readonly name: string;
  readonly kind: string;
  readonly language: string;
  readonly subject: string;
} & Readonly<Record<"page" | "light" | "dark" | "text", string>>;

const TOY = resolve(import.meta.dirname, "../architecture/toy-feature/postern.config.ts");

const ELSEWHERE = /^(?:\w+:)?\/\//;

/** What a file loads: everything in `src`, `url(…)` and `<link>`. */
const loads = (html: string): readonly string[] =>
  [...html.matchAll(/\bsrc="([^"]*)"|url\(([^)]*)\)|<link[^>]*href="([^"]*)"/g)].map(
    ([, ...found]) => found.join(""),
  );

async function previewed(args: readonly string[] = [], environment = {}) {
  const cwd = folder();
  const ran = await runCli(["mail", "preview", "out", "--json", ...args], { cwd, environment });
  const { previews, index } = ran.json() as { previews: readonly Preview[]; index: string };
  const read = (file: string): string => readFileSync(join(cwd, file), "utf8");
  return { cwd, ran, index, previews, read };
}

describe.concurrent("postern mail preview", () => {
  test("writes every kind in every language, and nothing in it comes from elsewhere", async () => {
    const { previews, read, index } = await previewed([], { POSTERN_APP_NAME: "Acme" });
    const seen = (part: "kind" | "language"): readonly string[] =>
      [...new Set(previews.map((each) => each[part]))].toSorted();
    expect(seen("kind")).toEqual(Object.keys(joined().mails).toSorted());
    expect(seen("language")).toEqual(LANGUAGES.toSorted());
    for (const { name, language, subject, page, light, dark, text } of previews) {
      expect(read(index)).toContain(`href="${language}/${name}.html"`);
      const files = [page, light, dark, text].map(read);
      expect([name, files.join().match(/undefined|NaN|Invalid|\[object/)]).toEqual([name, null]);
      expect(files.flatMap(loads).filter((url) => ELSEWHERE.test(url))).toEqual([]);
      expect(subject).not.toBe("");
      expect(files[3]!.length).toBeGreaterThan(100);
    }
    expect(read("out/en/confirm.txt")).toContain("Acme");
  });

  test("has a note where rspamd takes accents for another alphabet", async () => {
    const noted = async (name: string, language: string) => {
      const args = ["--kind", "reset", "--language", language];
      const { previews, read, ran } = await previewed(args, { POSTERN_APP_NAME: name });
      const [{ notes, page }] = previews as [Preview & { notes: readonly string[] }];
      for (const note of notes) expect(read(page)).toContain(note.slice(0, 30));
      expect(ran.code).toBe(0);
      return notes;
    };
    const note = "rspamd may count the accents in the subject as spam (R_MIXED_CHARSET): Müller";
    expect(await noted("Müller", "en")).toEqual([note]);
    expect(await noted("Müller", "de")).toEqual([]);
    expect(await noted("Acme", "en")).toEqual([]);
  });

  test("shows light and dark whatever the viewer prefers", async () => {
    const { read } = await previewed(["--kind", "reset", "--language", "en"]);
    expect(read("out/en/reset.light.html")).toContain("@media (max-width: 0)");
    expect(read("out/en/reset.dark.html")).toContain("@media (min-width: 0)");
    expect(read("out/en/reset.dark.html")).not.toContain("prefers-color-scheme");
  });

  test("a code stands where the mail has one, and ends the text as it does in the mail", async () => {
    const { read } = await previewed(["--language", "en"]);
    expect(read("out/en/confirm.txt").trimEnd()).toMatch(/@localhost #\d{8}$/);
    expect(read("out/en/reset.txt")).not.toContain("#");
  });

  test("the mails of a site's own features are there too", async () => {
    const { previews } = await previewed(["--config", TOY, "--kind", "newsletter"]);
    expect(previews.map(({ name }) => name)).toEqual(LANGUAGES.map(() => "newsletter"));
  });

  test("says where to look", async () => {
    const cwd = folder();
    const ran = await runCli(["mail", "preview", "out", "--kind", "reset", "--language", "en"], {
      cwd,
    });
    expect(ran).toMatchObject({ code: 0, out: "out/index.html\n" });
    expect(ran.err).toBe("1 mail with sample data. Open this page in a browser:\n");
  });

  test("a folder that exists is only written to if that is meant, and what else is in it stays", async () => {
    const cwd = folder();
    mkdirSync(join(cwd, "out"));
    writeFileSync(join(cwd, "out/notes.txt"), "mine");
    const refused = await runCli(["mail", "preview", "out"], { cwd });
    expect(refused).toMatchObject({
      code: 1,
      err: "postern: out already exists. Name another folder, or write into this one with --force.\n",
    });
    expect(existsSync(join(cwd, "out/index.html"))).toBe(false);
    expect((await runCli(["mail", "preview", "out", "--force"], { cwd })).code).toBe(0);
    expect(readFileSync(join(cwd, "out/notes.txt"), "utf8")).toBe("mine");
    expect(existsSync(join(cwd, "out/index.html"))).toBe(true);
  });

  test.each([
    [["--kind", "toString"], "unknown-kind", 'There is no kind of mail "toString".'],
    [["--language", "tlh"], "unknown-language", 'There is no language "tlh".'],
  ])("%j is refused, and what there is is named", async (args, reason, words) => {
    const { ran, cwd } = await previewed(args);
    expect(ran.code).toBe(2);
    expect(ran.json()).toMatchObject({ error: { reason } });
    expect(ran.err).toContain(words);
    expect(ran.err).toMatch(/There are: (?:confirm|en), /);
    expect(existsSync(join(cwd, "out"))).toBe(false);
  });

  test("a folder that cannot be made is named", async () => {
    const cwd = folder();
    writeFileSync(join(cwd, "file"), "");
    const ran = await runCli(["mail", "preview", "file/out"], { cwd });
    expect(ran).toMatchObject({ code: 1 });
    expect(ran.err).toContain("file/out cannot be written because its path leads through a file");
  });
});
