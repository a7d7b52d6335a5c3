// The least code that can do the same work: Postern is compared with it.

import { hash } from "@node-rs/argon2";
import { serve } from "@hono/node-server";
import { Hono } from "hono";
import { createHmac, createSecretKey } from "node:crypto";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { availableParallelism } from "node:os";
import { obey, rateOf } from "../program.ts";
import { bareConfirm } from "./bare-confirm.ts";
import { bareLookUp } from "./bare-look-up.ts";
import { BASE_URL, database, digestOf, openSite, PASSWORD, SECRET } from "./site.ts";

const { cookie, postern } = await openSite();
await postern.context.store.close();
const lookUp = await bareLookUp(database());

/** The rows of the session and its user, for a Cookie header. */
const visitOf = (header: string | null): ReturnType<typeof lookUp> => {
  const start = header?.indexOf("postern-session=") ?? -1;
  if (header === null || start < 0) return undefined;
  const secret = header.slice(start + "postern-session=".length).split(";", 1)[0]!;
  return lookUp(digestOf(secret));
};

const app = new Hono();
app.get("/me", async (c) => {
  const visit = await visitOf(c.req.raw.headers.get("cookie"));
  if (visit === undefined) return c.json({}, 401);
  return c.json({ id: visit.id, email: visit.email });
});

const isSqlite = database().startsWith("sqlite:");
const confirming = isSqlite ? bareConfirm(database().slice("sqlite:".length)) : undefined;
app.post("/confirm", async (c) => {
  const { id } = await c.req.json<{ id: string }>();
  return c.json({ state: confirming?.confirm(id) === 1 ? "confirmed" : "unknown" });
});

const server = serve({ fetch: app.fetch, port: 0, hostname: "127.0.0.1" });
if (!server.listening) await once(server, "listening");
const { port } = server.address() as AddressInfo;

const request = new Request(`${BASE_URL}/anything`, { headers: { cookie } });
const key = createSecretKey(SECRET, "utf8");
const text = "WyIwMTIzNDU2Nzg5YWJjZGVmZ2hpamtsIl0.aRkYVQ";
const hmac = (): string => createHmac("sha256", key).update(text).digest("base64url");

/** As many hashes as the cores can do together, with no other work. */
async function hashes({ milliseconds }: { milliseconds: number }): Promise<number> {
  const start = performance.now();
  let done = 0;
  const worker = async (): Promise<void> => {
    while (performance.now() < start + milliseconds) {
      await hash(PASSWORD, { memoryCost: 19_456, timeCost: 2, parallelism: 1 });
      done += 1;
    }
  };
  await Promise.all(Array.from({ length: availableParallelism() }, worker));
  return (done / (performance.now() - start)) * 1_000;
}

obey({
  hashes,
  wait: ({ count }: { count: number }) =>
    confirming?.register(count).map((id) => ({ path: "/confirm", method: "POST", json: { id } })),
  listening: () => ({ url: `http://127.0.0.1:${port}`, cookie }),
  session: (given: { milliseconds: number }) =>
    rateOf(async () => {
      if ((await visitOf(request.headers.get("cookie"))) === undefined) throw new Error("nobody");
    }, given),
  links: (given: { milliseconds: number }) =>
    rateOf(() => {
      if (hmac() !== hmac()) throw new Error("another link");
    }, given),
});
