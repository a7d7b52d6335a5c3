// Debian's Flask-Security behind gunicorn, with one worker per core, as a program of the bench.

import { spawn, spawnSync } from "node:child_process";
import { availableParallelism } from "node:os";
import { createServer } from "node:net";
import { once } from "node:events";
import { obey } from "../program.ts";

const PYTHON = "/usr/bin/python3";
const folder = import.meta.dirname;
const env = {
  ...process.env,
  PYTHONDONTWRITEBYTECODE: "1",
  BENCH_DATABASE: `sqlite:///${process.env.DATABASE.slice("sqlite:".length)}`,
};

const prepared = spawnSync(PYTHON, ["-c", "import flask_security_site as s; s.prepare()"], {
  cwd: folder,
  env,
  encoding: "utf8",
});
if (prepared.status !== 0) throw new Error(prepared.stderr);

const port = await freePort();
const url = `http://127.0.0.1:${port}`;
const workers = ["--workers", `${availableParallelism()}`, "--threads", "8"];
const server = spawn(
  PYTHON,
  [
    "-m",
    "gunicorn",
    ...workers,
    "--keep-alive",
    "75",
    "--bind",
    `127.0.0.1:${port}`,
    "flask_security_site:app",
  ],
  { cwd: folder, env, stdio: ["ignore", "ignore", "ignore"] },
);
process.on("exit", () => server.kill("SIGTERM"));
process.on("SIGTERM", () => process.exit());

obey({ listening: async () => ({ url, cookie: await login() }) });

async function login() {
  const json = JSON.stringify({ email: "ada@example.com", password: "plum tree by the river" });
  for (let time = 0; time < 200; time += 1) {
    const response = await fetch(`${url}/login`, {
      method: "POST",
      headers: { "content-type": "application/json", accept: "application/json" },
      body: json,
    }).catch(() => undefined);
    if (response?.ok) return response.headers.getSetCookie()[0].split(";")[0];
    if (response !== undefined) throw new Error(await response.text());
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error("gunicorn did not start");
}

async function freePort() {
  const probe = createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const free = probe.address().port;
  probe.close();
  await once(probe, "close");
  return free;
}
