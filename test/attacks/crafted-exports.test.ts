// Somebody changes an export, or an old system answers with a hash that nobody would keep.

import { expect, test } from "vitest";
import type { UserRecord } from "../../src/domain/user-record.ts";
import { testPostern } from "../../src/testing/test-postern.ts";

const BYTES = "X8Y7pXo7wHmUvBM0XMoxkQ==";

const foreign = (parts: object): string =>
  `foreign:${JSON.stringify({ scheme: "md5", algorithms: [{ name: "digest", hash: "md5" }], expected: BYTES, ...parts })}`;

const alone = (algorithm: object, more: object = {}): string =>
  foreign({ algorithms: [algorithm], ...more });

const CRAFTED: Readonly<Record<string, string>> = {
  "is right for every password, because nothing is compared": alone(
    { name: "digest", hash: "md5", length: 0 },
    { expected: "" },
  ),
  "is right for one password in 256": alone(
    { name: "digest", hash: "md5", length: 1 },
    { expected: "Xw==" },
  ),
  "leaves nothing behind a setting that is too long": alone(
    { name: "bcrypt", setting: `$2b$04$${"a".repeat(99)}` },
    { expected: "" },
  ),
  "doubles the text until no memory is left": foreign({
    steps: Array.from({ length: 40 }, () => ({ do: "utf16le" })),
  }),
  "hides its rounds from whoever counts them": alone({
    name: "sha1-crypt",
    setting: "$sha1$1e9$salt",
  }),
  "has a key of gigabytes": alone({
    name: "scrypt",
    salt: BYTES,
    n: 2,
    r: 1,
    p: 1,
    length: 2 ** 31 - 1,
  }),
  "has spellings that are none": foreign({ forms: ["shouted"] }),
  "is no list of algorithms": foreign({ algorithms: [null] }),
  "says more than a hash does": foreign({ roles: ["admin"] }),
  "takes ten gigabytes": `$argon2id$v=19$m=9999999,t=9,p=1$${"a".repeat(22)}$${"b".repeat(43)}`,
  "takes ten gigabytes inside": foreign({
    wrapped: true,
    expected: `$argon2id$v=19$m=9999999,t=9,p=1$${"a".repeat(22)}$${"b".repeat(43)}`,
  }),
  "has no algorithm inside": foreign({
    wrapped: true,
    algorithms: [],
    expected: `$argon2id$v=19$m=19456,t=2,p=1$${"a".repeat(22)}$${"b".repeat(43)}`,
  }),
};

test.each(Object.entries(CRAFTED))("a hash that %s is refused", async (_, hash) => {
  await using app = await testPostern();
  const records: UserRecord[] = [{ id: "1", email: "ada@example.com", password: { hash } }];
  const rows = [];
  for await (const row of app.postern.importUsers(
    records.map((record) => ({ line: 1, record })),
    { system: "postern" },
  ))
    rows.push(row);
  expect(rows).toMatchObject([
    {
      outcome: "refused",
      reason: expect.stringMatching(/^password-(broken|too-costly)$/) as string,
    },
  ]);
  expect(JSON.stringify(rows)).not.toContain(BYTES);
  expect(app.user("ada@example.com")).toBeUndefined();
});

test("a hash of Postern's own is refused in the column of another system, if it takes gigabytes", async () => {
  await using app = await testPostern();
  const text = CRAFTED["takes ten gigabytes"]!;
  const record: UserRecord = {
    email: "ada@example.com",
    password: { stored: { text, system: "postern" } },
  };
  for await (const row of app.postern.importUsers([{ line: 1, record }], { system: "django" }))
    expect(row).toMatchObject({ reason: "password-too-costly" });
  expect(app.user("ada@example.com")).toBeUndefined();
});
