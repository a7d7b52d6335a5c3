// Checks a PNG and removes what is not needed to show it. By the PNG specification, third edition (W3C, 2025).

import { crc32, inflateSync } from "node:zlib";
import type { Picture, ReadPicture } from "./brand.ts";
import { done } from "./result.ts";

const SIGNATURE = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);

/** What decides how it looks. Other parts are comments, times, places and cameras, and frames of animations. */
const KEPT = ["IHDR", "PLTE", "tRNS", "gAMA", "cHRM", "sRGB", "pHYs", "IDAT", "IEND"];

const LARGEST_SIDE = 1_000;

export const isPng = (content: Uint8Array): boolean =>
  SIGNATURE.every((byte, at) => content[at] === byte);

type Chunk = { readonly name: string; readonly data: Uint8Array; readonly whole: Uint8Array };

/** The picture without its metadata; or what is wrong with the file, and what to do. */
export function readPng(content: Uint8Array): ReadPicture {
  const chunks = chunksOf(content);
  const [head, ...rest] = chunks ?? [];
  if (head?.name !== "IHDR" || head.data.length !== 13 || rest.at(-1)?.name !== "IEND") {
    return { ok: false, words: "this PNG is damaged: export it again" };
  }
  const view = new DataView(head.data.buffer, head.data.byteOffset);
  const [width, height] = [view.getUint32(0), view.getUint32(4)];
  const [depth = 0, colour = 0, , , interlaced] = head.data.subarray(8);
  if (width > LARGEST_SIDE || height > LARGEST_SIDE) {
    return {
      ok: false,
      words: `this PNG has ${width} × ${height} pixels: give at most ${LARGEST_SIDE} each way`,
    };
  }
  if (interlaced !== 0) return { ok: false, words: "this PNG is interlaced: export it without" };
  const samples = [1, 0, 3, 1, 2, 0, 4][colour] ?? 0;
  const size = height * (1 + Math.ceil((width * samples * depth) / 8));
  const pixels = Buffer.concat(rest.flatMap(({ name, data }) => (name === "IDAT" ? [data] : [])));
  if (size === 0 || inflatedSize(pixels, size) !== size) {
    return { ok: false, words: "this PNG is damaged: export it again" };
  }
  const kept = [head, ...rest].filter(({ name }) => KEPT.includes(name));
  const bytes = Buffer.concat([SIGNATURE, ...kept.map(({ whole }) => whole)]);
  const picture: Picture = { type: "image/png", content: bytes, width, height };
  return done(picture);
}

/** Every part whose checksum is right, up to the end; undefined if something else is found. */
function chunksOf(content: Uint8Array): readonly Chunk[] | undefined {
  const bytes = Buffer.from(content.buffer, content.byteOffset, content.byteLength);
  const chunks: Chunk[] = [];
  for (let at = SIGNATURE.length; at + 12 <= bytes.length;) {
    const end = at + 12 + bytes.readUInt32BE(at);
    if (end > bytes.length) return undefined;
    const whole = bytes.subarray(at, end);
    if (crc32(whole.subarray(4, -4)) !== whole.readUInt32BE(whole.length - 4)) return undefined;
    chunks.push({ name: whole.toString("latin1", 4, 8), data: whole.subarray(8, -4), whole });
    // What follows the end belongs to no picture.
    if (chunks.at(-1)?.name === "IEND") return chunks;
    at = end;
  }
  return undefined;
}

/** A small file may hold gigabytes: more than the picture has is not unpacked. */
function inflatedSize(packed: Uint8Array, most: number): number {
  try {
    return inflateSync(packed, { maxOutputLength: most }).length;
  } catch {
    return 0;
  }
}
