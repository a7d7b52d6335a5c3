import { describe, expect, test } from "vitest";
import { capturedMailbox } from "../../src/adapters/captured-mailbox.ts";
import type { HandOver, Mailer } from "../../src/ports/mailer.ts";
import { PASSWORD, testPostern, type TestPostern } from "../../src/testing/test-postern.ts";
import { formsIn, linksIn, valueIn, wordsOf } from "./page.ts";

const EMAIL = "ada@example.com";

/** A mail server that gives every mail the same answer. */
const answering = (answer: HandOver): Mailer => ({ send: async () => answer });

async function waitingFor(app: TestPostern, email = EMAIL, client?: string) {
  const browser = app.browser(client === undefined ? {} : { client });
  await browser.submit("/register", { email, password: PASSWORD });
  return browser;
}

/** The address of a client that has used up its share of the mails to this mailbox. */
async function spentClient(app: TestPostern): Promise<string> {
  const client = "203.0.113.9";
  for (let count = 0; count < 3; count += 1) {
    await waitingFor(app, EMAIL, client);
    await app.mails();
    app.clock.forward("2 minutes");
  }
  return client;
}

describe("the waiting page tells the truth about the mail", () => {
  test("before it is handed over: it is on its way", async () => {
    await using app = await testPostern();
    const browser = await waitingFor(app);
    expect(wordsOf(await browser.open("/unconfirmed"))).toContain(
      `An email is on its way to ${EMAIL}`,
    );
    const { body } = await browser.json("GET", "/unconfirmed");
    expect(body).toMatchObject({ state: "waiting", mail: { state: "queued", sentOn: null } });
  });

  test("before it has a place among the mails to its mailbox: when it is due", async () => {
    await using app = await testPostern();
    await waitingFor(app);
    await app.mails();
    app.clock.forward("20 seconds");
    const browser = await waitingFor(app);
    await app.mails();
    expect(wordsOf(await browser.open("/unconfirmed"))).toContain(
      `An email will go out on 22 November 2026, 13:06 (UTC) to ${EMAIL}`,
    );
    const mail = { state: "queued", reason: "turn" };
    expect((await browser.json("GET", "/unconfirmed")).body).toMatchObject({ mail });
    app.clock.forward("40 seconds");
    await app.mails();
    expect(wordsOf(await browser.open("/unconfirmed"))).toContain(`We sent an email to ${EMAIL}`);
  });

  test("after the hand-over: we sent it, until when the link works, and when all of it ends", async () => {
    await using app = await testPostern();
    const browser = await waitingFor(app);
    app.clock.forward("5 minutes");
    await app.mails();
    const page = await browser.open("/unconfirmed");
    expect(page.heading).toBe("Check your email");
    expect(wordsOf(page)).toContain(`We sent an email to ${EMAIL}`);
    expect(wordsOf(page)).toContain("The link works until 25 November 2026, 13:10 (UTC)");
    expect(wordsOf(page)).toContain("this registration is removed on 29 November 2026");
    expect((await browser.json("GET", "/unconfirmed")).body).toEqual({
      state: "waiting",
      email: EMAIL,
      mail: { state: "sent", sentOn: "2026-11-22T13:10:00.000Z" },
      resendAfter: "2026-11-22T13:10:00.000Z",
      expiresOn: "2026-11-25T13:10:00.000Z",
    });
  });

  test("a server that asks us to wait: we keep trying, and when", async () => {
    const answer = "451 4.7.1 Greylisted";
    await using app = await testPostern({
      mailer: answering({ ok: false, fault: "passing", answer }),
    });
    const browser = await waitingFor(app);
    await app.mails();
    const words = wordsOf(await browser.open("/unconfirmed"));
    expect(words).toContain("The mail server of example.com is asking us to wait");
    expect(words).toContain("the next try is on 22 November 2026, 13:05 (UTC)");
    const { body } = await browser.json("GET", "/unconfirmed");
    expect(body).toMatchObject({ state: "waiting", mail: { state: "retry" } });
    expect(body["mail"]).not.toHaveProperty("answer");
  });

  test.each(["passing", "sender", "policy"] as const)(
    "while no mail goes out by a fault that is %s: there is a delay, nothing is lost, and then it was sent",
    async (fault) => {
      let isDown = true;
      const down: HandOver = { ok: false, fault, affectsAll: true, answer: "535 no such user" };
      await using app = await testPostern({
        mailer: { send: async () => (isDown ? down : { ok: true, answer: "250 taken" }) },
      });
      const browser = await waitingFor(app);
      await app.mails();
      const words = wordsOf(await browser.open("/unconfirmed"));
      expect(words).toContain("We cannot send any email at the moment");
      expect(words).toContain(`goes out by itself to ${EMAIL}`);
      expect(words).not.toContain("535");
      const { body } = await browser.json("GET", "/unconfirmed");
      expect(body).toMatchObject({ state: "waiting" });
      expect(body["mail"]).toEqual({ state: "queued", sentOn: null, reason: "held" });
      isDown = false;
      app.clock.forward("5 minutes");
      await app.mails();
      expect(wordsOf(await browser.open("/unconfirmed"))).toContain(`We sent an email to ${EMAIL}`);
      const now = await browser.json("GET", "/unconfirmed");
      expect(now.body["mail"]).not.toHaveProperty("reason");
    },
  );

  test("that delay is told alike of an address that has an owner and of one that has none", async () => {
    let isDown = false;
    const down = { ok: false, fault: "passing", affectsAll: true, answer: "421" } as const;
    const mailbox = capturedMailbox();
    await using app = await testPostern({
      mailer: { send: async (mail) => (isDown ? down : mailbox.send(mail)) },
    });
    const owner = await waitingFor(app);
    while ((await app.postern.deliver()) > 0);
    await owner.open((await mailbox.list())[0]!.links[0]!);
    await owner.submit("/confirm");
    isDown = true;
    app.clock.forward("1 hour");
    const bob = "bob@example.com";
    const browsers = [await waitingFor(app, EMAIL), await waitingFor(app, bob)];
    for (let minute = 0; minute < 20; minute += 1) {
      await app.mails();
      const [known, unknown] = await Promise.all(
        browsers.map(async (browser) => (await browser.json("GET", "/unconfirmed")).body),
      );
      expect(known).toMatchObject({ mail: { state: "queued", reason: "held" } });
      expect({ ...known, email: bob }).toEqual(unknown);
      app.clock.forward("1 minute");
    }
  });

  test("given up after days without a mail server: that it was us, and the way to a new mail", async () => {
    const down = { ok: false, fault: "passing", affectsAll: true, answer: "421" } as const;
    await using app = await testPostern({ mailer: answering(down) });
    const browser = await waitingFor(app);
    await app.mails();
    app.clock.forward("73 hours");
    await app.mails();
    const page = await browser.open("/unconfirmed");
    expect(wordsOf(page)).toContain("We could not send your email in time. Send it again.");
    expect(formsIn(page)).toEqual(["/resend", "/unconfirmed/email"]);
    expect((await browser.json("GET", "/unconfirmed")).body).toMatchObject({
      state: "undeliverable",
      mail: { state: "dead", reason: "too-late" },
    });
  });

  test("an address that does not exist: that it does not, and the way to another address", async () => {
    const answer = "550 5.1.1 No such user";
    await using app = await testPostern({
      mailer: answering({ ok: false, fault: "address", answer }),
    });
    const browser = await waitingFor(app);
    await app.mails();
    const page = await browser.open("/unconfirmed");
    expect(page.text).toContain(`We could not deliver to <strong>${EMAIL}</strong>`);
    expect(wordsOf(page)).toContain(
      "Its mail server says that there is no such mailbox, or that it is closed. Check the address.",
    );
    expect(formsIn(page)).toEqual(["/unconfirmed/email", "/resend"]);
    const { body } = await browser.json("GET", "/unconfirmed");
    expect(body).toMatchObject({
      state: "undeliverable",
      mail: { state: "dead", trouble: "no-mailbox" },
    });
  });

  test.each([
    "550 5.1.1 <private@inner.example>: Recipient address rejected: User unknown in virtual alias table",
    '550 5.1.1 unknown user: "private"',
    "550 5.1.1 private... User unknown",
    "550 5.1.1 undeliverable address: host mx1.private.lan[10.0.0.7] said: 550 5.1.1 User unknown",
    "550 5.1.1 User unknown; return path bounces+private@acme.example; see https://private.example/x",
    "550 5.1.1 <b>private</b> No such user",
  ])(
    "nothing that a mail server names, not even beside words about the address: %s",
    async (answer) => {
      await using app = await testPostern({
        mailer: answering({ ok: false, fault: "address", answer }),
      });
      const browser = await waitingFor(app);
      await app.mails();
      const page = await browser.open("/unconfirmed");
      expect(page.text).toContain(`We could not deliver to <strong>${EMAIL}</strong>`);
      expect(page.text).not.toMatch(/private|10\.0\.0\.7/);
      const { body } = await browser.json("GET", "/unconfirmed");
      expect(body["mail"]).toEqual({ state: "dead", sentOn: null, trouble: "no-mailbox" });
    },
  );

  test.each(["sender", "policy", "unknown"] as const)(
    "a refusal that is not the address's fault (%s): we keep trying, and none of the server's words",
    async (fault) => {
      const answer = "554 5.2.252 SendAsDenied; relay@acme.example not allowed to send as us";
      await using app = await testPostern({ mailer: answering({ ok: false, fault, answer }) });
      const browser = await waitingFor(app);
      await app.mails();
      const page = await browser.open("/unconfirmed");
      expect(wordsOf(page)).toContain(`Our mail server could not send our email to ${EMAIL} yet`);
      expect(wordsOf(page)).toContain("we keep trying, the next time on 22 November 2026");
      expect(wordsOf(page)).not.toMatch(/Check the address|is asking us to wait/);
      const { body } = await browser.json("GET", "/unconfirmed");
      expect(body).toMatchObject({
        state: "waiting",
        mail: { state: "retry", reason: "not-delivered" },
      });
      app.clock.forward("73 hours");
      await app.mails();
      const over = await browser.open("/unconfirmed");
      expect(wordsOf(over)).toContain(`Our mail server could not deliver the email to ${EMAIL}`);
      expect(formsIn(over)).toEqual(["/resend", "/unconfirmed/email"]);
      const after = (await browser.json("GET", "/unconfirmed")).body;
      expect(after["mail"]).toEqual({ state: "dead", sentOn: null, reason: "not-delivered" });
      for (const text of [page.text, over.text, JSON.stringify([body, after])]) {
        expect(text).not.toContain("SendAsDenied");
      }
    },
  );

  test("a link that has expired: send the email again", async () => {
    await using app = await testPostern();
    const browser = await waitingFor(app);
    await app.mails();
    app.clock.forward("72 hours");
    const page = await browser.open("/unconfirmed");
    expect(wordsOf(page)).toContain("The link we sent has expired. Send the email again");
    expect((await browser.json("GET", "/unconfirmed")).body["state"]).toBe("expired");
    await browser.submit("/resend");
    await app.mails();
    expect((await browser.json("GET", "/unconfirmed")).body["state"]).toBe("waiting");
  });

  test("a move to an address that gets no more mails: what went to the old one does not count", async () => {
    await using app = await testPostern();
    const client = await spentClient(app);
    const browser = await waitingFor(app, "typo@example.org", client);
    await app.mails();
    app.clock.forward("2 minutes");
    await browser.submit("/unconfirmed/email", { email: EMAIL });
    await app.mails();
    const page = wordsOf(await browser.open("/unconfirmed"));
    expect(page).toContain("We have not sent this email.");
    expect((await browser.json("GET", "/unconfirmed")).body).toMatchObject({
      state: "waiting",
      mail: { state: "cancelled", sentOn: null, reason: "withheld" },
    });
  });

  test("a client that had its share: nothing was sent, and the page does not pretend", async () => {
    await using app = await testPostern();
    const client = await spentClient(app);
    const browser = await waitingFor(app, EMAIL, client);
    await app.mails();
    const page = wordsOf(await browser.open("/unconfirmed"));
    expect(page).toContain("We have not sent this email.");
    expect(page).not.toContain("Open it and press");
    expect((await browser.json("GET", "/unconfirmed")).body).toMatchObject({
      state: "waiting",
      mail: { state: "cancelled", sentOn: null, reason: "withheld" },
      resendAfter: "2026-11-22T13:12:00.000Z",
    });
    expect(await app.mails()).toHaveLength(3);
    app.clock.forward("1 hour");
    expect((await browser.submit("/resend")).status).toBe(200);
    expect(await app.mails()).toHaveLength(4);
  });

  test("what others asked for is on no page: the time of the next mail is by one's own mails", async () => {
    await using app = await testPostern();
    const browser = await waitingFor(app);
    await app.mails();
    app.clock.forward("2 minutes");
    await app.browser().submit("/resend", { email: EMAIL });
    await waitingFor(app);
    await app.mails();
    expect((await browser.json("GET", "/unconfirmed")).body["resendAfter"]).toBe(
      "2026-11-22T13:07:00.000Z",
    );
  });
});

