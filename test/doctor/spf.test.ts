import { expect, test } from "vitest";
import { systemDns } from "../../src/adapters/system-dns.ts";
import { readSpf, type SpfResult } from "../../src/cli/doctor/spf.ts";
import { checkHelo, checkSpf } from "../../src/cli/doctor/sender.ts";
import { zoneDns } from "../dns/zone-dns.ts";
import { dnsServer, type Zone } from "../dns/dns-server.ts";

/** Evaluates example.com's record, in a DNS with some more names. */
async function judged(record: string, zone: Zone = {}, address = "192.0.2.10") {
  await using dns = await dnsServer({
    "a.example.com": [{ a: "192.0.2.10" }, { aaaa: "2001:db8::10" }],
    "mx.example.com": [{ mx: "a.example.com" }],
    "inner.example.com": [{ txt: "v=spf1 ip4:192.0.2.10 -all" }],
    "soft.example.com": [{ txt: "v=spf1 ~all" }],
    ...zone,
    "example.com": [{ txt: record }],
  });
  const mail = { ip: address, sender: "bounces+k3x9@example.com", helo: "a.example.com" };
  return await readSpf(systemDns(dns.address), "example.com", mail);
}

const cases: readonly [record: string, result: SpfResult, lookups: number][] = [
  ["v=spf1 ip4:192.0.2.0/24 -all", "pass", 0],
  ["v=spf1 ip4:192.0.2.11 -all", "fail", 0],
  ["v=spf1 a:a.example.com ~all", "pass", 1],
  ["v=spf1 a:a.example.com/30//64 ~all", "pass", 1],
  ["v=spf1 mx:mx.example.com ?all", "pass", 1],
  ["v=spf1 include:inner.example.com -all", "pass", 1],
  ["v=spf1 include:soft.example.com -all", "fail", 1],
  ["v=spf1 redirect=inner.example.com", "pass", 1],
  ["v=spf1 redirect=soft.example.com", "softfail", 1],
  ["v=spf1 -ip4:192.0.2.10 +all", "fail", 0],
  ["v=spf1 exists:a.example.com -all", "pass", 1],
  ["v=spf1 ptr -all", "fail", 1],
  ["v=spf1 exp=why.example.com ?all", "neutral", 0],
  ["V=SPF1 IP4:192.0.2.10 -ALL", "pass", 0],
  ["v=spf1", "neutral", 0],
  ["v=spf10 -all", "none", 0],
  ["v=spf1 include:nobody.example.com -all", "permerror", 1],
  ["v=spf1 ip4:192.0.2.300 -all", "permerror", 0],
  ["v=spf1 ip4:192.0.2.0/33 -all", "permerror", 0],
  ["v=spf1 ipv4:192.0.2.10 -all", "permerror", 0],
  ["v=spf1 include:example.com -all", "permerror", 11],
];

test.each(cases)(
  "%s is read as RFC 7208 says: %s, %i look-ups",
  async (record, result, lookups) => {
    expect(await judged(record)).toMatchObject({ result, lookups });
  },
);

test("an address of the other family is judged by its own networks", async () => {
  const judge = (record: string) => judged(record, {}, "2001:db8::10");
  expect((await judge("v=spf1 ip6:2001:db8::/32 -all")).result).toBe("pass");
  expect((await judge("v=spf1 a:a.example.com//128 -all")).result).toBe("pass");
  expect((await judge("v=spf1 ip4:192.0.2.0/24 -all")).result).toBe("fail");
});

test("ten look-ups are read, eleven are an error, and behind the sender a doubt", async () => {
  const includes = (count: number): string =>
    Array.from({ length: count }, (_, place) => `include:i${place}.example.com`).join(" ");
  const zone = Object.fromEntries(
    Array.from({ length: 11 }, (_, place) => [
      `i${place}.example.com`,
      [{ txt: "v=spf1 ip4:198.51.100.1 -all" }],
    ]),
  );
  expect(await judged(`v=spf1 ip4:192.0.2.10 ${includes(10)} -all`, zone)).toMatchObject({
    result: "pass",
    lookups: 10,
  });
  expect(await judged(`v=spf1 ip4:192.0.2.10 ${includes(11)} -all`, zone)).toMatchObject({
    result: "pass",
    doubts: ["for other senders, reading it takes more than 10 look-ups"],
  });
  expect(await judged(`v=spf1 ${includes(11)} ip4:192.0.2.10 -all`, zone)).toMatchObject({
    result: "permerror",
    fault: "reading it takes more than 10 look-ups",
  });
});

test("three terms that name what is not there are an error", async () => {
  const record = "v=spf1 a:x1.example.com a:x2.example.com a:x3.example.com ip4:192.0.2.10 -all";
  expect(await judged(record)).toMatchObject({ result: "permerror" });
});

