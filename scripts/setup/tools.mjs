// Starts the project's tools, each with the right Node.

import { spawn } from "node:child_process";
import { constants } from "node:os";
import { delimiter, dirname } from "node:path";
import { node, ROOT } from "./node.mjs";

/** Called by path: `node_modules/.bin` would look for another Node. */
const TOOLS = {
  node: [],
  attw: ["node_modules/@arethetypeswrong/cli/dist/index.js"],
  knip: ["node_modules/knip/bin/knip.js"],
  oxlint: ["node_modules/oxlint/bin/oxlint"],
  prettier: ["node_modules/prettier/bin/prettier.cjs"],
  publint: ["node_modules/publint/src/cli.js"],
  tsc: ["node_modules/typescript/bin/tsc"],
  tsdown: ["node_modules/tsdown/dist/run.mjs"],
  vitest: ["node_modules/vitest/vitest.mjs"],
};

/** Runs a tool on the terminal, passes signals on to it, and returns its exit code. */
export function runTool(name, ...args) {
  const child = spawn(node.path, [...TOOLS[name], ...args], {
    cwd: ROOT,
    env: environment(),
    stdio: "inherit",
  });
  handSignalsTo(child);
  return exitCode(child);
}

/** Runs a tool without showing its output: returns its exit code and all that it printed. */
export async function runQuietly(name, ...args) {
  const child = spawn(node.path, [...TOOLS[name], ...args], { cwd: ROOT, env: environment() });
  const output = [];
  child.stdout.on("data", (chunk) => output.push(chunk));
  child.stderr.on("data", (chunk) => output.push(chunk));
  return { code: await exitCode(child), output: Buffer.concat(output).toString() };
}

/** Programs that a tool starts find the right Node first; colours are only for a terminal. */
function environment() {
  const path = [dirname(node.path), process.env.PATH].filter(Boolean).join(delimiter);
  const isPlain = !process.stdout.isTTY && process.env.FORCE_COLOR === undefined;
  return { ...process.env, PATH: path, ...(isPlain ? { NO_COLOR: "1" } : {}) };
}

/** As in a shell: a program that a signal ended has the code 128 plus the signal's number. */
function exitCode(child) {
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code, signal) => resolve(code ?? 128 + constants.signals[signal]));
  });
}

/**
 * A terminal sends Ctrl-C to all of its programs by itself, and npm passes its own on as well: each signal is
 * passed on once, and what the terminal sent is not passed on at all.
 */
function handSignalsTo(child) {
  const onTerminal = process.stdin.isTTY || process.stdout.isTTY || process.stderr.isTTY;
  const handedOn = new Set(onTerminal ? ["SIGINT"] : []);
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) {
    process.on(signal, () => {
      if (!handedOn.has(signal)) child.kill(signal);
      handedOn.add(signal);
    });
  }
}
