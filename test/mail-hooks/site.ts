// A site with the hooks of all mail services open, and a mail that it sent.

import { randomBytes } from "node:crypto";
import type { MailHook } from "../../src/domain/mail-hooks.ts";
import type { Mailer } from "../../src/ports/mailer.ts";
import {
  PASSWORD,
  testPostern,
  type TestOptions,
  type TestPostern,
} from "../../src/testing/test-postern.ts";
import {
  CERTIFICATE,
  CERTIFICATE_URL,
  NOTICES,
  SECRETS,
  type Facts,
  type Kind,
  type Notice,
} from "./notices.ts";

export const ADA = "ada@example.com";

/** Amazon SNS, as far as Postern asks it. */
export function snsServer() {
  const asked: string[] = [];
  let state: "up" | "down" | "redirects" = "up";
  return {
    asked,
    turn: (to: typeof state) => void (state = to),
    async fetch(url: string, init: RequestInit): Promise<Response> {
      asked.push(url);
      if (state === "down") throw new TypeError("fetch failed");
      if (state === "redirects" && init.redirect === "error") throw new TypeError("redirected");
      if (url.includes("Action=ConfirmSubscription"))
        return new Response("<ConfirmSubscriptionResponse/>");
      return url === CERTIFICATE_URL
        ? new Response(CERTIFICATE)
        : new Response("", { status: 404 });
    },
  };
}

/** A mailer whose answers contain the service's own name of the mail. */
const naming = (ids: Map<string, string>): Mailer => ({
  async send({ about }) {
    const id = ids.get(about.id) ?? `0102018a-${randomBytes(12).toString("hex")}-000000`;
    ids.set(about.id, id);
    return { ok: true, answer: `250 Ok ${id}` };
  },
});

export type Site = AsyncDisposable & {
  readonly app: TestPostern;
  readonly sns: ReturnType<typeof snsServer>;
  /** Somebody registers, and the mail is sent: what the service knows of it. */
  sent(email?: string): Promise<Facts & { readonly mailId: string }>;
  post(
    service: MailHook,
    notice: Notice,
  ): Promise<{ status: number; body: Record<string, unknown> }>;
  /** A genuine notice of each kind arrives. */
  tell(service: MailHook, kind: Kind, facts: Facts): ReturnType<Site["post"]>;
};

export async function site(options: TestOptions = {}): Promise<Site> {
  const sns = snsServer();
  const ids = new Map<string, string>();
  const app = await testPostern({
    mailer: naming(ids),
    mailHooks: SECRETS,
    snsFetch: sns.fetch,
    ...options,
  });
  const post: Site["post"] = async (service, { headers, body }) => {
    const init = { method: "POST", headers: { accept: "application/json", ...headers }, body };
    const response = await app.browser().request(`/hooks/mail/${service}`, init);
    const text = await response.text();
    const isJson = (response.headers.get("content-type") ?? "").includes("json");
    const answer = isJson ? (JSON.parse(text) as Record<string, unknown>) : {};
    return { status: response.status, body: answer };
  };
  return {
    app,
    sns,
    post,
    async sent(email = ADA) {
      await app.browser().submit("/register", { email, password: PASSWORD });
      await app.mails();
      const mails = app.database
        .prepare("SELECT id FROM mails WHERE email_key = ? ORDER BY id DESC LIMIT 1")
        .all(email);
      const mailId = String(mails[0]?.["id"]);
      const { references } = app.postern.context;
      const facts = { recipient: email, id: ids.get(mailId) ?? "", now: app.clock.now() };
      return { mailId, reference: references.of(mailId), ...facts };
    },
    tell: (service, kind, facts) => post(service, NOTICES[service](kind, facts)),
    [Symbol.asyncDispose]: () => app[Symbol.asyncDispose](),
  };
}

/** The state of a mail, as operators see it. */
export const mailOf = async ({ app }: Pick<Site, "app">, id: string) =>
  (await app.postern.context.store.findMail(id))?.mail;

export const suppressedIn = async ({ app }: Pick<Site, "app">): Promise<readonly string[]> =>
  (await app.postern.context.store.listSuppressions({ limit: 10 })).map(({ email }) => email);

/** Everything that is stored, except for which signatures were used. */
export const dumpOf = ({ app }: Pick<Site, "app">): string =>
  app.dump().replace(/,?\{"subject":"mail-hook:[^}]*\}/g, "");
