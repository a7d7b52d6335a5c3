// How long the console's pages take among few and among many users, on SQLite and PostgreSQL.
//
//   node bench/console.ts [USERS …]     default: 10000 1000000
//
// Users are written with SQL: each with two lines of the audit log and one mail, spread over a year. The cohorts are counted by
// `postern stats rebuild`. Both sizes are asked in turn.

import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { argv, stdout } from "node:process";
import { DatabaseSync } from "node:sqlite";
import { Pool } from "pg";
import { capturedMailbox } from "../src/adapters/captured-mailbox.ts";
import { days } from "../src/domain/time.ts";
import { recountCohorts } from "../src/features/cohorts/counting.ts";
import { postgresStore, sqliteStore } from "../src/open-stores.ts";
import type { Store } from "../src/ports/store.ts";
import { composePostern } from "../src/postern.ts";
import { browserOf } from "../src/testing/browser.ts";
import { quickHasher } from "../src/testing/quick-hasher.ts";
import { startOwnPostgres } from "../test/postgres/server.ts";
import { median } from "./statistics.ts";

const TURNS = 150;
const BASE_URL = "https://postern.example";
const SECRET = "0123456789abcdefghijklmnopqrstuvwxyzABCDEF";
const PASSWORD = "plum tree by the river";

/** What differs between the engines' SQL. */
type Engine = {
  readonly name: string;
  readonly people: string;
  readonly id: string;
  open(place: string): Promise<Opened>;
};

type Opened = {
  readonly store: Store;
  run(sql: string): Promise<unknown>;
};

/** An id that sorts by the moment, of twelve hexadecimal digits, and the number. */
const idOf = (moment: string, number: string): string =>
  `(substr(${moment}, 1, 8) || '-' || substr(${moment}, 9, 4) || '-7000-8000-0000' || ${number})`;

/** Rows as registering, confirming and sending a mail would have left them. */
const rowsOf = ({ people, id }: Engine, count: number, now: number): readonly string[] => {
  const start = now - days(365);
  const step = Math.floor(days(365) / count);
  const from = people
    .replace("COUNT", `${count}`)
    .replace("START", `${start}`)
    .replace("STEP", `${step}`);
  const email = "'p' || n || '@d' || (n % 50) || '.example'";
  return [
    `INSERT INTO users (id, email, email_key, registered_on, registered_with, confirmed_on, confirmed_via)
     SELECT ${id}, ${email}, ${email}, ms, 'Firefox on Linux',
       CASE WHEN n % 5 > 0 THEN ms + (1 + n % 7919) * 40000 END, CASE WHEN n % 5 > 0 THEN 'link' END
     FROM (${from}) AS person`,
    `INSERT INTO audit (id, happened_on, actor, act, user_id)
     SELECT 'r' || ${id}, ms, 'visitor', 'registered', ${id} FROM (${from}) AS person`,
    `INSERT INTO audit (id, happened_on, actor, act, user_id, detail)
     SELECT 'c' || ${id}, ms + 1, 'user', 'confirmed', ${id}, 'link' FROM (${from}) AS person WHERE n % 5 > 0`,
    `INSERT INTO mails (id, kind, user_id, email, email_key, state, priority, created_on, due_on, worthless_on, ended_on, answer)
     SELECT 'm' || ${id}, 'confirm', ${id}, ${email}, ${email}, CASE WHEN n % 100 = 0 THEN 'dead' ELSE 'sent' END, 0, ms, ms, ms, ms + 1, '250 ok'
     FROM (${from}) AS person`,
  ];
};

const SQLITE: Engine = {
  name: "SQLite",
  people: `WITH RECURSIVE person (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM person WHERE n < COUNT)
    SELECT n, START + n * STEP AS ms FROM person`,
  id: idOf("printf('%012x', ms)", "printf('%08x', n)"),
  async open(place) {
    const database = new DatabaseSync(place);
    const store = await sqliteStore(database);
    return { store, run: async (sql) => database.exec(sql) };
  },
};

