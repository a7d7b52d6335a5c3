// The operator's captcha in a real browser: its widget may run, and the form does not depend on it.

import { expect, test } from "vitest";
import { barriersOf, WCAG } from "./axe.ts";
import { chromiumForThisFile, type Device } from "./chromium.ts";
import { PASSWORD, alarmedSite, type Site } from "./site.ts";

const devices = chromiumForThisFile();

const PROVIDER = "https://challenges.cloudflare.com";

const EMAIL = "ada@example.com";

/** A site on the alert whose operator has Turnstile. */
const alarmed = (): Promise<Site> =>
  alarmedSite({
    POSTERN_CAPTCHA_PROVIDER: "turnstile",
    POSTERN_CAPTCHA_SITE_KEY: "public-site-key",
    POSTERN_CAPTCHA_SECRET: "captcha-1f2e3d4c5b6a",
  });

/** What a widget does: a frame of the provider's, and a field for the token. */
const WIDGET = `
  const place = document.querySelector(".cf-turnstile");
  const frame = document.createElement("iframe");
  frame.src = "${PROVIDER}/frame";
  frame.title = "Widget";
  frame.style.width = "150px";
  frame.style.height = "140px";
  const field = document.createElement("input");
  field.type = "hidden";
  field.name = "cf-turnstile-response";
  place.append(frame, field);
`;

const provides = async ({ page }: Device, script: string | undefined): Promise<unknown> =>
  page.route(`${PROVIDER}/**`, async (route) =>
    script === undefined
      ? route.fulfill({ status: 503 })
      : route.fulfill(
          route.request().url().endsWith("/frame")
            ? { contentType: "text/html", body: "<!doctype html><p>Are you a robot?" }
            : { contentType: "text/javascript", body: script },
        ),
  );

async function registers(device: Device, site: Site): Promise<void> {
  await device.types("Email address", EMAIL);
  await device.types("Create a password", PASSWORD);
  await device.presses("Create account");
  await device.sees("Check your email");
  expect(site.count(EMAIL)).toBe(1);
}

test("shows its widget in a region with a name, which everybody can read and leave", async () => {
  await using site = await alarmed();
  await using laptop = await devices.device(site, { elsewhere: PROVIDER });
  await provides(laptop, WIDGET);
  await laptop.opens("/register");
  const { page } = laptop;
  const region = page.getByRole("group", { name: "Check that you are not a robot" });
  await expect
    .poll(() => region.frameLocator("iframe").locator("p").textContent())
    .toBe("Are you a robot?");
  expect(await barriersOf(page, WCAG)).toEqual([]);
  await registers(laptop, site);
});

test("whose script does not load leaves a form that works", async () => {
  await using site = await alarmed();
  await using laptop = await devices.device(site, { elsewhere: PROVIDER });
  await provides(laptop, undefined);
  await laptop.opens("/register");
  await laptop.reads("you can still create an account, but your email may arrive");
  expect(await barriersOf(laptop.page, WCAG)).toEqual([]);
  await registers(laptop, site);
});
