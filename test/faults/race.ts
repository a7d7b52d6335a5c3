// One link, used by many at three nodes at once: exactly one of them wins.

import { simpleParser } from "mailparser";
import { ask } from "./parts/book.ts";
import { exactly, seen, type Figure } from "./parts/figures.ts";
import { PASSWORD, post, register } from "./parts/load.ts";
import { startSite, type Site } from "./parts/site.ts";
import { until } from "./parts/wait.ts";

export type Race = { readonly rounds: number; readonly atOnce: number };

/** Each round has its own registration and link, and many who confirm with it. */
export async function raceForOneLink({ rounds, atOnce }: Race): Promise<readonly Figure[]> {
  await using site = await startSite();
  const winners: number[] = [];
  const statuses = new Map<number, number>();
  for (let round = 1; round <= rounds; round += 1) {
    const answers = await oneRound(site, `racer-${round}@example.com`, atOnce);
    winners.push(answers.filter(({ hasWon }) => hasWon).length);
    for (const { status } of answers) statuses.set(status, (statuses.get(status) ?? 0) + 1);
  }
  const confirmed = await count(site.database, "audit WHERE act = 'confirmed'");
  const unanswered = (statuses.get(0) ?? 0) + (statuses.get(500) ?? 0);
  return [
    seen("uses of one link at once, over three nodes", atOnce),
    exactly("rounds with exactly one winner", winners.filter((won) => won === 1).length, rounds),
    exactly("confirmations in the audit log", confirmed, rounds),
    exactly("addresses with an owner", await count(site.database, "addresses"), rounds),
    exactly("requests without an answer, or with 500", unanswered, 0),
    seen("requests answered with 503", statuses.get(503) ?? 0),
  ];
}

type Answered = { readonly status: number; readonly hasWon: boolean };

async function oneRound(site: Site, email: string, atOnce: number): Promise<readonly Answered[]> {
  const registered = await register(site.nodes[0]!.url, email);
  const cookie = registered?.headers.getSetCookie()[0]?.split(";")[0] ?? "";
  const link = await linkTo(site, email);
  // The browser that registered, others with its password, and others that take it over.
  const ways = [
    () => [{ link }, { cookie }] as const,
    () => [{ link, password: PASSWORD }, {}] as const,
    (place: number) => [{ link, newPassword: `a password of number ${place}` }, {}] as const,
  ];
  return Promise.all(
    Array.from({ length: atOnce }, async (_, place) => {
      const [body, options] = ways[place % 3]!(place);
      const { url } = site.nodes[Math.floor(place / 3) % 3]!;
      const answer = await post(`${url}/confirm`, body, options);
      const said = (await answer?.json()) as Record<string, unknown> | undefined;
      // A late one is told that the address is already confirmed, also with 200.
      return { status: answer?.status ?? 0, hasWon: answer?.status === 200 && "user" in said! };
    }),
  );
}

async function linkTo({ mails }: Site, email: string): Promise<string> {
  const mailTo = () => mails.taken.find(({ to }) => to === email);
  await until(`the mail to ${email} is taken`, () => mailTo() !== undefined);
  const { text = "" } = await simpleParser(mailTo()!.bytes);
  return /\/confirm\/([\w.-]+)/.exec(text)?.[1] ?? "";
}

async function count(database: string, what: string): Promise<number> {
  const [row] = await ask(database, `SELECT COUNT(*) AS many FROM ${what}`);
  return Number(row?.["many"]);
}
