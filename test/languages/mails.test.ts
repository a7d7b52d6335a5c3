// Every mail in the pseudo-language, and the language that a mail keeps.

import { DatabaseSync } from "node:sqlite";
import { describe, expect, test } from "vitest";
import { capturedMailbox } from "../../src/adapters/captured-mailbox.ts";
import type { HandOver, Mailer } from "../../src/ports/mailer.ts";
import { PASSWORD, testPostern } from "../../src/testing/test-postern.ts";
import { EMAIL, INSTALLATION, STORIES } from "../mails/stories.ts";
import { outOfPseudo } from "./out-of-pseudo.ts";
import { textsOf, unsaid } from "./unsaid.ts";

describe("a mail says nothing that is not in a catalogue", () => {
  test.for(Object.keys(STORIES))("%s", async (kind) => {
    await using english = await testPostern(INSTALLATION);
    await using pseudo = await testPostern({ ...INSTALLATION, language: "en-XA" });
    const mail = await STORIES[kind]!(pseudo);
    const { subject, text } = await STORIES[kind]!(english);
    expect(unsaid(mail.subject)).toBe("");
    expect(mail.text.split("\n").filter((line) => unsaid(line) !== "")).toEqual([]);
    expect(textsOf(mail.html).filter((each) => unsaid(each) !== "")).toEqual([]);
    expect(mail.html.match(/lang="en-XA" dir="ltr"/g)).toHaveLength(2);
    // The same text, with the same links and codes in it.
    expect([mail.subject, mail.text].map(outOfPseudo)).toEqual([subject, text]);
  });
});

/** A mail server that is busy at first. */
function busyMailbox(): Mailer & Pick<ReturnType<typeof capturedMailbox>, "list"> {
  const mailbox = capturedMailbox();
  let tries = 0;
  return {
    ...mailbox,
    async send(message): Promise<HandOver> {
      tries += 1;
      await mailbox.send(message);
      if (tries > 1) return { ok: true, answer: "250 OK" };
      return { ok: false, fault: "passing", answer: "451 later" };
    },
  };
}

/** A mail that is tried twice: by a site in the pseudo-language, and then by one in English. */
async function triedTwice(between: (database: DatabaseSync) => void) {
  const database = new DatabaseSync(":memory:");
  const mailer = busyMailbox();
  const site = await testPostern({ database, mailer, language: "en-XA" });
  await site.browser().submit("/register", { email: EMAIL, password: PASSWORD });
  await site.postern.deliver();
  between(database);
  await using later = await testPostern({ database, mailer });
  later.clock.forward("1 minute");
  await later.postern.deliver();
  const [second, first] = await mailer.list();
  return { first: first!, second: second! };
}

test("a mail keeps the language of its first try, whatever the site is set to by the next", async () => {
  const { first, second } = await triedTwice(() => undefined);
  expect([second.subject, second.text]).toEqual([first.subject, first.text]);
  expect(second.subject).toMatch(/^\[/);
});

test.each([
  ["of an older version", "NULL"],
  ["in a language that only a newer version has", "'tlh'"],
])("a mail %s is in the language of the site", async (_, language) => {
  const { second } = await triedTwice((database) =>
    database.exec(`UPDATE mails SET language = ${language}`),
  );
  expect(second.subject).toBe("Confirm your email address – Postern");
});
