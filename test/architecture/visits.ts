// The smallest feature with a table: it counts the visits of pages.

import { changes, row, type Feature } from "../../src/extend.ts";

type VisitStore = {
  /** Counts a visit, and returns how many there were. */
  addVisit(path: string): Promise<number>;
};

export const visits: Feature<VisitStore> = {
  name: "visits",
  migrations: [
    {
      number: 1,
      name: "visits of pages",
      tables: ["visits"],
      sql: "CREATE TABLE visits (path TEXT PRIMARY KEY, count INTEGER NOT NULL);",
    },
  ],
  store: ({ driver }) => ({
    addVisit: (path) =>
      driver.write(function* () {
        yield* changes(
          `INSERT INTO visits (path, count) VALUES (?, 1)
           ON CONFLICT (path) DO UPDATE SET count = visits.count + 1`,
          path,
        );
        const sql = "SELECT count FROM visits WHERE path = ?";
        return (yield* row<{ count: number }>(sql, path))?.count ?? 0;
      }),
  }),
};
