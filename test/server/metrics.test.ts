// The metrics for Prometheus: on their own port, correct, and with no personal data.

import { createServer, type AddressInfo } from "node:net";
import { once } from "node:events";
import { DatabaseSync } from "node:sqlite";
import { expect, onTestFinished, test } from "vitest";
import { runCli } from "../cli/tools.ts";
import { aFolder, mailedTo, register, startServerProcess } from "./process.ts";

const WITH_METRICS = { environment: { POSTERN_METRICS_PORT: "0" } };

/** What Prometheus would know: each line's value by its name with labels. */
async function scraped(metricsUrl: string | undefined): Promise<ReadonlyMap<string, number>> {
  const response = await fetch(metricsUrl ?? "");
  expect(response.headers.get("content-type")).toBe("text/plain; version=0.0.4; charset=utf-8");
  const lines = (await response.text()).trimEnd().split("\n");
  const values = lines.filter((line) => !line.startsWith("#"));
  for (const line of values)
    expect(line).toMatch(/^[a-z_]+(?:\{[a-z]+="[^"]*"(?:,[a-z]+="[^"]*")*\})? [\d.e+-]+$/);
  return new Map(
    values.map((line) => [
      line.slice(0, line.lastIndexOf(" ")),
      Number(line.slice(line.lastIndexOf(" ") + 1)),
    ]),
  );
}

const post = (url: string, body: object, headers = {}): Promise<Response> =>
  fetch(url, {
    method: "POST",
    redirect: "manual",
    headers: { "content-type": "application/json", accept: "application/json", ...headers },
    body: JSON.stringify(body),
  });

test("what people do is counted: requests by route, registrations, confirmations, logins, mails", async () => {
  const { url, metricsUrl } = await startServerProcess(aFolder(), WITH_METRICS);
  const cookie = (await register(url, "ada@example.com")).headers
    .getSetCookie()
    .map((line) => line.split(";")[0])
    .join("; ");
  await expect.poll(() => mailedTo(url)).toContain("ada@example.com");
  const mailbox = await fetch(`${url}/dev/mailbox`, { headers: { accept: "application/json" } });
  const { mails } = (await mailbox.json()) as {
    mails: readonly { readonly code: string; readonly links: readonly string[] }[];
  };
  await post(`${url}/unconfirmed/code`, { code: mails[0]!.code }, { cookie });
  await post(`${url}/login`, { email: "ada@example.com", password: "not the password" });
  await post(`${url}/login`, { email: "ada@example.com", password: "plum tree by the river" });
  await fetch(mails[0]!.links[0]!, { redirect: "manual" });
  await fetch(`${url}/no/such/page/ada@example.com`);
  await fetch(`${url}/login`, { method: "PROPFIND" });
  const numbers = await scraped(metricsUrl);
  expect(Object.fromEntries(numbers)).toMatchObject({
    'postern_http_requests_total{method="POST",route="/register",status="201"}': 1,
    'postern_http_requests_total{method="GET",route="/confirm/:link",status="303"}': 1,
    'postern_http_requests_total{method="GET",route="*",status="404"}': 1,
    'postern_http_requests_total{method="other",route="/login",status="405"}': 1,
    'postern_http_request_duration_seconds_count{method="POST",route="/login"}': 2,
    'postern_http_request_duration_seconds_bucket{method="POST",route="/login",le="+Inf"}': 2,
    'postern_logins_total{outcome="ok"}': 1,
    'postern_logins_total{outcome="refused"}': 1,
    postern_registrations_total: 1,
    'postern_confirmations_total{via="code"}': 1,
    'postern_mails_total{state="sent"}': 1,
    postern_outbox_waiting: 0,
    postern_outbox_oldest_seconds: 0,
    postern_first_contact_credit: 202,
    postern_first_contact_waiting: 0,
    postern_password_hashes_waiting: 0,
    postern_store_up: 1,
  });
  for (const what of ["asked", "sent", "confirmed"])
    expect(numbers.get(`postern_first_contact_${what}`)).toBeGreaterThanOrEqual(0);
  expect(numbers.get("process_resident_memory_bytes")).toBeGreaterThan(1_000_000);
  const all = [...numbers.keys()].join("\n");
  expect(all).not.toMatch(/@|example|PROPFIND/);
});

