// The hash of LAN Manager: two halves of seven capital letters, each of which encrypts a fixed text.

import { des, desKeys } from "./des.ts";

const FIXED = Buffer.from("KGS!@#$%");

/** Fourteen characters count, in any case. */
export function lmHash(password: Buffer): Buffer {
  const capitals = Buffer.alloc(14);
  Buffer.from(password.toString().toUpperCase(), "latin1").copy(capitals);
  const halves = [capitals.subarray(0, 7), capitals.subarray(7)];
  return Buffer.concat(halves.map((half) => des(desKeys(spread(half)), FIXED)));
}

/** DES takes seven bits of each byte. */
function spread(seven: Buffer): Buffer {
  const bits = [...seven].map((byte) => byte.toString(2).padStart(8, "0")).join("");
  return Buffer.from(
    Array.from({ length: 8 }, (_, at) => parseInt(`${bits.slice(7 * at, 7 * at + 7)}0`, 2)),
  );
}
