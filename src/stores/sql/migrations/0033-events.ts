import type { Migration } from "../migrate.ts";

// event_receivers is read by nearly every transaction and so is hardly ever written. types: between spaces, or *.
// event_deliveries: one row for each event and receiver. due_on is NULL if it has ended, or if an earlier one of the same
// user and receiver has not. email and data are what the receiver is told. event_health: a row while every try fails.
export const events: Migration = {
  number: 33,
  name: "events and who is told of them",
  tables: ["event_receivers", "event_deliveries", "event_health", "webhook_secrets"],
  sql: `
    CREATE TABLE event_receivers (
      id TEXT PRIMARY KEY,
      kind TEXT NOT NULL,
      name TEXT NOT NULL UNIQUE,
      types TEXT NOT NULL,
      url TEXT,
      created_on BIGINT NOT NULL,
      seen_on BIGINT,
      off_on BIGINT,
      off_why TEXT
    );
    CREATE TABLE event_deliveries (
      id TEXT PRIMARY KEY,
      event_id TEXT NOT NULL,
      receiver_id TEXT NOT NULL,
      type TEXT NOT NULL,
      user_id TEXT,
      email TEXT,
      confirmed INTEGER NOT NULL,
      occurred_on BIGINT NOT NULL,
      data TEXT NOT NULL,
      state TEXT NOT NULL,
      attempts INTEGER NOT NULL DEFAULT 0,
      fence INTEGER NOT NULL DEFAULT 0,
      due_on BIGINT,
      answer TEXT,
      ended_on BIGINT
    );
    CREATE INDEX event_deliveries_due ON event_deliveries (receiver_id, due_on) WHERE due_on IS NOT NULL;
    CREATE INDEX event_deliveries_in_order ON event_deliveries (user_id, receiver_id, id) WHERE ended_on IS NULL;
    CREATE INDEX event_deliveries_by_user ON event_deliveries (user_id, occurred_on);
    CREATE INDEX event_deliveries_by_end ON event_deliveries (ended_on) WHERE ended_on IS NOT NULL;
    CREATE INDEX event_deliveries_lost ON event_deliveries (state, ended_on) WHERE state IN ('dead', 'missed');
    CREATE TABLE event_health (
      receiver_id TEXT PRIMARY KEY,
      failing_since BIGINT NOT NULL,
      told_on BIGINT
    );
    CREATE TABLE webhook_secrets (
      receiver_id TEXT NOT NULL,
      secret_id TEXT NOT NULL,
      sealed TEXT NOT NULL,
      created_on BIGINT NOT NULL,
      ends_on BIGINT,
      PRIMARY KEY (receiver_id, secret_id)
    );
  `,
};
