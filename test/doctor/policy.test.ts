import { expect, test } from "vitest";
import { readDmarc } from "../../src/cli/doctor/dmarc.ts";
import { checkAlignment, checkDmarc } from "../../src/cli/doctor/policy.ts";
import type { Dns } from "../../src/ports/dns.ts";
import type { Zone } from "../dns/dns-server.ts";
import { zoneDns } from "../dns/zone-dns.ts";

const IN_USE = [{ a: "192.0.2.1" }];

/** A DNS with these DMARC records, by the domain that they stand at. */
const publishing = (records: Readonly<Record<string, string>>, more: Zone = {}): Dns =>
  zoneDns({
    "example.com": IN_USE,
    ...Object.fromEntries(
      Object.entries(records).map(([domain, txt]) => [`_dmarc.${domain}`, [{ txt }]]),
    ),
    ...more,
  });

const REJECT = "v=DMARC1; p=reject";

/** What is told of a sender whose mails return to one domain and are signed by another. */
const told = async (dns: Dns, domain: string, spf: string, dkim: string) =>
  (await checkAlignment(dns, domain, { spf, dkim: [dkim] })).map(({ check, state }) => [
    check,
    state,
  ]);

const [SPF_APART, DKIM_APART] = [
  ["spf-domain", "warning"],
  ["dkim-domain", "problem"],
];

test("SPF and DKIM count as in the examples of RFC 9989, appendix B.3", async () => {
  const simple = publishing({ "example.com": REJECT, "signing.example.com": REJECT });
  expect(await told(simple, "example.com", "example.com", "signing.example.com")).toEqual([]);
  const deep = "a.b.c.d.e.f.g.h.i.j.k.example.com";
  expect(await told(simple, deep, "example.com", "signing.example.com")).toEqual([]);
  const bank = publishing({
    "bank.example": "v=DMARC1; p=reject; psd=y",
    "giant.bank.example": REJECT,
  });
  expect(
    await told(bank, "giant.bank.example", "mail.giant.bank.example", "mail.mega.bank.example"),
  ).toEqual([DKIM_APART]);
});

test("a walk asks at most eight names, and the top one too", async () => {
  const asked: string[] = [];
  const dns = zoneDns({});
  await readDmarc(
    {
      ...dns,
      txt: (name) => {
        asked.push(name);
        return dns.txt(name);
      },
    },
    "a.b.c.d.e.f.g.h.i.j.mail.example.com",
  );
  expect(asked).toEqual([
    "_dmarc.a.b.c.d.e.f.g.h.i.j.mail.example.com",
    "_dmarc.g.h.i.j.mail.example.com",
    "_dmarc.h.i.j.mail.example.com",
    "_dmarc.i.j.mail.example.com",
    "_dmarc.j.mail.example.com",
    "_dmarc.mail.example.com",
    "_dmarc.example.com",
    "_dmarc.com",
  ]);
});

test("return paths and signatures of another organization are told, with what receivers do not agree on", async () => {
  const dns = publishing({ "mail.example.com": REJECT });
  const found = await checkAlignment(dns, "mail.example.com", {
    spf: "bounces.example.net",
    dkim: ["example.com"],
  });
  expect(found).toMatchObject([
    { check: "spf-domain", state: "warning", mend: expect.stringMatching(/Only DKIM/) as string },
    { check: "dkim-domain", state: "problem" },
  ]);
  expect(found[1]?.seen).toMatch(/receivers differ.*RFC 7489/);
  const strict = publishing({ "example.com": `${REJECT}; adkim=s; aspf=s` });
  expect(await told(strict, "example.com", "b.example.com", "s.example.com")).toEqual([
    SPF_APART,
    DKIM_APART,
  ]);
});

const doubtful: readonly [words: string, record: string, told: RegExp][] = [
  ["t=y", `${REJECT}; t=y`, /t=y is not known/],
  ["pct=0", `${REJECT}; pct=0`, /pct=0 is no longer/],
  ["reports without a policy", "v=DMARC1; rua=mailto:d@example.com", /no policy/],
  ["a name in capitals", "v=DMARC1; P=reject", /capitals/],
  ["blanks in the version", "v = DMARC1; p=reject", /does not begin with exactly/],
  ["a tag without a value", "v=DMARC1; p=reject; hello", /"hello" is no tag/],
  ["sp that differs from p", "v=DMARC1; p=none; sp=reject", /sp=reject is for domains below/],
];
test.each(doubtful)("%s is told as something that receivers differ on", async (_, record, seen) => {
  const found = await checkDmarc(publishing({ "example.com": record }), "example.com");
  expect(found).toMatchObject({ state: "warning" });
  expect(found.seen).toMatch(/receivers differ/);
  expect(found.seen).toMatch(seen);
});

const broken: readonly [words: string, record: string, told: RegExp][] = [
  ["escaped semicolons", "v=DMARC1\\; p=reject", /no DMARC record/],
  ["the version in small letters", "v=dmarc1; p=reject", /no DMARC record/],
  ["quotes", '"v=DMARC1; p=reject"', /no DMARC record/],
  ["no policy and no reports", "v=DMARC1; adkim=s", /no valid policy/],
];
test.each(broken)("%s make a record that receivers ignore", async (_, record, seen) => {
  const found = await checkDmarc(publishing({ "example.com": record }), "example.com");
  expect(found).toMatchObject({ state: "problem" });
  expect(found.seen).toMatch(seen);
});

test("a domain below gets sp, and np where nothing is published for it", async () => {
  const record = "v=DMARC1; p=none; sp=quarantine; np=reject";
  const policyOf = async (zone: Zone) => {
    const dmarc = await readDmarc(publishing({ "example.com": record }, zone), "mail.example.com");
    return "policy" in dmarc && dmarc.policy;
  };
  expect(await policyOf({ "mail.example.com": IN_USE })).toBe("quarantine");
  expect(await policyOf({})).toBe("reject");
});

test("a resolver in trouble says nothing about the policy", async () => {
  const dns = zoneDns({ "_dmarc.example.com": "broken" });
  expect(await checkDmarc(dns, "example.com")).toMatchObject({
    state: "warning",
    seen: expect.stringMatching(/could not be looked up/) as string,
  });
});
