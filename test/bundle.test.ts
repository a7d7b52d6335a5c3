// How the package is bundled, and how a host that is bundled itself runs where nothing is installed.

import { build } from "esbuild";
import { execFile } from "node:child_process";
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { build as buildPackage, type Rolldown } from "tsdown";
import { expect, test } from "vitest";

const run = promisify(execFile);

/** A whole site that registers somebody, prints the answer's status, and how many mails went out. */
const site = (hasher: string): string => `
  import { DatabaseSync } from "node:sqlite";
  import { capturedMailbox, createPostern, sqliteStore } from "./src/index.ts";
  const own = {
    hash: async (password) => "own:" + password,
    verify: async (hash, password) => hash === "own:" + password,
    isOutdated: () => false,
  };
  const main = async () => {
    const postern = createPostern({
      baseUrl: "https://app.example",
      secret: "0123456789abcdefghijklmnopqrstuvwxyzABCDEF",
      store: await sqliteStore(new DatabaseSync(":memory:")),
      mailer: capturedMailbox(),
      background: false,
      log: { info() {}, warn() {}, error: console.error },
      ${hasher}
    });
    const body = JSON.stringify({ email: "ada@example.com", password: "plum tree by the river" });
    const headers = { "content-type": "application/json" };
    const request = new Request("https://app.example/register", { method: "POST", headers, body });
    const { status } = await postern.fetch(request, { address: "203.0.113.9" });
    console.log(status, await postern.deliver());
  };
  main().catch(({ message }) => console.log(message));
`;

/** Bundles a program into one file in an empty folder, and returns what it prints there. */
async function printed(program: string, format: "esm" | "cjs"): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "postern-bundle-"));
  const outfile = join(folder, format === "esm" ? "site.mjs" : "site.cjs");
  await build({
    stdin: { contents: program, resolveDir: join(import.meta.dirname, ".."), loader: "ts" },
    bundle: true,
    platform: "node",
    format,
    outfile,
    logOverride: { "empty-import-meta": "silent" },
  });
  const { stdout } = await run(process.execPath, [outfile], { cwd: folder });
  return stdout.trim();
}

test.for(["esm", "cjs"] as const)(
  "one file of %s runs with a hasher of its own",
  async (format) => {
    expect(await printed(site("passwordHasher: own,"), format)).toBe("201 1");
  },
);

test("without a hasher it says at the start what is missing", async () => {
  const words =
    "Install @node-rs/argon2 beside this program, or give createPostern a passwordHasher.";
  expect(await printed(site(""), "cjs")).toBe(words);
});

/** A file of the package, and all files that it loads with itself. */
function withItsImports(
  file: Rolldown.OutputChunk,
  files: ReadonlyMap<string, Rolldown.OutputChunk>,
  seen = new Set<Rolldown.OutputChunk>(),
): ReadonlySet<Rolldown.OutputChunk> {
  if (seen.has(file)) return seen;
  seen.add(file);
  for (const name of file.imports) {
    const imported = files.get(name);
    if (imported !== undefined) withItsImports(imported, files, seen);
  }
  return seen;
}

test("nothing that a site imports loads the command line, which not every runtime can run", async () => {
  const [built] = await buildPackage({ dts: false, write: false, logLevel: "silent" });
  const chunks = built!.chunks.filter((chunk) => chunk.type === "chunk");
  const files = new Map(chunks.map((chunk) => [chunk.fileName, chunk]));
  const loaders = chunks
    .filter(({ isEntry, fileName }) => isEntry && !fileName.startsWith("cli/"))
    .map((entry) => {
      const modules = [...withItsImports(entry, files)].flatMap(({ moduleIds }) => moduleIds);
      return [entry.fileName, modules.filter((id) => id.includes("/src/cli/")).length];
    });
  expect(loaders.length).toBeGreaterThan(15);
  expect(loaders.filter(([, ofTheCommandLine]) => ofTheCommandLine !== 0)).toEqual([]);
});