test("buckets hold all that was at most so long, up to the last", async () => {
  const { url, metricsUrl } = await startServerProcess(aFolder(), WITH_METRICS);
  for (let times = 0; times < 5; times += 1) await fetch(`${url}/login`);
  const numbers = [...(await scraped(metricsUrl))];
  const buckets = numbers
    .filter(([name]) => /_bucket\{.*route="\/login"/.test(name))
    .map(([, value]) => value);
  expect(buckets).toHaveLength(12);
  expect(buckets).toEqual(buckets.toSorted((one, other) => one - other));
  expect(buckets.at(-1)).toBe(5);
});

test("mails that wait and a store that fails are seen", async () => {
  const folder = aFolder();
  const { url, metricsUrl } = await startServerProcess(folder, WITH_METRICS);
  const database = new DatabaseSync(`${folder}/postern.db`, { timeout: 10_000 });
  onTestFinished(() => database.close());
  await register(url, "ada@example.com");
  await expect.poll(() => mailedTo(url)).toContain("ada@example.com");
  // This mail waits while the lease lasts.
  database.exec(
    `UPDATE mails SET state = 'queued', ended_on = NULL, due_on = ${Date.now() + 3_600_000}, created_on = ${Date.now() - 60_000}`,
  );
  const waiting = await scraped(metricsUrl);
  expect(waiting.get("postern_outbox_waiting")).toBe(1);
  expect(waiting.get("postern_outbox_oldest_seconds")).toBeGreaterThanOrEqual(60);
  database.exec("ALTER TABLE mails RENAME TO gone");
  await register(url, "bob@example.com");
  const broken = await scraped(metricsUrl);
  expect(broken.get("postern_store_up")).toBe(0);
  expect(broken.get('postern_store_errors_total{verb="register"}')).toBe(1);
  expect(broken.get("postern_outbox_waiting")).toBeUndefined();
});

test("the numbers are nowhere unless they are asked for, and never where the world comes in", async () => {
  const without = await startServerProcess(aFolder());
  const { url, metricsUrl } = await startServerProcess(aFolder(), WITH_METRICS);
  expect(without.metricsUrl).toBeUndefined();
  expect(metricsUrl).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/metrics$/);
  const beside = metricsUrl!.replace("/metrics", "/login");
  const answers = [`${without.url}/metrics`, `${url}/metrics`, beside].map((each) => fetch(each));
  expect((await Promise.all(answers)).map(({ status }) => status)).toEqual([404, 404, 404]);
  expect((await fetch(metricsUrl!, { method: "POST" })).status).toBe(404);
});

test("a port for the numbers that is taken or none is told in words, and nothing is left open", async () => {
  const taken = createServer().listen(0, "127.0.0.1");
  await once(taken, "listening");
  onTestFinished(() => void taken.close());
  const { port } = taken.address() as AddressInfo;
  const run = (value: string) =>
    runCli(["dev", "--port", "0"], {
      cwd: aFolder(),
      environment: { POSTERN_METRICS_PORT: value },
    });
  const [ran, odd] = [await run(`${port}`), await run("many")];
  expect([ran.code, ran.err]).toEqual([1, expect.stringContaining("POSTERN_METRICS_PORT")]);
  expect([odd.code, odd.err]).toEqual([3, expect.stringContaining("POSTERN_METRICS_PORT")]);
});

test("a mail that its mailbox has stopped is counted as stopped, since no server has it", async () => {
  const environment = { ...WITH_METRICS.environment, POSTERN_LIMITS: "off" };
  const { url, metricsUrl } = await startServerProcess(aFolder(), { environment });
  await register(url, "ada@example.com");
  await expect.poll(() => mailedTo(url)).toContain("ada@example.com");
  const mailbox = await fetch(`${url}/dev/mailbox`, { headers: { accept: "application/json" } });
  const { mails } = (await mailbox.json()) as {
    mails: readonly { readonly code: string; readonly links: readonly string[] }[];
  };
  const [mail] = mails;
  await post(`${url}/stop-mail`, { link: mail!.links[0], code: mail!.code });
  await register(url, "ada@example.com");
  await register(url, "ada@example.com");
  await expect
    .poll(async () => Object.fromEntries(await scraped(metricsUrl)))
    .toMatchObject({
      'postern_mails_total{state="sent"}': 2,
      'postern_mails_total{state="stopped"}': 1,
    });
});
