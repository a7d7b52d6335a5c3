// A person who joins a site that runs in another process, and reads its captured mail.

import { expect } from "vitest";
import type { Browser } from "../src/testing/browser.ts";

const EMAIL = "ada@example.com";

/** Is sent from the dashboard to the login page, registers, confirms by the mail, and reaches the dashboard. */
export async function joins(browser: Browser): Promise<void> {
  expect((await browser.open("/dashboard")).path).toBe("/login?next=%2Fdashboard");
  await browser.submit("/register", { email: EMAIL, password: "plum tree by the river" });
  expect((await browser.open("/dashboard")).heading).toBe("Check your email");
  await browser.open(await linkInMailbox(browser));
  await browser.submit("/confirm");
  expect((await browser.open("/dashboard")).text).toContain(`Welcome, ${EMAIL}`);
}

type Mails = { readonly mails: readonly { readonly links: readonly string[] }[] };

async function linkInMailbox(browser: Browser): Promise<string> {
  for (let tries = 0; tries < 100; tries += 1) {
    const { mails } = (await browser.json("GET", "/dev/mailbox")).body as Mails;
    const link = mails[0]?.links[0];
    if (link !== undefined) return link;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error("No mail came.");
}
