import { serve } from "@hono/node-server";
import { betterAuth } from "better-auth";
import { Hono } from "hono";
import { DatabaseSync } from "node:sqlite";
import { migrate } from "./migrate.mjs";

const { BASE_URL: baseURL, SECRET: secret, PORT } = process.env;
const send = async () => undefined;
const app = new Hono();

// <glue>
const auth = betterAuth({
  baseURL,
  secret,
  database: new DatabaseSync("accounts.db"),
  emailAndPassword: {
    enabled: true,
    requireEmailVerification: true,
    sendResetPassword: ({ user, url }) => send(user.email, "Reset your password", url),
  },
  emailVerification: {
    sendOnSignUp: true,
    sendVerificationEmail: ({ user, url }) => send(user.email, "Confirm your address", url),
  },
});
app.on(["POST", "GET"], "/api/auth/*", (c) => auth.handler(c.req.raw));
app.get("/dashboard", async (c) => {
  const session = await auth.api.getSession({ headers: c.req.raw.headers });
  return session === null ? c.redirect("/login") : c.text(session.user.email);
});
// </glue>

await migrate(auth);
serve({ fetch: app.fetch, port: Number(PORT) });
