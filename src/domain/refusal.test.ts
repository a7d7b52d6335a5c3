import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { realAnswers } from "../testing/real-answers.ts";
import { FAULTS, classify } from "./refusal.ts";

describe("whose business a real server's refusal is", () => {
  test.for(realAnswers.map((each) => [each.fault, each.stage, each.source, each] as const))(
    "%s, at %s: %s",
    ([fault, , , { stage, text }]) => {
      expect({ text, fault: classify({ stage, text }) }).toEqual({ text, fault });
    },
  );

  test("is told by more than sixty of them, of every class", () => {
    expect(realAnswers.length).toBeGreaterThan(100);
    expect(new Set(realAnswers.map(({ fault }) => fault))).toEqual(new Set(FAULTS));
  });

  test("is the same when a relay has made one line of all", () => {
    for (const { stage, text, fault } of realAnswers) {
      const flat = text.replaceAll("\n", " ");
      expect({ flat, fault: classify({ stage, text: flat }) }).toEqual({ flat, fault });
    }
  });
});

describe("in a report", () => {
  test.each([
    // Sendmail adds its own status to an answer without one, and it is misleading.
    ["5.1.1", "550 Sender verify failed", "sender"],
    ["5.1.1", "550 Administrative prohibition", "policy"],
    ["5.1.3", "553 sorry, that domain isn't in my list of allowed rcpthosts (#5.7.1)", "sender"],
    ["5.1.2", "550 Host unknown", "address"],
    ["5.1.1", "550 5.7.1 refused", "policy"],
    ["5.1.1", "", "address"],
    ["5.7.26", "", "policy"],
    ["5.0.0", "", "unknown"],
    ["", "", "unknown"],
    ["4.4.7", "", "passing"],
    ["5.4.7", "550 4.4.7 QUEUE.Expired; message expired", "passing"],
    ["4.0.0", "DNS Error: DNS type 'mx' lookup responded with code NXDOMAIN", "address"],
  ] as const)("the status %j beside %j is %s", (status, text, fault) => {
    expect(classify({ status, text })).toBe(fault);
  });
});

describe("words that mislead", () => {
  test.each([
    [
      "550 5.7.1 Recipient address rejected: Please see http://www.openspf.example/Why?id=a",
      "policy",
    ],
    ["550 5.1.1 user unknown (anti-spam gateway)", "address"],
    [
      "550-Callback setup failed while verifying <a@acme.example>\n550 Connection refused",
      "sender",
    ],
    ["535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled", "sender"],
    ["550 Domain acme.example has exceeded the max emails per hour (100/100) allowed", "sender"],
    ["550 5.1.1 rate limit exceeded", "sender"],
    ["550 This email account is not verified", "sender"],
    ["550 5.2.0 Mailbox quota exceeded", "address"],
    ["550 5.1.0 sender denied", "sender"],
    ["550 5.1.2 sender domain must exist", "sender"],
    ["550 Requested action not taken", "unknown"],
    ["550", "unknown"],
    ["", "unknown"],
  ] as const)("%j is %s", (text, fault) => {
    expect(classify({ stage: "recipient", text })).toBe(fault);
  });
});

test("no words take long, and every one gets a class", () => {
  const pieces = fc.constantFrom(
    "550-5.1.1 ",
    "relay ",
    "user ",
    "quota ",
    "exceed ",
    "<a@b>",
    "\n",
    "sender ",
    "a.b",
  );
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.array(pieces, { maxLength: 2_000 })), (made) => {
      expect(FAULTS).toContain(classify({ text: typeof made === "string" ? made : made.join("") }));
    }),
  );
});