test("the waiting page leads to the mailbox of a well-known provider, in a tab of its own", async () => {
  await using app = await testPostern();
  const browser = await waitingFor(app, "ada.lovelace@gmail.com");
  const page = await browser.open("/unconfirmed");
  expect(page.text).toMatch(
    /class="button secondary"\s+href="https:\/\/mail\.google\.com\/"\s+target="_blank"\s+rel="noopener/,
  );
  expect(wordsOf(page)).toContain("Open Gmail");
  const other = await waitingFor(app, EMAIL);
  expect(wordsOf(await other.open("/unconfirmed"))).not.toContain("opens in a new tab");
});

test("without a script there is a button for whoever confirmed on another device", async () => {
  await using app = await testPostern();
  const { browser, link } = await app.register(EMAIL);
  expect(wordsOf(await browser.open("/unconfirmed"))).toContain("I have confirmed – continue");
  const phone = app.browser();
  await phone.open(link);
  await phone.submit("/confirm", { password: PASSWORD });
  const page = await browser.open("/unconfirmed");
  expect(page.path).toBe("/");
  expect(wordsOf(page)).toContain("your address is confirmed");
});

test("a script that asks on learns that another device confirmed", async () => {
  await using app = await testPostern();
  const { browser, link } = await app.register(EMAIL);
  const phone = app.browser();
  await phone.open(link);
  await phone.submit("/confirm", { password: PASSWORD });
  const { status, body } = await browser.json("GET", "/unconfirmed");
  expect(status).toBe(200);
  expect(body).toMatchObject({ state: "confirmed", email: EMAIL });
});

