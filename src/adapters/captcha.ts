// Asks the provider of the captcha about tokens, and stops showing the captcha while the provider is unavailable.

import { z } from "zod";
import { captchaProviders, type CaptchaSettings } from "../domain/captcha.ts";
import { minutes, seconds } from "../domain/time.ts";
import type { Captcha, CaptchaFetch } from "../ports/captcha.ts";
import type { Clock } from "../ports/clock.ts";
import type { Log } from "../ports/log.ts";

/** A person waits for this after sending a form. */
const PATIENCE = seconds(3);

/** After a failure, forms use our own proof of work for this long. */
const PAUSE = minutes(2);

const SILENCE = minutes(1);

/** At most this many requests to the provider run at once, so that invented tokens cannot cause more. */
const MOST_AT_ONCE = 32;

const answers = z.object({
  success: z.boolean(),
  "error-codes": z.array(z.string()).nullish(),
  error: z.object({ error_code: z.string() }).nullish(),
});

/** Asks the provider whether a token is good. Returns a reason if it cannot say so, because of our keys or a fault of its own. */
export async function askCaptcha(
  settings: CaptchaSettings,
  fetch: CaptchaFetch,
  token: string,
): Promise<boolean | string> {
  const { verifyAt, question, faults } = captchaProviders[settings.provider];
  const { headers, fields } = question(settings, token);
  try {
    const response = await fetch(verifyAt, {
      method: "POST",
      headers,
      body: new URLSearchParams(fields),
      redirect: "error",
      signal: AbortSignal.timeout(PATIENCE),
    });
    if (response.status === 429 || response.status >= 500) return `status ${response.status}`;
    const { success, ...said } = answers.parse(await response.json());
    const codes = [...(said["error-codes"] ?? []), said.error?.error_code];
    return faults.find((fault) => codes.includes(fault)) ?? (success && response.ok);
  } catch (error) {
    return error instanceof Error ? error.name : "unknown";
  }
}

/**
 * The captcha of a provider. If the provider does not answer in time, or says that our keys are wrong, no token is
 * accepted, but nobody is turned away: `asked` is undefined for two minutes, so that forms fall back to the proof of work,
 * and the reason is logged. No message contains a token or a secret.
 */
export function captcha(
  settings: CaptchaSettings,
  { fetch, clock, log }: { fetch: CaptchaFetch; clock: Clock; log: Log },
): Captcha {
  const { provider, siteKey } = settings;
  let failsUntil = -Infinity;
  let silentUntil = -Infinity;
  let atOnce = 0;

  function fails(reason: string): false {
    const now = clock.now();
    failsUntil = now + PAUSE;
    if (now < silentUntil) return false;
    silentUntil = now + SILENCE;
    log.warn("captcha-unavailable", {
      provider,
      reason,
      fix: "forms have our own proof of work meanwhile; check the keys, and that this machine reaches the provider",
    });
    return false;
  }

  return {
    provider,
    asked: () => (clock.now() < failsUntil ? undefined : { provider, siteKey }),
    async verify(token) {
      if (atOnce >= MOST_AT_ONCE) return fails("too many questions at once");
      atOnce += 1;
      const said = await askCaptcha(settings, fetch, token).finally(() => (atOnce -= 1));
      return typeof said === "boolean" ? said : fails(said);
    },
  };
}
