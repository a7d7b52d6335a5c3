// Three nodes on one PostgreSQL, each with a door of its own to the same mail server.

import { startOwnPostgres, type OwnServer } from "../../postgres/server.ts";
import { nodeOf, type Node } from "./node.ts";
import { sink, type Sink } from "./sink.ts";

export type Site = AsyncDisposable & {
  readonly postgres: OwnServer;
  readonly database: string;
  readonly mails: Sink;
  readonly nodes: readonly Node[];
};

/** Starts all of it. `await using` ends every process, in whatever state it is. */
export async function startSite(environment: Readonly<Record<string, string>> = {}): Promise<Site> {
  await using stack = new AsyncDisposableStack();
  const postgres = await startOwnPostgres();
  stack.defer(() => postgres.stop());
  const database = await postgres.database();
  const mails = stack.use(sink());
  const nodes = await Promise.all(
    ["a", "b", "c"].map(async (name) =>
      nodeOf({ name, database, smtpPort: await mails.open(name), environment }),
    ),
  );
  for (const node of nodes) stack.use(node);
  await Promise.all(nodes.map((node) => node.start()));
  const all = stack.move();
  return { postgres, database, mails, nodes, [Symbol.asyncDispose]: () => all.disposeAsync() };
}
