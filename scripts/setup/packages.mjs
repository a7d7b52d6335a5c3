// The packages of package-lock.json, in `node_modules/`.

import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "./node.mjs";
import { npm } from "./npm.mjs";

const LOCK = join(ROOT, "package-lock.json");

/** Says of which lock file `node_modules/` is the image, so that a start needs no npm to know. */
const STAMP = join(ROOT, "node_modules", ".postern-lock");

/** npm writes this last: without it `node_modules/` may be half of an interrupted installation. */
const FINISHED = join(ROOT, "node_modules", ".package-lock.json");

export const packages = {
  what: "the packages of package-lock.json",
  isHere: () => existsSync(STAMP) && readFileSync(STAMP, "utf8") === fingerprint(),
  install: async () => {
    const wanted = fingerprint();
    // `ci` begins by removing all; where only a few packages changed, `install` changes only those.
    const command = existsSync(FINISHED) ? ["install", "--no-save"] : ["ci"];
    const trouble = await npm(ROOT, ...command);
    if (trouble === undefined) writeFileSync(STAMP, wanted);
    return trouble;
  },
};

function fingerprint() {
  return createHash("sha256").update(readFileSync(LOCK)).digest("hex");
}
