import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { exchangeReport, eximReport, postfixReport } from "../testing/reports.ts";
import {
  eximDelay,
  eximText,
  gmxText,
  holidays,
  qmailText,
  sendmailText,
} from "../testing/plain-reports.ts";
import { LONGEST_REPORT, gistOf, isFinal, readReport } from "./delivery-status.ts";

const TO = "bounces+0198-abc@example.com";
const STATUS = "message/delivery-status";

/** The report, which must be readable. */
function reportOf(message: string) {
  const read = readReport(message);
  if (!read.ok) throw new Error(read.reason);
  return read.value;
}

describe("a report", () => {
  test("in the manner of Postfix is read, with its folded words in one line", () => {
    expect(reportOf(postfixReport({ to: TO }))).toEqual({
      action: "failed",
      status: "5.1.1",
      diagnostic: "550 5.1.1 <ada@example.com>: Recipient address rejected: User unknown",
      sentTo: [TO, TO, TO],
      failed: ["ada@example.com"],
    });
  });

  test("in the manner of Exim is read", () => {
    expect(reportOf(eximReport({ to: TO }))).toMatchObject({
      action: "failed",
      status: "5.0.0",
      sentTo: [TO],
    });
  });

  test("in the manner of Exchange is read", () => {
    expect(reportOf(exchangeReport({ to: TO }))).toEqual({
      action: "failed",
      status: "5.1.10",
      diagnostic:
        "550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient not found X-Display-Name: ada@example.com",
      sentTo: [TO.toUpperCase()],
      failed: ["ada@example.com"],
    });
  });

  test("is read where somebody forwarded it as part of a mail", () => {
    const { boundary } = { boundary: "outer" };
    const inner = postfixReport({ to: TO }).slice("Return-Path: <>\r\n".length);
    const message = `To: ${TO}\r\nContent-Type: multipart/mixed; boundary=${boundary}\r\n\r\n--outer\r\n${inner}\r\n--outer--\r\n`;
    expect(reportOf(message)).toMatchObject({ status: "5.1.1", sentTo: [TO] });
  });

  test("of several recipients tells of the one that failed for good", () => {
    const late = "Action: delayed\r\nStatus: 4.4.1\r\n\r\nFinal-Recipient:";
    const message = postfixReport({ to: TO }).replace("Final-Recipient:", late);
    expect(reportOf(message)).toMatchObject({ action: "failed", status: "5.1.1" });
  });

  test("keeps a server's words short, and without what could steer a terminal or a log", () => {
    const words = `550 \u001b[2Jno\u202e\u0000 ${"x".repeat(5_000)}`;
    const { diagnostic } = reportOf(postfixReport({ to: TO, words }));
    expect(diagnostic).toBe(`550 [2Jno ${"x".repeat(990)}`);
  });

  test("has its parts between whole boundaries, whatever another part looks like", () => {
    const pretended = `--1\nContent-Type: ${STATUS}\n\nAction: failed\nStatus: 5.9.9\n\n--1--\n`;
    const message = eximReport({ to: TO }).replace("This message was", `${pretended}$&`);
    expect(reportOf(message)).toMatchObject({ status: "5.0.0" });
  });

  test("names every address that it was sent to", () => {
    const to = `Bounces <${TO}>,  other@example.com , Nobody`;
    const { sentTo } = reportOf(eximReport({ to }));
    expect(sentTo).toEqual([TO, "other@example.com", "Nobody"]);
  });
});

describe("a report is read as well", () => {
  const report = postfixReport({ to: TO });
  const type = `Content-Type: ${STATUS}`;
  const blankLine = "\r\n\r\nFinal-Recipient";
  const encoded = (encoding: string, encode: (text: string) => string): string =>
    report.replace(
      /(Content-Type: message\/delivery-status)\r\n\r\n([^]*?)(?=\r\n--4D2A9)/,
      (_, head: string, text: string) =>
        `${head}\r\nContent-Transfer-Encoding: ${encoding}\r\n\r\n${encode(text)}`,
    );
  test.each([
    ["with blanks around what its types say", report.replace(type, `${type} ; charset=us-ascii`)],
    ["in letters of all the world (RFC 6533)", report.replace(type, type.replace("/", "/global-"))],
    ["in eight bits", report.replace(type, `${type}\r\nContent-Transfer-Encoding: 8bit`)],
    ["without a blank before its boundary", report.replace(/;\r\n\tboundary/, ";boundary")],
    ["with blanks behind its boundaries", report.replaceAll(/(?<=^--.*[^-])(?=\r\n)/gm, " \t")],
    ["with blanks in its empty lines", report.replace(blankLine, "\r\n \t\r\nFinal-Recipient")],
    ["without blanks in its lines", report.replace(/: (failed|5\.1\.1)/g, ":$1")],
    ["with blanks around the = of its boundary", report.replace("boundary=", "boundary = ")],
    ["in base64", encoded("base64", (text) => Buffer.from(text).toString("base64"))],
    [
      "in quoted-printable",
      encoded("quoted-printable", (text) => text.replace("Final", "F=69n=\r\nal")),
    ],
    ["in binary", encoded("binary", (text) => text)],
    [
      "with another boundary in it that begins like its own",
      report.replace(
        "Content-Type: text/plain; charset=us-ascii",
        'Content-Type: multipart/mixed; boundary="4D2A9.1795352760/mx.example.netx"',
      ),
    ],
    [
      "when it was cut off behind the status",
      report.slice(0, report.search(/\r\n--\S+\r\nContent-Description: Undelivered/)),
    ],
  ])("%s", (_, message) => {
    expect(reportOf(message)).toMatchObject({
      action: "failed",
      status: "5.1.1",
      sentTo: [TO, TO, TO],
    });
  });

  test.each([
    ["smtp; 550 no", "550 no"],
    ["smtp ;550 no", "550 no"],
    ["x-local; 550 no; sorry", "550 no; sorry"],
    ["550 no; sorry", "550 no; sorry"],
    ["", ""],
  ])("with the words %j", (field, diagnostic) => {
    const message = report.replace(/Diagnostic-Code:.*\r\n.*/, `Diagnostic-Code: ${field}`);
    expect(reportOf(message)).toMatchObject({ diagnostic });
  });
});

