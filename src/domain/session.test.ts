import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import {
  SESSION_SECRET_BYTES,
  isDueForTouch,
  isFresh,
  isLive,
  sessionDefaults,
  sessionHash,
  type Session,
} from "./session.ts";
import { days, minutes, type Instant } from "./time.ts";

const NOW: Instant = Date.UTC(2026, 10, 22, 13, 5);
const session: Session = {
  id: "s",
  userId: "u",
  createdOn: NOW,
  lastSeenOn: NOW,
  provedOn: NOW,
  expiresOn: NOW + days(30),
  browser: "Firefox on Linux",
  client: "192.0.2.1",
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

  test("is fresh for 10 minutes after the password was typed, not after it was used", () => {
    expect(isFresh(session, sessionDefaults, NOW + minutes(10) - 1)).toBe(true);
    const used = { ...session, lastSeenOn: NOW + minutes(10) };
    expect(isFresh(used, sessionDefaults, NOW + minutes(10))).toBe(false);
  });

  test("has its use noted every ten minutes at most: the one write a GET may cause", () => {
    expect(isDueForTouch(session, NOW + minutes(10) - 1)).toBe(false);
    expect(isDueForTouch(session, NOW + minutes(10))).toBe(true);
  });
});
