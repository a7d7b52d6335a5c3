// What is done from a mail alone is done by a person who reads it: the code in its text is typed.

import { normaliseCode } from "../domain/code.ts";
import type { Link } from "../domain/link.ts";
import { done, refused, type Refused, type Result } from "../domain/result.ts";
import type { Client, Uses } from "../ports/context.ts";
import { countAct, type TooMany } from "./limits.ts";

/** What was typed or ticked beside a link. */
export type Typed = {
  readonly code: string;
  /** The tick of the version before, or a link that a program named and so means. */
  readonly sure: boolean;
};

export type ReaderRefusal =
  Refused<"code-missing" | "code-format" | "wrong-code" | "not-sure"> | TooMany;

/**
 * Whether a reader of the mail is here. Machines that check mails open its links, tick boxes and press
 * buttons; none reads a number in the text and types it. A wrong code costs nothing but one of the
 * client's tries: whoever guesses holds the link already, and a link that died of guesses would be a
 * trap for its owner. Asked before the link is used for anything.
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
