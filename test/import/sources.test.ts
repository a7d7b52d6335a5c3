// Every system's own files, and what becomes of the people in them.

import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { writeUserRecord } from "../../src/domain/user-record.ts";
import { parseMapping } from "../../src/import/sources/mapping.ts";
import { systems } from "../../src/import/sources/systems.ts";
import { fixture, NOW, read, readAll, shown, type Read } from "./reading.ts";

type File = {
  readonly system: string;
  readonly file: string;
  readonly parameters?: Readonly<Record<string, unknown>>;
  readonly map?: Readonly<Record<string, string>>;
};

const betterAuth = JSON.parse(
  readFileSync(fixture("better-auth-parameters.json"), "utf8"),
) as Readonly<Record<string, string>>;

const TOTP_SECRETS = { 1: "TjQ9Qa31VOrfEzuPy4VHQWPCTmRzCnFzMKLxXYiZu9B" };

const FILES: readonly File[] = [
  { system: "tutorial", file: "tutorial.csv" },
  {
    system: "flask-security",
    file: "flask-security.json",
    parameters: { rpId: "localhost", totpSecrets: TOTP_SECRETS },
  },
  { system: "flask-user", file: "flask-user.csv" },
  { system: "django", file: "django.json" },
  { system: "django", file: "django.csv" },
  { system: "django-allauth", file: "django-allauth.json" },
  { system: "devise", file: "devise.csv" },
  { system: "rails", file: "rails.csv" },
  { system: "laravel", file: "laravel.jsonl" },
  { system: "symfony", file: "symfony.jsonl" },
  { system: "wordpress", file: "wordpress.csv" },
  { system: "drupal", file: "drupal.csv" },
  { system: "drupal7", file: "drupal7.csv" },
  { system: "phpbb", file: "phpbb.csv" },
  { system: "discourse", file: "discourse.jsonl" },
  { system: "better-auth", file: "better-auth.json", parameters: betterAuth },
  { system: "better-auth", file: "better-auth.jsonl", parameters: betterAuth },
  { system: "lucia1", file: "lucia1.json" },
  { system: "lucia2", file: "lucia2.jsonl" },
  { system: "lucia", file: "lucia.csv" },
  { system: "authjs", file: "authjs.jsonl" },
  { system: "payload", file: "payload.jsonl" },
  { system: "firebase", file: "firebase.json" },
  { system: "firebase", file: "firebase.csv" },
  { system: "supabase", file: "supabase.jsonl" },
  { system: "auth0", file: "auth0.jsonl" },
  { system: "auth0", file: "auth0-passwords.jsonl" },
  { system: "keycloak", file: "keycloak-realm.json" },
  { system: "keycloak", file: "keycloak-users-0.json" },
  { system: "kratos", file: "kratos.json" },
  { system: "aspnet", file: "aspnet.csv" },
  { system: "dovecot", file: "dovecot.passwd" },
  { system: "ldap", file: "ldap.ldif" },
  { system: "crypt", file: "htpasswd", parameters: { domain: "example.org" } },
  { system: "crypt", file: "shadow", parameters: { domain: "example.org" } },
  {
    system: "mongodb",
    file: "mongodb.jsonl",
    map: {
      email: "mail",
      foreignId: "_id",
      registeredOn: "joined",
      confirmed: "ok",
      password: "pw",
      language: "profile.lang",
      "fields.name": "profile.name",
    },
  },
  {
    system: "rethinkdb",
    file: "rethinkdb.json",
    map: { registeredOn: "registered_on", confirmed: "confirmed", password: "password" },
  },
  {
    system: "csv",
    file: "mapping.csv",
    map: {
      email: "mail",
      registeredOn: "joined:s",
      confirmedOn: "since",
      password: "hash",
      salt: "salt",
      roles: "role",
      language: "lang",
      totp: "totp",
      "fields.name": "full name",
      "fields.visits": "visits",
    },
  },
];

/** What was read, a user on each line. */
function told({ users, left }: Read): string {
  const lines = users.map((user) =>
    "record" in user
      ? `line ${user.line}: ${writeUserRecord(user.record)}`
      : `line ${user.line}: NOT READ, ${user.problem.reason}: ${user.problem.detail}`,
  );
  const counts = Object.entries(left).map(([what, count]) => `${count} × ${what}`);
  return `${lines.join("\n")}\nleft behind: ${counts.join(", ")}\n`;
}

