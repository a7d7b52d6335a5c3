// A site that lets mails to strangers wait must not tell by that whose an address is (I7), in whichever state it is.

import { expect, test } from "vitest";
import type { TestPostern } from "../../src/testing/test-postern.ts";
import { wordsOf } from "../journeys/page.ts";
import { creditIs, OTHER_PASSWORD } from "./tools.ts";
import { ADDRESS, observeAll, type Act } from "./worlds.ts";

/** Registers the address, and again and again writes down all that is told of it; `besides` happens before. */
const waiting =
  (credit: number, besides: (app: TestPostern) => Promise<unknown> = async () => {}): Act =>
  async (app, deliver) => {
    creditIs(app, credit);
    await besides(app);
    await deliver();
    const browser = app.browser({ client: "203.0.113.77" });
    const seen: string[] = [];
    const registered = await browser.submit("/register", {
      email: ADDRESS,
      password: OTHER_PASSWORD,
    });
    seen.push(wordsOf(registered));
    for (const passed of [
      "0 s",
      "15 s",
      "61 s",
      "6 s",
      "20 minutes",
      "3 hours",
      "20 s",
      "2 hours",
    ]) {
      app.clock.forward(passed === "0 s" ? 0 : passed.replace(" s", " seconds"));
      await deliver();
      const { status, body } = await browser.json("GET", "/unconfirmed");
      seen.push(`${passed}: ${status} ${JSON.stringify(body)}`);
      seen.push(wordsOf(await browser.open("/unconfirmed")));
    }
    const again = await browser.json("POST", "/resend");
    await deliver();
    seen.push(`${again.status} ${JSON.stringify(again.body)}`);
    seen.push(JSON.stringify((await browser.json("GET", "/unconfirmed")).body));
    return new Response(seen.join("\n"));
  };

async function toldOf(act: Act): Promise<string> {
  const [unknown, ...others] = await observeAll(act);
  for (const { world, seen } of others) {
    expect({ [world]: seen.body.split("\n") }).toEqual({ [world]: unknown!.seen.body.split("\n") });
  }
  return unknown!.seen.body;
}

test.each([
  ["calm", 200, ["sent"]],
  ["on the alert", 99, ["sent"]],
  ["holding", 40, ["busy", "sent"]],
  ["holding all", 15, ["busy", "withheld-busy"]],
])("a site that is %s tells the same of every address at every moment", async (_, credit, told) => {
  const body = await toldOf(waiting(credit));
  for (const state of told) expect(body).toContain(`"${state}"`);
});

test.each(["/forgot", "/resend"])(
  "what %s mails an address without an account leaves as much for registrations as what it mails an owner",
  async (path) => {
    const body = await toldOf(
      waiting(41, (app) => app.browser({ client: "203.0.113.9" }).submit(path, { email: ADDRESS })),
    );
    expect(body).not.toContain('"busy"');
  },
);
