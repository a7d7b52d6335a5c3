// Below a base path in a real browser: what scripts ask for is below it too.

import { expect, test } from "vitest";
import { chromiumForThisFile } from "./chromium.ts";
import { confirmed } from "./scene.ts";
import { startSite } from "./site.ts";
import { authenticator } from "./virtual-authenticator.ts";

const devices = chromiumForThisFile();

const EMAIL = "ada@example.com";

test("people register, add a passkey and log in with it, and nothing is asked for outside the base path", async () => {
  await using site = await startSite({ POSTERN_BASE_PATH: "/auth" });
  const { origin } = new URL(site.url);
  await using laptop = await devices.device({ ...site, url: origin });
  const asked: string[] = [];
  laptop.page.on("request", (request) => asked.push(new URL(request.url()).pathname));
  await authenticator(laptop, "device");
  const below = { ...laptop, opens: (path: string) => laptop.opens(`/auth${path}`) };
  await confirmed({ site, device: below, email: EMAIL });
  await below.opens("/profile/passkeys");
  await laptop.presses("Add a passkey");
  await laptop.reads("Your passkey was added.");
  await laptop.page.context().clearCookies();
  await below.opens("/register");
  await laptop.types("Email address", "ada@gmial.com");
  await laptop.page.keyboard.press("Tab");
  await laptop.reads("ada@gmail.com");
  await below.opens("/login?next=/auth/profile");
  // The browser offers the passkey in the address field, and the person chooses it.
  await laptop.sees("Your profile");
  expect(asked.some((path) => path === "/auth/passkeys/options")).toBe(true);
  expect(asked.filter((path) => !path.startsWith("/auth/"))).toEqual([]);
});
