// The example runs in a separate process, and its guarded page opens after confirming.

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { browserOf, type Browser } from "../src/testing/browser.ts";
import { overTheWire } from "../src/testing/listen.ts";
import { answering, freePort, run } from "../src/testing/process.ts";

const EMAIL = "ada@example.com";

test(
  "a person joins the example's site and reaches its dashboard",
  { timeout: 30_000 },
  async () => {
    const folder = mkdtempSync(join(tmpdir(), "postern-example-"));
    const port = await freePort();
    const url = `http://localhost:${port}`;
    {
      const environment = { PORT: `${port}`, DATA: folder };
      await using example = run("examples/hono/app.ts", { environment });
      await answering(url, example);
      const browser = browserOf(overTheWire, url);
      expect((await browser.open("/")).heading).toBe("The Garden Club");
      expect((await browser.open("/dashboard")).path).toBe("/login?next=%2Fdashboard");
      await browser.submit("/register", { email: EMAIL, password: "plum tree by the river" });
      expect((await browser.open("/dashboard")).heading).toBe("Check your email");
      await browser.open(await linkInMailbox(browser));
      await browser.submit("/confirm");
      expect((await browser.open("/dashboard")).text).toContain(`Welcome, ${EMAIL}`);
    }
    rmSync(folder, { recursive: true });
  },
);

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
