import { DatabaseSync } from "node:sqlite";
import { describe, expect, test } from "vitest";
import { deskWithDatabase, like } from "./tools.ts";

type Mail = { id: string; state: string };

describe.concurrent("postern mail", () => {
  test("mails are listed and shown with what became of them, and never with a link or a code", async () => {
    const { cli, database } = deskWithDatabase();
    await cli("user create ada@example.com");
    const listed = (await cli("mail list --json")).json()["mails"] as Mail[];
    expect(listed).toMatchObject([{ kind: "confirm", state: "queued", attempts: 0 }]);
    const [id] = listed.map((mail) => mail.id);
    const [text, json] = await Promise.all([cli(`mail show ${id}`), cli(`mail show ${id} --json`)]);
    expect(text.out).toContain("confirm, not mailed yet");
    expect(json.json()).toMatchObject({ mail: { id }, link: { purpose: "confirm" } });
    const db = new DatabaseSync(database);
    const link = String(db.prepare("SELECT id FROM links").get()!["id"]);
    db.close();
    expect(text.out + json.out).not.toContain(link);
    expect((await cli("mail list --state sent")).err).toBe("There are no such mails.\n");
    expect((await cli("mail show nothing")).code).toBe(1);
  });

  test("what was withheld stands before the mails, counted, and at the user whose mailbox it is", async () => {
    const { cli, database } = deskWithDatabase();
    await cli("user create ada@example.com");
    const db = new DatabaseSync(database);
    db.exec(
      `INSERT INTO withheld VALUES ('ada@example.com', 'reset', 1763816400000, 31, 1763818200000, 'client-share')`,
    );
    db.close();
    const [list, user] = await Promise.all([cli("mail list"), cli("user show ada@example.com")]);
    const line =
      /2025-11-22 13:00 +reset +ada@example\.com +31 +2025-11-22 13:30 +one client asked/;
    expect(list.out).toMatch(line);
    expect(user.out).toMatch(line);
    const row = { mailbox: "ada@example.com", count: 31, reason: "client-share" };
    expect((await cli("mail list --json")).json()).toMatchObject({ withheld: [row] });
    expect((await cli("user show ada@example.com --json")).json()).toMatchObject({
      withheld: [row],
    });
  });

  test("what waits for the site's credit, and what was withheld for want of it, says so", async () => {
    const { cli, database } = deskWithDatabase();
    for (const name of ["ada", "bob", "eve"]) await cli(`user create ${name}@example.com`);
    const db = new DatabaseSync(database);
    db.exec(`UPDATE mails SET parked_on = 1763816400000 WHERE email = 'ada@example.com';
      UPDATE mails SET state = 'cancelled', ended_on = 1763816400000,
        answer = CASE email WHEN 'bob@example.com' THEN 'withheld' ELSE 'withheld-for-credit' END
      WHERE email <> 'ada@example.com'`);
    db.close();
    const list = await cli("mail list");
    expect(list.out).toMatch(/ queued .*ada@.* waits: the site has no credit left for mails to/);
    expect(list.out).toMatch(/ cancelled .*bob@.* withheld: its mailbox had no place for it\n/);
    expect(list.out).toMatch(/ cancelled .*eve@.* withheld: the site had no credit left for mails/);
    const { mails } = (await cli("mail list --json")).json() as { mails: Record<string, string>[] };
    expect(mails).toMatchObject([
      { answer: "withheld-for-credit", parkedOn: null },
      { answer: "withheld", parkedOn: null },
      { answer: null, parkedOn: "2025-11-22T13:00:00.000Z" },
    ]);
    const { out } = await cli(`mail show ${mails[2]!["id"]}`);
    expect(out).toContain("waits: the site has no credit left for mails to strangers");
    expect(out).toMatch(/waits since +2025-11-22 13:00; see: postern stats --first-contacts/);
    expect((await cli("user show eve@example.com")).out).toContain(
      "withheld: the site had no credit left for mails to strangers",
    );
  });

  test("a dead mail is sent after all, and its answer cannot steer the terminal", async () => {
    const { cli, database } = deskWithDatabase();
    await cli("user create ada@example.com");
    await cli("user create bob@example.com");
    const db = new DatabaseSync(database);
    db.exec("UPDATE mails SET state = 'dead', ended_on = 1, answer = '550 \u001b[2J no'");
    const dead = (await cli("mail list --state dead")).out;
    expect(dead).toContain("550  [2J no");
    expect(dead).not.toContain("\u001b");
    const { id } = db.prepare("SELECT id FROM mails LIMIT 1").get() as { id: string };
    db.close();
    const retried = await cli(`mail retry ${id} --json`);
    expect(retried.json()).toMatchObject({ mail: { id, state: "queued", attempts: 0 } });
    const again = await cli(`mail retry ${id}`);
    expect([again.code, again.err]).toEqual([1, like(/not/)]);
    expect((await cli("mail retry --dead")).out).toBe("1 dead mail queued again.\n");
  });

  test("mails are listed, and sent after all, by address and by domain", async () => {
    const { cli, database } = deskWithDatabase();
    for (const email of ["ada@example.com", "bob@mail.example.com", "eve@example.org"])
      await cli(`user create ${email}`);
    const found = async (flags: string): Promise<readonly unknown[]> =>
      ((await cli(`mail list --json ${flags}`)).json()["mails"] as { email: string }[]).map(
        ({ email }) => email,
      );
    expect(await found("--domain @Example.COM")).toEqual(["ada@example.com"]);
    expect(await found("--address EVE@example.org --state queued")).toEqual(["eve@example.org"]);
    expect(await found("--address eve@example.org --domain example.com")).toEqual([]);
    const db = new DatabaseSync(database);
    db.exec("UPDATE mails SET state = 'dead', ended_on = 1");
    db.close();
    const retried = await cli("mail retry --dead --domain example.org");
    expect(retried.out).toBe("1 dead mail queued again.\n");
    expect(await found("--state dead")).toEqual(["bob@mail.example.com", "ada@example.com"]);
    const wrong = [
      ["mail list --domain ada@example.com", /--domain: give the part after the "@"/],
      ["mail list --address example.com", /--address: give a whole address/],
      ["mail retry --dead --domain nowhere", /--domain: give the part after the "@"/],
      [`mail retry ${crypto.randomUUID()} --domain example.com`, /'--domain' needs '--dead'/],
    ] as const;
    for (const [command, words] of wrong)
      expect(await cli(command)).toMatchObject({ code: 2, err: like(words) });
  });

  test("a mail that waits is cancelled once, and the audit log has the reason", async () => {
    const { cli } = deskWithDatabase();
    await cli("user create ada@example.com");
    const { mails } = (await cli("mail list --json")).json() as { mails: Record<string, string>[] };
    const id = mails[0]!["id"]!;
    expect((await cli(`mail cancel ${id} --reason mistyped`)).out).toBe(
      "The mail to ada@example.com is cancelled.\n",
    );
    const again = await cli(`mail cancel ${id}`);
    expect([again.code, again.err]).toEqual([1, like(/Only a mail that waits can be cancelled/)]);
    const { out } = await cli("audit list --act mail-cancelled");
    expect(out).toContain("confirm: mistyped");
    expect((await cli("mail cancel nothing")).err).toMatch(/There is no mail nothing/);
  });
});
