// A registration at a real Postern whose mail goes to some mail server, and what became of it.

import { smtpMailer } from "../../src/adapters/smtp-mailer.ts";
import { PASSWORD, testPostern } from "../../src/testing/test-postern.ts";

export type Met = {
  /** `sent`, or the state of the mail and whose fault the refusal is: `dead, address`. */
  readonly mail: string;
  /** The server's words, as `postern mail show` prints them; empty for a mail that was sent. */
  readonly answer: string;
  /** The state that the person who waits sees. */
  readonly page: string;
};

/** Registers `to`, and hands its mail to the server on this port of this machine. */
export async function meet(port: number, to: string, from: string): Promise<Met> {
  const mailer = smtpMailer({ host: "127.0.0.1", port, secure: false, from: `Acme <${from}>` });
  await using app = await testPostern({ mailer });
  const browser = app.browser();
  await browser.submit("/register", { email: to, password: PASSWORD });
  await app.mails();
  const { body } = await browser.json("GET", "/unconfirmed");
  const row = app.database.prepare("SELECT state, fault, answer FROM mails").get() as Row;
  await mailer.close?.();
  const isSent = row.state === "sent";
  return {
    mail: isSent ? "sent" : `${row.state}, ${row.fault}`,
    answer: isSent ? "" : (row.answer ?? ""),
    page: String(body["state"]),
  };
}

type Row = {
  readonly state: string;
  readonly fault: string | null;
  readonly answer: string | null;
};
