import { expect, test } from "vitest";
import { chromiumForThisFile } from "./chromium.ts";
import { OTHER_PASSWORD, PASSWORD, registers, startSite } from "./site.ts";

const devices = chromiumForThisFile();

test("the waiting page moves on by itself when the mail is read on another device", async () => {
  await using site = await startSite();
  await using laptop = await devices.device(site);
  await using phone = await devices.device(site, { viewport: { width: 390, height: 844 } });
  const { link } = await registers(laptop, site, "ada@example.com");

  await phone.opens(link);
  await phone.sees("Confirm your email address");
  await phone.types("Password", PASSWORD);
  await phone.presses("Confirm my address");
  await phone.sees("Your email address is confirmed");
  await phone.reads("The device where you registered continues by itself.");

  await laptop.reads("Confirmed. Taking you to Postern …");
  await laptop.sees("Welcome to Postern");
  await laptop.reads("your address is confirmed");
});

test("it moves on to where the person was going", async () => {
  await using site = await startSite();
  await using laptop = await devices.device(site);
  await using phone = await devices.device(site);
  await laptop.opens("/profile");
  await laptop.sees("Log in");
  await laptop.page.getByRole("main").getByRole("link", { name: "Create an account" }).click();
  await laptop.sees("Create an account");
  const { link } = await registers(laptop, site, "ada@example.com", laptop.page.url());

  await phone.opens(link);
  await phone.types("Password", PASSWORD);
  await phone.presses("Confirm my address");

  await laptop.sees("Your profile");
  expect(new URL(laptop.page.url()).pathname).toBe("/profile");
});

test("a new password chosen on another device ends the waiting of the first one", async () => {
  await using site = await startSite();
  await using laptop = await devices.device(site);
  await using phone = await devices.device(site);
  const { link } = await registers(laptop, site, "ada@example.com");

  await phone.opens(link);
  await phone.unfolds("I do not know that password");
  await phone.types("Choose a new password", OTHER_PASSWORD);
  await phone.presses("Confirm with the new password");
  await phone.sees("Your email address is confirmed");
  await phone.reads("Every other device that used this registration has been logged out.");

  await laptop.sees("Get a new confirmation email");
  await laptop.opens("/profile");
  await laptop.sees("Log in");
});

test("the code of the mail confirms on the page that waits", async () => {
  await using site = await startSite();
  await using laptop = await devices.device(site);
  const { code } = await registers(laptop, site, "ada@example.com");
  await laptop.types("Or enter the 8-digit code from the email", code ?? "");
  await laptop.presses("Confirm with code");
  await laptop.sees("Welcome to Postern");
  await laptop.reads("your address is confirmed");
});

test("after a wrong code the page still moves on by itself", async () => {
  await using site = await startSite();
  await using laptop = await devices.device(site);
  await using phone = await devices.device(site);
  const { link } = await registers(laptop, site, "ada@example.com");
  await laptop.types("Or enter the 8-digit code from the email", "12345678");
  await laptop.presses("Confirm with code");
  await laptop.reads("That code is not right.");

  await phone.opens(link);
  await phone.types("Password", PASSWORD);
  await phone.presses("Confirm my address");

  await laptop.sees("Welcome to Postern");
});

test("a waiting page that shows an error ends as well when its registration is taken over", async () => {
  await using site = await startSite();
  await using laptop = await devices.device(site);
  await using phone = await devices.device(site);
  const { link } = await registers(laptop, site, "ada@example.com");
  await laptop.presses("Confirm with code");
  await laptop.reads("Enter the code");

  await phone.opens(link);
  await phone.unfolds("I do not know that password");
  await phone.types("Choose a new password", OTHER_PASSWORD);
  await phone.presses("Confirm with the new password");

  await laptop.sees("Get a new confirmation email");
});
