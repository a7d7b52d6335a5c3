// The same site in several states of one address, so that answers about it can be compared to the byte.

import { foreignText } from "../../src/domain/foreign-password/foreign-password.ts";
import { minutes } from "../../src/domain/time.ts";
import {
  PASSWORD,
  testPostern,
  type TestOptions,
  type TestPostern,
} from "../../src/testing/test-postern.ts";
import { countingHasher, disable, overhearSql, rewindableRandom, tables } from "./tools.ts";

export const ADDRESS = "ada@example.com";

/** Everything that can be known about an address. */
const STATES = {
  unknown: async () => {},
  unconfirmed: async (app: TestPostern) => void (await app.register(ADDRESS)),
  "registered three times": async (app: TestPostern) => {
    for (let time = 0; time < 3; time += 1) {
      await app.browser().submit("/register", { email: ADDRESS, password: PASSWORD });
    }
  },
  confirmed: async (app: TestPostern) => void (await app.confirmed(ADDRESS)),
  "confirmed and waiting": async (app: TestPostern) => {
    await app.confirmed(ADDRESS);
    await app.browser().submit("/register", { email: ADDRESS, password: PASSWORD });
  },
  reserved: async (app: TestPostern) => {
    const browser = await app.confirmed(ADDRESS);
    await browser.submit("/profile/email", { email: "ada@elsewhere.example" });
    await browser.open((await app.mailTo("ada@elsewhere.example")).links[0]!);
    await browser.submit("/change-email");
  },
  "unconfirmed and bounced": async (app: TestPostern) => {
    const { mail } = await app.register(ADDRESS);
    const answer = "550 5.1.1 no such user";
    const now = app.clock.now();
    const bounced = { mailId: mail.id, answer, fault: "address", now } as const;
    await app.postern.context.store.recordBounce(bounced);
  },
  stopped: async (app: TestPostern) => {
    const { link, code } = await app.register(ADDRESS);
    await app.browser().json("POST", "/stop-mail", { link, code });
  },
  "with an imported password": async (app: TestPostern) => {
    await app.confirmed(ADDRESS);
    const kept = foreignText({
      scheme: "pbkdf2-sha256",
      algorithms: [{ name: "pbkdf2", hash: "sha256", salt: "", rounds: 1, length: 32 }],
      expected: "nothing that was typed",
    });
    const { id } = app.user(ADDRESS)!;
    app.database
      .prepare("UPDATE credentials SET secret = ?, state = 'pbkdf2-sha256 1' WHERE user_id = ?")
      .run(kept, id);
  },
  disabled: async (app: TestPostern) => {
    await app.confirmed(ADDRESS);
    disable(app, ADDRESS);
  },
  "with a second factor": async (app: TestPostern) => withFactor(app, "second"),
  "with a passkey": async (app: TestPostern) => withFactor(app, "both"),
} as const;

/** The owner of the address has another credential, and two steps if it only adds to the password. */
async function withFactor(app: TestPostern, factor: "second" | "both"): Promise<void> {
  await app.confirmed(ADDRESS);
  const { id } = app.user(ADDRESS)!;
  const { database } = app;
  database
    .prepare(
      "INSERT INTO credentials (id, user_id, kind, factor, secret, created_on) VALUES (?, ?, 'other', ?, '', 0)",
    )
    .run(`other of ${id}`, id, factor);
  database
    .prepare("UPDATE users SET factors = ? WHERE id = ?")
    .run(factor === "second" ? 2 : 1, id);
}

export type World = keyof typeof STATES;

const WORLDS = Object.keys(STATES) as readonly World[];

/** Everything that somebody outside, even with a stopwatch, could learn from one request. */
export type Observation = {
  readonly status: number;
  /** Every header, including cookies with their values: both worlds draw the same random bytes. */
  readonly headers: readonly (readonly [string, string])[];
  readonly body: string;
  readonly hashes: number;
  readonly statements: readonly string[];
  /** What was written, by table. */
  readonly written: Readonly<Record<string, readonly string[]>>;
};

/** What is done in every world; `deliver` sends what is queued. */
export type Act = (app: TestPostern, deliver: () => Promise<void>) => Promise<Response>;

/** The same act in every world, one after the other; the unknown address first. */
export async function observeAll(
  act: Act,
  options: TestOptions = {},
): Promise<readonly { readonly world: World; readonly seen: Observation }[]> {
  const observed = [];
  for (const world of WORLDS) observed.push({ world, seen: await observe(world, act, options) });
  return observed;
}

/** Brings the address into a state a day ago, then does one thing and records everything. */
async function observe(
  world: World,
  act: Act,
  { secondFactor = "offered", ...options }: TestOptions,
): Promise<Observation> {
  const random = rewindableRandom();
  const passwordHasher = countingHasher();
  let now = 0;
  const pace = { now: () => now, wait: async () => {} };
  await using app = await testPostern({ ...options, random, passwordHasher, pace });
  await app.register("somebody@else.example"); // so that the site has sent a mail, in every world
  await STATES[world](app);
  Object.assign(app.postern.context.settings, { secondFactor }); // some states need doors that it closes
  for (let mail = 0; mail < 4; mail += 1) {
    await app.mails(); // one a minute
    app.clock.forward("1 minute");
  }
  app.clock.forward("25 hours");
  now += minutes(1); // in every world, it is looked anew if imported passwords remain
  await app.mails(); // the sender counts what the site has sent until then
  app.clock.forward(1); // ids of one moment are counted, and what happened before differs
  random.rewind("observed");
  const hashesBefore = passwordHasher.count();
  const before = tables(app.database);
  const sql = overhearSql();
  let deliveries = 0;
  const response = await act(app, async () => {
    await app.mails();
    // The sender's records for the operator draw ids too, and are in no answer.
    app.clock.forward(1);
    random.rewind(`delivery ${++deliveries}`);
  });
  sql[Symbol.dispose]();
  const after = tables(app.database);
  return {
    status: response.status,
    headers: [...response.headers],
    body: await response.text(),
    hashes: passwordHasher.count() - hashesBefore,
    statements: sql.statements,
    written: difference(before, after),
  };
}

function difference(
  before: ReadonlyMap<string, readonly string[]>,
  after: ReadonlyMap<string, readonly string[]>,
): Observation["written"] {
  const written = [...after].map(([table, rows]) => {
    const known = new Set(before.get(table));
    const added = rows.filter((row) => !known.has(row)).toSorted();
    return [table, added] as const;
  });
  return Object.fromEntries(written.filter(([, rows]) => rows.length > 0));
}