describe("the users of other systems", () => {
  test.each(FILES)("come from $file of $system", async ({ system, file, parameters, map }) => {
    const found = await readAll(fixture(file), { system, parameters, map });
    await expect(told(found)).toMatchFileSnapshot(`fixtures/expected/${file}.txt`);
  });

  test("come from every system that there is", () => {
    const tried = new Set(FILES.map(({ system }) => system));
    const others = systems.map(({ name }) => name).filter((name) => !tried.has(name));
    expect(others).toEqual(["postern", "jsonl"]);
  });

  test("come packed as well as unpacked, and by a format that is said", async () => {
    const lines = '{"email":"ada@example.com"}\n';
    expect(shown(await readAll(lines, { system: "jsonl", format: "jsonl" }))).toEqual([
      { email: "ada@example.com" },
    ]);
  });
});

describe("a user's second factor", () => {
  test("is the same app as before: the secrets are those that the systems showed as QR codes", async () => {
    const better = await readAll(fixture("better-auth.json"), {
      system: "better-auth",
      parameters: betterAuth,
    });
    expect(shown(better)[0]).toMatchObject({
      totp: [{ secret: "N5VTQS3LNVLHUSLOIVFVKX2CFVLUGV3YNN2VOZTBJJ2FA6LOGFEQ" }],
    });
    const flask = await readAll(fixture("flask-security.json"), {
      system: "flask-security",
      parameters: { totpSecrets: TOTP_SECRETS },
    });
    expect(shown(flask)[0]).toMatchObject({
      totp: [{ secret: "JXETTJ4UCJBKRVP27673PFVSOZXM26MP" }],
    });
  });

  test("is never dropped in silence: without its key the user is named, unless it is to be left behind", async () => {
    const without = await readAll(fixture("better-auth.json"), { system: "better-auth" });
    expect(shown(without)[0]).toBe(
      '4: has a second factor that cannot be decrypted: is "betterAuthSecret" in the parameters right?',
    );
    const wrong = { betterAuthSecret: "another".repeat(5) };
    const other = await readAll(fixture("better-auth.json"), {
      system: "better-auth",
      parameters: wrong,
    });
    expect(shown(other)[0]).toContain("cannot be decrypted");
    const flask = await readAll(fixture("flask-security.json"), { system: "flask-security" });
    expect(shown(flask)[0]).toContain('is "totpSecrets" in the parameters?');
    const left = await readAll(fixture("better-auth.json"), {
      system: "better-auth",
      parameters: { leave: ["totp", "recoveryCodes"] },
    });
    expect(left.left).toMatchObject({ twoFactor: 2 });
    expect(shown(left)[0]).not.toHaveProperty("totp");
  });

  test("of Better Auth may be sealed with one of several secrets, by its version", async () => {
    const file = JSON.parse(readFileSync(fixture("better-auth.json"), "utf8")) as {
      tables: { twoFactor: { secret: string; backupCodes: string }[] };
    };
    for (const row of file.tables.twoFactor) {
      row.secret = `$ba$7$${row.secret}`;
      row.backupCodes = '["plain-code"]';
    }
    const secret = betterAuth["betterAuthSecret"]!;
    const found = await readAll(JSON.stringify(file), {
      system: "better-auth",
      parameters: { betterAuthSecret: { 7: secret, 8: "x" } },
    });
    expect(shown(found)[0]).toMatchObject({
      totp: [{ secret: "N5VTQS3LNVLHUSLOIVFVKX2CFVLUGV3YNN2VOZTBJJ2FA6LOGFEQ" }],
      recoveryCodes: [{ code: "plain-code" }],
    });
  });

  test("that is a passkey stays behind, and is counted, unless the domain is said", async () => {
    const { left } = await readAll(fixture("better-auth.json"), {
      system: "better-auth",
      parameters: { betterAuthSecret: betterAuth["betterAuthSecret"] },
    });
    expect(left).toMatchObject({ "passkeys (no rpId in the parameters)": 1 });
  });
});

