// The address that a mail's bounce is sent to: it names the mail, and nobody else can make one up.

import { createHmac, type KeyObject } from "node:crypto";
import { isSameText } from "./constant-time.ts";
import { parseEmailAddress, type EmailAddress } from "./email-address.ts";
import { deriveKeys, type KeyRing } from "./key-ring.ts";

/** The addresses that bounces are sent to, one for each mail. */
export type ReturnPaths = {
  /** The envelope sender of a mail, signed with the newest key. */
  of(mailId: string): string;
  /** The id of the mail that one of these return paths names; undefined for any other text. */
  read(address: string): string | undefined;
};

/** RFC 5321 4.5.3.1.1. */
const LONGEST_LOCAL_PART = 64;

/** A UUID in hexadecimal without its hyphens, for which a local part has no room. */
const ID_LENGTH = 32;

/** 80 bits: too many to guess by sending mails, and short enough for a local part. */
const CHECK_LENGTH = 20;

/** The room that a local part has for the name in front: "+", id, "-" and check need the rest. */
export const LONGEST_BOUNCE_NAME = LONGEST_LOCAL_PART - ID_LENGTH - CHECK_LENGTH - 2;

const MAIL_ID = /^([0-9a-f]{8})-?([0-9a-f]{4})-?([0-9a-f]{4})-?([0-9a-f]{4})-?([0-9a-f]{12})$/;

/**
 * The return paths of an address such as `bounces@example.com`: `bounces+<id>-<check>@example.com` (variable
 * envelope return paths, D. J. Bernstein 1997).
 *
 * Id and check are lower-case hexadecimal, and are read in any case, because mail servers change the case of
 * local parts. The check is a truncated HMAC under a key that signs nothing else, so that nobody can invent a
 * bounce, whether for a mail that was never sent or for somebody else's. Throws RangeError for an empty ring,
 * for a name that is too long, and for an id that is not a UUID.
 */
export function returnPaths(keys: KeyRing, address: EmailAddress): ReturnPaths {
  const [name = "", domain = ""] = address.key.split("@");
  if (name.length > LONGEST_BOUNCE_NAME) throw new RangeError("the bounce address is too long");
  const derived = deriveKeys(keys, (secret) =>
    createHmac("sha256", secret).update("postern.return-path").digest(),
  );
  return {
    of(mailId) {
      if (!MAIL_ID.test(mailId)) throw new RangeError("a mail's id is a UUID");
      const id = mailId.replaceAll("-", "");
      return `${name}+${id}-${checkOf(derived[0], id)}@${domain}`;
    },
    read(text) {
      const parsed = parseEmailAddress(text);
      // Only machines write it, so there must be nothing around it.
      if (!parsed.ok || parsed.value.display !== text) return undefined;
      const start = `${name}+`;
      const { key } = parsed.value;
      if (!key.startsWith(start) || !key.endsWith(`@${domain}`)) return undefined;
      const token = key.slice(start.length, key.length - domain.length - 1);
      const [id = "", check = "", ...more] = token.split("-");
      if (more.length > 0 || !MAIL_ID.test(id)) return undefined;
      const genuine = derived.some((each) => isSameText(checkOf(each, id), check));
      return genuine ? id.replace(MAIL_ID, "$1-$2-$3-$4-$5") : undefined;
    },
  };
}

const checkOf = (key: KeyObject, id: string): string =>
  createHmac("sha256", key).update(id).digest("hex").slice(0, CHECK_LENGTH);
