// A site's own words, as an option of the library.

import { expect, test } from "vitest";
import { OptionsError } from "../../src/index.ts";
import { testPostern } from "../../src/testing/index.ts";

test("a site changes single texts, and adds a language of its own", async () => {
  await using app = await testPostern({
    language: "nl",
    words: {
      en: { login: { title: "Come in" } },
      nl: {
        pages: { mailSubject: "{news} bij {app}" },
        confirmation: { mail: { subject: "Bevestig" } },
      },
    },
  });
  const { text } = await app.browser().open("/login");
  expect(text).toContain('<html lang="nl" dir="ltr">');
  expect(text).toContain("<h1>Come in</h1>");
  await app.register("ada@example.com");
  const [mail] = await app.mails();
  expect(mail?.subject).toBe("Bevestig bij Postern");
});

test.each([
  [{ de: { login: { titel: "x" } } }, "words.de.login.titel: there is no such text"],
  [{ de: { login: { loggedInAs: "Hallo" } } }, "words.de.login.loggedInAs: the text lacks {email}"],
  [{ german: {} }, "words.german: give the tag of a language, like de or pt-BR"],
  [[], "words: give texts by language, like { de: { … } }"],
  [null, "words: give texts by language, like { de: { … } }"],
])("words that cannot be used are refused at the start: %j", async (words, problem) => {
  const started = testPostern({ words: words as never });
  await expect(started).rejects.toThrow(OptionsError);
  await expect(started).rejects.toThrow(problem);
});

test("a language that nobody has written is refused, and the message names those there are", async () => {
  await expect(testPostern({ language: "nl" })).rejects.toThrow(
    /language: give one of en, .*not "nl"/,
  );
  await expect(testPostern({ language: "nl", words: { sv: {} } })).rejects.toThrow(
    /, sv, not "nl"/,
  );
});
