// Passkeys in a real browser, whose authenticators are virtual: made, used in every place, refused and removed.

import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import { chromiumForThisFile, type Device } from "./chromium.ts";
import { authenticator } from "./virtual-authenticator.ts";
import { confirmed, logInCookies } from "./scene.ts";
import { PASSWORD, startSite, type Site } from "./site.ts";

const devices = chromiumForThisFile();

const EMAIL = "ada@example.com";

const CANCELLED = "Nothing has happened yet. You can try again.";

/** A user with a passkey on this device, who is logged in. */
async function hasPasskey(device: Device, site: Site): Promise<void> {
  await confirmed({ site, device, email: EMAIL });
  await device.opens("/profile/passkeys");
  await device.presses("Add a passkey");
  await device.reads("Your passkey was added.");
}

/** Nobody is logged in any more in this browser, and it remembers nothing. */
const forgets = ({ page }: Device): Promise<void> => page.context().clearCookies();

/** How often a page asked for something to sign. */
function challengesAsked(page: Page): () => number {
  let count = 0;
  page.on("request", (request) => {
    if (request.url().includes("/passkeys/options")) count += 1;
  });
  return () => count;
}

/** The focus is where it was, on this button, and it can be pressed. */
const focused = ({ page }: Device): Promise<string> =>
  page.evaluate("document.activeElement.textContent");

/** A browser that offers no passkeys in fields. */
const offersNothing = ({ page }: Device): Promise<unknown> =>
  page.addInitScript("PublicKeyCredential.getClientCapabilities = async () => ({});");

/** What the page asks the browser for, and when that ends. */
const follows = ({ page }: Device): Promise<unknown> =>
  page.addInitScript(`{
    const { credentials } = navigator;
    const get = credentials.get.bind(credentials);
    globalThis.requests = [];
    credentials.get = (options) => {
      const name = options.mediation ?? "dialog";
      requests.push(name);
      return get(options).finally(() => requests.push(name + " ended"));
    };
  }`);

/** What a browser without a virtual authenticator does, in whose dialog a person presses "Cancel". */
const cancels = ({ page }: Device, name = "NotAllowedError"): Promise<unknown> =>
  page.addInitScript(`{
    const { credentials } = navigator;
    const [get, create] = [credentials.get, credentials.create].map((each) => each.bind(credentials));
    const refuse = (real) => (options) => {
      if (options.mediation || !globalThis.cancels) return real(options);
      return Promise.reject(new DOMException("as it is said in this browser", "${name}"));
    };
    globalThis.cancels = true;
    credentials.get = refuse(get);
    credentials.create = refuse(create);
  }`);

