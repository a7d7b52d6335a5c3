import { DatabaseSync } from "node:sqlite";
import { describe, expect, test } from "vitest";
import { mailboxDigests } from "../../src/domain/stopped-mailbox.ts";
import { deskWithDatabase, like } from "./tools.ts";

const SECRET = "k7Qv2mX9rT4wZ8pL3nB6yH1sD5fG0jCa";

describe.concurrent("a mailbox that has stopped mail", () => {
  test("is found by any of its addresses with the server's secret, and let through again", async () => {
    const { cli, database } = deskWithDatabase();
    await cli("user create ada@example.com");
    const db = new DatabaseSync(database);
    const [digest] = mailboxDigests([SECRET]).of("ada@example.com");
    db.prepare("INSERT INTO stopped_mailboxes VALUES (?, 0, 4102444800000, NULL, NULL)").run(
      digest!,
    );
    db.exec("UPDATE mails SET state = 'sent', silent = 1, stop = 'x', ended_on = 1");
    const id = String(db.prepare("SELECT id FROM mails").get()!["id"]);
    db.close();
    const environment = { POSTERN_SECRET: SECRET };

    const [text, json, mail, without] = await Promise.all([
      cli("mail stopped Ada+news@example.com", { environment }),
      cli("mail stopped ada@example.com --json", { environment }),
      cli(`mail show ${id}`),
      cli("mail stopped ada@example.com"),
    ]);
    expect(text.out).toContain("has stopped mail that strangers can cause, from 1970-01-01 00:00");
    expect(json.json()).toEqual({
      email: "ada@example.com",
      stopped: { since: "1970-01-01T00:00:00.000Z", until: "2100-01-01T00:00:00.000Z" },
    });
    expect([mail.out, mail.err]).toEqual([
      like(/state +stopped/),
      like(/postern mail unstop ada@example\.com/),
    ]);
    expect([without.code, without.err]).toEqual([3, like(/set the same POSTERN_SECRET/)]);

    const lifted = await cli("mail unstop ada@example.com --json", { environment });
    expect(lifted.json()).toEqual({ unstopped: "ada@example.com" });
    const again = await cli("mail unstop ada@example.com", { environment });
    expect([again.code, again.err]).toEqual([1, like(/has not stopped any mail/)]);
    const none = await cli("mail stopped ada@example.com --json", { environment });
    expect(none.json()).toEqual({ email: "ada@example.com", stopped: null });
    expect((await cli("mail unstop nobody", { environment })).err).toMatch(/not an email address/);
    expect((await cli("audit list --json")).out).toContain("mail-stop-lifted");
  });
});
