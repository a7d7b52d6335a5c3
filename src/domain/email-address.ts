// What counts as an e-mail address here, when two spellings are the same one, and how to hide one.

import { domainToASCII, domainToUnicode } from "node:url";
import { done, refused, type Result } from "./result.ts";

/** An address that passed the grammar: only `parseEmailAddress` makes one. */
export type EmailAddress = {
  /** As typed, but for what is blank or invisible around it: what pages show. */
  readonly display: string;
  /** What is compared: ASCII-lower-cased local part, "@", `domain`. */
  readonly key: string;
  /** The domain in A-labels ("xn--mller-kva.de"), lower-cased: what the mail server is told. */
  readonly domain: string;
};

export type EmailRefusal = "email-missing" | "email-format" | "email-too-long";

/** What is more to be said against an address that nobody here has yet. */
export type NewEmailRefusal = EmailRefusal | "email-source-route";

/** RFC 5321 4.5.3.1.3: a path is 256 octets with its angle brackets (RFC 3696, erratum 1690). */
const LONGEST_ADDRESS = 254;

/** RFC 5321 4.5.3.1.1. */
const LONGEST_LOCAL_PART = 64;

/** Text longer than this is not even looked at: every later step may then take its time. */
const LONGEST_TEXT = 1_024;

/** What comes along, unseen, when an address is copied from a page, a table or a chat. */
const UNSEEN = "[\\p{White_Space}\\p{Default_Ignorable_Code_Point}]+";

const UNSEEN_AROUND = new RegExp(`^${UNSEEN}|(?<!${UNSEEN.slice(0, -1)})${UNSEEN}$`, "gu");

/** The text without what is blank or invisible before and behind it. Inside nothing is changed. */
export const withoutUnseenAround = (text: string): string => text.replace(UNSEEN_AROUND, "");

/** RFC 5321 4.1.2 Dot-string. No two parts overlap, so matching takes linear time. */
const DOT_ATOM = /^[a-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/i;

/** RFC 2047: a dot-atom like any other, but mail software has been seen to decode it into another. */
const ENCODED_WORD = /=\?[^?]*\?[bq]\?/i;

/**
 * Letters, marks, digits, hyphens and dots of any script. What is missing is the point: no space,
 * control, quote or bracket, and nothing invisible (zero-width joiners, RTL marks, soft hyphens, and
 * those letters and marks that UTS-46 drops), which would make two addresses look like one.
 */
const DOMAIN_CHARACTERS = /^(?:(?!\p{Default_Ignorable_Code_Point})[\p{L}\p{M}\p{Nd}.-])+$/u;

/** RFC 1123 2.1. */
const HOST_LABEL = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;

/** No top-level domain has a digit (but A-labels): shuts out every way of writing an IPv4 address. */
const TOP_LABEL = /^(?:[a-z]{2,63}|xn--[a-z0-9-]{1,59})$/;

/**
 * Reads an address by a grammar much smaller than RFC 5322's: one dot-atom, one "@", a host name of
 * two labels or more. No quotes, comments, groups, lists, white space, control characters or IP
 * literals, so nothing that a mail server, a header or another parser could read differently.
 *
 * White space and invisible characters around an address are left off, for nobody sees them to take them
 * away; inside they are refused. Text that NFKC would change is refused, not repaired: full-width "＠" and
 * ligatures are disguises. The local part is ASCII, so lower-casing cannot make two people's addresses one
 * ("mıke@" is refused, and is never "mike@": CVE-2019-19844). Time is linear in at most 1,024 characters.
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

/** RFC 5321, appendix C, and the "percent hack" of RFC 1123, 5.2.16: a way through other servers. */
const SOURCE_ROUTE = /[%!]/;

/**
 * Reads an address that somebody is about to begin to use: the same grammar, without "%" and "!"
 * before the "@". Relays of old read these as the way to another server, `user%evil.com@x.co` as
 * user@evil.com by way of x.co, so the mail could end in a mailbox that the address does not name.
 * Who has such an address keeps it: wherever it is looked up, `parseEmailAddress` reads it.
 */
export function parseNewAddress(text: string): Result<EmailAddress, NewEmailRefusal> {
  const address = parseEmailAddress(text);
  if (!address.ok) return address;
  return isSourceRoute(address.value.key) ? refused("email-source-route") : address;
}

/** Whether relays of old may read an address as the way to another server. Nobody new begins to use one. */
export const isSourceRoute = (key: EmailAddress["key"]): boolean =>
  SOURCE_ROUTE.test(key.split("@", 1)[0]!);

/**
 * From an address's key, one name for all the keys that reach the same mailbox: tags ("+shop") off, and at Gmail dots
 * off too. **For counting mails only, never for identity**: at most providers the dots and tags of
 * two people's addresses are what tells them apart, so a wrong guess here may only ever make
 * somebody wait.
 */
export function mailboxKey(key: EmailAddress["key"]): string {
  const at = key.lastIndexOf("@");
  const [local, domain] = [key.slice(0, at), key.slice(at + 1)];
  const isGmail = domain === "gmail.com" || domain === "googlemail.com";
  const untagged = local.split("+", 1)[0] || local;
  return isGmail ? `${untagged.replaceAll(".", "")}@gmail.com` : `${untagged}@${domain}`;
}

/**
 * An address with its owner hidden, for logs and for pages that a stranger may see:
 * "a••@example.com". Text that is no address is hidden whole, so that neither a password typed into
 * the wrong field nor a line break can reach a log by this way (ASVS 16.2.5, 16.4.1). Never throws.
 */
export function maskEmail(text: string): string {
  const parsed = parseEmailAddress(text);
  if (!parsed.ok) return "•••";
  const { key, domain } = parsed.value;
  const local = key.slice(0, key.lastIndexOf("@"));
  // One letter of a one-letter name would be the whole name.
  return `${local.length > 1 ? local[0] : ""}••@${domain}`;
}

/** The A-labels of a host name by UTS-46 (non-transitional: "ß" stays itself), or undefined. */
function hostName(typed: string): string | undefined {
  if (!DOMAIN_CHARACTERS.test(typed)) return undefined;
  const domain = domainToASCII(typed);
  const labels = domain.split(".");
  const sound = labels.length >= 2 && labels.every(isSoundLabel) && TOP_LABEL.test(labels.at(-1)!);
  return sound ? domain : undefined;
}

/** An A-label must be one, and stand for what could have been typed: no disguise by Punycode. */
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

/** Never `toLowerCase` on anything that is compared: it is Unicode's, and lower-cases "K" to "k". */
const asciiLowerCase = (text: string): string =>
  text.replace(/[A-Z]/g, (letter) => String.fromCharCode(letter.charCodeAt(0) + 32));
