// A PgBouncer in front of a PostgreSQL, for tests and benchmarks.

import { spawn, spawnSync } from "node:child_process";
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { freePort } from "../../src/testing/process.ts";
import { ask, withPort } from "./server.ts";

/** Debian installs it in a folder that only root's PATH has. */
const program = ["pgbouncer", "/usr/sbin/pgbouncer"].find(
  (name) => spawnSync(name, ["--version"]).status === 0,
);

/** Whether this machine has one. */
export const mayPool = program !== undefined;

export type Pooler = { readonly port: number; stop(): void };

/** Two connections for all clients: whatever a client leaves behind, another one finds. */
export async function startPooler(url: string, mode: "transaction" | "statement"): Promise<Pooler> {
  const home = mkdtempSync(join(tmpdir(), "postern-pgbouncer-"));
  const port = await freePort();
  const { port: serverPort, username, password } = new URL(url);
  writeFileSync(join(home, "users"), `"${username}" "${password}"\n`);
  const settings = [
    "[databases]",
    `* = host=127.0.0.1 port=${serverPort}`,
    "[pgbouncer]",
    "listen_addr = 127.0.0.1",
    `listen_port = ${port}`,
    "auth_type = plain",
    `auth_file = ${join(home, "users")}`,
    `pool_mode = ${mode}`,
    "default_pool_size = 2",
    "unix_socket_dir =",
  ];
  writeFileSync(join(home, "pgbouncer.ini"), settings.join("\n"));
  chmodSync(home, 0o755);
  // It refuses to run as root, and the user `nobody` must be able to read what it needs.
  const asNobody = process.getuid?.() === 0 ? ["--user", "nobody"] : [];
  const child = spawn(program!, [...asNobody, join(home, "pgbouncer.ini")], {
    stdio: "ignore",
  });
  while ((await ask(withPort(url, port), "SELECT 1").catch(() => [])).length === 0);
  return {
    port,
    stop() {
      child.kill("SIGKILL");
      rmSync(home, { recursive: true, force: true });
    },
  };
}
