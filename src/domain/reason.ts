// What is written into the audit log about why something was done, and by whom.

/** One line, not empty, and no longer than the audit log shows; undefined for anything else. */
export function parseReason(text: string): string | undefined {
  const reason = inOneLine(text);
  return reason !== "" && reason.length <= 300 ? reason : undefined;
}

/** Without line breaks, and without characters that control a terminal or turn the direction of what follows. */
export const inOneLine = (text: string): string => text.replace(/[\p{Cc}\p{Cf}\s]+/gu, " ").trim();
