// Loaded with `--import`: writes the name of every module that is loaded from then on into a file.

import { appendFileSync } from "node:fs";
import { registerHooks } from "node:module";
import { relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const PROJECT = resolve(import.meta.dirname, "../..");

registerHooks({
  load(url, context, next) {
    const name = url.startsWith("file:") ? relative(PROJECT, fileURLToPath(url)) : url;
    appendFileSync(process.env["LOADED_INTO"]!, `${name}\n`);
    return next(url, context);
  },
});
