// The verdicts of real verifiers, which `npm run mail-verifiers` recorded, compared with those of the doctor.

import { generateKeyPairSync } from "node:crypto";
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { alignment, readDmarc, type Dmarc } from "../../src/cli/doctor/dmarc.ts";
import type { Dns } from "../../src/ports/dns.ts";
import { zoneDns } from "../dns/zone-dns.ts";
import { readDkimRecord } from "../../src/cli/doctor/dkim-record.ts";
import { signaturesOf } from "../../src/cli/doctor/dkim-verify.ts";
import { readSpf } from "../../src/cli/doctor/spf.ts";
import { dmarcQuestions, spfQuestions, type DmarcQuestion } from "./verifiers/placed.ts";

type SignedMail = { readonly txt: readonly (string | readonly string[])[]; readonly mail: string };

type Recorded = {
  readonly cases: Readonly<
    Record<string, SignedMail & { readonly verdicts: Readonly<Record<string, string>> }>
  >;
};

const recorded = (kind: string): Recorded =>
  JSON.parse(readFileSync(new URL(`verdicts/${kind}.json`, import.meta.url), "utf8")) as Recorded;

type Judged = {
  readonly verdict: string;
  /** No receiver can read it, which is a problem and needs no warning. */
  readonly isBroken: boolean;
  readonly doubts: readonly string[];
};

/** Against a standard, although these tools agree; the doctor warns of it. */
const AGAINST_THE_RULES = new Set([
  "two semicolons",
  "the policy's name in capitals",
  "the policy twice",
  "include of a name without a record, after the address",
  "eleven look-ups, after the address",
]);

/** Node's resolver joins the strings of a text, so the doctor does not see where it is cut. */
const UNSEEN = new Set(["two strings", "two strings that are cut in the version"]);

/** Where all tools agree, the doctor says the same; where they do not, it says so. */
function compare(
  name: string,
  { verdict, isBroken, doubts }: Judged,
  verdicts: Readonly<Record<string, string>>,
): void {
  const said = [...new Set(Object.values(verdicts))];
  if (said.length > 1) return UNSEEN.has(name) ? undefined : expect(doubts).not.toEqual([]);
  expect(verdict).toBe(said[0]);
  if (!isBroken && !AGAINST_THE_RULES.has(name)) expect(doubts).toEqual([]);
}

describe("DMARC", () => {
  const { cases } = recorded("dmarc");
  test.each(dmarcQuestions().map((each) => [each.question.name, each] as const))(
    "%s: the doctor agrees with real verifiers, or warns where they differ",
    async (name, { question, zone }) => {
      compare(name, await judged(zoneDns(zone), question), cases[name]!.verdicts);
    },
  );

  async function judged(dns: Dns, question: DmarcQuestion): Promise<Judged> {
    const domain = question.from.toLowerCase();
    const dmarc = await readDmarc(dns, domain);
    if ("unreachable" in dmarc) throw new Error(dmarc.unreachable);
    const both = { domain, dmarc };
    const alignments = [];
    for (const kind of ["spf", "dkim"] as const) {
      const identifier = question[kind]?.toLowerCase();
      if (identifier === undefined) continue;
      const each = await alignment(dns, both, kind, identifier);
      if (!("unreachable" in each)) alignments.push(each);
    }
    const verdict = verdictOf(
      dmarc,
      alignments.some(({ isAligned }) => isAligned),
    );
    return {
      verdict,
      isBroken: dmarc.policy === undefined,
      doubts: [...dmarc.faults, ...dmarc.doubts, ...alignments.flatMap((each) => each.doubts)],
    };
  }

  const verdictOf = ({ policy }: Dmarc, isAligned: boolean): string => {
    if (policy === undefined) return "none";
    if (isAligned) return "pass";
    return policy === "none" ? "fail" : policy;
  };
});

describe("SPF", () => {
  const { cases } = recorded("spf");
  test.each(spfQuestions().map((each) => [each.question.name, each] as const))(
    "%s: the doctor agrees with real verifiers, or warns where they differ",
    async (name, { question, zone }) => {
      const { ip, from, helo } = question;
      const domain = from.slice(from.indexOf("@") + 1);
      const spf = await readSpf(zoneDns(zone), domain, { ip, sender: from, helo });
      const doubts = [...spf.doubts, ...(spf.fault === undefined ? [] : [spf.fault])];
      const isBroken = spf.fault !== undefined || spf.result === "none";
      compare(name, { verdict: spf.result, isBroken, doubts }, cases[name]!.verdicts);
    },
  );
});

describe("DKIM", () => {
  test.each(Object.entries(recorded("dkim").cases))(
    "%s: the doctor agrees with real verifiers, or warns where they differ",
    (name, { txt, mail, verdicts }) => {
      const kind = mail.includes("a=ed25519-sha256") ? "ed25519" : "rsa";
      const texts = txt.map((each) => [each].flat().join(""));
      const { key, fault, doubts } = readDkimRecord(texts, kind);
      const [signature] = signaturesOf(Buffer.from(mail));
      const verdict = key !== undefined && signature?.verify(key) === true ? "pass" : "fail";
      const told = [...doubts, ...[fault ?? []].flat()];
      const isRare = kind === "ed25519" && verdict === "pass" && fault === undefined;
      const all = isRare ? [...told, "Ed25519 is rare"] : told;
      compare(name, { verdict, isBroken: fault !== undefined, doubts: all }, verdicts);
    },
  );

  test("a signature is not genuine for a mail that was changed, nor for another key", () => {
    const { mail, txt } = recorded("dkim").cases["as most write it"]!;
    const { key } = readDkimRecord(txt as readonly string[], "rsa");
    const isGenuine = (text: string, by = key) => signaturesOf(Buffer.from(text))[0]?.verify(by!);
    expect(isGenuine(mail)).toBe(true);
    expect(isGenuine(mail.replace("123456", "123457"))).toBe(false);
    expect(isGenuine(mail.replace("Subject: Confirm", "Subject: confirm"))).toBe(false);
    expect(isGenuine(mail.replace("To: ada@", "To: eve@"))).toBe(false);
    const other = generateKeyPairSync("rsa", { modulusLength: 2048 }).publicKey;
    expect(isGenuine(mail, other)).toBe(false);
  });
});
