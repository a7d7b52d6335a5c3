// Within a throw-away root: starts Postfix, and lets the outbox and the pool hand mails over to it.

import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { inTurns } from "../rows/mails.ts";

const [asked = "{}", root = ""] = process.argv.slice(2);
const { run, connections, into } = JSON.parse(asked) as {
  readonly run: Parameters<typeof inTurns>[0];
  readonly connections: number;
  readonly into: string;
};

execFileSync("chroot", [root, "sh", "/server.sh", "start", "many"], { stdio: "inherit" });
const server = { SMTP_HOST: "198.51.100.1", SMTP_PORT: "25", CONNECTIONS: `${connections}` };
const figures = await inTurns(run, server, run.quick ? 300 : 2_000);
writeFileSync(into, JSON.stringify(figures));
