// The address to which a mail's bounce comes back: it names the mail, and nobody else can make it up.

import { createHmac, type KeyObject } from "node:crypto";
import { isSameText } from "./constant-time.ts";
import { parseEmailAddress, type EmailAddress } from "./email-address.ts";
import { deriveKeys, type KeyRing } from "./key-ring.ts";

/** The addresses to which bounces come back, one for each mail. */
export type ReturnPaths = {
  /** The envelope sender of a mail, by the newest key. */
  of(mailId: string): string;
  /** The id of the mail that a return path of ours names; undefined for any other text. */
  read(address: string): string | undefined;
};

/** RFC 5321 4.5.3.1.1. */
const LONGEST_LOCAL_PART = 64;

/** A UUID in hexadecimal without its hyphens, which a local part has no room for. */
const ID_LENGTH = 32;

/** 80 bits: beyond guessing by mail, and short enough for a local part. */
const CHECK_LENGTH = 20;

/** What remains of a local part for the name in front: "+", id, "-" and check need the rest. */
export const LONGEST_BOUNCE_NAME = LONGEST_LOCAL_PART - ID_LENGTH - CHECK_LENGTH - 2;

const MAIL_ID = /^([0-9a-f]{8})-?([0-9a-f]{4})-?([0-9a-f]{4})-?([0-9a-f]{4})-?([0-9a-f]{12})$/;

/**
 * The return paths of an address such as `bounces@example.com`:
 * `bounces+<id>-<check>@example.com` (variable envelope return paths, D. J. Bernstein 1997).
 *
 * All of it is lower-case hexadecimal, because mail servers change the case of local parts; it is
 * read in any case for the same reason. The check is a truncated HMAC under a key that signs nothing
 * else, so that neither a bounce for a mail that was never sent nor another mail's can be invented.
 * Throws RangeError for an empty ring, a name that leaves no room, and an id that is no UUID.
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
      // Machines write it, with nothing around it.
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
