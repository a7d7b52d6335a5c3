import { describe, expect, test } from "vitest";
import { faultOf, type SmtpFailure } from "./smtp-failure.ts";

describe("a no before the server has heard of the address is about every mail", () => {
  test.for([
    ["the server is down", { stage: "connect", text: "connect ECONNREFUSED" }, "passing"],
    ["its name is unknown", { stage: "connect", text: "getaddrinfo ENOTFOUND" }, "passing"],
    ["it is closing", { stage: "connect", code: 421, text: "421 4.3.2 closing" }, "passing"],
    ["it wants nothing of us", { stage: "connect", code: 554, text: "554 no" }, "ours"],
    ["it does not know what TLS is", { stage: "tls", code: 500, text: "500 what?" }, "ours"],
    ["it offers no TLS", { stage: "tls", code: 502, text: "502 what?" }, "ours"],
    ["the connection breaks in TLS", { stage: "tls", text: "ECONNRESET" }, "passing"],
    ["its certificate is wrong", { stage: "tls", isUntrusted: true, text: "expired" }, "ours"],
    ["the password is wrong", { stage: "login", code: 535, text: "535 5.7.8 no" }, "ours"],
    ["there is no password", { stage: "login", text: "Missing credentials" }, "ours"],
    ["its user database is away", { stage: "login", code: 454, text: "454 4.7.0" }, "passing"],
    ["it does not let us send", { stage: "sender", code: 553, text: "553 5.7.1 no" }, "ours"],
    ["it wants less of us", { stage: "sender", code: 451, text: "451 4.7.0 slow" }, "passing"],
  ] as const)("%s", ([, failure, fault]) => {
    expect(faultOf(failure)).toEqual({ fault, affectsAll: true });
  });
});

describe("a no to one mail is about that mail", () => {
  const to = (stage: SmtpFailure["stage"], text: string): SmtpFailure => ({
    stage,
    text,
    code: /^\d{3}/.test(text) ? Number(text.slice(0, 3)) : undefined,
  });

  test.for([
    ["recipient", "550 5.1.1 No such user", "address"],
    ["recipient", "550 no such user here", "address"],
    ["recipient", "551 user has moved", "address"],
    ["recipient", "556 domain takes no mail", "address"],
    ["recipient", "552 5.2.2 Mailbox full", "address"],
    ["recipient", "550 5.4.4 no route to host", "address"],
    ["data", "550 5.1.1 the other server says: no such user", "address"],
    ["recipient", "452 4.2.2 Mailbox full", "passing"],
    ["recipient", "421 4.3.2 closing", "passing"],
    ["recipient", "450 4.1.1 cannot tell now", "passing"],
    ["recipient", "421 4.7.0 too many connections", "passing"],
    ["recipient", "450 4.7.1 Come back in five minutes", "greylisted"],
    ["recipient", "450 4.7.0 Come back in five minutes", "greylisted"],
    ["recipient", "450 Grey listed, try later", "greylisted"],
    ["recipient", "451 Greylisted, try later", "greylisted"],
    ["recipient", "451 you are graylisted", "greylisted"],
    ["recipient", "554 5.7.1 Relay access denied", "ours"],
    ["recipient", "550 relaying denied", "ours"],
    ["recipient", "550 5.1.8 sender domain does not exist", "ours"],
    ["recipient", "550 5.1.7 sender address is no address", "ours"],
    ["recipient", "550 5.7.26 unauthenticated sender", "ours"],
    ["recipient", "554 rejected: your mail got 550 5.1.1 too often", "ours"],
    ["recipient", "550 5.10.1 of a kind that is not defined", "ours"],
    ["recipient", "503 bad sequence", "ours"],
    ["data", "500 5.5.1 what?", "ours"],
    ["final-dot", "550 no", "ours"],
    ["final-dot", "554 5.7.1 looks like spam", "ours"],
    ["final-dot", "550 5.7.26 unauthenticated sender", "ours"],
    ["final-dot", "552 5.3.4 message too big", "ours"],
    ["final-dot", "554 transaction failed", "ours"],
    ["final-dot", "451 4.3.0 try again", "passing"],
    ["recipient", "Connection closed unexpectedly", "passing"],
    ["data", "Connection closed unexpectedly", "passing"],
    ["final-dot", "Connection closed unexpectedly", "unknown"],
  ] as const)("at %s: %s is %s", ([stage, text, fault]) => {
    expect(faultOf(to(stage, text))).toEqual({ fault, affectsAll: false });
  });
});
