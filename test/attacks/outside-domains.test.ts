// Nobody gets into a site for one organisation with an address of another (`allowedDomains`).

import { expect, test } from "vitest";
import { PASSWORD, testPostern } from "../../src/testing/test-postern.ts";
import { count } from "./tools.ts";

const CLOSED = { allowedDomains: ["acme.example", "*.acme.example", "müller.example"] };

const OUTSIDE = [
  "eve@evil.example",
  "eve@notacme.example", // only ends like it
  "eve@acme.example.evil.example", // only begins like it
  "eve@acme-example.com",
  "eve@xacme.example",
  "eve@example", // above it
  "eve@acme.example.", // the same name for the DNS, and no address here
  "eve@аcme.example", // Cyrillic а
  "eve@ａcme.example", // full-width a
  "eve@acme。example.evil.example", // another dot
  "eve@ac\u00adme.example", // a hyphen that is not seen
  "eve%evil.example@acme.example", // a way through acme's server
  "evil.example!eve@acme.example",
  "eve@evil.example@acme.example",
  '"eve@evil.example "@acme.example',
  "eve@evil.example,x@acme.example",
  "eve@evil.example\r\nx@acme.example",
  "eve@muller.example",
  "eve@xn--mller-kva.example.evil.example",
];

test("no spelling of another domain registers, and nothing is written", async () => {
  await using app = await testPostern(CLOSED);
  for (const email of OUTSIDE) {
    const page = await app.browser().submit("/register", { email, password: PASSWORD });
    expect([email, page.status]).toEqual([email, 422]);
    const answer = await app.browser().json("POST", "/register", { email, password: PASSWORD });
    expect([email, answer.status]).toEqual([email, 422]);
  }
  const twice = await app.browser().request("/register", {
    method: "POST",
    headers: {
      "content-type": "application/x-www-form-urlencoded",
      origin: "https://postern.example",
    },
    body: `email=a@acme.example&email=eve@evil.example&password=${encodeURIComponent(PASSWORD)}`,
  });
  expect(twice.status).toBe(422);
  expect(await app.mails()).toEqual([]);
  expect(count(app, "users")).toBe(0);
});

test("who got in with an address inside moves to none outside, before confirming and after", async () => {
  await using app = await testPostern(CLOSED);
  const waits = app.browser();
  await waits.submit("/register", { email: "bob@acme.example", password: PASSWORD });
  const confirmed = await app.confirmed("ada@acme.example");
  for (const email of OUTSIDE) {
    for (const [browser, path] of [
      [waits, "/unconfirmed/email"],
      [confirmed, "/profile/email"],
    ] as const) {
      expect([email, (await browser.submit(path, { email })).status]).toEqual([email, 422]);
      expect([email, (await browser.json("POST", path, { email })).status]).toEqual([email, 422]);
    }
  }
  const mailed = new Set((await app.mails()).map(({ to }) => to));
  expect([...mailed].toSorted()).toEqual(["ada@acme.example", "bob@acme.example"]);
});

test("everybody inside gets in, however they write the domain", async () => {
  await using app = await testPostern(CLOSED);
  for (const email of [
    "ada@acme.example",
    "bob@ACME.Example",
    "eve@mail.acme.example",
    "mia@a.b.acme.example",
    "max@müller.example",
    "moe@xn--mller-kva.example",
    "may@MÜLLER.example",
  ]) {
    const page = await app.browser().submit("/register", { email, password: PASSWORD });
    expect([email, page.path]).toEqual([email, "/unconfirmed"]);
  }
  expect(count(app, "users")).toBe(7);
});
