// Whether a site with a million users is as fast as one with a thousand.

import { program } from "../program.ts";
import { takeTurns, type Figures, type Row, type Run } from "../rows.ts";

const ACTS = [
  ["register", "a registration, without its hash"],
  ["login", "a login, without its hash"],
  ["session", "`session(request)`"],
  ["confirm", "a confirmation"],
  ["look-up", "an operator's look at a user"],
] as const;

export const size: readonly Row[] = ACTS.map(([act, what]) => ({
  name: `size-${act}`,
  what: `${what}: median at 1,000,000 users, SQLite`,
  limit: "the same at 1,000 users",
  unit: "ms",
  better: "less",
  aim: { atMost: 1.3 },
  measure: (run) => ofManyAndFew(run, act),
}));

/** The first row populates the sites, which takes a minute; the other rows use them. */
async function ofManyAndFew({ quick, folder }: Run, act: string): Promise<Figures> {
  const site = (users: number) =>
    program("./programs/populated.ts", {
      DATABASE: `sqlite:${folder}/size-${users}.db`,
      USERS: `${users}`,
    });
  await using many = await site(quick ? 50_000 : 1_000_000);
  await using few = await site(1_000);
  const given = { act, times: quick ? 50 : 200 };
  return await takeTurns(
    {
      postern: () => many.ask<number>("median", given),
      limit: () => few.ask<number>("median", given),
    },
    quick ? 3 : 7,
  );
}
