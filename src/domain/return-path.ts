// The address that a mail's bounce is sent to: it contains the mail's reference.

import { parseEmailAddress, type EmailAddress } from "./email-address.ts";
import { REFERENCE_LENGTH, type MailReferences } from "./mail-reference.ts";

/** The addresses that bounces are sent to, one for each mail. */
export type ReturnPaths = {
  /** The envelope sender of a mail, signed with the newest key. */
  of(mailId: string): string;
  /**
   * The id of the mail that one of these return paths names, also as servers on the way may have rewritten it; undefined for
   * any other text.
   */
  read(address: string): string | undefined;
};

/** RFC 5321 4.5.3.1.1. */
const LONGEST_LOCAL_PART = 64;

/** The room that a local part has for the name in front: "+" and the reference need the rest. */
export const LONGEST_BOUNCE_NAME = LONGEST_LOCAL_PART - REFERENCE_LENGTH - 1;

/**
 * The return paths of an address such as `bounces@example.com`: `bounces+<reference>@example.com` (variable
 * envelope return paths, D. J. Bernstein 1997). Throws RangeError for a name that is too long.
 */
export function returnPaths(references: MailReferences, address: EmailAddress): ReturnPaths {
  const [name = "", domain = ""] = address.key.split("@");
  if (name.length > LONGEST_BOUNCE_NAME) throw new RangeError("the bounce address is too long");
  return {
    of: (mailId) => `${name}+${references.of(mailId)}@${domain}`,
    read(text) {
      const written = asWritten(text, domain);
      const parsed = parseEmailAddress(written);
      // Only machines write it, so there must be nothing around it.
      if (!parsed.ok || parsed.value.display !== written) return undefined;
      const { key } = parsed.value;
      if (!key.startsWith(name) || !key.endsWith(`@${domain}`)) return undefined;
      const detail = key.slice(name.length, key.length - domain.length - 1);
      return SEPARATOR.test(detail) ? references.read(detail.slice(1)) : undefined;
    },
  };
}

/** Postern writes "+"; a server may write its own, as what it puts between a name and a detail. */
const SEPARATOR = /^[^a-z0-9]/;

/** The Sender Rewriting Scheme (M. Wong, 2004), also behind a name of the forwarder's own, as Microsoft 365 writes it. */
const SRS = /^(?:[^@]*\+)?srs[01]?[=+-]/i;

/** A tag in front of the whole local part (BATV, J. Levine et al., 2008). */
const BATV = /^prvs=[^=@]{1,20}=/i;

/**
 * The address as Postern wrote it, where a forwarder rewrote it and did not reverse that: without the quotes and the tag,
 * and of `SRS0=hash=day=example.com=bounces+…@forwarder` the end. What is found is not trusted: it may be made up.
 */
function asWritten(text: string, domain: string): string {
  const bare = text.replace(/^"([^"\\@]*)"(?=@)/, "$1").replace(BATV, "");
  if (!SRS.test(bare)) return bare;
  const local = bare.slice(0, Math.max(bare.lastIndexOf("@"), 0));
  const inside = `=${domain}=`;
  const at = local.toLowerCase().lastIndexOf(inside);
  return at < 0 ? bare : `${local.slice(at + inside.length)}@${domain}`;
}
