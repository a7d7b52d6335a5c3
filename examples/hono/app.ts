// A small site of its own with Postern for everything about accounts: `node examples/hono/app.ts`.
// The home page is open, the dashboard is for users who have confirmed their address.
//
// Outside this repository the imports are "postern", "postern/hono".

import { serve } from "@hono/node-server";
import { Hono } from "hono";
import { html } from "hono/html";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { confirmed, postern, type UserVariables } from "../../src/mounts/hono.ts";
import { capturedMailbox, createPostern, sqliteStore } from "../../src/index.ts";

const port = Number(process.env["PORT"] ?? 5002);
const folder = process.env["DATA"] ?? "data/example";
mkdirSync(folder, { recursive: true });

const accounts = createPostern({
  appName: "Garden Club",
  baseUrl: `http://localhost:${port}`,
  home: "/dashboard",
  // For trying out only. In production: `postern secret`, kept where your other secrets are.
  secret: process.env["POSTERN_SECRET"] ?? "9Jt2vQxW4mKz7LbR1nHs6YcF3dGp8TuA",
  store: await sqliteStore(new DatabaseSync(join(folder, "accounts.db"))),
  mailer: capturedMailbox(join(folder, "mailbox")),
  developmentMailbox: true,
});

const app = new Hono<{ Variables: UserVariables }>();

// Registered before Postern, so this home page wins over Postern's own.
app.get("/", (c) =>
  c.html(
    html`<h1>The Garden Club</h1>
      <p><a href="/dashboard">Members</a> · <a href="/register">Join</a></p>`,
  ),
);

app.use(postern(accounts));

app.get("/dashboard", confirmed(accounts), (c) =>
  c.html(
    html`<h1>Dashboard</h1>
      <p>Welcome, ${c.get("user").email}. Your address is confirmed.</p>
      <p><a href="/profile">Your account</a></p>`,
  ),
);

const server = serve({ fetch: app.fetch, port, hostname: "localhost" }, () =>
  console.log(`The garden club is at http://localhost:${port}`),
);

process.once("SIGTERM", () => {
  server.close();
  void accounts.stop().then(() => process.exit(0));
});
