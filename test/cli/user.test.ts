import { DatabaseSync } from "node:sqlite";
import { describe, expect, test } from "vitest";
import { deskWithDatabase, like } from "./tools.ts";

const PASSWORD = "plum tree by the river";

type User = { id: string; email: string; state: string; admin: boolean };

describe.concurrent("postern user", () => {
  test("create-admin makes a confirmed admin on an empty database, and prints a made password once", async () => {
    const { cli } = deskWithDatabase();
    const made = await cli("user create-admin ada@example.com --json");
    expect(made.code).toBe(0);
    const { user, password } = made.json();
    expect(user).toMatchObject({ state: "confirmed", confirmedVia: "admin", admin: true });
    expect(password).toMatch(/^(?:[2-9a-z]{6}-){3}[2-9a-z]{6}$/);
    const again = await cli("user create-admin ada@example.com");
    expect([again.code, again.err]).toEqual([1, like(/user promote/)]);
    const shown = await cli("user show ada@example.com --json");
    expect(shown.out).not.toContain(String(password));
    expect(shown.out).not.toContain("argon2");
    expect(shown.json()).toMatchObject({
      sessions: 0,
      links: [],
      mails: [],
      audit: [{ actor: like(/^operator:./) }, { actor: like(/^operator:./) }],
    });
  });

  test("create-admin takes a password from stdin, holds it to the policy, and never prints it", async () => {
    const { cli } = deskWithDatabase();
    const weak = await cli("user create-admin ada@example.com --password-stdin", {
      input: "password1\n",
    });
    expect([weak.code, weak.err]).toEqual([1, like(/attackers guess/)]);
    const both = await cli("user create-admin ada@example.com --password-stdin --generate");
    expect(both.code).toBe(2);
    const made = await cli("user create-admin ada@example.com --password-stdin", {
      input: `${PASSWORD}\n`,
    });
    expect(made.code).toBe(0);
    expect(made.out + made.err + weak.err).not.toMatch(/plum|password1/);
  });

  test("role gives confirmed users roles that the site has, and takes them away; list and show tell them", async () => {
    const { cli } = deskWithDatabase();
    const environment = { POSTERN_ROLES: "editor, billing" };
    await cli("user create ada@example.com --confirmed");
    await cli("user create eve@example.com --no-mail");
    const add = (who: string, role: string) =>
      cli(["user", "role", "add", `${who}@example.com`, role, "--reason", "on the team"], {
        environment,
      });
    expect((await add("ada", "editor")).out).toContain("ada@example.com has the role editor now.");
    expect((await add("ada", "support")).code).toBe(0);
    expect(await add("ada", "editor")).toMatchObject({
      code: 1,
      err: like(/has the role already/),
    });
    expect(await add("ada", "root")).toMatchObject({
      code: 2,
      err: like(/only admin, support, viewer, editor, billing.*POSTERN_ROLES/),
    });
    expect(await add("eve", "support")).toMatchObject({
      code: 1,
      err: like(/only a confirmed user/i),
    });
    const listed = await cli("user list --role support --json");
    expect(listed.json()).toMatchObject({
      users: [{ email: "ada@example.com", admin: false, roles: ["editor", "support"] }],
    });
    expect((await cli("user list --role admin")).err).toContain("no such users");
    expect((await cli("user show ada@example.com")).out).toMatch(
      /state +confirmed, editor, support/,
    );
    const remove = "user role remove ada@example.com editor --reason left".split(" ");
    expect((await cli(remove)).out).toContain("no longer has the role editor");
    expect(await cli(remove)).toMatchObject({ code: 1, err: like(/does not have this role/) });
    const admin = "user role add ada@example.com admin --reason boss".split(" ");
    expect((await cli([...admin, "--json"])).json()).toMatchObject({
      user: { admin: true, roles: ["admin", "support"] },
    });
    expect(await cli("user demote ada@example.com --reason left".split(" "))).toMatchObject({
      code: 1,
      err: like(/only admin who can log in/),
    });
  });

  test("show tells which terms somebody has accepted, and when", async () => {
    const { cli, database } = deskWithDatabase();
    await cli("user create ada@example.com --confirmed");
    expect((await cli("user show ada@example.com")).out).not.toContain("accepted terms");
    const terms = [{ version: "2026-05", acceptedOn: Date.UTC(2026, 4, 2, 9, 30) }];
    const db = new DatabaseSync(database);
    db.prepare("UPDATE users SET terms = ?").run(JSON.stringify(terms));
    db.close();
    expect((await cli("user show ada@example.com")).out).toMatch(
      /accepted terms +2026-05 on 2026-05-02 09:30/,
    );
    expect((await cli("user show ada@example.com --json")).json()).toMatchObject({
      user: { terms: [{ version: "2026-05", acceptedOn: "2026-05-02T09:30:00.000Z" }] },
    });
  });

  test("create asks nobody who may register: an operator means whom they name", async () => {
    const { cli } = deskWithDatabase();
    const environment = { POSTERN_ALLOWED_DOMAINS: "acme.example" };
    const made = await cli("user create ada@example.com --no-mail", { environment });
    expect(made.code).toBe(0);
  });

  test("ids, addresses and values that were pasted may have blanks around them, seen or not", async () => {
    const { cli } = deskWithDatabase();
    const created = await cli([
      "user",
      "create",
      " ada@example.com\u200b",
      "--confirmed",
      "--json",
    ]);
    const { id } = created.json()["user"] as User;
    const pasted = [
      ["user", "show", ` ${id}\t`],
      ["user", "show", "\u00a0ada@example.com "],
      ["user", "disable", `${id}\n`, "--reason", "asked for it"],
      ["user", "list", "--search", " ada ", "--state", " disabled"],
      ["audit", "list", "--user", ` ${id} `, "--since", " 2026-01-01"],
    ];
    const ran: number[] = [];
    for (const args of pasted) ran.push((await cli(args)).code ?? -1);
    expect(ran).toEqual([0, 0, 0, 0, 0]);
    const none = await cli(["user", "show", " "]);
    expect([none.code, none.err]).toEqual([1, like(/There is no user/)]);
  });

  test("whoever is registered again at once is not mailed again, and the operator reads why", async () => {
    const { cli } = deskWithDatabase();
    const first = await cli("user create ada@example.com");
    expect(first.err).toMatch(/The confirmation mail is queued/);
    const second = await cli("user create ada@example.com");
    expect([second.code, second.err]).toEqual([
      0,
      like(/has just sent ada@example\.com a mail, so no mail is queued/),
    ]);
    const silent = await cli("user create bob@example.com --no-mail");
    expect(silent.err).toMatch(/^No mail was sent/m);
  });

  test("a registration is found, confirmed with a reason, disabled, enabled, promoted and deleted", async () => {
    const { cli } = deskWithDatabase();
    const created = await cli("user create ada@example.com --json");
    expect(created.json()).toMatchObject({ mailed: true, user: { state: "unconfirmed" } });
    const { id } = created.json()["user"] as User;
    const soon = await cli("user resend ada@example.com");
    expect([soon.code, soon.err]).toEqual([1, like(/Try again in (?:1 minute|\d+ seconds)/)]);
    const odd = await cli(["user", "correct", id, "ada", "--reason", "spelled it"]);
    expect([odd.code, odd.err]).toEqual([1, like(/not an email address that Postern can mail/)]);
    const correct = ["user", "correct", id, "ada@example.com", "--reason", "spelled it"];
    expect((await cli(correct)).err).toMatch(/mailed just now/);
    const silent = await cli(["user", "confirm", id, "--reason", "  "]);
    expect(silent.code).toBe(2);
    const confirm = ["user", "confirm", "ada@example.com", "--reason", "showed her passport"];
    expect((await cli(confirm)).out).toContain("ada@example.com is confirmed now");
    const twice = await cli(confirm);
    expect([twice.code, twice.err]).toEqual([1, like(/already/)]);
    for (const [act, state] of [
      ["disable", "disabled"],
      ["enable", "confirmed"],
      ["promote", "confirmed"],
    ]) {
      const acted = await cli(["user", act!, id, "--reason", "a test", "--json"]);
      expect(acted.json()["user"]).toMatchObject({ id, state, admin: act === "promote" });
    }
    const shown = await cli(`user show ${id}`);
    expect(shown.out).toMatch(/confirmed by operator:\S+ \(admin: showed her passport\)/);
    expect(shown.out).toContain("cancelled");
    const last = await cli(["user", "demote", id, "--reason", "a test"]);
    expect([last.code, last.err]).toEqual([1, like(/only admin .* postern user promote/)]);
    await cli("user create-admin bob@example.com");
    const asked = await cli(`user delete ${id}`);
    expect([asked.code, asked.err]).toEqual([1, like(/--yes/)]);
    expect((await cli(`user delete ${id} --yes --json`)).json()).toEqual({ deleted: id });
    const gone = await cli("user show ada@example.com --json");
    expect(gone.code).toBe(1);
    expect(gone.json()).toMatchObject({ error: { reason: "not-found" } });
  });

  test("where several registrations wait for an address, the id has to say which is meant", async () => {
    const { cli } = deskWithDatabase();
    await cli("user create ada@example.com --no-mail");
    const second = await cli("user create ada@example.com --no-mail --json");
    const { id } = second.json()["user"] as User;
    const vague = await cli(["user", "confirm", "ada@example.com", "--reason", "by phone"]);
    expect(vague.code).toBe(1);
    expect(vague.err).toContain("2 registrations wait for ada@example.com");
    expect(vague.err).toContain(id);
    expect((await cli(["user", "confirm", id, "--reason", "by phone"])).code).toBe(0);
    const list = await cli("user list --json");
    expect(list.json()["users"]).toMatchObject([{ id, state: "confirmed" }]);
  });

  test("lists are filtered and go page by page, with the total and where the next begins", async () => {
    const { cli } = deskWithDatabase();
    await cli("db seed --users 40 --days 3");
    await cli("user create-admin ada@example.com");
    const admins = await cli("user list --admin");
    expect(admins.out).toMatch(/ada@example\.com {2}confirmed, admin {2}/);
    expect((await cli("user show ada@example.com")).out).toMatch(/^state +confirmed, admin$/m);
    const first = await cli("user list --limit 3");
    expect(first.err).toContain("3 users of 41.\n");
    const [after] = /--after \S+/.exec(first.err) ?? [];
    const second = await cli(`user list --limit 2 --json ${after!}`);
    const { users, total, next } = second.json() as { users: User[]; total: number; next: string };
    expect([users.length, total, next]).toEqual([2, 41, users[1]!.id]);
    for (const { id } of users) expect(first.out).not.toContain(id);
    const last = await cli("user list --limit 100 --state unconfirmed --json");
    expect(last.json()["next"]).toBeNull();
    const unconfirmed = last.json()["users"] as User[];
    expect(new Set(unconfirmed.map(({ state }) => state))).toEqual(new Set(["unconfirmed"]));
    expect((await cli("user list --disabled")).err).toBe("There are no such users.\n");
  });

  test("users are found by a part of the address, its domain, and when they registered", async () => {
    const { cli } = deskWithDatabase();
    for (const email of [
      "Ada.Lovelace@example.com",
      "bob_smith@example.org",
      "bobxsmith@example.org",
    ])
      await cli(`user create ${email} --no-mail`);
    const found = async (flags: string) =>
      ((await cli(`user list --json ${flags}`)).json()["users"] as User[]).map(({ email }) =>
        email.slice(0, email.indexOf("@")),
      );
    const today = new Date().toISOString().slice(0, 10);
    expect(await found("--search LOVE")).toEqual(["Ada.Lovelace"]);
    // LIKE's wildcards stand for themselves.
    expect(await found("--search b_s")).toEqual(["bob_smith"]);
    expect(await found("--domain Example.ORG")).toEqual(["bobxsmith", "bob_smith"]);
    expect(await found(`--registered-since ${today} --registered-until 2999-01-01`)).toHaveLength(
      3,
    );
    expect(await found("--registered-until 2020-01-01")).toEqual([]);
    expect(await found("--confirmed-since 2020-01-01")).toEqual([]);
    const wrong = await Promise.all([
      cli("user list --after 12"),
      cli("mail list --after yesterday"),
      cli("user list --domain @"),
    ]);
    expect(wrong.map(({ code }) => code)).toEqual([2, 2, 2]);
    expect(wrong[0].err).toContain("like 019aa5f0-");
    expect(wrong[2].err).toContain("like example.com");
  });

  test("a spreadsheet takes no address for a formula", async () => {
    const { cli } = deskWithDatabase();
    await cli(["user", "create", "=cmd|x@example.com", "--no-mail"]);
    await cli(["user", "create", "+1@example.com", "--no-mail"]);
    const { out } = await cli("user list --csv");
    const [heading, ...lines] = out.split("\r\n");
    expect(heading).toMatch(/^id,email,state,admin,registered_on,/);
    expect(lines.map((line) => line.split(",")[1])).toEqual([
      "'+1@example.com",
      "'=cmd|x@example.com",
      undefined,
    ]);
  });
});
