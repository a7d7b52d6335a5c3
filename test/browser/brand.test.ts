// Two brands in every look: nobody is kept out, the logo is seen, and the header is one row.

import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { png, svgLogo } from "../brand/pictures.ts";
import { barriersIn, barriersOf, WCAG, type Look } from "./axe.ts";
import { chromiumForThisFile, type Device } from "./chromium.ts";
import { confirmed } from "./scene.ts";
import { registers, startSite } from "./site.ts";

const devices = chromiumForThisFile();

const folder = mkdtempSync(join(tmpdir(), "postern-brand-"));
afterAll(() => rmSync(folder, { recursive: true }));

function file(name: string, content: string | Uint8Array): string {
  writeFileSync(join(folder, name), content);
  return join(folder, name);
}

const wide = (colour: string): string => svgLogo(colour).replace("0 0 32 32", "0 0 160 32");

const BRANDS = {
  "plain and purple, with a logo": {
    POSTERN_APP_NAME: "Acme Harbour Services",
    POSTERN_BRAND_THEME: "plain",
    POSTERN_BRAND_ACCENT: "#7a1fa2",
    POSTERN_BRAND_CORNERS: "round",
    POSTERN_BRAND_LOGO: file("light.svg", wide("#7a1fa2")),
    POSTERN_BRAND_LOGO_DARK: file("dark.svg", wide("#d59cf0")),
    POSTERN_BRAND_LOGO_IN_MAIL: file("mail.png", png()),
    POSTERN_BRAND_IMPRINT_URL: "https://acme.example/imprint",
    POSTERN_BRAND_MAIL_HEADER: "Accounts of Acme",
    POSTERN_BRAND_MAIL_FOOTER: "Acme Ltd, 1 Harbour Street, Bristol",
  },
  "a door in orange, with black on its buttons": {
    POSTERN_BRAND_ACCENT: "#d65200",
    POSTERN_BRAND_CORNERS: "sharp",
  },
};

const LOOKS: readonly Look[] = (["light", "dark"] as const).flatMap((colorScheme) =>
  [1280, 360].map((width) => ({ colorScheme, width, height: 800 })),
);

/** Which picture the logo shows, and how wide it is once it was drawn. */
const DRAWN = `(async (image) => (await image.decode(), [image.currentSrc, image.naturalWidth]))(document.querySelector(".brand img"))`;

type Box = { readonly y: number; readonly height: number };
const middle = ({ y, height }: Box): number => y + height / 2;

describe.each(Object.entries(BRANDS))("%s", (_name, environment) => {
  test("is within everybody's reach, on pages and in mails", async () => {
    await using site = await startSite(environment);
    await using device = await devices.device(site);
    const everywhere = async ({ page }: Device): Promise<readonly string[]> => {
      const found = [...(await barriersOf(page, WCAG))];
      for (const look of LOOKS)
        found.push(...(await barriersIn(page, look, { type: "rule", values: ["color-contrast"] })));
      return found;
    };
    await device.opens("/register");
    expect(await everywhere(device)).toEqual([]);
    const mail = await registers(device, site, "ada@example.com");
    expect(await everywhere(device)).toEqual([]);
    const [logo] = mail.images ?? [];
    await using reader = await devices.device(site);
    await reader.page.setContent(mail.html.replace(`cid:${logo?.contentId}`, logo?.url ?? ""));
    expect(await everywhere(reader)).toEqual([]);
  });
});

test("the logo is the one for light or dark, is really drawn, and leaves the header one row", async () => {
  const environment = BRANDS["plain and purple, with a logo"];
  await using site = await startSite(environment);
  await using device = await devices.device(site, { viewport: { width: 360, height: 740 } });
  const { page } = device;
  for (const [colorScheme, colour] of [
    ["light", "#7a1fa2"],
    ["dark", "#d59cf0"],
  ] as const) {
    await page.emulateMedia({ colorScheme });
    await device.opens("/login");
    const [url, width] = await page.evaluate<[string, number]>(DRAWN);
    expect(decodeURIComponent(url)).toContain(colour);
    expect(width).toBe(160);
  }
  const [brand, nav] = await Promise.all(
    [".brand", "nav"].map((part) => page.locator(`header ${part}`).boundingBox()),
  );
  expect(Math.abs(middle(brand!) - middle(nav!))).toBeLessThan(10);
});

test("a wide logo makes room for the longest words of a header on a phone", async () => {
  const environment = { ...BRANDS["plain and purple, with a logo"], POSTERN_LANGUAGE: "ar" };
  await using site = await startSite(environment);
  await using device = await devices.device(site, { viewport: { width: 360, height: 740 } });
  await confirmed({ site, device, email: "ada@example.com" });
  await device.opens("/profile");
  const boxOf = async (part: string) =>
    (await device.page.locator(`header ${part}`).first().boundingBox())!;
  const [logo, words] = [await boxOf(".brand img"), await boxOf("nav")];
  // In Arabic the logo is on the right.
  expect(words.x + words.width).toBeLessThanOrEqual(logo.x);
  expect(logo.width).toBeGreaterThan(60);
});
