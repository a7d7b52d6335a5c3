// Asks one real mail server all cases, within the name spaces that `root.sh` made: `ask.ts <options as JSON> <root>`.

import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { dnsServer } from "../../test/dns/dns-server.ts";
import {
  CASES,
  RIGHT_PASSWORD,
  USER,
  faultsOf,
  outcomeOf,
  rightAt,
  smtpFor,
  type Case,
} from "../../test/mails/cases.ts";
import { selfSigned } from "../../test/mails/certificate.ts";
import { record, type Recording, type Replies } from "../../test/mails/dialogues.ts";
import { mailServer } from "../../test/mails/mail-server.ts";
import { meet } from "../../test/mails/meeting.ts";
import { shortened } from "../../test/mails/returned.ts";
import { KEY_RECORDS, SIGNED, passedOn } from "./passed-on.ts";

export type Asked = {
  readonly server: string;
  /** Where the answers are kept. */
  readonly file: string;
  /** Only cases with this in their names. */
  readonly only: string;
  readonly json: boolean;
};

const [options = "{}", root = ""] = process.argv.slice(2);
const { server, file, only, json } = JSON.parse(options) as Asked;

/** Where Postern is, and where reports come back to: Courier connects to no address of its own machine's interfaces. */
const [OURS, RETURNS] = ["198.51.100.7", "198.51.100.8"];
const VIA = { host: "198.51.100.1", port: 25, localAddress: OURS };
/** Mail servers that the real one passes mails on to; at the last, nothing listens. */
const [REMOTE, PLAIN, DOWN] = ["198.51.100.20", "198.51.100.21", "198.51.100.9"];

/** What a server's script ends with if it does not know the variant. */
const NO_SUCH_SETTING = 3;

const NO_EXTENSIONS = { hide8BITMIME: true, hideSMTPUTF8: true, hidePIPELINING: true };

const at = (a: string) => [{ a }];
await using _dns = await dnsServer(
  {
    "acme.test": [{ mx: "mx.acme.test" }],
    "mx.acme.test": at(VIA.host),
    "postern.test": [{ mx: "mx.postern.test" }, ...at(OURS)],
    "mx.postern.test": at(RETURNS),
    "client.postern.test": at(OURS),
    "remote.test": [{ mx: "mx.remote.test" }],
    "mx.remote.test": at(REMOTE),
    "plain.test": [{ mx: "mx.plain.test" }],
    "mx.plain.test": at(PLAIN),
    ...KEY_RECORDS,
    "down.test": [{ mx: "mx.down.test" }],
    "mx.down.test": at(DOWN),
    "nullmx.test": [{ mx: ".", priority: 0 }],
    "7.100.51.198.in-addr.arpa": [{ ptr: "client.postern.test" }],
    "1.100.51.198.in-addr.arpa": [{ ptr: "mx.acme.test" }],
  },
  53,
);
await using mailbox = await mailServer({ name: "mx.postern.test" }, RETURNS, 25);
await using remote = await mailServer({ name: "mx.remote.test" }, REMOTE, 25);
/** Has none of SMTP's extensions, so mails have to be in ASCII for it. */
await using plain = await mailServer({ name: "mx.plain.test", ...NO_EXTENSIONS }, PLAIN, 25);
remote.trouble({ at: "to", code: 550, words: "5.1.1 No such user here" });

const certificate = selfSigned("127.0.0.1", new Date());
writeFileSync(`${root}/cert.pem`, certificate.cert);
writeFileSync(`${root}/key.pem`, certificate.key);
inRoot("sh", "-c", `echo '${USER}:${RIGHT_PASSWORD}' | chpasswd`);

const [first = ""] = inRoot("sh", "/server.sh", "packages").split(/\s/);
const version = inRoot("dpkg-query", "-W", "-f", "${Version}", first);
const kept = existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as Recording).cases : {};
const cases: Record<string, Replies> = only === "" ? {} : { ...kept };
let running = "";
let wrong = 0;
for (const [name, each] of Object.entries(CASES)) {
  if (!name.includes(only)) continue;
  if (each.notAt?.includes(server))
    tell({ case: name, mail: "not run: its reports do not come back" });
  else if (running === each.variant || (await restarted(each.variant))) await ask(name, each);
  else tell({ case: name, mail: "not run: it has no such setting" });
}
if (SIGNED.includes(only) && (await restarted("relay"))) {
  remote.trouble(undefined);
  for (const [to, next] of [
    ["ada@remote.test", remote],
    ["ada@plain.test", plain],
  ] as const)
    await passedOn({ server, root, via: VIA, to, next }, (row, faults) => {
      wrong += faults.length;
      tell(row, faults);
    });
}
process.exitCode = wrong === 0 ? 0 : 1;

