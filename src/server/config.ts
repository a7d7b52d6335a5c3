// Configuration of the standalone server: the environment overrides postern.config.ts, which overrides the
// defaults. Everything is checked at once, and every value is kept with its source.

import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { z } from "zod";
import { parseCidrs, type Cidr } from "../domain/client-address.ts";
import type { Duration } from "../domain/time.ts";
import type { Custom } from "../custom.ts";
import type { Feature } from "../feature.ts";
import type { Options } from "../options/types.ts";
import { oddPlace } from "../stores/sql/naming.ts";
import { ConfigError } from "./config-error.ts";
import { readOptions } from "./config-options.ts";
import { readCustom } from "./own-look.ts";
import type { Environment, Known, LoadOptions, Mode, Provenance } from "./config-types.ts";
import { findDisposableFile } from "./domain-files.ts";
import { readDrain } from "./drain.ts";
import { parsePostgresUrl } from "./postgres-url.ts";
import { readReceivingPlace, shownPlace, type ReceivingPlace } from "./receiving-place.ts";
import { findSecret, keepSecret, type FoundSecret } from "./secret.ts";
import { parseSqliteUrl } from "./sqlite-url.ts";
import { readMailSource } from "./mail-source.ts";
import type { MailSource } from "./mail-url.ts";
import { oauthProvenance } from "./smtp-oauth.ts";

export type ServerConfig = {
  readonly mode: Mode;
  readonly host: string;
  readonly port: number;
  readonly database: string;
  /** The folder of the database file; the secret and captured mails are in it too. */
  readonly dataFolder: string | undefined;
  readonly secret: string;
  /** Where mails are handed over: the first is used while it works. None: nowhere, and the development mailbox keeps them. */
  readonly mail: readonly MailSource[];
  readonly trustedProxies: readonly Cidr[];
  /** Where Prometheus reads the metrics; undefined: nowhere. */
  readonly metrics: { readonly host: string; readonly port: number } | undefined;
  /** Where the server itself receives bounce reports; undefined: nowhere. */
  readonly receiving: ReceivingPlace | undefined;
  /** How long a stopping server still answers, so that a load balancer notices that it is stopping. */
  readonly drain: Duration;
  /** The operator's own list of disposable domains, read anew whenever it changes. */
  readonly disposableDomainsFile: string | undefined;
  readonly options: Options;
  /** The site's own features. */
  readonly features: readonly Feature[];
  /** The site's own pages and mails. */
  readonly custom: Custom | undefined;
  readonly provenance: readonly Provenance[];
};

const modeSchema = z.enum(["development", "test", "production"]);

const noMode = (given = ""): string =>
  `NODE_ENV: use development, test or production, not "${given}"`;

/**
 * Reads the configuration to start with. Throws `ConfigError` with every problem at once, and writes nothing then. In
 * development a secret is made and kept; production refuses to start without one, and without a mail server or mail service.
 */
export async function loadConfig(load: LoadOptions): Promise<ServerConfig> {
  const config = await checkConfig(load);
  const { secret, dataFolder } = config;
  return secret === "" && dataFolder !== undefined
    ? { ...config, secret: keepSecret(dataFolder) }
    : config;
}

/** The same for a command that only looks: a secret that would have to be made is empty. */
export async function checkConfig(load: LoadOptions): Promise<ServerConfig> {
  const { config, problems } = await readConfig(load);
  if (problems.length > 0) throw new ConfigError(problems);
  return config;
}

/**
 * Reads the configuration and what is wrong with it, and writes nothing: a development secret that has not been made yet is
 * empty. If there are problems, `config` is only good to be shown: values that could not be read are missing.
 */
