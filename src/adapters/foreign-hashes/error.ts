// When nobody can tell whether a password is right.

const MESSAGES = {
  "pepper-missing": "The pepper of an imported password is not configured.",
  "thread-died": "The thread that verifies imported passwords ended.",
  failed: "An imported password cannot be verified.",
} as const;

/** A password could not be verified. Whoever asked counts it as wrong, and writes it to the log. */
export class ForeignHashError extends Error {
  override readonly name = "ForeignHashError";
  readonly code: keyof typeof MESSAGES;

  constructor(code: keyof typeof MESSAGES, cause?: unknown) {
    super(MESSAGES[code], { cause });
    this.code = code;
  }
}
