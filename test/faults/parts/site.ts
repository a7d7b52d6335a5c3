// Three nodes on one PostgreSQL, each with a door of its own to the same mail server.

import { ask, startOwnPostgres, type OwnServer, type Standby } from "../../postgres/server.ts";
import { nodeOf, type Node } from "./node.ts";
import { sink, type Sink } from "./sink.ts";

export type Site = AsyncDisposable & {
  readonly postgres: OwnServer;
  readonly database: string;
  readonly mails: Sink;
  readonly nodes: readonly Node[];
  /** Follows `postgres`, which waits for it at each commit. Where asked for. */
  readonly standby: Standby | undefined;
};

export type SiteOptions = {
  readonly environment?: Readonly<Record<string, string>>;
  readonly withStandby?: boolean;
};

/** Starts all of it. `await using` ends every process, in whatever state it is. */
export async function startSite({
  environment = {},
  withStandby = false,
}: SiteOptions = {}): Promise<Site> {
  await using stack = new AsyncDisposableStack();
  const postgres = await startOwnPostgres();
  stack.defer(() => postgres.stop());
  const standby = withStandby ? await postgres.standby() : undefined;
  if (standby !== undefined) stack.defer(() => standby.stop());
  const database = await postgres.database();
  if (standby !== undefined) {
    await ask(database, "ALTER SYSTEM SET synchronous_standby_names = 'standby'");
    await ask(database, "SELECT pg_reload_conf()");
  }
  const throughAll =
    standby === undefined ? database : database.replace(/(@[^/]+)/, `$1,127.0.0.1:${standby.port}`);
  const mails = stack.use(sink());
  const nodes = await Promise.all(
    ["a", "b", "c"].map(async (name) =>
      nodeOf({ name, database: throughAll, smtpPort: await mails.open(name), environment }),
    ),
  );
  for (const node of nodes) stack.use(node);
  await Promise.all(nodes.map((node) => node.start()));
  const all = stack.move();
  return {
    postgres,
    database,
    mails,
    nodes,
    standby,
    [Symbol.asyncDispose]: () => all.disposeAsync(),
  };
}
