// The programs that Postern is compared with, installed when they are first needed: users never have them.

import { spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const FOLDER = fileURLToPath(new URL("peers/", import.meta.url));

const STAMP = `${FOLDER}node_modules/.lock-hash`;

const SIGN_OF_LIFE_EVERY = 3_000;

/** Debian's packages for the system's Python. */
const DEBIAN = ["python3-flask-security", "python3-flask-sqlalchemy", "gunicorn"];

/** Returns the names of the peers that are available; the results of others stay empty. */
export async function installPeers(): Promise<ReadonlySet<string>> {
  const fromNpm = (await installFromNpm()) ? ["Better Auth", "jose", "Express"] : [];
  const python = spawnSync("/usr/bin/python3", [
    "-c",
    "import flask_security, flask_sqlalchemy, gunicorn",
  ]);
  if (python.status === 0) return new Set([...fromNpm, "Flask-Security"]);
  console.log(`Flask-Security takes no part. On Debian: apt-get install ${DEBIAN.join(" ")}`);
  return new Set(fromNpm);
}

async function installFromNpm(): Promise<boolean> {
  const wanted = createHash("sha256")
    .update(readFileSync(`${FOLDER}package-lock.json`))
    .digest("hex");
  if (existsSync(STAMP) && readFileSync(STAMP, "utf8") === wanted) return true;
  console.log("Installing what Postern is measured against …");
  const started = performance.now();
  const timer = setInterval(() => {
    console.log(`  … ${Math.round((performance.now() - started) / 1_000)} s`);
  }, SIGN_OF_LIFE_EVERY);
  const code = await npmCi();
  clearInterval(timer);
  if (code === 0) writeFileSync(STAMP, wanted);
  else console.error("npm could not install them: their column stays empty.");
  return code === 0;
}

/** None of them needs its install scripts. */
function npmCi(): Promise<number | null> {
  const child = spawn("npm", ["ci", "--ignore-scripts", "--loglevel=error"], {
    cwd: FOLDER,
    stdio: ["ignore", "ignore", "inherit"],
    shell: process.platform === "win32",
  });
  return new Promise((resolve) => {
    child.on("error", () => resolve(1)).on("close", resolve);
  });
}
