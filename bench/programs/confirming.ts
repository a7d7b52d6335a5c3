// Postern with people who wait to be confirmed. Hashing is not measured, so nothing is hashed.

import { serve } from "@hono/node-server";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { obey } from "../program.ts";
import { BASE_URL, jsonPost, openSite, PASSWORD, sessionIn, tokenOf } from "./site.ts";

const { postern, mailbox, settle } = await openSite({
  hash: async () => "no hash",
  verify: async () => true,
  isOutdated: () => false,
});

const server = serve({
  fetch: (request) => postern.fetch(request, { address: "127.0.0.1" }),
  port: 0,
  hostname: "127.0.0.1",
});
if (!server.listening) await once(server, "listening");
const { port } = server.address() as AddressInfo;

/** Fewer than the mailbox keeps. */
const AT_ONCE = 100;

let people = 0;

obey({
  settle,
  listening: () => ({ url: `http://127.0.0.1:${port}`, cookie: "" }),
  async wait({ count }: { count: number }) {
    const waiting: unknown[] = [];
    while (waiting.length < count) waiting.push(...(await registered(AT_ONCE)));
    return waiting;
  },
});

/**
 * Registers the given number of people and sends their mails; returns what each of them will send to confirm.
 */
async function registered(count: number): Promise<readonly unknown[]> {
  const cookies = new Map<string, string>();
  const one = async (): Promise<void> => {
    const email = `waiting${(people += 1)}@example.com`;
    const answer = await postern.fetch(jsonPost("/register", { email, password: PASSWORD }));
    cookies.set(email, sessionIn(answer));
  };
  await Promise.all(Array.from({ length: count }, one));
  const mails = await arrived(count, cookies);
  return mails.map(({ to, links }) => ({
    path: "/confirm",
    method: "POST",
    headers: { cookie: cookies.get(to), origin: BASE_URL },
    json: { link: tokenOf(links[0]!) },
  }));
}

/** A background may have taken some of the mails, and still be sending them. */
async function arrived(count: number, of: ReadonlyMap<string, string>) {
  for (;;) {
    await settle();
    const mails = (await mailbox.list()).slice(0, count).filter(({ to }) => of.has(to));
    if (mails.length === count) return mails;
  }
}
