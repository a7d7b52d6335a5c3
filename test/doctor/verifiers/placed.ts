// The cases side by side in one DNS: each has a domain of its own, so that a verifier can be asked all of them at once.

import type { Zone, ZoneRecord } from "../../dns/dns-server.ts";
import { DKIM_CASES, type DkimCase } from "./dkim-cases.ts";
import { DMARC_CASES } from "./dmarc-cases.ts";
import { SPF_CASES, type SpfCase } from "./spf-cases.ts";

/** What a verifier is asked. */
export type SpfQuestion = {
  readonly name: string;
  readonly ip: string;
  readonly from: string;
  readonly helo: string;
};

export type DmarcQuestion = {
  readonly name: string;
  readonly from: string;
  readonly spf: string | null;
  readonly dkim: string | null;
};

export type Placed<Question> = { readonly question: Question; readonly zone: Zone };

/** Puts the number of a case behind its names, and a real suffix in the place of `tld`, in texts of any depth. */
function placed<Value>(value: Value, number: number, suffix = "com"): Value {
  const move = (text: string): string =>
    text
      .replace(/\b(?:not)?acme\b|\bother\b/gi, (name) => `${name}${number}`)
      .replace(/\btld\b/g, suffix)
      .replace(/\bTLD\b/g, suffix.toUpperCase());
  const go = (each: unknown): unknown => {
    if (typeof each === "string") return move(each);
    if (Array.isArray(each)) return each.map(go);
    if (typeof each !== "object" || each === null) return each;
    return Object.fromEntries(Object.entries(each).map(([key, inner]) => [move(key), go(inner)]));
  };
  return go(value) as Value;
}

const textsOf = (txt: SpfCase["txt"]): readonly ZoneRecord[] =>
  [txt].flat().map((each) => ({ txt: each }));

/** Every name above one with records is there, without records. */
function withParents(zone: Zone): Zone {
  const parents = Object.keys(zone).flatMap((name) =>
    name.split(".").map((_, at, labels) => labels.slice(at).join(".")),
  );
  return { ...Object.fromEntries(parents.map((name) => [name, []])), ...zone };
}

export const spfQuestions = (): readonly Placed<SpfQuestion>[] =>
  Object.entries(SPF_CASES).map(([name, each], number) => {
    const { txt, zone, ip = "192.0.2.25", from = "bounces+k3x9@acme.tld" } = placed(each, number);
    const domain = placed("acme.tld", number);
    const there = (zone?.[domain] ?? []) as readonly ZoneRecord[];
    return {
      question: { name, ip, from: placed(from, number), helo: placed("mail.acme.tld", number) },
      zone: withParents({ ...zone, [domain]: [...there, ...textsOf(txt)] }),
    };
  });

export const dmarcQuestions = (): readonly Placed<DmarcQuestion>[] =>
  Object.entries(DMARC_CASES).map(([name, each], number) => {
    const { at, from = "acme.tld", spf, dkim, zone, suffix } = each;
    const records = typeof at === "string" ? { "acme.tld": at } : at;
    const there = Object.fromEntries(
      Object.entries(records).map(([domain, txt]) => [`_dmarc.${domain}`, textsOf(txt)]),
    );
    const question = { from, spf: spf ?? null, dkim: dkim ?? null };
    return {
      question: { name, ...placed(question, number, suffix) },
      zone: withParents(
        placed({ "acme.tld": [{ a: "192.0.2.1" }], ...there, ...zone }, number, suffix),
      ),
    };
  });

/** Where the key of a case stands. */
export const dkimSelectors = (): readonly {
  readonly name: string;
  readonly selector: string;
  readonly each: DkimCase;
}[] =>
  Object.entries(DKIM_CASES).map(([name, each], number) => ({
    name,
    selector: `k${number}`,
    each,
  }));
