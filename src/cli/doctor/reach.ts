// What must be reachable: the site from outside, and the mail server from here.

import { connect } from "node:tls";
import { z } from "zod";
import { systemClock } from "../../adapters/system-clock.ts";
import { systemRandom } from "../../adapters/system-random.ts";
import { withBasePath } from "../../domain/base-path.ts";
import { randomId } from "../../domain/id.ts";
import { isLoopbackHost } from "../../domain/loopback.ts";
import { days } from "../../domain/time.ts";
import type { ServerConfig } from "../../server/config.ts";
import { openMailer } from "../../server/open.ts";
import { oneLine } from "../output.ts";
import { checkSkew } from "./clock.ts";
import type { Dns } from "../../ports/dns.ts";
import type { Message } from "../../ports/mailer.ts";
import { ok, problem, warning, type Finding } from "./finding.ts";

/** How many milliseconds a site has to answer. */
const PATIENCE = 10_000;

/** Long enough to renew a certificate by hand. */
const CERTIFICATE_LASTS = days(14);

/** A base URL without a slash at its end. */
const siteOf = ({ href }: URL): string => href.replace(/\/+$/, "");

/** Whether people can reach the site; with `online`, whether it is this one that answers them. */
export async function checkBaseUrl(
  { options, mode }: ServerConfig,
  dns: Dns,
  online: boolean,
): Promise<readonly Finding[]> {
  const url = new URL(withBasePath(options.baseUrl, options.basePath));
  const isHere = isLoopbackHost(url.hostname);
  if (isHere && mode === "production") {
    const mend =
      "Set POSTERN_BASE_URL to the URL that people use, like https://accounts.example.com.";
    return [warning("base-url", `${siteOf(url)} is reached from this machine only`, mend)];
  }
  const answer = isHere ? undefined : await dns.addresses(url.hostname);
  if (answer?.kind === "none") {
    const mend = `Publish where ${url.hostname} is:`;
    const record = { name: url.hostname, type: "A", value: "the address of your proxy" };
    return [problem("base-url", `${url.hostname} has no address`, mend, record)];
  }
  const seen =
    answer?.kind === "found" ? `${siteOf(url)} is at ${answer.values.join(", ")}` : siteOf(url);
  if (!online) return [ok("base-url", `${seen} (not opened; --online does)`)];
  return checkAnswer(url, options.appName ?? "Postern");
}

async function checkAnswer(url: URL, appName: string): Promise<readonly Finding[]> {
  const proxy = "Look whether the server runs, and at the proxy in front of it.";
  try {
    const signal = AbortSignal.timeout(PATIENCE);
    const response = await fetch(`${siteOf(url)}/login`, { redirect: "manual", signal });
    const page = await response.text();
    const isOurs = page.includes(appName) && response.headers.has("content-security-policy");
    if (response.status !== 200 || !isOurs) {
      const mend =
        "The proxy must pass every path on to Postern, and POSTERN_BASE_URL must be where it is.";
      return [
        problem(
          "base-url",
          `${siteOf(url)}/login is answered by another site (${response.status})`,
          mend,
        ),
      ];
    }
    const date = Date.parse(response.headers.get("date") ?? "");
    return [
      ok("base-url", `${siteOf(url)} answers, and is ${appName}`),
      ...(Number.isNaN(date) ? [] : checkSkew("the site's", date)),
      ...(url.protocol === "https:" ? await checkCertificate(url) : []),
      ...(await checkReadiness(url)),
    ];
  } catch (error) {
    const { message, cause } = error as Error;
    const why = cause instanceof Error ? cause.message : message;
    return [problem("base-url", `${siteOf(url)} does not answer: ${oneLine(why)}`, proxy)];
  }
}

/** What the running server reports about itself. A proxy may hide that, which is not a fault. */
async function checkReadiness(url: URL): Promise<readonly Finding[]> {
  const headers = { accept: "application/json" };
  const signal = AbortSignal.timeout(PATIENCE);
  const asked = fetch(`${siteOf(url)}/readyz`, { headers, redirect: "manual", signal });
  const response = await asked.catch(() => undefined);
  const said = readinessSchema.safeParse(await response?.json().catch(() => undefined));
  if (!said.success) return [];
  if (response?.status === 503)
    return [
      problem(
        "server",
        oneLine(said.data.title, 400),
        "Look at its log and at `postern mail list`.",
      ),
    ];
  return said.data.warnings.map(({ reason, title }) =>
    warning("server", `it says itself: ${oneLine(reason)}`, oneLine(title, 400)),
  );
}

const readinessSchema = z.object({
  title: z.string().default(""),
  warnings: z.array(z.object({ reason: z.string(), title: z.string() })).default([]),
});

/** `fetch` has already verified it; what remains is how long it is valid. */
async function checkCertificate({ hostname, port }: URL): Promise<readonly Finding[]> {
  const socket = connect({ host: hostname, port: Number(port || 443), servername: hostname });
  socket.setTimeout(PATIENCE, () => socket.destroy(new Error("timeout")));
  const until = await new Promise<string>((resolve) => {
    socket.once("secureConnect", () => resolve(socket.getPeerCertificate().valid_to));
    socket.once("error", () => resolve(""));
  });
  socket.destroy();
  const ends = Date.parse(until);
  if (Number.isNaN(ends)) return [];
  const seen = `the certificate is good until ${until}`;
  return ends - systemClock.now() > CERTIFICATE_LASTS
    ? [ok("certificate", seen)]
    : [warning("certificate", seen, "Renew it, and have it renewed automatically.")];
}

/** A mail like those of Postern, about nothing. */
export function testMail({ options }: ServerConfig, to: string): Message {
  const id = randomId(systemRandom);
  const appName = options.appName ?? "Postern";
  const text = `This mail was sent by postern doctor, from ${options.baseUrl}. If you read it, mails of ${appName} arrive.\n\nIn its headers, Authentication-Results should say spf=pass, dkim=pass and dmarc=pass.\n`;
  return {
    to,
    subject: `Test mail from ${appName}`,
    text,
    html: `<p>${text.replace(/[&<>]/g, " ").trim().replace("\n\n", "</p><p>")}</p>`,
    messageId: `<doctor-${id}@${URL.parse(options.baseUrl)?.hostname ?? "localhost"}>`,
    date: systemClock.now(),
    about: { id, kind: "test", links: [] },
  };
}

/** Sends one real mail in the same way as every other mail. */
export async function sendTestMail(config: ServerConfig, to: string): Promise<Finding> {
  const mailer = await openMailer(config);
  const said = await mailer.send(testMail(config, to));
  await mailer.close?.();
  if (said.ok)
    return ok("test-mail", `${to}: ${oneLine(said.answer)}. Look into the mailbox, spam too`);
  return problem(
    "test-mail",
    `${to}: ${oneLine(said.answer)}`,
    "This is the mail server's answer; fix what it says.",
  );
}
