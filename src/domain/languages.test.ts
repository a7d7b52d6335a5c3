import { expect, test } from "vitest";
import { catalogue, translation } from "./catalogue.ts";
import { languagesOf, type OwnWords } from "./languages.ts";

const copy = catalogue({
  en: { hello: "Hello, {name}", bye: "Goodbye", mails: { one: "1 mail", other: "{count} mails" } },
  de: async () => ({
    words: {
      hello: "Hallo, {name}",
      bye: "Tschüss",
      mails: { one: "1 Mail", other: "{count} Mails" },
    },
  }),
});

const site = { language: "en", timeZone: "UTC" };

const languages = (words: OwnWords = {}) => languagesOf({ ...site, words }, { greetings: copy });

test("a language is loaded when it is first needed, and once", async () => {
  let loads = 0;
  const counted = catalogue({
    en: { bye: "Goodbye" },
    de: async () => ({ words: { bye: `Tschüss ${(loads += 1)}` } }),
  });
  const all = languagesOf(site, { counted });
  expect((await all.load("en")).words(counted).bye).toBe("Goodbye");
  expect(loads).toBe(0);
  const both = await Promise.all([all.load("de"), all.load("de")]);
  expect(both.map((german) => german.words(counted).bye)).toEqual(["Tschüss 1", "Tschüss 1"]);
});

test("a language that could not be loaded is loaded again the next time", async () => {
  let loads = 0;
  const broken = catalogue({
    en: { bye: "Goodbye" },
    de: async () => {
      loads += 1;
      if (loads === 1) throw new Error("too many open files");
      return { words: { bye: "Tschüss" } };
    },
  });
  const all = languagesOf(site, { broken });
  await expect(all.load("de")).rejects.toThrow("too many open files");
  expect((await all.load("de")).words(broken).bye).toBe("Tschüss");
});

test("an unknown language is the site's own", async () => {
  for (const tag of ["xx", "", null, undefined, "__proto__"]) {
    expect((await languages().load(tag)).tag).toBe("en");
  }
});

test("a site's own words replace Postern's one by one", async () => {
  const all = languages({
    de: { greetings: { hello: "Moin, {name}" } },
    en: { greetings: { bye: "See you" } },
  });
  const german = (await all.load("de")).words(copy);
  expect(german.hello({ name: "Ada" })).toBe("Moin, Ada");
  expect(german.bye).toBe("Tschüss");
  expect((await all.load("en")).words(copy).bye).toBe("See you");
});

test("a language that a site adds begins with the more general one, or with English", async () => {
  const all = languages({
    "de-CH": { greetings: { hello: "Grüezi, {name}" } },
    nl: { greetings: { bye: "Tot ziens" } },
  });
  expect(all.tags).toEqual(expect.arrayContaining(["en", "de-CH", "nl"]));
  const swiss = (await all.load("de-CH")).words(copy);
  expect([swiss.hello({ name: "Ada" }), swiss.bye]).toEqual(["Grüezi, Ada", "Tschüss"]);
  const dutch = (await all.load("nl")).words(copy);
  expect([dutch.hello({ name: "Ada" }), dutch.bye]).toEqual(["Hello, Ada", "Tot ziens"]);
});

test("a translation that lacks a text or a variable, or has another one, does not compile", () => {
  const whole = translation<typeof copy>();
  const texts = { bye: "Tschüss", mails: { one: "1 Mail", other: "{count} Mails" } } as const;
  whole({ ...texts, hello: "Hallo, {name}" });
  // @ts-expect-error a text is missing
  whole({ hello: "Hallo, {name}", bye: "Tschüss" });
  // @ts-expect-error a variable is missing
  whole({ ...texts, hello: "Hallo" });
  // @ts-expect-error a variable has another name
  whole({ ...texts, hello: "Hallo, {nam}" });
  // @ts-expect-error there is no such text
  whole({ ...texts, hello: "Hallo, {name}", hallo: "Hallo" });
  // @ts-expect-error there is no such variable in a plural form
  whole({ ...texts, hello: "Hallo, {name}", mails: { one: "1 {mail}", other: "{count} Mails" } });
  expect(whole({ ...texts, hello: "Hallo, {name}" }).bye).toBe("Tschüss");
});
