// SPF records that are unusual, most of them valid, for real verifiers and for ours. Each case has the zone `tld` to itself.

import type { Zone } from "../../dns/dns-server.ts";

export type SpfCase = {
  /** The record of acme.tld, as one or several strings; or all TXT records that it has. */
  readonly txt: string | readonly (string | readonly string[])[];
  readonly zone?: Zone;
  /** @default 192.0.2.25 */
  readonly ip?: string;
  /** The envelope sender. @default bounces+k3x9@acme.tld */
  readonly from?: string;
};

const only = (txt: string) => [{ txt }];
const a = (address = "192.0.2.25") => [{ a: address }];

const includes = (count: number, from = 0): string =>
  Array.from({ length: count }, (_, at) => `include:i${from + at}.acme.tld`).join(" ");

const many = (count: number, txt = "v=spf1 ip4:198.51.100.1"): Zone =>
  Object.fromEntries(Array.from({ length: count }, (_, at) => [`i${at}.acme.tld`, only(txt)]));

const mxOf = (count: number): Zone => ({
  "acme.tld": Array.from({ length: count }, (_, at) => ({ mx: `mx${at}.acme.tld`, priority: at })),
  ...Object.fromEntries(
    Array.from({ length: count }, (_, at) => [
      `mx${at}.acme.tld`,
      a(at === count - 1 ? "192.0.2.25" : `198.51.100.${at}`),
    ]),
  ),
});

/** The zone of an address is shared, so each case with one has its own address. */
const reverse = (last: number): string => `${last}.113.0.203.in-addr.arpa`;

const plain: Record<string, SpfCase> = {
  "an address": { txt: "v=spf1 ip4:192.0.2.25 -all" },
  "in capitals": { txt: "V=SPF1 IP4:192.0.2.25 -ALL" },
  "blanks at the end": { txt: "v=spf1 ip4:192.0.2.25 -all  " },
  "several blanks between terms": { txt: "v=spf1   ip4:192.0.2.25    -all" },
  "two strings that are cut in a term": { txt: [["v=spf1 ip4:192.0.2.2", "5 -all"]] },
  "two strings that are cut in the version": { txt: [["v=sp", "f1 ip4:192.0.2.25 -all"]] },
  "two strings without the blank that was meant": { txt: [["v=spf1 ip4:192.0.2.25", "-all"]] },
  "an empty string in front": { txt: [["", "v=spf1 ip4:192.0.2.25 -all"]] },
  "beside records that only begin like one": {
    txt: ["v=spf10 +all", "v=spf1x", "spf2.0/pra -all", "v=spf1 ip4:192.0.2.25 -all"],
  },
  "the version alone": { txt: "v=spf1" },
  "no term for all": { txt: "v=spf1 ip4:198.51.100.1" },
  "a network with host bits": { txt: "v=spf1 ip4:192.0.2.77/24 -all" },
  "the whole of IPv4": { txt: "v=spf1 ip4:0.0.0.0/0 -all" },
  "a length of /32": { txt: "v=spf1 ip4:192.0.2.25/32 -all" },
  "IPv6 in capitals": { txt: "v=spf1 ip6:2001:DB8::25 -all", ip: "2001:db8::25" },
  "IPv6 with a dotted end": {
    txt: "v=spf1 ip6:2001:db8::192.0.2.25 -all",
    ip: "2001:db8::c000:219",
  },
  "IPv6 written out": {
    txt: "v=spf1 ip6:2001:0db8:0000:0000:0000:0000:0000:0025 -all",
    ip: "2001:db8::25",
  },
  "an IPv4 network in IPv6": { txt: "v=spf1 ip6:::ffff:192.0.2.0/120 -all" },
  "a network for the other family": { txt: "v=spf1 ip4:192.0.2.0/24 -all", ip: "2001:db8::25" },
  "every qualifier": { txt: "v=spf1 ?ip4:198.51.100.1 ~ip4:198.51.100.2 +ip4:192.0.2.25 -all" },
  "neutral for the address": { txt: "v=spf1 ?ip4:192.0.2.25 -all" },
  "softfail for all": { txt: "v=spf1 ip4:198.51.100.1 ~all" },
  "fail in front of the address": { txt: "v=spf1 -all ip4:192.0.2.25" },
  "nine hundred characters": {
    txt: [
      [
        `v=spf1 ${Array.from({ length: 52 }, (_, at) => `ip4:198.51.100.${at}`).join(" ")} ip4:192.0.2.25 -all`,
      ],
    ],
  },
};

