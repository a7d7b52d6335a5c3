// Whether a site with a million users, or ten million, is as fast as one with a thousand.

import { startOwnPostgres, type OwnServer } from "../../test/postgres/server.ts";
import { program } from "../program.ts";
import { takeTurns, type Aim, type Figures, type Row, type Run } from "../rows.ts";

const ACTS = [
  ["register", "a registration, without its hash"],
  ["login", "a login, without its hash"],
  ["session", "`session(request)`"],
  ["confirm", "a confirmation"],
  ["look-up", "an operator's look at a user"],
] as const;

type Site = {
  readonly name: string;
  readonly users: number;
  readonly database: "SQLite" | "PostgreSQL";
  /** How many times as long as at a thousand users a session may take, and anything else. */
  readonly aims: readonly [session: number, other: number];
};

const [MILLION, FEW] = [1_000_000, 1_000];

const SITES: readonly Site[] = [
  { name: "size", users: MILLION, database: "SQLite", aims: [1.5, 1.4] },
  { name: "huge", users: 10 * MILLION, database: "SQLite", aims: [2, 1.4] },
  { name: "huge-postgres", users: 10 * MILLION, database: "PostgreSQL", aims: [2, 1.4] },
];

export const size: readonly Row[] = SITES.flatMap((site) =>
  ACTS.map(([act, what]): Row => ({
    name: `${site.name}-${act}`,
    what: `${what}: median at ${site.users.toLocaleString("en")} users, ${site.database}`,
    limit: "the same at 1,000 users",
    unit: "ms",
    better: "less",
    aim: aimOf(site, act),
    // Populating takes half an hour for each, and about 30 GB.
    isOnDemand: site.users > MILLION,
    measure: (run) => ofManyAndFew(run, site, act),
  })),
);

function aimOf({ aims: [session, other] }: Site, act: string): Aim {
  return { atMost: act === "session" ? session : other };
}

/** The first row populates the databases; the other rows use them. */
async function ofManyAndFew(run: Run, site: Site, act: string): Promise<Figures> {
  const { quick } = run;
  const opened = async (users: number) =>
    program("./programs/populated.ts", {
      DATABASE: await urlOf(run, site, users),
      USERS: `${users}`,
    });
  await using many = await opened(quick ? 50_000 : site.users);
  await using few = await opened(FEW);
  const given = { act, times: quick ? 50 : 200 };
  return await takeTurns(
    {
      postern: () => many.ask<number>("median", given),
      limit: () => few.ask<number>("median", given),
    },
    quick ? 3 : 7,
  );
}

let server: OwnServer | undefined;
const databases = new Map<number, string>();

async function urlOf({ folder, shared }: Run, { database }: Site, users: number): Promise<string> {
  if (database === "SQLite") return `sqlite:${folder}/size-${users}.db`;
  if (server === undefined) {
    server = await startOwnPostgres();
    shared.defer(server.stop);
  }
  const url = databases.get(users) ?? (await server.database());
  databases.set(users, url);
  return url;
}
