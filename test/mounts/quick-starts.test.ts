// The quick starts of docs/mounting.md run as they stand there, each in a process of its own.

import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { expect, test } from "vitest";
import { browserOf, type Browser } from "../../src/testing/browser.ts";
import { overTheWire } from "../../src/testing/listen.ts";
import { answering, freePort, run } from "../../src/testing/process.ts";

const EMAIL = "ada@example.com";

const [top = "", ...sections] = readFileSync("docs/mounting.md", "utf8").split("\n## ");

/** The code of a file, as a section shows it. */
function codeIn(section: string, file: string): string {
  const code = new RegExp(`\`\`\`ts\n(// ${file}\\b[\\s\\S]*?)\`\`\``).exec(section)?.[1];
  if (code === undefined) throw new Error(`no ${file} in ${section.slice(0, 40)}`);
  return code;
}

/** With the package's names replaced by the source that will be the package. */
const fromSource = (code: string): string =>
  code.replace(/"postern(?:\/(\w+))?"/g, (_whole, mount?: string) => {
    const file = mount === undefined ? "src/index.ts" : `src/mounts/${mount}.ts`;
    return `"${pathToFileURL(resolve(file)).href}"`;
  });

test.each(["Express", "Fastify", "Koa", "Hono", "node:http"])(
  "with the quick start for %s a person registers, confirms and reaches the dashboard",
  { timeout: 60_000 },
  async (framework) => {
    const section = sections.find((each) => each.startsWith(`${framework}\n`)) ?? "";
    const folder = mkdtempSync(join(tmpdir(), "postern-quick-start-"));
    const port = await freePort();
    const url = `http://localhost:${port}`;
    for (const [file, from] of [
      ["accounts.ts", top],
      ["app.ts", section],
    ] as const) {
      const code = fromSource(codeIn(from, file)).replaceAll("3000", `${port}`);
      writeFileSync(join(folder, file), code);
    }
    writeFileSync(join(folder, "package.json"), JSON.stringify({ type: "module" }));
    symlinkSync(resolve("node_modules"), join(folder, "node_modules"));
    {
      const environment = { POSTERN_SECRET: "a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6" };
      await using app = run(join(folder, "app.ts"), { folder, environment });
      await answering(`${url}/login`, app);
      const browser = browserOf(overTheWire, url);
      expect((await browser.open("/dashboard")).path).toBe("/login?next=%2Fdashboard");
      await browser.submit("/register", { email: EMAIL, password: "plum tree by the river" });
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
    await new Promise((done) => setTimeout(done, 50));
  }
  throw new Error("No mail came.");
}
