// What only a language that is written from right to left shows.

import { expect, test } from "vitest";
import { chromiumForThisFile } from "./chromium.ts";
import { startSite } from "./site.ts";

const devices = chromiumForThisFile();
const ARABIC = { POSTERN_LANGUAGE: "ar" };

/** A computed style of the first element that is found. */
const styleOf = (selector: string, property: string): string =>
  `getComputedStyle(document.querySelector(${JSON.stringify(selector)})).${property}`;

test("addresses are typed from left to right, and a password as its words are written", async () => {
  await using site = await startSite(ARABIC);
  await using device = await devices.device(site);
  await device.opens("/register");
  const read = (selector: string, property: string) =>
    device.page.evaluate<string>(styleOf(selector, property));
  expect(await read("html", "direction")).toBe("rtl");
  expect(await read('[type="email"]', "direction")).toBe("ltr");
  expect(await read('[type="password"]', "unicodeBidi")).toBe("plaintext");
  await device.opens("/unconfirmed");
  expect(await read('[type="email"]', "direction")).toBe("ltr");
});

test("the header is one row on a phone", async () => {
  await using site = await startSite(ARABIC);
  await using device = await devices.device(site, { viewport: { width: 360, height: 740 } });
  await device.opens("/login");
  const boxes = await Promise.all(
    [".brand", "nav"].map((part) => device.page.locator(`header ${part}`).boundingBox()),
  );
  const [brand, nav] = boxes.map((box) => box!.y + box!.height / 2);
  expect(Math.abs(brand! - nav!)).toBeLessThan(10);
});

test("the mark of a problem is beside its first line", async () => {
  await using site = await startSite(ARABIC);
  await using device = await devices.device(site, { viewport: { width: 360, height: 740 } });
  await device.opens("/register");
  await device.page.locator('[type="email"]').fill("nowhere");
  await device.page.locator("main form .primary").click();
  const link = device.page.locator(".error-summary li > a").first();
  await link.waitFor();
  expect((await link.boundingBox())!.height).toBeGreaterThan(40);
  expect(await device.page.evaluate<string>(styleOf(".error-summary a", "verticalAlign"))).toBe(
    "top",
  );
});
