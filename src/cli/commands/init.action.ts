// `postern init`: the settings of production and a secret, in one file that the server and all commands read.

import { readFileSync } from "node:fs";
import { parseEnv } from "node:util";
import { readConfig } from "../../server/config.ts";
import { makeSecret } from "../../server/secret.ts";
import { exitCodes, Refused } from "../exit.ts";
import { fileRefusal } from "../file-words.ts";
import type { Globals } from "../globals.ts";
import { writeWhole } from "../new-file.ts";
import { print, printJson, say } from "../output.ts";
import { answered, canAsk } from "../prompt.ts";
import { examined } from "./doctor.action.ts";
import type { InitFlags } from "./init.ts";

type Settings = Record<string, string>;

type Question = {
  readonly variable: string;
  readonly flag: string;
  readonly words: string;
  readonly given: (flags: InitFlags, globals: Globals) => string | undefined;
  /** Other variables that answer it as well. */
  readonly instead?: readonly string[];
  /** What is taken if nothing is said. Without one, an answer is required. */
  readonly otherwise?: (known: Settings) => string;
};

const QUESTIONS: readonly Question[] = [
  {
    variable: "POSTERN_BASE_URL",
    flag: "--base-url",
    words: "The URL that people open, like https://accounts.example.com",
    given: ({ baseUrl }) => baseUrl,
  },
  {
    variable: "POSTERN_APP_NAME",
    flag: "--app-name",
    words: "The name of the site, on pages and in mails",
    given: ({ appName }) => appName,
    otherwise: () => "Postern",
  },
  {
    variable: "DATABASE_URL",
    flag: "--database",
    words: "The database: sqlite:PATH or postgres://user:password@host/database",
    given: (_flags, { database }) => database,
    otherwise: () => "sqlite:data/postern.db",
  },
  {
    variable: "POSTERN_MAIL_URL",
    flag: "--mail-url",
    words:
      "The mail server or mail service, like smtps://user:password@smtp.example.com or postmark://TOKEN@default",
    given: ({ mailUrl }) => mailUrl,
    instead: ["SMTP_URL", "POSTERN_MAIL_URL_FILE"],
  },
  {
    variable: "POSTERN_MAIL_FROM",
    flag: "--mail-from",
    words: "The sender of all mails",
    given: ({ mailFrom }) => mailFrom,
    otherwise: (known) =>
      `${known["POSTERN_APP_NAME"] ?? "Postern"} <accounts@${hostOf(known["POSTERN_BASE_URL"])}>`,
  },
  {
    variable: "POSTERN_TRUSTED_PROXIES",
    flag: "--trusted-proxies",
    words: "The networks of the proxies in front of the server",
    given: ({ trustedProxies }) => trustedProxies,
    otherwise: () => "127.0.0.0/8",
  },
];

/** Asks for what the file does not have yet, adds it, and checks it. What the file has is neither asked nor changed. */
export async function initialise(flags: InitFlags, globals: Globals): Promise<void> {
  const before = readText(flags.file);
  const had = withoutEmpty(parseEnv(before));
  const added = await missingSettings(had, flags, globals);
  const environment = { ...withoutEmpty(process.env), ...had, ...added };
  const problems = await problemsOf(environment, globals);
  if (problems.length > 0) {
    const words = `Nothing was written, because the server would not start:\n${problems.join("\n")}`;
    throw new Refused("configuration", words, exitCodes.configuration);
  }
  const lines = Object.entries(added).map(([name, value]) => `${name}=${quoted(name, value)}\n`);
  const start = before === "" || before.endsWith("\n") ? before : `${before}\n`;
  if (lines.length > 0) writeWhole(flags.file, start + lines.join(""), { force: true });
  const written = Object.keys(added);
  if (!globals.json) sayWritten(flags.file, written);
  Object.assign(process.env, environment);
  const findings = flags.doctor ? await examined({}, globals) : [];
  if (globals.json) printJson({ file: flags.file, written, findings });
}

