// What a production install contains: packages to trust, and megabytes.

import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Figures, Row, Run } from "../rows.ts";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));

export const installed: readonly Row[] = [
  {
    name: "installed-packages",
    what: "packages of a production install",
    limit: "the most that was allowed for",
    peers: [{ name: "Better Auth", by: "with `pg`", aim: 1 }],
    unit: "packages",
    better: "less",
    aim: { atMost: 1 },
    measure: async (run) => sizes(run, 30, countPackages),
  },
  {
    name: "installed-size",
    what: "size of a production install",
    limit: "the most that was allowed for",
    peers: [{ name: "Better Auth", by: "with `pg`", aim: 1 }],
    unit: "MB",
    better: "less",
    aim: { atMost: 1 },
    measure: async (run) => sizes(run, 20, megabytes),
  },
];

/** Installs what would be published into an empty folder, and measures that and the peer's. */
function sizes(
  { folder, peers }: Run,
  limit: number,
  measure: (modules: string) => number,
): Figures {
  const ours = join(folder, "ours");
  const theirs = join(folder, "theirs");
  const packed = join(folder, "packed");
  if (!existsSync(ours)) {
    mkdirSync(packed);
    npm(ROOT, "pack", "--pack-destination", packed);
    install(ours, join(packed, readdirSync(packed)[0]!));
  }
  const postern = measure(join(ours, "node_modules"));
  if (!peers.has("Better Auth")) return { postern, limit };
  if (!existsSync(theirs)) install(theirs, ...peerPackages());
  return { postern, limit, "Better Auth": measure(join(theirs, "node_modules")) };
}

function peerPackages(): readonly string[] {
  const file = new URL("../peers/package.json", import.meta.url);
  const { dependencies } = JSON.parse(readFileSync(file, "utf8")) as {
    dependencies: Record<string, string>;
  };
  return ["better-auth", "pg"].map((name) => `${name}@${dependencies[name]}`);
}

function install(folder: string, ...packages: readonly string[]): void {
  mkdirSync(folder);
  npm(folder, "install", "--omit=dev", "--ignore-scripts", ...packages);
}

function npm(cwd: string, ...args: readonly string[]): void {
  const { status, stderr } = spawnSync("npm", [...args, "--loglevel=error"], {
    cwd,
    encoding: "utf8",
  });
  if (status !== 0) throw new Error(`npm ${args[0]}: ${stderr}`);
}

const folderOf = (modules: string) =>
  readdirSync(modules, { recursive: true, withFileTypes: true });

/** Every folder that contains a package, however deep. */
const countPackages = (modules: string): number =>
  folderOf(modules).filter(
    ({ name, parentPath }) =>
      name === "package.json" && /node_modules\/(@[^/]+\/)?[^/]+$/.test(parentPath),
  ).length;

const megabytes = (modules: string): number =>
  folderOf(modules)
    .filter((entry) => entry.isFile())
    .reduce((sum, { name, parentPath }) => sum + statSync(join(parentPath, name)).size, 0) / 1e6;