describe("what stays behind", () => {
  const leftOf = async (system: string, row: object, parameters = {}) =>
    (await readAll(`${JSON.stringify(row)}\n`, { system, format: "jsonl", parameters })).left;
  const email = "a@x.de";

  test("is told by name, also if it is another way to log in", async () => {
    expect(
      await leftOf("keycloak", { email, credentials: [{ type: "webauthn-passwordless" }] }),
    ).toEqual({
      "factors of the kind webauthn-passwordless": 1,
    });
    const credentials = { oidc: { config: {} } };
    expect(await leftOf("kratos", { traits: { email }, credentials })).toEqual({
      "factors of the kind oidc": 1,
    });
    const factors = [{ factor_type: "phone", status: "verified" }];
    expect(await leftOf("supabase", { email, factors })).toEqual({
      "factors of the kind phone": 1,
    });
    const account = [{ providerId: "google" }];
    expect(await leftOf("better-auth", { email, account })).toEqual({ "logins with google": 1 });
    expect(await leftOf("laravel", { email, two_factor_secret: "eyJpdiI6" })).toEqual({
      two_factor_secret: 1,
    });
  });

  test("is counted also where a directory has several values, of which the first comes along", async () => {
    const file = "dn: cn=a\nmail: a@x.de\nmail: b@x.de\nuserPassword: x\nuserPassword: y\n";
    const { users, left } = await readAll(file, { system: "ldap" });
    expect(users).toMatchObject([{ record: { email: "a@x.de" } }]);
    expect(left).toEqual({
      "further addresses of the same entry": 1,
      "further passwords of the same entry": 1,
    });
  });

  test("is not what says nothing: empty columns and lists, no, and the insides of the system", async () => {
    const row = { email, updatedAt: 1, image: "x", tags: [], extra: null, other: "", no: false };
    expect(await leftOf("better-auth", row)).toEqual({});
  });

  test("is no passkey that is broken: its user is named", async () => {
    const row = { email, passkey: [{ publicKey: "pQEC" }] };
    const parameters = { rpId: "x.de" };
    expect(
      shown(
        await readAll(JSON.stringify(row), { system: "better-auth", format: "jsonl", parameters }),
      ),
    ).toEqual(["1: has a passkey without an id or a key"]);
  });
});

