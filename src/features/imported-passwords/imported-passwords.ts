// Passwords that were imported from another system: how many are left, and their end.

import type { Instant } from "../../domain/time.ts";
import type { Uses } from "../../ports/context.ts";

/** How many passwords are left of each kind, in the order of their names. */
export type LeftPasswords = readonly { readonly scheme: string; readonly count: number }[];

export type PasswordCounts = {
  /** Hashes of our own. */
  readonly own: number;
  readonly imported: LeftPasswords;
  /** When imported ones are no longer accepted. */
  readonly until: Instant | undefined;
};

/** Counts all passwords, which takes a while on a large site: for operators who ask. */
export async function countPasswords({
  store,
  settings,
}: Uses<"countCredentials" | "countForeignPasswords", "settings">): Promise<PasswordCounts> {
  const [all, imported] = await Promise.all([
    store.countCredentials("password"),
    store.countForeignPasswords({ limit: Number.MAX_SAFE_INTEGER }),
  ]);
  return { own: all - sumOf(imported), imported, until: settings.importedPasswordsUntil };
}

const sumOf = (left: LeftPasswords): number => left.reduce((sum, { count }) => sum + count, 0);

/** Removes what is left at the deadline. Nobody can log in with it any more: their users reset. */
export async function removeWhenDue({
  store,
  clock,
  settings,
}: Uses<"removeForeignPasswords", "clock" | "settings">): Promise<
  Readonly<Record<string, number>>
> {
  const now = clock.now();
  const { importedPasswordsUntil: until = Infinity } = settings;
  return { importedPasswords: now < until ? 0 : await store.removeForeignPasswords({ now }) };
}
