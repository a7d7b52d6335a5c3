import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { describe, expect, test } from "vitest";
import { deskWithDatabase, like } from "./tools.ts";

type Line = { id: string; act: string; actor: string; userId: string | null };

describe.concurrent("postern audit", () => {
  test("the log is filtered and goes page by page, also about users who are gone", async () => {
    const { cli } = deskWithDatabase();
    const created = await cli("user create ada@example.com --json");
    const { id } = created.json()["user"] as { id: string };
    await cli("user create bob@example.com --no-mail");
    const about = await cli("audit list --user ada@example.com");
    expect(about.out).toMatch(/user-created +operator:\S+ +[0-9a-f-]{36}\n$/);
    await cli(`user delete ${id} --yes --reason spam`);
    const lines = async (flags: string) =>
      (await cli(`audit list --json ${flags}`)).json() as unknown as {
        audit: Line[];
        total: number;
        next: string | null;
      };
    const first = await lines("--limit 2");
    expect(first).toMatchObject({ total: 3, next: first.audit[1]!.id });
    expect((await lines(`--limit 2 --after ${first.next!}`)).audit).toMatchObject([
      { act: "user-created", userId: id },
    ]);
    const gone = (await lines(`--user ${id} --act deleted`)).audit;
    expect(gone).toMatchObject([{ userId: id, detail: "spam", actor: like(/^operator:/) }]);
    expect((await lines("--until 2020-01-01")).audit).toEqual([]);
    const csv = await cli("audit list --act deleted --csv");
    expect(csv.out).toMatch(/^id,happened_on,actor,act,user_id,detail\r\n.*,deleted,.*,spam\r\n$/);
    expect((await cli("audit list --after newest")).code).toBe(2);
  });

  test("the export has every line, for nobody else to read, and no address", async () => {
    const { cli, cwd, database } = deskWithDatabase();
    await cli("db seed --users 3000 --days 9");
    await cli("user create ada@example.com");
    await cli("user confirm ada@example.com --reason known");
    const ran = await cli("audit export audit.jsonl");
    expect([ran.code, ran.out]).toEqual([0, like(/^[\d,]+ lines of the audit log/)]);
    expect(ran.err).toMatch(/lines written: (\d+) of \1\n$/);
    const file = join(cwd, "audit.jsonl");
    expect(statSync(file).mode & 0o077).toBe(0);
    const text = readFileSync(file, "utf8");
    const exported = text
      .trim()
      .split("\n")
      .map((line) => (JSON.parse(line) as Line).id);
    const db = new DatabaseSync(database, { readOnly: true });
    const rows = db.prepare("SELECT id FROM audit ORDER BY id").all();
    db.close();
    expect(exported).toEqual(rows.map((row) => row["id"]));
    expect(text).not.toContain("@");
    const again = await cli("audit export audit.jsonl");
    expect([again.code, again.err]).toEqual([1, like(/already/)]);
    expect(readFileSync(file, "utf8")).toBe(text);
  });
});
