// `postern mail receive`: how it starts, stops and says what is wrong; and that a report outlives a killed receiver.

import { once } from "node:events";
import { createServer, type AddressInfo } from "node:net";
import { DatabaseSync } from "node:sqlite";
import { createInterface } from "node:readline";
import { describe, expect, onTestFinished, test } from "vitest";
import { parseEmailAddress } from "../../src/domain/email-address.ts";
import { mailReferences } from "../../src/domain/mail-reference.ts";
import { returnPaths } from "../../src/domain/return-path.ts";
import { parseReceivingPlace } from "../../src/server/receiving-place.ts";
import { postfixReport } from "../../src/testing/reports.ts";
import { mailClient, stuffed, type MailClient } from "../mails/receiving.ts";
import { aFolder, startServerProcess } from "../server/process.ts";
import { deskWithDatabase, like, startCli, type Environment } from "./tools.ts";

const SECRET = "k7Qv2mX9rT4wZ8pL3nB6yH1sD5fG0jCa";
const OURS = { POSTERN_SECRET: SECRET, POSTERN_BOUNCE_ADDRESS: "bounces@example.com" };

/** A database with one mail that was sent, and its return path. */
async function deskWithSentMail() {
  const desk = deskWithDatabase();
  await desk.cli("user create ada@example.com");
  const db = new DatabaseSync(desk.database);
  onTestFinished(() => db.close());
  db.exec("UPDATE mails SET state = 'sent', ended_on = unixepoch() * 1000, answer = '250 ok'");
  const id = String(db.prepare("SELECT id FROM mails").get()!["id"]);
  const address = parseEmailAddress("bounces@example.com");
  if (!address.ok) throw new Error(address.reason);
  const to = returnPaths(mailReferences([SECRET]), address.value).of(id);
  const state = (): unknown => db.prepare("SELECT state FROM mails").get()!["state"];
  return { ...desk, db, to, state };
}

/** Starts the command in a process of its own, and waits until it listens. */
async function receiving(
  { cwd, database }: { cwd: string; database: string },
  args: readonly string[] = ["--listen", "127.0.0.1:0"],
  environment: Environment = OURS,
) {
  const child = startCli(["mail", "receive", "--json", ...args], {
    cwd,
    environment: { DATABASE_URL: `sqlite:${database}`, ...environment },
  });
  onTestFinished(() => void child.kill("SIGKILL"));
  let log = "";
  child.stderr?.on("data", (chunk: Buffer) => (log += chunk.toString()));
  const ended = once(child, "close").then(([code, signal]) => (code ?? signal) as unknown);
  const line = await Promise.race([
    once(createInterface(child.stdout!), "line"),
    ended.then((how) => Promise.reject(new Error(`ended with ${String(how)}: ${log}`))),
  ]);
  const { event, url } = JSON.parse(String(line)) as { event: string; url: string };
  expect(event).toBe("listening");
  const at = parseReceivingPlace(url)!;
  return {
    url,
    ended,
    log: () => log,
    kill: (signal: NodeJS.Signals) => void child.kill(signal),
    async client(): Promise<MailClient> {
      const client = await mailClient(at, at.protocol === "lmtp" ? undefined : "EHLO mx.test");
      onTestFinished(() => client.close());
      return client;
    },
  };
}

