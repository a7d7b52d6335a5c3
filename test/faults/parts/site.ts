// Three nodes on one PostgreSQL, each with its own port of the same mail server.

import { startProxy, type Proxy } from "../../postgres/proxy.ts";
import {
  ask,
  startOwnPostgres,
  withPort,
  type OwnServer,
  type Standby,
} from "../../postgres/server.ts";
import { nodeOf, type Node } from "./node.ts";
import { sink, type Sink } from "./sink.ts";

export type Site = AsyncDisposable & {
  readonly postgres: OwnServer;
  readonly database: string;
  readonly mails: Sink;
  readonly nodes: readonly Node[];
  /** Follows `postgres`, which waits for it at each commit. Only if requested. */
  readonly standby: Standby | undefined;
  /** The connection of all nodes to `postgres`. Only if requested. */
  readonly proxy: Proxy | undefined;
};

type Environment = Readonly<Record<string, string>>;

export type SiteOptions = {
  /** The environment of all nodes, or of each by its name. */
  readonly environment?: Environment | ((name: string) => Environment);
  readonly withStandby?: boolean;
  readonly throughProxy?: boolean;
};

/** Starts everything. `await using` ends every process, in whatever state it is. */
export async function startSite({
  environment = {},
  withStandby = false,
  throughProxy = false,
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
  const proxy = throughProxy ? await startProxy(Number(new URL(database).port)) : undefined;
  if (proxy !== undefined) stack.defer(() => proxy.stop());
  const way = proxy === undefined ? database : withPort(database, proxy.port);
  const throughAll =
    standby === undefined ? way : way.replace(/(@[^/]+)/, `$1,127.0.0.1:${standby.port}`);
  const told = typeof environment === "function" ? environment : (): Environment => environment;
  const mails = stack.use(sink());
  const nodes = await Promise.all(
    ["a", "b", "c"].map(async (name) =>
      nodeOf({
        name,
        database: throughAll,
        smtpPort: await mails.open(name),
        environment: told(name),
      }),
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
    proxy,
    [Symbol.asyncDispose]: () => all.disposeAsync(),
  };
}
