// Secrets and signatures of webhooks, by the library of Standard Webhooks.

import { randomId } from "../domain/id.ts";
import type { KeyRing } from "../domain/key-ring.ts";
import { NONCE, sealer } from "../domain/sealed.ts";
import type { Instant } from "../domain/time.ts";
import type { Random } from "../ports/random.ts";
import type { StoredSecret, WebhookKeys } from "../ports/webhook-keys.ts";

/** Standard Webhooks asks for 24 to 64 bytes. */
const SECRET_BYTES = 32;

/** https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md */
export function webhookKeys(keys: KeyRing, random: Random): WebhookKeys {
  const sealed = sealer(keys, "webhook");
  const seal = (of: Omit<StoredSecret, "sealed">, secret: string): StoredSecret => ({
    ...of,
    sealed: sealed.seal(secret, boundTo(of), random.bytes(NONCE)),
  });
  return {
    make(receiverId) {
      const secret = `whsec_${Buffer.from(random.bytes(SECRET_BYTES)).toString("base64")}`;
      return { secret, stored: seal({ receiverId, id: randomId(random) }, secret) };
    },
    async headersOf({ id, body, now, secrets }) {
      const opened = secrets.flatMap((each) => sealed.open(each.sealed, boundTo(each)) ?? []);
      if (opened.length === 0) return undefined;
      // Loaded with the first webhook, because most sites have none.
      const { Webhook } = await import("standardwebhooks");
      const signatures = opened.map(({ text }) => new Webhook(text).sign(id, new Date(now), body));
      return {
        "webhook-id": id,
        "webhook-timestamp": inSeconds(now),
        "webhook-signature": signatures.join(" "),
      };
    },
    reseal(stored) {
      const opened = sealed.open(stored.sealed, boundTo(stored));
      return opened && (opened.outdated ? seal(stored, opened.text) : "current");
    },
  };
}

/** A row that was copied to another endpoint opens nothing. */
const boundTo = ({ receiverId, id }: Omit<StoredSecret, "sealed">): string => `${receiverId}|${id}`;

const inSeconds = (instant: Instant): string => `${Math.floor(instant / 1_000)}`;
