import { z } from "zod";
import { LOCK_ACCOUNT } from "../../domain/lock.ts";
import { refuses, shows, type Answer } from "../../http/answer.ts";
import { tooMany } from "../../http/errors.ts";
import { text } from "../../http/form.ts";
import { heldLink, LINK_STATUS, takesLinkOut } from "../../http/held-link.ts";
import { recovered } from "../../http/recovered.ts";
import { get, post, type Exchange, type Route } from "../../http/route.ts";
import type { Tools, Web } from "../../http/web.ts";
import { openLink, type DeadLink, type OpenedLink, type ReadyLink } from "../../identity/links.ts";
import type { Context } from "../../ports/context.ts";
import { isReaderError, readerError, type ReaderError } from "../../ui/reader-field.ts";
import { lockAccount } from "./lock.ts";
import { deadLockPage, lockedPage, lockPage } from "./pages.ts";

const lockForm = z.strictObject({ link: z.string().optional(), code: text });

export function lockRoutes(context: Context, web: Web): readonly Route[] {
  const tools = { context, web };
  return [
    get("/lock", async (exchange) => {
      const held = heldLink(web, LOCK_ACCOUNT, exchange);
      return showLink(exchange, await openLink(context, LOCK_ACCOUNT, held));
    }),
    get("/lock/:link", async (exchange) => {
      const opened = await openLink(context, LOCK_ACCOUNT, exchange.params["link"]);
      if (exchange.json) return showLink(exchange, opened);
      return takesLinkOut(web, LOCK_ACCOUNT, exchange, "/lock", opened.link !== undefined);
    }),
    post("/lock", lockForm, async (exchange, sent) => lock(tools, exchange, sent)),
  ];
}

function showLink(exchange: Exchange, opened: OpenedLink): Answer {
  if (opened.state !== "ready") return dead(exchange, opened.state);
  const body = { state: "ready", email: opened.link.email, moved: hasMoved(opened) };
  return shows(asking(exchange, opened), body);
}

const hasMoved = ({ link, user }: ReadyLink): boolean => user.emailKey !== link.emailKey;

const asking = (exchange: Exchange, opened: ReadyLink, error?: ReaderError) =>
  lockPage(exchange.language, {
    email: opened.link.email,
    hasMoved: hasMoved(opened),
    formToken: exchange.formToken(),
    error,
  });

async function lock(
  { context, web }: Tools,
  exchange: Exchange,
  sent: z.output<typeof lockForm>,
): Promise<Answer> {
  const held = heldLink(web, LOCK_ACCOUNT, exchange, sent.link);
  const opened = await openLink(context, LOCK_ACCOUNT, held);
  const locked = await exchange.once(() =>
    lockAccount(context, opened, sent.code, exchange.client),
  );
  if (!locked.ok) {
    if ("retryOn" in locked) return tooMany(exchange.language, context, locked.retryOn);
    if (!isReaderError(locked.reason)) return dead(exchange, locked.reason);
    if (opened.state !== "ready") return dead(exchange, opened.state);
    const title = readerError(exchange.language, locked.reason);
    const content = asking(exchange, opened, locked.reason);
    return refuses(422, locked.reason, content, { title, fields: { code: locked.reason } });
  }
  const { id, email, emailKey } = locked.value;
  const moved = opened.link?.emailKey !== emailKey;
  const cookies = [
    web.cookies.link(LOCK_ACCOUNT).clear(),
    ...web.addressCookies(moved ? undefined : email),
  ];
  // Only the mailbox that was read makes this browser a known device.
  const reader = { id, emailKey: opened.link?.emailKey ?? emailKey };
  return shows(
    lockedPage(exchange.language, { email, hasMoved: moved }),
    { state: "locked", moved },
    recovered({ context, web }, exchange, reader, cookies),
  );
}

function dead({ language }: Exchange, state: DeadLink["state"]): Answer {
  // It moves no account, so no address can be taken, and it confirms none.
  const told = state === "already-confirmed" || state === "address-taken" ? "unknown" : state;
  return refuses(LINK_STATUS[told], told, deadLockPage(language, { state: told }));
}
