// The least that can do the same work: what Postern is held against.

import { serve } from "@hono/node-server";
import { Hono } from "hono";
import { createHmac, createSecretKey } from "node:crypto";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { obey, rateOf } from "../program.ts";
import { bareLookUp } from "./bare-look-up.ts";
import { BASE_URL, database, digestOf, openSite, SECRET } from "./site.ts";

const { cookie, postern } = await openSite();
await postern.context.store.close();
const lookUp = await bareLookUp(database());

/** The session's row, and its user's, by what a Cookie header carries. */
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

const server = serve({ fetch: app.fetch, port: 0, hostname: "127.0.0.1" });
if (!server.listening) await once(server, "listening");
const { port } = server.address() as AddressInfo;

const request = new Request(`${BASE_URL}/anything`, { headers: { cookie } });
const key = createSecretKey(SECRET, "utf8");
const text = "WyIwMTIzNDU2Nzg5YWJjZGVmZ2hpamtsIl0.aRkYVQ";
const hmac = (): string => createHmac("sha256", key).update(text).digest("base64url");

obey({
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
