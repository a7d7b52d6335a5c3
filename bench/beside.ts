// Postern and Better Auth in the same small application: lines, installation, first response.
//
//   node bench/beside.ts                 all frameworks
//   node bench/beside.ts express hono    only these
//   node bench/beside.ts --write         also writes the table of docs/performance.md
//
// The applications are in bench/beside/. Each is installed from npm into an empty folder, Postern as it would be published.

import { spawnSync } from "node:child_process";
import { cpSync, globSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { writeSection } from "../scripts/page-section.ts";
import { freePort, run } from "../src/testing/process.ts";
import { firstAnswer } from "./first-answer.ts";
import { median } from "./statistics.ts";

const APPLICATIONS = fileURLToPath(new URL("beside/", import.meta.url));
const ROOT = fileURLToPath(new URL("../", import.meta.url));

const LIBRARIES = ["postern", "better-auth"] as const;
type Library = (typeof LIBRARIES)[number];

/** What each application is asked first: the page to log in, or whether somebody is. */
const FIRST: Readonly<Record<Library, string>> = {
  postern: "/login",
  "better-auth": "/api/auth/get-session",
};

type Framework = { readonly name: string; readonly packages: readonly string[] };

const FRAMEWORKS: Readonly<Record<string, Framework>> = {
  express: { name: "Express", packages: ["express@5.3.0"] },
  hono: { name: "Hono", packages: ["hono@4.13.19", "@hono/node-server@2.1.8"] },
  next: { name: "Next.js", packages: ["next@16.4.6", "react@19.3.1", "react-dom@19.3.1"] },
};

const BETTER_AUTH = `better-auth@${peerVersion("better-auth")}`;

const ROUNDS = 9;

const { values: flags, positionals } = parseArgs({
  options: { write: { type: "boolean", default: false } },
  allowPositionals: true,
});

type Size = { readonly packages: number; readonly megabytes: number };
type Measured = { readonly lines: number; readonly adds: Size; readonly first: number };

async function compare(id: string, { packages }: Framework, packed: string) {
  const bare = join(folder, id, "bare");
  install(bare, packages);
  const without = sizeOf(bare);
  const given = { postern: packed, "better-auth": BETTER_AUTH };
  for (const library of LIBRARIES) {
    const place = join(folder, id, library);
    install(place, [...packages, given[library]]);
    cpSync(join(APPLICATIONS, id, library), place, { recursive: true });
    cpSync(join(APPLICATIONS, "migrate.mjs"), join(place, "migrate.mjs"));
    if (id === "next") command(place, "npx", "next", "build");
  }
  const firsts = await firstResponses(id);
  const measured = (library: Library): Measured => {
    const size = sizeOf(join(folder, id, library));
    return {
      lines: linesOf(join(APPLICATIONS, id, library)),
      adds: {
        packages: size.packages - without.packages,
        megabytes: size.megabytes - without.megabytes,
      },
      first: median(firsts[library]),
    };
  };
  return { postern: measured("postern"), "better-auth": measured("better-auth") };
}

/** In turns, after one round each that makes the tables. */
async function firstResponses(id: string): Promise<Record<Library, number[]>> {
  const took: Record<Library, number[]> = { postern: [], "better-auth": [] };
  for (let round = -1; round < ROUNDS; round += 1)
    for (const library of LIBRARIES) {
      const milliseconds = await firstResponse(id, library);
      if (round >= 0) took[library].push(milliseconds);
    }
  return took;
}

async function firstResponse(id: string, library: Library): Promise<number> {
  const place = join(folder, id, library);
  const port = await freePort();
  const url = `http://localhost:${port}`;
  const isNext = id === "next";
  const file = join(place, isNext ? "node_modules/next/dist/bin/next" : "server.mjs");
  const args = isNext ? ["start", "--port", `${port}`] : [];
  const environment = { ...SITE, BASE_URL: url, PORT: `${port}` };
  return firstAnswer(`${url}${FIRST[library]}`, () =>
    run(file, { args, folder: place, environment }),
  );
}

const SITE = {
  NODE_ENV: "production",
  BASE_URL: "http://localhost:3000",
  SECRET: "a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6",
};

/** The lines between the marks, in all files of an application. */
function linesOf(application: string): number {
  const parts = globSync("**/*.{mjs,js,jsx}", { cwd: application }).flatMap((file) => [
    ...readFileSync(join(application, file), "utf8").matchAll(/<glue>\n([^]*?)\n *\/\/ <\/glue>/g),
  ]);
  return parts.reduce((sum, [, lines = ""]) => sum + lines.split("\n").length, 0);
}

function sizeOf(place: string): Size {
  const modules = join(place, "node_modules");
  const files = globSync("**/*", { cwd: modules, withFileTypes: true }).filter((file) =>
    file.isFile(),
  );
  const bytes = files.reduce(
    (sum, file) => sum + statSync(join(file.parentPath, file.name)).size,
    0,
  );
  const manifests = globSync("**/node_modules/{*,@*/*}/package.json", { cwd: place });
  return { packages: manifests.length, megabytes: bytes / 1e6 };
}

const rowOf = ({ name }: Framework, library: Library, { lines, adds, first }: Measured) => [
  name,
  library === "postern" ? "Postern" : "Better Auth",
  `${lines}`,
  `${adds.packages}`,
  `${adds.megabytes.toFixed(1)} MB`,
  `${Math.round(first)} ms`,
];

function pack(): string {
  command(ROOT, "npm", "pack", "--silent", "--pack-destination", folder);
  return join(folder, globSync("*.tgz", { cwd: folder })[0]!);
}

function install(place: string, packages: readonly string[]): void {
  mkdirSync(place, { recursive: true });
  command(place, "npm", "init", "--yes");
  command(place, "npm", "pkg", "set", "type=module");
  const how = ["--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"];
  command(place, "npm", "install", ...how, ...packages);
}

function command(cwd: string, name: string, ...args: readonly string[]): void {
  const { status, stdout, stderr } = spawnSync(name, args, {
    cwd,
    encoding: "utf8",
    env: { ...process.env, ...SITE },
  });
  if (status !== 0) throw new Error(`${name} ${args.join(" ")}: ${stdout}${stderr}`);
}

function peerVersion(name: string): string {
  const file = new URL("peers/package.json", import.meta.url);
  const manifest = JSON.parse(readFileSync(file, "utf8")) as {
    readonly dependencies: Readonly<Record<string, string>>;
  };
  return manifest.dependencies[name]!;
}

const folder = mkdtempSync(join(tmpdir(), "postern-beside-"));
try {
  const packed = pack();
  const rows: string[][] = [];
  for (const [id, framework] of Object.entries(FRAMEWORKS)) {
    if (positionals.length > 0 && !positionals.includes(id)) continue;
    const measured = await compare(id, framework, packed);
    for (const library of LIBRARIES) rows.push(rowOf(framework, library, measured[library]));
    for (const row of rows.slice(-LIBRARIES.length)) console.log(row.join("  "));
  }
  const head = ["framework", "library", "lines", "adds packages", "adds", "first response"];
  if (flags.write) {
    const note = `Measured on ${new Date().toISOString().slice(0, 10)}: Node ${process.version}.`;
    writeSection("beside", { head, rows }, note, "docs/performance.md");
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
