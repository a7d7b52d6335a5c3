// Access tokens for one account: each serves until shortly before its end, and one renewal serves everybody who waits.

import { setTimeout } from "node:timers/promises";
import { minutes, seconds, type Duration, type Instant } from "../domain/time.ts";
import type { TokenSetting } from "../domain/token-trouble.ts";
import type { Clock } from "../ports/clock.ts";
import { StoreUnavailable } from "../ports/store.ts";
import type { TokenKeeper, Tokens } from "../ports/token-keeper.ts";
import { nameOfGrant, type Grant } from "./oauth-grant.ts";
import { systemClock } from "./system-clock.ts";
import { requestToken, type GivenToken, type NoToken } from "./token-request.ts";

/** An access token, or why there is none. `answer` contains no secret. */
export type TokenAnswer =
  | { readonly ok: true; readonly token: string; readonly issuedOn: Instant }
  | {
      readonly ok: false;
      /** `sender`: an operator must change something. `passing`: it may work soon. */
      readonly fault: "sender" | "passing";
      readonly answer: string;
      readonly setting?: TokenSetting | undefined;
      readonly retryAfter?: Duration | undefined;
    };

export type TokenSource = {
  /**
   * An access token that is good now. With `refused`, which a server has just refused, another one; or the same one if it
   * was made so recently that another would be refused too. Never throws.
   */
  token(refused?: string): Promise<TokenAnswer>;
};

type TokenSourceOptions = {
  /** Where they are kept. Default: in this process. */
  readonly keeper?: TokenKeeper | undefined;
  readonly clock?: Clock | undefined;
  /** Waits between two looks at what another process is doing. Default: a fifth of a second. */
  readonly pause?: () => Promise<unknown>;
};

/** A token is renewed when a fifth of its life is left: at Microsoft and Google, twelve minutes or more. */
const RENEW_AT = 0.8;

/** While the endpoint is down and the old token still serves, it is asked again this often. */
const RETRY_EVERY: Duration = seconds(30);

/** A token that is refused this soon after it was made is not the reason: another one would be refused too. */
const FRESH: Duration = minutes(1);

/** How often is looked whether another process has finished; a renewal takes ten seconds at most. */
const LOOKS = 75;
const PAUSE: Duration = 200;

/** The access tokens of a grant. */
export function tokenSource(grant: Grant, options: TokenSourceOptions = {}): TokenSource {
  const { keeper = inThisProcess(), clock = systemClock } = options;
  const { pause = () => setTimeout(PAUSE) } = options;
  const source: Source = { grant, id: nameOfGrant(grant), keeper, clock, pause, retryOn: 0 };
  let renewing: Promise<TokenAnswer> | undefined;
  /** One at a time: a refresh token that is used twice ends all tokens at some services. */
  const renewed = (refused: string | undefined): Promise<TokenAnswer> =>
    (renewing ??= attempt(source, refused).finally(() => (renewing = undefined)));
  return {
    async token(refused) {
      const good = heldFor(source, refused);
      if (good !== undefined) return answerOf(good);
      const answer = await renewed(refused);
      // Somebody else's renewal, which did not know that this one was refused.
      return answer.ok && answer.token === refused ? renewed(refused) : answer;
    },
  };
}

type Held = { readonly version: number; readonly tokens: Tokens };

type Claimed = Awaited<ReturnType<TokenKeeper["claim"]>>;

type Source = Required<Pick<TokenSourceOptions, "pause">> & {
  readonly grant: Grant;
  readonly id: string;
  readonly keeper: TokenKeeper;
  readonly clock: Clock;
  /** What is used, until it must be renewed. */
  held?: Held;
  /** What was got, and could not be stored yet. */
  unsaved?: Held | undefined;
  /** Until then, a token that is due is used all the same. */
  retryOn: Instant;
};

/** What is held, if it may be used without a look at what is kept. */
function heldFor({ held, clock, retryOn }: Source, refused: string | undefined) {
  if (held === undefined) return undefined;
  const { tokens } = held;
  const now = clock.now();
  if (tokens.access === refused) return now < tokens.issuedOn + FRESH ? tokens : undefined;
  return now < (now < retryOn ? tokens.expiresOn : tokens.renewOn) ? tokens : undefined;
}

