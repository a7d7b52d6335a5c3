// What is written into the audit log about why something was done, and by whom.

/** One line, not empty, and no longer than the audit log shows; undefined for anything else. */
export function parseReason(text: string): string | undefined {
  const reason = text.replace(/[\p{Cc}\p{Cf}\s]+/gu, " ").trim();
  return reason !== "" && reason.length <= 300 ? reason : undefined;
}
