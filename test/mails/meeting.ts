// A registration at a real Postern whose mail goes to some mail server, and what became of it.

import { smtpMailer, type SmtpOptions } from "../../src/adapters/smtp-mailer.ts";
import { watchMail } from "../../src/features/alarm/index.ts";
import { seededRandom } from "../../src/testing/random.ts";
import { PASSWORD, testPostern, type TestPostern } from "../../src/testing/test-postern.ts";

const SECRET = "hook-9f8e7d6c5b4a39281706f5e4d3c2b1a0";

export type Met = {
  /** `sent`, or the state of the mail and whose fault the refusal is: `dead, address`. `hold` holds all mails. */
  readonly mail: string;
  /** What the report changed that came back, or why it changed nothing: `dead, address`, `ignored, not-permanent`. */
  readonly report: string;
  /** The server's words, as `postern mail show` prints them; empty for a mail that was sent. */
  readonly answer: string;
  /** The state that the person who waits sees, and why: `undeliverable, full`. */
  readonly page: string;
  /** The alarms that operators get within six minutes. */
  readonly alarm: string;
};

export type Meeting = {
  readonly port: number;
  readonly to: string;
  readonly from: string;
  /** The browser's, and so the mail's. */
  readonly language?: string;
  /** Gives the mail a return path of its own. */
  readonly seed?: string;
  readonly smtp?: Partial<SmtpOptions>;
  /** The mail is tried again six minutes later, after this. */
  readonly again?: (() => Promise<void>) | undefined;
  /** The report on the mail, once it was sent; undefined if there is none. */
  readonly report?: () => Promise<{ readonly to: string; readonly message: string } | undefined>;
};

/** Registers `to`, and hands its mail to the server on this port of this machine. */
export async function meet({
  port,
  to,
  from,
  smtp = {},
  seed = to,
  language = "en",
  again,
  report,
}: Meeting): Promise<Met> {
  const sender = `Acme <${from}>`;
  const mailer = smtpMailer({ host: "127.0.0.1", port, secure: false, from: sender, ...smtp });
  const bounceAddress = `bounces@${from.split("@")[1] ?? ""}`;
  await using app = await testPostern({
    mailer,
    bounceAddress,
    bounceSecret: SECRET,
    random: seededRandom(seed),
  });
  const browser = app.browser({ language });
  await browser.submit("/register", { email: to, password: PASSWORD });
  await app.mails();
  if (again !== undefined) {
    await again();
    app.clock.forward("6 minutes");
    await app.mails();
  }
  await mailer.close?.();
  const { mail, answer } = await outcomeIn(app);
  const came = mail === "sent" ? await report?.() : undefined;
  const taken = came === undefined ? "" : await tell(app, came);
  const { body } = await browser.json("GET", "/unconfirmed");
  const { trouble } = body["mail"] as { trouble?: string };
  return {
    mail,
    answer: taken.startsWith("dead") ? (await outcomeIn(app)).answer : answer,
    report: taken,
    page: [body["state"], trouble].filter((each) => typeof each === "string").join(", "),
    alarm: await alarmIn(app),
  };
}

type Row = {
  readonly state: string;
  readonly fault: string | null;
  readonly answer: string | null;
};

async function outcomeIn({ database, postern }: TestPostern) {
  const row = database.prepare("SELECT state, fault, answer FROM mails").get() as Row;
  const { hold } = await postern.context.store.outboxStatus();
  if (hold !== null) return { mail: `hold, ${hold.fault}`, answer: hold.answer };
  if (row.state === "sent") return { mail: "sent", answer: "" };
  return { mail: `${row.state}, ${row.fault ?? ""}`, answer: row.answer ?? "" };
}

/** A report arrives at the hook, as a mail server's program sends it. */
async function tell(app: TestPostern, { to, message }: { to: string; message: string }) {
  const response = await app.browser().request(`/hooks/bounce?to=${encodeURIComponent(to)}`, {
    method: "POST",
    headers: { authorization: `Bearer ${SECRET}`, "content-type": "message/rfc822" },
    body: message,
  });
  const body = (await response.json()) as Record<string, string>;
  if (body["outcome"] === "taken") return `dead, ${body["fault"]}`;
  return `${body["outcome"] ?? response.status}, ${body["reason"]}`;
}

async function alarmIn(app: TestPostern): Promise<string> {
  app.clock.forward("6 minutes");
  await watchMail(app.postern.context);
  const raised = app.log.filter(({ level }) => level === "error");
  return raised.map(({ event }) => event).join(", ");
}