describe("a passkey", () => {
  test("is added with a name, and logs in without an address being typed", async () => {
    await using site = await startSite();
    await using laptop = await devices.device(site);
    const device = await authenticator(laptop, "device");
    await confirmed({ site, device: laptop, email: EMAIL });
    await laptop.opens("/profile");
    await laptop.presses("See and add your passkeys");
    await laptop.sees("Your passkeys");
    await laptop.reads("You have no passkeys yet.");
    await expect
      .poll(() => laptop.page.getByLabel("Name", { exact: true }).inputValue())
      .toBe("Chrome on Linux");
    await laptop.types("Name", "My laptop");
    await laptop.presses("Add a passkey");
    await laptop.reads("Your passkey was added.");
    await laptop.reads("Logs you in without a password.");
    await laptop.reads("My laptop");
    expect(await device.accounts()).toEqual([EMAIL]);

    await forgets(laptop);
    await offersNothing(laptop);
    await laptop.opens("/login?next=/profile/data");
    await laptop.presses("Log in with a passkey");
    await laptop.sees("Your data");
  });

  test("that is chosen in the address field logs in", async () => {
    await using site = await startSite();
    await using laptop = await devices.device(site);
    await authenticator(laptop, "device");
    await hasPasskey(laptop, site);
    await forgets(laptop);
    // Chromium chooses it for whoever has a virtual authenticator.
    await laptop.page.goto("/login?next=/profile").catch(() => {});
    await laptop.sees("Your profile");
  });

  test("takes the place of the password where it is asked for once more", async () => {
    await using site = await startSite();
    await using laptop = await devices.device(site);
    await authenticator(laptop, "device");
    await hasPasskey(laptop, site);
    site.sql("UPDATE sessions SET evidence = '[]'");
    await laptop.opens("/profile/sessions");
    await laptop.sees("Enter your password again");
    await laptop.presses("Use a passkey");
    await laptop.sees("Where you are logged in");
  });

  test("is one for each device and account, and the page says which", async () => {
    await using site = await startSite();
    await using laptop = await devices.device(site);
    const device = await authenticator(laptop, "device");
    await hasPasskey(laptop, site);
    await laptop.presses("Add a passkey");
    await laptop.reads("This device already has a passkey for this account: “Chrome on Linux”.");
    expect(await focused(laptop)).toBe("Add a passkey");
    expect(await laptop.page.locator(".error-summary").count()).toBe(0);
    expect(await device.keeps()).toBe(1);
  });

  test("has a name that can be changed, and what is left without it is said before it goes", async () => {
    await using site = await startSite();
    await using laptop = await devices.device(site);
    await authenticator(laptop, "device");
    await hasPasskey(laptop, site);
    await laptop.presses("Rename or remove “Chrome on Linux”");
    await laptop.types("Name", "Kitchen");
    await laptop.presses("Save the name");
    await laptop.reads("The name was saved.");
    await laptop.presses("Rename or remove “Kitchen”");
    await laptop.reads("After that, these ways to log in are left:");
    expect(await laptop.page.locator("main li").allTextContents()).toEqual(["Your password"]);
    await laptop.presses("Remove");
    await laptop.reads("It was removed.");
    await laptop.reads("You have no passkeys yet.");
  });

  test("is asked for in two tabs, and each gets an answer that fits", async () => {
    await using site = await startSite();
    await using laptop = await devices.device(site);
    const { page } = laptop;
    const device = await authenticator(laptop, "device");
    await hasPasskey(laptop, site);
    await forgets(laptop);
    // Somebody takes their time to choose a passkey in the first tab.
    await page.addInitScript(`{
      const { credentials } = navigator;
      const get = credentials.get.bind(credentials);
      const chosen = new Promise((choose) => { globalThis.choose = choose; });
      credentials.get = async (options) => {
        const passkey = await get(options);
        await chosen;
        return passkey;
      };
    }`);
    await laptop.opens("/login?next=/profile");
    const tab = await page.context().newPage();
    await device.isAlsoIn(tab);
    await tab.goto("/login?next=/profile/data").catch(() => {});
    await tab.getByRole("heading", { name: "Your data" }).waitFor();
    await page.evaluate("choose()");
    await laptop.sees("Your profile");
  });
});

describe.for(["key", "u2f"] as const)("a security key of the kind %s", (kind) => {
  test("that keeps nothing and has no PIN is the second step after the password, and no login", async () => {
    await using site = await startSite();
    await using laptop = await devices.device(site);
    const key = await authenticator(laptop, kind);
    await confirmed({ site, device: laptop, email: EMAIL });
    await laptop.opens("/profile/passkeys");
    await laptop.unfolds("Add a security key as a second step");
    await laptop.presses("Add a security key");
    await laptop.reads("Your security key was added.");
    await laptop.reads("Second step after your password.");
    expect(await key.keeps()).toBe(0);

    await laptop.presses("Rename or remove “Security key”");
    await laptop.reads("Logging in will take only one step.");

    await forgets(laptop);
    await laptop.opens("/login?next=/profile/passkeys");
    await laptop.presses("Log in with a passkey");
    await laptop.reads(CANCELLED);
    await laptop.types("Email address", EMAIL);
    await laptop.types("Password", PASSWORD);
    await laptop.presses("Log in");
    await laptop.presses("Use a passkey or a security key");
    await laptop.sees("Your passkeys");
  });
});

