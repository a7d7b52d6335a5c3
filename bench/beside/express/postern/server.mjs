import express from "express";
import { DatabaseSync } from "node:sqlite";
import { capturedMailbox, createPostern, sqliteStore } from "postern";
import { confirmed, postern } from "postern/express";

const { BASE_URL: baseUrl, SECRET: secret, PORT } = process.env;
const mailer = capturedMailbox();
const app = express();

// <glue>
const store = await sqliteStore(new DatabaseSync("accounts.db"));
const accounts = createPostern({ baseUrl, secret, store, mailer });
app.use(postern(accounts));
app.get("/dashboard", confirmed(accounts), ({ user }, response) => {
  response.send(user.email);
});
// </glue>

app.listen(PORT);
