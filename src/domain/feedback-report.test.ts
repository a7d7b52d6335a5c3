import { expect, test } from "vitest";
import { feedbackReport } from "../testing/feedback-reports.ts";
import { postfixReport } from "../testing/reports.ts";
import { isComplaint, readFeedback } from "./feedback-report.ts";

const TO = "bounces@postern.example";
const FROM = "bounces+0191-2@postern.example";

test("a complaint is read: its type, where it was sent, and the return path of the mail", () => {
  expect(readFeedback(feedbackReport({ to: TO, from: FROM }))).toEqual({
    type: "abuse",
    returnPaths: [TO, FROM],
  });
});

test("it is read in base64, and with a type in other letters", () => {
  const plain = feedbackReport({ to: TO, from: FROM, type: "Fraud" });
  const encoded = plain.replace(
    /(Content-Type: message\/feedback-report)\r\n\r\n([^]*?)\r\n--/,
    (_, head: string, body: string) =>
      `${head}\r\nContent-Transfer-Encoding: base64\r\n\r\n${btoa(body)}\r\n--`,
  );
  expect(encoded).not.toBe(plain);
  expect(readFeedback(encoded)).toEqual({ type: "fraud", returnPaths: [TO, FROM] });
});

test("a bounce, a reply and an empty message are none", () => {
  for (const message of [postfixReport({ to: TO }), "Subject: Re: hello\n\nhello", ""])
    expect(readFeedback(message)).toBeUndefined();
});

test("what is no person's complaint is told apart", () => {
  const types = ["abuse", "fraud", "opt-out", "other", "", "not-spam", "auth-failure", "virus"];
  expect(types.filter(isComplaint)).toEqual(["abuse", "fraud", "opt-out", "other", ""]);
});
