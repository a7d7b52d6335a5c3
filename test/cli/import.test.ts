// `postern import` and `postern export`: what an operator sees, and which files there are afterwards.

import { once } from "node:events";
import { readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { writeUserRecord } from "../../src/domain/user-record.ts";
import { person } from "../import/people.ts";
import { dumpOf } from "../postgres/filled.ts";
import { deskWithDatabase, like, startCli } from "./tools.ts";

const SECRET = { POSTERN_SECRET: "q8Jx2mVn5TzR7bLw0YpKc4HsGd9FaEu6" };

const SITE = {
  ...SECRET,
  POSTERN_ROLES: "editor",
  POSTERN_LANGUAGES: "en, de",
  POSTERN_BASE_URL: "https://postern.example",
};

const DJANGO = `id,email,password,date_joined,is_active,is_superuser
1,ada@example.com,pbkdf2_sha256$1000$abcdefgh$MxnjaYKAbQ+eB7zBdHTnNC/4xjIZHEyuEX8HBXTUPtQ=,2019-05-06 07:08:09+00:00,t,t
2,bob@example.com,md5$aa$0cc175b9c0f1b6a831c399e269772661,2019-05-06 07:08:09+00:00,t,f
3,bob@Example.com,!,2020-05-06 07:08:09+00:00,t,f
4,eve@example.com,$y$j9T$abc$def,2020-05-06 07:08:09+00:00,t,f
5,nonsense,x,2020-05-06 07:08:09+00:00,t,f
`;

const FLASK = `id,email,password,active
1,ada@example.com,$2b$12$BuYoD8DPlNufUrgbgynDbOJwOa2fEpyGCvXSiwEuL0ADy/XA0bftq,t
`;

/** A desk with files on it; the tables are there. */
async function desk(files: Readonly<Record<string, string>> = {}) {
  const { cwd, database, cli: bare } = deskWithDatabase();
  await bare("db migrate");
  for (const [name, text] of Object.entries(files)) writeFileSync(join(cwd, name), text);
  return {
    cwd,
    database,
    cli: (args: string, options: Parameters<typeof bare>[1] = {}) =>
      bare(args, { ...options, environment: { ...SITE, ...options.environment } }),
    text: (name: string) => readFileSync(join(cwd, name), "utf8"),
  };
}

describe.concurrent("postern import", () => {
  test("--dry-run changes nothing, and says what would become of whom, and why", async () => {
    const { cli, database } = await desk({ "users.csv": DJANGO });
    const before = dumpOf(database);
    const ran = await cli("import users.csv --from django --dry-run");
    expect(dumpOf(database)).toEqual(before);
    expect(ran.code).toBe(1);
    expect(ran.out).toMatch(/^would be imported +2$/m);
    expect(ran.out).toMatch(/^would be refused +3$/m);
    expect(ran.out).toContain(
      "1 row (line 5): has a password that cannot be verified: yescrypt ($y$)",
    );
    expect(ran.out).toContain("1 row (line 4): has the same address as another imported user");
    expect(ran.out).toContain("1 row (line 6): has an address that nobody can register with");
    expect(ran.out).toContain("2 passwords must be hashed at import");
    expect(ran.out).toMatch(/slowest imported hash takes about \d+ ms/);
    expect(ran.err).toMatch(/^Reading users of Django from users\.csv/);
    expect(ran.err).toContain("Nothing was changed.");
    const told = (await cli("import users.csv --from django --dry-run --json")).json();
    expect(told).toMatchObject({ dryRun: true });
    expect(told).toHaveProperty("hashingSeconds");
  });

  test("imports who can be imported, and a second time nobody", async () => {
    const { cli, text, cwd } = await desk({ "users.csv": DJANGO });
    const ran = await cli("import users.csv --from django --errors refused.jsonl");
    expect([ran.code, ran.out]).toEqual([1, like(/^imported +2$/m)]);
    expect(ran.err).toContain("bytes read: ");
    expect(ran.err).toContain("2 users without a confirmed address");
    expect(ran.err).toContain("Nobody was mailed.");
    const lines = text("refused.jsonl").trimEnd().split("\n");
    expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual([
      { line: 4, reason: "duplicate", detail: like(/same address/), email: "bob@Example.com" },
      {
        line: 5,
        reason: "password-cannot-verify",
        detail: "yescrypt ($y$)",
        email: "eve@example.com",
      },
      { line: 6, reason: "wrong-address", detail: "email is not an e-mail address" },
    ]);
    expect(statSync(join(cwd, "refused.jsonl")).mode & 0o777).toBe(0o600);
    expect((await cli("mail list --json")).json()).toMatchObject({ mails: [] });
    expect((await cli("user show ada@example.com --json")).json()).toMatchObject({
      user: { state: "unconfirmed", admin: true },
    });
    const again = await cli("import users.csv --from django --json");
    expect(again.json()).toMatchObject({ added: 0, known: 2, refused: 3, dryRun: false });
    const kept = await cli("import users.csv --from django --errors refused.jsonl");
    expect([kept.code, kept.err]).toEqual([1, like(/refused\.jsonl already exists/)]);
  });

  test("reads from a pipe, and imports people without a password if it is asked to", async () => {
    const { cli } = await desk();
    const ran = await cli("import - --from django --without-password --json", { input: DJANGO });
    expect(ran.json()).toMatchObject({ added: 3, notes: { "without-password": 1 } });
  });

  test("keeps apart the users of two sites of one system, whose ids are the same", async () => {
    const { cli } = await desk({
      "one.csv": "id,email,password\n1,ada@example.com,\n2,bob@example.com,\n",
      "two.csv": "id,email,password\n1,eve@example.com,\n2,bob@example.com,\n",
    });
    await cli("import one.csv --from django");
    const mixed = await cli("import two.csv --from django");
    expect(mixed.out).toContain("1 user with an id that was imported before, and another address");
    const told = (await cli("import two.csv --from django --as shop --json")).json();
    expect(told).toMatchObject({ added: 1, refused: 1, notes: {} });
  });

  test("prints nothing from a file that could control the terminal", async () => {
    const esc = "\u001B]0;owned\u0007";
    const { cli } = await desk({
      "u.csv": `id,email,${esc}\n1,ada@example.com,x\n`,
      "u.ldif": `dn: cn=ada\nmail: ada@example.com\n${esc}\n`,
    });
    for (const args of ["import u.csv --from django", "import u.ldif --from ldap --format ldif"]) {
      const { out, err } = await cli(args);
      expect(out + err).toContain("owned");
      expect(out + err).not.toMatch(/[\u001B\u0007]/);
    }
  });

  test("keeps a pepper once, under its name, and refuses another one of that name", async () => {
    const pepper = (text: string) => JSON.stringify({ pepper: { id: "old", text } });
    const { cli } = await desk({ "a.json": pepper("p1"), "b.json": pepper("p2"), "u.csv": DJANGO });
    await cli("import u.csv --from django --parameters a.json");
    for (const dryRun of ["--dry-run", ""]) {
      const other = await cli(`import u.csv --from django --parameters b.json ${dryRun}`.trim());
      expect([other.code, other.err]).toEqual([1, like(/Another pepper is kept as "old"/)]);
    }
    expect(
      (await cli("import u.csv --from django --parameters a.json --json")).json(),
    ).toMatchObject({ known: 2 });
  });

  test("--dry-run tells what the import would: of peppers, of another secret, and of passwords whose pepper is nowhere", async () => {
    const pepper = JSON.stringify({ pepper: { id: "old", text: "a pepper of the old site" } });
    const one = await desk({ "p.json": pepper, "u.csv": FLASK });
    const dry = "import u.csv --from flask-security --dry-run";
    expect((await one.cli(`${dry} --json`)).json()).toMatchObject({
      added: 0,
      problems: [{ reason: "password-pepper-missing" }],
    });
    const before = dumpOf(one.database);
    expect((await one.cli(`${dry} --parameters p.json --json`)).json()).toMatchObject({ added: 1 });
    expect(dumpOf(one.database)).toEqual(before);
    await one.cli("import u.csv --from flask-security --parameters p.json");
    await one.cli("export --with-credentials --out all.jsonl");
    const two = await desk({ "p.json": pepper, "all.jsonl": one.text("all.jsonl") });
    const again = "import all.jsonl --from postern --json";
    for (const dryRun of [" --dry-run", ""])
      expect((await two.cli(`${again}${dryRun}`)).json()).toMatchObject({
        added: 0,
        problems: [{ reason: "password-pepper-missing", detail: 'the pepper "old"' }],
      });
    for (const dryRun of [" --dry-run", ""])
      expect((await two.cli(`${again}${dryRun} --parameters p.json`)).json()).toMatchObject({
        added: 1,
      });
    const POSTERN_SECRET = "another-secret-that-is-long-enough-1";
    const strange = await two.cli(`${again} --dry-run`, { environment: { POSTERN_SECRET } });
    expect([strange.code, strange.err]).toEqual([3, like(/not the one that this database was/)]);
  });

  test("says so when the last day of imported passwords is over, because their users would have to reset", async () => {
    const { cli } = await desk({ "users.csv": DJANGO });
    for (const [until, words] of [
      ["2020-01-01", like(/no longer accepted .*: 2 users would have to reset/)],
      ["2099-01-01", expect.not.stringMatching(/no longer accepted/)],
    ] as const) {
      const environment = { POSTERN_IMPORTED_PASSWORDS_UNTIL: until };
      const ran = await cli("import users.csv --from django --dry-run", { environment });
      expect([until, ran.err]).toEqual([until, words]);
    }
  });

  test("says what is wrong with its arguments, and changes nothing", async () => {
    const { cli, database } = await desk({
      "u.csv": DJANGO,
      "p.json": "[]",
      "q.json": '{"forms":["x"]}',
      "pepper.json": '{"pepper":{"id":"old","text":"p1"}}',
      "there.jsonl": "",
    });
    const before = dumpOf(database);
    for (const [args, code, words] of [
      ["import u.csv", 2, /required option '--from/],
      ["import u.csv --from nothing", 2, /There are postern, flask-security/],
      [
        "import none.csv --from django",
        1,
        /none\.csv cannot be read because there is no such file/,
      ],
      ["import u.csv --from django --parameters p.json", 2, /is not a JSON object/],
      ["import u.csv --from django --parameters q.json", 2, /forms\[0\] is none of/],
      ["import u.csv --from csv --map email", 2, /--map: "email" is not of the form part=column/],
      ["import u.csv --from django --duplicates last", 2, /Allowed choices are first/],
      [
        "import u.csv --from django --parameters pepper.json --errors there.jsonl",
        1,
        /there\.jsonl already exists/,
      ],
    ] as const) {
      const ran = await cli(args);
      expect([args, ran.code, ran.err]).toEqual([args, code, like(words)]);
    }
    const secretless = await cli("import u.csv --from django", {
      environment: { POSTERN_SECRET: "" },
    });
    expect([secretless.code, secretless.err]).toEqual([3, like(/set the same POSTERN_SECRET/)]);
    expect(dumpOf(database)).toEqual(before);
  });

  test("that is killed is completed by the same command", async () => {
    const people = Array.from({ length: 4_000 }, (_, n) => `${writeUserRecord(person(n))}\n`);
    const { cli, cwd, database } = await desk({ "users.jsonl": people.join("") });
    const args = "import users.jsonl --from postern --leave-unknown".split(" ");
    const environment = { ...SITE, DATABASE_URL: `sqlite:${database}` };
    const child = startCli(args, { environment, cwd });
    child.stderr?.on("data", (words: Buffer) => {
      if (words.includes("bytes read")) child.kill("SIGKILL");
    });
    await once(child, "close");
    const begun = dumpOf(database)["users"]!.length;
    // Whole batches, or all if it was faster.
    expect(begun === 4_000 || begun % 512 === 0).toBe(true);
    const ran = await cli([...args, "--json"].join(" "));
    expect(ran.json()).toMatchObject({ added: 4_000 - begun, known: begun, refused: 0 });
    expect(dumpOf(database)["users"]).toHaveLength(4_000);
  });
});

describe.concurrent("postern export", () => {
  test("brings nobody back who was deleted since, whether they were imported or registered here", async () => {
    const { cli } = await desk();
    for (const email of ["ada@example.com", "bob@example.com"])
      await cli(`user create ${email} --confirmed`);
    await cli("export --with-credentials --out all.jsonl");
    await cli("user delete ada@example.com --yes");
    for (const dryRun of [" --dry-run", ""]) {
      const ran = await cli(`import all.jsonl --from postern --json${dryRun}`);
      expect(ran.json()).toMatchObject({ added: 0, known: 2, refused: 0 });
    }
    expect((await cli("user show ada@example.com")).code).toBe(1);
  });

  test("writes lines that import reads, and the copy exports the same", async () => {
    const people = Array.from({ length: 300 }, (_, n) => `${writeUserRecord(person(n))}\n`);
    const one = await desk({ "users.jsonl": people.join("") });
    const told = await one.cli("import users.jsonl --from postern --leave-unknown --json");
    expect(told.json()).toMatchObject({ added: 300, refused: 0 });
    const ran = await one.cli("export --with-credentials --out all.jsonl");
    expect([ran.code, ran.err]).toEqual([0, like(/300 users exported/)]);
    expect(statSync(join(one.cwd, "all.jsonl")).mode & 0o777).toBe(0o600);
    const other = await desk({ "all.jsonl": one.text("all.jsonl") });
    await other.cli("import all.jsonl --from postern");
    expect((await other.cli("export --with-credentials")).out).toBe(one.text("all.jsonl"));
    const same = await one.cli("import all.jsonl --from postern --json");
    expect(same.json()).toMatchObject({ known: 300, added: 0 });
    const audit = await one.cli("audit list --json");
    expect(audit.out).toContain("users (jsonl, with credentials)");
  });

  test("without --with-credentials has no hash and no secret, and replaces no file", async () => {
    const people = Array.from({ length: 30 }, (_, n) => `${writeUserRecord(person(n))}\n`);
    const { cli, text, cwd } = await desk({ "users.jsonl": people.join("") });
    await cli("import users.jsonl --from postern --leave-unknown");
    await cli("export --out some.jsonl --json");
    const before = text("some.jsonl");
    expect(text("some.jsonl")).not.toMatch(/hash|quick|foreign:|GEZD|digest/);
    const again = await cli("export --out some.jsonl");
    expect([again.code, again.err]).toEqual([1, like(/some\.jsonl already exists.*or remove it/)]);
    expect(text("some.jsonl")).toBe(before);
    expect(readdirSync(cwd).filter((name) => name.includes(".part-"))).toEqual([]);
  });

  test("as CSV is safe for spreadsheets, and never has credentials", async () => {
    const { cli } = await desk();
    await cli("user create =cmd@example.com --confirmed");
    const ran = await cli("export --format csv");
    expect(ran.out).toContain("id,foreign_id,email,registered_on");
    expect(ran.out).toContain(",'=cmd@example.com,");
    const refused = await cli("export --format csv --with-credentials");
    expect([refused.code, refused.err]).toEqual([2, like(/use jsonl/)]);
  });
});
