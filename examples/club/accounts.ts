// Everything about accounts.

import { mkdirSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";
import { DatabaseSync } from "node:sqlite";
import { capturedMailbox, createPostern, sqliteStore } from "postern";

const folder = process.env.DATA ?? "data";
mkdirSync(folder, { recursive: true });

export const accounts = createPostern({
  appName: "Garden Club",
  baseUrl: `${process.env.ORIGIN ?? "http://localhost:3000"}/auth`,
  home: "/dashboard",
  // For trying out only. In production: `postern secret`, kept where your other secrets are.
  secret: process.env.POSTERN_SECRET ?? "9Jt2vQxW4mKz7LbR1nHs6YcF3dGp8TuA",
  store: await sqliteStore(new DatabaseSync(join(folder, "accounts.db"))),
  mailer: capturedMailbox(join(folder, "mailbox")),
});
