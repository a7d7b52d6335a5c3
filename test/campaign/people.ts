// People who were imported, and a campaign that writes to them.

import { parseEmailAddress } from "../../src/domain/email-address.ts";
import { passwordCredential } from "../../src/domain/evidence.ts";
import { timeOrderedId } from "../../src/domain/id.ts";
import { days } from "../../src/domain/time.ts";
import { continueCampaign, startCampaign } from "../../src/features/campaign/campaign.ts";
import type { ImportedUser } from "../../src/ports/import-store.ts";
import { quickHasher } from "../../src/testing/quick-hasher.ts";
import { PASSWORD, type TestPostern } from "../../src/testing/test-postern.ts";

export const OPERATOR = { actor: "operator:root" };

/** Imports people who registered long ago and never confirmed. */
export async function importPeople(
  app: TestPostern,
  emails: readonly string[],
  differs: Partial<ImportedUser> = {},
): Promise<void> {
  const { store, clock, random } = app.postern.context;
  const registeredOn = clock.now() - days(1_000);
  const hash = await quickHasher().hash(PASSWORD);
  const users = emails.map((email): ImportedUser => {
    const id = timeOrderedId(random, registeredOn);
    const address = parseEmailAddress(email);
    if (!address.ok) throw new Error(`${email} is no address.`);
    return {
      id,
      digest: `digest of ${email}`,
      foreignId: null,
      system: "Django",
      address: address.value,
      registeredOn,
      registeredWith: "Django",
      nextPath: null,
      confirmedOn: null,
      confirmedVia: null,
      passwordChangedOn: null,
      factors: 1,
      roles: [],
      disabledOn: null,
      emailFrozenUntil: null,
      deletesOn: null,
      language: null,
      source: null,
      fields: {},
      terms: [],
      credentials: [{ ...passwordCredential(id, hash), createdOn: registeredOn, lastUsedOn: null }],
      ...differs,
    };
  });
  const input = { users, duplicates: "first", ...OPERATOR, now: clock.now() } as const;
  await store.importUsers(input);
}

/** So many addresses. */
export const addresses = (count: number, domain = "example.com"): readonly string[] =>
  Array.from({ length: count }, (_, at) => `p${at}@${domain}`);

/** Starts a campaign of a mail a minute, if nothing else is said. */
export const begin = (app: TestPostern, perHour = 60) =>
  startCampaign(app.postern.context, OPERATOR, { perHour });

/** What a running process does in some minutes: the campaign's steps, and handing over. Returns the campaign's mails. */
export async function run(app: TestPostern, minutes: number): Promise<readonly string[]> {
  for (let minute = 0; minute < minutes; minute += 1) {
    app.clock.forward("1 minute");
    await continueCampaign(app.postern.context);
    await app.mails();
  }
  const mails = await app.mails();
  return mails.filter(({ kind }) => kind === "confirm-moved").map(({ to }) => to);
}
