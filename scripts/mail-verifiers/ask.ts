// Asks all verifiers all cases, within the name spaces that `root.sh` made: `ask.ts <folder of mailauth> <folder of verdicts> <root>`.

import { execFileSync, spawn } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { text } from "node:stream/consumers";
import { dnsServer, type Zone } from "../../test/dns/dns-server.ts";
import { dmarcQuestions, spfQuestions } from "../../test/doctor/verifiers/placed.ts";
import { signedMails, zoneOf } from "./mails.ts";
import { table, type Recorded } from "./table.ts";

const [mailauth = "", folder = "", root = ""] = process.argv.slice(2);
const here = new URL(".", import.meta.url).pathname;

type Question = { readonly name: string };
type Verdict = { readonly name: string; readonly verdict: string };
type Tool = {
  readonly name: string;
  readonly version: string;
  readonly command: readonly string[];
};

/** A tool of Debian, in the root; its script is handed over as text. */
const debian = (name: string, of: string, script: string): Tool => {
  const isPerl = script.endsWith(".pl");
  const program = isPerl ? ["/usr/bin/perl", "-e"] : ["/usr/bin/python3", "-c"];
  const source = readFileSync(`${here}${script}`, "utf8");
  return { name, version: versionOf(of), command: ["chroot", root, ...program, source] };
};

const versionOf = (name: string): string =>
  execFileSync("chroot", [root, "dpkg-query", "-W", "-f", "${Version}", name], {
    encoding: "utf8",
  });

const node = (kind: string): Tool => ({
  name: "mailauth",
  version: (
    JSON.parse(readFileSync(`${mailauth}/node_modules/mailauth/package.json`, "utf8")) as {
      version: string;
    }
  ).version,
  command: [process.execPath, `${here}mailauth.mjs`, mailauth, kind],
});

async function ask(tool: Tool, questions: readonly Question[]): Promise<readonly Verdict[]> {
  const child = spawn(tool.command[0]!, tool.command.slice(1), {
    stdio: ["pipe", "pipe", "inherit"],
  });
  child.stdin.end(questions.map((each) => `${JSON.stringify(each)}\n`).join(""));
  const lines = (await text(child.stdout)).trim().split("\n");
  const verdicts = lines.map((line) => JSON.parse(line) as Verdict);
  if (verdicts.length === questions.length) return verdicts;
  throw new Error(`${tool.name} answered ${verdicts.length} of ${questions.length} questions`);
}

/** One tool after another, so that none waits for the DNS while others use it. */
async function recordAll(
  kind: string,
  tools: readonly Tool[],
  questions: readonly Question[],
  zone: Zone,
  more: (at: number) => object = () => ({}),
): Promise<void> {
  await using _dns = await dnsServer(zone, 53);
  const cases: Recorded["cases"] = Object.fromEntries(
    questions.map(({ name }, at) => [name, { ...more(at), verdicts: {} }]),
  );
  for (const tool of tools) {
    for (const { name, verdict } of await ask(tool, questions))
      cases[name]!.verdicts[tool.name] = verdict;
    console.error(`${kind}: asked ${tool.name} ${tool.version}`);
  }
  const versions = Object.fromEntries(tools.map(({ name, version }) => [name, version]));
  const recorded = { kind, versions, cases };
  writeFileSync(`${folder}/${kind}.json`, `${JSON.stringify(recorded, null, 2)}\n`);
  console.log(table(recorded));
}

const zoneOfAll = (placed: readonly { readonly zone: Zone }[]): Zone => {
  const zone: Record<string, Zone[string]> = {};
  for (const each of placed)
    for (const [name, records] of Object.entries(each.zone))
      if (zone[name] === undefined || zone[name].length === 0) zone[name] = records;
  return zone;
};

const spf = spfQuestions();
await recordAll(
  "spf",
  [
    debian("pyspf", "python3-spf", "spf.py"),
    debian("Mail::SPF", "libmail-spf-perl", "spf.pl"),
    debian("libspf2", "libspf2-2", "libspf2.py"),
    node("spf"),
  ],
  spf.map(({ question }) => question),
  zoneOfAll(spf),
);
const mails = await signedMails(mailauth);
await recordAll(
  "dkim",
  [
    debian("dkimpy", "python3-dkim", "dkim.py"),
    debian("Mail::DKIM", "libmail-dkim-perl", "dkim.pl"),
    debian("opendkim", "opendkim-tools", "opendkim.py"),
    node("dkim"),
  ],
  mails,
  zoneOf(mails),
  (at) => ({ txt: mails[at]!.txt, mail: mails[at]!.mail }),
);
const dmarc = dmarcQuestions();
await recordAll(
  "dmarc",
  [
    debian("opendmarc", "libopendmarc2", "opendmarc.py"),
    debian("Mail::DMARC", "libmail-dmarc-perl", "dmarc.pl"),
    debian("authheaders", "python3-authheaders", "dmarc.py"),
    node("dmarc"),
  ],
  dmarc.map(({ question }) => question),
  zoneOfAll(dmarc),
);
