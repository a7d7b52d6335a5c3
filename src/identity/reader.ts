// Makes sure that a person who reads the mail acts on it, not a machine: they type the code in its text.

import { normaliseCode } from "../domain/code.ts";
import type { Link } from "../domain/link.ts";
import { done, refused, type Refused, type Result } from "../domain/result.ts";
import type { Client, Uses } from "../ports/context.ts";
import { countAct, type TooMany } from "./limits.ts";

/** What was typed or ticked on a link's page. */
export type Typed = {
  readonly code: string;
  /** The tick of the previous version, or a link that a program sent on purpose. */
  readonly sure: boolean;
};

export type ReaderRefusal =
  Refused<"code-missing" | "code-format" | "wrong-code" | "not-sure"> | TooMany;

/**
 * Whether a person who reads the mail is present. Machines that check mails open links, tick boxes and press
 * buttons; none reads a number in the text and types it. A wrong code costs only one of the client's tries:
 * whoever guesses already has the link, and if wrong guesses ended a link, they would be a trap for its owner.
 * This is checked before the link is used for anything.
 */
export async function checkReader(
  context: Uses<"hit", "clock" | "settings" | "codes">,
  link: Link,
  { code: typed, sure }: Typed,
  client: Client,
): Promise<Result<null, ReaderRefusal>> {
  if (!link.asksCode) return sure ? done(null) : refused("not-sure");
  if (typed.trim() === "") return refused("code-missing");
  const code = normaliseCode(typed);
  if (code === undefined) return refused("code-format");
  const busy = await countAct(context, "prove", client);
  if (busy !== undefined) return busy;
  return context.codes.matches(link.id, code) ? done(null) : refused("wrong-code");
}
