// The other side of a living migration, as docs/features/living-migration.md has it, run by a real Flask.

import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { askOverHttp, wholeAnswer } from "../../src/adapters/old-system.ts";
import { webhookSender } from "../../src/adapters/webhook-sender.ts";
import { parseCidrs } from "../../src/domain/client-address.ts";
import { parseUserRecord } from "../../src/domain/user-record.ts";
import { systemRandom } from "../../src/adapters/system-random.ts";
import { findPython } from "../wire-format/reference.ts";

const SECRET = "k7Qv2mX9rT4wZ8pL3nB6yH1sD5fG0jCa";

const DOCS = join(import.meta.dirname, "../../docs/features/living-migration.md");

const OLD_APP = `
from datetime import datetime
from types import SimpleNamespace

ADA = SimpleNamespace(email="ada@example.com", id=7, registered_on=datetime(2020, 1, 2, 3, 4, 5), confirmed_on=None)

def find_user(email):
    return ADA if email == ADA.email else None

def has_password(user, password):
    return password == "Grüße, Ada"
`;

const SERVE = `
from flask import Flask
from werkzeug.serving import make_server
from hook import hook

app = Flask("old")
app.register_blueprint(hook)
server = make_server("127.0.0.1", 0, app)
print(server.port, flush=True)
server.serve_forever()
`;

const python = findPython("flask");

test.skipIf(python === undefined)(
  "Flask's side answers what is signed",
  async () => {
    const folder = mkdtempSync(join(tmpdir(), "postern-old-system-"));
    const code = /```python\n([^]*?)```/.exec(readFileSync(DOCS, "utf8"))![1]!;
    writeFileSync(join(folder, "hook.py"), code);
    writeFileSync(join(folder, "old_app.py"), OLD_APP);
    writeFileSync(join(folder, "serve.py"), SERVE);
    const server = spawn(python!, ["serve.py"], {
      cwd: folder,
      env: { PATH: process.env["PATH"], POSTERN_OLD_SYSTEM_SECRET: SECRET },
      stdio: ["ignore", "pipe", "ignore"],
    });
    try {
      const [chunk] = await new Promise<[Buffer]>((resolve, reject) => {
        server.stdout.once("data", (data: Buffer) => resolve([data]));
        server.once("exit", () => reject(new Error("Flask did not start.")));
      });
      const networks = parseCidrs("127.0.0.0/8");
      if (!networks.ok) throw new Error("These are no networks.");
      const rules = { allowPrivate: networks.value, timeout: 20_000 };
      const sender = webhookSender({ ...rules, allowHttp: true, read: wholeAnswer });
      const url = `http://127.0.0.1:${chunk.toString().trim()}/postern`;
      const clock = { now: () => Date.now() };
      const asking = (secret: string) =>
        askOverHttp({ ...rules, url, secret, system: "flask" }, sender, {
          clock,
          random: systemRandom,
        });
      const ask = asking(SECRET);
      const found = await ask({ email: "ada@example.com", password: "Grüße, Ada" });
      expect(found).toMatchObject({ state: "found" });
      const read = parseUserRecord(found.state === "found" ? found.user : {}, clock.now());
      expect(read).toMatchObject({
        ok: true,
        value: { email: "ada@example.com", foreignId: "7", confirmedOn: null },
      });
      expect(await ask({ email: "ada@example.com" })).toMatchObject({ state: "found" });
      const wrong = await ask({ email: "ada@example.com", password: "no" });
      expect(wrong).toEqual({ state: "wrong-password" });
      expect(await ask({ email: "bob@example.com" })).toEqual({ state: "unknown" });
      await expect(asking("another secret of 32 characters!!")({ email: "x@y.z" })).rejects.toThrow(
        "403",
      );
    } finally {
      server.kill();
    }
  },
  60_000,
);
