// Asks Amazon SNS for the certificates that its messages are signed with, and confirms subscriptions.

import { seconds } from "../../domain/time.ts";
import type { SnsFetch } from "../../ports/mail-hooks.ts";

const PATIENCE = seconds(5);

/** There are a few at a time: SNS changes the certificate of a region about once a year. */
const MOST_KEPT = 8;

/** At most this many requests run at once, so that invented URLs cannot cause more. */
const MOST_AT_ONCE = 4;

const LONGEST_CERTIFICATE = 16 * 1024;

/** https://docs.aws.amazon.com/general/latest/gr/sns.html: `sns.<region>.amazonaws.com`. */
const HOST = /^sns\.[a-z0-9-]{3,40}\.amazonaws\.com$/;

const CERTIFICATE = /^\/SimpleNotificationService-[\w-]{1,64}\.pem$/;

/** What Postern asks Amazon SNS over HTTP. No other host is asked, whatever a URL says. */
export type Sns = {
  /**
   * The certificate at a URL, as PEM. `"none"` if it is not a URL of a certificate of SNS, or there is none; `"unreachable"` if
   * nobody can say so now. Never rejects.
   */
  certificate(url: string): Promise<string>;
  /** Keeps the certificate at a URL of SNS: a message was signed with it. */
  keep(url: string, pem: string): void;
  /** Confirms a subscription with the URL that SNS sent for it. False for any other URL, or if it failed. Never rejects. */
  confirm(url: string): Promise<boolean>;
};

/** A URL of SNS, over https and at the usual port; undefined for any other. */
function snsUrl(text: string): URL | undefined {
  const url = URL.parse(text);
  const isPlain = url !== null && url.username === "" && url.password === "" && url.port === "";
  return isPlain && url.protocol === "https:" && HOST.test(url.hostname) ? url : undefined;
}

/**
 * Certificates that were kept are not asked for again. Only those that a message was signed with are: whoever names others cannot
 * make us forget them. No redirect is followed.
 */
export function sns(fetch: SnsFetch): Sns {
  const kept = new Map<string, string>();
  const loading = new Map<string, Promise<string>>();
  let atOnce = 0;

  async function ask(url: URL): Promise<Response | undefined> {
    if (atOnce >= MOST_AT_ONCE) return undefined;
    atOnce += 1;
    try {
      const signal = AbortSignal.timeout(PATIENCE);
      return await fetch(url.href, { redirect: "error", signal });
    } catch {
      return undefined;
    } finally {
      atOnce -= 1;
    }
  }

  async function load(url: URL): Promise<string> {
    const response = await ask(url);
    if (response === undefined || response.status === 429 || response.status >= 500)
      return "unreachable";
    const text = response.ok ? await response.text().catch(() => "") : "";
    return text.includes("-BEGIN CERTIFICATE-") && text.length <= LONGEST_CERTIFICATE
      ? text
      : "none";
  }

  return {
    async certificate(text) {
      const url = snsUrl(text);
      if (url === undefined || url.search !== "" || !CERTIFICATE.test(url.pathname)) return "none";
      const known = kept.get(url.href) ?? loading.get(url.href);
      if (known !== undefined) return known;
      const loaded = load(url).finally(() => loading.delete(url.href));
      loading.set(url.href, loaded);
      return loaded;
    },
    keep(url, pem) {
      kept.set(new URL(url).href, pem);
      const oldest = kept.keys().next().value;
      if (kept.size > MOST_KEPT && oldest !== undefined) kept.delete(oldest);
    },
    async confirm(text) {
      const url = snsUrl(text);
      if (url?.searchParams.get("Action") !== "ConfirmSubscription") return false;
      const response = await ask(url);
      await response?.body?.cancel().catch(() => undefined);
      return response?.ok === true;
    },
  };
}
