// Postern as a host mounts it, in its own process.

import { serve } from "@hono/node-server";
import { Hono } from "hono";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { confirmed, postern as mounted } from "../../src/mounts/hono.ts";
import { obey, rateOf } from "../program.ts";
import { BASE_URL, openSite } from "./site.ts";

const { postern, cookie, settle } = await openSite();
const { links } = postern.context;

const app = new Hono();
app.get("/me", confirmed(postern), (c) => {
  const { id, email } = c.get("user");
  return c.json({ id, email });
});
app.use(mounted(postern));

const server = serve({ fetch: app.fetch, port: 0, hostname: "127.0.0.1" });
if (!server.listening) await once(server, "listening");
const { port } = server.address() as AddressInfo;

const request = new Request(`${BASE_URL}/anything`, { headers: { cookie } });
const linkId = "0123456789abcdefghijkl";
const mintedOn = Date.now();

obey({
  settle,
  listening: () => ({ url: `http://127.0.0.1:${port}`, cookie }),
  session: (given: { milliseconds: number }) =>
    rateOf(async () => {
      if ((await postern.session(request)) === null) throw new Error("nobody");
    }, given),
  links: (given: { milliseconds: number }) =>
    rateOf(() => {
      if (links.read("confirm", links.write("confirm", linkId, mintedOn)) !== linkId)
        throw new Error("another link");
    }, given),
});
