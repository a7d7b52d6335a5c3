import { describe, expect, test } from "vitest";
import { failureOf } from "./smtp-errors.ts";

// What nodemailer reports, in terms of SMTP. domain/smtp-failure.ts decides whose fault it is. For the mails
// themselves, and servers that misbehave at every step, see test/mails/.
describe("how far a mail came", () => {
  test.for([
    ["EAUTH", "AUTH PLAIN", 535, "login"],
    ["EAUTH", "API", undefined, "login"],
    ["ETLS", "CONN", undefined, "tls"],
    ["ETLS", "STARTTLS", 502, "tls"],
    ["EENVELOPE", "MAIL FROM", 550, "sender"],
    ["EENVELOPE", "RCPT TO", 450, "recipient"],
    ["EENVELOPE", "DATA", 451, "data"],
    ["EMESSAGE", "DATA", 554, "final-dot"],
    ["ESOCKET", "CONN", undefined, "data"],
    ["ECONNECTION", "CONN", 421, "data"],
  ] as const)("%s at %s, answered %s: %s", ([code, command, responseCode, stage]) => {
    const error = Object.assign(new Error("words"), { command, code, responseCode });
    expect(failureOf(error, "data")).toMatchObject({ stage, code: responseCode });
  });

  test("what the server said is kept in all its lines, and not without end", () => {
    const response = `550 5.1.1 No such user\r\n550 see https://mail.example`;
    const told = (error: unknown) => failureOf(error, "connect").text;
    expect(told({ response, responseCode: 550, command: "RCPT TO" })).toBe(response);
    expect(told({ response: "4".repeat(10_000) })).toHaveLength(2_000);
    expect(told(new Error("connect ECONNREFUSED"))).toBe("connect ECONNREFUSED");
    expect(told({})).toBe("no answer");
  });
});
