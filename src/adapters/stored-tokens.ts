// Tokens in the site's database: encrypted, and renewed by one process for all.

import { parseKeyRing, type KeyRing } from "../domain/key-ring.ts";
import { NONCE, sealer, type Resealed } from "../domain/sealed.ts";
import { days, seconds, type Duration } from "../domain/time.ts";
import type { Random } from "../ports/random.ts";
import type { TokenKeeper, Tokens } from "../ports/token-keeper.ts";
import type { TokenStore } from "../ports/token-store.ts";
import { reseal } from "./reseal.ts";
import { systemRandom } from "./system-random.ts";

/** Longer than a token endpoint may take to answer, and than the database may take to store what it said. */
const LEASE: Duration = seconds(30);

/** Google and Microsoft end refresh tokens that nobody used for six and for three months. */
const FORGOTTEN_AFTER: Duration = days(200);

/**
 * Keeps tokens in the site's store, so that they survive restarts, and one process renews them for all. They are encrypted:
 * `secret` is the one that `createPostern` is given. Throws `TypeError` if it is none.
 *
 * @example
 * ```ts
 * const mailerOver = (store: Store): Mailer =>
 *   smtpMailer({
 *     host: "smtp.office365.com",
 *     port: 587,
 *     secure: false,
 *     user: "accounts@example.com",
 *     from: "Acme <accounts@example.com>",
 *     oauth: {
 *       provider: "microsoft",
 *       tenant: "11111111-2222-3333-4444-555555555555",
 *       clientId: "66666666-7777-8888-9999-000000000000",
 *       clientSecret: process.env["SMTP_CLIENT_SECRET"],
 *       tokens: storedTokens(store, process.env["POSTERN_SECRET"] ?? ""),
 *     },
 *   });
 * ```
 */
export function storedTokens(
  store: TokenStore,
  secret: string | readonly string[],
  random: Random = systemRandom,
): TokenKeeper {
  const ring = parseKeyRing(typeof secret === "string" ? secret : secret.join(","));
  if (!ring.ok) throw new TypeError("storedTokens: give the secret that createPostern is given");
  const sealed = sealer(ring.value, PURPOSE);
  return {
    async claim({ id, refused, now }) {
      const read = async (without: number | undefined) => {
        const found = await store.claimTokens({ id, refused: without, lease: LEASE, now });
        const opened = found.sealed === null ? undefined : sealed.open(found.sealed, id);
        return { ...found, tokens: opened && (JSON.parse(opened.text) as Tokens) };
      };
      const found = await read(refused);
      const isLost = found.state === "current" && found.tokens === undefined;
      // What was sealed with a key that is gone begins anew, from the settings.
      const { state, version, claimedUntil, tokens } = isLost ? await read(found.version) : found;
      return {
        state,
        version,
        tokens,
        release: () => store.releaseTokens({ id, claimedUntil }),
      };
    },
    save: ({ id, version, tokens, now }) =>
      store.saveTokens({
        id,
        version,
        sealed: sealed.seal(JSON.stringify(tokens), id, random.bytes(NONCE)),
        renewOn: tokens.renewOn,
        forgetBefore: now - FORGOTTEN_AFTER,
        now,
      }),
  };
}

const PURPOSE = "oauth";

/** Seals all tokens with the newest key of the ring. */
export const resealTokens = async (
  store: Pick<TokenStore, "listTokens" | "replaceTokens">,
  keys: KeyRing,
  random: Random,
): Promise<Resealed> =>
  reseal({
    rows: await store.listTokens(),
    sealed: sealer(keys, PURPOSE),
    random,
    replace: ({ id, from, to }) =>
      store.replaceTokens({ from: { id, sealed: from }, to: { id, sealed: to } }),
  });
