// Follows the guide of one system in a throw-away root: makes the old site, runs what the guide says, and logs everybody in.

import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { freePort, run } from "../../src/testing/process.ts";
import { logInAll, type Person } from "./log-in.ts";

const [name = "", root = ""] = process.argv.slice(2);
const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
const site = `${root}/site`;
const POSTERN = here("../../src/cli/main.ts");

/** What the guide leaves to the reader: options that it offers, and the names of the reader's own things. */
const CHOICES: Readonly<Record<string, string>> = {
  "flask-security": "--leave-unknown",
  django: "--leave-unknown",
  devise: "--map disabled=blocked",
  wordpress: "--leave-unknown",
};

const oldEnvironment = {
  ...process.env,
  PATH: `${dirname(process.execPath)}:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin`,
  RAILS_ENV: "production",
  SECRET_KEY_BASE: "0123456789abcdef0123456789abcdef0123456789abcdef",
  OTP_KEY: "a-key-for-the-secrets-of-apps-of-32-or-more-letters",
};

const environment = {
  ...process.env,
  PATH: oldEnvironment.PATH,
  DATABASE_URL: "sqlite:postern.db",
  POSTERN_SECRET: "a-secret-of-this-throw-away-root-0123456789abcdef",
  POSTERN_TRUSTED_PROXIES: "127.0.0.1,::1",
};

const inRoot = (command: string): unknown =>
  execFileSync("chroot", [root, "sh", "-c", `cd /site && ${command}`], {
    stdio: "inherit",
    env: oldEnvironment,
  });

const postern = (command: string): unknown =>
  execFileSync("sh", ["-c", `node "$0" ${command}`, POSTERN], {
    stdio: "inherit",
    cwd: site,
    env: environment,
  });

mkdirSync(site);
cpSync(here(`sites/${name}`), site, { recursive: true });
cpSync(here("sites/people.json"), `${root}/people.json`);
inRoot("sh /server.sh make");
postern("db migrate");
for (const step of stepsOf(readFileSync(here(`../../docs/importing/from-${name}.md`), "utf8")))
  follow(step);

const people = JSON.parse(readFileSync(`${site}/people.json`, "utf8")) as readonly Person[];
const port = await freePort();
let faults: number;
{
  await using server = run(POSTERN, {
    args: ["dev", "--port", String(port)],
    folder: site,
    environment,
  });
  while (!server.output().includes("Postern is at")) {
    if (server.hasEnded()) throw new Error(server.output());
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  faults = await logInAll(`http://localhost:${port}`, people, {
    isWordPress: name === "wordpress",
  });
}
postern("stats hashes");
postern("db restore before-import.db --force");
postern("user list");
process.exit(faults === 0 ? 0 : 1);

type Step = { readonly language: string; readonly text: string; readonly file: string };

/** The blocks of code in the steps of a guide, each with the file that the words before it name. */
function stepsOf(guide: string): readonly Step[] {
  const steps = guide.slice(guide.indexOf("## Steps"), guide.indexOf("## Check"));
  return [...steps.matchAll(/([^]*?)```(\w+)\n([^]*?)```/g)].map(
    ([, before = "", language = "", code = ""]) => ({
      language,
      text: code.replace(/^ {3}/gm, ""),
      file: /(?:Save this as|Write) `([\w.-]+)`/.exec(before)?.[1] ?? "",
    }),
  );
}

function follow({ language, text, file }: Step): void {
  if (language !== "console") return writeFileSync(`${site}/${file}`, text);
  const lines = text.split("\n").flatMap((line) => /^\$ (.*)/.exec(line)?.[1] ?? []);
  const commands = lines.map((line) =>
    line
      .replace("-u DB_USER -p DB_NAME", "-u wp site")
      .replace(/(postern import .*)/, `$1 ${CHOICES[name] ?? ""}`),
  );
  for (const command of commands) console.log(`$ ${command}`);
  const own = commands.filter((command) => command.startsWith("postern "));
  if (own.length === 0) inRoot(commands.join("\n"));
  for (const command of own) postern(command.slice("postern ".length));
}
