import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { folder, runCli } from "./tools.ts";

function desk() {
  const cwd = folder();
  mkdirSync(join(cwd, "words"));
  return {
    cwd,
    write(name: string, text: string): string {
      const file = join(cwd, "words", name);
      writeFileSync(file, text);
      return file;
    },
    cli: (...args: readonly string[]) => runCli(args, { cwd }),
  };
}

describe.concurrent("postern words", () => {
  test("prints all texts as JSON, which can be used as they are", async () => {
    const { write, cli } = desk();
    const { code, out, json } = await cli("words", "export");
    expect(code).toBe(0);
    expect(json()["login"]).toMatchObject({ loggedInAs: "You are logged in as {email}." });
    const checked = await cli("words", "check", write("nl.json", out));
    expect(checked.out).toMatch(/nl\.json: ([\d,]+) texts of \1$/m);
  });

  test("prints the texts of one part, or says which parts there are", async () => {
    const { cli } = desk();
    const { json } = await cli("words", "export", "nl", "--only", "sessions");
    expect(Object.keys(json())).toEqual(["sessions"]);
    const unknown = await cli("words", "export", "nl", "--only", "session");
    expect(unknown.code).toBe(1);
    expect(unknown.err).toMatch(/There is no part session\. There are .*sessions, /);
    expect((await cli("words", "export", "nl_NL")).err).toMatch(
      /nl_NL: give the tag of a language, like de/,
    );
  });

  test("says what is wrong with a file, with line and key", async () => {
    const { write, cli } = desk();
    const file = write(
      "nl.json",
      `{
  "login": {
    "loggedInAs": "Je bent ingelogd.",
    "continueTo": "Verder naar {site}",
    "titel": "Inloggen",
    "title": "Inloggen",
    "title": ["Inloggen"]
  },
  "alarm": { "mail": { "refusedBy": { "one": "{domain}, 1 mail" } } },
  "logn": {}
}`,
    );
    const { code, out, err } = await cli("words", "check", file);
    expect(code).toBe(1);
    expect(out.replaceAll(file, "nl.json").trimEnd().split("\n")).toEqual([
      'line 7 of nl.json: "title" is there twice',
      "line 3 of nl.json: login.loggedInAs: the text lacks {email}",
      "line 4 of nl.json: login.continueTo: the text lacks {app}",
      "line 4 of nl.json: login.continueTo: there is no variable {site}: this text has {app}",
      "line 5 of nl.json: login.titel: there is no such text",
      "line 6 of nl.json: login.title: give a text",
      "line 9 of nl.json: alarm.mail.refusedBy: give a text for each plural category, like { one, other }",
      "line 10 of nl.json: logn: there is no such text",
    ]);
    expect(err).toContain("1 file cannot be used.");
    const asJson = await cli("words", "check", file, "--json");
    expect(JSON.parse(asJson.out)).toMatchObject([{ language: "nl", problems: { length: 8 } }]);
  });

  test.each([
    ["is cut off", "nl.json", '{ "login": {', /line 1 of .*no JSON \(CloseBraceExpected\)/],
    ["is empty", "nl.json", "", /line 1 of .*no JSON/],
    [
      "is nested too deeply",
      "nl.json",
      "[".repeat(100_000),
      /line 1 of .*no JSON \(.*too deeply\)/,
    ],
    ["holds no texts", "nl.json", "[]", /line 1 of .*nl: give texts by their names/],
    ["is named after no language", "dutch_nl.json", "{}", /give the tag of a language/],
    ["is for the pseudo-language", "en-XA.json", "{}", /give the tag of a language/],
    ["has an empty text", "nl.json", '{ "login": { "title": " " } }', /login\.title: give a text/],
  ])("refuses a file that %s", async (_, name, text, words) => {
    const { write, cli } = desk();
    const { code, out } = await cli("words", "check", write(name, text));
    expect(out).toMatch(words);
    expect(code).toBe(1);
  });

  test("refuses a file that is not written in UTF-8, and says how a tag is usually written", async () => {
    const { cwd, write, cli } = desk();
    const file = write("de.json", "");
    writeFileSync(file, Buffer.from('{ "login": { "title": "G\xE4ste" } }', "latin1"));
    expect((await cli("words", "check", file)).out).toMatch(
      /de\.json is not written in UTF-8: save/,
    );
    expect((await cli("words", "check", write("de-ch.json", "{}"))).out).toContain(
      "write the tag as de-CH",
    );
    const config = await runCli(["config"], { cwd, environment: { POSTERN_WORDS: "words" } });
    expect(config.err).toContain("is not written in UTF-8");
  });

  test("the server refuses to start with such a file, and with a folder that has none", async () => {
    const { cwd, write } = desk();
    const config = (words: string) =>
      runCli(["config"], { cwd, environment: { POSTERN_WORDS: words } });
    expect((await config("words")).err).toMatch(/POSTERN_WORDS: .*has no file such as de\.json/);
    expect((await config("none")).err).toMatch(/POSTERN_WORDS: .*cannot be read .*ENOENT/);
    write("nl.json", '{ "login": { "titel": "Inloggen" } }');
    const refused = await config("words");
    expect(refused.err).toMatch(/POSTERN_WORDS: line 1 of .*nl\.json: login\.titel: there is no/);
    expect(refused.code).toBe(3);
    write("nl.json", '{ "login": { "title": "Inloggen" } }');
    const fine = await config("words");
    expect([fine.code, fine.err]).toEqual([0, ""]);
    expect(fine.out).toMatch(/POSTERN_WORDS +words +environment/);
  });
});