const POSTGRES: Engine = {
  name: "PostgreSQL",
  people: "SELECT n, START + n::bigint * STEP AS ms FROM generate_series(1, COUNT) AS n",
  id: idOf("lpad(to_hex(ms), 12, '0')", "lpad(to_hex(n), 8, '0')"),
  async open(place) {
    const pool = new Pool({ connectionString: place });
    const store = await postgresStore(pool);
    return { store, run: (sql) => pool.query(sql) };
  },
};

/** A site with so many users, and how long an admin waits for a page of it. */
async function siteWith(engine: Engine, place: string, count: number) {
  const { store, run } = await engine.open(place);
  const mailer = capturedMailbox();
  const postern = composePostern({
    baseUrl: BASE_URL,
    admin: true,
    secret: SECRET,
    background: false,
    mailer,
    passwordHasher: quickHasher(),
    store,
    log: { info() {}, warn() {}, error() {} },
  });
  for (const sql of rowsOf(engine, count, Date.now())) await run(sql);
  await run("ANALYZE");
  await recountCohorts(postern.context, () => undefined);
  const fetch = (request: Request) => postern.fetch(request, { address: "198.51.100.7" });
  const browser = browserOf(fetch, BASE_URL);
  await browser.json("POST", "/register", { email: "admin@example.com", password: PASSWORD });
  await postern.deliver();
  const link = (await mailer.list())[0]!.links[0]!;
  await browser.json("POST", "/confirm", { link: link.slice(link.lastIndexOf("/") + 1) });
  const [admin] = await store.findUsers({ emailKey: "admin@example.com" });
  await postern.users.addRole(admin!.id, "admin");
  const middle = count >> 1;
  const [one] = await store.findUsers({ emailKey: `p${middle}@d${middle % 50}.example` });
  return {
    one: one!.id,
    async wait(path: string): Promise<number> {
      const began = performance.now();
      const page = await browser.open(path);
      const took = performance.now() - began;
      if (page.status !== 200) throw new Error(`${path}: ${page.status}`);
      return took;
    },
    async close() {
      await postern.stop();
      await store.close();
    },
  };
}

/** The pages, with `:id` for somebody in the middle. What a page shows does not depend on how many users there are. */
const PAGES: readonly string[] = [
  "/admin",
  "/admin/users",
  "/admin/users?state=confirmed&domain=d7.example",
  "/admin/users?q=p77",
  "/admin/users/:id",
  "/admin/why?address=nobody@nowhere.example",
  "/admin/cohorts",
  "/admin/cohorts?by=day",
  "/admin/outbox",
  "/admin/outbox?state=dead",
  "/admin/audit",
  "/admin/audit?act=confirmed",
  "/admin/suppressions",
  "/admin/system",
];

async function compare(engine: Engine, places: readonly string[], sizes: readonly number[]) {
  const sites: Awaited<ReturnType<typeof siteWith>>[] = [];
  for (const [place, count] of sizes.entries()) {
    const began = performance.now();
    sites.push(await siteWith(engine, places[place]!, count));
    const took = Math.round((performance.now() - began) / 1000);
    stdout.write(`${engine.name}: ${count} users written and counted in ${took} s\n`);
  }
  for (const path of PAGES) {
    const times = sites.map((): number[] => []);
    for (let turn = 0; turn < TURNS; turn += 1) {
      for (const [place, { one, wait }] of sites.entries()) {
        times[place]!.push(await wait(path.replace(":id", one)));
      }
    }
    const medians = times.map((each) => median(each.slice(TURNS / 3)));
    const shown = medians.map((each) => `${each.toFixed(1)} ms`).join(", ");
    stdout.write(
      `${engine.name} ${path}: ${shown}: ${(medians.at(-1)! / medians[0]!).toFixed(2)}\n`,
    );
  }
  for (const site of sites) await site.close();
}

const given = argv.slice(2).map(Number);
const sizes = given.length > 0 ? given : [10_000, 1_000_000];
const folder = await mkdtemp(join(tmpdir(), "postern-bench-"));
await compare(
  SQLITE,
  sizes.map((count) => join(folder, `${count}.db`)),
  sizes,
);
await rm(folder, { recursive: true });
const server = await startOwnPostgres();
await compare(POSTGRES, await Promise.all(sizes.map(() => server.database())), sizes);
await server.stop();
