// Pages that show somebody what happened to their own mails must reveal neither who owns an address (I7) nor
// what others asked for.

import fc from "fast-check";
import { expect, test } from "vitest";
import type { Browser } from "../../src/testing/browser.ts";
import { PASSWORD, testPostern, type TestPostern } from "../../src/testing/test-postern.ts";
import { OTHER_PASSWORD } from "./tools.ts";
import { ADDRESS, observeAll, type Act } from "./worlds.ts";

const TAGGED = ADDRESS.replace("@", "+tag@");

type Step = { readonly way: string; readonly minutes: number };

type People = Readonly<Record<"watcher" | "tagged" | "logged-in" | "other", Browser>>;

/** Everything that a stranger can do who reads none of the mailboxes. */
const ASKS: Readonly<Record<string, (people: People) => Promise<unknown>>> = {
  "resend the address": ({ other }) => other.submit("/resend", { email: ADDRESS }),
  "resend the tag": ({ other }) => other.submit("/resend", { email: TAGGED }),
  "resend from the page": ({ watcher }) => watcher.submit("/resend"),
  "reset the address": ({ other }) => other.submit("/forgot", { email: ADDRESS }),
  "reset the tag": ({ other }) => other.submit("/forgot", { email: TAGGED }),
  "register the tag again": ({ tagged }) =>
    tagged.submit("/register", { email: TAGGED, password: OTHER_PASSWORD }),
  "move to the address": (people) => move(people["logged-in"], ADDRESS),
  "move to the tag": (people) => move(people["logged-in"], TAGGED),
  cancel: ({ watcher }) => watcher.submit("/unconfirmed/cancel"),
  register: ({ watcher }) =>
    watcher.submit("/register", { email: ADDRESS, password: OTHER_PASSWORD }),
  "cancel and register": async (people) => {
    await people.watcher.submit("/unconfirmed/cancel");
    await people.watcher.submit("/register", { email: ADDRESS, password: OTHER_PASSWORD });
  },
  "another registers": ({ other }) =>
    other.submit("/register", { email: ADDRESS, password: OTHER_PASSWORD }),
  "registration moves to the address": ({ tagged }) =>
    tagged.submit("/unconfirmed/email", { email: ADDRESS }),
  "registration moves to the tag": ({ tagged }) =>
    tagged.submit("/unconfirmed/email", { email: TAGGED }),
  keep: ({ watcher }) => watcher.submit("/unconfirmed/keep"),
  "cancel the change": (people) => people["logged-in"].submit("/profile/email/cancel"),
  "log in": ({ other }) =>
    other.submit("/login", { email: ADDRESS, password: "wrong password here" }),
  "type a code": ({ watcher }) => watcher.json("POST", "/unconfirmed/code", { code: "12345678" }),
};

async function move(browser: Browser, email: string): Promise<void> {
  await browser.submit("/login/again", { password: PASSWORD });
  await browser.submit("/profile/email", { email });
}

const WAYS = Object.keys(ASKS);

/** Everything that the pages show to somebody who waits, and to somebody who changes their address. */
async function told(people: People): Promise<string> {
  const pages = [
    await people.watcher.json("GET", "/unconfirmed"),
    await people.watcher.json("POST", "/unconfirmed/code", { code: "87654321" }),
    await people.tagged.json("GET", "/unconfirmed"),
  ];
  const profile = await people["logged-in"].open("/profile");
  const pending = /Confirm .* to finish/.exec(profile.text)?.[0] ?? "no change";
  return [...pages.map(({ status, body }) => `${status} ${JSON.stringify(body)}`), pending].join(
    "\n",
  );
}

/** Whether every mail to the address bounces: at once, after some minutes, or never. */
type Fate = "arrives" | "comes back at once" | "comes back later";

/** Somebody registers the address and its tagged form, asks for everything in some order, and keeps reading. */
const asking =
  (steps: readonly Step[], fate: Fate = "arrives"): Act =>
  async (app, deliver) => {
    const mailbox = fate === "arrives" ? undefined : returning(app);
    const people = await arrive(app);
    const seen = [await told(people)];
    for (const { way, minutes } of steps) {
      await ASKS[way]!(people);
      await deliver();
      if (fate === "comes back at once") await mailbox?.();
      app.clock.forward(`${minutes + 1} minutes`);
      await mailbox?.();
      await deliver();
      seen.push(`${way}: ${await told(people)}`);
    }
    return new Response(seen.join("\n"));
  };

/** A mailbox that bounces whatever arrived since it was last asked. */
function returning(app: TestPostern): () => Promise<void> {
  const since = app.clock.now();
  const { store } = app.postern.context;
  return async () => {
    const sent = app.database
      .prepare(
        "SELECT id FROM mails WHERE state = 'sent' AND email_key LIKE 'ada%' AND silent = 0 AND ended_on >= ?",
      )
      .all(since);
    for (const { id } of sent) {
      const answer = "550 5.1.1 no such user";
      await store.recordBounce({
        mailId: String(id),
        answer,
        fault: "address",
        now: app.clock.now(),
      });
    }
  };
}