async function ask(name: string, each: Case): Promise<void> {
  const { to, from, cutAt } = each;
  using _crowd = each.isCrowded ? await crowd(each) : undefined;
  await using between = await record({ ...VIA, cutAt });
  let returned: { report?: string } = {};
  const report = async () => {
    const came = await reportTo(between.returnPath());
    if (came !== undefined) returned = { report: shortened(came.message, came.to) };
    return came;
  };
  const isReported = rightAt(server, each).includes("report");
  const smtp = smtpFor(each, certificate);
  const met = await meet({
    port: between.port,
    to,
    from,
    smtp,
    seed: name,
    again: each.isTriedAgain && (() => sleep(1_500)),
    ...(isReported && { report }),
  });
  const faults = faultsOf(server, each, met);
  wrong += faults.length;
  // Nobody between the two can read what is encrypted, and a server that hangs up at once says nothing.
  const isHeard = each.tls === undefined && Object.keys(between.replies).length > 0;
  if (isHeard) cases[name] = { ...between.replies, ...returned };
  writeFileSync(file, `${JSON.stringify({ server, version, cases }, null, 2)}\n`);
  tell({ case: name, ...met, mail: outcomeOf(met) }, faults);
}

/** The report to one of our return paths, as soon as it comes; undefined if none comes in time. */
async function reportTo(to: string) {
  for (let tries = 0; tries < 100; tries++) {
    const found = mailbox.deliveries.find((each) => each.to.includes(to));
    if (found !== undefined) return { to, message: found.data.toString() };
    await sleep(250);
  }
  return undefined;
}

/** Another mail, and a connection that stays open. */
async function crowd(each: Case): Promise<Disposable> {
  const socket = connect({ ...VIA });
  await new Promise((resolve) => socket.once("data", resolve).once("error", resolve));
  await using between = await record(VIA);
  await meet({ port: between.port, to: each.to, from: each.from });
  return { [Symbol.dispose]: () => void socket.destroy() };
}

/** A row of the table, for whoever watches. */
function tell(row: Readonly<Record<string, string>>, faults: readonly string[] = []): void {
  if (json) return console.log(JSON.stringify({ server, ...row, faults }));
  const cells = ["case", "mail", "answer", "page", "alarm"].map((name) => row[name] ?? "");
  console.log([server, ...cells, faults.join(", ") || "right"].join(" · "));
}

function inRoot(...command: readonly string[]): string {
  return execFileSync("chroot", [root, ...command], {
    encoding: "utf8",
    stdio: ["ignore", "pipe", 2],
  });
}

async function restarted(variant: string): Promise<boolean> {
  if (running !== "") {
    tellServer("stop");
    await untilPortIs("closed");
  }
  running = "";
  try {
    tellServer("start", variant);
  } catch (error) {
    if ((error as { status?: number }).status === NO_SUCH_SETTING) return false;
    throw error;
  }
  running = variant;
  await untilPortIs("open");
  return true;
}

/** What goes on running must not hold a pipe of ours open. */
function tellServer(...words: readonly string[]): void {
  execFileSync("chroot", [root, "sh", "/server.sh", ...words], { stdio: "ignore" });
}

/** A server is ready some time after its start command ends, and gone some time after it was stopped. */
async function untilPortIs(wanted: "open" | "closed"): Promise<void> {
  for (let tries = 0; tries < 80; tries++) {
    const socket = connect({ host: VIA.host, port: VIA.port });
    const found = await new Promise<string>((resolve) => {
      socket
        .once("data", () => resolve("open"))
        .once("error", () => {})
        .once("close", () => resolve("closed"));
    });
    socket.destroy();
    if (found === wanted) return;
    await sleep(250);
  }
  throw new Error(`${server} is not ${wanted}`);
}
