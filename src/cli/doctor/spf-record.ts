// The grammar of an SPF record (RFC 7208 sections 4.6.1, 5, 6 and 7.1). What does not fit is an error of the whole record.

import { isIPv4, isIPv6 } from "node:net";

export type SpfTerm = {
  readonly qualifier: "+" | "-" | "~" | "?";
  readonly name: "all" | "include" | "a" | "mx" | "ptr" | "ip4" | "ip6" | "exists";
  /** A domain with macros, or a network; undefined where the term is about the domain itself. */
  readonly value: string | undefined;
  /** How many bits of an address of each family count. */
  readonly lengths: { readonly four: number; readonly six: number };
  readonly text: string;
};

export type SpfRecord = {
  readonly terms: readonly SpfTerm[];
  readonly redirect: string | undefined;
  readonly exp: string | undefined;
  /** What not every verifier reads in the same way, in words. */
  readonly doubts: readonly string[];
};

/** Section 4.5: a blank or the end comes after the version. */
export const isSpfRecord = (text: string): boolean => /^v=spf1(?: |$)/i.test(text);

/** Reads a record that `isSpfRecord`, or says which term is wrong. */
export function readSpfRecord(text: string): SpfRecord | { readonly fault: string } {
  const terms: SpfTerm[] = [];
  const modifiers = new Map<string, string>();
  const doubts: string[] = [];
  for (const part of text.split(/ +/).slice(1).filter(Boolean)) {
    const [, name, value = ""] = /^([a-z][a-z0-9\-_.]*)=(.*)$/i.exec(part) ?? [];
    if (name === undefined) {
      const term = readTerm(part);
      if (term === undefined) return { fault: `"${part}"` };
      terms.push(term);
      continue;
    }
    const key = name.toLowerCase();
    const isKnown = key === "redirect" || key === "exp";
    if (isKnown && modifiers.has(key)) return { fault: `${key}= twice` };
    if (isKnown ? !isDomainSpec(value) : !isMacroString(value)) return { fault: `"${part}"` };
    doubts.push(...modifierDoubts(name, value));
    modifiers.set(key, value);
  }
  const redirect = modifiers.get("redirect");
  if (redirect !== undefined && terms.some(({ name }) => name === "all"))
    doubts.push(
      "redirect= stands beside all, and at least one verifier (libspf2) follows it all the same",
    );
  return {
    terms,
    redirect,
    exp: modifiers.get("exp"),
    doubts: [...doubts, ...terms.flatMap(termDoubts)],
  };
}

function modifierDoubts(name: string, value: string): readonly string[] {
  if (/^(?:redirect|exp)$/i.test(name) && name !== name.toLowerCase())
    return [`${name}= is in capitals, and at least one verifier (pyspf) does not know it then`];
  const isUnknown = !/^(?:redirect|exp)$/i.test(name);
  return isUnknown && /[._]/.test(name) && value.includes("%")
    ? [
        `"${name}=${value}" is unknown, and at least one verifier (libspf2) takes the record for broken`,
      ]
    : [];
}

function termDoubts({ name, value, text, lengths }: SpfTerm): readonly string[] {
  if (name === "ip6" && /^::ffff:/i.test(value ?? ""))
    return [
      `"${text}" names IPv4 addresses, and some verifiers compare them with senders over IPv4`,
    ];
  if (name === "ip4" && lengths.four === 0)
    return [
      `"${text}" lets everybody send, and at least one verifier (libspf2) refuses such a record`,
    ];
  return macroDoubts(text);
}

/** Macros that not every verifier expands alike. */
function macroDoubts(text: string): readonly string[] {
  const macros = [...text.matchAll(/%\{([a-z])(\d*)[^}]*\}/gi)];
  return [
    ...(macros.some(([, letter = ""]) => /[A-Z]/.test(letter) && !/[ID]/.test(letter))
      ? [`"${text}" has a macro in capitals, which not all verifiers escape`]
      : []),
    ...(macros.some(([, , digits = ""]) => Number(digits) > 9)
      ? [
          `"${text}" asks for more labels than there are, and at least one verifier (libspf2) expands that to something else`,
        ]
      : []),
  ];
}

const TERM =
  /^([+\-~?])?(all|include|a|mx|ptr|ip4|ip6|exists)(?::(.*?))?((?:\/\d+)?(?:\/\/\d+)?)$/i;

function readTerm(text: string): SpfTerm | undefined {
  const [, qualifier = "+", given, value, bits = ""] = TERM.exec(text) ?? [];
  if (given === undefined) return undefined;
  const name = given.toLowerCase() as SpfTerm["name"];
  const lengths = lengthsOf(name, bits);
  if (lengths === undefined || !isFitting(name, value, bits)) return undefined;
  return { qualifier: qualifier as SpfTerm["qualifier"], name, value, lengths, text };
}

/** "/24//64"; of ip6 "/64". No zero in front, and no more bits than an address has. */
function lengthsOf(name: SpfTerm["name"], bits: string): SpfTerm["lengths"] | undefined {
  const [, four = "", six = ""] = /^(?:\/(\d+))?(?:\/\/(\d+))?$/.exec(bits) ?? [];
  const isOne = name === "ip4" || name === "ip6";
  if ([four, six].some((each) => /^0\d/.test(each)) || (isOne && six !== "")) return undefined;
  const lengths =
    name === "ip6"
      ? { four: 32, six: Number(four || 128) }
      : { four: Number(four || 32), six: Number(six || 128) };
  return lengths.four <= 32 && lengths.six <= 128 ? lengths : undefined;
}

function isFitting(name: SpfTerm["name"], value: string | undefined, bits: string): boolean {
  switch (name) {
    case "all":
      return value === undefined && bits === "";
    case "ip4":
      return isIPv4(value ?? "");
    case "ip6":
      return isIPv6(value ?? "");
    case "include":
    case "exists":
      return bits === "" && isDomainSpec(value ?? "");
    case "ptr":
      return bits === "" && (value === undefined || isDomainSpec(value));
    case "a":
    case "mx":
      return value === undefined || isDomainSpec(value);
  }
}

/** Section 7.1. The macros c, r and t are for explanations only; a number of labels is not zero. */
const MACRO_STRING = /^(?:%\{[slodiphv](?!0+\D)\d*r?[.\-+,/_=]*\}|%[%_-]|[\x21-\x24\x26-\x7e])*$/i;

const isMacroString = (text: string): boolean => MACRO_STRING.test(text);

/** It ends in a macro, or in a name whose last label is no number. */
const isDomainSpec = (text: string): boolean =>
  isMacroString(text) &&
  /(?:%\{[^}]*\}|\.(?=[a-z0-9-]*[a-z-])[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.?)$/i.test(text);
