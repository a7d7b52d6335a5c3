// Calls npm and keeps its output for the case that it fails.

import { spawn } from "node:child_process";

/** Returns undefined if it succeeded, otherwise what npm printed. */
export function npm(folder, ...args) {
  // Called by its file, with this Node: the PATH of an emptied environment may have no npm.
  const file = process.env.npm_execpath;
  const [command, first] = file?.endsWith(".js") ? [process.execPath, [file]] : ["npm", []];
  const child = spawn(command, [...first, ...args, "--loglevel=error"], {
    cwd: folder,
    shell: command === "npm" && process.platform === "win32",
  });
  const output = [];
  child.stdout.on("data", (chunk) => output.push(chunk));
  child.stderr.on("data", (chunk) => output.push(chunk));
  return new Promise((resolve) => {
    child.on("error", (error) => resolve(`Could not start npm: ${error.message}`));
    child.on("close", (code) => resolve(code === 0 ? undefined : Buffer.concat(output).toString()));
  });
}
