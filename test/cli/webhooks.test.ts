import { DatabaseSync } from "node:sqlite";
import { describe, expect, test } from "vitest";
import { Webhook } from "standardwebhooks";
import { webhookReceiver } from "../events/receiver.ts";
import { deskWithDatabase, like } from "./tools.ts";

const SECRET = "k7Qv2mX9rT4wZ8pL3nB6yH1sD5fG0jCa";
const NEW_SECRET = "a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6";

/** A server that may send to this machine. */
const environment = {
  POSTERN_SECRET: SECRET,
  POSTERN_WEBHOOKS_ALLOW_HTTP: "true",
  POSTERN_WEBHOOKS_ALLOW_PRIVATE: "127.0.0.1",
};

async function deskWithWebhook(url = "https://hooks.example/in", flags = "") {
  const desk = deskWithDatabase();
  await desk.cli("db migrate");
  const added = await desk.cli(
    `webhooks add ${url} --name crm ${flags} --json`.replace(/ +/g, " "),
    {
      environment,
    },
  );
  return { ...desk, added, secret: String(added.json()["secret"]) };
}

describe.concurrent("webhooks", () => {
  test("are added with a secret that is printed once, and kept encrypted", async () => {
    const { cli, database, added, secret } = await deskWithWebhook(
      undefined,
      "--events user.confirmed,user.deleted",
    );
    expect(added.json()).toEqual({ name: "crm", secret: like(/^whsec_/) });
    const shown = await cli("webhooks show crm");
    const listed = await cli("webhooks list --json");
    expect(listed.json()).toEqual({
      webhooks: [
        {
          id: like(/^[0-9a-f-]{36}$/),
          name: "crm",
          url: "https://hooks.example/in",
          events: ["user.confirmed", "user.deleted"],
          on: true,
          offSince: null,
          offWhy: null,
          failingSince: null,
          addedOn: like(/^20/),
        },
      ],
    });
    expect(shown.out).toMatch(/secret +made 20/);
    const db = new DatabaseSync(database);
    const all = JSON.stringify(db.prepare("SELECT * FROM webhook_secrets").all());
    db.close();
    expect(shown.out + listed.out + all).not.toContain(secret.slice(6, 20));
    expect((await cli("audit list --json")).out).toContain("webhook-added");
  });

  test("say what is wrong with a URL, a name or an event, and nothing is added", async () => {
    const { cli } = deskWithDatabase();
    await cli("db migrate");
    const add = async (rest: string) => {
      const ran = await cli(`webhooks add ${rest} --json`, {
        environment: { POSTERN_SECRET: SECRET },
      });
      const { error } = ran.json() as { error: { reason: string } };
      return [ran.code, error.reason];
    };
    expect(await add("hooks.example")).toEqual([1, "no-url"]);
    expect(await add("http://hooks.example/")).toEqual([1, "not-https"]);
    expect(await add("https://ada:secret@hooks.example/")).toEqual([1, "has-password"]);
    expect(await add("https://169.254.169.254/")).toEqual([1, "not-public"]);
    expect(await add("https://hooks.example/ --name a/b")).toEqual([1, "bad-name"]);
    expect(await add("https://hooks.example/ --events user.confirmd")).toEqual([
      2,
      "unknown-event",
    ]);
    expect((await cli("webhooks list --json")).json()).toEqual({ webhooks: [] });
    const keyless = await cli("webhooks add https://hooks.example/");
    expect([keyless.code, keyless.err]).toEqual([3, like(/set the same POSTERN_SECRET/)]);
  });

  test("have names of their own: the host of the URL, if no other is given", async () => {
    const { cli } = await deskWithWebhook();
    const other = await cli("webhooks add https://app.example:8443/hooks", { environment });
    expect(other.out).toMatch(/name +app\.example:8443\n/);
    const same = await cli("webhooks add https://else.example/ --name crm", { environment });
    expect([same.code, same.err]).toEqual([1, like(/a receiver with this name/)]);
    const none = await cli("webhooks show nobody --json");
    expect([none.code, none.json()]).toEqual([
      1,
      { error: { reason: "not-found", message: like(/postern webhooks list/) } },
    ]);
  });

  test("are tried with an event that means nothing, and the answer is printed", async () => {
    await using receiver = await webhookReceiver();
    const { cli, secret } = await deskWithWebhook(receiver.url);
    const accepted = await cli("webhooks test crm --json", { environment });
    expect(accepted.json()).toEqual({ accepted: true, answer: "204" });
    expect(receiver.events(secret)).toMatchObject([{ type: "webhook.ping", data: { user: null } }]);
    receiver.answer(500);
    const refused = await cli("webhooks test crm", { environment });
    expect([refused.code, refused.err]).toEqual([1, like(/crm did not accept it: 500/)]);
  });

  test("get another secret, and for the time that was asked for both sign", async () => {
    await using receiver = await webhookReceiver();
    const { cli, secret } = await deskWithWebhook(receiver.url);
    const rotated = await cli(["webhooks", "rotate", "crm", "--keep", "2 hours", "--json"], {
      environment,
    });
    const fresh = String(rotated.json()["secret"]);
    await cli("webhooks test crm", { environment });
    expect(fresh).not.toBe(secret);
    expect([receiver.events(secret), receiver.events(fresh)]).toEqual([
      receiver.events(fresh),
      receiver.events(secret),
    ]);
    const at = await cli("webhooks show crm");
    expect(at.out.match(/^secret/gm)).toHaveLength(2);

    const last = await cli("webhooks rotate crm --keep none", { environment });
    const only = /whsec_\S+/.exec(last.out)?.[0] ?? "";
    await cli("webhooks test crm", { environment });
    const [, newest] = receiver.received;
    expect(newest?.headers["webhook-signature"]).not.toContain(" ");
    expect(new Webhook(only).verify(newest!.body, newest!.headers as never)).toMatchObject({
      type: "webhook.ping",
    });
  });

  test("are switched off and on, and both are said once", async () => {
    const { cli } = await deskWithWebhook();
    expect((await cli("webhooks off crm --json")).json()).toMatchObject({
      webhook: { on: false, offWhy: "operator" },
    });
    const again = await cli("webhooks off crm");
    expect([again.code, again.err]).toEqual([1, like(/off already/)]);
    expect((await cli("webhooks list")).out).toContain("by an operator");
    expect((await cli("webhooks on crm --replay --json")).json()).toMatchObject({
      webhook: { on: true },
      replayed: 0,
    });
    expect((await cli("webhooks on crm")).code).toBe(1);
    const { audit } = (await cli("audit list --json")).json() as { audit: { act: string }[] };
    expect(audit.map(({ act }) => act)).toEqual(["webhook-on", "webhook-off", "webhook-added"]);
  });

  test("keep what they miss while they are off, and get it when they are asked to", async () => {
    const { cli } = await deskWithWebhook();
    await cli("webhooks off crm");
    await cli("user create ada@example.com");
    const { events } = (await cli("webhooks log crm --json")).json() as {
      events: { state: string; event: { id: string; type: string } }[];
    };
    expect(new Set(events.map(({ state }) => state))).toEqual(new Set(["missed"]));
    expect(events.map(({ event }) => event.type)).toContain("user.registered");
    const [first] = events;

    expect((await cli(`webhooks replay crm --event ${first!.event.id} --json`)).json()).toEqual({
      replayed: 1,
    });
    const rest = await cli("webhooks on crm --replay --json");
    expect(rest.json()).toMatchObject({ replayed: events.length - 1 });
    const none = await cli("webhooks replay crm --dead");
    expect(none.out).toContain("0 events will be sent");
    const all = await cli("webhooks log crm --state waiting");
    expect(all.out.trim().split("\n")).toHaveLength(events.length + 1);
    const odd = await cli("webhooks replay crm --event 019aa5f0-7c1e-7d3a-9b1f-1c2d3e4f5a6b");
    expect([odd.code, odd.err]).toEqual([1, like(/was never for crm/)]);
    expect((await cli("webhooks replay crm")).code).toBe(2);
    expect((await cli("webhooks replay crm --dead --delivered")).code).toBe(2);
  });

  test("that were switched off for their failures are named by doctor", async () => {
    const { cli, database } = await deskWithWebhook();
    const seen = async () => {
      const { findings } = (await cli("doctor --json")).json() as {
        findings: { check: string; seen: string; fix?: string }[];
      };
      return JSON.stringify(findings.filter(({ check }) => check === "events"));
    };
    await cli("webhooks off crm");
    expect(await seen()).not.toContain("switched off");
    const db = new DatabaseSync(database);
    db.exec("UPDATE event_receivers SET off_why = 'failing'");
    db.close();
    expect(await seen()).toMatch(
      /the webhook crm was switched off on 20.*postern webhooks on crm --replay/,
    );
  });

  test("are removed with their secrets and all that was to be sent", async () => {
    const { cli, database } = await deskWithWebhook();
    await cli("user create ada@example.com");
    const asked = await cli("webhooks remove crm");
    expect([asked.code, asked.err]).toEqual([1, like(/To confirm, add --yes/)]);
    expect((await cli("webhooks remove crm --yes --json")).json()).toEqual({ removed: "crm" });
    const db = new DatabaseSync(database);
    for (const table of ["event_receivers", "webhook_secrets", "event_deliveries"]) {
      expect(db.prepare(`SELECT COUNT(*) AS left FROM ${table}`).get()).toEqual({ left: 0 });
    }
    db.close();
  });

  test("keep their secrets when the keys of the site are rotated", async () => {
    await using receiver = await webhookReceiver();
    const { cli, secret } = await deskWithWebhook(receiver.url);
    const both = { ...environment, POSTERN_SECRET: `${NEW_SECRET},${SECRET}` };
    const only = { ...environment, POSTERN_SECRET: NEW_SECRET };
    const lost = await cli("webhooks test crm", { environment: only });
    expect([lost.code, lost.err]).toEqual([1, like(/none of its secrets can be opened/)]);
    const unopened = await cli("secrets reencrypt", { environment: only });
    expect([unopened.code, unopened.err]).toEqual([1, like(/postern webhooks rotate crm/)]);
    const again = await cli("secrets reencrypt --json", { environment: both });
    expect(again.json()).toMatchObject({ webhooks: { secrets: 1, reencrypted: 1, unopened: [] } });
    expect((await cli("webhooks test crm", { environment: only })).code).toBe(0);
    expect(receiver.events(secret)).toHaveLength(1);
  });
});
