import { expect, test } from "vitest";
import { systemDns } from "../../src/adapters/system-dns.ts";
import { readSpf, type SpfResult } from "../../src/cli/doctor/spf.ts";
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
  return await readSpf(systemDns(dns.address), "example.com", address);
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

test("ten look-ups are read, eleven are an error, wherever they stand", async () => {
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