describe("times", () => {
  const csv = (...from: readonly string[]) =>
    `email,on\n${from.map((on) => `a@x.de,${on}\n`).join("")}`;
  const seen = async (unit: string, ...from: readonly string[]) =>
    shown(
      await readAll(csv(...from), {
        system: "csv",
        map: { email: "email", registeredOn: `on${unit}` },
      }),
    );

  test("are in the unit that the source fixes, and another unit is named", async () => {
    const registeredOn = Date.UTC(2019, 4, 6, 7, 8, 9);
    const good = { email: "a@x.de", registeredOn };
    expect(await seen(":s", "1557126489")).toEqual([good]);
    expect(await seen(":ms", "1557126489000")).toEqual([good]);
    expect(await seen("", "2019-05-06 07:08:09")).toEqual([good]);
    expect(await seen(":ms", "1557126489")).toEqual([
      "2: registeredOn is in the year 1970, before 1995: is its unit right?",
    ]);
    expect(await seen(":s", "1557126489000")).toEqual([
      "2: registeredOn is in the future, in the year 51313: is its unit right?",
    ]);
    expect(await seen("", "1557126489")).toEqual([
      '2: on is a number: say its unit, as "times": "s" or "ms" in the parameters',
    ]);
    expect(await seen(":ms", "2019-05-06")).toEqual(["2: on is not a number of ms"]);
  });

  test("are read as databases and languages write them, and no day is made up", async () => {
    const at = (...written: readonly string[]) => seen("", ...written);
    const registeredOn = Date.UTC(2019, 4, 6, 7, 8, 9, 120);
    const good = { email: "a@x.de", registeredOn };
    expect(
      await at(
        "2019-05-06T07:08:09.12Z",
        "2019-05-06 07:08:09.120000",
        "2019-05-06 07:08:09.120 UTC",
        "2019-05-06 09:08:09.12+02",
        "2019-05-06 03:38:09.1200000 -03:30",
        "2019-05-06T07:08:09.120+0000",
      ),
    ).toEqual(Array.from({ length: 6 }, () => good));
    expect(await at("2019-02-30", "2019-13-01", "06.05.2019", "yesterday")).toEqual([
      "2: on is not a time",
      "3: on is not a time",
      "4: on is not a time",
      "5: on is not a time",
    ]);
    expect(await at("0000-00-00 00:00:00", "NULL", "\\N")).toEqual(
      Array.from({ length: 3 }, () => ({ email: "a@x.de" })),
    );
  });

  test("of MongoDB are texts or milliseconds in a wrapping, and no day is made up", async () => {
    const at = async (...dates: readonly unknown[]) => {
      const rows = dates.map((on) => JSON.stringify({ mail: "a@x.de", on: { $date: on } }));
      const map = { email: "mail", registeredOn: "on" };
      return shown(await readAll(rows.join("\n"), { system: "mongodb", map }));
    };
    const good = { email: "a@x.de", registeredOn: Date.UTC(2019, 4, 6, 7, 8, 9) };
    expect(
      await at("2019-05-06T07:08:09Z", good.registeredOn, { $numberLong: `${good.registeredOn}` }),
    ).toEqual(Array.from({ length: 3 }, () => good));
    expect(await at("2019-02-30T07:08:09Z", "2019-13-01T07:08:09Z")).toEqual([
      "1: on is not a time",
      "2: on is not a time",
    ]);
  });

  test("of a directory are in the form of LDAP, and no month is made up", async () => {
    const file = (...times: readonly string[]) =>
      times.map((on) => `dn: cn=a\nmail: a@x.de\ncreateTimestamp: ${on}\n\n`).join("");
    const at = async (...times: readonly string[]) =>
      shown(await readAll(file(...times), { system: "ldap", parameters: { leave: ["password"] } }));
    const good = {
      email: "a@x.de",
      foreignId: "cn=a",
      registeredOn: Date.UTC(2019, 4, 6, 7, 8, 9),
    };
    expect(await at("20190506070809Z", "20190506070809.0Z", "20190506090809+0200")).toEqual(
      Array.from({ length: 3 }, () => good),
    );
    const wrong = ["20191301000000Z", "20190230000000Z", "20190506240000Z", "2019-05-06", "today"];
    expect(await at(...wrong)).toEqual(
      wrong.map((_, index) => `${1 + 4 * index}: createtimestamp is not a time`),
    );
  });

  test("of a whole file may be said to be in another unit", async () => {
    const file = '{"email":"a@x.de","createdAt":1557126489000,"emailVerified":0}\n';
    expect(
      shown(await readAll(file, { system: "better-auth", parameters: { times: "ms" } })),
    ).toEqual([{ email: "a@x.de", registeredOn: 1_557_126_489_000 }]);
  });
});

describe("who is confirmed", () => {
  test("is only said by the source: a time without a yes is none, and nobody is confirmed by an import", async () => {
    const file =
      "email,confirmed,confirmed_on,registered_on\na@x.de,0,2019-05-06,2019-05-05\nb@x.de,1,,2019-05-05\n";
    const [unconfirmed, confirmed] = shown(await readAll(file, { system: "tutorial" }));
    expect(unconfirmed).not.toHaveProperty("confirmedOn");
    // The tutorial's "yes" without a time: at some time after the registration.
    expect(confirmed).toMatchObject({ confirmedOn: Date.UTC(2019, 4, 5), confirmedVia: "import" });
    const [django] = shown(await readAll(fixture("django.csv"), { system: "django" }));
    expect(django).not.toHaveProperty("confirmedOn");
  });

  test("may be said by a column of the site's own, in addition to those of the system", async () => {
    const map = { confirmedOn: "date_joined" };
    const [ada] = shown(await readAll(fixture("django.csv"), { system: "django", map }));
    expect(ada).toMatchObject({ confirmedVia: "import", roles: ["admin"] });
  });
});

describe("a mapping", () => {
  test("is written as pairs, and what is no pair is refused", () => {
    expect(parseMapping("email=mail, registeredOn=created_at:ms,fields.name=full name")).toEqual({
      ok: true,
      value: { email: "mail", registeredOn: "created_at:ms", "fields.name": "full name" },
    });
    for (const odd of ["email", "email=", "=mail", "email=a=b", "", "email=a,,confirmed=b"])
      expect(parseMapping(odd)).toMatchObject({ ok: false, reason: "wrong-mapping" });
  });
});

