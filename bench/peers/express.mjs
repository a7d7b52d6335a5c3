// Express with express-session, and passport with its local strategy, as their READMEs set them up. Sessions
// are in connect-pg-simple on PostgreSQL; on SQLite they are in a store written for this bench, because those
// on npm need a database driver that has to be compiled.

import { hash, verify } from "@node-rs/argon2";
import connectPgSimple from "connect-pg-simple";
import express from "express";
import session from "express-session";
import { once } from "node:events";
import { DatabaseSync } from "node:sqlite";
import { callbackify } from "node:util";
import passport from "passport";
import { Strategy } from "passport-local";
import pg from "pg";
import { obey } from "../program.ts";

const PARAMETERS = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };
const ADA = { email: "ada@example.com", password: "plum tree by the river" };

const { store, users } = await open(process.env.DATABASE);

const logIn = async (email, password) => {
  const user = await users.byEmail(email);
  return user !== undefined && (await verify(user.hash, password)) ? user : false;
};
passport.use(new Strategy({ usernameField: "email" }, callbackify(logIn)));
passport.serializeUser((user, done) => done(null, user.id));
passport.deserializeUser(callbackify(async (id) => (await users.byId(id)) ?? false));

const app = express();
app.use(express.json());
app.use(
  session({ secret: "a secret of the bench", resave: false, saveUninitialized: false, store }),
);
app.use(passport.session());
app.post("/login", passport.authenticate("local"), (_request, response) => response.json({}));
app.get("/me", (request, response) => {
  if (!request.isAuthenticated()) return void response.status(401).json({});
  response.json({ id: request.user.id, email: request.user.email });
});

const server = app.listen(0, "127.0.0.1");
await once(server, "listening");
const url = `http://127.0.0.1:${server.address().port}`;
await users.add(ADA.email, await hash(ADA.password, PARAMETERS));
const loggedIn = await fetch(`${url}/login`, {
  method: "POST",
  headers: { "content-type": "application/json" },
  body: JSON.stringify(ADA),
});
const cookie = loggedIn.headers.getSetCookie()[0].split(";")[0];

obey({ listening: () => ({ url, cookie }) });

function open(database) {
  return database.startsWith("sqlite:")
    ? onSqlite(database.slice("sqlite:".length))
    : onPostgres(database);
}

async function onPostgres(connectionString) {
  const pool = new pg.Pool({ connectionString, max: 10 });
  await pool.query(
    "CREATE TABLE users (id serial PRIMARY KEY, email text UNIQUE NOT NULL, hash text NOT NULL)",
  );
  const Store = connectPgSimple(session);
  const one = async (where, value) =>
    (await pool.query(`SELECT id, email, hash FROM users WHERE ${where} = $1`, [value])).rows[0];
  return {
    store: new Store({ pool, createTableIfMissing: true }),
    users: {
      byEmail: (email) => one("email", email),
      byId: (id) => one("id", id),
      add: (email, hashed) =>
        pool.query("INSERT INTO users (email, hash) VALUES ($1, $2)", [email, hashed]),
    },
  };
}

/** As durable as Postern's: a log, and every commit on the disk. */
async function onSqlite(file) {
  const database = new DatabaseSync(file);
  database.exec(`
    PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;
    CREATE TABLE users (id INTEGER PRIMARY KEY, email TEXT UNIQUE NOT NULL, hash TEXT NOT NULL);
    CREATE TABLE sessions (sid TEXT PRIMARY KEY, data TEXT NOT NULL, expires_on INTEGER NOT NULL);
  `);
  const byEmail = database.prepare("SELECT id, email, hash FROM users WHERE email = ?");
  const byId = database.prepare("SELECT id, email, hash FROM users WHERE id = ?");
  const add = database.prepare("INSERT INTO users (email, hash) VALUES (?, ?)");
  return {
    store: new (sqliteStore(database))(),
    users: {
      byEmail: (email) => byEmail.get(email),
      byId: (id) => byId.get(id),
      add: (email, hashed) => add.run(email, hashed),
    },
  };
}

/** It does not touch a session that is only read: each touch would be a durable commit. */
function sqliteStore(database) {
  const get = database.prepare("SELECT data FROM sessions WHERE sid = ? AND expires_on > ?");
  const set = database.prepare(
    "INSERT OR REPLACE INTO sessions (sid, data, expires_on) VALUES (?, ?, ?)",
  );
  const destroy = database.prepare("DELETE FROM sessions WHERE sid = ?");
  const DAY = 86_400_000;
  return class SqliteStore extends session.Store {
    get(sid, done) {
      const row = get.get(sid, Date.now());
      done(null, row && JSON.parse(row.data));
    }
    set(sid, data, done) {
      set.run(sid, JSON.stringify(data), Date.now() + DAY);
      done?.(null);
    }
    destroy(sid, done) {
      destroy.run(sid);
      done?.(null);
    }
  };
}
