// Better Auth as its documentation sets it up, with e-mail and password, mounted in Hono.

import { serve } from "@hono/node-server";
import { betterAuth } from "better-auth";
import { getMigrations } from "better-auth/db/migration";
import { Hono } from "hono";
import { once } from "node:events";
import { DatabaseSync } from "node:sqlite";
import pg from "pg";
import { obey, rateOf } from "../program.ts";

const BASE_URL = "http://localhost:5000";
const PASSWORD = "plum tree by the river";

const sent = [];

const options = {
  baseURL: BASE_URL,
  secret: "a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6",
  database: open(process.env.DATABASE),
  emailAndPassword: { enabled: true, ...(await hasher()) },
  emailVerification: {
    sendOnSignUp: process.env.HASH === "none",
    sendVerificationEmail: async ({ token }) => void sent.push(token),
  },
  rateLimit: { enabled: false },
  telemetry: { enabled: false },
};
await (await getMigrations(options)).runMigrations();
const auth = betterAuth(options);

const app = new Hono();
app.on(["GET", "POST"], "/api/auth/*", (c) => auth.handler(c.req.raw));
const server = serve({ fetch: app.fetch, port: 0, hostname: "127.0.0.1" });
if (!server.listening) await once(server, "listening");

const signedUp = await auth.api.signUpEmail({
  body: { name: "Ada", email: "ada@example.com", password: PASSWORD },
  returnHeaders: true,
});
const cookie = signedUp.headers.getSetCookie()[0].split(";")[0];
const headers = new Headers({ cookie });

let people = 0;

obey({
  async wait({ count }) {
    sent.length = 0;
    for (let time = 0; time < count; time += 1) {
      const email = `waiting${(people += 1)}@example.com`;
      await auth.api.signUpEmail({ body: { name: "Waiting", email, password: PASSWORD } });
    }
    return sent.map((token) => ({ path: `/api/auth/verify-email?token=${token}` }));
  },
  listening: () => ({ url: `http://127.0.0.1:${server.address().port}`, cookie }),
  session: (given) =>
    rateOf(async () => {
      if ((await auth.api.getSession({ headers })) === null) throw new Error("nobody");
    }, given),
});

/** As durable as Postern's: a log, and every commit on the disk. */
function open(url) {
  if (!url.startsWith("sqlite:")) return new pg.Pool({ connectionString: url, max: 10 });
  const database = new DatabaseSync(url.slice("sqlite:".length));
  database.exec("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;");
  return database;
}

/** Its own scrypt, unless told to hash like Postern, or not at all. */
async function hasher() {
  if (process.env.HASH === "none") {
    return { password: { hash: async () => "no hash", verify: async () => true } };
  }
  if (process.env.HASH !== "argon2") return {};
  const { hash, verify } = await import("@node-rs/argon2");
  const parameters = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };
  return {
    password: {
      hash: (password) => hash(password, parameters),
      verify: ({ hash: stored, password }) => verify(stored, password),
    },
  };
}
