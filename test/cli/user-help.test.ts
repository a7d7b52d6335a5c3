import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { describe, expect, test } from "vitest";
import { days } from "../../src/domain/time.ts";
import { sqliteStore } from "../../src/open-stores.ts";
import { askForDeletion, confirmed, loginOf } from "../../src/testing/store-contract/kit.ts";
import type { Store } from "../../src/ports/store.ts";
import { deskWithDatabase, like } from "./tools.ts";

const EMAIL = "ada@example.com";

/** A command line on a database where Ada confirmed two days ago, and more happened since. */
async function deskWithAda(
  meanwhile: (store: Store, ada: Awaited<ReturnType<typeof confirmed>>) => Promise<unknown>,
) {
  const desk = deskWithDatabase();
  const store = await sqliteStore(new DatabaseSync(desk.database));
  const ada = await confirmed(store, EMAIL, Date.now() - days(2));
  await meanwhile(store, ada);
  await store.close();
  return { ...desk, ada };
}

const nothing = async () => undefined;

describe.concurrent("postern user, to help", () => {
  test("reset queues a mail under the operator's name, and shows no link and no password", async () => {
    const { cli, database } = await deskWithAda(nothing);
    const reset = await cli(["user", "reset", EMAIL, "--reason", "asked by phone"]);
    expect([reset.code, reset.out]).toEqual([
      0,
      `A mail to ${EMAIL} with a link to choose a new password is queued.\n`,
    ]);
    const soon = await cli(`user reset ${EMAIL} --json`);
    expect([soon.code, soon.json()]).toEqual([
      1,
      { error: { reason: "too-soon", message: like(/Try again in/) } },
    ]);
    expect((await cli("mail list --state queued")).out).toContain("reset");
    expect((await cli(`user show ${EMAIL}`)).out).toMatch(
      /reset-requested by operator:\S+ \(asked by phone\)/,
    );
    const db = new DatabaseSync(database);
    const links = db.prepare("SELECT id FROM links").all();
    db.close();
    expect(links).toHaveLength(2);
    for (const { id } of links) expect(reset.out + reset.err).not.toContain(String(id));
  });

  test("reset is refused for who is not confirmed or disabled, with what to do instead", async () => {
    const { cli } = await deskWithAda(nothing);
    await cli("user create bob@example.com --no-mail");
    await cli(["user", "disable", EMAIL, "--reason", "a test"]);
    const [bob, ada, nobody] = await Promise.all([
      cli("user reset bob@example.com"),
      cli(`user reset ${EMAIL}`),
      cli("user reset eve@example.com"),
    ]);
    expect([bob.code, ada.code, nobody.code]).toEqual([1, 1, 1]);
    expect(bob.err).toContain("postern user resend");
    expect(ada.err).toContain("postern user enable");
  });

  test("sessions are listed, and ended one by one or all at once", async () => {
    const { cli, ada } = await deskWithAda(async (store, user) => {
      for (const now of [Date.now(), Date.now() - days(20)]) {
        await store.logIn(loginOf(user, { now }));
      }
    });
    const text = await cli(`user sessions ${EMAIL}`);
    expect(text.out).toMatch(/Firefox on Linux {2}192\.0\.2\.1 {2}\d{4}-\d\d-\d\d/);
    const sessions = (await cli(`user sessions ${EMAIL} --json`)).json()["sessions"];
    // The third one was last used longer ago than sessions live.
    expect(sessions).toMatchObject([{ browser: "Firefox on Linux" }, { id: ada.session.id }]);
    expect(JSON.stringify(sessions) + text.out).not.toContain(ada.session.hash);
    const wrong = await cli(`user end-sessions ${EMAIL} --session none`);
    expect([wrong.code, wrong.err]).toEqual([1, like(/postern user sessions/)]);
    const one = await cli(["user", "end-sessions", EMAIL, "--session", ada.session.id, "--json"]);
    expect(one.json()).toMatchObject({ ended: 1, user: { email: EMAIL } });
    const rest = await cli(["user", "end-sessions", EMAIL, "--reason", "lost her phone"]);
    expect(rest.out).toBe(`2 sessions of ${EMAIL} ended.\n`);
    expect((await cli(`user sessions ${EMAIL}`)).err).toBe(`${EMAIL} is not logged in anywhere.\n`);
    const shown = await cli(`user show ${EMAIL}`);
    expect(shown.out).toMatch(/sessions-ended by operator:\S+ \(lost her phone\)/);
  });

  test("restore takes a deletion back, once", async () => {
    const { cli } = await deskWithAda(askForDeletion);
    const before = (await cli(`user show ${EMAIL} --json`)).json();
    expect(before["user"]).toMatchObject({ deletesOn: like(/T/) });
    expect((await cli("user list")).out).toMatch(/ confirmed, to be deleted {2}/);
    const restored = await cli(["user", "restore", EMAIL, "--reason", "by phone", "--json"]);
    expect(restored.json()["user"]).toMatchObject({ email: EMAIL, deletesOn: null });
    const again = await cli(`user restore ${EMAIL}`);
    expect([again.code, again.err]).toEqual([1, like(/nothing to cancel/)]);
    expect((await cli(`user show ${EMAIL}`)).out).toMatch(/kept by operator:\S+ \(by phone\)/);
  });

  test("disabling stops a deletion that was asked for, and says so", async () => {
    const { cli } = await deskWithAda(askForDeletion);
    const disabled = await cli(["user", "disable", EMAIL, "--reason", "robbed"]);
    expect(disabled.out).toMatch(/^ada@example\.com is disabled: /);
    expect(disabled.err).toBe(
      "The deletion that was asked for does not take place. Enabling the user does not bring it back.\n",
    );
    const facts = await cli(`user show ${EMAIL}`);
    expect(facts.out).toMatch(/kept by operator:\S+ \(robbed\)/);
    const enabled = await cli(["user", "enable", EMAIL, "--reason", "cleared up", "--json"]);
    expect(enabled.json()["user"]).toMatchObject({ state: "confirmed", deletesOn: null });
  });

  test("export gives what is kept about a user, to a new file that is the operator's alone", async () => {
    const { cli, cwd, ada } = await deskWithAda(nothing);
    const printed = await cli(`user export ${EMAIL}`);
    expect(printed.json()).toMatchObject({
      user: { id: ada.userId, email: EMAIL, confirmedVia: "link" },
      sessions: [{ id: ada.session.id }],
      mails: [{ kind: "confirm", to: EMAIL }],
      acts: [{}, {}, {}],
    });
    expect(printed.out).not.toMatch(/hash/);
    const written = await cli(`user export ${ada.userId} --out ada.json --json`);
    expect(written.json()).toEqual({ user: ada.userId, file: "ada.json" });
    expect(readFileSync(join(cwd, "ada.json"), "utf8")).toBe(printed.out);
    expect(statSync(join(cwd, "ada.json")).mode & 0o077).toBe(0);
    const again = await cli(`user export ${EMAIL} --output ada.json`);
    expect([again.code, again.err]).toEqual([1, like(/already exists/)]);
    const nowhere = await cli(`user export ${EMAIL} --output none/ada.json`);
    expect([nowhere.code, nowhere.err]).toEqual([1, like(/ENOENT/)]);
  });
});
