import { Webhook } from "standardwebhooks";
import { expect, test } from "vitest";
import { systemRandom } from "./system-random.ts";
import { webhookKeys } from "./webhook-keys.ts";

const [OLD, NEW] = ["k7Qv2mX9rT4wZ8pL3nB6yH1sD5fG0jCa", "a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6"];
const keys = webhookKeys([OLD], systemRandom);
const BODY = '{"type":"user.confirmed","data":{"name":"Zoë"}}';

test("a receiver that has any of the secrets accepts a webhook, and nobody else does", async () => {
  const [old, fresh, other] = [keys.make("hook"), keys.make("hook"), keys.make("hook")];
  const headers = await keys.headersOf({
    id: "msg_1",
    body: BODY,
    now: Date.now(),
    secrets: [fresh.stored, old.stored],
  });
  expect(new Webhook(old.secret).verify(BODY, headers!)).toEqual(JSON.parse(BODY));
  expect(new Webhook(fresh.secret).verify(BODY, headers!)).toEqual(JSON.parse(BODY));
  const refused = (secret: string, body: string, changed = {}) =>
    expect(() => new Webhook(secret).verify(body, { ...headers, ...changed })).toThrow(
      "No matching signature",
    );
  refused(other.secret, BODY);
  refused(old.secret, `${BODY} `);
  refused(old.secret, BODY, { "webhook-id": "msg_2" });
});

test("each try has its own time, because a receiver refuses an old one, and the same id", async () => {
  const { secret, stored } = keys.make("hook");
  const at = (now: number) => keys.headersOf({ id: "msg_1", body: BODY, now, secrets: [stored] });
  const [first, retry] = [await at(Date.now() - 5 * 3_600_000), await at(Date.now())];
  expect(() => new Webhook(secret).verify(BODY, first!)).toThrow("too old");
  expect(new Webhook(secret).verify(BODY, retry!)).toEqual(JSON.parse(BODY));
  expect(retry?.["webhook-id"]).toBe(first?.["webhook-id"]);
});

test("a secret is 32 random bytes, as Standard Webhooks writes them, and not what is stored", () => {
  const { secret, stored } = keys.make("hook");
  expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
  expect(keys.make("hook").secret).not.toBe(secret);
  expect(Buffer.from(stored.sealed, "base64url").toString("latin1")).not.toContain("whsec");
});

test("a secret that is copied to another endpoint, or of another site, signs nothing", async () => {
  const { stored } = keys.make("hook");
  const signed = (secrets: (typeof stored)[], by = keys) =>
    by.headersOf({ id: "msg_1", body: BODY, now: Date.now(), secrets });
  expect(await signed([{ ...stored, receiverId: "another" }])).toBeUndefined();
  expect(await signed([stored], webhookKeys([NEW], systemRandom))).toBeUndefined();
});

test("after the keys of the site are rotated a secret is sealed again, and stays the same", async () => {
  const { secret, stored } = keys.make("hook");
  const rotated = webhookKeys([NEW, OLD], systemRandom);
  const again = rotated.reseal(stored);
  if (typeof again !== "object") throw new Error("not sealed again");
  const only = webhookKeys([NEW], systemRandom);
  expect([only.reseal(stored), only.reseal(again), keys.reseal(stored)]).toEqual([
    undefined,
    "current",
    "current",
  ]);
  const headers = await only.headersOf({ id: "1", body: BODY, now: Date.now(), secrets: [again] });
  expect(new Webhook(secret).verify(BODY, headers!)).toEqual(JSON.parse(BODY));
});
