// DMARC as a receiver applies it (RFC 9989): which record holds for a domain, what it asks for, and whose SPF and DKIM count.

import type { Dns } from "../../ports/dns.ts";
import { isMeantAsDmarc, readDmarcRecord, type DmarcRecord, type Policy } from "./dmarc-record.ts";

export type Dmarc = {
  /** The record that applies, and the domain that it stands at; undefined if none does. */
  readonly found: { readonly at: string; readonly record: DmarcRecord } | undefined;
  /** Section 4.10.2: domains that have the same one belong together. */
  readonly organization: string;
  /** What is asked for mails that do not pass; undefined where DMARC does not apply. */
  readonly policy: Policy | undefined;
  /** What no receiver can read, in words. */
  readonly faults: readonly string[];
  /** What not every receiver reads in the same way, in words. */
  readonly doubts: readonly string[];
};

/** Why the DNS did not say it. */
export type Unreachable = { readonly unreachable: string; readonly why: string };

type Step = {
  readonly domain: string;
  readonly record: DmarcRecord | undefined;
  readonly faults: readonly string[];
  readonly doubts: readonly string[];
};

/** Section 4.10: from eight labels on, the walk goes on with seven. */
const MOST_LABELS = 7;

/** Section 4.10: from a domain to the top, or to the record that says that an organization begins or ends there. */
async function treeWalk(dns: Dns, domain: string): Promise<readonly Step[] | Unreachable> {
  const steps: Step[] = [];
  for (let labels = domain.split("."); labels.length > 0;) {
    const at = labels.join(".");
    const answer = await dns.txt(`_dmarc.${at}`);
    if (answer.kind === "unreachable") return { unreachable: `_dmarc.${at}`, why: answer.why };
    const step = stepOf(at, answer.kind === "found" ? answer.values : []);
    steps.push(step);
    if (step.record !== undefined && step.record.psd !== "u") break;
    labels = labels.slice(Math.max(1, labels.length - MOST_LABELS));
  }
  return steps;
}

/** Of several records at one name, none counts. */
function stepOf(domain: string, texts: readonly string[]): Step {
  const name = `_dmarc.${domain}`;
  const records = texts.map(readDmarcRecord).filter((each) => each !== undefined);
  const others = texts.filter((text) => readDmarcRecord(text) === undefined);
  const meant = others.filter(isMeantAsDmarc);
  const faults = meant.map(
    (text) => `"${text}" at ${name} is no DMARC record: it must begin with "v=DMARC1;"`,
  );
  if (records.length > 1)
    return {
      domain,
      record: undefined,
      faults: [...faults, `${name} has ${records.length} DMARC records`],
      doubts: [],
    };
  const isAlone = records.length === 0 || texts.length === 1;
  const beside = isAlone
    ? []
    : [`${name} has other texts beside the record, and some receivers see only the first`];
  return { domain, record: records[0], faults, doubts: beside };
}

/** Section 4.10.2: the organization that a walk ends at. */
function organizationOf(domain: string, steps: readonly Step[]): string {
  const found = steps.filter(({ record }) => record !== undefined);
  const last = found.at(-1);
  if (last === undefined) return domain;
  if (last.record?.psd !== "y" || last.domain === domain) return last.domain;
  return domain
    .split(".")
    .slice(-(last.domain.split(".").length + 1))
    .join(".");
}

/** Finds out what applies to mails from a domain. Names are in small letters and A-labels. */
export async function readDmarc(dns: Dns, domain: string): Promise<Dmarc | Unreachable> {
  const steps = await treeWalk(dns, domain);
  if ("unreachable" in steps) return steps;
  const organization = organizationOf(domain, steps);
  const faults = steps
    .filter((step) => isAtOrAbove(step.domain, domain, organization))
    .flatMap((step) => step.faults);
  const step =
    steps.find((each) => each.domain === domain && each.record !== undefined) ??
    steps.find((each) => each.domain === organization && each.record !== undefined) ??
    steps.find((each) => each.record?.psd === "y");
  if (step?.record === undefined)
    return { found: undefined, organization, policy: undefined, faults, doubts: [] };
  const { record, domain: at } = step;
  const exists = at === domain || record.policies?.np === undefined || (await isThere(dns, domain));
  return {
    found: { at, record },
    organization,
    policy: policyOf(record, at === domain ? "p" : exists ? "sp" : "np"),
    faults,
    doubts: [...step.doubts, ...record.doubts, ...(await placeDoubts(dns, domain, step, exists))],
  };
}

