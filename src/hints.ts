// What a host is told about its own mistakes: in its log, in words that say what to change, and once for each mistake,
// because most of them come back with every request.

import type { Hint, HostMistakes } from "./ports/hints.ts";
import type { Log } from "./ports/log.ts";

type Words = { readonly [Mistake in keyof HostMistakes]: (about: HostMistakes[Mistake]) => string };

/** What to change, by mistake. `docs/hosting.md` lists them. */
export const WORDS: Words = {
  "other-base-path": ({ asked, basePath }) =>
    `A request for "${asked}/login" or a page beside it reached Postern, but its base path is "${basePath || "/"}". If that page is your own, all is well. ${
      asked === ""
        ? `If something takes "${basePath}" off before Postern sees it, mount Postern at the root of your application instead.`
        : `If Postern is mounted there, give createPostern the option basePath: "${asked}".`
    }`,
  "slash-added": ({ path }) =>
    `Something in front of Postern adds a slash to "${path}", and Postern takes it off. It answers both now. In nginx, write \`location /auth\` without a slash at the end; in Next.js, set skipTrailingSlashRedirect.`,
  "body-already-read": ({ route }) =>
    `Something had read the body of a request to ${route} before Postern got it, and a body can be read only once. Mount Postern before whatever parses request bodies.`,
  "peer-missing": () =>
    "Postern was not told the network address that a request came from, so it cannot tell one client from another, and the limits of one client do not apply. Mount it with an adapter, or call postern.fetch(request, { address }).",
  "not-a-request": () =>
    "postern.fetch was called with something that is not a web Request. For Node's own requests, use nodeHandler(postern) of postern/node.",
  "other-name": ({ opened, baseUrl }) =>
    `A form was refused because its page was opened at ${opened}, and baseUrl is ${baseUrl}. To a browser these are two sites. Open the site at ${baseUrl}, or change baseUrl.`,
  "two-senders": ({ mailFrom, from }) =>
    `The option mailFrom is ${mailFrom}, but the mailer sends mails from ${from}, so that is what pages tell people to look for. Leave mailFrom out.`,
  "open-transaction": () =>
    "A transaction stays open on the SQLite handle that Postern was given, so Postern can write nothing. Do not await anything else between BEGIN and COMMIT, or give Postern a handle of its own.",
};

/** Each mistake is logged once for each Postern, as the event `hint`. */
export function hintsIn(log: Pick<Log, "warn">): Hint {
  const told = new Set<keyof HostMistakes>();
  return (mistake, about) => {
    const fix = WORDS[mistake](about);
    if (!told.has(mistake)) log.warn("hint", { mistake, fix });
    told.add(mistake);
    return fix;
  };
}
