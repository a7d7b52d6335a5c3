import { serve } from "@hono/node-server";
import { Hono } from "hono";
import { DatabaseSync } from "node:sqlite";
import { capturedMailbox, createPostern, sqliteStore } from "postern";
import { confirmed, postern } from "postern/hono";

const { BASE_URL: baseUrl, SECRET: secret, PORT } = process.env;
const mailer = capturedMailbox();
const app = new Hono();

// <glue>
const store = await sqliteStore(new DatabaseSync("accounts.db"));
const accounts = createPostern({ baseUrl, secret, store, mailer });
app.use(postern(accounts));
app.get("/dashboard", confirmed(accounts), (c) => c.text(c.get("user").email));
// </glue>

serve({ fetch: app.fetch, port: Number(PORT) });