describe("roles", () => {
  const row = {
    email: "a@x.de",
    roles: '["ROLE_USER","ROLE_ADMIN","ROLE_SUPPORT","ROLE_NEWS_EDITOR"]',
  };

  test("that only share their name with those that open the console do not come along by themselves", async () => {
    const { left, ...found } = await readAll(JSON.stringify(row), {
      system: "symfony",
      format: "jsonl",
    });
    expect(shown({ left, ...found })).toEqual([{ email: "a@x.de", roles: ["news-editor"] }]);
    expect(left).toEqual({
      'roles named admin, support, viewer (see "ownRoles" in the parameters)': 1,
    });
    const parameters = { ownRoles: true };
    expect(
      shown(await readAll(JSON.stringify(row), { system: "symfony", format: "jsonl", parameters })),
    ).toEqual([{ email: "a@x.de", roles: ["admin", "support", "news-editor"] }]);
  });
});

describe("who is disabled", () => {
  const disabled = async (system: string, row: object): Promise<boolean> => {
    const [user] = shown(await readAll(`${JSON.stringify(row)}\n`, { system }));
    return (user as { disabledOn?: number }).disabledOn === NOW;
  };

  test("is whoever cannot log in now, and not whose suspension is over", async () => {
    const email = "a@x.de";
    const supabase = (until: string | null) => disabled("supabase", { email, banned_until: until });
    expect(await supabase("2999-01-01 00:00:00+00")).toBe(true);
    expect(await supabase("infinity")).toBe(true);
    expect(await supabase("2020-01-01 00:00:00+00")).toBe(false);
    expect(await supabase(null)).toBe(false);
    expect(await disabled("discourse", { email, suspended_till: "2020-01-01T00:00:00Z" })).toBe(
      false,
    );
    const better = { email, banned: true };
    expect(await disabled("better-auth", better)).toBe(true);
    expect(await disabled("better-auth", { ...better, banExpires: "2020-01-01T00:00:00Z" })).toBe(
      false,
    );
    expect(await disabled("better-auth", { ...better, banExpires: "2999-01-01T00:00:00Z" })).toBe(
      true,
    );
    // A few wrong passwords lock an account of ASP.NET Identity for minutes.
    expect(await disabled("aspnet", { email, LockoutEnd: "2026-11-30 00:04:00 +00:00" })).toBe(
      false,
    );
    expect(await disabled("aspnet", { email, LockoutEnd: "9999-12-31 23:59:59 +00:00" })).toBe(
      true,
    );
  });
});

describe("what cannot be read", () => {
  test("is named by its line, and the others come along", async () => {
    const file = "email,confirmed\nada,1\n,1\nada@x.de,maybe\nAda@Example.com ,t\n";
    const found = await readAll(file, { system: "tutorial" });
    expect(found.users).toMatchObject([
      { line: 2, problem: { reason: "wrong-address" } },
      { line: 3, problem: { reason: "no-address" } },
      { line: 4, problem: { detail: "confirmed is neither true nor false" } },
      { line: 5, record: { email: "Ada@Example.com" } },
    ]);
  });

  test("is a file with nothing in it, or with nothing in the list that is looked for", async () => {
    expect(shown(await readAll("email\n", { system: "csv" }))).toEqual([
      "0: The file has no rows.",
    ]);
    expect(
      shown(await readAll('{\n"people":[{"email":"a@x.de"}]}', { system: "keycloak" })),
    ).toEqual(["0: The file has no rows in users."]);
    const parameters = { list: "people" };
    expect(
      shown(await readAll('{\n"people":[{"email":"a@x.de"}]}', { system: "keycloak", parameters })),
    ).toEqual([{ email: "a@x.de" }]);
  });

  test("is refused before the first user, if it concerns the whole file", async () => {
    expect(await read("email\n", { system: "myspace" })).toBe(
      'unknown-system: "myspace" is no system that can be read.',
    );
    expect(await read("email\n", { system: "csv", map: { emial: "x" } })).toContain(
      'wrong-mapping: "emial" is no part of a user. There are: email, foreignId,',
    );
    expect(await read("email\n", { system: "csv", map: { salt: "x" } })).toContain("wrong-mapping");
    expect(await read("email\n", { system: "csv", parameters: { times: "years" } })).toBe(
      "wrong-parameters: times is none of text, s, ms, days",
    );
    expect(await read("email\n", { system: "csv", parameters: { betterauthsecret: "x" } })).toBe(
      "wrong-parameters: betterauthsecret is not known",
    );
    expect(await read("", { system: "csv" })).toBe("wrong-file: The file is empty.");
  });

  test("does not include parameters of passwords, which are looked at elsewhere", async () => {
    expect(
      shown(await readAll("email\na@x.de\n", { system: "csv", parameters: { pepper: 7 } })),
    ).toEqual([{ email: "a@x.de" }]);
  });
});

