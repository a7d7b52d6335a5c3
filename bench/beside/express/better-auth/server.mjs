import { betterAuth } from "better-auth";
import { fromNodeHeaders, toNodeHandler } from "better-auth/node";
import express from "express";
import { DatabaseSync } from "node:sqlite";
import { migrate } from "./migrate.mjs";

const { BASE_URL: baseURL, SECRET: secret, PORT } = process.env;
const send = async () => undefined;
const app = express();

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
app.all("/api/auth/{*any}", toNodeHandler(auth));
app.get("/dashboard", async (request, response) => {
  const session = await auth.api.getSession({ headers: fromNodeHeaders(request.headers) });
  if (session === null) return response.redirect("/login");
  response.send(session.user.email);
});
// </glue>

await migrate(auth);
app.listen(PORT);
