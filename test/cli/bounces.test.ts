import { DatabaseSync } from "node:sqlite";
import { describe, expect, test } from "vitest";
import { parseEmailAddress } from "../../src/domain/email-address.ts";
import { mailReferences } from "../../src/domain/mail-reference.ts";
import { returnPaths } from "../../src/domain/return-path.ts";
import { holidays } from "../../src/testing/plain-reports.ts";
import { postfixReport } from "../../src/testing/reports.ts";
import { deskWithDatabase, like } from "./tools.ts";

const SECRET = "k7Qv2mX9rT4wZ8pL3nB6yH1sD5fG0jCa";

/** A command line with one mail that was sent, and its return path. */
async function deskWithSentMail() {
  const { cli, database } = deskWithDatabase();
  await cli("user create ada@example.com");
  const db = new DatabaseSync(database);
  db.exec("UPDATE mails SET state = 'sent', ended_on = 1, answer = '250 ok'");
  const id = String(db.prepare("SELECT id FROM mails").get()!["id"]);
  db.close();
  const address = parseEmailAddress("bounces@example.com");
  if (!address.ok) throw new Error(address.reason);
  const to = returnPaths(mailReferences([SECRET]), address.value).of(id);
  const environment = { POSTERN_SECRET: SECRET, POSTERN_BOUNCE_ADDRESS: "bounces@example.com" };
  return { cli, id, to, environment };
}

describe.concurrent("mails that came back", () => {
  test("are taken from stdin, once, and their address is listed and lifted", async () => {
    const { cli, id, to, environment } = await deskWithSentMail();
    const input = postfixReport({ to });
    const taken = await cli("mail bounce --json", { input, environment });
    expect([taken.code, taken.json()]).toEqual([
      0,
      { outcome: "taken", mail: id, fault: "address" },
    ]);
    expect((await cli(`mail show ${id}`)).out).toMatch(/dead[\s\S]*User unknown/);
    const again = await cli("mail bounce", { input, environment });
    expect([again.code, again.err]).toEqual([1, like(/has bounced before/)]);

    const [listed, text] = await Promise.all([
      cli("mail suppressed --json"),
      cli("mail suppressed"),
    ]);
    expect(listed.json()).toEqual({
      suppressed: [
        { email: "ada@example.com", since: like(/Z$/), answer: like(/^550/), mailId: id },
      ],
    });
    expect(text.out).toContain("ada@example.com");
    const lifted = await cli("mail unsuppress Ada@Example.com");
    expect([lifted.code, lifted.out]).toEqual([0, like(/^ada@example.com gets mail again/)]);
    const nothing = await cli("mail unsuppress ada@example.com --json");
    expect([nothing.code, nothing.json()]).toMatchObject([
      1,
      { error: { reason: "not-suppressed" } },
    ]);
    expect((await cli("mail suppressed")).err).toBe("No address is suppressed.\n");
  });

  test("are not sent after all before their address gets mail again", async () => {
    const { cli, id, to, environment } = await deskWithSentMail();
    await cli("mail bounce", { input: postfixReport({ to }), environment });
    const before = await cli(`mail show ${id} --json`);
    const [one, json, all] = await Promise.all([
      cli(`mail retry ${id}`),
      cli(`mail retry ${id} --json`),
      cli("mail retry --dead"),
    ]);
    expect([one.code, one.err]).toEqual([1, like(/postern mail unsuppress ada@example\.com/)]);
    expect([json.code, json.json()]).toMatchObject([1, { error: { reason: "suppressed" } }]);
    expect([all.code, all.out, all.err]).toEqual([
      0,
      "0 dead mails queued again.\n",
      like(/1 dead mail left: .*postern mail suppressed/),
    ]);
    expect((await cli(`mail show ${id} --json`)).out).toBe(before.out);
    await cli("mail unsuppress ada@example.com");
    const now = await cli(`mail retry ${id}`);
    expect([now.code, now.out]).toEqual([0, "The mail to ada@example.com is queued again.\n"]);
  });

  test("are found by the address that the mail server names, where no header does", async () => {
    const { cli, id, to, environment } = await deskWithSentMail();
    const input = postfixReport({ to: "postmaster@example.com" });
    const forged = await cli("mail bounce --json", { input, environment });
    expect([forged.code, forged.json()]).toMatchObject([1, { error: { reason: "forged" } }]);
    const taken = await cli(["mail", "bounce", "--to", to], { input, environment });
    expect([taken.code, taken.out]).toEqual([0, like(new RegExp(`^The mail ${id} is dead`))]);
  });

  test("are refused with what to do: no address, no secret, no report, too much", async () => {
    const { cli, to, environment } = await deskWithSentMail();
    const input = postfixReport({ to });
    const { POSTERN_BOUNCE_ADDRESS } = environment;
    const runs = await Promise.all([
      cli("mail bounce", { input }),
      cli("mail bounce", { input, environment: { POSTERN_BOUNCE_ADDRESS } }),
      cli("mail bounce", { input: "hello", environment }),
      cli("mail bounce", { input: input.padEnd(300_000, "x"), environment }),
      cli("mail bounce", { input: postfixReport({ to, action: "delayed" }), environment }),
    ]);
    expect(runs.map(({ code, err }) => [code, err])).toEqual([
      [1, like(/POSTERN_BOUNCE_ADDRESS/)],
      [3, like(/POSTERN_SECRET/)],
      [1, like(/not a readable delivery report[^]*postern mail unread/)],
      [1, like(/256 KiB/)],
      [1, like(/not about a permanent failure/)],
    ]);
  });

  test("that are no fault of their address say so, and what cannot be read is listed", async () => {
    const { cli, id, to, environment } = await deskWithSentMail();
    await cli("mail bounce", { input: holidays({ to }), environment });
    const [unread, json] = await Promise.all([cli("mail unread"), cli("mail unread --json")]);
    expect(unread.out).toMatch(/ada@example\.com[^]*Out of office/);
    expect(json.json()).toMatchObject({ unread: [{ mailId: id, email: "ada@example.com" }] });
    const input = postfixReport({ to, status: "5.7.26", words: "550 5.7.26 unauthenticated" });
    const taken = await cli("mail bounce", { input, environment });
    expect([taken.code, taken.out]).toEqual([0, like(/not at fault \(policy\)/)]);
    expect((await cli(`mail show ${id}`)).out).toMatch(/5\.7\.26[^]*policy/);
    expect((await cli("mail suppressed")).err).toBe("No address is suppressed.\n");
  });

  test("need an address that leaves room for their names, and the secret is never shown", async () => {
    const { cli } = deskWithDatabase();
    const long = { POSTERN_BOUNCE_ADDRESS: "bounces-of-all-mails@example.com" };
    const wrong = await cli("config", { environment: long });
    expect([wrong.code, wrong.err]).toEqual([3, like(/POSTERN_BOUNCE_ADDRESS: .*at most 10/)]);
    const alone = await cli("config", { environment: { POSTERN_BOUNCE_SECRET: SECRET } });
    expect([alone.code, alone.err]).toEqual([3, like(/POSTERN_BOUNCE_ADDRESS: give/)]);
    const both = { POSTERN_BOUNCE_SECRET: SECRET, POSTERN_BOUNCE_ADDRESS: "back@example.com" };
    const shown = await cli("config", { environment: both });
    expect(shown.out).toMatch(/POSTERN_BOUNCE_SECRET +\(secret\)/);
    expect(shown.out).not.toContain(SECRET);
  });
});
