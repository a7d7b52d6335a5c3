// What some tests need from the operating system. Without it they are skipped, and say so.

import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";

const NEEDED = [
  {
    apt: "chromium-headless-shell",
    why: "browser tests",
    isHere: () => ["chromium-headless-shell", "chromium"].some(isOnPath),
  },
  {
    apt: "python3-itsdangerous",
    why: "tests of the wire format against the original",
    isHere: () => canImport("itsdangerous"),
  },
  {
    apt: "python3-dkim",
    why: "tests of DKIM signatures with another verifier",
    isHere: () => canImport("dkim"),
  },
  {
    apt: "python3-nacl",
    why: "tests of Ed25519 signatures with another verifier",
    isHere: () => canImport("nacl"),
  },
  {
    apt: "pgbouncer",
    why: "tests behind a pooler",
    isHere: () => isOnPath("pgbouncer") || existsSync("/usr/sbin/pgbouncer"),
  },
  ...["w3m", "lynx", "elinks", "mutt"].map((apt) => ({
    apt,
    why: "tests of mails in a terminal",
    isHere: () => isOnPath(apt),
  })),
];

const QUIETLY = { stdio: ["ignore", "ignore", "inherit"] };
const UNATTENDED = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };

/** Installs what is missing if that is possible; otherwise says what to do, and continues. */
export function installTestPackages() {
  const missing = NEEDED.filter((needed) => !needed.isHere());
  if (missing.length === 0) return;

  const names = missing.map(({ apt }) => apt);
  if (canInstall()) {
    console.log(`Installing ${names.join(" and ")} with apt-get, for the tests …`);
    aptGet("update");
    aptGet("install", "--yes", "--no-install-recommends", ...names);
  }
  for (const { apt, why } of missing.filter((needed) => !needed.isHere())) {
    console.warn(`No ${apt}: the ${why} will be skipped. Install it to run them.`);
  }
}

function canInstall() {
  return process.getuid?.() === 0 && isOnPath("apt-get");
}

function aptGet(...args) {
  spawnSync("apt-get", ["--quiet", ...args], { ...QUIETLY, env: UNATTENDED });
}

function isOnPath(program) {
  const folders = (process.env.PATH ?? "/usr/local/bin:/usr/bin:/bin").split(delimiter);
  return folders.some((folder) => existsSync(join(folder, program)));
}

function canImport(module) {
  return ["python3", "/usr/bin/python3"].some(
    (python) => spawnSync(python, ["-c", `import ${module}`], { stdio: "ignore" }).status === 0,
  );
}
