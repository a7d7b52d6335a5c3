// The whole site in the pseudo-language, where text that comes from no catalogue has no accents, and below a base path, where
// every address has it.

import { afterAll, beforeAll, expect, test } from "vitest";
import type { Environment } from "../../src/server/config-types.ts";
import { screenless } from "../browser/screenless.ts";
import type { State } from "../browser/scene.ts";
import { startHost, startSite, type Site } from "../browser/site.ts";
import { fieldsStates } from "../browser/states-of-fields.ts";
import { links } from "../browser/states-of-links.ts";
import { passkeys } from "../browser/states-of-passkeys.ts";
import { lostFactors } from "../browser/states-of-lost-factors.ts";
import { termsStates } from "../browser/states-of-terms.ts";
import { trouble } from "../browser/states-of-trouble.ts";
import { twoStepStates } from "../browser/states-of-two-steps.ts";
import { users } from "../browser/states-of-users.ts";
import { waiting } from "../browser/states-of-waiting.ts";
import { outOfPseudo } from "./out-of-pseudo.ts";
import { textsOf, unsaid } from "./unsaid.ts";

const PSEUDO: Environment = {
  POSTERN_LANGUAGE: "en-XA",
  POSTERN_BASE_PATH: "/auth",
  POSTERN_SUPPORT: "help@postern.example",
  POSTERN_PRIVACY_URL: "https://postern.example/privacy",
  POSTERN_TERMS_URL: "https://postern.example/terms",
};

let shared: Site | undefined;
beforeAll(async () => {
  shared = await startSite({ ...PSEUDO, POSTERN_FIRST_CONTACTS: "1000000" });
});
afterAll(() => shared?.[Symbol.asyncDispose]());

test.each([
  ["Log in", "Login"],
  ["[Ļöğ~~ îñ~] Acme, ada@example.com", ""],
  ["[Ļöğ~~ in]", "in"],
  ["[Ļöğ~~] îñ~", "îñ"],
])("of %j %j is in no catalogue", (text, found) => {
  expect(unsaid(text)).toBe(found);
});

test("attributes that people hear are looked at, and what is not for people is not", () => {
  const html = `<a href="/x" aria-label="Log in" class="button"><svg>x</svg>y <strong>z</strong></a>`;
  expect(textsOf(html)).toEqual(["y z", "Log in"]);
});

for (const [number, state] of [
  ...waiting,
  ...links,
  ...users,
  ...twoStepStates,
  ...passkeys,
  ...lostFactors,
  ...trouble,
  ...termsStates,
  ...fieldsStates,
].entries()) {
  test(`${state.name} says nothing that is not in a catalogue, and leads nowhere outside its base path`, async () => {
    await using own = await ownSite(state);
    const site = own ?? shared;
    if (site === undefined) throw new Error("No site was started.");
    site.sql("DELETE FROM limits");
    const { device, answers } = screenless(site, outOfPseudo);
    await state.come({ site, device, email: `person-${number}@example.com` });
    await device.sees(state.heading);
    const pages = answers.filter((answer) => answer.startsWith("<!doctype html>"));
    expect(pages.length).toBeGreaterThan(0);
    for (const page of pages) {
      expect(page).toContain('<html lang="en-XA" dir="ltr" data-base="/auth">');
      expect(textsOf(page).filter((text) => unsaid(text) !== "")).toEqual([]);
      expect(addressesOf(page).filter((address) => !isBelow(site.url, address))).toEqual([]);
    }
  });
}

async function ownSite({ environment, host }: State): Promise<Site | undefined> {
  if (host !== undefined) return startHost({ language: "en-XA", basePath: "/auth", ...host });
  return environment && startSite({ ...PSEUDO, ...environment });
}

/** Whatever a page leads to, sends to or asks. */
const addressesOf = (page: string): readonly string[] =>
  [...page.matchAll(/\s(?!value)[\w-]+="((?:\/|https?:)[^"]*)"/g)].map(
    ([, address = ""]) => address,
  );

/** Below the base path, or an address that the site was given as a whole: the home page of its host, and others' sites. */
function isBelow(url: string, address: string): boolean {
  const { origin, pathname } = new URL(url);
  // What a state names as \`next\` is a page of the host.
  if ([`${origin}/`, `${origin}/profile`].includes(address)) return true;
  const there = new URL(address, origin);
  return there.origin !== origin || `${there.pathname}/`.startsWith(`${pathname}/`);
}
