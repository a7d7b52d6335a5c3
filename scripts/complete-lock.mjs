// Completes package-lock.json after `npm install`.
//
// Some packages bring one binary per platform as optional dependencies. Where a registry lacks one
// of them, npm leaves it out of the lock file, and `npm ci` then refuses the lock as incomplete.
// This adds the missing entry: a stub that says for which platform the package is, so that every
// other platform skips it and that platform still installs it.
//
//   node scripts/complete-lock.mjs           completes the lock file
//   node scripts/complete-lock.mjs --check   fails if that would change it

import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const LOCK = fileURLToPath(new URL("../package-lock.json", import.meta.url));

const SYSTEMS = ["aix", "android", "darwin", "freebsd", "linux", "openharmony", "sunos", "win32"];
const PROCESSORS = ["arm", "arm64", "ia32", "loong64", "ppc64", "riscv64", "s390x", "x64"];

const lock = JSON.parse(readFileSync(LOCK, "utf8"));
const stubs = missingStubs(lock.packages);
const names = Object.keys(stubs);

if (names.length === 0) {
  console.log("package-lock.json is complete.");
} else if (process.argv.includes("--check")) {
  console.error(`package-lock.json lacks ${names.length} entries, so \`npm ci\` would refuse it:`);
  console.error(
    names.map((name) => `  ${name}\n`).join("") + "Run: node scripts/complete-lock.mjs",
  );
  process.exitCode = 1;
} else {
  lock.packages = sorted({ ...lock.packages, ...stubs });
  writeFileSync(LOCK, JSON.stringify(lock, null, 2) + "\n");
  console.log(`package-lock.json: ${names.length} entries added.`);
}

function missingStubs(packages) {
  const found = {};
  for (const [path, { optionalDependencies = {}, dev }] of Object.entries(packages)) {
    for (const [name, range] of Object.entries(optionalDependencies)) {
      if (places(path, name).some((place) => packages[place])) continue;
      found[`node_modules/${name}`] = stub(name, range, dev);
    }
  }
  return found;
}

/** Where Node would look for `name` from the package at `path`, nearest first. */
function places(path, name) {
  const parents = path === "" ? [] : path.split(/\/?node_modules\//).slice(1);
  return [...parents.keys(), parents.length]
    .reverse()
    .map((depth) =>
      [...parents.slice(0, depth), name].map((part) => `node_modules/${part}`).join("/"),
    );
}

/** The keys are in npm's order, so that a lock file that npm rewrites shows no other change. */
function stub(name, range, dev) {
  const { cpu, libc, os } = platform(name);
  const version = range.replace(/^[\^~]/, "");
  return { version, cpu, ...(dev && { dev }), ...(libc && { libc }), optional: true, os };
}

/** Reads the platform from a name like `@oxlint/binding-linux-arm64-musl`. */
function platform(name) {
  const words = name.replace("musleabihf", "musl").replace("gnueabihf", "gnu").split(/[-/]/);
  const os = SYSTEMS.filter((system) => words.includes(system));
  const cpu = PROCESSORS.filter((processor) => words.includes(processor));
  if (os.length !== 1 || cpu.length !== 1) {
    throw new Error(`Cannot tell the platform of "${name}": add its lock entry by hand.`);
  }
  const libc = words.includes("musl") ? ["musl"] : words.includes("gnu") ? ["glibc"] : undefined;
  return { cpu, os, libc: os.includes("linux") ? libc : undefined };
}

/** In npm's order. */
function sorted(packages) {
  return Object.fromEntries(Object.entries(packages).sort(([a], [b]) => a.localeCompare(b, "en")));
}
