// The packages of package-lock.json, in `node_modules/`.

import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "./node.mjs";
import { npm } from "./npm.mjs";

/**
 * Packages that are built into `dist/` instead of being installed next to it: only those that are pure
 * functions, because they can be updated only with a new Postern. Their licences: THIRD-PARTY.md.
 */
const BUNDLED = JSON.parse(readFileSync(join(ROOT, "scripts/setup/bundled.json"), "utf8"));

const LOCK = join(ROOT, "package-lock.json");

/** Records what is installed, "<hash of the lock file> <scope>", so that a start can check it without npm. */
const STAMP = join(ROOT, "node_modules", ".postern-lock");

/** npm writes this last: without it `node_modules/` may be half of an interrupted installation. */
const FINISHED = join(ROOT, "node_modules", ".package-lock.json");

/**
 * The scope is "all", or "server" for what a running server needs, which halves the time of a first start. A
 * complete installation stays complete.
 */
export function packages(scope) {
  return {
    what: scope === "all" ? "the packages" : "the packages that the server needs",
    isHere: () => [`${lockHash()} all`, `${lockHash()} ${scope}`].includes(stamp()),
    install: () => install(existsSync(FINISHED) && !stamp().endsWith(" server") ? "all" : scope),
  };
}

/** Returns undefined if it succeeded, otherwise what npm printed. */
async function install(scope) {
  const wanted = `${lockHash()} ${scope}`;
  const trouble = await npm(ROOT, ...(scope === "server" ? serverOnly() : everything()));
  if (trouble === undefined) writeFileSync(STAMP, wanted);
  return trouble;
}

/** `ci` removes everything first; if only a few packages changed, `install` changes only those. */
const everything = () => (existsSync(FINISHED) ? ["install", "--no-save"] : ["ci"]);

/** What a server that runs from its source needs: its packages, and those that are built into `dist/`. */
function serverOnly() {
  const { devDependencies } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8"));
  const bundled = BUNDLED.map((name) => `${name}@${devDependencies[name]}`);
  return ["install", "--no-save", "--omit=dev", "--save-prod", ...bundled];
}

function stamp() {
  return existsSync(STAMP) ? readFileSync(STAMP, "utf8") : "";
}

function lockHash() {
  return createHash("sha256").update(readFileSync(LOCK)).digest("hex");
}
