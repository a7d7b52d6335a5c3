// What use cases are given: the parts of a host, and the machine's own in place of those that are missing.

import { addressPolicy } from "./adapters/address-policy.ts";
import { captcha } from "./adapters/captcha.ts";
import { argon2Hasher } from "./adapters/argon2-hasher.ts";
import { fairPasswords } from "./adapters/fair-passwords.ts";
import { foreignHashes } from "./adapters/foreign-hashes/foreign-hashes.ts";
import { importedPasswords } from "./adapters/imported-passwords.ts";
import { jsonLog } from "./adapters/json-log.ts";
import { oneTimeCodes } from "./adapters/one-time-codes.ts";
import { passkeys } from "./adapters/passkeys.ts";
import { askOverHttp, boundedAsk, oldSystemSender } from "./adapters/old-system.ts";
import { mailServices } from "./adapters/mail-hooks/mail-hooks.ts";
import { systemClock } from "./adapters/system-clock.ts";
import { storedPeppers } from "./adapters/stored-peppers.ts";
import { systemPace } from "./adapters/system-pace.ts";
import { systemRandom } from "./adapters/system-random.ts";
import { typedPasswords } from "./adapters/typed-passwords.ts";
import { webhookKeys } from "./adapters/webhook-keys.ts";
import { webhookSender } from "./adapters/webhook-sender.ts";
import { codes } from "./domain/code.ts";
import type { KeyRing } from "./domain/key-ring.ts";
import { knownDevices } from "./domain/known-device.ts";
import { languagesOf, type Catalogues } from "./domain/languages.ts";
import { linkCodec } from "./domain/link-codec.ts";
import { passkeyChallenges } from "./domain/passkey-challenge.ts";
import { oldLinkReader } from "./domain/old-links.ts";
import { proofsOfWork } from "./domain/proof-of-work.ts";
import { credentialSealer } from "./domain/sealed.ts";
import { mailboxDigests } from "./domain/stopped-mailbox.ts";
import { mailReferences } from "./domain/mail-reference.ts";
import { returnPaths } from "./domain/return-path.ts";
import { hintsIn } from "./hints.ts";
import { movingFrom, nobodyMoves } from "./import/move-over.ts";
import { newsIn } from "./identity/news.ts";
import { notesIn } from "./identity/notes.ts";
import { servingFrom } from "./outbox/serving.ts";
import type { Context } from "./ports/context.ts";
import type { Moving } from "./ports/moving.ts";
import type { Pace } from "./ports/pace.ts";
import type { Settings } from "./ports/settings.ts";
import type { PosternParts } from "./parts.ts";

type Resolved = {
  readonly settings: Settings;
  readonly keys: KeyRing;
  readonly catalogues: Catalogues;
};

/** Makes the context of an installation. */
export function contextFrom(
  parts: PosternParts,
  { settings, keys, catalogues }: Resolved,
): Context {
  const { store, captchaFetch = fetch, passwords, passwordHasher } = parts;
  const { clock = systemClock, random = systemRandom, log = jsonLog(), pace = systemPace } = parts;
  const world = { clock, random, log };
  const made = madeWith(keys);
  const { captcha: asked } = settings.registration;
  const compared = typedPasswords({
    passwords: passwords ?? fairPasswords(passwordHasher ?? argon2Hasher()),
    imported: importedPasswords({
      ...world,
      store,
      settings,
      pace,
      // An import wraps weak hashes with the hasher of the site.
      newHasher: () => foreignHashes({ hasher: passwordHasher }),
      peppers: storedPeppers(store, keys),
    }),
    pace,
  });
  return {
    ...world,
    hint: hintsIn(log),
    store,
    settings,
    ...made,
    passwords: compared,
    oneTimeCodes: oneTimeCodes(random),
    passkeys: passkeys(),
    captcha: asked && captcha(asked, { ...world, fetch: captchaFetch }),
    oldLinks: oldLinkReader(settings.oldLinks),
    returnPaths: settings.bounces && returnPaths(made.references, settings.bounces.address),
    addressPolicy: addressPolicy(settings.registration, {
      ...world,
      allow: parts.allowRegistration,
      disposableDomains: parts.disposableDomains,
      dns: parts.dns,
    }),
    mailServices: mailServices(parts.snsFetch ?? fetch),
    moving: movingOf(parts, { settings, sealed: made.sealed, passwords: compared, pace, ...world }),
    webhookSender: parts.webhookSender ?? webhookSender(settings.webhooks),
    webhookKeys: webhookKeys(keys, random),
    languages: languagesOf(settings, catalogues),
    serving: servingFrom(settings.baseUrl, { ...world, store }),
    notes: notesIn({ store, clock }),
    news: newsIn({ ...world, store }, { isOn: parts.background !== false }),
  };
}

type Moves = Pick<Context, "settings" | "passwords" | "clock" | "random" | "log" | "sealed"> & {
  readonly pace: Pace;
};

/** Who is asked about people who have not been moved over. */
function movingOf({ store, askOldSystem }: PosternParts, world: Moves): Moving {
  const { oldSystem: rules } = world.settings;
  if (rules === undefined) return nobodyMoves;
  const { url } = rules;
  const ask =
    askOldSystem ??
    (url === undefined ? undefined : askOverHttp({ ...rules, url }, oldSystemSender(rules), world));
  if (ask === undefined) return nobodyMoves;
  return movingFrom(rules, { ...world, store, ask: boundedAsk(ask, rules, world) });
}

/** What is signed or sealed with the keys of the ring. */
const madeWith = (keys: KeyRing) => ({
  links: linkCodec(keys),
  codes: codes(keys),
  mailboxes: mailboxDigests(keys),
  devices: knownDevices(keys),
  references: mailReferences(keys),
  proofs: proofsOfWork(keys),
  passkeyChallenges: passkeyChallenges(keys),
  sealed: credentialSealer(keys),
});
