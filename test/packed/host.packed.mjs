// What a host's compiler and Node see of the built package, where only its own dependencies are installed.

import { execFile } from "node:child_process";
import {
  cpSync,
  existsSync,
  globSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { expect, test } from "vitest";

const run = promisify(execFile);
const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const manifest = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8"));
const ENTRIES = Object.keys(manifest.exports).filter((name) => !name.endsWith(".json"));

/** A folder with the package, its dependencies, the types of Node, which every host has, and what else is named. */
function aHost(files, others = []) {
  const folder = mkdtempSync(join(tmpdir(), "postern-host-"));
  const installed = join(folder, "node_modules");
  for (const name of [...Object.keys(manifest.dependencies), "@types/node", ...others]) {
    if (existsSync(join(installed, name)) || !existsSync(join(ROOT, "node_modules", name)))
      continue;
    mkdirSync(dirname(join(installed, name)), { recursive: true });
    symlinkSync(join(ROOT, "node_modules", name), join(installed, name));
  }
  for (const part of ["dist", "package.json"])
    cpSync(join(ROOT, part), join(installed, "postern", part), { recursive: true });
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  return folder;
}

const [, fiveLines] = /## Mount it\n[^]*?```ts\n([^]*?)```/.exec(
  readFileSync(join(ROOT, "README.md"), "utf8"),
);

const everything = ENTRIES.map(
  (name, place) => `export * as part${place} from "postern${name.slice(1)}";`,
).join("\n");

const fromCommonJs = `
  const { createPostern } = require("postern");
  const { nodeHandler } = require("postern/node");
  console.log(typeof createPostern, typeof nodeHandler);
`;

/** What the compiler says of the files of a host. */
async function complaints(folder, module, resolution) {
  const options = "--noEmit --strict --skipLibCheck false --types node --target es2023".split(" ");
  const how = ["--module", module, "--moduleResolution", resolution];
  const files = globSync("*.{ts,cts}", { cwd: folder });
  const tsc = join(ROOT, "node_modules/typescript/bin/tsc");
  const args = [tsc, ...options, ...how, ...files];
  return new Promise((resolve) => {
    execFile(process.execPath, args, { cwd: folder }, (_error, stdout) => resolve(stdout));
  });
}

const peers = Object.keys(manifest.peerDependencies).flatMap((name) => [name, `@types/${name}`]);

test.each([
  ["nodenext", "nodenext"],
  ["preserve", "bundler"],
])("the types are clean, without skipLibCheck, for modules %s", async (module, resolution) => {
  const esm = { "package.json": '{ "type": "module" }' };
  const five = aHost({ ...esm, "readme.ts": fiveLines });
  expect(await complaints(five, module, resolution)).toBe("");
  const all = aHost({ ...esm, "everything.ts": everything }, peers);
  expect(await complaints(all, module, resolution)).toBe("");
});

test("CommonJS in TypeScript finds the types", async () => {
  const folder = aHost({
    "site.cts": 'import { createPostern } from "postern";\nvoid createPostern;',
  });
  expect(await complaints(folder, "nodenext", "nodenext")).toBe("");
});

test("CommonJS can require it", async () => {
  const folder = aHost({ "site.cjs": fromCommonJs });
  const { stdout } = await run(process.execPath, [join(folder, "site.cjs")]);
  expect(stdout.trim()).toBe("function function");
});
