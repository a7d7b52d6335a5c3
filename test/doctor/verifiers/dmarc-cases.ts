// DMARC records that are unusual, most of them valid, for real verifiers and for ours. Each case has the zone `tld` to itself.

import type { Zone } from "../../dns/dns-server.ts";

export type DmarcCase = {
  /** TXT records by the domain that they stand at (without `_dmarc.`); a text alone stands at acme.tld. */
  readonly at: string | Readonly<Record<string, string | readonly (string | readonly string[])[]>>;
  /** The domain of From. @default acme.tld */
  readonly from?: string;
  /** The domain for which SPF passed. @default none */
  readonly spf?: string;
  /** The domain whose DKIM signature was good. @default none */
  readonly dkim?: string;
  readonly zone?: Zone;
  /** What stands for `tld`: a suffix of its own, where the case has a record there. @default com */
  readonly suffix?: string;
};

const at = (record: string, more: Omit<DmarcCase, "at"> = {}): DmarcCase => ({
  at: record,
  ...more,
});

const texts: Record<string, DmarcCase> = {
  none: at("v=DMARC1; p=none"),
  quarantine: at("v=DMARC1; p=quarantine"),
  reject: at("v=DMARC1; p=reject"),
  "no blanks": at("v=DMARC1;p=reject"),
  "a semicolon at the end": at("v=DMARC1; p=reject;"),
  "two semicolons": at("v=DMARC1;; p=reject"),
  "blanks around everything": at("v = DMARC1 ; p = reject ; "),
  "blanks in front": at("  v=DMARC1; p=reject"),
  tabs: at("v=DMARC1;\tp=reject"),
  "two strings": { at: { "acme.tld": [["v=DMARC1; p=rej", "ect"]] } },
  "two strings that are cut in the version": { at: { "acme.tld": [["v=DMA", "RC1; p=reject"]] } },
  "the version in small letters": at("v=dmarc1; p=reject"),
  "the version's name in capitals": at("V=DMARC1; p=reject"),
  "the policy in capitals": at("v=DMARC1; p=REJECT"),
  "the policy's name in capitals": at("v=DMARC1; P=reject"),
  "the policy behind": at("v=DMARC1; rua=mailto:d@acme.tld; p=reject"),
  "the version behind": at("p=reject; v=DMARC1"),
  "escaped semicolons": at("v=DMARC1\\; p=reject"),
  "quotes around": at('"v=DMARC1; p=reject"'),
  "commas for semicolons": at("v=DMARC1, p=reject"),
  "blanks for semicolons": at("v=DMARC1 p=reject"),
  "the version alone": at("v=DMARC1"),
  "no policy, and reports": at("v=DMARC1; rua=mailto:d@acme.tld"),
  "no policy, and reports to no address": at("v=DMARC1; rua=d@acme.tld"),
  "no policy and no reports": at("v=DMARC1; adkim=s"),
  "an unknown policy, and reports": at("v=DMARC1; p=block; rua=mailto:d@acme.tld"),
  "an unknown policy": at("v=DMARC1; p=block"),
  "an empty policy": at("v=DMARC1; p="),
  "an unknown sp, and reports": at("v=DMARC1; p=reject; sp=block; rua=mailto:d@acme.tld"),
  "an unknown sp": at("v=DMARC1; p=reject; sp=block"),
  "the policy twice": at("v=DMARC1; p=none; p=reject"),
  "an unknown tag": at("v=DMARC1; p=reject; x=y"),
  "a piece that is no tag": at("v=DMARC1; p=reject; hello"),
  "reports to several, with a size": at(
    "v=DMARC1; p=reject; rua=mailto:a@acme.tld!10m, mailto:b@acme.tld",
  ),
  "reports by https": at("v=DMARC1; p=reject; rua=https://acme.tld/r"),
  "an empty rua": at("v=DMARC1; p=reject; rua="),
  "fo, rf and ri": at("v=DMARC1; p=reject; fo=0:1:d:s; rf=afrf; ri=86400"),
  "an unknown fo": at("v=DMARC1; p=reject; fo=x"),
  "pct=100": at("v=DMARC1; p=reject; pct=100"),
  "pct=0": at("v=DMARC1; p=reject; pct=0"),
  "pct=none": at("v=DMARC1; p=reject; pct=none"),
  "t=y": at("v=DMARC1; p=reject; t=y"),
  "t=y for quarantine": at("v=DMARC1; p=quarantine; t=y"),
  "t=n": at("v=DMARC1; p=reject; t=n"),
  "t=Y": at("v=DMARC1; p=reject; t=Y"),
  "psd=u": at("v=DMARC1; p=reject; psd=u"),
  "beside another text": { at: { "acme.tld": ["hello=world", "v=DMARC1; p=reject"] } },
  "beside an SPF record": { at: { "acme.tld": ["v=spf1 -all", "v=DMARC1; p=reject"] } },
  "beside another version": { at: { "acme.tld": ["v=DMARC2; p=none", "v=DMARC1; p=reject"] } },
  "two records": { at: { "acme.tld": ["v=DMARC1; p=reject", "v=DMARC1; p=none"] } },
  "two records alike": { at: { "acme.tld": ["v=DMARC1; p=reject", "v=DMARC1; p=reject"] } },
};

