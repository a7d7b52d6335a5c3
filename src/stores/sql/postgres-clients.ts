// Connections to the server that accepts writes: each is checked before it is used, and closed as soon as it is
// in doubt.

import { systemStopwatch } from "../../adapters/system-clock.ts";
import { StoreUnavailable } from "../../ports/store.ts";
import {
  castsDoubt,
  endsConnection,
  isExhausted,
  toStoreError,
  unreachable,
} from "./postgres-failures.ts";
import { readAsValues, type PostgresTypes } from "./postgres-values.ts";
import type { SqlValue } from "./work.ts";

/** The part of a `pg.Pool` that is used. */
export type PostgresPool = {
  connect(): Promise<PostgresClient>;
  end(): Promise<void>;
};
/** One connection of a pool. */
export type PostgresClient = {
  /** The number that the server, or a pooler in front of it, gives this connection. */
  readonly processID?: number | null;
  query(query: PostgresQuery, values?: SqlValue[]): Promise<PostgresAnswer>;
  release(broken?: boolean): void;
  on(event: "error", listener: () => void): unknown;
  off(event: "error", listener: () => void): unknown;
};
/**
 * `query_timeout`, in milliseconds, is pg's option for giving up a silent connection; `types` is its option for how the
 * columns of the answer are read.
 */
export type PostgresQuery = {
  text: string;
  name?: string | undefined;
  query_timeout: number;
  types?: PostgresTypes;
};
/** The result of a query. */
export type PostgresAnswer = { rows: unknown[]; rowCount: number | null };

/** Servers of which one accepts writes, in the order in which they are asked. */
export type Servers = {
  /** A connection that accepts writes; `StoreUnavailable` if there is none. */
  borrow(): Promise<PostgresClient>;
  /** Checks again whether the server behind a connection accepts writes; throws if it does not. */
  look(client: PostgresClient, within?: number): Promise<void>;
  /** Returns a connection, and closes it if the error puts it in doubt. */
  giveBack(client: PostgresClient, error?: unknown): void;
  /** Whether something happened since this connection was checked that puts it in doubt. */
  isDoubted(client: PostgresClient): boolean;
  end(): Promise<void>;
};

/** What all connections of a process know together. */
export type Doubts = {
  count: number;
  /** Connections through a pooler: what was prepared in one transaction may be missing in the next. */
  readonly pooled: WeakSet<PostgresClient>;
};

/** How long the check of a connection may take, in milliseconds. */
const LOOK = 3_000;

const LOOKING = `SELECT current_setting('transaction_read_only') AS read_only,
  current_setting('server_encoding') AS encoding, pg_backend_pid() AS pid`;

/** What is known about connections, and which of it is still valid. */
function knowledge(doubts: Doubts) {
  const lookedAt = new WeakMap<PostgresClient, number>();
  return {
    isKnown: (client: PostgresClient): boolean => lookedAt.has(client),
    isDoubted: (client: PostgresClient): boolean =>
      (lookedAt.get(client) ?? doubts.count) < doubts.count,
    async look(client: PostgresClient, within = LOOK): Promise<void> {
      const known = doubts.count;
      const { rows } = await client.query({
        text: LOOKING,
        query_timeout: within,
        types: readAsValues,
      });
      const seen = rows[0] as { read_only: string; encoding: string; pid: number };
      if (seen.read_only === "on") throw new StoreUnavailable(READ_ONLY, { reason: "read-only" });
      if (!HOLDS_EVERY_LETTER.has(seen.encoding)) {
        throw new StoreUnavailable(wrongEncoding(seen.encoding), { reason: "encoding" });
      }
      // A pooler gives connections numbers of its own.
      if (client.processID !== seen.pid) doubts.pooled.add(client);
      lookedAt.set(client, known);
    },
  };
}

