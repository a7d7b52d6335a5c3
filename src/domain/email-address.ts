// What counts as an e-mail address, when two spellings are the same address, and how to mask one.

import { domainToASCII, domainToUnicode } from "node:url";
import { done, refused, type Result } from "./result.ts";

/** An address that passed the grammar: only `parseEmailAddress` makes one. */
export type EmailAddress = {
  /** As typed, without the white space and invisible characters around it; this is what pages show. */
  readonly display: string;
  /** What is compared: the local part in ASCII lower case, "@", `domain`. */
  readonly key: string;
  /** The domain in A-labels ("xn--mller-kva.de"), lower-cased: what the mail server is told. */
  readonly domain: string;
};

export type EmailRefusal = "email-missing" | "email-format" | "email-too-long";

/** The refusals for an address that no user has yet; there is one more than for addresses in use. */
export type NewEmailRefusal = EmailRefusal | "email-source-route";

/** RFC 5321 4.5.3.1.3: a path is 256 octets with its angle brackets (RFC 3696, erratum 1690). */
const LONGEST_ADDRESS = 254;

/** RFC 5321 4.5.3.1.1. */
const LONGEST_LOCAL_PART = 64;

/** Longer text is not looked at, so later steps need not be fast. */
const LONGEST_TEXT = 1_024;

/** Invisible characters that are copied along with an address from a page, a table or a chat. */
const UNSEEN = "[\\p{White_Space}\\p{Default_Ignorable_Code_Point}]+";

const UNSEEN_AROUND = new RegExp(`^${UNSEEN}|(?<!${UNSEEN.slice(0, -1)})${UNSEEN}$`, "gu");

/** The text without white space and invisible characters before and after it. The inside is not changed. */
export const withoutUnseenAround = (text: string): string => text.replace(UNSEEN_AROUND, "");

