// The address that a mail's bounce is sent to: it contains the mail's reference.

import { parseEmailAddress, type EmailAddress } from "./email-address.ts";
import { REFERENCE_LENGTH, type MailReferences } from "./mail-reference.ts";

/** The addresses that bounces are sent to, one for each mail. */
export type ReturnPaths = {
  /** The envelope sender of a mail, signed with the newest key. */
  of(mailId: string): string;
  /** The id of the mail that one of these return paths names; undefined for any other text. */
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
      const parsed = parseEmailAddress(text);
      // Only machines write it, so there must be nothing around it.
      if (!parsed.ok || parsed.value.display !== text) return undefined;
      const start = `${name}+`;
      const { key } = parsed.value;
      if (!key.startsWith(start) || !key.endsWith(`@${domain}`)) return undefined;
      return references.read(key.slice(start.length, key.length - domain.length - 1));
    },
  };
}
