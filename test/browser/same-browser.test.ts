import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { chromiumForThisFile } from "./chromium.ts";
import { PASSWORD, registers, startSite } from "./site.ts";

const devices = chromiumForThisFile();

test("a link opened in the browser that registered confirms by itself", async () => {
  await using site = await startSite();
  await using laptop = await devices.device(site);
  const { link } = await registers(laptop, site, "ada@example.com");
  await laptop.opens(link);
  await laptop.sees("Your email address is confirmed");
  await laptop.presses("Continue to Postern");
  await laptop.sees("Welcome to Postern");
});

test("another tab of that browser moves on as well", async () => {
  await using site = await startSite();
  await using laptop = await devices.device(site);
  const { link } = await registers(laptop, site, "ada@example.com");
  const tab = await laptop.page.context().newPage();
  await tab.goto(link);
  await tab.getByRole("heading", { name: "Your email address is confirmed" }).waitFor();
  await laptop.sees("Welcome to Postern");
});

test("neither address bar, history nor page source hold the link once it is open", async () => {
  await using site = await startSite();
  await using laptop = await devices.device(site);
  await using phone = await devices.device(site);
  const { link } = await registers(laptop, site, "ada@example.com");
  const token = link.slice(link.lastIndexOf("/") + 1);
  expect(token.length).toBeGreaterThan(20);
  const referrers: string[] = [];
  phone.page.on("request", (request) => referrers.push(request.headers()["referer"] ?? ""));

  await phone.opens(link);
  await phone.sees("Confirm your email address");
  expect(phone.page.url()).toBe(`${site.url}/confirm`);
  expect(await phone.page.content()).not.toContain(token);
  await phone.types("Password", PASSWORD);
  await phone.presses("Confirm my address");
  await phone.sees("Your email address is confirmed");
  await phone.presses("Continue to Postern");
  await phone.sees("Welcome to Postern");

  expect(await historyOf(phone.page)).not.toContain(token);
  expect(referrers.join(" ")).not.toContain(token);
  expect(await phone.page.evaluate("document.cookie")).toBe("");
});

test("two quick presses make one registration and one mail", async () => {
  await using site = await startSite();
  await using laptop = await devices.device(site);
  await laptop.opens("/register");
  await laptop.types("Email address", "ada@example.com");
  await laptop.types("Create a password", PASSWORD);
  await laptop.page.getByRole("button", { name: "Create account" }).dblclick();
  await laptop.sees("Check your email");
  await site.mailTo("ada@example.com");
  expect(site.count("ada@example.com")).toBe(1);
});

test("a password is shown on demand, and never sent or remembered as text", async () => {
  await using site = await startSite();
  await using laptop = await devices.device(site);
  await laptop.opens("/register");
  const field = laptop.page.getByLabel("Create a password", { exact: true });
  const show = laptop.page.getByRole("button", { name: "Show password" });
  const hide = laptop.page.getByRole("button", { name: "Hide password" });
  await field.fill(PASSWORD);
  await show.click();
  expect(await field.getAttribute("type")).toBe("text");
  expect(await hide.textContent()).toBe("Hide");
  expect(await laptop.page.locator("[aria-live]").textContent()).toBe("Your password is shown.");
  await hide.click();
  expect(await field.getAttribute("type")).toBe("password");
  expect(await show.textContent()).toBe("Show");
  expect(await laptop.page.locator("[aria-live]").textContent()).toBe("Your password is hidden.");

  await show.click();
  await laptop.page.evaluate(`document.querySelector("form[action='/register']")
    .addEventListener("submit", (event) => {
      event.preventDefault();
      document.title = document.querySelector("#password").type;
    })`);
  await laptop.presses("Create account");
  expect(await laptop.page.title()).toBe("password");
});

/** Every address in the tab's history. */
async function historyOf(page: Page): Promise<string> {
  const session = await page.context().newCDPSession(page);
  const { entries } = await session.send("Page.getNavigationHistory");
  return entries.map(({ url }) => url).join("\n");
}
