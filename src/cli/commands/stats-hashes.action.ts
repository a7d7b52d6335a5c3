// `postern stats hashes`: how many passwords of an earlier system are left.

import { dayIn } from "../../domain/calendar.ts";
import { countPasswords } from "../../features/imported-passwords/imported-passwords.ts";
import type { Globals } from "../globals.ts";
import { count, iso, print, printJson, table } from "../output.ts";
import { withDatabase } from "../with-database.ts";

/** Prints how many passwords have a hash of our own, and how many one of each other kind. */
export const showHashes = (globals: Globals): Promise<void> =>
  withDatabase(globals, "ready", async ({ context }) => {
    const { own, imported, until } = await countPasswords(context);
    if (globals.json)
      return printJson({ own, imported, until: until === undefined ? null : iso(until) });
    const lines = [
      ["our own", own] as const,
      ...imported.map(({ scheme, count: left }) => [scheme, left] as const),
    ];
    print(
      table(
        [{ title: "hash" }, { title: "passwords", right: true }],
        lines.map(([scheme, number]) => [scheme, number.toLocaleString("en")]),
      ),
    );
    const left = imported.reduce((sum, kind) => sum + kind.count, 0);
    if (left === 0) return print("No imported passwords are left.");
    const lastDay = until === undefined ? undefined : dayIn(until - 1, context.settings.timeZone);
    print(
      lastDay === undefined
        ? `${count(left, "imported password")} left, without a deadline: see importedPasswordsUntil.`
        : `${count(left, "imported password")} left, accepted until ${lastDay}.`,
    );
  });
