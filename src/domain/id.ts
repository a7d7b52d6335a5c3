// Ids for rows, made in the application so that all databases can be used the same way.

import type { Instant } from "./time.ts";

type Random = { bytes(count: number): Uint8Array };

/** 128 random bits as 22 base64url characters: for rows whose id is a secret or part of one. */
export const randomId = (random: Random): string =>
  Buffer.from(random.bytes(16)).toString("base64url");

/**
 * A UUID of version 7 (RFC 9562 5.7): ordered by time, so that a million rows are appended to the end of an
 * index instead of being scattered over it. Not a secret. `place`, at most 4,095, orders the ids of one
 * millisecond (6.2, method 1); without it, their order is random.
 */
export function timeOrderedId(random: Random, now: Instant, place?: number): string {
  const bytes = Buffer.allocUnsafe(16); // all are written
  bytes.writeUIntBE(now, 0, 6);
  bytes.set(random.bytes(10), 6);
  if (place !== undefined) bytes.writeUInt16BE(place, 6);
  bytes[6] = 0x70 | (bytes[6]! & 0x0f);
  bytes[8] = 0x80 | (bytes[8]! & 0x3f);
  const hex = bytes.toString("hex");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

/** Places in one millisecond: twelve bits. */
const PLACES = 4_096;

/**
 * Makes ids that sort in the order in which they were made, even within one millisecond: a log sorted by them
 * shows what came first. After 4,096 ids in a millisecond, the order starts again.
 */
export function orderedIds(random: Random): (now: Instant) => string {
  let moment: Instant | undefined;
  let place = 0;
  return (now) => {
    place = now === moment ? (place + 1) % PLACES : 0;
    moment = now;
    return timeOrderedId(random, now, place);
  };
}

/** When an id that `timeOrderedId` made was made. */
export const momentOf = (id: string): Instant =>
  Number.parseInt(id.replace("-", "").slice(0, 12), 16);

/** Before every id that was made at this moment or later, and after all others. */
export function leastIdAt(moment: Instant): string {
  const hex = Math.max(0, Math.floor(moment)).toString(16).padStart(12, "0");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}`;
}
