import { DatabaseSync } from "node:sqlite";
import { appendFileSync } from "node:fs";
import { betterAuth } from "better-auth";
import { admin, twoFactor } from "better-auth/plugins";
export const auth = betterAuth({
  appName: "My App",
  baseURL: "http://127.0.0.1:3901",
  secret: "a-better-auth-secret-of-thirty-two-letters",
  database: new DatabaseSync("auth.db"),
  rateLimit: { enabled: false },
  emailAndPassword: { enabled: true, requireEmailVerification: true },
  emailVerification: {
    sendOnSignUp: true,
    sendVerificationEmail: async ({ user, url }) =>
      appendFileSync("mails.jsonl", JSON.stringify({ to: user.email, url }) + "\n"),
  },
  plugins: [admin(), twoFactor()],
});
