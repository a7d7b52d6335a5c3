// Reads a URL like PostgreSQL's own programs:
// https://www.postgresql.org/docs/current/libpq-connect.html#LIBPQ-CONNSTRING-URIS

import { readFileSync } from "node:fs";
import type { ConnectionOptions } from "node:tls";
import { oddPlace, type TablePlace } from "../stores/sql/naming.ts";

export type PostgresAddress = {
  /** The servers to try, in this order. A host may be a name, an address, or the folder of a socket. */
  readonly servers: readonly { readonly host?: string | undefined; readonly port?: number }[];
  readonly user: string | undefined;
  readonly password: string | undefined;
  readonly database: string;
  /** Undefined if the URL does not say, so that PGSSLMODE decides. */
  readonly ssl: false | ConnectionOptions | undefined;
  /** Seconds for making a connection. */
  readonly connectTimeout: number | undefined;
  /** Sent to the server unchanged. */
  readonly named: { readonly application_name?: string; readonly options?: string };
  readonly enableChannelBinding: boolean;
  /** Postern's own parameters, `schema` and `prefix`: where its tables are in a database that it shares. */
  readonly place: TablePlace;
};

/** With a `?` before the first `@`, that `@` belongs to a parameter. */
const URI =
  /^postgres(?:ql)?:\/\/(?:(?<user>[^:@/?]*)(?::(?<password>[^?]*?))?@)?(?<hosts>[^/?@]*)(?:\/(?<database>[^?@]*))?(?:\?(?<query>.*))?$/s;

const READ =
  /^(?:host|port|user|password|dbname|connect_timeout|target_session_attrs|schema|prefix|application_name|options|channel_binding|ssl(?:mode|rootcert|cert|key|password))$/;

/** Accepted and not needed: pg has no such setting, or Postern sets it by itself. */
const LET_PASS = /^(?:keepalives(?:_\w+)?|tcp_user_timeout|gssencmode|uselibpqcompat)$/;

/** The message for what cannot be read. It does not quote the URL, which may contain a password anywhere. */
class Unreadable extends Error {}

/** What a URL names; or, as a text, what is wrong with it. Reads the certificates that it names. */
export function parsePostgresUrl(url: string): PostgresAddress | string {
  try {
    return read(url);
  } catch (error) {
    if (error instanceof Unreadable) return `DATABASE_URL: ${error.message}`;
    throw error;
  }
}

function read(url: string): PostgresAddress {
  const found = URI.exec(url)?.groups;
  if (found === undefined) throw new Unreadable(LIKE);
  const given = parametersIn(found["query"] ?? "");
  const text = (part: string, parameter: string): string | undefined =>
    given.get(parameter) ?? (decoded(found[part] ?? "") || undefined);
  const database = text("database", "dbname");
  if (database === undefined) throw new Unreadable(`name the database. ${LIKE}`);
  refuseStandbys(given.get("target_session_attrs"));
  const [name, options] = [given.get("application_name"), given.get("options")];
  return {
    servers: serversIn(found["hosts"] ?? "", given),
    user: text("user", "user"),
    password: text("password", "password"),
    database,
    ssl: sslOf(given),
    connectTimeout: numberOf("connect_timeout", given.get("connect_timeout")),
    named: {
      ...(name === undefined ? {} : { application_name: name }),
      ...(options === undefined ? {} : { options }),
    },
    enableChannelBinding: isBound(given),
    place: placeIn(given),
  };
}

function placeIn(given: ReadonlyMap<string, string>): TablePlace {
  const [prefix = "", schema] = [given.get("prefix"), given.get("schema")];
  const place = { prefix, ...(schema === undefined ? {} : { schema }) };
  const odd = oddPlace(place);
  if (odd !== undefined) throw new Unreadable(odd);
  return place;
}

/**
 * pg uses channel binding if the server offers it, but cannot require it. Without TLS there is nothing to bind
 * to.
 */
function isBound(given: ReadonlyMap<string, string>): boolean {
  const wish = given.get("channel_binding") ?? "disable";
  if (wish === "require" && !sslOf(given)) {
    throw new Unreadable("channel_binding=require needs TLS: give an sslmode");
  }
  return wish !== "disable";
}

const LIKE =
  "use sqlite:PATH, like sqlite:data/postern.db, or postgres://user:password@host/database";

