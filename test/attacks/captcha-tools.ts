// A provider of captchas as its documentation describes it, on this machine.

import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { CaptchaSettings } from "../../src/domain/captcha.ts";
import { testPostern, type TestOptions, type TestPostern } from "../../src/testing/test-postern.ts";
import { alarm } from "./proof-tools.ts";

export const SITE_KEY = "public-site-key";
export const CAPTCHA_SECRET = "captcha-1f2e3d4c5b6a";

/** What a browser's widget puts into its form. */
export const TOKEN = "solved-by-a-person";

export const FIELDS = {
  turnstile: "cf-turnstile-response",
  hcaptcha: "h-captcha-response",
  "friendly-captcha": "frc-captcha-response",
} as const;

/** What a provider was asked: the whole address, one header, the fields. */
export type Asked = {
  readonly url: string;
  readonly key: string | undefined;
  readonly fields: Readonly<Record<string, string>>;
};

/** A provider that vouches for `TOKEN` once. `broken`: what it does instead, as a status, a body or silence. */
export type FakeProvider = AsyncDisposable & {
  readonly asked: readonly Asked[];
  broken: { status?: number; body?: string } | "silent" | undefined;
  /** Called when it has been asked and does not answer. */
  onSilence: () => void;
  readonly fetch: (url: string, init: RequestInit) => Promise<Response>;
};

async function fakeProvider(provider: CaptchaSettings["provider"]): Promise<FakeProvider> {
  const asked: Asked[] = [];
  const spent = new Set<string>();
  const server = createServer((request, response) => {
    let raw = "";
    request.on("data", (chunk) => (raw += String(chunk)));
    request.on("end", () => {
      const fields = Object.fromEntries(new URLSearchParams(raw));
      const key = request.headers["x-api-key"] as string | undefined;
      asked.push({ url: `https:/${request.url ?? ""}`, key, fields });
      if (fake.broken === "silent") return fake.onSilence();
      const answer = fake.broken ?? answerOf(key, fields);
      response.writeHead(answer.status ?? 200).end(answer.body ?? "");
    });
  });

  function answerOf(key: string | undefined, fields: Readonly<Record<string, string>>) {
    const isFriendly = provider === "friendly-captcha";
    const refused = (code: string, status = 200) => ({
      status: isFriendly ? status : 200,
      body: JSON.stringify(
        isFriendly
          ? { success: false, error: { error_code: code, detail: "as the documentation says" } }
          : { success: false, "error-codes": [code] },
      ),
    });
    const token = fields["response"] ?? "";
    if ((isFriendly ? key : fields["secret"]) !== CAPTCHA_SECRET)
      return refused(isFriendly ? "auth_invalid" : "invalid-input-secret", 401);
    if (token !== TOKEN) return refused(isFriendly ? "response_invalid" : "invalid-input-response");
    if (spent.has(token))
      return refused(isFriendly ? "response_duplicate" : "timeout-or-duplicate");
    spent.add(token);
    return { status: 200, body: JSON.stringify({ success: true }) };
  }

  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const { port } = server.address() as AddressInfo;
  const fake: FakeProvider = {
    asked,
    broken: undefined,
    onSilence: () => {},
    fetch: (url, init) => fetch(url.replace("https:/", `http://127.0.0.1:${port}`), init),
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
  return fake;
}

export type CaptchaSite = AsyncDisposable & {
  readonly app: TestPostern;
  readonly provider: FakeProvider;
};

/** A site whose operator has a captcha, on the alert unless told otherwise. */
export async function captchaSite({
  provider: name = "turnstile",
  secret = CAPTCHA_SECRET,
  credit = 60,
  ...options
}: TestOptions & {
  provider?: CaptchaSettings["provider"];
  secret?: string;
  credit?: number;
} = {}): Promise<CaptchaSite> {
  const provider = await fakeProvider(name);
  const app = await testPostern({
    ...options,
    captcha: { provider: name, siteKey: SITE_KEY, secret },
    captchaFetch: provider.fetch,
  });
  alarm(app, credit);
  return {
    app,
    provider,
    async [Symbol.asyncDispose]() {
      await app[Symbol.asyncDispose]();
      await provider[Symbol.asyncDispose]();
    },
  };
}