test.each([
  ["failed", "5.1.1", true],
  ["failed", "4.4.7", true],
  ["failed", "4.0.0", true],
  ["expired", "", true],
  ["delayed", "5.1.1", false],
  ["delivered", "2.0.0", false],
  ["relayed", "2.1.9", false],
  ["expanded", "2.1.5", false],
])("%s with %j is for good: %s", (action, status, expected) => {
  expect(isFinal(reportOf(postfixReport({ to: TO, action, status })))).toBe(expected);
});

test.each(["15.1.1", "5.1.1.1", "6.1.1", "5.1", ""])("a status %j is none", (status) => {
  expect(reportOf(postfixReport({ to: TO, status }))).toMatchObject({
    action: "failed",
    status: "",
  });
});

describe("a report in words for people is read", () => {
  test.each([
    ["of Exim", eximText],
    ["of qmail", qmailText],
    ["of GMX", gmxText],
    ["of an old Sendmail", sendmailText],
  ])("%s", (_, write) => {
    const { action, diagnostic, sentTo } = reportOf(write({ to: TO }));
    expect([action, sentTo]).toEqual(["failed", [TO]]);
    expect(diagnostic).toMatch(/^(?:550 )?5\.1\.1 User unknown$/);
  });

  test("with what they say of us", () => {
    expect(reportOf(qmailText({ to: TO, words: "550 Sender verify failed" }))).toMatchObject({
      diagnostic: "550 Sender verify failed",
    });
  });

  test("and one that goes on trying is no failure", () => {
    expect(reportOf(eximDelay({ to: TO })).action).toBe("delayed");
  });

  test("where a gateway took away the part for programs", () => {
    const bare = postfixReport({ to: TO })
      .replace(`Content-Type: ${STATUS}`, "Content-Type: text/x-removed")
      .replace("I'm sorry", "This is the mail system at host mx.example.net.\r\n\r\nI'm sorry");
    expect(reportOf(bare)).toMatchObject({ action: "failed", status: "" });
  });
});

test("an operator sees who wrote what is no report, and nothing that opens anything", () => {
  const gist = gistOf(holidays({ to: TO }));
  expect(gist).toContain("Bob <bob@example.com> | Out of office");
  expect(gist).toContain("I am away. 550 5.1.1 is a number.");
  expect(gist).not.toMatch(/confirm|1234|5678/);
});

describe("no report", () => {
  const report = postfixReport({ to: TO });
  const type = `Content-Type: ${STATUS}`;
  test.each([
    ["nothing", ""],
    ["a line", "hello"],
    ["an answer from holidays", "To: a@example.com\r\n\r\nStatus: 5.1.1\r\nAction: failed\r\n"],
    ["a report without its part", report.replace(type, "Content-Type: text/plain")],
    ["no action", report.replace("Action: failed", "Reaction: failed")],
    ["an answer from holidays in a known form", holidays({ to: TO })],
    ["no boundary", report.replace("boundary", "bound")],
    ["parts in what has none", report.replace("multipart/report", "text/plain")],
    [
      "a part behind the end",
      report.replace(/--4D2A9/, "--4D2A9.1795352760/mx.example.net--\r\n$&"),
    ],
  ])("is %s", (_, message) => {
    expect(readReport(message)).toEqual({ ok: false, reason: "no-report" });
  });

  test("is what is nested deeper than any mail server does", () => {
    const wrap = (inner: string, name: string): string =>
      `Content-Type: multipart/mixed; boundary=${name}\n\n--${name}\n${inner}\n--${name}--\n`;
    const deep = [..."abcdefg"].reduce(wrap, report.replaceAll("\r\n", "\n"));
    expect(readReport(deep)).toEqual({ ok: false, reason: "no-report" });
  });

  test("is what is larger than any report about our mails", () => {
    expect(readReport(report.padEnd(LONGEST_REPORT, "x")).ok).toBe(true);
    const message = report.padEnd(LONGEST_REPORT + 1, "x");
    expect(readReport(message)).toEqual({ ok: false, reason: "too-large" });
  });

  test("makes the reader throw, or read what is not there, whatever it is", () => {
    const pieces = fc.constantFrom(
      ...report.split(/(?<=\r\n)/),
      "\n\n",
      "--",
      "boundary=x",
      ":",
      "\t ",
      "\u0000",
      "Content-Type: multipart/mixed; boundary=",
    );
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: "binary" }), fc.array(pieces)), (made) => {
        const read = readReport(typeof made === "string" ? made : made.join(""));
        if (read.ok) expect(read.value.status).toMatch(/^(?:[245]\.\d{1,3}\.\d{1,3})?$/);
        else expect(read.reason).toBe("no-report");
      }),
    );
  });
});
