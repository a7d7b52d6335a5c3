// Who may register: the operator's lists, throw-away addresses, and domains that take no mail.

import { mkdtempSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { describe, expect, test } from "vitest";
import { systemRandom } from "../../src/adapters/system-random.ts";
import { systemDns } from "../../src/adapters/system-dns.ts";
import { disposableDomainsIn } from "../../src/server/domain-files.ts";
import {
  PASSWORD,
  testPostern,
  type TestOptions,
  type TestPostern,
} from "../../src/testing/test-postern.ts";
import { dnsServer, type Zone } from "../dns/dns-server.ts";
import { valueIn, wordsOf } from "./page.ts";

/** How a program's registration is answered: 201, or the reason of the address. */
async function registers(app: TestPostern, email: string): Promise<unknown> {
  const { status, body } = await app
    .browser()
    .json("POST", "/register", { email, password: PASSWORD });
  return status === 201 ? 201 : (body["fields"] as { email?: string }).email;
}

const REFUSED = "email-not-allowed";

describe("the operator's lists", () => {
  test.for<[TestOptions, readonly string[], readonly string[]]>([
    [{}, ["ada@example.com", "ada@mailinator.com", "ada@nowhere.example"], []],
    [
      { allowedDomains: ["example.com"] },
      ["ada@example.com", "bob@EXAMPLE.com"],
      ["ada@sub.example.com", "ada@example.org"],
    ],
    [
      { allowedDomains: ["*.example.com", "!guests.example.com"] },
      ["ada@sub.example.com", "ada@a.b.example.com"],
      ["ada@example.com", "ada@guests.example.com"],
    ],
    [
      { refusedDomains: ["example.com", "*.tk", "!good.tk", "BÜCHER.example"] },
      ["ada@sub.example.com", "ada@good.tk", "ada@example.org"],
      ["ada@example.com", "ada@bad.tk", "ada@sub.good.tk", "ada@xn--bcher-kva.example"],
    ],
    // Who is on both was taken out of what is allowed.
    [
      { allowedDomains: ["*.example.com"], refusedDomains: ["old.example.com"] },
      ["ada@new.example.com"],
      ["ada@old.example.com"],
    ],
    // A host's own rule is asked of everybody whom no list refuses.
    [
      { allowedDomains: ["example.com"], allowRegistration: (email) => email.startsWith("ada@") },
      ["ada@example.com"],
      ["bob@example.com", "ada@example.org"],
    ],
  ])("%j", async ([options, accepted, refused]) => {
    await using app = await testPostern(options);
    for (const email of accepted)
      expect([email, await registers(app, email)]).toEqual([email, 201]);
    for (const email of refused)
      expect([email, await registers(app, email)]).toEqual([email, REFUSED]);
    expect((await app.mails()).length).toBe(accepted.length);
  });
});

describe("disposable domains", () => {
  const ON = { disposableAddresses: "refused" } as const;

  test("are refused where the operator says so, with all that is below them", async () => {
    await using app = await testPostern(ON);
    for (const domain of ["mailinator.com", "x.mailinator.com", "10minutemail.com", "yopmail.com"])
      expect(await registers(app, `ada@${domain}`)).toBe(REFUSED);
    // Big providers, and relays behind which a person keeps one mailbox, are none.
    for (const domain of ["gmail.com", "gmx.de", "duck.com", "mozmail.com", "example.com"])
      expect(await registers(app, `ada@${domain}`)).toBe(201);
  });

  test("lose against the operator's own lists", async () => {
    await using excepted = await testPostern({ ...ON, refusedDomains: ["!mailinator.com"] });
    expect(await registers(excepted, "ada@mailinator.com")).toBe(201);
    expect(await registers(excepted, "ada@yopmail.com")).toBe(REFUSED);
    await using allowed = await testPostern({ ...ON, allowedDomains: ["mailinator.com"] });
    expect(await registers(allowed, "ada@mailinator.com")).toBe(201);
  });

  test("have a file of the operator's, which adds and excepts, and counts anew when it changes", async () => {
    using file = temporaryFile(
      "# ours\nthrow.example\n\n!mailinator.com # sold to honest people\n",
    );
    const warned: unknown[] = [];
    const log = {
      info() {},
      error() {},
      warn: (event: string, facts: unknown) => void warned.push([event, facts]),
    };
    await using app = await testPostern({
      ...ON,
      disposableDomains: disposableDomainsIn(file.path, log),
    });
    expect(await registers(app, "ada@throw.example")).toBe(REFUSED);
    expect(await registers(app, "ada@sub.throw.example")).toBe(REFUSED);
    expect(await registers(app, "ada@mailinator.com")).toBe(201);
    expect(await registers(app, "ada@yopmail.com")).toBe(REFUSED);

    file.write("away.example\n");
    expect(await registers(app, "ada@throw.example")).toBe(201);
    expect(await registers(app, "ada@away.example")).toBe(REFUSED);
    expect(await registers(app, "ada@mailinator.com")).toBe(REFUSED);
    expect(warned).toEqual([]);

    file.write("fine.example\nnot a domain\n");
    expect(await registers(app, "ada@fine.example")).toBe(201);
    expect(await registers(app, "ada@away.example")).toBe(REFUSED);
    file.remove();
    expect(await registers(app, "ada@away.example")).toBe(REFUSED);
    expect(await registers(app, "bob@away.example")).toBe(REFUSED);
    expect(warned).toEqual([
      [
        "disposable-domains-not-read",
        {
          why: `line 2 of ${file.path}: give a domain like example.com, or *.example.com for all below it`,
        },
      ],
      ["disposable-domains-not-read", { why: `${file.path} cannot be read as a file (ENOENT)` }],
    ]);
    file.write("back.example\n");
    expect(await registers(app, "ada@away.example")).toBe(201);
    expect(await registers(app, "ada@back.example")).toBe(REFUSED);
  });
});

describe("the MX check", () => {
  const ZONE: Zone = {
    "mx.example": [{ mx: "mail.mx.example" }],
    "a.example": [{ a: "192.0.2.1" }],
    "aaaa.example": [{ aaaa: "2001:db8::1" }],
    "null-mx.example": [{ mx: "." }, { a: "192.0.2.1" }],
    "nothing.example": [{ txt: "v=spf1 -all" }],
    "a.root-servers.net": [{ a: "198.41.0.4" }],
    "broken.example": "broken",
    "silent.example": "silent",
  };

  async function site(options: TestOptions = { mxCheck: true }) {
    const server = await dnsServer(ZONE);
    const dns = systemDns(server.address, { timeout: 250, tries: 1 });
    const app = await testPostern({ ...options, dns });
    return {
      app,
      server,
      async [Symbol.asyncDispose]() {
        await app[Symbol.asyncDispose]();
        await server[Symbol.asyncDispose]();
      },
    };
  }

  test("refuses domains that certainly take no mail, and no others", async () => {
    await using here = await site();
    for (const name of ["mx", "a", "aaaa"])
      expect([name, await registers(here.app, `ada@${name}.example`)]).toEqual([name, 201]);
    for (const name of ["null-mx", "nothing", "no-such-name"])
      expect([name, await registers(here.app, `ada@${name}.example`)]).toEqual([name, REFUSED]);
    expect(here.app.log.filter(({ level }) => level !== "info")).toEqual([]);
  });

  test("lets pass what the DNS does not answer, and the log says so once an hour", async () => {
    await using here = await site();
    const warnings = () => here.app.log.filter(({ event }) => event === "mx-check-unanswered");
    expect(await registers(here.app, "ada@broken.example")).toBe(201);
    expect(warnings()).toMatchObject([{ level: "warn", facts: { why: "ESERVFAIL" } }]);
    expect(await registers(here.app, "ada@silent.example")).toBe(201);
    expect(warnings()).toHaveLength(1);
    here.app.clock.forward("61 minutes");
    expect(await registers(here.app, "ada@silent.example")).toBe(201);
    expect(warnings()).toMatchObject([{}, { facts: { why: "ETIMEOUT" } }]);
  });

  test("lets everybody pass where the resolver knows nothing of the world", async () => {
    await using server = await dnsServer({ "intranet.example": [{ a: "10.0.0.1" }] });
    await using app = await testPostern({ mxCheck: true, dns: systemDns(server.address) });
    expect(await registers(app, "ada@example.com")).toBe(201);
    expect(app.log).toMatchObject([
      { event: "mx-check-unanswered", facts: { why: /a\.root-servers\.net/ } },
    ]);
  });

  test("asks once in ten minutes, whatever was answered", async () => {
    await using here = await site();
    const asked = () => here.server.asked.get("mx.example");
    for (const name of ["ada", "bob", "eve"]) await registers(here.app, `${name}@mx.example`);
    expect(asked()).toBe(1);
    here.app.clock.forward("11 minutes");
    await registers(here.app, "mia@mx.example");
    expect(asked()).toBe(2);
  });

  test("asks nothing where it is off, or where the operator's lists decide", async () => {
    for (const options of [
      {},
      { mxCheck: true, allowedDomains: ["no-such-name.example"] },
      { mxCheck: true, refusedDomains: ["!no-such-name.example"] },
    ]) {
      await using here = await site(options);
      expect(await registers(here.app, "ada@no-such-name.example")).toBe(201);
      expect(here.server.asked.size).toBe(0);
    }
  });

  test("offers the spelling that was probably meant, which a slip's own domain may not have", async () => {
    await using here = await site();
    const typed = { email: "ada@gmial.com", password: PASSWORD };
    const page = await here.app.browser().submit("/register", typed);
    expect(page.status).toBe(422);
    expect(wordsOf(page)).toContain("We cannot use that address here. Did you mean ada@gmail.com?");
    expect(valueIn(page, "email")).toBe("ada@gmial.com");
  });
});

describe("a refusal", () => {
  const RULES: readonly TestOptions[] = [
    { allowedDomains: ["example.com"] },
    { refusedDomains: ["mailinator.com"] },
    { disposableAddresses: "refused" },
    { allowRegistration: () => false },
    {
      mxCheck: true,
      dns: {
        mx: async () => ({ kind: "found", values: [""] }),
        addresses: async () => ({ kind: "none" }),
      },
    },
  ];
  const EMAIL = "ada@mailinator.com";

  test("says the same whichever rule it was, on the page and in JSON", async () => {
    const seen = new Set<string>();
    for (const rule of RULES) {
      await using app = await testPostern({ ...rule, random: fixed });
      const form = { email: EMAIL, password: PASSWORD };
      const page = await app.browser().submit("/register", form);
      const answer = await app.browser().json("POST", "/register", form);
      const { status, headers, body } = answer;
      seen.add(JSON.stringify([page.status, [...page.headers], page.text]));
      seen.add(JSON.stringify([status, [...headers], body]));
      expect([page.status, status, body]).toMatchObject([
        422,
        422,
        { reason: "invalid", fields: { email: REFUSED } },
      ]);
      expect(app.dump()).not.toContain(EMAIL);
    }
    expect(seen.size).toBe(2);
  });

  test.for([
    [undefined, "Enter another email address"],
    ["help@acme.example", "Enter another email address, or ask for help: help@acme.example"],
    ["https://acme.example/help", "or ask for help: https://acme.example/help"],
    ["mailto:help@acme.example", "or ask for help: help@acme.example"],
  ] as const)("says what to do, with help at %s", async ([support, words]) => {
    await using app = await testPostern({
      refusedDomains: ["mailinator.com"],
      ...(support === undefined ? {} : { support }),
    });
    const page = await app.browser().submit("/register", { email: EMAIL, password: PASSWORD });
    expect(wordsOf(page)).toContain(words);
  });

  test("meets a new address wherever one is typed, and its person's own nowhere", async () => {
    const words = "We cannot use that address here. Enter another email address";
    using folder = temporaryFile("");
    const file = `${folder.path}.db`;
    {
      await using before = await testPostern({ database: new DatabaseSync(file) });
      await before.confirmed("ada@old.example");
      await before.register("bob@old.example");
    }
    await using app = await testPostern({
      ...later(file),
      refusedDomains: ["old.example", "gmail.com"],
    });
    const ada = app.browser();
    await ada.submit("/login", { email: "ada@old.example", password: PASSWORD });
    const bob = app.browser();
    await bob.submit("/login", { email: "bob@old.example", password: PASSWORD });
    for (const [browser, path] of [
      [ada, "/profile/email"],
      [bob, "/unconfirmed/email"],
    ] as const) {
      const page = await browser.submit(path, { email: "eve@old.example" });
      expect([path, page.status]).toEqual([path, 422]);
      expect(wordsOf(page)).toContain(words);
      expect(await browser.json("POST", path, { email: "eve@old.example" })).toMatchObject({
        status: 422,
        body: { fields: { email: REFUSED } },
      });
    }
    expect(wordsOf(await ada.submit("/profile/email", { email: "ada@old.example" }))).toContain(
      "That is already your address",
    );
    expect((await bob.submit("/unconfirmed/email", { email: "bob@OLD.example" })).path).toBe(
      "/unconfirmed",
    );
  });

  test("is never of what the page itself suggested", async () => {
    await using app = await testPostern({ refusedDomains: ["gmail.com", "hotmial.com"] });
    const browser = app.browser();
    const ask = async (email: string) =>
      (await browser.json("POST", "/suggestion", { email })).body["suggestion"];
    expect(await ask("ada@gmial.com")).toBeUndefined();
    expect(await ask("ada@hotmial.com")).toBe("ada@hotmail.com");
    await browser.submit("/register", { email: "ada@gmial.com", password: PASSWORD });
    expect(wordsOf(await browser.open("/unconfirmed"))).not.toContain("Did you mean");
    // Nothing is to be chosen, so the mail does not wait.
    expect((await app.mailTo("ada@gmial.com")).kind).toBe("confirm");
  });

  test("keeps nobody out who is here: they log in, confirm, get their mail again and reset", async () => {
    using folder = temporaryFile("");
    const file = `${folder.path}.db`;
    let link: string;
    {
      await using before = await testPostern({ database: new DatabaseSync(file) });
      await before.confirmed("ada@old.example");
      ({ link } = await before.register("bob@old.example"));
    }
    await using app = await testPostern({
      ...later(file),
      allowedDomains: ["new.example"],
    });
    app.clock.forward("10 minutes");
    const ada = app.browser();
    expect(
      (await ada.submit("/login", { email: "ada@old.example", password: PASSWORD })).path,
    ).toBe("/");
    await app.browser().submit("/forgot", { email: "ada@old.example" });
    const reset = app.browser();
    await reset.open((await app.mailTo("ada@old.example")).links[0]!);
    const done = await reset.submit("/reset", { password: "a lamp behind the door" });
    expect(done.status).toBe(200);
    const bob = app.browser();
    await bob.submit("/resend", { email: "bob@old.example" });
    expect((await app.mailTo("bob@old.example")).kind).toBe("confirm-again");
    await bob.open(link);
    await bob.submit("/confirm", { password: PASSWORD });
    expect(app.user("bob@old.example")?.confirmedOn).not.toBeNull();
  });
});

/** The site after a restart with other options: what it draws must not come again. */
const later = (file: string): TestOptions => ({
  database: new DatabaseSync(file),
  random: systemRandom,
});

/** Both sites of a comparison draw the same. */
const fixed = { bytes: (count: number) => new Uint8Array(count).fill(7) };

function temporaryFile(text: string) {
  const folder = mkdtempSync(join(tmpdir(), "postern-domains-"));
  const path = join(folder, "domains.txt");
  writeFileSync(path, text);
  return {
    path,
    /** As a person replaces a file that is in use. */
    write(changed: string) {
      writeFileSync(`${path}.new`, changed);
      renameSync(`${path}.new`, path);
    },
    remove: () => rmSync(path),
    [Symbol.dispose]: () => rmSync(folder, { recursive: true }),
  };
}
