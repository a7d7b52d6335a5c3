#!/usr/bin/env node
// `postern`: everything an operator does from a terminal.

import { keepCompiled } from "./compiled.ts";

keepCompiled(import.meta.filename);
const { run } = await import("./run.ts");
process.exitCode = await run(process.argv.slice(2));
