// The packages of package-lock.json, in `node_modules/`.

import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "./node.mjs";
import { npm } from "./npm.mjs";

const LOCK = join(ROOT, "package-lock.json");

/** Says what is installed, "<hash of the lock file> <scope>", so that a start needs no npm to know. */
const STAMP = join(ROOT, "node_modules", ".postern-lock");

/** npm writes this last: without it `node_modules/` may be half of an interrupted installation. */
const FINISHED = join(ROOT, "node_modules", ".package-lock.json");

/**
 * The scope is "all", or "server" for what a running server needs: a first start then waits half
 * as long. Whoever has all keeps all.
 */
export function packages(scope) {
  return {
    what: scope === "all" ? "the packages" : "the packages that the server needs",
    isHere: () => [`${lockHash()} all`, `${lockHash()} ${scope}`].includes(stamp()),
    install: () => install(existsSync(FINISHED) && !stamp().endsWith(" server") ? "all" : scope),
  };
}

/** Answers undefined when all went well, else what npm printed. */
async function install(scope) {
  const wanted = `${lockHash()} ${scope}`;
  // `ci` begins by removing all; where only a few packages changed, `install` changes only those.
  const command = existsSync(FINISHED) ? ["install", "--no-save"] : ["ci"];
  const trouble = await npm(ROOT, ...command, ...(scope === "server" ? ["--omit=dev"] : []));
  if (trouble === undefined) writeFileSync(STAMP, wanted);
  return trouble;
}

function stamp() {
  return existsSync(STAMP) ? readFileSync(STAMP, "utf8") : "";
}

function lockHash() {
  return createHash("sha256").update(readFileSync(LOCK)).digest("hex");
}
