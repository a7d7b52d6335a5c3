import { describe, expect, test } from "vitest";
import { parsePostgresUrl, trustsAnyServer } from "./postgres-url.ts";

const PLAIN = { user: "postern", password: "pw", database: "site" };

describe("a URL as PostgreSQL writes it", () => {
  test.each([
    ["postgres://postern:pw@db.example/site", {}],
    [
      "postgresql://postern:pw@db.example:6432/site",
      { servers: [{ host: "db.example", port: 6432 }] },
    ],
    ["postgres://postern:p#w%@db.example/site", { password: "p#w%" }],
    ["postgres://postern:p@s/s@db.example/site", { password: "p@s/s" }],
    ["postgres://postern:p%23%25%20w@db.example/site", { password: "p#% w" }],
    ["postgres://postern:pw@[::1]:5433/site", { servers: [{ host: "::1", port: 5433 }] }],
    [
      "postgres://postern:pw@a,b:6432/site?target_session_attrs=read-write",
      { servers: [{ host: "a" }, { host: "b", port: 6432 }] },
    ],
    [
      "postgres:///site?host=/var/run/postgresql",
      { servers: [{ host: "/var/run/postgresql" }], user: undefined, password: undefined },
    ],
    [
      "postgres://postern:pw@%2Fvar%2Frun%2Fpostgresql/site",
      { servers: [{ host: "/var/run/postgresql" }] },
    ],
    [
      "postgres:///site?host=a,b&port=1&user=postern&password=pw",
      {
        servers: [
          { host: "a", port: 1 },
          { host: "b", port: 1 },
        ],
      },
    ],
    ["postgres:///site?user=postern&password=pw", { servers: [{ host: undefined }] }],
    [
      "postgres://postern:pw@db.example:5432/site?schema=accounts&prefix=auth_",
      { place: { schema: "accounts", prefix: "auth_" } },
    ],
    [
      "postgres://postern:pw@db.example:5432/site?application_name=a@b",
      { servers: [{ host: "db.example", port: 5432 }] },
    ],
  ])("%s", (url, expected) => {
    expect(parsePostgresUrl(url)).toMatchObject({ ...PLAIN, ...expected });
  });
});

describe("TLS", () => {
  const ssl = (query: string): unknown => {
    const read = parsePostgresUrl(`postgres://db.example/site?${query}`);
    return typeof read === "string" ? read : read.ssl;
  };
  const file = import.meta.filename;

  test.each([
    ["", undefined],
    ["sslmode=disable", false],
    ["sslmode=require", { rejectUnauthorized: false }],
    ["sslmode=verify-full", {}],
    ["sslmode=verify-full&sslrootcert=system", {}],
  ])("%s", (query, expected) => {
    expect(ssl(query)).toEqual(expected);
  });

  test("a certificate of one's own is read, and checked whatever is required", () => {
    const ca: unknown = expect.stringContaining("TLS");
    expect(ssl(`sslrootcert=${file}`)).toEqual({ ca });
    expect(ssl(`sslmode=verify-full&sslrootcert=${file}`)).toEqual({ ca });
    for (const mode of ["require", "verify-ca"]) {
      const anyName: unknown = expect.any(Function);
      expect(ssl(`sslmode=${mode}&sslrootcert=${file}`)).toEqual({
        ca,
        checkServerIdentity: anyName,
      });
    }
  });
});

test("a URL that encrypts and trusts whichever server answers is known for it", () => {
  const trusts = (query: string) => trustsAnyServer(`postgres://u:p@db.example/site?${query}`);
  expect(trusts("sslmode=require")).toBe(true);
  for (const query of [
    "",
    "sslmode=disable",
    "sslmode=verify-full",
    `sslmode=require&sslrootcert=${import.meta.filename}`,
  ]) {
    expect([query, trusts(query)]).toEqual([query, false]);
  }
  expect(trustsAnyServer("sqlite:data/postern.db")).toBe(false);
});

test.each([
  ["mysql://localhost/app", "DATABASE_URL: use sqlite:PATH"],
  ["postgres://db.example", "DATABASE_URL: name the database"],
  ["postgres://u:secret@db.example/site?schema=Auth-", "schema: use small letters"],
  ["postgres://u:s%ffecret@db.example/site", "a code that begins with %"],
  ["postgres://u:secret@db.example:many/site", "port must be a number"],
  ["postgres://u:secret@a,b/site?port=1,2,3", "one port, or one for each host"],
  ["postgres://u:secret@db.example/site?sslmode=prefer", "sslmode must be disable"],
  ["postgres://u:secret@db.example/site?sslmode=verify-ca", "needs sslrootcert"],
  ["postgres://u:secret@db.example/site?sslrootcert=/no/file", "sslrootcert cannot be read"],
  ["postgres://u:secret@db.example/site?channel_binding=require", "give an sslmode"],
  ["postgres://u:secret@db.example/site?target_session_attrs=standby", "Postern writes"],
  ["postgres://u:secret@db.example/site?pgbouncer=true", '"pgbouncer" is not one'],
])("%s is refused in words, and without its password", (url, words) => {
  const said = parsePostgresUrl(url);
  expect(said).toContain(words);
  expect(said).not.toContain("ecret");
});