async function attempt(source: Source, refused: string | undefined): Promise<TokenAnswer> {
  try {
    return await renew(source, refused);
  } catch (error) {
    if (!(error instanceof StoreUnavailable)) throw error;
    const { held } = source;
    return held !== undefined && serves(source, held.tokens, refused)
      ? answerOf(held.tokens)
      : passing("the database, where access tokens are kept, cannot be used now");
  }
}

/** Renews the tokens if it is this process's turn, or waits for the one whose turn it is. */
async function renew(source: Source, refused: string | undefined): Promise<TokenAnswer> {
  const { id, keeper, clock, pause, held } = source;
  let version = held?.tokens.access === refused ? held?.version : undefined;
  for (let look = 0; look < LOOKS; look += 1) {
    const saved = source.unsaved && (await save(source, source.unsaved));
    if (saved !== undefined) return saved;
    const claim = await keeper.claim({ id, refused: version, now: clock.now() });
    const { state, tokens } = claim;
    if (tokens?.access === refused) ({ version } = claim);
    if (state === "yours") {
      const answer = await renewClaimed(source, claim, refused);
      if (answer !== undefined) return answer;
    } else if (tokens !== undefined && serves(source, tokens, refused)) {
      return hold(source, { version: claim.version, tokens });
    } else await pause();
  }
  return passing("another process has been renewing the access token for too long");
}

async function renewClaimed(
  source: Source,
  { version, tokens, release }: Claimed,
  refused: string | undefined,
): Promise<TokenAnswer | undefined> {
  const now = source.clock.now();
  const given = await requestToken(source.grant, tokens?.refresh, now);
  if (given.ok) return save(source, { version, tokens: tokensOf(given, tokens, now) });
  await release();
  if (tokens === undefined || !serves(source, tokens, refused)) return refusalOf(given);
  source.retryOn = now + (given.retryAfter ?? RETRY_EVERY);
  return hold(source, { version, tokens });
}

/** What was got is kept before it is used: it may contain the only refresh token that is still good. */
async function save(source: Source, next: Held): Promise<TokenAnswer | undefined> {
  const { id, keeper, clock } = source;
  source.unsaved = next;
  const { version, tokens } = next;
  const isSaved = await keeper.save({ id, version, tokens, now: clock.now() });
  source.unsaved = undefined;
  return isSaved ? hold(source, { version: version + 1, tokens }) : undefined;
}

/** Uses what is kept from now on. */
function hold(source: Source, next: Held): TokenAnswer {
  source.held = next;
  return answerOf(next.tokens);
}

const serves = ({ clock }: Source, tokens: Tokens, refused: string | undefined): boolean =>
  tokens.access !== refused && clock.now() < tokens.expiresOn;

const answerOf = ({ access, issuedOn }: Tokens): TokenAnswer => ({
  ok: true,
  token: access,
  issuedOn,
});

const refusalOf = ({ fault, words, setting, retryAfter }: NoToken): TokenAnswer => ({
  ok: false,
  fault,
  answer: words,
  setting,
  retryAfter,
});

const passing = (answer: string): TokenAnswer => ({ ok: false, fault: "passing", answer });

const tokensOf = (
  { access, life, refresh }: GivenToken,
  before: Tokens | undefined,
  now: Instant,
): Tokens => ({
  access,
  refresh: refresh ?? before?.refresh,
  issuedOn: now,
  renewOn: now + Math.floor(life * RENEW_AT),
  expiresOn: now + life,
});

/** Without a database, each process has its own, and a refresh token that was replaced is lost with it. */
function inThisProcess(): TokenKeeper {
  let version = 0;
  let kept: Tokens | undefined;
  return {
    async claim({ refused, now }) {
      const isDue = kept === undefined || now >= kept.renewOn || version === refused;
      return {
        state: isDue ? "yours" : "current",
        version,
        tokens: kept,
        release: async () => undefined,
      };
    },
    async save({ tokens }) {
      kept = tokens;
      version += 1;
      return true;
    },
  };
}
