import { generateKeyPairSync } from "node:crypto";
import { describe, expect, test } from "vitest";
import { folder, like, runCli } from "../cli/tools.ts";
import { dnsServer, type Zone } from "../dns/dns-server.ts";
import { examined, PRIVATE_KEY, PUBLISHED } from "./tools.ts";

const weak = generateKeyPairSync("rsa", { modulusLength: 1024 });

describe.concurrent("postern doctor on the sender's domain", () => {
  test("finds a domain sound whose names are as they should be", async () => {
    const ran = await examined();
    const checks = ["mx", "spf", "dkim", "dmarc", "ptr"];
    expect(checks.map((check) => ran.of(check)?.state)).toEqual(checks.map(() => "ok"));
    expect(ran.of("spf")?.seen).toContain("(1 of 10 look-ups)");
    expect(ran.findings.filter(({ check }) => check === "ptr")).toHaveLength(2);
  });

  const faults: readonly [words: string, zone: Zone, check: string, expected: object][] = [
    [
      "no way back",
      { "example.com": [{ txt: "v=spf1 a:mail.example.com -all" }] },
      "mx",
      { state: "problem", record: { name: "example.com", type: "MX" } },
    ],
    [
      "only an address for mail",
      { "example.com": [{ a: "192.0.2.1" }] },
      "mx",
      { state: "warning", seen: like(/only addresses/) },
    ],
    [
      "a null MX",
      { "example.com": [{ mx: "." }] },
      "mx",
      { state: "problem", seen: like(/accepts no mail/) },
    ],
    [
      "no SPF",
      { "example.com": [{ mx: "mail.example.com" }] },
      "spf",
      {
        state: "problem",
        record: { name: "example.com", type: "TXT", value: "v=spf1 a:mail.example.com -all" },
      },
    ],
    [
      "two SPF records",
      { "example.com": [{ txt: "v=spf1 mx -all" }, { txt: "v=spf1 -all" }] },
      "spf",
      { state: "problem", seen: like(/2 SPF records/) },
    ],
    [
      "the whole world let in",
      { "example.com": [{ mx: "mail.example.com" }, { txt: "v=spf1 mx +all" }] },
      "spf",
      { state: "problem", record: { name: "example.com", type: "TXT", value: "v=spf1 mx -all" } },
    ],
    [
      "a server that is not named",
      { "example.com": [{ txt: "v=spf1 ip4:198.51.100.0/24 ~all" }] },
      "spf",
      {
        state: "warning",
        seen: like(/192\.0\.2\.25, 2001:db8::25/),
        record: {
          name: "example.com",
          type: "TXT",
          value: "v=spf1 ip4:198.51.100.0/24 a:mail.example.com ~all",
        },
      },
    ],
    [
      "a server of which only one family is named",
      { "example.com": [{ txt: "v=spf1 ip4:192.0.2.0/24 -all" }] },
      "spf",
      { state: "warning", seen: like(/\(2001:db8::25\)/) },
    ],
    [
      "a resolver in trouble",
      { "example.com": "broken" },
      "spf",
      { state: "warning", seen: like(/could not be looked up/) },
    ],
    [
      "no DKIM key",
      { "postern._domainkey.example.com": [] },
      "dkim",
      {
        state: "problem",
        record: { name: "postern._domainkey.example.com", type: "TXT", value: PUBLISHED },
      },
    ],
    [
      "another DKIM key",
      {
        "postern._domainkey.example.com": [
          {
            txt: `v=DKIM1; p=${weak.publicKey.export({ type: "spki", format: "der" }).toString("base64")}`,
          },
        ],
      },
      "dkim",
      { state: "problem", seen: like(/not the one that signs/), record: { value: PUBLISHED } },
    ],
    [
      "a revoked DKIM key",
      { "postern._domainkey.example.com": [{ txt: "v=DKIM1; p=" }] },
      "dkim",
      { state: "problem", seen: like(/revoked/) },
    ],
    [
      "two DKIM keys",
      { "postern._domainkey.example.com": [{ txt: PUBLISHED }, { txt: "v=DKIM1; p=x" }] },
      "dkim",
      { state: "problem", seen: like(/2 TXT records/) },
    ],
    [
      "no DMARC",
      { "_dmarc.example.com": [] },
      "dmarc",
      {
        state: "warning",
        record: { name: "_dmarc.example.com", type: "TXT", value: "v=DMARC1; p=none" },
      },
    ],
    [
      "a DMARC record that says nothing",
      { "_dmarc.example.com": [{ txt: "v=DMARC1; fo=1" }] },
      "dmarc",
      { state: "problem" },
    ],
    [
      "two DMARC records",
      { "_dmarc.example.com": [{ txt: "v=DMARC1; p=none" }, { txt: "v=DMARC1; p=reject" }] },
      "dmarc",
      { state: "problem", seen: like(/2 DMARC records/) },
    ],
    [
      "an address without a name",
      { "25.2.0.192.in-addr.arpa": [] },
      "ptr",
      {
        state: "problem",
        seen: like(/192\.0\.2\.25 .* has no name/),
        mend: like(/mail\.example\.com/),
      },
    ],
    [
      "a name that leads elsewhere",
      { "25.2.0.192.in-addr.arpa": [{ ptr: "host-25.example.net" }] },
      "ptr",
      { state: "problem", seen: like(/leads to another address/) },
    ],
  ];
  test.each(faults)("sees %s", async (_, zone, check, expected) => {
    const ran = await examined({ zone });
    expect(ran.of(check)).toMatchObject({ check, ...expected });
  });

  test("a policy of the domain above holds for one below, and keys of it do", async () => {
    const ran = await examined({
      environment: { POSTERN_MAIL_FROM: "accounts@mail.example.com" },
      zone: { "mail.example.com": [{ a: "192.0.2.25" }, { txt: "v=spf1 a -all" }] },
    });
    expect(ran.of("dmarc")).toMatchObject({
      state: "ok",
      seen: like(/at _dmarc\.example\.com; mails from mail\.example\.com that fail: reject$/),
    });
    expect([ran.of("dkim-domain"), ran.of("spf")?.state]).toEqual([undefined, "ok"]);
  });

  test("a key that is short, that is none, or of another domain is seen", async () => {
    const short = weak.privateKey.export({ type: "pkcs8", format: "pem" }).toString();
    const [weakKey, noKey, elsewhere] = await Promise.all([
      examined({ environment: { POSTERN_DKIM_PRIVATE_KEY: short } }),
      examined({ environment: { POSTERN_DKIM_PRIVATE_KEY: "a key" } }),
      examined({ environment: { POSTERN_DKIM_DOMAIN: "example.net" } }),
    ]);
    expect(weakKey.of("dkim-key")).toMatchObject({
      state: "warning",
      seen: "the key has 1024 bits",
    });
    expect(noKey.of("configuration")).toMatchObject({ state: "problem", mend: like(/PEM/) });
    expect(noKey.of("dkim")).toBeUndefined();
    expect(elsewhere.of("dkim-domain")).toMatchObject({
      state: "problem",
      mend: like(/example\.com/),
    });
    for (const { out, err } of [weakKey, noKey, elsewhere]) {
      expect(out + err).not.toContain(short.split("\n")[1]);
      expect(out + err).not.toContain(PRIVATE_KEY.split("\n")[1]);
    }
  });

  test("people read signs and lines to publish; a stranger's words cannot steer the terminal", async () => {
    await using dns = await dnsServer({
      "example.com": [{ txt: "v=spf1 \u001b[2J -all" }, { mx: "mail.example.com" }],
    });
    const run = (more: Record<string, string>) =>
      runCli(["doctor", "--dns", dns.address], {
        cwd: folder(),
        environment: {
          NODE_ENV: "development",
          POSTERN_MAIL_FROM: "accounts@example.com",
          DATABASE_URL: "sqlite:postern.db",
          ...more,
        },
      });
    const [plain, coloured, none] = await Promise.all([
      run({}),
      run({ FORCE_COLOR: "1" }),
      run({ NO_COLOR: "1" }),
    ]);
    expect(plain.out).toContain("✗ spf  ");
    expect(plain.out).toContain("\n    _dmarc.example.com  TXT  v=DMARC1; p=none\n");
    expect(plain.out).toMatch(/\n\d+ ok, \d+ warnings, \d+ problems\n$/);
    expect(plain.out + none.out).not.toContain("\u001b");
    expect(coloured.out).toContain("\u001b[31m✗ spf");
  });
});
