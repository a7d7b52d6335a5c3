// A Postern with the given number of users, each with the rows that registering, confirming and logging in
// leave. Nothing is hashed, so that hashing does not hide the time of the database.

import { existsSync, renameSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import { days } from "../../src/domain/time.ts";
import { findUser } from "../../src/features/admin/admin.ts";
import { migrate } from "../../src/stores/sql/migrate.ts";
import { sqliteDriver } from "../../src/stores/sql/sqlite.ts";
import { median } from "../statistics.ts";
import { obey } from "../program.ts";
import {
  BASE_URL,
  database,
  digestOf,
  jsonPost,
  openSite,
  PASSWORD,
  sessionIn,
  tokenOf,
} from "./site.ts";

const users = Number(process.env["USERS"]);
const file = database().slice("sqlite:".length);
if (!existsSync(file)) await populate(`${file}.part`, file);

const { postern, mailbox } = await openSite({
  hash: async () => "none",
  verify: async () => true,
  isOutdated: () => false,
});

let newcomers = 0;
const newcomer = (): string => `newcomer-${process.pid}-${(newcomers += 1)}@example.com`;

/** One of all users; always in the same sequence, far apart. */
let last = 0;
const somebody = (): number => {
  last = (last + 617_041) % users;
  return last + 1;
};

type Act = { prepare?(): Promise<void>; act(): Promise<unknown> };

/** What is measured, one request at a time. */
const ACTS: Readonly<Record<string, () => Act>> = {
  register: () => ({
    act: () => post("/register", { email: newcomer(), password: PASSWORD }, 201),
  }),
  login: () => ({
    act: () => post("/login", { email: `user${somebody()}@example.com`, password: PASSWORD }, 200),
  }),
  session: () => {
    const headers = () => ({ cookie: `postern-session=${secretOf(somebody())}` });
    return {
      async act() {
        const request = new Request(`${BASE_URL}/anything`, { headers: headers() });
        if ((await postern.session(request)) === null) throw new Error("nobody");
      },
    };
  },
  confirm: () => {
    let [link, cookie] = ["", ""];
    return {
      async prepare() {
        const email = newcomer();
        cookie = sessionIn(await post("/register", { email, password: PASSWORD }, 201));
        while ((await postern.deliver()) > 0);
        link = tokenOf((await mailbox.list()).find(({ to }) => to === email)!.links[0]!);
      },
      act: () => post("/confirm", { link }, 200, cookie),
    };
  },
  "look-up": () => ({
    async act() {
      const found = await findUser(postern.context, `user${somebody()}@example.com`);
      if (!found.ok) throw new Error("nobody");
      await postern.context.store.readUserFacts(found.value.id);
    },
  }),
};

obey({
  /** The median of the given number of times, in milliseconds. */
  async median({ act: name, times }: { readonly act: string; readonly times: number }) {
    const { prepare, act } = ACTS[name]!();
    const took: number[] = [];
    for (let time = 0; time < times; time += 1) {
      await prepare?.();
      const start = performance.now();
      await act();
      took.push(performance.now() - start);
    }
    return median(took);
  },
});

async function post(path: string, body: unknown, status: number, cookie = ""): Promise<Response> {
  const response = await postern.fetch(jsonPost(path, body, cookie));
  if (response.status !== status) throw new Error(`${path}: ${await response.text()}`);
  return response;
}

/** The content of a user's cookie: as long as the one that Postern makes. */
function secretOf(user: number): string {
  return digestOf(`secret-${user}`);
}

/** Fills a new file under another name, so that a half-filled file is never used as a complete one. */
async function populate(part: string, whole: string): Promise<void> {
  const filling = new DatabaseSync(part);
  const driver = sqliteDriver(filling);
  const now = Date.now();
  await migrate(driver, now);
  filling.exec("PRAGMA synchronous = OFF");
  filling.function("digest", (user) => digestOf(secretOf(Number(user))));
  filling.exec(`
    BEGIN;
    CREATE TEMP TABLE people AS
      WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${users})
      SELECT i, printf('%010x', i) || lower(hex(randomblob(8))) AS id,
        'user' || i || '@example.com' AS email,
        substr(lower(hex(randomblob(11))), 1, 22) AS link,
        ${now - days(300)} + i * ${days(299)} / ${users} AS at
      FROM n;
    INSERT INTO users (id, email, email_key, registered_on, registered_with, confirmed_on, confirmed_via)
      SELECT id, email, email, at, 'Firefox on Linux', at + 60000, 'link' FROM people;
    INSERT INTO credentials (id, user_id, kind, factor, secret, created_on)
      SELECT id, id, 'password', 'first', 'none', at FROM people;
    INSERT INTO addresses (email_key, user_id, claimed_on) SELECT email, id, at FROM people;
    INSERT INTO sessions (hash, id, user_id, created_on, last_seen_on, evidence, expires_on,
        browser, client)
      SELECT digest(i), lower(hex(randomblob(8))), id, ${now}, ${now},
        '[{"kind":"password","factor":"first","credentialId":"' || id || '","on":${now}}]', ${now + days(30)},
        'Firefox on Linux', '192.0.2.1' FROM people;
    INSERT INTO links (id, purpose, user_id, email, email_key, created_on, minted_on, expires_on,
        code_expires_on, ended_on, ended_why)
      SELECT link, 'confirm', id, email, email, at, at, at + ${days(3)}, at + 3600000,
        at + 60000, 'used' FROM people;
    INSERT INTO mails (id, kind, user_id, link_id, email, email_key, state, priority, created_on,
        due_on, worthless_on, attempts, fence, minted_on, ended_on, answer)
      SELECT printf('%010x', i) || lower(hex(randomblob(5))), 'confirm', id, link, email, email,
        'sent', 1, at, at, at + ${days(3)}, 1, 1, at, at, '250 OK' FROM people;
    INSERT INTO audit (id, happened_on, actor, act, user_id)
      SELECT printf('%010x', i) || lower(hex(randomblob(5))), at, 'visitor', 'registered', id
      FROM people;
    INSERT INTO audit (id, happened_on, actor, act, user_id)
      SELECT printf('%010x', i) || lower(hex(randomblob(5))), at + 60000, 'user', 'confirmed', id
      FROM people;
    COMMIT;
    DROP TABLE people;
    PRAGMA wal_checkpoint(TRUNCATE);
  `);
  await driver.close();
  renameSync(part, whole);
}
