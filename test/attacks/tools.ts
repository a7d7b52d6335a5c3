// What attacks need besides the test kit: resettable randomness, and counted work.

import { createHash } from "node:crypto";
import { StatementSync, type DatabaseSync } from "node:sqlite";
import { capturedMailbox, type CapturedMail } from "../../src/adapters/captured-mailbox.ts";
import type { HandOver } from "../../src/ports/mailer.ts";
import type { PasswordHasher } from "../../src/ports/password-hasher.ts";
import type { Random } from "../../src/ports/random.ts";
import type { Store } from "../../src/ports/store.ts";
import type { Browser } from "../../src/testing/browser.ts";
import { testPostern, type TestPostern } from "../../src/testing/test-postern.ts";

export const SECRET = "0123456789abcdefghijklmnopqrstuvwxyzABCDEF";

/** The attacker's and another person's; the victim has the kit's. */
export const OTHER_PASSWORD = "a lamp behind the door";

/** Randomness that can be reset, so that two worlds draw the same and answers can be compared to the byte. */
export function rewindableRandom(): Random & { rewind(seed: string): void } {
  let seed = "before";
  let count = 0;
  return {
    rewind(to) {
      seed = to;
      count = 0;
    },
    bytes(wanted) {
      const chunks: Buffer[] = [];
      for (let have = 0; have < wanted; have += 32) {
        chunks.push(createHash("sha256").update(`${seed}\0${count++}`).digest());
      }
      return Buffer.concat(chunks).subarray(0, wanted);
    },
  };
}

/** Counts its calls and takes no time: what is compared is the amount of work. */
export function countingHasher(): PasswordHasher & { readonly count: () => number } {
  let count = 0;
  const digest = (password: string): string => {
    count += 1;
    return `$quick$${createHash("sha256").update(password).digest("base64url")}`;
  };
  return {
    count: () => count,
    hash: async (password) => digest(password),
    verify: async (hash, password) => digest(password) === hash,
    isOutdated: () => false,
  };
}

/** The text of a prepared statement: taking it from SQLite each time costs more than many a statement. */
const texts = new WeakMap<StatementSync, string>();
function textOf(statement: StatementSync): string {
  const text = texts.get(statement) ?? statement.sourceSQL.replace(/\s+/g, " ");
  texts.set(statement, text);
  return text;
}

/** Records every SQL statement that is run until it is disposed of. */
export function overhearSql(): Disposable & { readonly statements: string[] } {
  const statements: string[] = [];
  const { run, get, all } = StatementSync.prototype;
  const overheard = <Call extends typeof run | typeof get | typeof all>(call: Call): Call =>
    function (this: StatementSync, ...values: Parameters<Call>) {
      statements.push(textOf(this));
      return Reflect.apply(call, this, values) as unknown;
    } as Call;
  const heard = { run: overheard(run), get: overheard(get), all: overheard(all) };
  Object.assign(StatementSync.prototype, heard);
  return {
    statements,
    [Symbol.dispose]() {
      Object.assign(StatementSync.prototype, { run, get, all });
    },
  };
}

/** Replaces methods of a store, to see what happens when it cannot answer. */
export function breakStore(app: TestPostern, verbs: Partial<Store>): void {
  Object.assign(app.postern.context.store, verbs);
}

/** Every row of every table, by table. */
export function tables(database: DatabaseSync): ReadonlyMap<string, readonly string[]> {
  const names = database
    .prepare("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
    .all()
    .map(({ name }) => String(name));
  return new Map(
    names.map((name) => [
      name,
      database
        .prepare(`SELECT * FROM "${name}"`)
        .all()
        .map((row) => JSON.stringify(row)),
    ]),
  );
}

/** How many rows of a table meet a condition. */
export const count = (app: TestPostern, table: string, where = "1 = 1"): number =>
  Number(
    app.database.prepare(`SELECT COUNT(*) AS rows FROM ${table} WHERE ${where}`).get()?.["rows"],
  );

/** What the site may still send to strangers, whatever it has sent before. */
export function creditIs(app: TestPostern, credit: number): void {
  const now = app.clock.now();
  app.database.prepare("DELETE FROM first_contacts").run();
  app.database
    .prepare(
      `INSERT INTO first_contacts (account, credit, refilled_on, sent, counted_until)
       VALUES ('shown', ?, ?, 0, ?)`,
    )
    .run(credit, now, now);
}

/** Disables a user directly: no admin route is needed to test what a disabled user can still do. */
export const disable = (app: TestPostern, email: string): void =>
  void app.database.prepare("UPDATE users SET disabled_on = 1 WHERE email = ?").run(email);

/** Sends a form with the given headers, without `Origin` unless given. */
export const post = (
  browser: Browser,
  path: string,
  fields: Readonly<Record<string, string>>,
  headers: Readonly<Record<string, string>> = {},
): Promise<Response> =>
  browser.request(path, {
    method: "POST",
    headers: { "content-type": "application/x-www-form-urlencoded", ...headers },
    body: new URLSearchParams(fields).toString(),
  });

/** The same, sixty-four times at once. */
export const atOnce = <Value>(
  times: number,
  act: (place: number) => Promise<Value>,
): Promise<Value[]> => Promise.all(Array.from({ length: times }, (_, place) => act(place)));

/** The user whom the site greets in a browser. */
export async function whoIs(browser: Browser): Promise<string | null> {
  const { body } = await browser.json("GET", "/");
  const user = body["user"] as { email: string } | null;
  return user?.email ?? null;
}

/** A site whose mail server answers as it is told, and otherwise accepts every mail. */
export async function siteWithMailServer(): Promise<{
  readonly app: TestPostern;
  /** The answer to mails to some addresses, or to all; undefined: they are accepted. */
  readonly server: { answer: HandOver | undefined; answers?: (to: string) => boolean };
  /** Sends what is due, and returns the newest mail that the server accepted, or accepted for an address. */
  newest(to?: string): Promise<CapturedMail>;
}> {
  const mailbox = capturedMailbox();
  const server: Awaited<ReturnType<typeof siteWithMailServer>>["server"] = { answer: undefined };
  const app = await testPostern({
    passwordHasher: countingHasher(),
    mailer: {
      send: async (mail) =>
        (server.answers?.(mail.to) === false ? undefined : server.answer) ?? mailbox.send(mail),
      probe: async () => server.answer ?? { ok: true, answer: "220 ready" },
    },
  });
  return {
    app,
    server,
    async newest(to) {
      await app.mails();
      return (await mailbox.list()).find((mail) => to === undefined || mail.to === to)!;
    },
  };
}

export const GREYLISTED: HandOver = {
  ok: false,
  fault: "greylisted",
  answer: "451 4.7.1 Greylisted, try again in 5 minutes",
};
