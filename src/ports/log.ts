/** What may be logged about an event: small facts, never an address in clear text, a link or a secret. */
export type LogFacts = Readonly<Record<string, string | number | boolean | null>>;

/** JSON lines with a fixed vocabulary of events. */
export type Log = {
  info(event: string, facts?: LogFacts): void;
  warn(event: string, facts?: LogFacts): void;
  error(event: string, error: unknown, facts?: LogFacts): void;
};
