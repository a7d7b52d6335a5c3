// A DMARC record, read by RFC 9989, with what verifiers do not agree on.

import { readTags } from "./tags.ts";

export type Policy = "none" | "quarantine" | "reject";

export type DmarcRecord = {
  readonly text: string;
  /** Undefined where no verifier acts on it: no valid policy, and no address for reports. */
  readonly policies: Policies | undefined;
  /** Section 4.7: what is asked for is one step less than the policy. */
  readonly isTest: boolean;
  /** Section 4.7: `y` at the suffix of a registrar, `n` where an organization begins. */
  readonly psd: "y" | "n" | "u";
  readonly isStrict: { readonly spf: boolean; readonly dkim: boolean };
  /** What not every verifier reads in the same way, in words. */
  readonly doubts: readonly string[];
};

export type Policies = {
  readonly p: Policy;
  readonly sp: Policy | undefined;
  readonly np: Policy | undefined;
};

/** Section 4.7: the version comes first, and is written in capitals. */
const VERSION = /^[ \t]*v[ \t]*=[ \t]*DMARC1[ \t]*(?:;|$)/;

/** A text that somebody meant as a record. */
export const isMeantAsDmarc = (text: string): boolean => /dmarc/i.test(text);

/** Undefined if it is no DMARC record: some other text, or the version is not first, or wrong. */
export function readDmarcRecord(text: string): DmarcRecord | undefined {
  if (!VERSION.test(text.replace(/^([ \t]*)V/, "$1v"))) return undefined;
  const { tags, doubts } = readTags(text);
  const value = (name: string): string => tags.get(name)?.toLowerCase() ?? "";
  return {
    text,
    policies: policiesOf(tags),
    isTest: value("t") === "y",
    psd: value("psd") === "y" ? "y" : value("psd") === "n" ? "n" : "u",
    isStrict: { spf: value("aspf") === "s", dkim: value("adkim") === "s" },
    doubts: [...shapeDoubts(text), ...doubts, ...valueDoubts(tags)],
  };
}

const isPolicy = (text: string | undefined): text is Policy =>
  text === "none" || text === "quarantine" || text === "reject";

/** Section 4.10.1: with reports, a policy that cannot be read is `none`; without, the record is not there. */
function policiesOf(tags: ReadonlyMap<string, string>): Policies | undefined {
  const [p, sp, np] = ["p", "sp", "np"].map((name) => tags.get(name)?.toLowerCase());
  const isReadable = [sp, np].every((each) => each === undefined || isPolicy(each));
  if (isPolicy(p) && isReadable)
    return { p, sp: isPolicy(sp) ? sp : undefined, np: isPolicy(np) ? np : undefined };
  const hasReports = (tags.get("rua") ?? "").split(",").some((uri) => REPORTS.test(uri.trim()));
  return hasReports ? { p: "none", sp: undefined, np: undefined } : undefined;
}

/** RFC 3986; an obsolete size may follow. */
const REPORTS = /^[a-z][a-z0-9+.-]*:[^\s,;]*$/i;

function shapeDoubts(text: string): readonly string[] {
  return [
    ...(/^v=DMARC1(?:;|$)/.test(text) ? [] : ['it does not begin with exactly "v=DMARC1;"']),
    ...(/[^\x20-\x7e]/.test(text) ? ["it contains a tab or another unusual character"] : []),
  ];
}

/** The values of tags that the RFCs know. */
const VALUES: Readonly<Record<string, RegExp>> = {
  p: /^(?:none|quarantine|reject)$/i,
  sp: /^(?:none|quarantine|reject)$/i,
  np: /^(?:none|quarantine|reject)$/i,
  adkim: /^[rs]$/i,
  aspf: /^[rs]$/i,
  t: /^[yn]$/i,
  psd: /^[ynu]$/i,
  fo: /^[01ds](?:[ \t]*:[ \t]*[01ds])*$/i,
  pct: /^100$/,
};

function valueDoubts(tags: ReadonlyMap<string, string>): readonly string[] {
  const doubts = Object.entries(VALUES)
    .filter(([name, form]) => tags.has(name) && !form.test(tags.get(name) ?? ""))
    .map(([name]) => doubtOf(name, tags.get(name) ?? ""));
  if (!tags.has("p")) doubts.push("it has no policy (p=): some act as for none, others ignore it");
  if (tags.get("t")?.toLowerCase() === "y")
    doubts.push(
      "t=y is not known to verifiers that follow the older RFC 7489: they apply the whole policy",
    );
  return doubts;
}

const doubtOf = (name: string, value: string): string =>
  name === "pct"
    ? `pct=${value} is no longer in the standard (RFC 9989): some count by it, others apply the policy to every mail`
    : `${name}=${value} has no meaning`;
