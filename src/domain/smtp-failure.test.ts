import { describe, expect, test } from "vitest";
import { faultOf, type SmtpFailure } from "./smtp-failure.ts";

describe("a no before the server has heard of the address is about every mail", () => {
  test.for([
    ["the server is down", { stage: "connect", text: "connect ECONNREFUSED" }, "passing"],
    ["its name is unknown", { stage: "connect", text: "getaddrinfo ENOTFOUND" }, "passing"],
    ["it is closing", { stage: "connect", code: 421, text: "421 4.3.2 closing" }, "passing"],
    ["it wants nothing of us", { stage: "connect", code: 554, text: "554 no" }, "sender"],
    ["it does not know what TLS is", { stage: "tls", code: 500, text: "500 what?" }, "sender"],
    ["it offers no TLS", { stage: "tls", code: 502, text: "502 what?" }, "sender"],
    ["the connection breaks in TLS", { stage: "tls", text: "ECONNRESET" }, "passing"],
    ["its certificate is wrong", { stage: "tls", isUntrusted: true, text: "expired" }, "sender"],
    ["the password is wrong", { stage: "login", code: 535, text: "535 5.7.8 no" }, "sender"],
    ["there is no password", { stage: "login", text: "Missing credentials" }, "sender"],
    ["its user database is away", { stage: "login", code: 454, text: "454 4.7.0" }, "passing"],
    ["it does not let us send", { stage: "sender", code: 553, text: "553 5.7.1 no" }, "sender"],
    ["we are on a list", { stage: "connect", code: 554, text: "554 5.7.1 blocked" }, "policy"],
    ["it wants less of us", { stage: "sender", code: 451, text: "451 4.7.0 slow" }, "greylisted"],
  ] as const)("%s", ([, failure, fault]) => {
    expect(faultOf(failure)).toEqual({ fault, affectsAll: true, mayHaveArrived: false });
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
    ["recipient", "554 5.7.1 Relay access denied", "sender"],
    ["recipient", "550 relaying denied", "sender"],
    ["recipient", "550 5.1.8 sender domain does not exist", "sender"],
    ["recipient", "550 5.1.7 sender address is no address", "sender"],
    ["recipient", "550 5.7.26 unauthenticated sender", "policy"],
    ["recipient", "554 rejected: your mail got 550 5.1.1 too often", "unknown"],
    ["recipient", "550 5.10.1 of a kind that is not defined", "unknown"],
    ["recipient", "503 bad sequence", "unknown"],
    ["data", "500 5.5.1 what?", "unknown"],
    ["final-dot", "550 no", "unknown"],
    ["final-dot", "554 5.7.1 looks like spam", "policy"],
    ["final-dot", "550 5.7.26 unauthenticated sender", "policy"],
    ["final-dot", "552 5.3.4 message too big", "policy"],
    ["final-dot", "554 transaction failed", "unknown"],
    ["final-dot", "451 4.3.0 try again", "passing"],
    ["recipient", "Connection closed unexpectedly", "passing"],
    ["data", "Connection closed unexpectedly", "passing"],
    ["final-dot", "Connection closed unexpectedly", "unknown"],
  ] as const)("at %s: %s is %s", ([stage, text, fault]) => {
    const mayHaveArrived = stage === "final-dot" && text === "Connection closed unexpectedly";
    expect(faultOf(to(stage, text))).toEqual({ fault, affectsAll: false, mayHaveArrived });
  });

  test("its size is announced with the sender, and says nothing of shorter mails", () => {
    const text = "552 5.3.4 Message size exceeds fixed limit";
    expect(faultOf(to("sender", text))).toMatchObject({ fault: "policy", affectsAll: false });
  });
});
