// A mail server with real faults: slow, busy, refusing for now, and disconnecting before and after it accepted
// a mail. In one process with a movable clock, over real SMTP.

import { smtpMailer } from "../../src/adapters/smtp-mailer.ts";
import { seededRandom } from "../../src/testing/random.ts";
import { testPostern, type TestPostern } from "../../src/testing/test-postern.ts";
import { atMost, exactly, seen, type Figure } from "./parts/figures.ts";
import { sink, type Fate, type Sink } from "./parts/sink.ts";

export type BadServer = { readonly people: number; readonly seed: string };

/** What happens to a mail: each fate as often as it is listed. */
const FATES: readonly Fate[] = [
  "taken",
  "taken",
  "refused-at-the-door",
  "refused-for-now",
  "refused-at-the-dot",
  "dropped-before-the-dot",
  "dropped-after-it",
];

/** Everybody registers; the clock moves on until every mail has ended. */
export async function badMailServer({ people, seed }: BadServer): Promise<readonly Figure[]> {
  await using mails = sink();
  const random = seededRandom(seed);
  const byte = (): number => random.bytes(1)[0] ?? 0;
  mails.behave({ fate: () => FATES[byte() % FATES.length]!, pause: () => byte() / 10 });
  const mailer = smtpMailer({
    host: "127.0.0.1",
    port: await mails.open("a"),
    secure: false,
    from: "Postern <postern@accounts.example>",
  });
  await using app = await testPostern({ mailer, limits: "off" });
  try {
    for (let place = 1; place <= people; place += 1) {
      const fields = { email: `person-${place}@example.com`, password: "plum tree by the river" };
      await app.browser().json("POST", "/register", fields);
      if (place % 20 === 0) await app.postern.deliver();
    }
    await untilOver(app);
  } finally {
    await mailer.close?.();
  }
  return figures(app, mails, people);
}

/** Each check comes after the longest wait between two tries. */
async function untilOver(app: TestPostern): Promise<void> {
  for (let look = 0; look < 140 && waiting(app) > 0; look += 1) {
    while ((await app.postern.deliver()) > 0);
    app.clock.forward("37 minutes");
  }
}

const waiting = ({ database }: TestPostern): number => count(database, "ended_on IS NULL");

const count = (database: TestPostern["database"], condition: string): number =>
  Number(database.prepare(`SELECT COUNT(*) AS many FROM mails WHERE ${condition}`).get()?.["many"]);

function figures(app: TestPostern, mails: Sink, people: number): readonly Figure[] {
  const copies = Map.groupBy(mails.taken, ({ messageId }) => messageId);
  const mixed = [...copies.values()].filter(([first, ...more]) =>
    more.some(({ bytes }) => !bytes.equals(first!.bytes)),
  );
  return [
    seen("mails to hand over", people),
    ...[...mails.fates].map(([fate, times]) => seen(`tries that were ${fate}`, times)),
    exactly("mails that nobody got", people - copies.size, 0),
    exactly("mails still waiting", waiting(app), 0),
    exactly("mails not known as sent", people - count(app.database, "state = 'sent'"), 0),
    atMost(
      "mails taken twice, of those dropped after they were taken",
      mails.taken.length - copies.size,
      mails.fates.get("dropped-after-it") ?? 0,
    ),
    exactly("second copies with other bytes", mixed.length, 0),
  ];
}
