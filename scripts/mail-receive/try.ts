// Tries one recipe, within the name spaces that `root.sh` made: `try.ts <server> <root>`.
//
// A mail to a user who is not there is accepted by the real server, comes back from it, and must reach `postern mail receive`.

import { execFileSync, spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { DatabaseSync } from "node:sqlite";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { dnsServer } from "../../test/dns/dns-server.ts";
import { recipeOf } from "./recipe.ts";

const [server = "", root = ""] = process.argv.slice(2);
const TO = "nobody-here@acme.test";
const PATIENCE = 120;

await using _dns = await dnsServer({ "acme.test": [{ a: "198.51.100.1" }] }, 53);
mkdirSync(`${root}/recipe`);
for (const [name, text] of recipeOf(server)) writeFileSync(`${root}/recipe/${name}`, text);
execFileSync("chroot", [root, "sh", "/server.sh", "start"], { stdio: ["ignore", "ignore", 2] });
await open("198.51.100.1", 25);

const folder = mkdtempSync(`${root}/tmp/postern-`);
const children: ChildProcess[] = [];
try {
  const site = await postern("dev", "--port", "0");
  const receiver = await postern("mail", "receive");
  await fetch(`${site.url}/register`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ email: TO, password: "plum tree by the river" }),
  });
  const mail = await whenItIs("dead");
  console.log(`${server} · ${receiver.url} · ${mail.state}, ${mail.fault} · ${mail.answer}`);
  const isRight = mail.state === "dead" && mail.fault === "address" && mail.sent !== null;
  process.exitCode = isRight ? 0 : 1;
} finally {
  for (const child of children) child.kill();
}

/** Starts a command of Postern that says where it listens. */
async function postern(...args: readonly string[]): Promise<{ readonly url: string }> {
  const main = fileURLToPath(new URL("../../src/cli/main.ts", import.meta.url));
  const child = spawn(process.execPath, [main, "--json", ...args], {
    cwd: folder,
    stdio: ["ignore", "pipe", "inherit"],
    env: {
      PATH: process.env["PATH"],
      DATABASE_URL: "sqlite:postern.db",
      POSTERN_SECRET: "k7Qv2mX9rT4wZ8pL3nB6yH1sD5fG0jCa",
      POSTERN_BOUNCE_ADDRESS: "bounces@acme.test",
      POSTERN_MAIL_FROM: "accounts@acme.test",
      POSTERN_SMTP_TLS: "opportunistic",
      SMTP_URL: "smtp://198.51.100.1:25",
    },
  });
  children.push(child);
  const [line] = (await once(createInterface(child.stdout), "line")) as [string];
  return JSON.parse(line) as { url: string };
}

type Mail = {
  readonly state: string;
  readonly fault: string | null;
  readonly answer: string | null;
  readonly sent: number | null;
};

/** The mail when it has this state, or as it is when patience ends. */
async function whenItIs(state: string): Promise<Mail> {
  const database = new DatabaseSync(join(folder, "postern.db"), { readOnly: true });
  const read = database.prepare("SELECT state, fault, answer, ended_on AS sent FROM mails");
  let mail = (read.get() ?? { state: "not registered" }) as Mail;
  for (let second = 0; second < PATIENCE && mail.state !== state; second++) {
    await sleep(1_000);
    mail = read.get() as Mail;
  }
  database.close();
  return mail;
}

/** A server is ready some time after its start command ends. */
async function open(host: string, port: number): Promise<void> {
  for (let tries = 0; tries < 40; tries++) {
    const socket = connect({ host, port });
    const isOpen = await new Promise<boolean>((resolve) => {
      socket.once("data", () => resolve(true)).once("error", () => resolve(false));
    });
    socket.destroy();
    if (isOpen) return;
    await sleep(250);
  }
  throw new Error(`${server} does not answer`);
}
