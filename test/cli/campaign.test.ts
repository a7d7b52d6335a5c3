import { DatabaseSync } from "node:sqlite";
import { describe, expect, test } from "vitest";
import { deskWithDatabase, like } from "./tools.ts";

describe.concurrent("postern campaign", () => {
  test("starts after asking, stops, goes on and ends, and says how far it got", async () => {
    const { cli, database } = deskWithDatabase();
    await cli("user create ada@example.com --no-mail");
    const none = await cli("campaign start --yes");
    expect([none.code, none.err]).toEqual([1, like(/nobody who was imported/)]);
    expect((await cli("campaign status")).out).toMatch(/There has been no campaign/);
    expect((await cli("campaign status --json")).json()).toEqual({ campaign: null });
    const db = new DatabaseSync(database);
    db.exec("UPDATE users SET imported_on = 1");
    db.close();

    const asked = await cli("campaign start");
    expect([asked.code, asked.err]).toEqual([1, like(/1 imported person, at most 100 in an hour/)]);
    const started = await cli("campaign start --yes --per-hour 40 --reason moved");
    expect([started.code, started.out]).toEqual([0, like(/campaign +running[^]*left +1/)]);
    const twice = await cli("campaign start --yes");
    expect([twice.code, twice.err]).toEqual([1, like(/is not finished/)]);
    expect((await cli("campaign resume")).err).toMatch(/running already/);
    expect((await cli("campaign stop")).out).toMatch(/stopped; to go on/);
    expect((await cli("campaign stop")).err).toMatch(/stopped already/);
    const resumed = await cli("campaign resume --most-bounces 3 --json");
    expect(resumed.json()["campaign"]).toMatchObject({
      state: "running",
      perHour: 40,
      mostBounces: 3,
      picked: 0,
      left: 1,
    });
    expect((await cli("stats")).out).toMatch(/Campaign \(running\): 0 picked, /);
    expect((await cli("stats --json")).json()["campaign"]).toMatchObject({ left: 1 });
    expect((await cli("campaign stop --for-good")).out).toMatch(/campaign +finished/);
    expect((await cli("campaign resume")).err).toMatch(/no campaign that could stop or go on/);
    const { out } = await cli("audit list --json");
    for (const act of ["started", "stopped", "resumed", "finished"])
      expect(out).toContain(`campaign-${act}`);
  });

  test("deletes whoever never confirmed, once it is over and after their number was typed", async () => {
    const { cli, database } = deskWithDatabase();
    for (const name of ["ada", "bob"]) await cli(`user create ${name}@example.com --no-mail`);
    const db = new DatabaseSync(database);
    db.exec("UPDATE users SET imported_on = 1");
    const remove = "campaign remove-unconfirmed";
    expect((await cli(remove)).err).toMatch(/There has been no campaign/);
    await cli("campaign start --yes");
    expect((await cli(remove)).err).toMatch(/people are still being asked[^]*--for-good/);
    await cli("campaign stop --for-good");
    db.exec(`INSERT INTO campaign_people (campaign_id, user_id, state, picked_on)
      SELECT campaigns.id, users.id, 'sent', 1 FROM campaigns, users`);
    db.close();
    const soon = await cli(`${remove} --older-than 27d`);
    expect([soon.code, soon.err]).toEqual([2, like(/Give a time like "60d", at least 28d/)]);
    expect((await cli(`${remove} --dry-run`)).out).toBe(
      "2 imported people who never confirmed would be deleted.\n",
    );
    const asked = await cli(remove);
    expect([asked.code, asked.err]).toEqual([
      1,
      like(/Delete 2 imported people for good[^]*--yes/),
    ]);
    const removed = await cli([...remove.split(" "), "--yes", "--older-than", "60 days", "--json"]);
    expect(removed.json()).toEqual({ dryRun: false, users: 2 });
    expect((await cli("user list --json")).json()["users"]).toEqual([]);
    expect((await cli(`${remove} --yes`)).out).toMatch(/^0 imported people/);
  });
});