test("without a session the page sends a new mail to a typed address", async () => {
  await using app = await testPostern();
  const page = await app.browser().open("/unconfirmed");
  expect(page.heading).toBe("Get a new confirmation email");
  expect(formsIn(page)).toEqual(["/resend"]);
  expect(linksIn(page)).toContain("/login");
  const answer = await app.browser().json("GET", "/unconfirmed");
  expect(answer).toMatchObject({ status: 401, body: { reason: "not-logged-in" } });
});

describe("a slip in the address", () => {
  test("is asked about, and set right by one press", async () => {
    await using app = await testPostern();
    const browser = await waitingFor(app, "ada@gmial.com");
    const page = await browser.open("/unconfirmed");
    expect(wordsOf(page)).toContain("Did you mean ada@gmail.com?");
    expect(wordsOf(page)).toContain("Use ada@gmail.com");
    expect(wordsOf(page)).toContain("Keep ada@gmial.com");
    expect((await browser.json("GET", "/unconfirmed")).body["suggestion"]).toBe("ada@gmail.com");
    const fixed = await browser.submit("/unconfirmed/email", { email: valueIn(page, "email")! });
    expect(wordsOf(fixed)).toContain("ada@gmail.com");
    expect(wordsOf(fixed)).not.toContain("Did you mean");
    expect((await app.mailTo("ada@gmail.com")).kind).toBe("confirm");
    app.clock.forward("3 minutes");
    expect((await app.mails()).map(({ to }) => to)).toEqual(["ada@gmail.com"]);
  });

  test.each([false, true])(
    "keeps its mail back for two minutes (the address is known here: %s)",
    async (isKnown) => {
      await using app = await testPostern();
      if (isKnown) {
        const owner = await waitingFor(app, "ada@gmial.com");
        await owner.submit("/unconfirmed/keep");
        await owner.open((await app.mailTo("ada@gmial.com")).links[0]!);
        await owner.submit("/confirm");
        app.clock.forward("2 minutes");
      }
      const before = (await app.mails()).length;
      const browser = await waitingFor(app, "ada@gmial.com");
      await app.mails();
      expect((await browser.json("GET", "/unconfirmed")).body).toMatchObject({
        mail: { state: "queued", reason: "suggestion" },
      });
      expect(wordsOf(await browser.open("/unconfirmed"))).toMatch(
        /If you do not choose, our email goes there on 22 November 2026, 13:\d\d \(UTC\)\./,
      );
      app.clock.forward("119 seconds");
      expect(await app.mails()).toHaveLength(before);
      app.clock.forward("1 second");
      expect(await app.mails()).toHaveLength(before + 1);
      const page = wordsOf(await browser.open("/unconfirmed"));
      expect(page).toContain("We wrote to ada@gmial.com, as you typed it.");
    },
  );

  test("keeps its mail back no longer: one that then waits for its turn says so", async () => {
    await using app = await testPostern();
    await waitingFor(app, "ada@gmial.com");
    const browser = await waitingFor(app, "ada@gmial.com");
    const mail = async () => (await browser.json("GET", "/unconfirmed")).body["mail"];
    app.clock.forward("119 seconds");
    await app.mails();
    expect(await mail()).toMatchObject({ state: "queued", reason: "suggestion" });
    app.clock.forward("1 second");
    await app.mails();
    expect(await mail()).toMatchObject({ state: "queued", reason: "turn" });
    const page = wordsOf(await browser.open("/unconfirmed"));
    expect(page).toContain("You typed ada@gmial.com. If that is a typo, correct it here.");
    expect(page).toMatch(
      /An email will go out on 22 November 2026, 13:\d\d \(UTC\) to ada@gmial.com/,
    );
    expect(page).not.toContain("We wrote to");
  });

  test("is none to whoever keeps the address: the mail goes out, and nobody asks again", async () => {
    await using app = await testPostern();
    const browser = await waitingFor(app, "ada@gmial.com");
    const page = await browser.submit("/unconfirmed/keep");
    expect(wordsOf(page)).not.toContain("Did you mean");
    expect((await app.mailTo("ada@gmial.com")).kind).toBe("confirm");
    const { body } = await browser.json("GET", "/unconfirmed");
    expect(body).toMatchObject({ state: "waiting", mail: { state: "sent" } });
    expect(body).not.toHaveProperty("suggestion");
    expect((await browser.json("POST", "/unconfirmed/keep")).status).toBe(200);
    await browser.submit("/unconfirmed/email", { email: "ada@hotmial.com" });
    expect((await browser.json("GET", "/unconfirmed")).body["suggestion"]).toBe("ada@hotmail.com");
  });

  test("is told to a page that is being filled in, and nothing else of the address", async () => {
    await using app = await testPostern();
    await app.confirmed("ada@gmail.com");
    const ask = async (email: string) => app.browser().json("POST", "/suggestion", { email });
    expect(await ask("ada@gmial.com")).toMatchObject({
      status: 200,
      body: { suggestion: "ada@gmail.com" },
    });
    for (const email of ["ada@gmail.com", "eve@gmail.com", "no address", ""]) {
      expect(await ask(email)).toMatchObject({ status: 200, body: {} });
    }
    expect((await app.browser().open("/suggestion")).path).toBe("/register");
  });

  test("is not seen where there is none", async () => {
    await using app = await testPostern();
    const browser = await waitingFor(app);
    expect(wordsOf(await browser.open("/unconfirmed"))).not.toContain("Did you mean");
  });
});

