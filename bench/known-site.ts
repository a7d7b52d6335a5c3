// A site that knows thousands of addresses, and a stopwatch for its answers about them.

import { DatabaseSync } from "node:sqlite";
import { hashSync } from "bcryptjs";
import { scryptSync } from "node:crypto";
import { argon2Hasher } from "../src/adapters/argon2-hasher.ts";
import { capturedMailbox } from "../src/adapters/captured-mailbox.ts";
import { foreignKind } from "../src/domain/foreign-password/kind.ts";
import {
  foreignText,
  type ForeignPassword,
} from "../src/domain/foreign-password/foreign-password.ts";
import { hours } from "../src/domain/time.ts";
import { createPostern, type Postern } from "../src/index.ts";
import { sqliteStore } from "../src/open-stores.ts";

/**
 * What may be known of an address. The second state shows the noise of this machine. The last two have imported passwords, of
 * kinds that take ten times as long as our own, and twice.
 */
export const STATES = [
  "unknown",
  "unknown again",
  "unconfirmed",
  "confirmed",
  "bcrypt",
  "scrypt",
] as const;

export type State = (typeof STATES)[number];

export type Asked = { readonly status: number; readonly took: number };

export type Site = AsyncDisposable & {
  /** One request of a client that was never seen before, and the milliseconds until its answer. */
  ask(path: string, fields: Readonly<Record<string, string>>): Promise<Asked>;
  /** Confirms as many more people, half of them with a password of each other system. */
  addImported(): Promise<void>;
  /** Moves the clock by a day, after which no limit has any hits. */
  forward(): Promise<void>;
};

const PASSWORD = "plum tree by the river";

/** An address; for unknown ones, a new one in each flow. All have the same length. */
export function addressOf(state: State, place: number, flow: number): string {
  const number = `${place}`.padStart(5, "0");
  if (state === "unconfirmed") return `waiting.${number}@example.com`;
  if (state === "confirmed") return `settled.${number}@example.com`;
  if (state === "bcrypt" || state === "scrypt") return `${state}1.${number}@example.com`;
  return `${state === "unknown" ? "nobody" : "no-one"}${flow}.${number}@example.com`;
}

/**
 * A site with the given number of unconfirmed and of confirmed addresses, each known for a day. The hasher and
 * the limits are the real ones; only while the site is made, all passwords have the same hash.
 */
export async function knownSite(users: number): Promise<Site> {
  let passed = 0;
  const clock = { now: () => Date.now() + passed };
  const database = new DatabaseSync(":memory:");
  const store = await sqliteStore(database, { clock });
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
  const made = { postern, mailer, ask };
  await people(users, ["unconfirmed", "confirmed"], made);
  hasher.beReal(true);
  await forward();
  return {
    ask,
    forward,
    async addImported() {
      hasher.beReal(false);
      await people(users, ["bcrypt", "scrypt"], made);
      hasher.beReal(true);
      importPasswords(database);
      await forward();
    },
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
    beReal: (wanted: boolean) => {
      isReal = wanted;
    },
  };
}

type Made = {
  readonly postern: Postern;
  readonly mailer: ReturnType<typeof capturedMailbox>;
  readonly ask: Site["ask"];
};

/** Registers that number of people in each state, and confirms all but the unconfirmed. */
async function people(
  users: number,
  states: readonly State[],
  { postern, mailer, ask }: Made,
): Promise<void> {
  for (let place = 0; place < users; place += 1) {
    for (const state of states) {
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

/** What an import writes: bcrypt with 12 rounds, and scrypt as Werkzeug and many others use it. */
function importPasswords(database: DatabaseSync): void {
  const salt = Buffer.from("sixteen bytes in");
  const [n, r, p, length] = [32_768, 8, 1, 64];
  const hash = hashSync(PASSWORD, 12);
  const imported: Readonly<Record<"bcrypt" | "scrypt", ForeignPassword>> = {
    bcrypt: {
      scheme: "bcrypt",
      algorithms: [{ name: "bcrypt", setting: hash.slice(0, 29) }],
      expected: Buffer.from(hash.slice(29)).toString("base64"),
    },
    scrypt: {
      scheme: "scrypt",
      algorithms: [{ name: "scrypt", salt: salt.toString("base64"), n, r, p, length }],
      expected: scryptSync(PASSWORD, salt, length, { N: n, r, p, maxmem: 2 ** 26 }).toString(
        "base64",
      ),
    },
  };
  const write = database.prepare(
    `UPDATE credentials SET secret = ?, state = ? WHERE kind = 'password'
     AND user_id IN (SELECT id FROM users WHERE email_key LIKE ?)`,
  );
  for (const [state, foreign] of Object.entries(imported))
    write.run(foreignText(foreign), foreignKind(foreign), `${state}1.%`);
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
