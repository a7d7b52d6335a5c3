// A real Postern on a free port, with a database in a file that a test may change directly.

import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { DatabaseSync } from "node:sqlite";
import { setTimeout } from "node:timers/promises";
import { expect } from "vitest";
import { capturedMailbox, type CapturedMail } from "../../src/adapters/captured-mailbox.ts";
import { basePathOf } from "../../src/domain/base-path.ts";
import { createPostern, sqliteStore, type PosternOptions } from "../../src/index.ts";
import { nodeHandler } from "../../src/mounts/node.ts";
import { loadConfig } from "../../src/server/config.ts";
import type { Environment } from "../../src/server/config-types.ts";
import { startServer } from "../../src/server/start.ts";
import type { Device } from "./chromium.ts";

export const PASSWORD = "plum tree by the river";
export const OTHER_PASSWORD = "a lamp behind the door";

export type Site = AsyncDisposable & {
  readonly url: string;
  /** Changes the database, if a state is hard to reach through the pages. */
  sql(statement: string, ...values: (string | number)[]): void;
  /** The first row of what is asked, where a state does not show. */
  one(query: string): object | undefined;
  /** The newest mail to an address, waited for; other than `after`, if there was one before. */
  mailTo(address: string, after?: CapturedMail): Promise<CapturedMail>;
  /** All mails to an address, newest first. */
  mailsTo(address: string): Promise<readonly CapturedMail[]>;
  /** The newest mail of a kind to an address, waited for. */
  mailOf(kind: string, address: string): Promise<CapturedMail>;
  /** How many users there are with an address. */
  count(email: string): number;
};

/** Starts the product as `postern dev` does. `await using` stops it and removes its files. */
export async function startSite(environment: Environment = {}, configFile?: string): Promise<Site> {
  const folder = await mkdtemp(join(tmpdir(), "postern-browser-"));
  const file = join(folder, DATABASE);
  const config = await loadConfig({
    environment: { PORT: "0", DATABASE_URL: `sqlite:${file}`, ...environment },
    mode: "development",
    folder,
    configFile,
  });
  const server = await startServer(config);
  return siteIn(folder, server);
}

/** A site as a host starts it that mounts the library: with options that are code. */
export async function startHost(options: HostOptions): Promise<Site> {
  const folder = await mkdtemp(join(tmpdir(), "postern-browser-"));
  const server = createServer();
  await new Promise<void>((listening) => server.listen(0, "localhost", listening));
  const { port } = server.address() as AddressInfo;
  const postern = createPostern({
    baseUrl: `http://localhost:${port}`,
    secret: "0123456789abcdefghijklmnopqrstuvwxyzABCDEF",
    store: await sqliteStore(new DatabaseSync(join(folder, DATABASE))),
    mailer: capturedMailbox(),
    developmentMailbox: true,
    log: { info() {}, warn() {}, error() {} },
    ...options,
  });
  server.on("request", nodeHandler(postern));
  const url = `http://localhost:${port}${options.basePath ?? ""}`;
  return siteIn(folder, {
    url,
    async stop() {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
      await postern.stop();
    },
  });
}

/** What a host's own code may choose. */
export type HostOptions = Partial<Omit<PosternOptions, "baseUrl" | "store" | "mailer">>;

const DATABASE = "postern.db";

type Started = { readonly url: string; stop(): Promise<unknown> };

function siteIn(folder: string, server: Started): Site {
  const database = new DatabaseSync(join(folder, DATABASE));
  const sent = database.prepare("SELECT id FROM mails WHERE email = ? AND ended_on IS NOT NULL");
  /** Opens the mailbox, where everybody's mails are, only when another mail to this address has been sent. */
  async function waitFor(
    what: string,
    address: string,
    find: (mails: readonly CapturedMail[]) => CapturedMail | undefined,
  ): Promise<CapturedMail> {
    const deadline = Date.now() + 60_000;
    for (let before = ""; Date.now() < deadline; await setTimeout(20)) {
      const ids = sent.all(address).map(({ id }) => String(id));
      if (ids.join() === before) continue;
      before = ids.join();
      const mail = find(await mailsTo(server.url, address));
      if (mail !== undefined && ids.includes(mail.id)) return mail;
    }
    throw new Error(`There is no ${what} to ${address}.`);
  }
  return {
    url: server.url,
    sql: (statement, ...values) => void database.prepare(statement).run(...values),
    one: (query) => {
      const found = database.prepare(query).get();
      return found === undefined ? undefined : { ...found };
    },
    mailTo: (address, after) =>
      waitFor("mail", address, ([newest]) => (newest?.id === after?.id ? undefined : newest)),
    mailsTo: (address) => mailsTo(server.url, address),
    mailOf: (kind, address) =>
      waitFor(kind, address, (mails) => mails.find((mail) => mail.kind === kind)),
    count: (email) =>
      Number(
        database.prepare("SELECT count(*) AS users FROM users WHERE email = ?").get(email)?.[
          "users"
        ],
      ),
    async [Symbol.asyncDispose]() {
      database.close();
      await server.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Registers on a device, through the form, and opens the mail. */
export async function registers(
  device: Device,
  site: Site,
  email: string,
  path = "/register",
): Promise<CapturedMail & { readonly link: string }> {
  await device.opens(path);
  await device.types("Email address", email);
  await device.types("Create a password", PASSWORD);
  await device.presses("Create account");
  await device.sees("Check your email");
  const mail = await site.mailTo(email);
  return { ...mail, link: mail.links[0] ?? "" };
}

async function mailsTo(url: string, address: string): Promise<readonly CapturedMail[]> {
  const answer = await fetch(`${url}/dev/mailbox`, { headers: { accept: "application/json" } });
  const { mails } = (await answer.json()) as { mails: readonly CapturedMail[] };
  return mails.filter(({ to }) => to === address);
}

/** A site on the alert: so many mails went to strangers that little credit is left. */
export async function alarmedSite(environment: Environment = {}): Promise<Site> {
  const site = await startSite(environment);
  await isAlarmed(site);
  return site;
}

/** Uses up most of a site's credit, and waits until its process, which remembers the state for a moment, has seen it. */
export async function isAlarmed(
  site: Site,
  { PORT } = { PORT: new URL(site.url).port },
): Promise<void> {
  site.sql(
    `INSERT INTO first_contacts (account, credit, refilled_on, sent, counted_until)
     VALUES ('shown', 60, ?, 0, ?)`,
    Date.now(),
    Date.now(),
  );
  const form = async () =>
    (await fetch(`http://127.0.0.1:${PORT}${basePathOf(site.url)}/register`)).text();
  await expect.poll(form, { timeout: 60_000 }).toMatch(/data-sitekey|data-challenge/);
}
