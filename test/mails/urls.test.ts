// How often a mail says each of its URLs: spam filters count, and rspamd takes an odd number for a sign of spam (URI_COUNT_ODD).

import { expect, test } from "vitest";
import { LANGUAGES } from "../../src/domain/language.ts";
import { joined } from "../../src/features.ts";
import { mailPreviews } from "../../src/outbox/previews.ts";
import { testPostern } from "../../src/testing/test-postern.ts";
import { INSTALLATION } from "./stories.ts";

const URLS = /https?:[^\s"<>\]\u2066-\u2069]+/g;

const LINK = /<a href="(https?:[^"]+)"[^>]*>([^<]*)<\/a>/g;

test.for(LANGUAGES)(
  "every mail in %s says each URL once in its text and once in its HTML",
  async (language) => {
    await using app = await testPostern({ ...INSTALLATION, support: "https://acme.example/help" });
    const previews = mailPreviews({ ...app.postern.context, mails: joined().mails });
    expect(previews.samples().length).toBeGreaterThanOrEqual(Object.keys(joined().mails).length);
    for (const { name } of previews.samples()) {
      const { text, html } = (await previews.of(language, name))!;
      const said = text.match(URLS) ?? [];
      expect([name, said]).toEqual([name, [...new Set(said)]]);
      const links = [...html.matchAll(LINK)];
      expect([name, links.map(([, url]) => url)]).toEqual([name, said]);
      // A URL that is shown is the beginning of its own link, where filters do not count it again.
      for (const [, url, shown = ""] of links)
        if (shown.startsWith("http")) expect([name, shown]).toEqual([name, url]);
      expect([name, html.replaceAll(LINK, "").match(URLS)]).toEqual([name, null]);
    }
  },
);
