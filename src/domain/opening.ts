// Who opened a mailed link, as far as a request shows: a person, or a machine that reads mail before people do.

import type { Instant } from "./time.ts";

/** `machine`: a scanner, a preview or a prefetch. Many scanners look like a browser, so `person` is a guess. */
export type Opener = "person" | "machine";

/** Openings of one link by one kind of opener. */
export type Openings = {
  readonly opener: Opener;
  readonly firstOn: Instant;
  readonly lastOn: Instant;
  readonly count: number;
};

/** What a request says about who sent it. */
export type OpeningRequest = { readonly method: string; readonly headers: Pick<Headers, "get"> };

/** Browsers say so when they load a page that nobody has asked for yet. */
const AHEAD = ["sec-purpose", "purpose", "x-moz", "x-purpose"];

/** Programs that name themselves. A name is never stored. */
const PROGRAM =
  /bot\b|crawl|spider|scan|preview|proxy|headless|curl|wget|python|java\/|go-http|okhttp|axios|node|libwww|barracuda|mimecast|proofpoint|facebookexternal|whatsapp|slack|telegram|skype|teams/i;

/** Longer than any browser's header. */
const LONGEST_NAME = 512;

/**
 * Guesses who sent a request for a mailed link. Nothing may depend on the answer: machines can look like people, and some people's
 * browsers look like machines. Pure.
 */
export function openerOf({ method, headers }: OpeningRequest): Opener {
  if (method !== "GET") return "machine";
  if (AHEAD.some((name) => /prefetch|preview|prerender/i.test(headers.get(name) ?? ""))) {
    return "machine";
  }
  const name = (headers.get("user-agent") ?? "").slice(0, LONGEST_NAME);
  if (!/^Mozilla\/\d/.test(name) || PROGRAM.test(name)) return "machine";
  const mode = headers.get("sec-fetch-mode");
  return mode === null || mode === "navigate" ? "person" : "machine";
}