const names: Record<string, SpfCase> = {
  "a without a name": { txt: "v=spf1 a -all", zone: { "acme.tld": a() } },
  "a with both lengths": { txt: "v=spf1 a/24//64 -all", zone: { "acme.tld": a("192.0.2.1") } },
  "a with the length of IPv6": {
    txt: "v=spf1 a//64 -all",
    zone: { "acme.tld": [{ aaaa: "2001:db8::1" }] },
    ip: "2001:db8::25",
  },
  "a with a name and a length": {
    txt: "v=spf1 a:web.acme.tld/28 -all",
    zone: { "web.acme.tld": a("192.0.2.30") },
  },
  "a name with a dot at its end": {
    txt: "v=spf1 a:mail.acme.tld. -all",
    zone: { "mail.acme.tld": a() },
  },
  "a name in capitals": { txt: "v=spf1 a:MAIL.Acme.TLD -all", zone: { "mail.acme.tld": a() } },
  "a name with an underscore": {
    txt: "v=spf1 include:_spf.acme.tld -all",
    zone: { "_spf.acme.tld": only("v=spf1 ip4:192.0.2.25") },
  },
  "a name of one label": { txt: "v=spf1 a:localhost ip4:192.0.2.25 -all" },
  "mx without a name": { txt: "v=spf1 mx -all", zone: mxOf(2) },
  "mx with a length": {
    txt: "v=spf1 mx/28 -all",
    zone: { "acme.tld": [{ mx: "mx.acme.tld" }], "mx.acme.tld": a("192.0.2.18") },
  },
  "mx of ten names": { txt: "v=spf1 mx -all", zone: mxOf(10) },
  "mx of eleven names": { txt: "v=spf1 mx -all", zone: mxOf(11) },
  "mx of eleven names, of which the first is right": {
    txt: "v=spf1 mx -all",
    zone: { ...mxOf(11), "mx0.acme.tld": a() },
  },
  "mx of a domain that takes no mail": {
    txt: "v=spf1 mx ip4:192.0.2.25 -all",
    zone: { "acme.tld": [{ mx: "." }] },
  },
  "mx whose names have no address": {
    txt: "v=spf1 mx ip4:192.0.2.25 -all",
    zone: { "acme.tld": [0, 1, 2, 3].map((at) => ({ mx: `gone${at}.acme.tld` })) },
  },
  ptr: {
    txt: "v=spf1 ptr -all",
    ip: "203.0.113.1",
    zone: { [reverse(1)]: [{ ptr: "mail.acme.tld" }], "mail.acme.tld": a("203.0.113.1") },
  },
  "ptr with a name": {
    txt: "v=spf1 ptr:other.tld -all",
    ip: "203.0.113.2",
    zone: { [reverse(2)]: [{ ptr: "mail.other.tld" }], "mail.other.tld": a("203.0.113.2") },
  },
  "ptr that does not lead back": {
    txt: "v=spf1 ptr -all",
    ip: "203.0.113.3",
    zone: { [reverse(3)]: [{ ptr: "mail.acme.tld" }] },
  },
  "ptr of twelve names, the last of which is right": {
    txt: "v=spf1 ptr -all",
    ip: "203.0.113.4",
    zone: {
      [reverse(4)]: [
        ...Array.from({ length: 11 }, (_, at) => ({ ptr: `p${at}.other.tld` })),
        { ptr: "mail.acme.tld" },
      ],
      ...Object.fromEntries(
        Array.from({ length: 11 }, (_, at) => [`p${at}.other.tld`, a("203.0.113.4")]),
      ),
      "mail.acme.tld": a("203.0.113.4"),
    },
  },
  exists: { txt: "v=spf1 exists:here.acme.tld -all", zone: { "here.acme.tld": a("127.0.0.2") } },
  "exists with an IPv6 address alone": {
    txt: "v=spf1 exists:here.acme.tld -all",
    zone: { "here.acme.tld": [{ aaaa: "2001:db8::1" }] },
    ip: "2001:db8::25",
  },
  "exists for a sender over IPv6": {
    txt: "v=spf1 exists:here.acme.tld -all",
    zone: { "here.acme.tld": a("127.0.0.2") },
    ip: "2001:db8::25",
  },
};

