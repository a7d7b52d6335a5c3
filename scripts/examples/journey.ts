// What every example has to do: one person's way through its site in a real browser, and a program's beside it.

import type { Page } from "playwright-core";
import { capturedMailbox } from "../../src/adapters/captured-mailbox.ts";

const EMAIL = "ada@example.com";
const PASSWORD = "plum tree by the river";

/** How long a framework's script takes to start, in milliseconds: nothing on the page tells. */
const FRAMEWORK_STARTS = 700;

/** A running example. */
export type Site = {
  /** Without a slash at the end. */
  readonly url: string;
  /** Where its captured mails are. */
  readonly mailbox: string;
  /** Where Postern is mounted: "" or a base path. */
  readonly base: string;
};

/** One thing that an example has to do; throws if it does not. */
export type Step = { readonly name: string; run(page: Page, site: Site): Promise<void> };

/** In this order: each begins where the one before ended. */
export const JOURNEY: readonly Step[] = [
  {
    name: "the site keeps its own pages",
    async run(page, { url }) {
      await page.goto(url);
      await sees(page, "The Garden Club");
      const lost = await fetch(`${url}/no-such-page`, { headers: { accept: "text/html" } });
      equal(lost.status, 404, "the status of a page that nobody has");
    },
  },
  {
    name: "a guarded page that is loaded leads to the login",
    async run(page, { url }) {
      await page.goto(`${url}/dashboard`);
      await sees(page, "Log in");
      equal(nextOf(page), "/dashboard", "where the login leads");
    },
  },
  {
    name: "a guarded page that a link of the framework opens leads to the login",
    async run(page, { url }) {
      await opensByLink(page, url);
      await sees(page, "Log in");
      equal(nextOf(page), "/dashboard", "where the login leads");
    },
  },
  {
    name: "a script is told 401 in JSON",
    async run(page, { url }) {
      await page.goto(url);
      const told = await page.evaluate(async () => {
        const answer = await fetch("/api/me");
        return {
          status: answer.status,
          wasRedirected: answer.redirected,
          text: await answer.text(),
        };
      });
      equal(told.wasRedirected, false, "whether it was redirected");
      equal(told.status, 401, "the status");
      const { reason } = JSON.parse(told.text) as { readonly reason?: unknown };
      equal(reason, "not-logged-in", "the reason");
    },
  },
  {
    name: "a person registers",
    async run(page, { url }) {
      await page.goto(url);
      await page.getByRole("link", { name: "Join" }).click();
      await page.getByLabel("Email address", { exact: true }).fill(EMAIL);
      await page.getByLabel("Create a password", { exact: true }).fill(PASSWORD);
      await page.getByRole("button", { name: "Create account" }).click();
      await sees(page, "Check your email");
    },
  },
  {
    name: "who has not confirmed is led to the waiting page",
    async run(page, { url }) {
      await opensByLink(page, url);
      await sees(page, "Check your email");
    },
  },
  {
    name: "the mail's link confirms in the same browser",
    async run(page, { mailbox }) {
      await page.goto(await linkIn(mailbox));
      await sees(page, "Your email address is confirmed");
    },
  },
  {
    name: "the guarded page opens, and knows who is there",
    async run(page, { url }) {
      await opensByLink(page, url);
      await page.getByText(`Welcome, ${EMAIL}.`).waitFor();
    },
  },
  {
    name: "a form of the site is for its user",
    async run(page) {
      await plants(page, "Thyme");
      await page.getByRole("listitem").filter({ hasText: "Thyme" }).waitFor();
    },
  },
  {
    name: "a form that is sent after logging out leads to the login",
    async run(page) {
      const cookies = await page.context().cookies();
      await page.context().clearCookies();
      try {
        await plants(page, "Sage");
        await sees(page, "Log in");
        equal(nextOf(page), "/dashboard", "where the login leads");
      } finally {
        await page.context().addCookies(cookies);
      }
    },
  },
  {
    name: "a person logs out",
    async run(page, { url }) {
      await page.goto(`${url}/dashboard`);
      await page.getByRole("button", { name: "Log out" }).click();
      await page.waitForURL((to) => to.pathname !== "/dashboard");
      await page.goto(`${url}/dashboard`);
      await sees(page, "Log in");
    },
  },
  {
    name: "logging in leads back to the page that was wanted",
    async run(page, { url }) {
      await opensByLink(page, url);
      await page.getByLabel("Email address", { exact: true }).fill(EMAIL);
      await page.getByLabel("Password", { exact: true }).fill(PASSWORD);
      await page.getByRole("button", { name: "Log in", exact: true }).click();
      await page.getByText(`Welcome, ${EMAIL}.`).waitFor();
      equal(new URL(page.url()).pathname, "/dashboard", "the page");
    },
  },
  {
    name: "an answer sets and clears three cookies at once",
    async run(_page, { url, base }) {
      const answer = await fetch(`${url}${base}/login`, {
        method: "POST",
        redirect: "manual",
        headers: { origin: url, "content-type": "application/x-www-form-urlencoded" },
        body: new URLSearchParams({ email: EMAIL, password: PASSWORD }),
      });
      equal(answer.status, 303, "the status");
      const cookies = answer.headers.getSetCookie();
      if (cookies.length < 3) throw new Error(`It has ${cookies.length}: ${cookies.join(" | ")}`);
      if (cookies.some((cookie) => cookie.split("Path=").length !== 2)) throw new Error("Joined.");
    },
  },
  {
    name: "a program sends JSON, and asks for a page's head",
    async run(_page, { url, base }) {
      const refused = await fetch(`${url}${base}/login`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ email: EMAIL, password: "not it" }),
      });
      equal(refused.status, 401, "the status of a wrong password");
      const head = await fetch(`${url}${base}/login`, { method: "HEAD" });
      equal(head.status, 200, "the status of HEAD");
      equal(await head.text(), "", "its body");
    },
  },
];

/** Follows the link to the guarded page once the framework's script runs, if it has one. */
async function opensByLink(page: Page, url: string): Promise<void> {
  await page.goto(url);
  await page.waitForTimeout(FRAMEWORK_STARTS);
  await page.getByRole("link", { name: "Members" }).click();
}

async function plants(page: Page, name: string): Promise<void> {
  await page.waitForTimeout(FRAMEWORK_STARTS);
  await page.getByLabel("Plant").fill(name);
  await page.getByRole("button", { name: "Add" }).click();
}

const sees = (page: Page, heading: string): Promise<void> =>
  page.getByRole("heading", { name: heading, exact: true }).waitFor();

const nextOf = (page: Page): string | null => new URL(page.url()).searchParams.get("next");

async function linkIn(mailbox: string): Promise<string> {
  for (let tries = 0; tries < 100; tries += 1) {
    const link = (await capturedMailbox(mailbox).list())[0]?.links[0];
    if (link !== undefined) return link;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error("No mail came.");
}

function equal(actual: unknown, expected: unknown, what: string): void {
  if (actual !== expected) throw new Error(`${what}: ${String(actual)}, not ${String(expected)}`);
}
