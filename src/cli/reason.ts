import { exitCodes, Refused } from "./exit.ts";

/** An operator's reason for an action: one line, not empty, and no longer than the audit log shows. */
export function normaliseReason(text: string): string {
  const reason = text.replace(/[\p{Cc}\p{Cf}\s]+/gu, " ").trim();
  if (reason !== "" && reason.length <= 300) return reason;
  throw new Refused(
    "reason",
    "Give a reason of one to 300 characters: --reason TEXT",
    exitCodes.usage,
  );
}
