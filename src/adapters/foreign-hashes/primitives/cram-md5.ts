// What Dovecot keeps for CRAM-MD5 (RFC 2195), "{CRAM-MD5}": the two states in which HMAC-MD5 (RFC 2104) leaves MD5
// (RFC 1321) after the block of the key, the outer one first. node:crypto does not show the state of a hash.

import { hash } from "node:crypto";

const BLOCK = 64;
const SHIFTS = [
  [7, 12, 17, 22],
  [5, 9, 14, 20],
  [4, 11, 16, 23],
  [6, 10, 15, 21],
] as const;
/** Which word of the block a step takes: (factor × step + first) modulo 16. */
const ORDER = [
  [1, 0],
  [5, 1],
  [3, 5],
  [7, 0],
] as const;
const MIXES = [
  (x: number, y: number, z: number) => (x & y) | (~x & z),
  (x: number, y: number, z: number) => (x & z) | (y & ~z),
  (x: number, y: number, z: number) => x ^ y ^ z,
  (x: number, y: number, z: number) => y ^ (x | ~z),
] as const;

export function cramMd5(password: Buffer): string {
  const key = password.length > BLOCK ? hash("md5", password, "buffer") : password;
  const padded = Buffer.alloc(BLOCK);
  key.copy(padded);
  return [0x5c, 0x36].map((pad) => stateAfter(padded.map((byte) => byte ^ pad))).join("");
}

/** MD5's state after one block, in hex. */
function stateAfter(block: Uint8Array): string {
  const words = new DataView(block.buffer, block.byteOffset, BLOCK);
  const start = [0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476] as const;
  let [a, b, c, d]: [number, number, number, number] = [...start];
  for (let step = 0; step < 64; step += 1) {
    const round = step >> 4;
    const [factor, first] = ORDER[round] ?? ORDER[0];
    const shift = SHIFTS[round]?.[step % 4] ?? 0;
    const word = words.getInt32(((factor * step + first) % 16) * 4, true);
    const constant = Math.floor(Math.abs(Math.sin(step + 1)) * 2 ** 32);
    const sum = (a + (MIXES[round]?.(b, c, d) ?? 0) + word + constant) | 0;
    [a, b, c, d] = [d, (b + ((sum << shift) | (sum >>> (32 - shift)))) | 0, b, c];
  }
  const state = Buffer.alloc(16);
  for (const [at, word] of [a, b, c, d].entries()) {
    state.writeInt32LE((word + (start[at] ?? 0)) | 0, at * 4);
  }
  return state.toString("hex");
}
