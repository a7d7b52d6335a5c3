// Pages in languages other than English: nothing is a barrier, scrolls sideways or is more than a page may be.

import { describe, expect, test } from "vitest";
import { barriersOf, barriersOfWords, WCAG } from "./axe.ts";
import { chromiumForThisFile } from "./chromium.ts";
import { asksForReset, confirmed, opensFromElsewhere, registered, type Scene } from "./scene.ts";
import { startHost, startSite, type Site } from "./site.ts";
import { changesFields, FIELDS } from "./states-of-fields.ts";
import { as, comesAsStaff, registers } from "./states-of-console.ts";
import { asked, TERMS } from "./states-of-terms.ts";

const devices = chromiumForThisFile();

/** Sends the form as it is, which has to be filled in. */
const refused = async (scene: Scene, path: string): Promise<void> => {
  await scene.device.opens(path);
  await scene.device.page.locator("main form .primary").first().click();
  await scene.device.page.locator(".error-summary").waitFor();
};

const user = (path: string) => async (scene: Scene) => {
  await confirmed(scene);
  await scene.device.opens(path);
};

const PAGES: Readonly<Record<string, (scene: Scene) => Promise<unknown>>> = {
  registering: (scene) => refused(scene, "/register"),
  waiting: async (scene) => {
    await registered(scene);
    await scene.device.opens("/unconfirmed");
  },
  "a link opened elsewhere": opensFromElsewhere,
  "logging in": (scene) => refused(scene, "/login"),
  profile: user("/profile"),
  devices: user("/profile/sessions"),
  passkeys: user("/profile/passkeys"),
  "one's data": user("/profile/data"),
  deletion: user("/profile/delete"),
  reset: async (scene) => scene.device.opens((await asksForReset(scene)).link),
  "not found": ({ device }) => device.opens("/nowhere"),
  console: as("viewer", "/admin"),
  "the list of users": as("admin", "/admin/users"),
  outbox: as("admin", "/admin/outbox"),
  "audit log": as("admin", "/admin/audit"),
  "one user": async (scene) => {
    await comesAsStaff(scene, "admin");
    await scene.device.opens(await registers(scene, "amy@example.com"));
  },
};

/** The same on a site that has terms. */
const PAGES_WITH_TERMS: typeof PAGES = {
  "registering with terms": (scene) => refused(scene, "/register"),
  terms: async (scene) => {
    await asked(scene);
    await scene.device.page.locator("main form .primary").first().click();
    await scene.device.page.locator(".error-summary").waitFor();
  },
};

/** On a host with extra fields, whose words are in its own language. */
const PAGES_WITH_FIELDS: typeof PAGES = {
  "registering with fields": (scene) => refused(scene, "/register"),
  fields: async (scene) => {
    await changesFields(scene);
    await scene.device.page.locator("#fields\\.name").fill("Z");
    await scene.device.page.locator("main form .primary").first().click();
    await scene.device.page.locator(".error-summary").waitFor();
  },
};

/** How many bytes of markup and style there are beyond 15 kilobytes, 600 for each row of a list, and 120 for each choice. */
function bytesBeyond(html: string): number {
  const markup = html.replace(/<script[^>]*>[\s\S]*?<\/script>/g, "");
  const rows = markup.match(/<tr role="row">/g)?.length ?? 0;
  const choices = markup.match(/<option/g)?.length ?? 0;
  return Math.max(0, Buffer.byteLength(markup) - 15 * 1024 - rows * 600 - choices * 120);
}

/** The pseudo-language, whose words are longer than any. */
const LONGEST = "en-XA";

describe.each(["de", "fr", "ar", LONGEST])("%s", (language) => {
  test("has no barriers, light and dark, wide and narrow", async () => {
    const environment = {
      POSTERN_LANGUAGE: language,
      POSTERN_FIRST_CONTACTS: "1000000",
      POSTERN_SUPPORT: "help@postern.example",
    };
    await using site = await startSite(environment);
    await using withTerms = await startSite({ ...environment, ...TERMS });
    await using withFields = await startHost({ ...FIELDS, language, firstContacts: 1_000_000 });
    await looksAt(site, PAGES);
    await looksAt(withFields, PAGES_WITH_FIELDS);
    await looksAt(withTerms, PAGES_WITH_TERMS);

    async function looksAt(opened: Site, pages: typeof PAGES): Promise<void> {
      await using device = await devices.device(opened);
      for (const [number, [name, come]] of Object.entries(pages).entries()) {
        opened.sql("DELETE FROM limits");
        await device.page.context().clearCookies();
        await come({ site: opened, device, email: `person-${number}@example.com` });
        const barriers = await (language === LONGEST
          ? barriersOf(device.page, WCAG)
          : barriersOfWords(device.page));
        expect([name, barriers]).toEqual([name, []]);
        expect(await device.page.locator("html").getAttribute("lang")).toBe(language);
        const html = await (await device.page.request.get(device.page.url())).text();
        expect([name, bytesBeyond(html)]).toEqual([name, 0]);
      }
    }
  });
});
