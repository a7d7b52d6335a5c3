import { expect, test } from "vitest";
import { checkBulkRules } from "../../src/cli/doctor/bulk.ts";
import { ok, problem, warning, type Finding } from "../../src/cli/doctor/finding.ts";
import { zoneDns } from "../dns/zone-dns.ts";

const DNS = zoneDns({ "_dmarc.example.com": [{ txt: "v=DMARC1; p=none" }] });

const SOUND: readonly Finding[] = [ok("spf", ""), ok("dkim", ""), ok("dmarc", ""), ok("ptr", "")];

const told = async (found: readonly Finding[], domain = "example.com", dns = DNS) =>
  new Map(
    (await checkBulkRules(dns, domain, found)).map(({ check, state, seen }) => [
      check,
      `${state}: ${seen}`,
    ]),
  );

const without = (check: string, ...more: Finding[]): readonly Finding[] => [
  ...SOUND.filter((each) => each.check !== check),
  ...more,
];

test("nothing is missing where all was seen, and TLS with a provider is told as not seen", async () => {
  const found = await told(SOUND);
  expect([...found.keys()]).toEqual(["bulk-google", "bulk-yahoo", "bulk-microsoft"]);
  for (const words of found.values()) expect(words).toMatch(/^ok: nothing that can be seen.* TLS/);
  expect(found.get("bulk-google")).toMatch(/not seen from here: TLS with Google$/);
});

test("a mail service that signs by itself is not called unsigned, nor signed", async () => {
  const found = await told(without("dkim", warning("dkim", "", "")));
  expect(found.get("bulk-yahoo")).toMatch(/^ok: .*not seen from here: a DKIM signature, TLS/);
});

test("what is missing is named, where the provider asks for it", async () => {
  const noName = await told(without("ptr", problem("ptr", "", "")));
  expect(noName.get("bulk-google")).toMatch(/^warning: missing of Google.*leads back to it$/);
  expect(noName.get("bulk-microsoft")).toMatch(/^ok/);
  const noPolicy = await told(SOUND, "example.com", zoneDns({}));
  expect(noPolicy.get("bulk-microsoft")).toMatch(/^warning: .*: a DMARC record$/);
  const notOwn = await told(SOUND, "gmail.com");
  expect(notOwn.get("bulk-google")).toMatch(/an address in From at a domain of your own$/);
});

test("one of SPF and DKIM must be of the domain in From", async () => {
  const apart = (check: string): Finding => warning(check, "", "");
  const spfApart = await told([...SOUND, apart("spf-domain")]);
  expect(spfApart.get("bulk-google")).toMatch(/^ok/);
  const bothApart = await told([...SOUND, apart("spf-domain"), apart("dkim-domain")]);
  expect(bothApart.get("bulk-google")).toMatch(/missing of .*: SPF or DKIM of the domain in From$/);
});
