import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import {
  SESSION_SECRET_BYTES,
  isDueForTouch,
  isLive,
  recentEvidence,
  sessionDefaults,
  sessionHash,
  type Session,
} from "./session.ts";
import { strengthOf, writeEvidence, type Evidence } from "./evidence.ts";
import { days, hours, minutes, type Instant } from "./time.ts";

const NOW: Instant = Date.UTC(2026, 10, 22, 13, 5);
const session: Session = {
  id: "s",
  userId: "u",
  createdOn: NOW,
  lastSeenOn: NOW,
  evidence: writeEvidence([{ kind: "password", factor: "first", on: NOW }]),
  expiresOn: NOW + days(30),
  browser: "Firefox on Linux",
  client: "192.0.2.1",
  shared: false,
};

describe("the digest of a secret", () => {
  const secret = Buffer.alloc(SESSION_SECRET_BYTES, 7).toString("base64url");

  test("is SHA-256, and all that is kept", () => {
    expect(sessionHash(secret)).toBe(createHash("sha256").update(secret).digest("base64url"));
  });

  test.for([
    undefined,
    "",
    "x",
    "A".repeat(42),
    "A".repeat(44),
    `${"A".repeat(42)}=`,
    "é".repeat(43),
  ])("is none for what cannot be a secret of ours: %j", (text) => {
    expect(sessionHash(text)).toBeUndefined();
  });

  test("of other secrets is another", () => {
    expect(sessionHash("A".repeat(43))).not.toBe(sessionHash("B".repeat(43)));
  });
});

describe("a session", () => {
  test("lives for 14 days without use, and 30 days however used", () => {
    expect(isLive(session, sessionDefaults, NOW + days(14) - 1)).toBe(true);
    expect(isLive(session, sessionDefaults, NOW + days(14))).toBe(false);
    const used = { ...session, lastSeenOn: NOW + days(29) };
    expect(isLive(used, sessionDefaults, NOW + days(30) - 1)).toBe(true);
    expect(isLive(used, sessionDefaults, NOW + days(30))).toBe(false);
  });

  test("on a shared computer lives for 2 hours without use, and 30 days however used", () => {
    const shared = { ...session, shared: true };
    expect(isLive(shared, sessionDefaults, NOW + hours(2) - 1)).toBe(true);
    expect(isLive(shared, sessionDefaults, NOW + hours(2))).toBe(false);
    const used = { ...shared, lastSeenOn: NOW + days(30) - 1 };
    expect(isLive(used, sessionDefaults, NOW + days(30))).toBe(false);
  });

  describe("is recently authenticated for 10 minutes after", () => {
    const password = { kind: "password", factor: "first", on: NOW } as const;
    const code = { kind: "totp", factor: "second", on: NOW } as const;
    const isRecent = (shown: readonly Evidence[], factors: 1 | 2, now = NOW) =>
      strengthOf(recentEvidence({ evidence: writeEvidence(shown) }, sessionDefaults, now)) >=
      factors;

    test("the password was typed, not after it was used", () => {
      expect(isRecent([password], 1, NOW + minutes(10) - 1)).toBe(true);
      expect(isRecent([password], 1, NOW + minutes(10))).toBe(false);
    });

    test("both factors were shown, where a user has two", () => {
      const earlier = { ...code, on: NOW - minutes(10) };
      expect(isRecent([password], 2)).toBe(false);
      expect(isRecent([password, earlier], 2)).toBe(false);
      expect(isRecent([password, { ...earlier, on: earlier.on + 1 }], 2)).toBe(true);
      expect(isRecent([code], 1)).toBe(false);
      expect(isRecent([], 1)).toBe(false);
    });
  });

  test("has its use noted every ten minutes at most: the one write a GET may cause", () => {
    expect(isDueForTouch(session, sessionDefaults, NOW + minutes(10) - 1)).toBe(false);
    expect(isDueForTouch(session, sessionDefaults, NOW + minutes(10))).toBe(true);
  });

  test("that may be idle for a few minutes only has its use noted four times in them", () => {
    const options = { ...sessionDefaults, sharedIdle: minutes(8) };
    const shared = { ...session, shared: true };
    expect(isDueForTouch(shared, options, NOW + minutes(2) - 1)).toBe(false);
    expect(isDueForTouch(shared, options, NOW + minutes(2))).toBe(true);
  });
});
