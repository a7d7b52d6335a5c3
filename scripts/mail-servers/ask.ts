// Asks one real mail server all cases, within the name spaces that `root.sh` made: `ask.ts <server> <file> <root>`.

import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { connect } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { dnsServer } from "../../test/dns/dns-server.ts";
import { CASES, record, rightAt, type Replies } from "../../test/mails/dialogues.ts";
import { meet } from "../../test/mails/meeting.ts";

const [server = "", file = "", root = ""] = process.argv.slice(2);
const inRoot = (...command: readonly string[]): string =>
  execFileSync("chroot", [root, ...command], { encoding: "utf8", stdio: ["ignore", "pipe", 2] });

/** What goes on running must not hold a pipe of ours open. */
const start = (variant: string): unknown =>
  execFileSync("chroot", [root, "sh", "/server.sh", "start", variant], { stdio: "ignore" });

const at = (a: string) => [{ a }];
await using _dns = await dnsServer(
  {
    "acme.test": [{ mx: "mx.acme.test" }],
    "mx.acme.test": at("198.51.100.1"),
    "postern.test": [{ mx: "client.postern.test" }, ...at("198.51.100.7")],
    "client.postern.test": at("198.51.100.7"),
    "7.100.51.198.in-addr.arpa": [{ ptr: "client.postern.test" }],
    "1.100.51.198.in-addr.arpa": [{ ptr: "mx.acme.test" }],
  },
  53,
);

const cases: Record<string, Replies> = {};
let running = "";
let wrong = 0;
for (const [name, each] of Object.entries(CASES)) {
  if (running !== each.variant && !(await restarted(each.variant))) {
    tell([name, "not run: it has no such setting", "", "", ""]);
    continue;
  }
  await using between = await record("198.51.100.1", 25, "198.51.100.7");
  const { mail, answer, page } = await meet(between.port, each.to, each.from);
  cases[name] = between.replies;
  const right = rightAt(server, each);
  if (mail !== right) wrong += 1;
  tell([name, answer, mail, page, mail === right ? "yes" : `no: ${right}`]);
}
const [first = ""] = inRoot("sh", "/server.sh", "packages").split(/\s/);
const version = inRoot("dpkg-query", "-W", "-f", "${Version}", first);
writeFileSync(file, `${JSON.stringify({ server, version, cases }, null, 2)}\n`);
process.exitCode = wrong === 0 ? 0 : 1;

/** A row of the table, for whoever watches. */
function tell(cells: readonly string[]): void {
  console.log(`${server} · ${cells.join(" · ")}`);
}

async function restarted(variant: string): Promise<boolean> {
  try {
    start(variant);
  } catch {
    return false;
  }
  running = variant;
  await untilOpen();
  return true;
}

/** A server is ready some time after its start command ends. */
async function untilOpen(): Promise<void> {
  for (let tries = 0; tries < 40; tries++) {
    const socket = connect({ host: "198.51.100.1", port: 25 });
    const isOpen = await new Promise<boolean>((resolve) => {
      socket.once("data", () => resolve(true)).once("error", () => resolve(false));
    });
    socket.destroy();
    if (isOpen) return;
    await sleep(250);
  }
  throw new Error(`${server} does not answer`);
}
