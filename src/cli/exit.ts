// How a command ends if it fails.

/** Documented in docs/cli.md; scripts rely on them. */
export const exitCodes = {
  done: 0,
  refused: 1,
  usage: 2,
  configuration: 3,
  store: 4,
  bug: 70,
  interrupted: 130,
} as const;

type Code = (typeof exitCodes)[keyof typeof exitCodes];

/** A refusal with a message for people and a reason for programs. `message` says what to do next. */
export class Refused extends Error {
  override readonly name = "Refused";
  readonly reason: string;
  readonly code: Code;
  constructor(reason: string, message: string, code: Code = exitCodes.refused) {
    super(message);
    this.reason = reason;
    this.code = code;
  }
}