describe("postern mail receive", () => {
  test("takes reports until it is stopped, and ends with 0", async () => {
    const desk = await deskWithSentMail();
    const receiver = await receiving(desk);
    expect(receiver.url).toMatch(/^lmtp:\/\/127\.0\.0\.1:\d+$/);
    const client = await receiver.client();
    const message = postfixReport({ to: desk.to });
    expect(await client.bring({ to: desk.to, message })).toEqual([like(/^250 /)]);
    expect(desk.state()).toBe("dead");
    receiver.kill("SIGTERM");
    expect(await client.reply()).toMatch(/^421 /);
    expect(await receiver.ended).toBe(0);
    expect(JSON.parse(receiver.log())).toMatchObject({ level: "info", event: "bounce-taken" });
  });

  test("keeps no report that it was killed with: the mail server brings it again", async () => {
    const desk = await deskWithSentMail();
    const receiver = await receiving(desk);
    const client = await receiver.client();
    const message = postfixReport({ to: desk.to });
    // Somebody else holds the database, so that the receiver waits between the message and its answer.
    desk.db.exec("BEGIN IMMEDIATE");
    for (const line of ["MAIL FROM:<>", `RCPT TO:<${desk.to}>`, "DATA"]) await client.ask(line);
    client.write(stuffed(message));
    const answer = client.reply().catch(() => "none");
    const next = await receiver.client(); // it goes on answering others meanwhile
    expect(await next.ask("NOOP")).toMatch(/^250/);
    receiver.kill("SIGKILL");
    expect(await answer).not.toMatch(/^2/);
    expect(await receiver.ended).toBe("SIGKILL");
    desk.db.exec("COMMIT");
    expect(desk.state()).toBe("sent");
    const again = await receiving(desk);
    expect(await (await again.client()).bring({ to: desk.to, message })).toEqual([like(/^250 /)]);
    expect(desk.state()).toBe("dead");
  });

  test("asks the mail server to come later while the database is held, and takes it then", async () => {
    const desk = await deskWithSentMail();
    const receiver = await receiving(desk, ["--listen", `unix:${desk.cwd}/b.sock`, "--smtp"]);
    expect(receiver.url).toBe(`smtp:unix:${desk.cwd}/b.sock`);
    const client = await receiver.client();
    const report = { to: desk.to, message: postfixReport({ to: desk.to }) };
    desk.db.exec("BEGIN IMMEDIATE");
    expect(await client.bring(report)).toEqual([like(/^451 4\.3\.0 /)]);
    desk.db.exec("COMMIT");
    expect(desk.state()).toBe("sent");
    expect(await client.bring(report)).toEqual([like(/^250 /)]);
    expect(desk.state()).toBe("dead");
  });

  test("says what is wrong: the port, the usage, the configuration, the database", async () => {
    const desk = await deskWithSentMail();
    const other = createServer().listen(0, "127.0.0.1");
    onTestFinished(() => void other.close());
    await once(other, "listening");
    const { port } = other.address() as AddressInfo;
    const taken = { ...OURS, POSTERN_BOUNCE_LISTEN: `smtp://127.0.0.1:${port}` };
    const { POSTERN_BOUNCE_ADDRESS } = OURS;
    const wrong = { ...OURS, POSTERN_BOUNCE_LISTEN: "everywhere" };
    const runs = [
      await desk.cli("mail receive", { environment: taken }),
      await desk.cli("mail receive --listen nowhere", { environment: OURS }),
      await desk.cli("mail receive --lmtp --smtp", { environment: OURS }),
      await desk.cli("mail receive"),
      await desk.cli("mail receive", { environment: { POSTERN_BOUNCE_ADDRESS } }),
      await desk.cli("mail receive", { environment: wrong }),
      await desk.cli("mail receive --database sqlite:no-such.db", { environment: OURS }),
    ];
    expect(runs.map(({ code, err }) => [code, err])).toEqual([
      [1, like(new RegExp(`Port ${port} is taken. .*--listen 127.0.0.1:2425`))],
      [2, like(/Give an address like 127.0.0.1:2424 or unix:/)],
      [2, like(/'--lmtp' cannot be used with option '--smtp'/)],
      [3, like(/POSTERN_BOUNCE_ADDRESS/)],
      [3, like(/POSTERN_SECRET/)],
      [3, like(/POSTERN_BOUNCE_LISTEN: give an address like .* not "everywhere"/)],
      [4, like(/There is no database/)],
    ]);
  });
});

test("a server receives reports itself, where POSTERN_BOUNCE_LISTEN says so", async () => {
  const desk = await deskWithSentMail();
  const environment = { ...OURS, POSTERN_BOUNCE_LISTEN: `unix:${desk.cwd}/own.sock` };
  const database = `sqlite:${desk.database}`;
  const server = await startServerProcess(aFolder(), { database, environment });
  const client = await mailClient({ path: `${desk.cwd}/own.sock` });
  const report = { to: desk.to, message: postfixReport({ to: desk.to }) };
  expect(await client.bring(report)).toEqual([like(/^250 /)]);
  expect(desk.state()).toBe("dead");
  server.kill("SIGTERM");
  expect(await client.reply()).toMatch(/^421 /);
  client.close();
  expect(await server.end).toBe(0);
  const alone = { POSTERN_BOUNCE_LISTEN: "127.0.0.1:2424" };
  const ran = await desk.cli("config", { environment: alone });
  expect([ran.code, ran.err]).toEqual([3, like(/POSTERN_BOUNCE_ADDRESS: give the address/)]);
  const shown = await desk.cli("config", { environment: { ...OURS, ...alone } });
  expect(shown.out).toMatch(/POSTERN_BOUNCE_LISTEN +lmtp:\/\/127\.0\.0\.1:2424 /);
});