const chains: Record<string, SpfCase> = {
  "include that passes": {
    txt: "v=spf1 include:i0.acme.tld -all",
    zone: many(1, "v=spf1 ip4:192.0.2.25 -all"),
  },
  "include that softfails": {
    txt: "v=spf1 include:i0.acme.tld ?all",
    zone: many(1, "v=spf1 ~all"),
  },
  "include that fails": {
    txt: "v=spf1 include:i0.acme.tld ip4:192.0.2.25 -all",
    zone: many(1, "v=spf1 -all"),
  },
  "include that is denied": {
    txt: "v=spf1 -include:i0.acme.tld +all",
    zone: many(1, "v=spf1 ip4:192.0.2.25 -all"),
  },
  "include of a name without a record": { txt: "v=spf1 include:i0.acme.tld ip4:192.0.2.25 -all" },
  "include of a name without a record, after the address": {
    txt: "v=spf1 ip4:192.0.2.25 include:i0.acme.tld -all",
  },
  "include of a broken record": {
    txt: "v=spf1 include:i0.acme.tld ?all",
    zone: many(1, "v=spf1 ipv4:192.0.2.25 -all"),
  },
  "include with a redirect in it": {
    txt: "v=spf1 include:i0.acme.tld -all",
    zone: {
      ...many(1, "v=spf1 redirect=i1.acme.tld"),
      "i1.acme.tld": only("v=spf1 ip4:192.0.2.25 -all"),
    },
  },
  redirect: { txt: "v=spf1 redirect=i0.acme.tld", zone: many(1, "v=spf1 ip4:192.0.2.25 -all") },
  "redirect in front of other terms": {
    txt: "v=spf1 redirect=i0.acme.tld ip4:198.51.100.1",
    zone: many(1, "v=spf1 ip4:192.0.2.25 -all"),
  },
  "redirect beside all": {
    txt: "v=spf1 redirect=i0.acme.tld ?all",
    zone: many(1, "v=spf1 ip4:192.0.2.25 -all"),
  },
  "redirect in capitals": {
    txt: "v=spf1 Redirect=i0.acme.tld",
    zone: many(1, "v=spf1 ip4:192.0.2.25 -all"),
  },
  "redirect to a name without a record": { txt: "v=spf1 redirect=i0.acme.tld" },
  "redirect twice": {
    txt: "v=spf1 redirect=i0.acme.tld redirect=i0.acme.tld",
    zone: many(1, "v=spf1 ip4:192.0.2.25 -all"),
  },
  exp: {
    txt: "v=spf1 -all exp=why.acme.tld",
    zone: { "why.acme.tld": only("%{i} is not one of %{d}'s, on %{r}") },
  },
  "exp in front": { txt: "v=spf1 exp=why.acme.tld ip4:192.0.2.25 -all" },
  "exp of a name that is not there": { txt: "v=spf1 -all exp=why.acme.tld" },
  "exp with macros of explanations": { txt: "v=spf1 exp=%{t}.acme.tld ip4:192.0.2.25 -all" },
  "an unknown modifier": { txt: "v=spf1 moo=cow ip4:192.0.2.25 -all" },
  "an unknown modifier with a dot and a macro": {
    txt: "v=spf1 match.sub_domains=%{d}.yes ip4:192.0.2.25 -all",
  },
  "an unknown modifier without a value": { txt: "v=spf1 moo= ip4:192.0.2.25 -all" },
  "ten look-ups": {
    txt: `v=spf1 ${includes(9)} a:mail.acme.tld -all`,
    zone: { ...many(9), "mail.acme.tld": a() },
  },
  "eleven look-ups": {
    txt: `v=spf1 ${includes(10)} a:mail.acme.tld -all`,
    zone: { ...many(10), "mail.acme.tld": a() },
  },
  "eleven look-ups, after the address": {
    txt: `v=spf1 ip4:192.0.2.25 ${includes(11)} -all`,
    zone: many(11),
  },
  "ten look-ups, and an exp": {
    txt: `v=spf1 ${includes(10)} -all exp=why.acme.tld`,
    zone: { ...many(10), "why.acme.tld": only("no") },
  },
  "two names that are not there": { txt: "v=spf1 a:x0.acme.tld a:x1.acme.tld ip4:192.0.2.25 -all" },
  "three names that are not there": {
    txt: "v=spf1 a:x0.acme.tld a:x1.acme.tld a:x2.acme.tld ip4:192.0.2.25 -all",
  },
  "three names with addresses of the other family": {
    txt: "v=spf1 a:x0.acme.tld a:x1.acme.tld a:x2.acme.tld ip4:192.0.2.25 -all",
    zone: Object.fromEntries([0, 1, 2].map((at) => [`x${at}.acme.tld`, [{ aaaa: "2001:db8::1" }]])),
  },
  "a record that includes itself": { txt: "v=spf1 include:acme.tld -all" },
  "a mistyped term": { txt: "v=spf1 ipv4:192.0.2.25 -all" },
  "a mistyped term after the address": { txt: "v=spf1 ip4:192.0.2.25 ipv4:192.0.2.26 -all" },
  "a name that is an address": { txt: "v=spf1 a:192.0.2.25 -all" },
  "a tab between terms": { txt: "v=spf1\tip4:192.0.2.25 -all" },
  "a blank in front": { txt: " v=spf1 ip4:192.0.2.25 -all" },
  "quotes around": { txt: '"v=spf1 ip4:192.0.2.25 -all"' },
  "two records": { txt: ["v=spf1 ip4:192.0.2.25 -all", "v=spf1 ip4:192.0.2.25 -all"] },
  "a term glued to the next": { txt: "v=spf1 ip4:192.0.2.25,ip4:192.0.2.26 -all" },
  "a length with a zero in front": { txt: "v=spf1 ip4:192.0.2.0/024 -all" },
};

