// The eight digits have a hundred million values: they are safe because of the limit on guesses.

import { expect, test } from "vitest";
import { testPostern } from "../../src/testing/test-postern.ts";
import { countingHasher, OTHER_PASSWORD } from "./tools.ts";

const ADA = "ada@example.com";

test("a code is nothing in a browser that did not make this registration", async () => {
  await using app = await testPostern({ passwordHasher: countingHasher() });
  const ada = await app.register(ADA);
  const anonymous = await app.browser().json("POST", "/unconfirmed/code", { code: ada.code });
  expect(anonymous.status).toBe(401);
  app.clock.forward("2 minutes");
  const rival = await app.register(ADA, OTHER_PASSWORD);
  const { body } = await rival.browser.json("POST", "/unconfirmed/code", { code: ada.code });
  expect(body["reason"]).toBe("wrong-code");
  expect(app.user(ADA)).toMatchObject({ confirmedOn: null });
});

test("a code that was asked for by address confirms no registration that waits, whose ever it is", async () => {
  await using app = await testPostern({ passwordHasher: countingHasher() });
  const ada = await app.register(ADA);
  app.clock.forward("2 minutes");
  const stranger = await app.register(ADA, OTHER_PASSWORD);
  app.clock.forward("2 minutes");
  await app.browser().submit("/resend", { email: ADA });
  const { kind, code, text, links } = await app.mailTo(ADA);
  expect(kind).toBe("confirm-again");
  expect(text).toContain(`The page that removes it asks for this code: ${code}`);
  expect(text).not.toContain("page you left open");
  for (const { browser } of [stranger, ada]) {
    const { body } = await browser.json("POST", "/unconfirmed/code", { code });
    expect(body["reason"]).toBe("wrong-code");
  }
  await ada.browser.open(links[0]!);
  await ada.browser.submit("/confirm");
  expect(app.user(ADA)).toMatchObject({ confirmedVia: "link" });
  expect((await stranger.browser.json("GET", "/unconfirmed")).status).toBe(401);
});

test("asking for more mails gives five tries each, and five mails are all a registration gets", async () => {
  await using app = await testPostern({ limits: "off", passwordHasher: countingHasher() });
  const { browser } = await app.register(ADA);
  let compared = 0;
  for (let mail = 0; mail < 10; mail += 1) {
    for (let guess = 0; guess < 10; guess += 1) {
      const { body } = await browser.json("POST", "/unconfirmed/code", { code: `1000000${guess}` });
      if (body["reason"] === "wrong-code") compared += 1;
    }
    await browser.submit("/resend");
    await app.mails();
  }
  expect(compared).toBeLessThanOrEqual(25);
});

test("changing the address to and fro wins no tries beyond those of five mails", async () => {
  await using app = await testPostern({ limits: "off", passwordHasher: countingHasher() });
  const { browser } = await app.register(ADA);
  let compared = 0;
  for (let change = 0; change < 10; change += 1) {
    for (let guess = 0; guess < 6; guess += 1) {
      const { body } = await browser.json("POST", "/unconfirmed/code", { code: `1000000${guess}` });
      if (body["reason"] === "wrong-code") compared += 1;
    }
    const email = change % 2 === 0 ? "bob@example.com" : ADA;
    await browser.submit("/unconfirmed/email", { email });
    await app.mails();
  }
  expect(compared).toBeLessThanOrEqual(25);
});

test("one client has sixty guesses in a quarter of an hour over all its registrations", async () => {
  await using app = await testPostern({ passwordHasher: countingHasher() });
  const client = "203.0.113.7";
  let compared = 0;
  for (let registration = 0; registration < 20; registration += 1) {
    const browser = app.browser({ client });
    const email = `guess${registration}@example.com`;
    await browser.submit("/register", { email, password: OTHER_PASSWORD });
    await app.mailTo(email);
    for (let guess = 0; guess < 5; guess += 1) {
      const { status } = await browser.json("POST", "/unconfirmed/code", { code: "12345678" });
      if (status === 422) compared += 1;
    }
  }
  expect(compared).toBe(60);
});

test.each(["1234567", "123456789", "⑴⑵⑶⑷⑸⑹⑺⑻", "١٢٣٤٥٦٧", "12345678\0", "0x123456", "1e7"])(
  "%j is no code, and costs no try",
  async (code) => {
    await using app = await testPostern({ passwordHasher: countingHasher() });
    const { browser } = await app.register(ADA);
    const { body } = await browser.json("POST", "/unconfirmed/code", { code });
    expect(body["reason"]).toBe("code-format");
    const tries = app.database.prepare("SELECT code_tries FROM links").get();
    expect(tries?.["code_tries"]).toBe(0);
  },
);

test("digits of another script are the same guess, and win no tries beyond the five", async () => {
  await using app = await testPostern({ passwordHasher: countingHasher() });
  const { browser, code } = await app.register(ADA);
  const wrong = code === "12345678" ? "12345679" : "12345678";
  const zeros = ["0", "٠", "۰", "०", "０", "𝟎"];
  const reasons: unknown[] = [];
  for (const zero of zeros) {
    const typed = wrong.replace(/\d/g, (digit) =>
      String.fromCodePoint(zero.codePointAt(0)! + Number(digit)),
    );
    const { body } = await browser.json("POST", "/unconfirmed/code", { code: typed });
    reasons.push(body["reason"]);
  }
  expect(reasons).toEqual([...Array<string>(5).fill("wrong-code"), "dead-code"]);
});

test.each(["٠", "۰", "०", "０", "๐"])(
  "the code typed with the digits after %s confirms",
  async (zero) => {
    await using app = await testPostern({ passwordHasher: countingHasher() });
    const { browser, code } = await app.register(ADA);
    const typed = code.replace(/\d/g, (digit) =>
      String.fromCodePoint(zero.codePointAt(0)! + Number(digit)),
    );
    const { status } = await browser.json("POST", "/unconfirmed/code", { code: typed });
    expect(status).toBe(200);
  },
);
