import type { AskedCaptcha, CaptchaSettings } from "../domain/captcha.ts";

/** The operator's captcha. */
export type Captcha = {
  readonly provider: CaptchaSettings["provider"];
  /** What a form shows now; undefined while the provider does not work. */
  asked(): AskedCaptcha | undefined;
  /** Whether the provider vouches for the token. It never rejects: whatever goes wrong, the answer is no. */
  verify(token: string): Promise<boolean>;
};

/** Sends a request to the captcha's provider, as the `fetch` of the platform does. */
export type CaptchaFetch = (url: string, init: RequestInit) => Promise<Response>;
