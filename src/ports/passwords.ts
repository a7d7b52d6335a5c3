import type { PasswordHasher } from "./password-hasher.ts";

/** Whose turn it is asked for. */
export type Asker = {
  /** The network address as limits count it; a name of our own for what no request asked for. */
  readonly client: string;
  /** Whether the browser is a known device of the address in question. */
  readonly known: boolean;
};

/** What an operator asks for at their own machine. */
export const OPERATOR: Asker = { client: "operator", known: true };

/** The hasher, and who may use it when. */
export type Passwords = {
  /**
   * Does an act that needs the hasher, once it is the asker's turn. Throws `Overloaded` where too many
   * wait already: at once, or when somebody who has fewer waiting needs the place; the act has not
   * begun then, so whatever it counts or writes, nothing is.
   */
  admit<Value>(asker: Asker, act: (hasher: PasswordHasher) => Promise<Value>): Promise<Value>;
};
