// Logos for tests: an SVG, and PNGs that are made here.

import { crc32, deflateSync } from "node:zlib";

/** A ring with a door, in one colour. */
export const svgLogo = (colour = "#7a1fa2", inside = ""): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">${inside}<path fill="${colour}" d="M16 1a15 15 0 1 0 0 30 15 15 0 0 0 0-30zm0 5a10 10 0 1 1 0 20 10 10 0 0 1 0-20z"/></svg>`;

type Made = {
  readonly width?: number;
  readonly height?: number;
  /** Red, green, blue and alpha of every pixel. */
  readonly pixel?: readonly [number, number, number, number];
  readonly interlaced?: boolean;
  /** More parts, after the head. */
  readonly more?: readonly Buffer[];
  /** What stands for the packed pixels. */
  readonly packed?: Uint8Array;
};

/** A PNG of one colour. */
export function png(made: Made = {}): Uint8Array {
  const { width = 120, height = 40, pixel = [122, 31, 162, 255], more = [] } = made;
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 6, 0, 0, made.interlaced === true ? 1 : 0], 8);
  const line = Buffer.from([0, ...Array.from({ length: width }, () => pixel).flat()]);
  const packed =
    made.packed ?? deflateSync(Buffer.concat(Array.from({ length: height }, () => line)));
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk("IHDR", head),
    ...more,
    chunk("IDAT", packed),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}

export function chunk(name: string, data: Uint8Array): Buffer {
  const body = Buffer.concat([Buffer.from(name, "latin1"), data]);
  const [size, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  size.writeUInt32BE(data.length);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([size, body, sum]);
}
