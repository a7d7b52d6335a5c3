// Runs every npm script of this project: `node scripts/run.mjs <task> [arguments]`.
//
// A fresh checkout needs nothing but npm and any Node from 16 on: what is missing (a newer Node, the
// packages) is installed first, and everything that follows runs under that newer Node. This file
// and `setup/` are therefore plain JavaScript.

import { checkAll } from "./setup/checks.mjs";
import { prepare } from "./setup/prepare.mjs";
import { installStryker } from "./setup/stryker.mjs";
import { installTestPackages } from "./setup/system-packages.mjs";
import { runTool } from "./setup/tools.mjs";

/** Each task returns the exit code: that of its first part that fails, or 0. */
const TASKS = {
  start: (...args) => runTool("node", "src/cli/main.ts", "dev", ...args),

  /** All checks and all tests; with arguments only vitest, for fast work on some files. */
  test: async (...args) => {
    if (args.length > 0) return runTool("vitest", "run", ...args);
    installTestPackages();
    return (await checkAll()) || runTool("vitest", "run");
  },

  typecheck: () => runTool("tsc"),
  lint: async () => (await runTool("oxlint")) || runTool("prettier", "--check", "."),
  format: () => runTool("prettier", "--write", "--log-level", "warn", "."),
  coverage: (...args) => runTool("vitest", "run", "--coverage", ...args),
  /** Removes each defence in a copy, and checks whether a test notices. */
  defences: (...args) => runTool("node", "scripts/remove-defences.ts", ...args),
  /** Compares what the package exports with the reports in docs/api, or writes them. */
  api: (...args) => runTool("node", "scripts/api.ts", ...args),
  /** The structure of the code in numbers. */
  house: (...args) => runTool("node", "scripts/house.ts", ...args),
  /** Verifies all stored passwords of other systems in test/vectors, of which the tests verify only the quick ones. */
  "foreign-hashes": () => runTool("node", "scripts/foreign-hashes.ts"),
  /** Runs random histories, and checks after each whether every promise was kept. */
  model: (...args) => runTool("node", "test/model/tell.ts", ...args),
  /** Measures Postern's speed, compared with a minimal equivalent and with its peers. */
  bench: (...args) => runTool("node", "bench/main.ts", ...args),
  /** Asks a whole Postern about known and unknown addresses, and compares the times. */
  "bench:timing": (...args) => runTool("node", "bench/timing.ts", ...args),
  /** Changes the code in every small way, and checks whether a test notices. */
  mutation: async (...args) =>
    (await installStryker()) || runTool("node", "scripts/mutation.ts", ...args),
  /** Kills, stops and starves a running Postern, and counts the losses. */
  faults: (...args) => runTool("node", "test/faults/tell.ts", ...args),
  /** Starts real mail servers, each in a throw-away root, and hands them mails. As root, on Debian. */
  "mail-servers": (...args) => runTool("node", "scripts/mail-servers.ts", ...args),
  /** Has real spam filters judge every kind of mail. As root, on Debian. */
  "mail-filters": (...args) => runTool("node", "scripts/mail-filters.ts", ...args),
  /** Prints every kind of mail as text browsers and mutt show it. */
  "mail-readers": (...args) => runTool("node", "scripts/mail-readers.ts", ...args),
  /** Asks real verifiers of SPF, DKIM and DMARC about unusual records. As root, on Debian. */
  "mail-verifiers": (...args) => runTool("node", "scripts/mail-verifiers.ts", ...args),
  /** Tries the recipes for bounce reports with real mail servers. As root, on Debian. */
  "mail-receive": (...args) => runTool("node", "scripts/mail-receive.ts", ...args),
  /** Follows the guides in docs/importing with real sites, and logs everybody in. As root, on Debian. */
  migrations: (...args) => runTool("node", "scripts/migrations.ts", ...args),
  screenshots: async (...args) =>
    (await runTool("node", "scripts/screenshots.ts", ...args)) ||
    runTool("node", "scripts/bombing.ts"),

  /** Builds and runs a real application of each framework with the packed package. */
  examples: async (...args) =>
    (await TASKS.build()) || runTool("node", "scripts/examples.ts", ...args),

  build: () => runTool("tsdown"),
  "check-package": async () =>
    (await TASKS.build()) ||
    (await runTool("publint")) ||
    (await runTool("attw", "--pack", "--profile", "esm-only")) ||
    runTool("vitest", "run", "--config", "test/packed/vitest.config.ts"),
};

const [name, ...args] = process.argv.slice(2);
const task = TASKS[name];
if (task === undefined) {
  console.error(`Usage: node scripts/run.mjs <${Object.keys(TASKS).join(" | ")}> [arguments]`);
  process.exit(2);
}

const isReady = await prepare(name === "start" ? "server" : "all");
process.exitCode = isReady ? await task(...args) : 1;
