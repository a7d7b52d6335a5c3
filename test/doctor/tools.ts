// `postern doctor` on an installation where nothing is wrong except what a test makes wrong.

import { generateKeyPairSync } from "node:crypto";
import { cpSync } from "node:fs";
import { join } from "node:path";
import { folder, runCli, type Environment } from "../cli/tools.ts";
import { dnsServer, type Zone } from "../dns/dns-server.ts";

const KEY = generateKeyPairSync("rsa", { modulusLength: 2048 });

export const PRIVATE_KEY = KEY.privateKey.export({ type: "pkcs8", format: "pem" }).toString();

export const PUBLISHED = `v=DKIM1; k=rsa; p=${KEY.publicKey.export({ type: "spki", format: "der" }).toString("base64")}`;

/** A complete installation in production. */
const WELL: Environment = {
  NODE_ENV: "production",
  POSTERN_SECRET: "xg0Vd0mRkQ2cVw1bq8x4Jt7yZpLnA3sE9uHfKiOoMrY",
  POSTERN_BASE_URL: "https://accounts.example.com",
  POSTERN_TRUSTED_PROXIES: "127.0.0.0/8",
  POSTERN_MAIL_FROM: "Acme <accounts@example.com>",
  POSTERN_DKIM_DOMAIN: "example.com",
  POSTERN_DKIM_SELECTOR: "postern",
  POSTERN_DKIM_PRIVATE_KEY: PRIVATE_KEY,
};

/** The DNS records of that installation, as they should be. */
const ZONE: Zone = {
  "accounts.example.com": [{ a: "192.0.2.80" }],
  "example.com": [{ mx: "mail.example.com" }, { txt: "v=spf1 mx -all" }, { txt: "other=1" }],
  "mail.example.com": [{ a: "192.0.2.25" }, { aaaa: "2001:db8::25" }],
  "postern._domainkey.example.com": [{ txt: PUBLISHED }],
  "_dmarc.example.com": [{ txt: "v=DMARC1; p=reject" }],
  "25.2.0.192.in-addr.arpa": [{ ptr: "mail.example.com" }],
  [`5.2.0.0${".0".repeat(20)}.8.b.d.0.1.0.0.2.ip6.arpa`]: [{ ptr: "mail.example.com" }],
};

export type Finding = {
  readonly check: string;
  readonly state: string;
  readonly seen: string;
  readonly mend: string | null;
  readonly record: { readonly name: string; readonly type: string; readonly value: string } | null;
};

let made: Promise<string> | undefined;

/** A folder with a database of the current version, made once and copied from then on. */
const migrated = (): Promise<string> =>
  (made ??= (async () => {
    const cwd = folder();
    await runCli(["db", "migrate"], { cwd, environment: { DATABASE_URL: "sqlite:postern.db" } });
    return cwd;
  })());

/** Runs the doctor; parts of the environment and of the zone are replaced or removed. */
export async function examined({
  smtp = "smtps://mail.example.com:1",
  environment = {},
  without = [],
  zone = {},
  args = [],
}: {
  smtp?: string;
  environment?: Environment;
  without?: readonly string[];
  zone?: Zone;
  args?: readonly string[];
} = {}) {
  const cwd = folder();
  await using dns = await dnsServer({ ...ZONE, ...zone });
  const whole: Record<string, string> = {
    DATABASE_URL: `sqlite:${join(cwd, "postern.db")}`,
    SMTP_URL: smtp,
    ...WELL,
    ...environment,
  };
  for (const name of without) delete whole[name];
  if (environment["DATABASE_URL"] === undefined) cpSync(await migrated(), cwd, { recursive: true });
  const ran = await runCli(["doctor", "--dns", dns.address, "--json", ...args], {
    cwd,
    environment: whole,
  });
  const { findings = [] } = ran.json() as { findings?: readonly Finding[] };
  const of = (check: string): Finding | undefined => findings.find((each) => each.check === check);
  return { ...ran, findings, of };
}
