import type { AskedCaptcha, CaptchaSettings } from "../domain/captcha.ts";

/** The operator's captcha. */
export type Captcha = {
  readonly provider: CaptchaSettings["provider"];
  /** What a form shows now; undefined while the provider is unavailable. */
  asked(): AskedCaptcha | undefined;
  /** Whether the provider accepts the token. Never rejects: after any failure, the result is false. */
  verify(token: string): Promise<boolean>;
};

/** Sends a request to the provider of the captcha, like the platform's `fetch`. */
export type CaptchaFetch = (url: string, init: RequestInit) => Promise<Response>;