describe("the button", () => {
  test("ends the request that waits before it makes its own", async () => {
    await using site = await startSite();
    await using laptop = await devices.device(site);
    const { page } = laptop;
    const device = await authenticator(laptop, "device");
    await hasPasskey(laptop, site);
    await forgets(laptop);
    await device.touches(false);
    await follows(laptop);
    await laptop.opens("/login?next=/profile");
    const requests = () => page.evaluate("requests.join()");
    await expect.poll(requests).toBe("conditional");
    await laptop.presses("Log in with a passkey");
    await expect.poll(requests).toBe("conditional,conditional ended,dialog");
  });

  test.for(["NotAllowedError", "AbortError", "UnknownError", "NotReadableError"])(
    "takes a cancel for no error, also where browsers call it %s",
    async (name) => {
      await using site = await startSite();
      await using laptop = await devices.device(site);
      const device = await authenticator(laptop, "device");
      await hasPasskey(laptop, site);
      await forgets(laptop);
      await device.touches(false);
      await cancels(laptop, name);
      const asked = challengesAsked(laptop.page);
      await laptop.opens("/login?next=/profile");
      await expect.poll(asked).toBe(1);
      await laptop.presses("Log in with a passkey");
      await laptop.reads(CANCELLED);
      expect(await focused(laptop)).toBe("Log in with a passkey");
      expect(await laptop.page.locator(".error-summary, [aria-invalid]").count()).toBe(0);
      // The request that waited was ended for the button's, and waits again.
      await expect.poll(asked).toBe(3);
      await laptop.page.evaluate("cancels = false");
      await device.touches(true);
      // It may already have logged in by what waits.
      await laptop.page.evaluate("document.querySelector('[data-passkey] button')?.click()");
      await laptop.sees("Your profile");
    },
  );

  test("says that it did not work if the site cannot be asked, and leaves the form as it was", async () => {
    await using site = await startSite();
    await using laptop = await devices.device(site);
    await confirmed({ site, device: laptop, email: EMAIL });
    await forgets(laptop);
    await laptop.page.route("**/passkeys/options*", (route) => route.fulfill({ status: 503 }));
    await laptop.opens("/login?next=/profile");
    await laptop.presses("Log in with a passkey");
    await laptop.reads("That did not work. Try again in a moment.");
    await laptop.types("Email address", EMAIL);
    await laptop.types("Password", PASSWORD);
    await laptop.presses("Log in");
    await laptop.sees("Your profile");
  });

  test("leads to the login if the session has ended in the meantime", async () => {
    await using site = await startSite();
    await using laptop = await devices.device(site);
    await authenticator(laptop, "device");
    await confirmed({ site, device: laptop, email: EMAIL });
    await laptop.opens("/profile/passkeys");
    site.sql("DELETE FROM sessions");
    await laptop.presses("Add a passkey");
    await laptop.sees("Log in");
  });

  test.for([
    ["without scripts", { javaScriptEnabled: false }, undefined],
    ["in a browser without passkeys", {}, "delete globalThis.PublicKeyCredential"],
  ] as const)("is not there %s, where the password logs in", async ([, options, script]) => {
    await using site = await startSite();
    await using laptop = await devices.device(site, options);
    if (script !== undefined) await laptop.page.addInitScript(script);
    await confirmed({ site, device: laptop, email: EMAIL });
    const buttons = laptop.page.getByRole("button", { name: "passkey" });
    await laptop.opens("/profile/passkeys");
    await laptop.reads("This browser cannot add a passkey");
    expect(await buttons.count()).toBe(0);
    await forgets(laptop);
    await laptop.opens("/login?next=/profile");
    expect(await buttons.count()).toBe(0);
    await laptop.types("Email address", EMAIL);
    await laptop.types("Password", PASSWORD);
    await laptop.presses("Log in");
    await laptop.sees("Your profile");
  });
});

test("a request that waits begins again before its challenge is too old", async () => {
  await using site = await startSite();
  await using laptop = await devices.device(site);
  const { page } = laptop;
  const device = await authenticator(laptop, "device");
  await device.touches(false);
  await page.clock.install();
  const asked = challengesAsked(page);
  await laptop.opens("/login");
  await expect.poll(asked).toBe(1);
  await page.clock.runFor("05:00");
  await expect.poll(asked).toBe(2);
});

