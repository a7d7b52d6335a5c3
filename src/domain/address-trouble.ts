// What is wrong with an address, as far as a stranger may know it.

import { FULL, NO_DOMAIN, NO_MAILBOX, RESTRICTED, readAnswer } from "./refusal-words.ts";

/**
 * `no-mailbox`: it does not exist, or is closed. `full`: it has no room. `no-domain`: its domain does not exist
 * or takes no mail. `closed`: it takes mail from some senders only. `refused`: its server did not say why.
 */
export type AddressTrouble = "no-mailbox" | "full" | "no-domain" | "closed" | "refused";

/** Decides if the text says nothing: RFC 3463, RFC 7504, RFC 7505, and what Exchange has added. */
const BY_STATUS: readonly (readonly [RegExp, AddressTrouble])[] = [
  [/^[45]\.2\.2$/, "full"],
  [/^[45]\.(?:1\.2|4\.4|4\.310)$/, "no-domain"],
  [/^[45]\.7\.1[23]\d?$/, "closed"],
  [/^[45]\.(?:1\.(?:[0-6]|10)|2\.1|4\.1|7\.1[78])$/, "no-mailbox"],
];

/** Courier says this for some hours of one address that a mail came back from. */
const REMEMBERED = /^address unavailable/;

/**
 * Why an address gets no mail. The words of a mail server are not for strangers: a server may name the target of
 * an alias, hosts of its network, the return path or the account of the site. Pure, and never throws.
 */
export function troubleIn(answer: string): AddressTrouble {
  const { code, status: told, words } = readAnswer(answer);
  const status = told ?? /\breported ([45]\.\d{1,3}\.\d{1,3})\b/.exec(answer)?.[1] ?? "";
  if (FULL.test(words)) return "full";
  if (NO_DOMAIN.test(words) || (code === 556 && !REMEMBERED.test(words))) return "no-domain";
  if (RESTRICTED.test(words)) return "closed";
  if (NO_MAILBOX.test(words)) return "no-mailbox";
  return BY_STATUS.find(([pattern]) => pattern.test(status))?.[1] ?? "refused";
}
