// The quick starts of docs/mounting.md run as they stand there, each in a process of its own.

import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { test } from "vitest";
import { browserOf } from "../../src/testing/browser.ts";
import { overTheWire } from "../../src/testing/listen.ts";
import { answering, freePort, run } from "../../src/testing/process.ts";
import { joins } from "../joining.ts";

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
      await joins(browser);
    }
    rmSync(folder, { recursive: true });
  },
);
