import { DatabaseSync } from "node:sqlite";
import { capturedMailbox, createPostern, sqliteStore } from "postern";

const { BASE_URL: baseUrl, SECRET: secret } = process.env;
const mailer = capturedMailbox();

// <glue>
const store = await sqliteStore(new DatabaseSync("accounts.db"));
export const accounts = createPostern({ baseUrl, secret, store, mailer });
// </glue>
