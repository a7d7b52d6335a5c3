// The name of a mail as others repeat it to us: it names the mail, and nobody else can make one up.

import { createHmac, type KeyObject } from "node:crypto";
import { isSameText } from "./constant-time.ts";
import { deriveKeys, type KeyRing } from "./key-ring.ts";

/** The references of mails: in return paths, and in what mail services repeat in their notices. */
export type MailReferences = {
  /** The reference of a mail, signed with the newest key: 53 letters and digits, with one hyphen among them. */
  of(mailId: string): string;
  /** The id of the mail that a reference names; undefined for any other text. */
  read(reference: string): string | undefined;
};

/** A UUID in hexadecimal without its hyphens, for which a local part has no room. */
const ID_LENGTH = 32;

/** 80 bits: too many to guess by sending mails, and short enough for a local part. */
const CHECK_LENGTH = 20;

/** How many characters a reference has. */
export const REFERENCE_LENGTH = ID_LENGTH + 1 + CHECK_LENGTH;

const MAIL_ID = /^([0-9a-f]{8})-?([0-9a-f]{4})-?([0-9a-f]{4})-?([0-9a-f]{4})-?([0-9a-f]{12})$/;

/**
 * References of the form `<id>-<check>`, in lower-case hexadecimal. They are read in any case, because mail servers change the
 * case of local parts. The check is a truncated HMAC under a key that signs nothing else, so that nobody can
 * invent news about a mail, whether it was never sent or is somebody else's. Throws RangeError for an empty ring, and for
 * an id that is not a UUID.
 */
export function mailReferences(keys: KeyRing): MailReferences {
  const derived = deriveKeys(keys, (secret) =>
    createHmac("sha256", secret).update("postern.return-path").digest(),
  );
  return {
    of(mailId) {
      if (!MAIL_ID.test(mailId)) throw new RangeError("a mail's id is a UUID");
      const id = mailId.replaceAll("-", "");
      return `${id}-${checkOf(derived[0], id)}`;
    },
    read(reference) {
      const [id = "", check = "", ...more] = reference.toLowerCase().split("-");
      if (more.length > 0 || !MAIL_ID.test(id)) return undefined;
      const genuine = derived.some((each) => isSameText(checkOf(each, id), check));
      return genuine ? id.replace(MAIL_ID, "$1-$2-$3-$4-$5") : undefined;
    },
  };
}

const checkOf = (key: KeyObject, id: string): string =>
  createHmac("sha256", key).update(id).digest("hex").slice(0, CHECK_LENGTH);