test("a resolver that fails is told from a record that is not there", async () => {
  await using dns = await dnsServer({ "example.com": "broken" });
  expect((await readSpf(systemDns(dns.address), "example.com")).result).toBe("temperror");
  expect((await readSpf(systemDns(dns.address), "example.net")).result).toBe("none");
});

/** Section 7.4: the examples of the RFC. */
const examples: readonly [spec: string, name: string][] = [
  ["%{s}", "strong-bad@email.example.com"],
  ["%{o}.x", "email.example.com.x"],
  ["%{d4}.x", "email.example.com.x"],
  ["%{d2}", "example.com"],
  ["%{dr}.x", "com.example.email.x"],
  ["%{d2r}.x", "example.email.x"],
  ["%{l}.x", "strong-bad.x"],
  ["%{l-}.x", "strong.bad.x"],
  ["%{lr}.x", "strong-bad.x"],
  ["%{lr-}.x", "bad.strong.x"],
  ["%{l1r-}.x", "strong.x"],
  ["%{ir}.%{v}._spf.%{d2}", "3.2.0.192.in-addr._spf.example.com"],
  ["%{lr-}.lp._spf.%{d2}", "bad.strong.lp._spf.example.com"],
  ["%{lr-}.lp.%{ir}.%{v}._spf.%{d2}", "bad.strong.lp.3.2.0.192.in-addr._spf.example.com"],
  ["%{d2}.trusted-domains.example.net", "example.com.trusted-domains.example.net"],
];
test.each(examples)("the macros of %s make %s", async (spec, name) => {
  const dns = zoneDns({
    "email.example.com": [{ txt: `v=spf1 exists:${spec} -all` }],
    [name]: [{ a: "127.0.0.2" }],
  });
  const mail = {
    ip: "192.0.2.3",
    sender: "strong-bad@email.example.com",
    helo: "mail.example.com",
  };
  const { result } = await readSpf(dns, "email.example.com", mail);
  expect(result).toBe("pass");
});

test("the macros of an address over IPv6 are its digits", async () => {
  const name =
    "1.0.b.c.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2.ip6._spf.example.com";
  const dns = zoneDns({
    "email.example.com": [{ txt: "v=spf1 exists:%{ir}.%{v}._spf.%{d2} -all" }],
    [name]: [{ a: "127.0.0.2" }],
  });
  const mail = { ip: "2001:db8::cb01", sender: "a@email.example.com", helo: "mail.example.com" };
  expect((await readSpf(dns, "email.example.com", mail)).result).toBe("pass");
});

const server = { host: "mail.example.com", addresses: ["192.0.2.25"] };
const told = (record: string, zone: Zone = {}) =>
  checkSpf(
    zoneDns({ ...zone, "example.com": [{ txt: record }] }),
    "bounces+k3x9@example.com",
    server,
  );

test("the real envelope sender is tried: a macro that takes the name of the bounce address apart", async () => {
  const zone: Zone = { "bounces._spf.example.com": [{ a: "127.0.0.2" }] };
  expect(await told("v=spf1 exists:%{l1r+}._spf.%{d} -all", zone)).toMatchObject({ state: "ok" });
  expect(await told("v=spf1 exists:%{l}._spf.%{d} -all", zone)).toMatchObject({
    state: "warning",
    seen: expect.stringMatching(/does not name mail.example.com/) as string,
  });
});

test("a record that lets the server send, and that receivers do not read alike, is told", async () => {
  const found = await told("v=spf1 Redirect=_spf.example.com", {
    "_spf.example.com": [{ txt: "v=spf1 ip4:192.0.2.25 -all" }],
  });
  expect(found).toMatchObject({ state: "warning" });
  expect(found.seen).toMatch(/receivers differ on it: Redirect= is in capitals/);
});

test.each(["v=spf1 mx all", "v=spf1 +all -all", "v=spf1 ip4:0.0.0.0/0 -all"])(
  "%s lets everybody send, which is a problem",
  async (record) => {
    const found = await told(record);
    expect(found).toMatchObject({ state: "problem" });
    expect(found.record?.value).toMatch(/^v=spf1(?: mx)? -all$/);
  },
);

test("a mail server whose own name has a record without it is told, and one without a record is not", async () => {
  const helo = (txt: string) =>
    checkHelo(zoneDns({ "mail.example.com": [{ txt }, { a: "192.0.2.25" }] }), server);
  expect(await helo("v=spf1 -all")).toMatchObject([
    { check: "spf-helo", state: "warning", record: { value: "v=spf1 a -all" } },
  ]);
  expect(await helo("v=spf1 a -all")).toEqual([]);
  expect(await helo("hello")).toEqual([]);
});