describe("another address", () => {
  test("takes the place of the first one, and the first one's link is replaced", async () => {
    await using app = await testPostern();
    const { browser, link } = await app.register("ada@exmaple.com");
    const page = await browser.submit("/unconfirmed/email", { email: EMAIL });
    expect(page.path).toBe("/unconfirmed");
    expect(wordsOf(page)).toContain("The link we sent to the old one no longer works");
    expect(wordsOf(page)).toContain(EMAIL);
    const opened = await browser.open(link);
    expect(opened.status).toBe(410);
    expect(opened.heading).toBe("This link was replaced");
    await browser.open((await app.mailTo(EMAIL)).links[0]!);
    await browser.submit("/confirm");
    expect(app.user(EMAIL)).toMatchObject({ confirmedVia: "link" });
    expect(app.user("ada@exmaple.com")).toBeUndefined();
  });

  test("is told to programs, and refused beside its field like at registration", async () => {
    await using app = await testPostern();
    const browser = await waitingFor(app, "ada@exmaple.com");
    const done = await browser.json("POST", "/unconfirmed/email", { email: EMAIL });
    expect(done).toMatchObject({ status: 200, body: { state: "waiting", email: EMAIL } });
    const wrong = await browser.json("POST", "/unconfirmed/email", { email: "ada" });
    expect(wrong).toMatchObject({ status: 422, body: { fields: { email: "email-format" } } });
    const page = await browser.submit("/unconfirmed/email", { email: "" });
    expect(page.status).toBe(422);
    expect(wordsOf(page)).toContain("Enter your email address");
  });

  test("is asked by nobody without a session, and does nothing to the confirmed", async () => {
    await using app = await testPostern();
    const stranger = app.browser();
    expect((await stranger.submit("/unconfirmed/email", { email: EMAIL })).path).toBe("/login");
    expect((await stranger.json("POST", "/unconfirmed/email", { email: EMAIL })).status).toBe(401);
    const browser = await app.confirmed(EMAIL);
    const answer = await browser.json("POST", "/unconfirmed/email", { email: "b@example.com" });
    expect(answer).toMatchObject({ status: 409, body: { reason: "not-waiting" } });
    expect(app.user(EMAIL)).toMatchObject({ confirmedVia: "link" });
  });

  test("may be the same one again: the mail that is on its way still works", async () => {
    await using app = await testPostern();
    const { browser, link } = await app.register(EMAIL);
    for (let count = 0; count < 3; count += 1) {
      await browser.submit("/unconfirmed/email", { email: "Ada@example.com" });
    }
    expect((await browser.open(link)).heading).toBe("Confirming your address");
  });

  test("is refused once a registration has had its five mails", async () => {
    await using app = await testPostern();
    const browser = await waitingFor(app, "a0@example.com");
    for (let count = 1; count < 5; count += 1) {
      await browser.submit("/unconfirmed/email", { email: `a${count}@example.com` });
    }
    const page = await browser.submit("/unconfirmed/email", { email: EMAIL });
    expect(page.status).toBe(422);
    expect(wordsOf(page)).toContain("You have reached the limit of 5 emails.");
  });
});

