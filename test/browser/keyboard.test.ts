import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { chromiumForThisFile, type Device } from "./chromium.ts";
import { PASSWORD, startSite } from "./site.ts";

const devices = chromiumForThisFile();

test("a person with nothing but a keyboard registers, mends an error, waits and logs out", async () => {
  await using site = await startSite();
  await using laptop = await devices.device(site);
  const { page } = laptop;
  const { keyboard } = page;
  await laptop.opens("/register");

  await tabTo(laptop, "Create account");
  await keyboard.press("Enter");
  await expect.poll(() => page.title()).toMatch(/^Error:/);
  expect(await page.title()).toBe("Error: Create an account – Postern");
  expect(await focused(page)).toContain("There is a problem");
  await keyboard.press("Tab");
  expect(await focused(page)).toBe("Enter your email address");
  await keyboard.press("Enter");
  expect(await focused(page)).toBe("#email");
  await keyboard.type("ada@example.com");
  await keyboard.press("Tab");
  expect(await focused(page)).toBe("#password");
  await keyboard.type(PASSWORD);
  await keyboard.press("Enter");
  await laptop.sees("Check your email");

  await tabTo(laptop, "Log out");
  await keyboard.press("Enter");
  await laptop.sees("Log in");
  await laptop.reads("You are logged out.");
});

test("the first stop of every page leads past the navigation", async () => {
  await using site = await startSite();
  await using laptop = await devices.device(site);
  const { page } = laptop;
  await laptop.opens("/login");
  await page.keyboard.press("Tab");
  const skip = page.getByRole("link", { name: "Skip to main content" });
  expect(await focused(page)).toBe("Skip to main content");
  expect((await skip.boundingBox())?.width).toBeGreaterThan(100);
  await page.keyboard.press("Enter");
  expect(await focused(page)).toContain("Log in");
  await page.keyboard.press("Tab");
  expect(await focused(page)).toBe("#email");
});

test("whatever has the focus shows it, light and dark, on every stop", async () => {
  await using site = await startSite();
  await using laptop = await devices.device(site);
  const { page } = laptop;
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme });
    for (const path of ["/", "/register", "/login", "/forgot", "/dev/mailbox"]) {
      await laptop.opens(path);
      const seen = await stops(page);
      expect(seen.length).toBeGreaterThan(4);
      for (const { name, ring } of seen) expect(ring, `${path}: ${name}`).toBeGreaterThanOrEqual(3);
    }
  }
});

/** Moves the focus with the Tab key to the stop of this name. */
async function tabTo(device: Device, name: string): Promise<void> {
  for (let presses = 0; presses < 40; presses += 1) {
    await device.page.keyboard.press("Tab");
    if ((await focused(device.page)) === name) return;
  }
  throw new Error(`The Tab key never comes to ${name}.`);
}

/** The text of the focused element; for a field, its id. */
const focused = (page: Page): Promise<string> =>
  page.evaluate<string>(`(() => {
    const it = document.activeElement;
    return it.matches("input") ? "#" + it.id : it.textContent.replace(/\\s+/g, " ").trim();
  })()`);

type Stop = { readonly name: string; readonly ring: number };

/** Every stop of the Tab key, with the width of its focus ring. */
async function stops(page: Page): Promise<readonly Stop[]> {
  const found: Stop[] = [];
  for (let presses = 0; presses < 40; presses += 1) {
    await page.keyboard.press("Tab");
    const stop = await page.evaluate<Stop | null>(`(() => {
      const it = document.activeElement;
      if (it === document.body) return null;
      const { outlineStyle, outlineWidth } = getComputedStyle(it);
      const ring = outlineStyle === "none" ? 0 : parseFloat(outlineWidth);
      return { name: it.id || it.textContent.trim() || it.tagName, ring };
    })()`);
    if (stop === null) return found;
    found.push(stop);
  }
  return found;
}
