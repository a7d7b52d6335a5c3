import { betterAuth } from "better-auth";
import { DatabaseSync } from "node:sqlite";
import { migrate } from "./migrate.mjs";

const { BASE_URL: baseURL, SECRET: secret } = process.env;
const send = async () => undefined;

// <glue>
export const auth = betterAuth({
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
// </glue>

await migrate(auth);
