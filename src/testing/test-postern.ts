// All of Postern with real parts: SQLite in memory, the real outbox, a captured mailbox. Only hashing is
// replaced, by a fast hasher.

import type { DatabaseSync } from "node:sqlite";
import { capturedMailbox, type CapturedMail } from "../adapters/captured-mailbox.ts";
import type { User } from "../domain/user.ts";
import type { Log, LogFacts } from "../ports/log.ts";
import type { Mailer } from "../ports/mailer.ts";
import type { Store } from "../ports/store.ts";
import {
  composePostern,
  type ComposedPostern,
  type Postern,
  type PosternOptions,
} from "../postern.ts";
import { sqliteStore } from "../open-stores.ts";
import { browserOf, type Browser } from "./browser.ts";
import { movableClock, type MovableClock } from "./clock.ts";
import { databaseInMemory } from "./memory-database.ts";
import { quickHasher } from "./quick-hasher.ts";
import { seededRandom } from "./random.ts";

export const PASSWORD = "plum tree by the river";

/** A line of the log, as it was written. */
export type LoggedLine = {
  readonly level: "info" | "warn" | "error";
  readonly event: string;
  readonly facts: LogFacts;
  readonly error?: unknown;
};

/** A complete Postern, and what a test needs to play everybody around it. */
export type TestSite = AsyncDisposable & {
  readonly postern: Postern;
  readonly clock: MovableClock;
  readonly database: DatabaseSync;
  readonly log: readonly LoggedLine[];
  readonly baseUrl: string;
  /** A new browser, on its own device. `language` is its Accept-Language. */
  browser(options?: { client?: string; userAgent?: string; language?: string }): Browser;
  /** Sends what is due, and returns all mails, newest first. */
  mails(): Promise<readonly CapturedMail[]>;
  /** The newest mail to an address; fails if there is none. */
  mailTo(address: string): Promise<CapturedMail>;
  /** Registers through the form, in a browser of its own, and opens the mailbox. Accepts the terms, if there are some. */
  register(
    email: string,
    password?: string,
  ): Promise<{ browser: Browser; mail: CapturedMail; link: string; code: string }>;
  /** Registers and confirms, in the same browser. */
  confirmed(email: string, password?: string): Promise<Browser>;
  /** The newest user with an address, as the store has it. */
  user(email: string): Pick<User, "id" | "email" | "confirmedOn" | "confirmedVia"> | undefined;
  /** Every row of every table, as text: to assert that not one byte was written; but for the base URL, which sending notes. */
  dump(): string;
};

/** The same for this project's own tests, which also look behind the routes. */
export type TestPostern = TestSite & { readonly postern: ComposedPostern };

/** Any of `createPostern`'s options; the clock and the store are the kit's own. */
export type TestOptions = Partial<Omit<PosternOptions, "store" | "clock">> & {
  readonly mailer?: Mailer;
  /** Wraps the store: for example, to count what it is asked. */
  readonly around?: (store: Store) => Store;
  /** A database other than one in memory, such as a file. It is closed at the end. */
  readonly database?: DatabaseSync;
};

const BASE_URL = "https://postern.example";

/** Starts a separate Postern. `await using` stops it. */
export async function testPostern({
  database: given,
  around = (store) => store,
  ...options
}: TestOptions = {}): Promise<TestPostern> {
  const clock = movableClock();
  const database = given ?? (await databaseInMemory({ clock }));
  const random = options.random ?? seededRandom("postern");
  const mailbox = capturedMailbox();
  const lines: LoggedLine[] = [];
  const postern = composePostern({
    baseUrl: BASE_URL,
    admin: true,
    secret: "0123456789abcdefghijklmnopqrstuvwxyzABCDEF",
    background: false,
    mailer: mailbox,
    passwordHasher: quickHasher(),
    log: listLog(lines),
    ...options,
    clock,
    random,
    store: around(
      await sqliteStore(database, {
        clock,
        random,
        ...(options.features === undefined ? {} : { features: options.features }),
      }),
    ),
  });
  const baseUrl = options.baseUrl ?? BASE_URL;
  const accepted = options.terms === undefined ? {} : { terms: options.terms.version };
  let devices = 0;
  const kit: TestPostern = {
    postern,
    clock,
    database,
    log: lines,
    baseUrl,
    browser({ client, userAgent, language } = {}) {
      const address = client ?? `198.51.100.${(devices = (devices % 250) + 1)}`;
      const fetch = (request: Request) => postern.fetch(request, { address });
      return browserOf(fetch, baseUrl, userAgent, language);
    },
    async mails() {
      while ((await postern.deliver()) > 0);
      return mailbox.list();
    },
    async mailTo(address) {
      const mail = (await kit.mails()).find((each) => each.to === address);
      if (mail === undefined) throw new Error(`There is no mail to ${address}.`);
      return mail;
    },
    async register(email, password = PASSWORD) {
      const browser = kit.browser();
      await browser.submit("/register", { email, password, ...accepted });
      const mail = await kit.mailTo(email);
      return { browser, mail, link: mail.links[0] ?? "", code: mail.code ?? "" };
    },
    async confirmed(email, password = PASSWORD) {
      const { browser, link } = await kit.register(email, password);
      await browser.open(link);
      await browser.submit("/confirm");
      return browser;
    },
    user: (email) => newestUser(database, email),
    dump: () => dump(database),
    async [Symbol.asyncDispose]() {
      await postern.stop();
      await postern.context.store.close();
    },
  };
  return kit;
}

const listLog = (lines: LoggedLine[]): Log => ({
  info: (event, facts = {}) => lines.push({ level: "info", event, facts }),
  warn: (event, facts = {}) => lines.push({ level: "warn", event, facts }),
  error: (event, error, facts = {}) => lines.push({ level: "error", event, facts, error }),
});

function newestUser(database: DatabaseSync, email: string): ReturnType<TestPostern["user"]> {
  const found = database
    .prepare(
      `SELECT id, email, confirmed_on, confirmed_via FROM users WHERE email_key = lower(?)
       ORDER BY confirmed_on IS NULL, id DESC`,
    )
    .get(email);
  return (
    found && {
      id: String(found["id"]),
      email: String(found["email"]),
      confirmedOn: found["confirmed_on"] as number | null,
      confirmedVia: found["confirmed_via"] as User["confirmedVia"],
    }
  );
}

function dump(database: DatabaseSync): string {
  const tables = database
    .prepare(
      "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT IN ('served', 'key_marks') ORDER BY name",
    )
    .all();
  return tables
    .map(({ name }) =>
      JSON.stringify([name, database.prepare(`SELECT * FROM "${String(name)}"`).all()]),
    )
    .join("\n");
}