/** One server for each pool. The one that last accepted writes is asked first. */
export function servers(pools: readonly PostgresPool[], doubts: Doubts): Servers {
  const known = knowledge(doubts);
  let place = 0;

  /** A new connection is checked; one in doubt is closed without a check. */
  async function borrowFrom(pool: PostgresPool): Promise<PostgresClient> {
    for (;;) {
      const client = await pool.connect();
      if (known.isKnown(client) && !known.isDoubted(client)) return client;
      client.on("error", unheard);
      if (known.isKnown(client)) client.release(true);
      else {
        await known.look(client).catch((error: unknown) => {
          giveBack(client, unreachable(error));
          throw error;
        });
        client.off("error", unheard);
        return client;
      }
    }
  }

  async function borrow(): Promise<PostgresClient> {
    let failure: unknown;
    for (let turn = 0; turn < pools.length; turn += 1) {
      const at = (place + turn) % pools.length;
      try {
        const client = await borrowFrom(pools[at]!);
        place = at;
        return client;
      } catch (error) {
        failure ??= error;
        if (isExhausted(error)) break;
      }
    }
    throw unreachable(failure);
  }

  function giveBack(client: PostgresClient, error?: unknown): void {
    if (error !== undefined && castsDoubt(error)) doubts.count += 1;
    client.release(error !== undefined && endsConnection(error));
  }

  const end = async (): Promise<void> => {
    await Promise.all(pools.map((pool) => pool.end()));
  };
  return { ...known, borrow, giveBack, end };
}

const READ_ONLY =
  "its server accepts no writes: it is a standby, or default_transaction_read_only is on";

/** SQL_ASCII keeps the bytes that it gets, and Postern sends UTF-8. */
const HOLDS_EVERY_LETTER: ReadonlySet<string> = new Set(["UTF8", "SQL_ASCII"]);

const wrongEncoding = (encoding: string): string =>
  `it is encoded in ${encoding}, which cannot hold every character; create one with ENCODING 'UTF8' TEMPLATE template0`;

/** Lends a connection for one operation. */
export async function withClient<Value>(
  from: Servers,
  act: (client: PostgresClient) => Promise<Value>,
): Promise<Value> {
  const client = await from.borrow();
  // A connection may break between two statements. Nobody waits for an answer then, and an unhandled error
  // event ends the process; the next statement is told of the error.
  client.on("error", unheard);
  try {
    const value = await act(client);
    client.off("error", unheard);
    from.giveBack(client);
    return value;
  } catch (error) {
    if (!endsConnection(error)) client.off("error", unheard);
    from.giveBack(client, error);
    throw toStoreError(error);
  }
}

const unheard = (): void => undefined;

export type SharedClient = {
  /** Runs an operation beside all others, and trusts what it read only from a server that accepts writes. */
  use<Value>(act: (client: PostgresClient) => Promise<Value>): Promise<Value>;
  /** Checks its server, after everything that was asked before. */
  look(): Promise<void>;
  giveBack(): Promise<void>;
};

/** How long a check of the shared connection is valid, in milliseconds. */
const FRESH = 1_000;

type Shared = {
  readonly client: PostgresClient;
  drop(error?: unknown): void;
  looked: Promise<void>;
  lookedOn: number;
};

/**
 * One client for everybody, which is connected at its first use and again after it broke. Reads through it
 * decide about access, so its server is checked every second, together with a read: a pooler may have switched
 * servers.
 */
export function sharedClient(from: Servers, limit: number): SharedClient {
  let shared: Promise<Shared> | undefined;

  async function connect(): Promise<Shared> {
    const client = await from.borrow();
    let isLent = true;
    const drop = (error?: unknown): void => {
      if (isLent && error !== undefined) shared = undefined;
      if (isLent) from.giveBack(client, error);
      isLent = false;
    };
    // A connection that breaks reports it once or twice.
    client.on("error", () => drop(BROKEN));
    return { client, drop, looked: Promise.resolve(), lookedOn: systemStopwatch() };
  }

  async function borrow(): Promise<Shared> {
    const found = await (shared ??= connect().catch((error: unknown) => {
      shared = undefined;
      throw error;
    }));
    if (!from.isDoubted(found.client)) return found;
    found.drop(BROKEN);
    return borrow();
  }

  const use: SharedClient["use"] = async (act) => {
    const found = await borrow();
    if (systemStopwatch() - found.lookedOn > FRESH) {
      found.lookedOn = systemStopwatch();
      found.looked = from.look(found.client, limit);
      found.looked.catch(() => undefined);
    }
    try {
      const value = await act(found.client);
      await found.looked;
      return value;
    } catch (error) {
      if (endsConnection(error)) found.drop(error);
      throw toStoreError(error);
    }
  };
  return {
    use,
    look: () => use((client) => from.look(client, limit)),
    async giveBack() {
      (await shared?.catch(() => undefined))?.drop();
    },
  };
}

const BROKEN = new StoreUnavailable("The connection broke.");
