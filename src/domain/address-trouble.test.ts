import { describe, expect, test } from "vitest";
import { realAnswers } from "../testing/real-answers.ts";
import { troubleIn } from "./address-trouble.ts";

describe("what a stranger is told of an address is", () => {
  test.each([
    ["full", "552 5.2.2 <ada@example.org> Quota exceeded (mailbox for user is full)"],
    ["full", "552 5.1.1 Boite du destinataire pleine. Recipient overquota. OFR_417"],
    ["full", "550 5.2.2 STOREDRV.Deliver; mailbox limit"],
    ["no-mailbox", "550 5.1.1 <ada@example.org>: Recipient address rejected: User unknown"],
    ["no-mailbox", "550 5.2.1 The email account that you tried to reach is disabled."],
    ["no-mailbox", "550 5.4.1 Recipient address rejected: Access denied. AS(201806281)"],
    ["no-mailbox", "550 5.1.1 in words that nobody knows"],
    ["no-mailbox", "its mail server reported 5.1.1"],
    ["no-domain", "Host or domain name not found. Name service error for name=nosuch.example"],
    ["no-domain", "550 5.4.310 DNS domain exmaple.com does not exist"],
    ["no-domain", "an MX or SRV record indicated no SMTP service"],
    ["no-domain", "556 no mail here"],
    ["no-domain", "its mail server reported 5.1.2"],
    ["closed", "550 5.7.133 RESOLVER.RST.SenderNotAuthenticatedForGroup; authentication required"],
    ["closed", "its mail server reported 5.7.12"],
    ["refused", "550 Requested action not taken: mailbox unavailable"],
    // Courier 1.0.16, of a mailbox that a mail came back from in the last hours.
    ["refused", "556 Address unavailable."],
    ["refused", ""],
  ] as const)("%s: %s", (trouble, answer) => {
    expect(troubleIn(answer)).toBe(trouble);
  });

  test("more than a shrug for nearly all real answers about an address", () => {
    const about = realAnswers.filter(({ fault }) => fault === "address");
    const shrugs = about.filter(({ text }) => troubleIn(text) === "refused");
    expect(about.length).toBeGreaterThan(30);
    expect(shrugs.map(({ text }) => text)).toEqual(
      shrugs.map(() => expect.stringContaining("mailbox unavailable") as string),
    );
  });
});
