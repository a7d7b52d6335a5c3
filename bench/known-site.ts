// A site that knows thousands of addresses, and a stopwatch for its answers about them.

import { DatabaseSync } from "node:sqlite";
import { argon2Hasher } from "../src/adapters/argon2-hasher.ts";
import { capturedMailbox } from "../src/adapters/captured-mailbox.ts";
import { hours } from "../src/domain/time.ts";
import { createPostern, type Postern } from "../src/index.ts";
import { sqliteStore } from "../src/open-stores.ts";

/** What may be known of an address. The second state shows the noise of this machine. */
export const STATES = ["unknown", "unknown again", "unconfirmed", "confirmed"] as const;

export type State = (typeof STATES)[number];

export type Asked = { readonly status: number; readonly took: number };

export type Site = AsyncDisposable & {
  /** One request of a client that was never seen before, and the milliseconds until its answer. */
  ask(path: string, fields: Readonly<Record<string, string>>): Promise<Asked>;
  /** Moves the clock by a day, after which no limit has any hits. */
  forward(): Promise<void>;
};

const PASSWORD = "plum tree by the river";

/** An address; for unknown ones, a new one in each flow. All have the same length. */
export function addressOf(state: State, place: number, flow: number): string {
  const number = `${place}`.padStart(5, "0");
  if (state === "unconfirmed") return `waiting.${number}@example.com`;
  if (state === "confirmed") return `settled.${number}@example.com`;
  return `${state === "unknown" ? "nobody" : "no-one"}${flow}.${number}@example.com`;
}

/**
 * A site with the given number of unconfirmed and of confirmed addresses, each known for a day. The hasher and
 * the limits are the real ones; only while the site is made, all passwords have the same hash.
 */
export async function knownSite(users: number): Promise<Site> {
  let passed = 0;
  const clock = { now: () => Date.now() + passed };
  const store = await sqliteStore(new DatabaseSync(":memory:"), { clock });
  const mailer = capturedMailbox();
  const hasher = await quickAtFirst();
  const postern = createPostern({
    baseUrl: "https://postern.example",
    secret: "0123456789abcdefghijklmnopqrstuvwxyzABCDEF",
    background: false,
    firstContacts: 1_000_000, // nobody confirms, and all samples have to be made the same way
    log: { info: () => {}, warn: () => {}, error: (event, error) => console.error(event, error) },
    passwordHasher: hasher.port,
    store,
    mailer,
    clock,
  });
  const forward = async (): Promise<void> => {
    while ((await postern.deliver()) > 0);
    passed += hours(25);
    await store.purgeLimits(clock.now());
  };
  const ask = asker(postern);
  await people(users, { postern, mailer, ask });
  hasher.beReal();
  await forward();
  return {
    ask,
    forward,
    async [Symbol.asyncDispose]() {
      await postern.stop();
      await store.close();
    },
  };
}

/** Argon2 with production parameters once it is switched on: before that, every password has the same hash. */
async function quickAtFirst() {
  const port = argon2Hasher();
  const oneHash = await port.hash(PASSWORD);
  let isReal = false;
  return {
    port: {
      ...port,
      hash: async (typed: string) => (isReal ? port.hash(typed) : oneHash),
      verify: async (hash: string, typed: string) =>
        isReal ? port.verify(hash, typed) : hash === oneHash,
    },
    beReal: () => {
      isReal = true;
    },
  };
}

type Made = {
  readonly postern: Postern;
  readonly mailer: ReturnType<typeof capturedMailbox>;
  readonly ask: Site["ask"];
};

/** Registers twice that number of people, and confirms one half of them. */
async function people(users: number, { postern, mailer, ask }: Made): Promise<void> {
  for (let place = 0; place < users; place += 1) {
    for (const state of ["unconfirmed", "confirmed"] as const) {
      await ask("/register", { email: addressOf(state, place, 0), password: PASSWORD });
      await postern.deliver();
      if (state === "unconfirmed") continue;
      const [mail] = await mailer.list();
      const link = new URL(mail!.links[0]!).pathname.split("/")[2]!;
      const { status } = await ask("/confirm", { link, password: PASSWORD });
      if (status !== 200) throw new Error(`nobody could be confirmed: ${status}`);
    }
  }
}

function asker(postern: Postern): Site["ask"] {
  let clients = 0;
  return async (path, fields) => {
    clients += 1;
    const address = `10.${(clients >> 16) & 255}.${(clients >> 8) & 255}.${clients & 255}`;
    const request = new Request(`https://postern.example${path}`, {
      method: "POST",
      headers: { "content-type": "application/json", accept: "application/json" },
      body: JSON.stringify(fields),
    });
    const start = performance.now();
    const response = await postern.fetch(request, { address });
    await response.text();
    return { status: response.status, took: performance.now() - start };
  };
}