describe("Postern's own lines", () => {
  test("are read strictly, and say everything by themselves", async () => {
    const line =
      '{"email":"ada@example.com","registeredOn":"2019-05-06T07:08:09.123Z","roles":["admin"]}';
    const file = `${line}\n{"email":"b@x.de","extra":1}\n{"email":"c@x.de"`;
    expect(shown(await readAll(file, { system: "postern" }))).toEqual([
      {
        email: "ada@example.com",
        registeredOn: Date.UTC(2019, 4, 6, 7, 8, 9, 123),
        roles: ["admin"],
      },
      "2: extra is not known",
      "3: is not JSON",
    ]);
  });
});

test("docs/importing.md names every system, and every part that a mapping can name", async () => {
  const page = readFileSync(new URL("../../docs/importing.md", import.meta.url), "utf8");
  const table = page.slice(page.indexOf("\n## Systems\n"), page.indexOf("\n## What is taken"));
  const named = [...table.matchAll(/^\| (`[^|]*`) *\|/gm)].flatMap(([, cell = ""]) =>
    [...cell.matchAll(/`([^`]+)`/g)].map(([, name]) => name),
  );
  const known = new Set(systems.map(({ name }) => name));
  expect(new Set(named.filter((name) => name !== "--from"))).toEqual(known);
  const refusal = await read("email\n", { system: "csv", map: { emial: "x" } });
  const parts = typeof refusal === "string" ? refusal.split("There are: ")[1]!.split(", ") : [];
  expect(parts).toContain("registeredOn");
  expect(parts.filter((part) => !page.includes(`\`${part}\``))).toEqual([]);
});

describe("a file that says something in two ways, or beyond what numbers are exact for", () => {
  test("is not read by the last of two columns with one name, as a join writes them", async () => {
    const file = "id,email,id,bio\n7,ada@example.com,1,hello\n";
    expect(shown(await readAll(file, { system: "django" }))).toEqual(["2: id is there twice"]);
    expect(shown(await readAll(file, { system: "csv" }))).toEqual([{ email: "ada@example.com" }]);
    const json = '{"id":7,"email":"ada@example.com","Email":"eve@example.com"}\n';
    expect(shown(await readAll(json, { system: "django" }))).toEqual(["1: email is there twice"]);
  });

  test.for([
    ["jsonl", '{"id":ID,"email":"EMAIL"}'],
    ["jsonl", '{"id":{"$numberLong":"ID"},"email":"EMAIL"}'],
    ["json", '[{"id":ID,"email":"EMAIL"}]'],
  ] as const)(
    "keeps apart ids that differ in the last of 19 digits: %j",
    async ([format, form]) => {
      const ids = ["1234567890123456781", "1234567890123456782"];
      const found = ids.map(async (id) => {
        const row = form.replace("ID", id).replace("EMAIL", "ada@example.com");
        const [user] = (await readAll(row, { system: "django", format })).users;
        return user !== undefined && "record" in user ? user.record.foreignId : user;
      });
      expect(await Promise.all(found)).toEqual(ids);
    },
  );

  test("has no field that is left out because of its name", async () => {
    const line = '{"email":"ada@example.com","fields":{"__proto__":{"admin":true}}}';
    const [user] = (await readAll(line, { system: "postern" })).users;
    const fields = user !== undefined && "record" in user ? user.record.fields : undefined;
    expect(Object.keys(fields ?? {})).toEqual(["__proto__"]);
  });
});