export async function readConfig(
  load: LoadOptions,
): Promise<{ readonly config: ServerConfig; readonly problems: readonly string[] }> {
  const environment = withoutEmpty(load.environment);
  const folder = load.folder ?? process.cwd();
  const problems: string[] = [];
  const mode = modeSchema.safeParse(environment["NODE_ENV"] ?? load.mode);
  if (!mode.success) problems.push(noMode(environment["NODE_ENV"]));
  const { custom: given, ...file } = await readConfigFile(folder, load.configFile);
  const known = { mode: mode.data ?? load.mode, environment, folder, load, file, problems };
  const [network, database] = [readNetwork(known), readDatabase(known)];
  const options = await readOptions(known, network.port);
  const secret = findSecret({ ...known, ...database });
  if (typeof secret === "string") problems.push(secret);
  const { mail, ...ofMail } = await readMailSource(known, options.values.mailFrom ?? DEFAULT_FROM);
  const trustedProxies = readProxies(known);
  const metrics = readMetrics(known);
  const drain = readDrain(known);
  const receiving = readReceivingPlace(known, options.values);
  const found: FoundSecret = typeof secret === "string" ? { secret: "", from: "nowhere" } : secret;
  const config: ServerConfig = {
    mode: known.mode,
    ...network,
    ...database,
    secret: found.secret,
    mail,
    trustedProxies,
    metrics,
    drain,
    receiving,
    disposableDomainsFile: findDisposableFile(known, options.values),
    features: options.features,
    custom: await readCustom(known, given, options.features),
    options: { hsts: true, ...options.values, developmentMailbox: mail.length === 0 },
    provenance: [
      variable(environment, "NODE_ENV", known.mode),
      ...networkProvenance(load, environment, network),
      databaseProvenance(load, environment, database.database),
      { name: "POSTERN_SECRET", value: "(secret)", from: found.from },
      variable(environment, "SMTP_URL", masked(environment["SMTP_URL"] ?? otherwise(mail))),
      ofMail.provenance,
      ...metricsProvenance(environment, metrics),
      ...otherProvenance(environment, drain, receiving),
      ...options.provenance,
    ],
  };
  return { config, problems };
}

/** An empty variable counts as not set: compose files with `${NAME:-}` produce them. */
const withoutEmpty = (environment: Environment): Environment =>
  Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ""));

const DEFAULT_FROM = "Postern <postern@localhost>";

const from = (environment: Environment, name: string): string =>
  environment[name] === undefined ? "default" : "environment";

const otherwise = (mail: readonly MailSource[]): string =>
  mail.length === 0 ? "development mailbox" : "none";

/** Passwords inside URLs are not shown. */
function masked(url: string): string {
  const withoutUser = url.replace(/(\/\/[^:/@]*:).*@/, "$1•••@");
  return withoutUser.replace(/([?&;][^=&;]*pass[^=&;]*=)[^&;]*/gi, "$1•••");
}

async function readConfigFile(
  folder: string,
  named: string | undefined,
): Promise<Readonly<Record<string, unknown>>> {
  const path = resolve(folder, named ?? "postern.config.ts");
  if (!existsSync(path)) {
    if (named === undefined) return {};
    throw new ConfigError([`--config: there is no file ${path}`]);
  }
  const module = await importFile(path);
  if (typeof module.default !== "object" || module.default === null) {
    throw new ConfigError([
      `${path}: export the options as default, like export default { appName: "Acme" }`,
    ]);
  }
  return module.default as Readonly<Record<string, unknown>>;
}

async function importFile(path: string): Promise<{ readonly default?: unknown }> {
  try {
    return (await import(pathToFileURL(path).href)) as { default?: unknown };
  } catch (error) {
    throw new ConfigError([`${path}: it cannot be run: ${String(error).split("\n")[0]}`]);
  }
}

function readNetwork({ mode, environment, load, problems }: Known): { host: string; port: number } {
  const text = environment["PORT"] ?? "5000";
  const port = load.port ?? Number(text);
  const isWrong = load.port === undefined && (!/^\d+$/.test(text) || port > 65_535);
  if (isWrong) problems.push(`PORT: give a number from 0 to 65535, like 5000, not "${text}"`);
  const everywhere = mode === "production" ? "0.0.0.0" : "127.0.0.1";
  const host = load.host ?? environment["HOST"] ?? everywhere;
  // A mistake is reported only once: the base URL follows from the port.
  return { host, port: isWrong ? 5000 : port };
}

