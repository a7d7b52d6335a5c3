#!/usr/bin/env node
// `postern`: everything an operator does from a terminal.

import { run } from "./run.ts";

process.exitCode = await run(process.argv.slice(2));
