// What the pages for developers have in common.

import { isLoopbackHost } from "../../domain/loopback.ts";
import { refuses, type Answer } from "../../http/answer.ts";
import { get, type Exchange, type Route } from "../../http/route.ts";
import type { Settings } from "../../ports/settings.ts";
import { wrongHostPage } from "./pages.ts";

/** A mail's own HTML, shown in a frame that is not allowed to do anything. */
export const FRAME_POLICY = "default-src 'none'; img-src data:; style-src 'unsafe-inline'; sandbox";

/** A page of another site whose name was pointed at this server (DNS rebinding) must read nothing. */
export function atHomeOf({ baseUrl }: Settings) {
  const ownHost = new URL(baseUrl).hostname;
  return (path: string, handle: (exchange: Exchange) => Promise<Answer>): Route =>
    get(path, async (exchange) => {
      const { hostname } = exchange.url;
      if (hostname === ownHost || isLoopbackHost(hostname)) return handle(exchange);
      const [, start = ""] = /^(\/[^/]+\/[^/]+)/.exec(path) ?? [];
      return refuses(403, "wrong-host", wrongHostPage(exchange.language, `${baseUrl}${start}`));
    });
}
