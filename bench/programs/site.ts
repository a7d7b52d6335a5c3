// A Postern with one confirmed user, on the database that a program is given.

import { hash } from "node:crypto";
import { capturedMailbox } from "../../src/adapters/captured-mailbox.ts";
import { addWebhook } from "../../src/features/webhooks/endpoints.ts";
import type { Clock } from "../../src/ports/clock.ts";
import type { PasswordHasher } from "../../src/ports/password-hasher.ts";
import { composePostern, type ComposedPostern } from "../../src/postern.ts";
import { openDriver, openStore } from "../../src/server/open.ts";
import { migrate } from "../../src/stores/sql/migrate.ts";

export const BASE_URL = "http://localhost:5000";

export const SECRET = "a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6";

export const PASSWORD = "plum tree by the river";

const { WEBHOOK } = process.env;

export type Site = {
  readonly postern: ComposedPostern;
  readonly mailbox: ReturnType<typeof capturedMailbox>;
  /** The session of a confirmed user, as `name=value`. */
  readonly cookie: string;
  /** Resolves when all mails are sent and all events told. */
  settle(): Promise<void>;
};

/**
 * Opens the program's database and registers and confirms one user through the routes. With WEBHOOK in the environment, every
 * event is told to that URL while the program runs; with an empty WEBHOOK there is only the background.
 */
export async function openSite(passwordHasher?: PasswordHasher, clock?: Clock): Promise<Site> {
  const driver = await openDriver({ database: database(), dataFolder: undefined });
  await migrate(driver, Date.now());
  const mailbox = capturedMailbox();
  const postern = composePostern({
    baseUrl: BASE_URL,
    secret: SECRET,
    limits: "off",
    background: WEBHOOK !== undefined,
    webhooks: { allowHttp: true, allowPrivate: ["127.0.0.0/8"] },
    store: openStore(driver),
    mailer: mailbox,
    log: { info: () => undefined, warn: console.warn, error: console.error },
    ...(passwordHasher && { passwordHasher }),
    ...(clock && { clock }),
  });
  if (WEBHOOK) await addWebhook(postern.context, { actor: "bench" }, { url: WEBHOOK, types: "*" });
  const cookie = await confirmedCookie(postern, mailbox);
  const settle = async (): Promise<void> => {
    while ((await postern.deliver()) > 0);
  };
  return { postern, mailbox, cookie, settle };
}

export function database(): string {
  const url = process.env["DATABASE"];
  if (url === undefined) throw new Error("DATABASE names no database.");
  return url;
}

/** A JSON request to one of Postern's routes, in process. */
export function jsonPost(path: string, body: unknown, cookie = ""): Request {
  return new Request(`${BASE_URL}${path}`, {
    method: "POST",
    headers: { "content-type": "application/json", accept: "application/json", cookie },
    body: JSON.stringify(body),
  });
}

/** The session cookie that an answer sets, as a browser sends it back. */
export function sessionIn(response: Response): string {
  const line = response.headers.getSetCookie().find((each) => each.includes("session="));
  if (line === undefined) throw new Error(`no session in an answer of status ${response.status}`);
  return line.split(";")[0]!;
}

export const tokenOf = (link: string): string => new URL(link).pathname.split("/")[2]!;

/** The digest by which the store finds the session of a cookie. */
export const digestOf = (secret: string): string => hash("sha256", secret, "base64url");

async function confirmedCookie(
  postern: ComposedPostern,
  mailbox: ReturnType<typeof capturedMailbox>,
): Promise<string> {
  // The database may be opened more than once, but an address can have only one owner.
  const email = `ada-${process.pid}@example.com`;
  const waiting = sessionIn(
    await postern.fetch(jsonPost("/register", { email, password: PASSWORD })),
  );
  // Mails of those who registered in an earlier run may be before it.
  while ((await postern.deliver()) > 0);
  const mail = (await mailbox.list()).find(({ to }) => to === email)!;
  const link = tokenOf(mail.links[0]!);
  return sessionIn(await postern.fetch(jsonPost("/confirm", { link }, waiting)));
}