function parametersIn(query: string): ReadonlyMap<string, string> {
  const given = new Map<string, string>();
  for (const pair of query.split("&").filter((each) => each !== "")) {
    const [name = "", ...value] = pair.split("=");
    if (!READ.test(name) && !LET_PASS.test(name)) {
      throw new Unreadable(
        `the parameter ${JSON.stringify(name.slice(0, 40))} is not one that Postern knows`,
      );
    }
    given.set(name, decoded(value.join("=")));
  }
  return given;
}

/** A % that starts no code stands for itself, as people write it in passwords. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text.replace(/%(?![0-9a-f]{2})/gi, "%25"));
  } catch {
    throw new Unreadable("a code that begins with % in it is no letter; write % itself as %25");
  }
}

function serversIn(
  authority: string,
  given: ReadonlyMap<string, string>,
): PostgresAddress["servers"] {
  const named = given.get("host");
  const hosts = named?.split(",") ?? authority.split(",").map(hostIn);
  const ports = given.get("port")?.split(",") ?? (named ? [] : authority.split(",").map(portIn));
  if (ports.length > 1 && ports.length !== hosts.length) {
    throw new Unreadable("give one port, or one for each host");
  }
  return hosts.map((host, place) => {
    const port = numberOf("port", ports.length === 1 ? ports[0] : ports[place]);
    return { host: host || undefined, ...(port === undefined ? {} : { port }) };
  });
}

const HOST = /^(?<host>\[[^\]]*\]|[^:]*)(?::(?<port>.*))?$/;

const hostIn = (part: string): string =>
  decoded((HOST.exec(part)?.groups?.["host"] ?? "").replace(/^\[(.*)\]$/, "$1"));

const portIn = (part: string): string => HOST.exec(part)?.groups?.["port"] ?? "";

function numberOf(name: string, text = ""): number | undefined {
  if (text === "") return undefined;
  const number = Number(text);
  if (!/^\d+$/.test(text) || number > 65_535) throw new Unreadable(`${name} must be a number`);
  return number;
}

function refuseStandbys(wanted = "any"): void {
  if (["any", "read-write", "primary"].includes(wanted)) return;
  throw new Unreadable("Postern writes: target_session_attrs must be read-write, primary or any");
}

/** Whether a URL only asks for encryption and trusts whichever server answers: `sslmode=require` alone. */
export function trustsAnyServer(url: string): boolean {
  const address = parsePostgresUrl(url);
  if (typeof address === "string" || typeof address.ssl !== "object") return false;
  return address.ssl.rejectUnauthorized === false;
}

/** The modes mean the same as for PostgreSQL's own programs. */
function sslOf(given: ReadonlyMap<string, string>): PostgresAddress["ssl"] {
  const root = given.get("sslrootcert");
  const passphrase = given.get("sslpassword");
  const files = {
    ...(root === undefined || root === "system" ? {} : { ca: contentOf("sslrootcert", root) }),
    ...pemOf(given, "sslcert", "cert"),
    ...pemOf(given, "sslkey", "key"),
    ...(passphrase === undefined ? {} : { passphrase }),
  };
  const mode = given.get("sslmode") ?? (Object.keys(files).length > 0 ? "verify-full" : undefined);
  const anyName = { checkServerIdentity: (): undefined => undefined };
  switch (mode) {
    case undefined:
      return undefined;
    case "disable":
      return false;
    case "require":
      return "ca" in files ? { ...files, ...anyName } : { ...files, rejectUnauthorized: false };
    case "verify-ca":
      if (!("ca" in files)) throw new Unreadable("sslmode=verify-ca needs sslrootcert");
      return { ...files, ...anyName };
    case "verify-full":
      return files;
    default:
      throw new Unreadable("sslmode must be disable, require, verify-ca or verify-full");
  }
}

function pemOf(
  given: ReadonlyMap<string, string>,
  parameter: string,
  as: "cert" | "key",
): Partial<Record<"cert" | "key", string>> {
  const file = given.get(parameter);
  return file === undefined ? {} : { [as]: contentOf(parameter, file) };
}

function contentOf(parameter: string, file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    throw new Unreadable(`${parameter} cannot be read: ${(error as Error).message}`);
  }
}
