import { describe, expect, test } from "vitest";
import { faultOf, parseFrom } from "./smtp-mailer.ts";

// What nodemailer reports, and whose fault it is. The mails themselves: test/mails/.
describe("whose fault a failure is", () => {
  test.for([
    // The address's: this mail will never arrive there.
    ["RCPT TO", 550, "EENVELOPE", "address"],
    ["RCPT TO", 553, "EENVELOPE", "address"],
    ["DATA", 554, "EMESSAGE", "address"],
    // Nobody's for long: try again.
    ["RCPT TO", 450, "EENVELOPE", "passing"],
    ["DATA", 451, "EMESSAGE", "passing"],
    ["MAIL FROM", 421, "EENVELOPE", "passing"],
    ["AUTH PLAIN", 454, "EAUTH", "passing"],
    ["CONN", undefined, "ESOCKET", "passing"],
    ["CONN", undefined, "ETIMEDOUT", "passing"],
    ["CONN", undefined, "EDNS", "passing"],
    ["CONN", 421, "EPROTOCOL", "passing"],
    // Ours: every mail would fail alike.
    ["AUTH PLAIN", 535, "EAUTH", "ours"],
    ["API", undefined, "EAUTH", "ours"],
    ["STARTTLS", undefined, "ETLS", "ours"],
    ["STARTTLS", 502, "ETLS", "ours"],
    ["MAIL FROM", 550, "EENVELOPE", "ours"],
    ["CONN", 554, "EPROTOCOL", "ours"],
    ["EHLO", 550, "EPROTOCOL", "ours"],
  ] as const)("%s %s %s: %s", ([command, responseCode, code, fault]) => {
    const error = Object.assign(new Error("words"), { command, code, responseCode });
    expect(faultOf(error).fault).toBe(fault);
  });

  test("what the server said is kept, its first line, and not without end", () => {
    const response = `550 5.1.1 No such user\r\n550 see https://mail.example`;
    expect(faultOf({ response, responseCode: 550, command: "RCPT TO" }).answer).toBe(
      "550 5.1.1 No such user",
    );
    expect(faultOf({ response: "4".repeat(1_000) }).answer).toHaveLength(300);
    expect(faultOf(new Error("connect ECONNREFUSED")).answer).toBe("connect ECONNREFUSED");
    expect(faultOf({})).toEqual({ fault: "passing", answer: "no answer" });
  });
});

describe("the sender of every mail", () => {
  test.for([
    ["Acme <accounts@acme.example>", "Acme", "accounts@acme.example"],
    ['"Acme, Inc." <accounts@acme.example>', "Acme, Inc.", "accounts@acme.example"],
    ["<accounts@acme.example>", "", "accounts@acme.example"],
    [" accounts@acme.example ", "", "accounts@acme.example"],
  ] as const)("%j is %j at %j", ([text, name, address]) => {
    expect(parseFrom(text)).toEqual({ name, address });
  });
});
