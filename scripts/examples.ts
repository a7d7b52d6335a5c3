// Builds and runs a real application of each framework with the packed package, and writes what became of them into
// docs/mounting.md: `npm run examples`, or `npm run examples -- next nuxt` for some. It installs them from npm, one at a time.

import { execFileSync, spawn } from "node:child_process";
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { launch } from "../test/browser/launch.ts";
import { freePort } from "../src/testing/process.ts";
import { APPS, type App } from "./examples/apps.ts";
import { JOURNEY, type Site } from "./examples/journey.ts";
import { readRows, writeSection } from "./page-section.ts";

const PAGE = "docs/mounting.md";
const BASE = "/auth";

const wanted = process.argv.slice(2);
const workshop = mkdtempSync(join(tmpdir(), "postern-examples-"));
const pack = ["pack", "--ignore-scripts", "--silent", "--pack-destination", workshop];
execFileSync("npm", pack, { stdio: "ignore" });
const tarball = join(workshop, readdirSync(workshop)[0] ?? "");

const rows = new Map(readRows("examples", PAGE).map((row) => [row[0], row]));
for (const app of APPS) {
  if (wanted.length > 0 && !wanted.includes(app.folder)) continue;
  const folder = join(workshop, app.folder);
  const { version, failures } = await tried(app, folder);
  const result = failures.length === 0 ? `all ${JOURNEY.length} steps` : failures.join("; ");
  console.log(`${app.name} ${version}: ${result}`);
  rows.set(app.name, [app.name, version, `${linesOfGlue(app)}`, result]);
  if (failures.length > 0) process.exitCode = 1;
  rmSync(folder, { recursive: true, force: true });
  const inOrder = APPS.map(({ name }) => rows.get(name)).filter((row) => row !== undefined);
  const head = ["framework", "version", "lines of glue", "result"];
  writeSection("examples", { head, rows: inOrder }, "", PAGE);
}
rmSync(workshop, { recursive: true });

async function tried(app: App, folder: string): Promise<{ version: string; failures: string[] }> {
  if (app.isClub) cpSync("examples/club", folder, { recursive: true });
  cpSync(join("examples", app.folder), folder, { recursive: true });
  const manifest = readFileSync(join(folder, "package.json"), "utf8");
  writeFileSync(
    join(folder, "package.json"),
    manifest.replace('"postern": "*"', `"postern": "file:${tarball}"`),
  );
  const port = await freePort();
  const data = join(folder, "data-of-the-journey");
  mkdirSync(data);
  const url = `http://localhost:${port}`;
  const env = { ...process.env, PORT: `${port}`, HOST: "localhost", ORIGIN: url, DATA: data };
  const npm = (...args: string[]): unknown =>
    execFileSync("npm", args, { cwd: folder, env, stdio: ["ignore", "pipe", "inherit"] });
  npm("install", "--no-audit", "--no-fund");
  const installed = join(folder, "node_modules", app.package, "package.json");
  const { version } = JSON.parse(readFileSync(installed, "utf8")) as { version: string };
  if (manifest.includes('"build"')) {
    try {
      npm("run", "build");
    } catch (error) {
      console.error(String((error as { readonly stdout?: unknown }).stdout));
      return { version, failures: ["not: it builds"] };
    }
  }
  // In a process group of its own, so that what npm starts ends with it.
  const server = spawn("npm", ["start"], { cwd: folder, env, stdio: "ignore", detached: true });
  try {
    await answering(url);
    return {
      version,
      failures: await failuresAt({ url, mailbox: join(data, "mailbox"), base: BASE }),
    };
  } finally {
    if (server.pid !== undefined) process.kill(-server.pid);
  }
}

async function failuresAt(site: Site): Promise<string[]> {
  const browser = await launch();
  try {
    const page = await browser.newPage();
    page.setDefaultTimeout(10_000);
    const failures: string[] = [];
    for (const { name, run } of JOURNEY) {
      await run(page, site).catch((error: unknown) => {
        console.error(`${name}: ${String(error)}`);
        failures.push(`not: ${name}`);
      });
    }
    return failures;
  } finally {
    await browser.close();
  }
}

/** What an application adds for Postern besides making it: the lines of its glue, but not the empty ones. */
function linesOfGlue({ folder, glue, lines: forPostern = /\S/ }: App): number {
  const all = glue.flatMap((file) => {
    const path = join("examples", folder, file);
    if (!existsSync(path)) throw new Error(`There is no ${path}.`);
    return readFileSync(path, "utf8").split("\n");
  });
  return all.filter((line) => forPostern.test(line) && !line.startsWith("//")).length;
}

async function answering(url: string): Promise<void> {
  for (let tries = 0; tries < 300; tries += 1) {
    if ((await fetch(url).catch(() => undefined)) !== undefined) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`Nobody answers at ${url}.`);
}
