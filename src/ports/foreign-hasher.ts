import type { ForeignPassword } from "../domain/foreign-password/foreign-password.ts";

/** Verifies passwords that other systems hashed, off the event loop. */
export type ForeignHasher = {
  /** `typed` is the text exactly as it was typed: each system has its own way to normalise it. */
  verify(foreign: ForeignPassword, typed: string, pepper: string | undefined): Promise<boolean>;
};
