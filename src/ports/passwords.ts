import type { PasswordHasher } from "./password-hasher.ts";

/** Who asks for a turn. */
export type Asker = {
  /**
   * The network address as limits count it, or one of Postern's own names for work that no request asked for.
   */
  readonly client: string;
  /** The address that it is about, in its normal form; absent if it is about none. */
  readonly address?: string;
  /** Whether the browser is a known device of the address in question. */
  readonly known: boolean;
};

/** An operator on their own machine. */
export const OPERATOR: Asker = { client: "operator", known: true };

/** The hasher, and who may use it when. */
export type Passwords = {
  /**
   * Runs an operation that needs the hasher when it is the asker's turn. Throws `Overloaded` if too many
   * already wait: at once, or when somebody who has fewer waiting needs the place. The operation has not
   * started then, so it has counted and written nothing.
   */
  admit<Value>(asker: Asker, act: (hasher: PasswordHasher) => Promise<Value>): Promise<Value>;
};
