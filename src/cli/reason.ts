import { exitCodes, Refused } from "./exit.ts";

/** Why an operator acts: one line, that says something, and no more than the audit log will show. */
export function normaliseReason(text: string): string {
  const reason = text.replace(/[\p{Cc}\p{Cf}\s]+/gu, " ").trim();
  if (reason !== "" && reason.length <= 300) return reason;
  throw new Refused(
    "reason",
    "Give a reason of one to 300 characters: --reason TEXT",
    exitCodes.usage,
  );
}
