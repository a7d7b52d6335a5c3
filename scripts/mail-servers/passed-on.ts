// What is left of Postern's signatures (DKIM) once a real server has passed its mails on, as three verifiers of Debian judge it.

import { spawn } from "node:child_process";
import { createPublicKey, generateKeyPairSync, type KeyObject } from "node:crypto";
import { readFileSync } from "node:fs";
import { text } from "node:stream/consumers";
import { setTimeout as sleep } from "node:timers/promises";
import type { Zone } from "../../test/dns/dns-server.ts";
import type { Delivery, MailServer } from "../../test/mails/mail-server.ts";
import { record, type Between } from "../../test/mails/dialogues.ts";
import { meet } from "../../test/mails/meeting.ts";

/** As `--case` names it. */
export const SIGNED = "a signature of a mail passed on";

const SCRIPTS = new URL("../mail-verifiers/", import.meta.url);
const TOOLS = {
  OpenDKIM: ["/usr/bin/python3", "-c", "opendkim.py"],
  "Mail::DKIM": ["/usr/bin/perl", "-e", "dkim.pl"],
  dkimpy: ["/usr/bin/python3", "-c", "dkim.py"],
} as const;

const KEYS: Readonly<Record<string, KeyObject>> = {
  rsa: generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey,
  ed25519: generateKeyPairSync("ed25519").privateKey,
};
const DOMAIN = "postern.test";

const publicPart = (key: KeyObject): string => {
  const spki = createPublicKey(key).export({ type: "spki", format: "der" });
  return (key.asymmetricKeyType === "ed25519" ? spki.subarray(-32) : spki).toString("base64");
};

/** Where the verifiers find the keys. */
export const KEY_RECORDS: Zone = Object.fromEntries(
  Object.entries(KEYS).map(([kind, key]) => [
    `${kind}._domainkey.${DOMAIN}`,
    [{ txt: `v=DKIM1; k=${kind}; p=${publicPart(key)}` }],
  ]),
);

const dkim = Object.entries(KEYS).map(([selector, key]) => ({
  domain: DOMAIN,
  selector,
  privateKey: key.export({ type: "pkcs8", format: "pem" }).toString(),
}));

type Way = {
  readonly server: string;
  readonly root: string;
  readonly via: Between;
  readonly to: string;
  /** Gets what the server passes on. */
  readonly next: MailServer;
};

type Row = Readonly<Record<"case" | "mail", string>>;

/** Sends a mail in English and one in Arabic on its way; each signature is judged without the other. */
export async function passedOn(
  { server, root, via, to, next }: Way,
  tell: (row: Row, faults: readonly string[]) => void,
): Promise<void> {
  for (const language of ["en", "ar"]) {
    await using between = await record(via);
    const { port } = between;
    const already = next.deliveries.length;
    const met = await meet({ port, to, from: `accounts@${DOMAIN}`, language, smtp: { dkim } });
    const mail = met.mail === "sent" ? await nextOf(next, already) : undefined;
    for (const kind of Object.keys(KEYS)) {
      const found = mail === undefined ? met.mail : await judged(root, only(kind, mail));
      const right =
        BREAKS[server] === to ? "broken" : kind === "rsa" ? "genuine" : "genuine, to two of them";
      const name = `${SIGNED}: ${kind}, ${language} to ${to}`;
      tell({ case: name, mail: found }, found === RIGHT[right] ? [] : [`not ${right}`]);
    }
  }
}

/** Where a server is known to rewrite a mail: see findings/courier-breaks-signatures-of-ascii-mails.sh. */
const BREAKS: Readonly<Record<string, string>> = { courier: "ada@plain.test" };

/** Mail::DKIM knows no Ed25519. */
const RIGHT = {
  genuine: "OpenDKIM pass, Mail::DKIM pass, dkimpy pass",
  "genuine, to two of them": "OpenDKIM pass, Mail::DKIM fail, dkimpy pass",
  broken: "OpenDKIM fail, Mail::DKIM fail, dkimpy fail",
};

async function nextOf(server: MailServer, already: number): Promise<Delivery | undefined> {
  for (let tries = 0; tries < 100 && server.deliveries.length === already; tries++)
    await sleep(250);
  return server.deliveries[already];
}

/** The mail without its signatures of another kind. */
function only(kind: string, { data }: Delivery): string {
  const signature = /^DKIM-Signature:.*\r\n(?:[ \t].*\r\n)*/gim;
  return data.toString().replace(signature, (one) => (one.includes(`a=${kind}-`) ? one : ""));
}

async function judged(root: string, mail: string): Promise<string> {
  const verdicts: string[] = [];
  for (const [name, [program, flag, script]] of Object.entries(TOOLS)) {
    const source = readFileSync(new URL(script, SCRIPTS), "utf8");
    // The DNS that they ask is in this process, which must not wait for them.
    const tool = spawn("chroot", [root, program, flag, source], {
      stdio: ["pipe", "pipe", "inherit"],
    });
    tool.stdin.end(`${JSON.stringify({ name, mail })}\n`);
    verdicts.push(
      `${name} ${(JSON.parse(await text(tool.stdout)) as { verdict: string }).verdict}`,
    );
  }
  return verdicts.join(", ");
}