const withoutEmpty = (environment: NodeJS.Dict<string>): Settings =>
  Object.fromEntries(Object.entries(environment).filter(([, value]) => value)) as Settings;

/** What is not in the file: from the command line, or else from the environment, or asked. */
async function missingSettings(
  had: Settings,
  flags: InitFlags,
  globals: Globals,
): Promise<Settings> {
  const around = withoutEmpty(process.env);
  const added: Settings = {};
  /** Whether the file has one of them; what the environment has is added. */
  const isKnown = (names: readonly string[]): boolean => {
    if (names.some((name) => had[name] !== undefined)) return true;
    const found = names.find((name) => around[name] !== undefined);
    if (found !== undefined) added[found] = around[found] ?? "";
    return found !== undefined;
  };
  if (!isKnown(["NODE_ENV"])) added["NODE_ENV"] = "production";
  if (!isKnown(["POSTERN_SECRET", "POSTERN_SECRET_FILE"])) added["POSTERN_SECRET"] = makeSecret();
  const unanswered: Question[] = [];
  for (const question of QUESTIONS) {
    const { variable, instead = [], given } = question;
    const said = given(flags, globals);
    if (said !== undefined) refuseOther(flags.file, variable, had[variable], said);
    if (said === undefined && isKnown([variable, ...instead])) continue;
    const answer = said ?? (await answerOf(question, { ...had, ...added }, flags, globals));
    if (answer === undefined) unanswered.push(question);
    else if (had[variable] === undefined) added[variable] = answer;
  }
  if (unanswered.length === 0) return added;
  const missing = unanswered.map(({ flag, words }) => `${flag}: ${words}`);
  const words = `Nothing was written, because nobody can be asked for:\n${missing.join("\n")}`;
  throw new Refused("usage", words, exitCodes.usage);
}

function refuseOther(file: string, variable: string, had: string | undefined, said: string): void {
  if (had === undefined || had === said) return;
  const words = `${file} already has another ${variable}. Nothing was changed; edit the file to change it.`;
  throw new Refused("file-exists", words);
}

/** Asked until the server could start with it, or the default. */
async function answerOf(
  question: Question,
  known: Settings,
  flags: InitFlags,
  globals: Globals,
): Promise<string | undefined> {
  const { variable, words, otherwise } = question;
  const usual = otherwise?.(known);
  if (flags.yes || !canAsk()) return usual;
  for (;;) {
    const line = await answered(`${words}${usual === undefined ? "" : ` [${usual}]`}: `);
    const answer = line.trim() || usual;
    if (answer === undefined) continue;
    const problems = await problemsOf({ ...known, [variable]: answer }, globals);
    const wrong = problems.find((problem) => problem.startsWith(variable));
    if (wrong === undefined) return answer;
    say(wrong);
  }
}

async function problemsOf(environment: Settings, globals: Globals): Promise<readonly string[]> {
  const load = { environment, mode: "production", configFile: globals.config } as const;
  return (await readConfig({ ...load, database: globals.database })).problems;
}

function hostOf(url = ""): string {
  return URL.parse(url)?.hostname ?? "localhost";
}

function readText(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return "";
    throw fileRefusal(file, "read", error);
  }
}

/** In single quotes where Node, systemd or Docker Compose would read a character as something else. */
function quoted(name: string, value: string): string {
  if (!/[#$"'`\\\n]/.test(value)) return value;
  if (!/['\n]/.test(value)) return `'${value}'`;
  const words = `${name}: a quotation mark or a line break cannot be written to the file; in a URL write ' as %27`;
  throw new Refused("configuration", words, exitCodes.configuration);
}

function sayWritten(file: string, names: readonly string[]): void {
  if (names.length === 0) return print(`${file} has everything. Nothing was changed.`);
  print(`Written to ${file}: ${names.join(", ")}.`);
  if (names.includes("POSTERN_SECRET"))
    say("Keep the secret: without it, stored second factors cannot be read any more.");
  say("Start the server with: postern start");
}
