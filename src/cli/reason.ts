import { parseReason } from "../domain/reason.ts";
import { exitCodes, Refused } from "./exit.ts";

/** An operator's reason for an action: one line, not empty, and no longer than the audit log shows. */
export function normaliseReason(text: string): string {
  const reason = parseReason(text);
  if (reason !== undefined) return reason;
  throw new Refused(
    "reason",
    "Give a reason of one to 300 characters: --reason TEXT",
    exitCodes.usage,
  );
}
