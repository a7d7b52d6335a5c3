// The proof of work, or the operator's captcha, that a site asks for while unusually many mails go to strangers.

import { randomId } from "../../domain/id.ts";
import type { AskedCaptcha } from "../../domain/captcha.ts";
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

/** What a form or a program is asked for. */
export type Asked =
  | { readonly challenge: Challenge; readonly captcha?: undefined }
  | { readonly challenge?: undefined; readonly captcha: AskedCaptcha };

/** The operator's captcha while it works, and otherwise a challenge; nothing while the site asks for nothing. */
export async function askedNow(
  context: Uses<"firstContactState", "captcha" | "clock" | "proofs" | "random" | "settings">,
): Promise<Asked | undefined> {
  if (!(await asksForProof(context))) return undefined;
  const { captcha, clock, proofs, random } = context;
  const asked = captcha?.asked();
  if (asked !== undefined) return { captcha: asked };
  return { challenge: proofs.challenge(randomId(random), clock.now()) };
}

/** Whether the provider of the captcha vouches for whoever registers. A calm site does not ask it. */
export async function passesCaptcha(
  context: Uses<"firstContactState", "captcha" | "clock" | "settings">,
  token: string | undefined,
): Promise<boolean> {
  const { captcha } = context;
  if (captcha === undefined || token === undefined) return false;
  return (await asksForProof(context)) && (await captcha.verify(token));
}

/** Whether a solved challenge is good for this registration: it is for the first that it is sent with. */
export async function spendProof(
  { store, clock }: Uses<"hit", "clock">,
  solved: string | undefined,
): Promise<boolean> {
  if (solved === undefined) return false;
  return (await store.hit({ limit: ONE_PROOF, subject: solved, now: clock.now() })).allowed;
}
