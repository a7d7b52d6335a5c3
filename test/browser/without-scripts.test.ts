import { expect, test } from "vitest";
import { chromiumForThisFile } from "./chromium.ts";
import { OTHER_PASSWORD, PASSWORD, registers, startSite } from "./site.ts";

const devices = chromiumForThisFile();
const plain = { javaScriptEnabled: false };

test("without scripts every step has a button: register, confirm, continue, log out and in", async () => {
  await using site = await startSite();
  await using laptop = await devices.device(site, plain);
  const { link } = await registers(laptop, site, "ada@example.com");

  await laptop.presses("I have confirmed – continue");
  await laptop.sees("Check your email");

  await laptop.opens(link);
  await laptop.sees("Confirming your address");
  await laptop.presses("Confirm my address");
  await laptop.sees("Your email address is confirmed");
  await laptop.presses("Continue to Postern");
  await laptop.sees("Welcome to Postern");

  await laptop.presses("Log out");
  await laptop.sees("Log in");
  await laptop.reads("You are logged out.");
  await laptop.types("Email address", "ada@example.com");
  await laptop.types("Password", PASSWORD);
  await laptop.presses("Log in");
  await laptop.sees("Welcome to Postern");
});

test("without scripts the waiting page goes on at a press, once another device confirmed", async () => {
  await using site = await startSite();
  await using laptop = await devices.device(site, plain);
  await using phone = await devices.device(site, plain);
  const { link } = await registers(laptop, site, "ada@example.com");
  await phone.opens(link);
  await phone.types("Password", PASSWORD);
  await phone.presses("Confirm my address");
  await phone.sees("Your email address is confirmed");
  await laptop.presses("I have confirmed – continue");
  await laptop.sees("Welcome to Postern");
});

test("without scripts the code, and a new password, work as well", async () => {
  await using site = await startSite();
  await using laptop = await devices.device(site, plain);
  const { code } = await registers(laptop, site, "ada@example.com");
  await laptop.types("Or enter the 8-digit code from the email", "12345678");
  await laptop.presses("Confirm with code");
  await laptop.reads("That code is not right.");
  await laptop.types("Or enter the 8-digit code from the email", code ?? "");
  await laptop.presses("Confirm with code");
  await laptop.sees("Welcome to Postern");

  await using phone = await devices.device(site, plain);
  const { link } = await registers(phone, site, "bob@example.com");
  await laptop.opens(link);
  await laptop.unfolds("I do not know that password");
  await laptop.types("Choose a new password", OTHER_PASSWORD);
  await laptop.presses("Confirm with the new password");
  await laptop.sees("Your email address is confirmed");
});

test("no button without scripts does nothing: there is none to show a password", async () => {
  await using site = await startSite();
  await using laptop = await devices.device(site, plain);
  await laptop.opens("/register");
  expect(await laptop.page.getByRole("button", { name: "Show password" }).count()).toBe(0);
});
