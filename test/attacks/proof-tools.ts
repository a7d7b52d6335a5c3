// A site on the alert, and who solves its puzzles: every browser, and every attacker.

import { createHash } from "node:crypto";
import { proofsOfWork, type Challenge } from "../../src/domain/proof-of-work.ts";
import type { Browser, Page } from "../../src/testing/browser.ts";
import type { TestPostern } from "../../src/testing/test-postern.ts";
import { creditIs, SECRET } from "./tools.ts";

/** Puzzles that are solved in no time, with keys as they are. */
export function smallPuzzles({ context }: TestPostern["postern"], numbers = 100): void {
  Object.assign(context, { proofs: proofsOfWork([SECRET], numbers) });
}

/** As if so many mails had gone to strangers that little credit is left: below 100 the site is on the alert. */
export function alarm(app: TestPostern, credit = 60): void {
  smallPuzzles(app.postern);
  app.clock.forward("1 minute"); // what is known of the site's standing is out of date
  creditIs(app, credit);
}

/** The proof that a challenge was solved, by trying. */
export function solve({ salt, challenge, maxnumber }: Challenge): string {
  for (let number = 0; number <= maxnumber; number += 1) {
    const proof = `${salt}${number}`;
    if (createHash("sha256").update(proof).digest("hex") === challenge) return proof;
  }
  throw new Error("This challenge has no solution.");
}

/** Registers as a program does, which solves the challenge where it is asked to. */
export async function registerSolving(browser: Browser, account: object) {
  const answer = await browser.json("POST", "/register", account);
  if (answer.body["reason"] !== "proof-of-work-needed") return answer;
  const proof = solve(answer.body["challenge"] as Challenge);
  return browser.json("POST", "/register", { ...account, proof });
}

/** The challenge that a page's script would solve; undefined where the page asks for none. */
export function challengeOn({ text }: Page): Challenge | undefined {
  const [, salt, challenge, most] =
    /data-salt="([^"]+)" data-challenge="([^"]+)" data-most="(\d+)"/.exec(text) ?? [];
  if (salt === undefined || challenge === undefined) return undefined;
  return { algorithm: "SHA-256", salt, challenge, maxnumber: Number(most) };
}

/** What speaks for the newest mail. */
export const trustOfNewest = (app: TestPostern): number =>
  Number(app.database.prepare("SELECT trust FROM mails ORDER BY id DESC").get()?.["trust"]);