async function arrive(app: TestPostern): Promise<People> {
  const client = "203.0.113.77";
  const loggedIn = await app.confirmed("bob@example.com");
  const [watcher, tagged, other] = [1, 2, 3].map(() => app.browser({ client }));
  await tagged!.submit("/register", { email: TAGGED, password: OTHER_PASSWORD });
  await app.mails();
  app.clock.forward("2 minutes");
  await watcher!.submit("/register", { email: ADDRESS, password: OTHER_PASSWORD });
  await app.mails();
  app.clock.forward("2 minutes");
  return { watcher: watcher!, tagged: tagged!, other: other!, "logged-in": loggedIn };
}

async function expectAlike(act: Act): Promise<void> {
  const [unknown, ...others] = await observeAll(act);
  for (const { world, seen } of others) {
    expect({ [world]: seen.body.split("\n") }).toEqual({ [world]: unknown!.seen.body.split("\n") });
  }
}

test("asking by address for a tag and then for the address itself shows on no page", async () => {
  await expectAlike(
    asking([
      { way: "resend the tag", minutes: 0 },
      { way: "resend the address", minutes: 2 },
      { way: "type a code", minutes: 70 },
      { way: "resend the address", minutes: 2 },
    ]),
  );
});

test("moving an own account to the address and to its tag shows nothing either", async () => {
  const ways = [
    "move to the address",
    "move to the tag",
    "move to the address",
    "resend the address",
    "resend the address",
    "move to the address",
    "move to the tag",
  ];
  await expectAlike(asking(ways.map((way, step) => ({ way, minutes: step === 4 ? 70 : 0 }))));
});

test("the page with one's own data tells of a change as it was asked for, whatever its mail said", async () => {
  await expectAlike(async (app, deliver) => {
    const bob = await app.confirmed("bob@example.com");
    await move(bob, ADDRESS);
    await deliver();
    const { body } = await bob.json("GET", "/profile/data");
    expect(body["mails"]).toHaveLength(3);
    return new Response(JSON.stringify(body["mails"], undefined, 1));
  });
});

test("how often others ask by the address moves nothing for a client that registers it again", async () => {
  await expectAlike(async (app, deliver) => {
    const seen: string[] = [];
    const register = async () => {
      const browser = app.browser({ client: "203.0.113.77" });
      await browser.submit("/register", { email: ADDRESS, password: OTHER_PASSWORD });
      await deliver();
      const { body } = await browser.json("GET", "/unconfirmed");
      seen.push(JSON.stringify(body["mail"]));
      await browser.submit("/unconfirmed/cancel");
      app.clock.forward("61 seconds");
    };
    for (let time = 0; time < 3; time += 1) await register();
    for (let time = 0; time < 210; time += 1) {
      const client = `2001:db8:7:${Math.floor(time / 20)}::1`;
      await app.browser({ client }).json("POST", "/resend", { email: ADDRESS });
    }
    await deliver();
    await register();
    return new Response(seen.join("\n"));
  });
});

test("that a mail came back which only an owner gets shows nowhere", async () => {
  const steps = [
    { way: "cancel", minutes: 70 },
    { way: "resend the address", minutes: 2 },
    { way: "register", minutes: 2 },
  ];
  await expectAlike(asking(steps, "comes back at once"));
});

test.each(["arrives", "comes back at once", "comes back later"] as const)(
  "whatever is asked for, and in which order, the pages tell the same of every address whose mail %s",
  async (fate) => {
    const steps = fc.array(
      fc.record({ way: fc.constantFrom(...WAYS), minutes: fc.constantFrom(0, 0, 2, 30, 70) }),
      { minLength: 4, maxLength: 16 },
    );
    await fc.assert(
      fc.asyncProperty(steps, async (order) => expectAlike(asking(order, fate))),
      { numRuns: 8, seed: 20261128 },
    );
  },
);

test("what somebody else asks for by the address moves nothing on the waiting page", async () => {
  await using app = await testPostern();
  const { browser } = await app.register(ADDRESS);
  app.clock.forward("10 minutes");
  const own = async () => {
    const { body } = await browser.json("GET", "/unconfirmed");
    return [body["state"], body["mail"], body["expiresOn"]];
  };
  const before = await own();
  for (let time = 0; time < 5; time += 1) {
    await app.browser({ client: "203.0.113.77" }).submit("/resend", { email: ADDRESS });
    await app.mails();
    app.clock.forward("2 minutes");
  }
  expect(before).toMatchObject(["waiting", { state: "sent" }, expect.any(String)]);
  expect(await own()).toEqual(before);
});
