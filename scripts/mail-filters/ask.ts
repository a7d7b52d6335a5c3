// Has one filter judge all mails, within the name spaces that `root.sh` made: `ask.ts <filter> <file> <root>`.

import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { format, resolveConfig } from "prettier";
import { dnsServer } from "../../test/dns/dns-server.ts";
import { deliveredMails, DKIM, dkimKeys } from "../../test/mails/delivered.ts";
import {
  byName,
  inCommon,
  isRight,
  type Judgement,
  type Judgements,
} from "../../test/mails/judgements.ts";
import { shapeOf } from "../../test/mails/mail-shape.ts";
import type { Delivery } from "../../test/mails/mail-server.ts";
import { LANGUAGES } from "../../test/mails/stories.ts";
import { byRspamd, bySpamAssassin, CLIENT } from "./filters.ts";

const [filter = "", file = "", root = ""] = process.argv.slice(2);

const publicKey = dkimKeys().publicKey.export({ type: "spki", format: "der" }).toString("base64");
await using _dns = await dnsServer(
  {
    "example.net": [{ a: CLIENT.ip }, { mx: CLIENT.name }, { txt: `v=spf1 ip4:${CLIENT.ip} -all` }],
    "accounts.example.net": [{ a: CLIENT.ip }],
    [CLIENT.name]: [{ a: CLIENT.ip }, { txt: `v=spf1 ip4:${CLIENT.ip} -all` }],
    "7.0.18.198.in-addr.arpa": [{ ptr: CLIENT.name }],
    "_dmarc.example.net": [{ txt: "v=DMARC1; p=reject" }],
    [`${DKIM.selector}._domainkey.${DKIM.domain}`]: [{ txt: `v=DKIM1; k=rsa; p=${publicKey}` }],
  },
  53,
);

type Mail = { readonly kind: string; readonly language: string; readonly delivery: Delivery };

const mails: Mail[] = [];
for (const language of LANGUAGES)
  for (const [kind, { delivery }] of await deliveredMails(language))
    mails.push({ kind, language, delivery });

const judge = filter === "rspamd" ? byRspamd : bySpamAssassin;
const judged = await judge(
  root,
  mails.map(({ delivery }) => delivery),
);
const [packageName = ""] = inRoot("sh", "/server.sh", "packages").split(/\s/);
const judgements: Judgements = {
  filter,
  version: inRoot("dpkg-query", "-W", "-f", "${Version}", packageName),
  shapes: await shapes(),
  always: inCommon(judged),
  mails: Object.fromEntries(LANGUAGES.map((language) => [language, judgedIn(language)])),
};
const style = { ...(await resolveConfig(file)), parser: "json" };
writeFileSync(file, await format(JSON.stringify(judgements), style));
tell(judgements);
process.exitCode = judged.every(isRight) ? 0 : 1;

function inRoot(...command: readonly string[]): string {
  return execFileSync("chroot", [root, ...command], { encoding: "utf8" });
}

/** The layout is the same in every language. */
async function shapes(): Promise<Judgements["shapes"]> {
  const english = mails.filter(({ language }) => language === "en");
  const pairs = english.map(async ({ kind, delivery }) => [kind, await shapeOf(delivery)] as const);
  return Object.fromEntries(await Promise.all(pairs));
}

function judgedIn(wanted: string): Record<string, Judgement> {
  const always = inCommon(judged);
  const pairs = mails.flatMap(({ kind, language }, at) => {
    if (language !== wanted) return [];
    const { score, rules } = judged[at]!;
    const own = Object.entries(rules).filter(([name]) => !(name in always));
    return [[kind, { score, rules: Object.fromEntries(own.toSorted(byName)) }] as const];
  });
  return Object.fromEntries(pairs);
}

/** A table of the scores, and what only some mails have. */
function tell({ version, always, mails: byLanguage }: Judgements): void {
  console.log(`${filter} ${version}, every mail: ${JSON.stringify(always)}`);
  console.log(["".padEnd(24), ...LANGUAGES.map((tag) => tag.padStart(7))].join(""));
  for (const kind of Object.keys(byLanguage["en"]!)) {
    const row = LANGUAGES.map((tag) => byLanguage[tag]![kind]!);
    const own = LANGUAGES.flatMap((tag, at) => rulesOf(tag, row[at]!));
    const scores = row.map(({ score }) => score.toFixed(2).padStart(7));
    console.log(`${kind.padEnd(24)}${scores.join("")}  ${own.join(", ")}`);
  }
}

function rulesOf(tag: string, { rules }: Judgement): readonly string[] {
  return Object.entries(rules).map(([name, points]) => `${tag} ${name} ${points}`);
}
