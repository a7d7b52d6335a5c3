// Endpoints of webhooks: their rows among the receivers of events, and their secrets.

import { writeTypes } from "../../domain/event.ts";
import type { WebhookTrouble } from "../../domain/webhook.ts";
import type { StoredSecret } from "../../ports/webhook-keys.ts";
import type { WebhookStore } from "../../ports/webhook-store.ts";
import { endWaiting } from "./event-receivers.ts";
import { queueMail, record, type Sql } from "./shared-writes.ts";
import type { Input, Output } from "./verbs.ts";
import { changes, row, rows, type Work } from "./work.ts";

export const webhookStore = (sql: Sql): WebhookStore => {
  const { driver } = sql;
  return {
    addWebhook: (input) => driver.write(() => addWebhook(sql, input)),
    webhookSecrets: (input) => driver.read(() => webhookSecrets(input)),
    rotateWebhook: (input) => driver.write(() => rotateWebhook(sql, input)),
    switchWebhookOff: (input) => driver.write(() => switchOff(sql, input)),
    switchWebhookOn: (input) => driver.write(() => switchOn(sql, input)),
    removeWebhook: (input) => driver.write(() => removeWebhook(sql, input)),
    countFailing: (input) => driver.report(() => countFailing(input)),
    listWebhookSecrets: () => driver.report(listWebhookSecrets),
    replaceWebhookSecret: (input) => driver.write(() => replaceWebhookSecret(input)),
    purgeWebhookSecrets: (now) =>
      driver.write(() => changes("DELETE FROM webhook_secrets WHERE ends_on <= ?", now)),
  };
};

type Act = Pick<Input<"switchWebhookOn">, "actor" | "reason" | "now">;

const note = (sql: Sql, act: string, name: string, { actor, reason, now }: Act): Work<void> => {
  const detail = reason === undefined ? name : `${name}: ${reason}`;
  return record(sql, { now, actor, act, userId: null, detail });
};

function* nameOf(id: string): Work<string | undefined> {
  const found = yield* row<{ name: string }>(
    "SELECT name FROM event_receivers WHERE id = ? AND kind = 'webhook'",
    id,
  );
  return found?.name;
}

function* addWebhook(sql: Sql, input: Input<"addWebhook">): Work<boolean> {
  const { id, name, url, types, secret, now } = input;
  const added = yield* changes(
    `INSERT INTO event_receivers (id, kind, name, types, url, created_on)
     VALUES (?, 'webhook', ?, ?, ?, ?) ON CONFLICT (name) DO NOTHING`,
    id,
    name,
    writeTypes(types),
    url,
    now,
  );
  if (added === 0) return false;
  yield* addSecret(secret, now);
  yield* note(sql, "webhook-added", name, input);
  return true;
}

const addSecret = ({ receiverId, id, sealed }: StoredSecret, now: number): Work<number> =>
  changes(
    "INSERT INTO webhook_secrets (receiver_id, secret_id, sealed, created_on) VALUES (?, ?, ?, ?)",
    receiverId,
    id,
    sealed,
    now,
  );

type SecretRow = {
  readonly receiver_id: string;
  readonly secret_id: string;
  readonly sealed: string;
  readonly created_on: number;
  readonly ends_on: number | null;
};

const toSecret = ({ receiver_id, secret_id, sealed }: SecretRow): StoredSecret => ({
  receiverId: receiver_id,
  id: secret_id,
  sealed,
});

function* webhookSecrets({ id, now }: Input<"webhookSecrets">): Output<"webhookSecrets"> {
  const found = yield* rows<SecretRow>(
    `SELECT receiver_id, secret_id, sealed, created_on, ends_on FROM webhook_secrets
     WHERE receiver_id = ? AND (ends_on IS NULL OR ends_on > ?)
     ORDER BY CASE WHEN ends_on IS NULL THEN 0 ELSE 1 END, created_on DESC, secret_id`,
    id,
    now,
  );
  return found.map((each) => ({
    ...toSecret(each),
    createdOn: each.created_on,
    endsOn: each.ends_on,
  }));
}