describe("after a login with the password", () => {
  test("a passkey is offered once in a browser, where the device can make one", async () => {
    await using site = await startSite();
    await using laptop = await devices.device(site);
    await confirmed({ site, device: laptop, email: EMAIL });
    await forgets(laptop);
    await logInCookies(laptop, EMAIL);
    await laptop.sees("Welcome to Postern");

    await using phone = await devices.device(site);
    const device = await authenticator(phone, "device");
    await device.touches(false);
    await logInCookies(phone, EMAIL);
    await phone.sees("Log in without a password next time");
    await phone.presses("Not now");
    await phone.sees("Welcome to Postern");
    await phone.presses("Log out");
    await logInCookies(phone, EMAIL);
    await phone.sees("Welcome to Postern");
  });

  test("the passkey that is offered is added on the way to where one was going", async () => {
    await using site = await startSite();
    await using laptop = await devices.device(site);
    const device = await authenticator(laptop, "device");
    await confirmed({ site, device: laptop, email: EMAIL });
    await forgets(laptop);
    await device.touches(false);
    await laptop.opens("/login?next=/profile");
    await laptop.types("Email address", EMAIL);
    await laptop.types("Password", PASSWORD);
    await laptop.presses("Log in");
    await laptop.sees("Log in without a password next time");
    await device.touches(true);
    await laptop.presses("Add a passkey");
    await laptop.sees("Your profile");
    await laptop.reads("Your passkey was added.");

    // A passkey does not make a second step necessary where there is none.
    await using library = await devices.device(site);
    await logInCookies(library, EMAIL);
    await library.sees("Welcome to Postern");
    // Whoever has one is offered none.
    await forgets(laptop);
    await device.touches(false);
    await logInCookies(laptop, EMAIL);
    await laptop.sees("Welcome to Postern");
  });

  test("a password manager that has just filled in the password makes one by itself", async () => {
    await using site = await startSite();
    await using laptop = await devices.device(site);
    const device = await authenticator(laptop, "device");
    await confirmed({ site, device: laptop, email: EMAIL });
    await forgets(laptop);
    // Chromium without a password manager waits for one until the time is over.
    await laptop.page.addInitScript(`{
      const { credentials } = navigator;
      const create = credentials.create.bind(credentials);
      credentials.create = ({ mediation, ...options }) => create(options);
    }`);
    await logInCookies(laptop, EMAIL);
    await laptop.sees("Welcome to Postern");
    await laptop.reads("Your passkey was added.");
    expect(await device.accounts()).toEqual([EMAIL]);
  });
});

describe("the device is told", () => {
  test("of a passkey that was removed, and forgets it", async () => {
    await using site = await startSite();
    await using laptop = await devices.device(site);
    const device = await authenticator(laptop, "device");
    await hasPasskey(laptop, site);
    expect(await device.keeps()).toBe(1);
    await laptop.presses("Rename or remove “Chrome on Linux”");
    await laptop.presses("Remove");
    await laptop.reads("It was removed.");
    await expect.poll(() => device.keeps()).toBe(0);
  });

  test("of one that this site does not know", async () => {
    await using site = await startSite();
    await using laptop = await devices.device(site);
    const device = await authenticator(laptop, "device");
    await hasPasskey(laptop, site);
    site.sql("DELETE FROM credentials WHERE kind = 'passkey'");
    await forgets(laptop);
    await laptop.page.goto("/login").catch(() => {});
    await laptop.sees("That passkey did not work");
    await laptop.reads("It does not belong to any account here.");
    await expect.poll(() => device.keeps()).toBe(0);
  });

  test("of a new address", async () => {
    await using site = await startSite();
    await using laptop = await devices.device(site);
    const device = await authenticator(laptop, "device");
    await hasPasskey(laptop, site);
    await laptop.opens("/profile/email");
    await laptop.types("New email address", "new@new.example");
    await laptop.presses("Send the link");
    await laptop.opens((await site.mailOf("change-email", "new@new.example")).links[0] ?? "");
    await laptop.presses("Use this address");
    await laptop.sees("Your email address is now new@new.example");
    await expect.poll(() => device.accounts()).toEqual(["new@new.example"]);
  });
});