/** RFC 5321 4.1.2 Dot-string. No two parts overlap, so matching takes linear time. */
const DOT_ATOM = /^[a-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/i;

/** RFC 2047: a dot-atom like any other, but some mail software decodes it into another one. */
const ENCODED_WORD = /=\?[^?]*\?[bq]\?/i;

/**
 * Letters, marks, digits, hyphens and dots of any script. What is excluded matters: spaces, controls, quotes,
 * brackets and everything invisible (zero-width joiners, RTL marks, soft hyphens, and the letters and marks
 * that UTS-46 drops), which could make two addresses look the same.
 */
const DOMAIN_CHARACTERS = /^(?:(?!\p{Default_Ignorable_Code_Point})[\p{L}\p{M}\p{Nd}.-])+$/u;

/** RFC 1123 2.1. */
const HOST_LABEL = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;

/** No top-level domain has a digit (except A-labels), so this rules out every way to write an IPv4 address. */
const TOP_LABEL = /^(?:[a-z]{2,63}|xn--[a-z0-9-]{1,59})$/;

/**
 * Reads an address by a grammar much smaller than RFC 5322's: one dot-atom, one "@", a host name of two labels
 * or more. It has no quotes, comments, groups, lists, white space, control characters or IP literals, so there
 * is nothing that a mail server, a header or another parser could read differently.
 *
 * White space and invisible characters around an address are removed, because people cannot see them; inside
 * the address they are refused. Text that NFKC would change is refused, not repaired: full-width "＠" and
 * ligatures are disguises. The local part is ASCII, so lower-casing cannot merge two people's addresses
 * ("mıke@" is refused, and never becomes "mike@": CVE-2019-19844). Takes linear time, for at most 1,024
 * characters.
 */
export function parseEmailAddress(text: string): Result<EmailAddress, EmailRefusal> {
  if (text.length > LONGEST_TEXT) return refused("email-too-long");
  const display = withoutUnseenAround(text);
  if (display === "") return refused("email-missing");
  if (display.length > LONGEST_ADDRESS) return refused("email-too-long");
  if (!display.isWellFormed() || display.normalize("NFKC") !== display) {
    return refused("email-format");
  }
  const [local = "", typedDomain = "", ...more] = display.split("@");
  const domain = hostName(typedDomain);
  if (more.length > 0 || domain === undefined) return refused("email-format");
  if (local.length > LONGEST_LOCAL_PART || !DOT_ATOM.test(local)) return refused("email-format");
  if (ENCODED_WORD.test(local)) return refused("email-format");
  const key = `${asciiLowerCase(local)}@${domain}`;
  return key.length > LONGEST_ADDRESS ? refused("email-too-long") : done({ display, key, domain });
}

/** RFC 5321, appendix C, and the "percent hack" of RFC 1123, 5.2.16: a route through other servers. */
const SOURCE_ROUTE = /[%!]/;

/**
 * Reads an address that somebody is about to start using: the same grammar, without "%" and "!" before the "@".
 * Old relays read these as the route to another server, `user%evil.com@x.co` as user@evil.com by way of x.co,
 * so the mail could end in a mailbox that the address does not name. Users who already have such an address
 * keep it: look-ups use `parseEmailAddress`.
 */
export function parseNewAddress(text: string): Result<EmailAddress, NewEmailRefusal> {
  const address = parseEmailAddress(text);
  if (!address.ok) return address;
  return isSourceRoute(address.value.key) ? refused("email-source-route") : address;
}

/** Whether old relays may read an address as the route to another server. No new user gets such an address. */
export const isSourceRoute = (key: EmailAddress["key"]): boolean =>
  SOURCE_ROUTE.test(key.split("@", 1)[0]!);

/**
 * One name for all keys that reach the same mailbox: the key without its tag ("+shop"), and at Gmail also
 * without dots. **Only for counting mails, never for identity**: at most providers, dots and tags distinguish
 * the addresses of different people, so a wrong guess here must never do more than make somebody wait.
 */
export function mailboxKey(key: EmailAddress["key"]): string {
  const at = key.lastIndexOf("@");
  const [local, domain] = [key.slice(0, at), key.slice(at + 1)];
  const isGmail = domain === "gmail.com" || domain === "googlemail.com";
  const untagged = local.split("+", 1)[0] || local;
  return isGmail ? `${untagged.replaceAll(".", "")}@gmail.com` : `${untagged}@${domain}`;
}

/**
 * An address with its owner masked, for logs and for pages that a stranger may see: "a••@example.com". Text
 * that is not an address is masked completely, so that neither a password typed into the wrong field nor a line
 * break can reach a log this way (ASVS 16.2.5, 16.4.1). Never throws.
 */
export function maskEmail(text: string): string {
  const parsed = parseEmailAddress(text);
  if (!parsed.ok) return "•••";
  const { key, domain } = parsed.value;
  const local = key.slice(0, key.lastIndexOf("@"));
  // For a name of one letter, that letter would be the whole name.
  return `${local.length > 1 ? local[0] : ""}••@${domain}`;
}

/** A domain as it is in the keys of its addresses; what cannot be a domain is nobody's. */
export const domainKey = (typed: string): string => hostName(typed) ?? typed.toLowerCase();

/** The A-labels of a host name by UTS-46 (non-transitional: "ß" stays itself), or undefined. */
export function hostName(typed: string): string | undefined {
  if (!DOMAIN_CHARACTERS.test(typed)) return undefined;
  const domain = domainToASCII(typed);
  const labels = domain.split(".");
  const sound = labels.length >= 2 && labels.every(isSoundLabel) && TOP_LABEL.test(labels.at(-1)!);
  return sound ? domain : undefined;
}

/**
 * An A-label must be valid and stand for text that could have been typed: Punycode must not disguise anything.
 */
function isSoundLabel(label: string): boolean {
  if (!HOST_LABEL.test(label)) return false;
  if (!label.startsWith("xn--")) return true;
  const shown = domainToUnicode(label);
  return (
    !shown.startsWith("xn--") &&
    DOMAIN_CHARACTERS.test(shown) &&
    shown.normalize("NFKC") === shown &&
    domainToASCII(shown) === label
  );
}

/**
 * Never use `toLowerCase` on what is compared: it follows Unicode, and lower-cases "K" (the Kelvin sign) to
 * "k".
 */
const asciiLowerCase = (text: string): string =>
  text.replace(/[A-Z]/g, (letter) => String.fromCharCode(letter.charCodeAt(0) + 32));
