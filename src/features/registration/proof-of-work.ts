// The proof of work that a site asks for while unusually many mails go to strangers.

import { randomId } from "../../domain/id.ts";
import { ONE_PROOF, type Challenge } from "../../domain/proof-of-work.ts";
import type { Uses } from "../../ports/context.ts";

/** Whether whoever registers is asked for a proof of work now. */
export async function asksForProof({
  store,
  clock,
  settings: { firstContacts: rules },
}: Uses<"firstContactState", "clock" | "settings">): Promise<boolean> {
  if (rules === undefined) return false;
  return (await store.firstContactState({ rules, now: clock.now() })) !== "calm";
}

/** A challenge for a form or a program; none while the site asks for none. */
export async function challengeNow(
  context: Uses<"firstContactState", "clock" | "proofs" | "random" | "settings">,
): Promise<Challenge | undefined> {
  const { clock, proofs, random } = context;
  return (await asksForProof(context))
    ? proofs.challenge(randomId(random), clock.now())
    : undefined;
}

/** Whether a solved challenge is good for this registration: it is for the first that it is sent with. */
export async function spendProof(
  { store, clock }: Uses<"hit", "clock">,
  solved: string | undefined,
): Promise<boolean> {
  if (solved === undefined) return false;
  return (await store.hit({ limit: ONE_PROOF, subject: solved, now: clock.now() })).allowed;
}