describe("cancelling", () => {
  test("asks once, then removes the registration, its session and its link", async () => {
    await using app = await testPostern();
    const { browser, link } = await app.register(EMAIL);
    const ask = await browser.open("/unconfirmed/cancel");
    expect(ask.heading).toBe("Cancel this registration?");
    expect(app.user(EMAIL)).toBeDefined();
    const gone = await browser.submit("/unconfirmed/cancel");
    expect(gone.path).toBe("/register");
    expect(wordsOf(gone)).toContain("The registration is removed.");
    expect(app.user(EMAIL)).toBeUndefined();
    expect((await browser.open(link)).heading).toBe("This registration was removed");
    expect(browser.jar.has("__Host-postern-session")).toBe(false);
  });

  test("takes back a mail that was not sent yet", async () => {
    await using app = await testPostern();
    const browser = await waitingFor(app);
    const answer = await browser.json("POST", "/unconfirmed/cancel");
    expect(answer).toMatchObject({ status: 200, body: { state: "removed" } });
    expect(await app.mails()).toEqual([]);
  });

  test("does nothing to the confirmed", async () => {
    await using app = await testPostern();
    const browser = await app.confirmed(EMAIL);
    const answer = await browser.json("POST", "/unconfirmed/cancel");
    expect(answer).toMatchObject({ status: 409, body: { reason: "not-waiting" } });
    expect((await browser.submit("/unconfirmed/cancel")).path).toBe("/");
    expect(app.user(EMAIL)).toMatchObject({ confirmedVia: "link" });
  });
});
