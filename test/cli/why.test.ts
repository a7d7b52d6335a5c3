import { DatabaseSync } from "node:sqlite";
import { describe, expect, test } from "vitest";
import type { HandOver, Mailer } from "../../src/ports/mailer.ts";
import { PASSWORD, testPostern, type TestOptions } from "../../src/testing/test-postern.ts";
import { deskWithDatabase, like } from "./tools.ts";

const ALICE = "alice@example.com";

/** A mail server that answers as it is told, and keeps to whom it accepted a mail. */
function toldMailer() {
  const told = {
    says: { ok: true, answer: "250 ok" } as HandOver,
    accepted: [] as string[],
  };
  const mailer: Mailer = {
    async send({ to }) {
      if (told.says.ok) told.accepted.push(to);
      return told.says;
    },
  };
  return { told, mailer };
}

/** A running site and a terminal on its database, at the same time. */
async function siteAndDesk(options: TestOptions = {}) {
  const desk = deskWithDatabase();
  const { told, mailer } = toldMailer();
  const database = new DatabaseSync(desk.database);
  const app = await testPostern({ ...options, database, mailer });
  app.clock.forward(Date.now() - app.clock.now());
  const register = async (email: string) => {
    const browser = app.browser();
    await browser.submit("/register", { email, password: PASSWORD });
    await app.postern.deliver();
    return browser;
  };
  return { ...desk, app, told, register };
}

type Desk = Pick<ReturnType<typeof deskWithDatabase>, "cli">;

/** Runs the command that an explanation names, as it is printed. */
async function follow({ cli }: Desk, out: string) {
  const [, command = ""] = /^command +postern (.*)$/m.exec(out) ?? [];
  const ran = await cli(command);
  expect([command, ran.code, ran.err]).toEqual([command, 0, expect.any(String)]);
  return command;
}

describe.concurrent("postern user why: a customer says that no mail came", () => {
  test("because she mistyped her address: the other registration is named", async () => {
    const desk = await siteAndDesk();
    await using _app = desk.app;
    desk.told.says = { ok: false, fault: "address", answer: "550 5.1.2 no such domain" };
    await desk.register("alice@exmaple.com");
    const { out, code } = await desk.cli(`user why ${ALICE}`);
    expect(code).toBe(0);
    expect(out).toMatch(/looks like a typing error[\s\S]*address +alice@exmaple\.com/);
    const other = await desk.cli("user why alice@exmaple.com");
    expect(await follow(desk, out)).toBe("user why alice@exmaple.com");
    expect(other.out).toMatch(
      /domain of the address does not exist[\s\S]*550 5\.1\.2 no such domain/,
    );
  });

  test("because her mailbox is full: it is sent again once she made room", async () => {
    const desk = await siteAndDesk();
    await using app = desk.app;
    desk.told.says = { ok: false, fault: "passing", answer: "452 4.2.2 mailbox full" };
    await desk.register(ALICE);
    app.clock.forward("2 minutes");
    desk.told.says = { ok: false, fault: "address", answer: "552 5.2.2 mailbox full" };
    await app.postern.deliver();
    const { out } = await desk.cli(`user why ${ALICE}`);
    expect(out).toMatch(
      /Mail put off +“Confirm your address” “452 4\.2\.2 mailbox full” \[passing\]/,
    );
    expect(out).toMatch(/The mailbox is full\.\nsince[\s\S]*next +Ask the person to make room/);
    desk.told.says = { ok: true, answer: "250 ok" };
    expect(await follow(desk, out)).toMatch(/^mail retry /);
    app.clock.forward("1 minute");
    await app.postern.deliver();
    expect(desk.told.accepted).toEqual([ALICE]);
  });

  test("because the server takes the site for a spammer: the words are shown, and the doctor is named", async () => {
    const desk = await siteAndDesk();
    await using _app = desk.app;
    desk.told.says = { ok: false, fault: "policy", answer: "554 5.7.1 rejected as spam" };
    await desk.register(ALICE);
    const { out } = await desk.cli(`user why ${ALICE}`);
    expect(out).toMatch(
      /refuses mail from this site as unwanted[\s\S]*554 5\.7\.1 rejected as spam/,
    );
    expect(out).toMatch(/command +postern doctor/);
  });

  test("because the site has no credit for strangers: an operator's mail goes out at once", async () => {
    const desk = await siteAndDesk({ firstContacts: 1 });
    await using app = desk.app;
    for (const email of ["a@example.com", "b@example.com", ALICE]) await desk.register(email);
    expect(desk.told.accepted).not.toContain(ALICE);
    const { out } = await desk.cli(`user why ${ALICE}`);
    expect(out).toMatch(/as many mails to strangers as it may/);
    expect(await follow(desk, out)).toMatch(/^user resend /);
    app.clock.forward("1 minute");
    await app.postern.deliver();
    expect(desk.told.accepted).toContain(ALICE);
  });

  test("because she confirmed long ago and forgot her password: a reset is sent", async () => {
    const desk = await siteAndDesk();
    await using app = desk.app;
    await desk.register(ALICE);
    await desk.cli(["user", "confirm", ALICE, "--reason", "showed her passport"]);
    app.clock.forward("2 minutes");
    await desk.register(ALICE);
    const { out } = await desk.cli(`user why ${ALICE}`);
    expect(out).toMatch(/confirmed already, so no confirmation mail comes/);
    const accepted = desk.told.accepted.length;
    expect(await follow(desk, out)).toMatch(/^user reset /);
    app.clock.forward("5 minutes");
    await app.postern.deliver();
    expect(desk.told.accepted.slice(accepted)).toEqual([ALICE]);
  });
});

describe.concurrent("postern user why", () => {
  test("prints one document for programs, with every try and without anything that opens a link", async () => {
    const desk = await siteAndDesk();
    await using app = desk.app;
    desk.told.says = { ok: false, fault: "greylisted", answer: "451 4.7.1 greylisted" };
    await desk.register(ALICE);
    const { id } = app.user(ALICE)!;
    const [byAddress, byId] = [
      await desk.cli(`user why ${ALICE} --json`),
      await desk.cli(`user why ${id} --json`),
    ];
    expect(byAddress.json()).toMatchObject({
      asked: ALICE,
      findings: [{ cause: "tried-again", answer: "451 4.7.1 greylisted", until: like(/^2\d{3}-/) }],
      mails: [{ tries: [{ answer: "451 4.7.1 greylisted", fault: "greylisted" }] }],
      users: [{ id }],
      cut: [],
    });
    const [first, second] = [byId, byAddress].map((ran) => ran.json()["timeLine"] as object[]);
    expect(first?.slice(1)).toEqual(second);
    expect(first?.[0]).toMatchObject({ act: "looked-at", actor: like(/^operator:/), userId: id });
    for (const { id: secret } of app.database.prepare("SELECT id FROM links").all())
      expect(byAddress.out + byId.out).not.toContain(String(secret));
  });

  test("exits with 1 where nothing is known, and says what to do", async () => {
    const { cli } = deskWithDatabase();
    await cli("db migrate");
    const [stranger, malformed, gone] = [
      await cli("user why nobody@example.com"),
      await cli("user why alice@@example --json"),
      await cli("user why 019aa5f0-7c1e-7d3a-9b1f-1c2d3e4f5a6b"),
    ];
    expect([stranger.code, malformed.code, gone.code]).toEqual([1, 1, 1]);
    expect(stranger.out).toMatch(/Nothing is known about this address[\s\S]*check the spelling/);
    expect(malformed.json()).toMatchObject({ findings: [{ cause: "malformed" }] });
  });
});
