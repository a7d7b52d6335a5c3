// What a command loads, and what it keeps for the next time: what is not loaded takes no time and no memory.

import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { expect, test } from "vitest";
import described from "../../scripts/setup/described.json" with { type: "json" };
import { aFolder, startServerProcess } from "../server/process.ts";
import { runProcess, type Environment } from "./tools.ts";

const telling = (folder: string): Environment => ({
  NODE_OPTIONS: `--import ${resolve(import.meta.dirname, "tell-loaded.ts")}`,
  LOADED_INTO: join(folder, "loaded.txt"),
});

const loadedIn = (folder: string): readonly string[] =>
  readFileSync(join(folder, "loaded.txt"), "utf8").trim().split("\n");

test("the help of the command line loads none of the commands' actions", async () => {
  const folder = aFolder();
  expect(await runProcess(["--help"], { environment: telling(folder) })).toMatchObject({ code: 0 });
  const own = loadedIn(folder).filter((name) => !/^node_modules|^node:/.test(name));
  expect(own.filter((name) => name.endsWith(".action.ts"))).toEqual([]);
  expect(own.filter((name) => !name.startsWith("src/cli/")).toSorted()).toEqual(
    described.toSorted(),
  );
});

/** What few people's first page needs. */
const RARE =
  /^(?:node_modules\/(?:pg|nodemailer|liquidjs|csv-parse|jsonc-parser|@simplewebauthn|@opentelemetry|smtp-server|standardwebhooks|disposable-email-domains-js)\/|src\/cli\/doctor\/|src\/import\/readers\/)/;

test("a server on SQLite loads no driver of PostgreSQL, and what is rarely used only when it is", async () => {
  const folder = aFolder();
  const environment = { ...telling(folder), SMTP_URL: "smtp://127.0.0.1:9" };
  const { url } = await startServerProcess(folder, { environment });
  expect((await fetch(`${url}/register`)).status).toBe(200);
  const loaded = loadedIn(folder);
  expect(loaded).toContain("src/server/start.ts");
  expect(loaded.filter((name) => RARE.test(name))).toEqual([]);
});

test("a server on PostgreSQL does not load SQLite", async () => {
  const folder = aFolder();
  const environment = { ...telling(folder), DATABASE_URL: "postgres://127.0.0.1:9/postern" };
  expect(await runProcess(["dev"], { environment, cwd: folder })).toMatchObject({ code: 4 });
  const loaded = loadedIn(folder);
  expect(loaded.some((name) => name.startsWith("node_modules/pg/"))).toBe(true);
  expect(loaded).not.toContain("node:sqlite");
});

const COMPILED = resolve(import.meta.dirname, "../../src/cli/compiled.ts");

/** A program in a folder like `dist`, which keeps what is compiled and then loads another file. */
function aProgram(): { readonly main: string; readonly compiled: string } {
  const dist = aFolder();
  const main = join(dist, "cli/main.js");
  mkdirSync(join(dist, "cli"));
  writeFileSync(join(dist, "package.json"), JSON.stringify({ type: "module" }));
  writeFileSync(join(dist, "rest.js"), "console.log('done');");
  const lines = [
    `import { keepCompiled } from ${JSON.stringify(COMPILED)};`,
    "process.umask(0);",
    "keepCompiled(import.meta.filename);",
    'await import("../rest.js");',
  ];
  writeFileSync(main, lines.join("\n"));
  return { main, compiled: join(dist, ".compiled") };
}

const runAlone = (main: string, environment: Environment = {}) =>
  spawnSync(process.execPath, [main], { encoding: "utf8", env: environment });

test("what V8 made of the built program is kept in its folder, which only its owner may enter", () => {
  const { main, compiled } = aProgram();
  expect(runAlone(main)).toMatchObject({ status: 0, stdout: "done\n", stderr: "" });
  expect((statSync(compiled).mode & 0o777).toString(8)).toBe("700");
  const kept = readdirSync(compiled, { recursive: true });
  expect(kept.length).toBeGreaterThan(1);
  expect(runAlone(main)).toMatchObject({ status: 0, stdout: "done\n", stderr: "" });
  expect(readdirSync(compiled, { recursive: true })).toEqual(kept);
});

test("where nothing can be kept, the program runs all the same", () => {
  const { main, compiled } = aProgram();
  writeFileSync(compiled, "");
  expect(runAlone(main)).toMatchObject({ status: 0, stdout: "done\n", stderr: "" });
});

test("nothing is kept there if Node is told another folder, or to keep nothing", () => {
  for (const environment of [
    { NODE_COMPILE_CACHE: aFolder() },
    { NODE_DISABLE_COMPILE_CACHE: "1" },
  ] as const) {
    const { main, compiled } = aProgram();
    expect(runAlone(main, environment)).toMatchObject({ status: 0, stdout: "done\n" });
    expect(existsSync(compiled)).toBe(false);
  }
});