const isAtOrAbove = (step: string, domain: string, organization: string): boolean =>
  step === domain || step === organization || step.endsWith(`.${organization}`);

/** A.4: any record makes a domain exist. Those that a domain for mails has are looked for. */
async function isThere(dns: Dns, domain: string): Promise<boolean> {
  const answers = await Promise.all([dns.addresses(domain), dns.mx(domain), dns.txt(domain)]);
  return answers.some(({ kind }) => kind !== "none");
}

const LESS: Readonly<Record<Policy, Policy>> = {
  reject: "quarantine",
  quarantine: "none",
  none: "none",
};

function policyOf({ policies, isTest }: DmarcRecord, tag: "p" | "sp" | "np"): Policy | undefined {
  if (policies === undefined) return undefined;
  const { p, sp, np } = policies;
  const policy = tag === "p" ? p : ((tag === "np" ? np : undefined) ?? sp ?? p);
  return isTest ? LESS[policy] : policy;
}

/** What receivers that follow RFC 7489, with its list of public suffixes, see in another way. */
async function placeDoubts(
  dns: Dns,
  domain: string,
  { domain: at, record }: Step,
  exists: boolean,
): Promise<readonly string[]> {
  const { p, sp } = record?.policies ?? {};
  if (at === domain)
    return sp === undefined || sp === p
      ? []
      : [
          `sp=${sp} is for domains below ${at}, and at least one verifier (authheaders) applies it to ${at} too`,
        ];
  const isSuffix = record?.psd === "y" || !(await isInUse(dns, at));
  const isBetween = !isSuffix && (await isInUse(dns, at.slice(at.indexOf(".") + 1)));
  return [
    ...(exists ? [] : ["np= is not known to verifiers that follow the older RFC 7489"]),
    ...(isSuffix || isBetween
      ? [
          `receivers that follow the older RFC 7489 look only at ${domain} and at the registered domain, not at ${at}`,
        ]
      : []),
  ];
}

/** A suffix under which anybody can register, like co.uk, takes no mail and is no site: what does is somebody's own domain. */
async function isInUse(dns: Dns, domain: string): Promise<boolean> {
  if (!domain.includes(".")) return false;
  const answers = await Promise.all([dns.addresses(domain), dns.mx(domain)]);
  return answers.some(({ kind }) => kind !== "none");
}

export type Alignment = {
  /** Whether a domain whose SPF or DKIM passes makes a mail pass. */
  readonly isAligned: boolean;
  readonly doubts: readonly string[];
};

/** Section 4.4: whether SPF or DKIM of a domain counts for mails from another. */
export async function alignment(
  dns: Dns,
  { domain, dmarc }: { readonly domain: string; readonly dmarc: Dmarc },
  kind: "spf" | "dkim",
  identifier: string,
): Promise<Alignment | Unreachable> {
  const isStrict = dmarc.found?.record.isStrict[kind] === true;
  if (identifier === domain) return { isAligned: true, doubts: [] };
  const isRelated = haveCommonName(identifier, domain);
  if (isStrict) {
    const doubts = [
      `a${kind}=s asks for the same domain, and some receivers take ${identifier} all the same`,
    ];
    return { isAligned: false, doubts: isRelated ? doubts : [] };
  }
  const steps = await treeWalk(dns, identifier);
  if ("unreachable" in steps) return steps;
  const isAligned = organizationOf(identifier, steps) === dmarc.organization;
  const doubts = ["receivers that follow the older RFC 7489 may see one organization in both"];
  return { isAligned, doubts: !isAligned && isRelated ? doubts : [] };
}

/** Two labels in common, or one domain below the other. */
const haveCommonName = (one: string, other: string): boolean =>
  one.endsWith(`.${other}`) ||
  other.endsWith(`.${one}`) ||
  one.split(".").slice(-2).join(".") === other.split(".").slice(-2).join(".");
