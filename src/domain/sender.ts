// The sender of mails: a name and an address, as an operator writes them.

import { parseEmailAddress } from "./email-address.ts";

export type Sender = {
  /** The name that readers see; empty if only an address was given. */
  readonly name: string;
  /** The address that the mail server is told: its domain is in A-labels. */
  readonly address: string;
};

/** The name may be in quotes. */
const NAME_AND_ADDRESS = /^(?:"([^"]*)"|([^"<>]*?))\s*<([^<>]*)>$/;

/** Line breaks and other characters that no header may have in a name. */
const FORBIDDEN_IN_NAME = /[\p{Cc}\p{Zl}\p{Zp}]/u;

const LONGEST_NAME = 200;

/**
 * The default sender, before an operator has configured one: `localhost` is the only host name without a dot.
 */
const ON_THIS_MACHINE = /^[a-z0-9]+(?:[._+-][a-z0-9]+)*@localhost$/i;

/**
 * Reads `Name <address>`, `"Name" <address>`, `<address>` or a bare address. Undefined for anything else, such
 * as quotes around all of it, as some tools leave them, or text before or after it.
 */
export function parseSender(text: string): Sender | undefined {
  const trimmed = text.trim();
  const [, quoted, plain, enclosed] = NAME_AND_ADDRESS.exec(trimmed) ?? [];
  const address = senderAddress(enclosed ?? trimmed);
  const name = quoted ?? plain ?? "";
  const isSound =
    name.isWellFormed() && name.length <= LONGEST_NAME && !FORBIDDEN_IN_NAME.test(name);
  return address === undefined || !isSound ? undefined : { name, address };
}

function senderAddress(text: string): string | undefined {
  if (ON_THIS_MACHINE.test(text)) return text;
  const parsed = parseEmailAddress(text);
  if (!parsed.ok) return undefined;
  const { display, domain } = parsed.value;
  return `${display.slice(0, display.lastIndexOf("@"))}@${domain}`;
}
