import { describe, expect, test } from "vitest";
import { parseUserRecord, writeUserRecord, type UserRecord } from "./user-record.ts";

const NOW = Date.UTC(2026, 10, 29);

const whole: UserRecord = {
  id: "019ad1c5-9a00-7abc-8def-0123456789ab",
  foreignId: "42",
  email: "Ada@example.com",
  registeredOn: Date.UTC(2019, 4, 6, 7, 8, 9, 123),
  confirmedOn: Date.UTC(2019, 4, 7),
  confirmedVia: "link",
  roles: ["admin", "Editors of München"],
  language: "pt-BR",
  source: "conference",
  fields: { createdOn: 5, deep: { list: [1, null, true, "x"] } },
  terms: [{ version: "2", acceptedOn: Date.UTC(2020, 0, 1) }],
  disabledOn: null,
  password: { stored: { text: "$2b$10$x", system: "django", details: { lastUsedOn: 7 } } },
  passwordChangedOn: Date.UTC(2021, 0, 1),
  totp: [{ secret: "GEZDGNBVGY3TQOJQ", name: "phone", createdOn: Date.UTC(2021, 0, 2) }],
  recoveryCodes: [{ code: "N90Ym-79JbI" }, { digest: "a".repeat(43) }],
  passkeys: [
    {
      id: "BH5AaqcS",
      publicKey: "pQECAyYg",
      counter: 3,
      transports: ["internal", "new-one"],
      backup: "done",
      aaguid: "01020304-0506-0708-0102-030405060708",
      name: "laptop",
      rpId: "example.com",
      twoFactors: true,
      createdOn: Date.UTC(2022, 0, 1),
      lastUsedOn: Date.UTC(2022, 0, 2),
    },
  ],
};

const parsed = (value: unknown) => parseUserRecord(value, NOW);

const problem = (more: object): string => {
  const found = parsed({ email: "ada@example.com", ...more });
  return found.ok ? "nothing" : `${found.field} ${found.problem}`;
};

describe("a user as one line of JSON", () => {
  test("is the same after it was written and read", () => {
    expect(parsed(JSON.parse(writeUserRecord(whole)))).toEqual({ ok: true, value: whole });
    const least = { email: "ada@example.com" };
    expect(parsed(JSON.parse(writeUserRecord(least)))).toEqual({ ok: true, value: least });
  });

  test("has times that people can read, and leaves fields and foreign details as they are", () => {
    const line = writeUserRecord(whole);
    expect(line).toContain('"registeredOn":"2019-05-06T07:08:09.123Z"');
    expect(line).toContain('"fields":{"createdOn":5,');
    expect(line).toContain('"details":{"lastUsedOn":7}');
    expect(line).not.toContain("\n");
  });

  test("is refused by the name of a field that is not known", () => {
    expect(problem({ emial: "x" })).toBe("emial is not known");
    expect(problem({ totp: [{ secret: "GEZDGNBVGY3TQOJQ", digits: 8 }] })).toBe(
      "totp[0].digits is not known",
    );
    expect(problem({ __proto__: null, constructor: 1 })).toBe("constructor is not known");
  });

  test("is refused for an address that registration refuses too", () => {
    expect(problem({ email: "ada" })).toBe("email is not an e-mail address");
    expect(problem({ email: " " })).toBe("email is missing");
    expect(problem({ email: undefined })).toBe("email is missing");
    expect(problem({ email: 7 })).toBe("email is not text");
    expect(parsed({ email: " Ada@Example.com " })).toMatchObject({
      value: { email: "Ada@Example.com" },
    });
  });

  test("is refused for times in the wrong unit, of no calendar, or without a zone", () => {
    expect(problem({ registeredOn: "1970-01-20T10:00:00Z" })).toBe(
      "registeredOn is in the year 1970, before 1995: is its unit right?",
    );
    expect(problem({ registeredOn: "2026-12-01T00:00:00Z" })).toBe(
      "registeredOn is in the future, in the year 2026: is its unit right?",
    );
    expect(problem({ registeredOn: "2026-11-29T23:00:00Z" })).toBe("nothing");
    for (const odd of [
      1_558_000_000,
      "2019-02-30T00:00:00Z",
      "2019-05-06",
      "2019-05-06T10:00:00",
      "",
    ])
      expect(problem({ confirmedOn: odd })).toBe(
        'confirmedOn is not a time like "2026-11-29T23:57:21.000Z"',
      );
    expect(problem({ confirmedOn: null })).toBe("nothing");
    expect(problem({ registeredOn: null })).toContain("registeredOn is not a time");
  });

  test("is refused for anything else of the wrong kind or size, by its place", () => {
    expect(problem({ id: 42 })).toBe("id is not text");
    expect(problem({ roles: "admin" })).toBe("roles is not a list");
    expect(problem({ roles: ["admin", 7] })).toBe("roles[1] is not text");
    expect(problem({ language: "de_DE" })).toBe("language is not a language tag");
    expect(problem({ password: "secret" })).toBe("password is not an object");
    expect(problem({ password: {} })).toBe("password.hash is missing");
    expect(problem({ password: { stored: { salt: "x" } } })).toBe(
      "password.stored.text is missing",
    );
    expect(problem({ password: { hash: "x".repeat(9_000) } })).toBe(
      "password.hash is longer than 8192 characters",
    );
    expect(problem({ totp: [{ secret: "abc" }] })).toBe(
      "totp[0].secret is not base32 of at least 10 bytes",
    );
    expect(problem({ passkeys: [{ id: "a", publicKey: "b", counter: 0 }] })).toBe(
      "passkeys[0].rpId is missing",
    );
    expect(problem({ foreignId: "a\0b" })).toBe("foreignId has characters that no text has");
    expect(problem({ fields: { x: "\ud800" } })).toBe("fields.x cannot be stored as JSON");
    expect(problem({ confirmedVia: "magic" })).toBe(
      "confirmedVia is none of link, code, reset, admin, import",
    );
  });

  test("is refused if it is no object", () => {
    for (const odd of [null, 7, "x", [], [whole]])
      expect(parsed(odd)).toEqual({
        ok: false,
        reason: "wrong-field",
        field: "",
        problem: "is not an object",
      });
  });
});