const macro = (text: string, is: string, more: Partial<SpfCase> = {}): SpfCase => ({
  txt: `v=spf1 exists:${text} -all`,
  zone: { [is]: a("127.0.0.2"), ...more.zone },
  ...(more.ip !== undefined && { ip: more.ip }),
  ...(more.from !== undefined && { from: more.from }),
});

const NIBBLES = `5.2.0.0${".0".repeat(20)}.8.b.d.0.1.0.0.2`;

const macros: Record<string, SpfCase> = {
  "%{i}": macro("%{i}._spf.acme.tld", "192.0.2.25._spf.acme.tld"),
  "%{ir}.%{v}": macro("%{ir}.%{v}._spf.acme.tld", "25.2.0.192.in-addr._spf.acme.tld"),
  "%{ir}.%{v} over IPv6": macro("%{ir}.%{v}._spf.acme.tld", `${NIBBLES}.ip6._spf.acme.tld`, {
    ip: "2001:db8::25",
  }),
  "%{l}": macro("%{l}._spf.acme.tld", "bounces+k3x9._spf.acme.tld"),
  "%{l1+}": macro("%{l1+}._spf.acme.tld", "k3x9._spf.acme.tld"),
  "%{lr+}": macro("%{lr+}._spf.acme.tld", "k3x9.bounces._spf.acme.tld"),
  "%{l1r+}": macro("%{l1r+}._spf.acme.tld", "bounces._spf.acme.tld"),
  "%{l1r+-}": macro("%{l1r+-}._spf.acme.tld", "b._spf.acme.tld", { from: "b-c+d@acme.tld" }),
  "%{s}": macro("%{s}", "bounces+k3x9@acme.tld"),
  "%{o}": macro("%{o}._spf.acme.tld", "acme.tld._spf.acme.tld"),
  "%{d}": macro("x.%{d}", "x.acme.tld"),
  "%{d1}": macro("x.%{o1}.%{d1}.acme.tld", "x.tld.tld.acme.tld"),
  "%{d1r}": macro("%{d1r}.acme.tld", "acme.acme.tld"),
  "%{dr}": macro("%{dr}.x.acme.tld", "tld.acme.x.acme.tld"),
  "%{d20}": macro("x.%{d20}", "x.acme.tld"),
  "%{h}": macro("%{h}._spf.acme.tld", "mail.acme.tld._spf.acme.tld"),
  "%{h2}": macro("x.%{h2}", "x.acme.tld"),
  "%{p}": macro("%{p}._spf.acme.tld", "mail.acme.tld._spf.acme.tld", {
    ip: "203.0.113.5",
    zone: { [reverse(5)]: [{ ptr: "mail.acme.tld" }], "mail.acme.tld": a("203.0.113.5") },
  }),
  "%{p} without a name": macro("%{p}._spf.acme.tld", "unknown._spf.acme.tld", {
    ip: "203.0.113.6",
  }),
  "macros in capitals": macro("%{I}.%{D}", "192.0.2.25.acme.tld"),
  "a macro in capitals escapes": macro("%{L}._spf.acme.tld", "bounces%2bk3x9._spf.acme.tld"),
  "%%": macro("a%%b.acme.tld", "a%b.acme.tld"),
  "%_": macro("a%_b.acme.tld", "a b.acme.tld"),
  "%-": macro("a%-b.acme.tld", "a%20b.acme.tld"),
  "zero labels": macro("%{d0}.x.acme.tld", "x.acme.tld"),
  "an unknown letter": macro("%{z}.x.acme.tld", "x.acme.tld"),
  "a lone percent sign": macro("%x.acme.tld", "x.acme.tld"),
  "%{c} in a name": macro("%{c}.acme.tld", "192.0.2.25.acme.tld"),
  "a name longer than a name may be": macro(
    `%{l}.${"a".repeat(60)}.${"b".repeat(60)}.${"c".repeat(60)}.${"d".repeat(48)}.acme.tld`,
    `${"a".repeat(60)}.${"b".repeat(60)}.${"c".repeat(60)}.${"d".repeat(48)}.acme.tld`,
    { from: `${"x".repeat(40)}@acme.tld` },
  ),
  "a macro in a": {
    txt: "v=spf1 a:%{l1r+}.acme.tld/24 -all",
    zone: { "bounces.acme.tld": a("192.0.2.1") },
  },
  "a macro in mx": {
    txt: "v=spf1 mx:in.%{d} -all",
    zone: { "in.acme.tld": [{ mx: "mx.acme.tld" }], "mx.acme.tld": a() },
  },
  "a macro in include": {
    txt: "v=spf1 include:%{ir}.%{v}.%{d} -all",
    zone: { "25.2.0.192.in-addr.acme.tld": only("v=spf1 +all") },
  },
  "a macro in redirect": {
    txt: "v=spf1 redirect=_spf.%{d}",
    zone: { "_spf.acme.tld": only("v=spf1 ip4:192.0.2.25 -all") },
  },
  "%{d} in an include is the included": {
    txt: "v=spf1 include:i0.acme.tld -all",
    zone: { "i0.acme.tld": only("v=spf1 exists:x.%{d} -all"), "x.i0.acme.tld": a("127.0.0.2") },
  },
  "%{o} in an include is the sender's": {
    txt: "v=spf1 include:i0.acme.tld -all",
    zone: { "i0.acme.tld": only("v=spf1 exists:x.%{o} -all"), "x.acme.tld": a("127.0.0.2") },
  },
};

export const SPF_CASES: Readonly<Record<string, SpfCase>> = {
  ...plain,
  ...names,
  ...chains,
  ...macros,
};
