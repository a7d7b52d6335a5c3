import { expect, test } from "vitest";
import { dnsServer, type Zone } from "../../test/dns/dns-server.ts";
import { movableClock } from "../testing/clock.ts";
import { mailDomains, type MailDomainsOptions } from "./mail-domains.ts";
import { systemDns } from "./system-dns.ts";

const silentLog = { info() {}, warn() {}, error() {} };

const over = (dns: MailDomainsOptions["dns"], more: Partial<MailDomainsOptions> = {}) =>
  mailDomains({ dns, clock: movableClock(), log: silentLog, ...more });

async function asking(zone: Zone) {
  const server = await dnsServer(zone);
  return { server, dns: systemDns(server.address) };
}

test("a question has one deadline, however many the resolver has", async () => {
  const { server, dns } = await asking({ "silent.example": "silent" });
  await using _ = server;
  expect(await over(dns, { patience: 1 })("silent.example")).toBe(true);
});

test("where a domain says both that it takes no mail and where its mail goes, it takes mail", async () => {
  const { server, dns } = await asking({ "both.example": [{ mx: "." }, { mx: "mail.example" }] });
  await using _ = server;
  expect(await over(dns)("both.example")).toBe(true);
});

test("no MX and an address that nobody could look up is no reason to refuse", async () => {
  const takes = over({
    mx: async () => ({ kind: "none" }),
    addresses: async () => ({ kind: "unreachable", why: "ESERVFAIL" }),
  });
  expect(await takes("half.example")).toBe(true);
});

test("the same question that is being asked is not asked again", async () => {
  const { server, dns } = await asking({ "mx.example": [{ mx: "mail.example" }] });
  await using _ = server;
  const takes = over(dns);
  await Promise.all(Array.from({ length: 50 }, () => takes("mx.example")));
  expect(server.asked.get("mx.example")).toBe(1);
});

test("of ten thousand made-up domains at once 32 are asked for, and a thousand are remembered", async () => {
  let asked = 0;
  const answers: (() => void)[] = [];
  const takes = over({
    mx: () =>
      new Promise((resolve) => {
        asked += 1;
        answers.push(() => resolve({ kind: "found", values: [""] }));
      }),
    addresses: async () => ({ kind: "none" }),
  });
  const flood = Array.from({ length: 10_000 }, (_, number) => takes(`n${number}.example`));
  expect(asked).toBe(32);
  for (const answer of answers) answer();
  expect((await Promise.all(flood)).filter((took) => !took)).toHaveLength(32);

  const again = (number: number): number => {
    const before = asked;
    void takes(`n${number}.example`);
    answers.at(-1)?.();
    return asked - before;
  };
  expect([again(9_999), again(9_000), again(8_999)]).toEqual([0, 0, 1]);
});