function* rotateWebhook(sql: Sql, input: Input<"rotateWebhook">): Work<boolean> {
  const { id, secret, endsOn, now } = input;
  const name = yield* nameOf(id);
  if (name === undefined) return false;
  yield* changes(
    `UPDATE webhook_secrets SET ends_on = ?
     WHERE receiver_id = ? AND (ends_on IS NULL OR ends_on > ?)`,
    endsOn,
    id,
    endsOn,
  );
  yield* addSecret(secret, now);
  yield* note(sql, "webhook-rotated", name, input);
  return true;
}

function* switchOff(sql: Sql, input: Input<"switchWebhookOff">): Work<boolean> {
  const { id, why, trouble, now } = input;
  const off = yield* row<{ name: string }>(
    `UPDATE event_receivers SET off_on = ?, off_why = ?
     WHERE id = ? AND kind = 'webhook' AND off_on IS NULL RETURNING name`,
    now,
    why,
    id,
  );
  if (off === undefined) return false;
  yield* endWaiting(id, "missed", "the webhook was switched off", now);
  yield* note(sql, "webhook-off", off.name, input);
  if (why !== "operator" && trouble?.operator !== undefined) {
    const { operator, since } = trouble;
    const about: WebhookTrouble = { name: off.name, why, since };
    yield* queueMail(sql, {
      kind: "webhook-off",
      userId: null,
      to: { email: operator.display, emailKey: operator.key },
      about: JSON.stringify(about),
      now,
    });
  }
  return true;
}

function* switchOn(sql: Sql, input: Input<"switchWebhookOn">): Work<boolean> {
  const on = yield* row<{ name: string }>(
    `UPDATE event_receivers SET off_on = NULL, off_why = NULL
     WHERE id = ? AND kind = 'webhook' AND off_on IS NOT NULL RETURNING name`,
    input.id,
  );
  if (on === undefined) return false;
  // What failed before says nothing about what comes.
  yield* changes("DELETE FROM event_health WHERE receiver_id = ?", input.id);
  yield* note(sql, "webhook-on", on.name, input);
  return true;
}

/** Deliveries that are being tried just now are gone as well: whoever tries them finds out when they settle. */
function* removeWebhook(sql: Sql, input: Input<"removeWebhook">): Work<boolean> {
  const name = yield* nameOf(input.id);
  if (name === undefined) return false;
  for (const table of OF_A_WEBHOOK) yield* changes(table, input.id);
  yield* note(sql, "webhook-removed", name, input);
  return true;
}

const OF_A_WEBHOOK = [
  "DELETE FROM event_receivers WHERE id = ?",
  "DELETE FROM webhook_secrets WHERE receiver_id = ?",
  "DELETE FROM event_health WHERE receiver_id = ?",
  "DELETE FROM event_deliveries WHERE receiver_id = ?",
];

function* countFailing({ id, since, most }: Input<"countFailing">): Output<"countFailing"> {
  const found = yield* row<{ failing: number }>(
    `SELECT COUNT(*) AS failing FROM (SELECT event_id FROM event_deliveries
       WHERE receiver_id = ? AND attempts > 0 AND answer IS NOT NULL
         AND (ended_on IS NULL OR (state = 'dead' AND ended_on >= ?)) LIMIT ?) AS counted`,
    id,
    since,
    most,
  );
  return found?.failing ?? 0;
}

function* listWebhookSecrets(): Output<"listWebhookSecrets"> {
  const found = yield* rows<SecretRow>(
    "SELECT receiver_id, secret_id, sealed FROM webhook_secrets ORDER BY receiver_id, secret_id",
  );
  return found.map(toSecret);
}

function* replaceWebhookSecret({ from, to }: Input<"replaceWebhookSecret">): Work<boolean> {
  const replaced = yield* changes(
    `UPDATE webhook_secrets SET sealed = ?
     WHERE receiver_id = ? AND secret_id = ? AND sealed = ?`,
    to.sealed,
    from.receiverId,
    from.id,
    from.sealed,
  );
  return replaced === 1;
}