const REJECT = "v=DMARC1; p=reject";

const alignments: Record<string, DmarcCase> = {
  "SPF of the same domain": at(REJECT, { spf: "acme.tld" }),
  "DKIM of the same domain": at(REJECT, { dkim: "acme.tld" }),
  "SPF of a domain below": at(REJECT, { spf: "bounce.acme.tld" }),
  "DKIM of a domain below": at(REJECT, { dkim: "mail.acme.tld" }),
  "aspf=s and SPF of a domain below": at(`${REJECT}; aspf=s`, { spf: "bounce.acme.tld" }),
  "adkim=s and DKIM of a domain below": at(`${REJECT}; adkim=s`, { dkim: "mail.acme.tld" }),
  "adkim=s and DKIM of the same domain": at(`${REJECT}; adkim=s`, { dkim: "acme.tld" }),
  "adkim=S": at(`${REJECT}; adkim=S`, { dkim: "mail.acme.tld" }),
  "an unknown adkim": at(`${REJECT}; adkim=strict`, { dkim: "mail.acme.tld" }),
  "aspf=r in capitals": at(`${REJECT}; aspf=R`, { spf: "bounce.acme.tld" }),
  "DKIM of another domain": at(REJECT, { dkim: "other.tld" }),
  "DKIM of a domain with the same end": at(REJECT, { dkim: "notacme.tld" }),
  "a mail from below": at(REJECT, { from: "mail.acme.tld", dkim: "acme.tld" }),
  "a mail from below, signed beside": at(REJECT, { from: "a.acme.tld", dkim: "b.acme.tld" }),
  "a mail from below, with a record there alone": {
    at: { "a.acme.tld": REJECT },
    from: "a.acme.tld",
    dkim: "acme.tld",
  },
  "a mail from below, with records at both": {
    at: { "a.acme.tld": REJECT, "acme.tld": "v=DMARC1; p=none" },
    from: "a.acme.tld",
    dkim: "acme.tld",
  },
  "a mail from below, whose record says psd=n": {
    at: { "a.acme.tld": `${REJECT}; psd=n`, "acme.tld": "v=DMARC1; p=none" },
    from: "a.acme.tld",
    dkim: "acme.tld",
  },
  "a record on the way": {
    at: { "b.acme.tld": "v=DMARC1; p=quarantine", "acme.tld": REJECT },
    from: "a.b.acme.tld",
  },
  "a record on the way alone": {
    at: { "b.acme.tld": "v=DMARC1; p=quarantine" },
    from: "a.b.acme.tld",
  },
  "sp for a domain below": at("v=DMARC1; p=reject; sp=none", {
    from: "mail.acme.tld",
    zone: { "mail.acme.tld": [{ a: "192.0.2.1" }] },
  }),
  "sp for the domain itself": at("v=DMARC1; p=none; sp=reject"),
  "np for a domain that is there": at("v=DMARC1; p=none; sp=quarantine; np=reject", {
    from: "mail.acme.tld",
    zone: { "mail.acme.tld": [{ a: "192.0.2.1" }] },
  }),
  "np for a domain that is not there": at("v=DMARC1; p=none; sp=quarantine; np=reject", {
    from: "mail.acme.tld",
  }),
  "np without sp": at("v=DMARC1; p=quarantine; np=reject", {
    from: "mail.acme.tld",
    zone: { "mail.acme.tld": [{ a: "192.0.2.1" }] },
  }),
  "t=y and sp": at("v=DMARC1; p=none; sp=reject; t=y", {
    from: "mail.acme.tld",
    zone: { "mail.acme.tld": [{ a: "192.0.2.1" }] },
  }),
  "a record above alone, which is for registrars": {
    suffix: "bank",
    at: { tld: `${REJECT}; psd=y` },
  },
  "a record above, and DKIM of a neighbour": {
    suffix: "co.uk",
    at: { tld: `${REJECT}; psd=y` },
    dkim: "other.tld",
  },
  "a record above, and DKIM of a domain below": {
    suffix: "com.au",
    at: { tld: `${REJECT}; psd=y` },
    dkim: "mail.acme.tld",
  },
  "a record above without psd": { suffix: "co.nz", at: { tld: REJECT } },
  "two records here, one above": {
    at: { "a.acme.tld": [REJECT, REJECT], "acme.tld": "v=DMARC1; p=quarantine" },
    from: "a.acme.tld",
  },
  "a name of eleven labels": at(REJECT, { from: "a.b.c.d.e.f.g.h.i.acme.tld", dkim: "acme.tld" }),
  "a name of eleven labels, with a record that is skipped": {
    at: { "b.c.d.e.f.g.h.i.acme.tld": "v=DMARC1; p=none", "acme.tld": REJECT },
    from: "a.b.c.d.e.f.g.h.i.acme.tld",
  },
  "a domain in capitals": at(REJECT, { from: "Acme.TLD", dkim: "ACME.tld" }),
};

export const DMARC_CASES: Readonly<Record<string, DmarcCase>> = { ...texts, ...alignments };