const variable = (environment: Environment, name: string, value: string): Provenance => ({
  name,
  value,
  from: from(environment, name),
});

const otherProvenance = (
  environment: Environment,
  drain: Duration,
  receiving: ReceivingPlace | undefined,
): readonly Provenance[] => [
  variable(
    environment,
    "POSTERN_TRUSTED_PROXIES",
    environment["POSTERN_TRUSTED_PROXIES"] ?? "none",
  ),
  variable(environment, "POSTERN_BOUNCE_LISTEN", receiving ? shownPlace(receiving) : "none"),
  variable(environment, "POSTERN_DRAIN", `${drain / 1_000} seconds`),
  variable(environment, "POSTERN_TEMPLATES", environment["POSTERN_TEMPLATES"] ?? "none"),
  variable(environment, "POSTERN_SMTP_TLS", environment["POSTERN_SMTP_TLS"] ?? "by the server"),
  variable(environment, "POSTERN_SMTP_NAME", environment["POSTERN_SMTP_NAME"] ?? "the machine's"),
  ...oauthProvenance(environment),
];

const metricsProvenance = (
  environment: Environment,
  metrics: ServerConfig["metrics"],
): readonly Provenance[] => [
  variable(environment, "POSTERN_METRICS_PORT", metrics === undefined ? "none" : `${metrics.port}`),
  variable(environment, "POSTERN_METRICS_HOST", metrics?.host ?? "none"),
];

const databaseProvenance = (
  load: LoadOptions,
  environment: Environment,
  database: string,
): Provenance => ({
  name: "DATABASE_URL",
  value: masked(database),
  from: load.database === undefined ? from(environment, "DATABASE_URL") : "command line",
});

const networkProvenance = (
  load: LoadOptions,
  environment: Environment,
  { host, port }: { host: string; port: number },
): readonly Provenance[] => [
  {
    name: "PORT",
    value: `${port}`,
    from: load.port === undefined ? from(environment, "PORT") : "command line",
  },
  {
    name: "HOST",
    value: host,
    from: load.host === undefined ? from(environment, "HOST") : "command line",
  },
];

function readDatabase({ mode, environment, folder, load, problems }: Known): {
  database: string;
  dataFolder: string | undefined;
} {
  const standing = mode === "test" ? "sqlite::memory:" : "sqlite:data/postern.db";
  const database = load.database ?? environment["DATABASE_URL"] ?? standing;
  const sqlite = parseSqliteUrl(database);
  if (sqlite === undefined) {
    const address = parsePostgresUrl(database);
    if (typeof address !== "string") return { database, dataFolder: resolve(folder, "data") };
    problems.push(address);
    return { database, dataFolder: undefined };
  }
  const { file, place } = sqlite;
  const odd = oddPlace(place);
  if (odd !== undefined) problems.push(`DATABASE_URL: ${odd}`);
  return { database, dataFolder: file === ":memory:" ? undefined : resolve(folder, file, "..") };
}

function readProxies({ environment, problems }: Known): readonly Cidr[] {
  const text = environment["POSTERN_TRUSTED_PROXIES"] ?? "";
  if (text.trim() === "") return [];
  const parsed = parseCidrs(text);
  if (parsed.ok) return parsed.value;
  problems.push(
    `POSTERN_TRUSTED_PROXIES: give networks with commas, like 10.0.0.0/8, 192.168.1.1/32, not "${text}"`,
  );
  return [];
}

function readMetrics({ environment, problems }: Known): ServerConfig["metrics"] {
  const text = environment["POSTERN_METRICS_PORT"] ?? "";
  if (text === "") return undefined;
  const port = Number(text);
  if (!/^\d+$/.test(text) || port > 65_535) {
    problems.push(`POSTERN_METRICS_PORT: give a number from 0 to 65535, not "${text}"`);
    return undefined;
  }
  // Unless configured otherwise, the metrics are available only on the machine itself.
  return { host: environment["POSTERN_METRICS_HOST"] ?? "127.0.0.1", port };
}
