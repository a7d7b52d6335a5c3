// Every pair of actions on one user, at the same moment. Whichever wins, the promises hold afterwards.

import { describe, expect, test } from "vitest";
import { PASSWORD, testPostern, type TestPostern } from "../../src/testing/test-postern.ts";
import type { Browser } from "../../src/testing/browser.ts";

const ADA = "ada@example.com";
const NEW_ADDRESS = "countess@example.com";
const OTHER_PASSWORD = "a lamp above the door";

type Scene = { readonly app: TestPostern; readonly browser: Browser; readonly links: Links };
type Links = { readonly confirm: string; readonly reset: string; readonly change: string };
type Act = { readonly name: string; run(scene: Scene): Promise<unknown> };

const token = (url: string): string => url.split("/").at(-1) ?? "";

const ACTS: readonly Act[] = [
  {
    name: "change",
    run: ({ browser, links }) => browser.json("POST", "/change-email", { link: links.change }),
  },
  { name: "resend", run: ({ browser }) => browser.json("POST", "/resend") },
  {
    name: "confirm",
    run: ({ app, links }) =>
      app.browser().json("POST", "/confirm", { link: links.confirm, password: PASSWORD }),
  },
  {
    name: "reset",
    run: ({ app, links }) =>
      app.browser().json("POST", "/reset", { link: links.reset, password: OTHER_PASSWORD }),
  },
  {
    name: "delete",
    run: ({ browser }) => browser.json("POST", "/profile/delete", { password: PASSWORD }),
  },
  { name: "disable", run: ({ app }) => disable(app) },
  {
    name: "login",
    run: ({ app }) => app.browser().json("POST", "/login", { email: ADA, password: PASSWORD }),
  },
  {
    name: "password change",
    run: ({ browser }) =>
      browser.json("POST", "/profile/password", {
        currentPassword: PASSWORD,
        password: "the old stone stairs",
      }),
  },
];

const PAIRS = ACTS.flatMap((first, index) =>
  ACTS.slice(index).map((second) => [first, second] as const),
);

async function disable(app: TestPostern): Promise<void> {
  const user = app.user(ADA) ?? app.user(NEW_ADDRESS);
  if (user === undefined) return;
  await app.postern.context.store.disableUser({
    userId: user.id,
    actor: "operator:test",
    reason: "race",
    now: app.clock.now(),
  });
}

/** A user with a link of every kind in the mailbox: waiting to be confirmed, or already confirmed. */
async function scene(app: TestPostern, isConfirmed: boolean): Promise<Scene> {
  const { browser, link } = await app.register(ADA);
  const confirm = token(link);
  let change = "";
  if (isConfirmed) {
    await browser.open(link);
    await browser.submit("/confirm");
    await browser.submit("/profile/email", { email: NEW_ADDRESS });
    change = token((await app.mailTo(NEW_ADDRESS)).links[0] ?? "");
  }
  app.clock.forward("2 minutes");
  await app.browser().submit("/forgot", { email: ADA });
  const reset = token((await app.mailTo(ADA)).links[0] ?? "");
  app.clock.forward("2 minutes");
  return { app, browser, links: { confirm, reset, change } };
}

/** What must hold for the tables whatever happened. */
function promisesHold({ database, clock }: TestPostern): void {
  const rows = (sql: string): readonly Record<string, unknown>[] => database.prepare(sql).all();
  // I1: one confirmed user per address, and the table of addresses agrees.
  expect(
    rows(`SELECT u.id FROM users u LEFT JOIN addresses a ON a.user_id = u.id AND a.email_key = u.email_key
          WHERE (u.confirmed_on IS NULL) <> (a.user_id IS NULL)`),
  ).toEqual([]);
  // I3: a closed user has no link that still works, except those that stop or undo a change; a user who is to
  // be deleted may also have a reset. Whoever used it has no other.
  expect(
    rows(`SELECT l.id FROM links l JOIN users u ON u.id = l.user_id
          WHERE l.ended_on IS NULL AND l.purpose IN ('confirm', 'reset', 'change-email')
            AND (u.disabled_on IS NOT NULL
              OR (l.purpose <> 'reset' AND u.deletes_on IS NOT NULL)
              OR (l.purpose = 'reset' AND EXISTS (SELECT 1 FROM audit
                WHERE audit.user_id = u.id AND audit.act = 'password-reset')))`),
  ).toEqual([]);
  // I4: no session is older than the user's last credential event, or belongs to somebody closed.
  expect(
    rows(`SELECT s.id FROM sessions s JOIN users u ON u.id = s.user_id
          WHERE s.created_on < u.password_changed_on OR u.disabled_on IS NOT NULL OR u.deletes_on IS NOT NULL`),
  ).toEqual([]);
  // I6: no mail is left without a sender.
  expect(rows(`SELECT id FROM mails WHERE ended_on IS NULL AND due_on < ${clock.now()}`)).toEqual(
    [],
  );
}

describe.for([
  { state: "waiting to be confirmed", isConfirmed: false },
  { state: "confirmed", isConfirmed: true },
])("a user who is $state", ({ isConfirmed }) => {
  test.for(
    PAIRS.map(([first, second]) => ({ pair: `${first.name} and ${second.name}`, first, second })),
  )("survives $pair at the same moment", async ({ first, second }) => {
    await using app = await testPostern({ unconfirmed: "full" });
    const set = await scene(app, isConfirmed);
    const answers = await Promise.all([
      first.run(set),
      second.run(set),
      second.run(set),
      first.run(set),
    ]);
    expect(
      answers.some((answer) => (answer as { status?: number } | undefined)?.status === 500),
    ).toBe(false);
    await app.mails();
    promisesHold(app);
  });
});
