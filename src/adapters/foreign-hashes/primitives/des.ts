// DES, by FIPS 46-3, with what crypt(3) adds: a salt that swaps bits of the expansion, and many times in a row.

/** One string for each S-box: four rows of 16 hex digits. */
const BOXES = [
  "e4d12fb83a6c59070f74e2d1a6cb953841e8d62bfc973a50fc8249175b3ea06d",
  "f18e6b34972dc05a3d47f28ec01a69b50e7ba4d158c6932fd8a13f42b67c05e9",
  "a09e63f51dc7b428d709346a285ecbf1d6498f30b12c5ae71ad069874fe3b52c",
  "7de3069a1285bc4fd8b56f03472c1ae9a690cb7df13e52843f06a1d8945bc72e",
  "2c417ab6853fd0e9eb2c47d150fa3986421bad78f9c5630eb8c71e2d6f09a453",
  "c1af92680d34e75baf427c9561de0b389ef528c3704a1db6432c95fabe17608d",
  "4b2ef08d3c975a61d0b7491ae35c2f8614bdc37eaf6805926bd814a7950fe23c",
  "d2846fb1a93e50c71fd8a374c56b0e927b419ce206adf35821e74a8dfc90356b",
];
const P = [16, 7, 20, 21, 29, 12, 28, 17, 1, 15, 23, 26, 5, 18, 31, 10].concat([
  2, 8, 24, 14, 32, 27, 3, 9, 19, 13, 30, 6, 22, 11, 4, 25,
]);
const INITIAL = [58, 60, 62, 64, 57, 59, 61, 63].flatMap(everyEighth);
const FINAL = INITIAL.map((_, at) => INITIAL.indexOf(at + 1) + 1);
const CHOICE_1 = [57, 58, 59]
  .flatMap(everyEighth)
  .concat([60, 52, 44, 36], [63, 62, 61].flatMap(everyEighth), [28, 20, 12, 4]);
const CHOICE_2 = [14, 17, 11, 24, 1, 5, 3, 28, 15, 6, 21, 10, 23, 19, 12, 4].concat(
  [26, 8, 16, 7, 27, 20, 13, 2, 41, 52, 31, 37, 47, 55, 30, 40],
  [51, 45, 33, 48, 44, 49, 39, 56, 34, 53, 46, 42, 50, 36, 29, 32],
);
const SHIFTS = [1, 1, 2, 2, 2, 2, 2, 2, 1, 2, 2, 2, 2, 2, 2, 1];

/** What each S-box gives for six bits, in the places that P moves it to. */
const BOXES_IN_PLACE = BOXES.map((box, place) =>
  Int32Array.from({ length: 64 }, (_, six) => {
    const row = ((six >> 4) & 2) | (six & 1);
    const four = Number.parseInt(box.charAt(row * 16 + ((six >> 1) & 15)), 16);
    return word(permuted(bits(four << (28 - 4 * place), 32), P));
  }),
);

/** 16 keys of 48 bits, as two halves each. */
export type DesKeys = readonly (readonly [number, number])[];

/** From eight bytes, whose lowest bits DES ignores. */
export function desKeys(key: Buffer): DesKeys {
  const chosen = permuted(bitsOf(key), CHOICE_1);
  let [left, right] = [chosen.slice(0, 28), chosen.slice(28)];
  return SHIFTS.map((shift) => {
    [left, right] = [rotated(left, shift), rotated(right, shift)];
    const round = permuted([...left, ...right], CHOICE_2);
    return [word(round.slice(0, 24)), word(round.slice(24))] as const;
  });
}

/** The block encrypted, as often as told. The salt has up to 24 bits. */
export function des(keys: DesKeys, block: Buffer, salt = 0, times = 1): Buffer {
  const swaps = word(bits(salt, 24).toReversed());
  const start = permuted(bitsOf(block), INITIAL);
  let [left, right] = [word(start.slice(0, 32)), word(start.slice(32))];
  for (let time = 0; time < times; time += 1) {
    for (const [low, high] of keys) {
      [left, right] = [right, left ^ mixed(right, low, high, swaps)];
    }
    [left, right] = [right, left];
  }
  const end = permuted([...bits(left, 32), ...bits(right, 32)], FINAL);
  const encrypted = Buffer.alloc(8);
  encrypted.writeInt32BE(word(end.slice(0, 32)));
  encrypted.writeInt32BE(word(end.slice(32)), 4);
  return encrypted;
}

function mixed(half: number, lowKey: number, highKey: number, swaps: number): number {
  const low = expanded(half, 0);
  const high = expanded(half, 16);
  const swapped = (low ^ high) & swaps;
  return inPlace(low ^ swapped ^ lowKey, 0) | inPlace(high ^ swapped ^ highKey, 4);
}

/** 24 of the 48 bits that 32 bits become: four bits with their neighbours on both sides, four times. */
function expanded(half: number, from: number): number {
  let wide = 0;
  for (let turn = from + 5; turn < from + 21; turn += 4) {
    wide = (wide << 6) | (((half << turn) | (half >>> (32 - turn))) & 63);
  }
  return wide;
}

function inPlace(wide: number, firstBox: number): number {
  let narrow = 0;
  for (let box = 0; box < 4; box += 1) {
    narrow |= BOXES_IN_PLACE[firstBox + box]?.[(wide >>> (18 - 6 * box)) & 63] ?? 0;
  }
  return narrow;
}

/** The tables of DES count from 1 and go down in steps of eight, mostly. */
function everyEighth(last: number): number[] {
  return Array.from({ length: 8 }, (_, step) => last - 8 * step).filter((at) => at > 0);
}

function bits(number: number, count: number): number[] {
  return Array.from({ length: count }, (_, at) => (number >>> (count - 1 - at)) & 1);
}

function bitsOf(bytes: Buffer): number[] {
  return [...bytes].flatMap((byte) => bits(byte, 8));
}

function permuted(given: readonly number[], table: readonly number[]): number[] {
  return table.map((at) => given[at - 1] ?? 0);
}

function rotated(given: readonly number[], by: number): number[] {
  return [...given.slice(by), ...given.slice(0, by)];
}

function word(given: readonly number[]): number {
  return given.reduce((all, bit) => (all << 1) | bit, 0);
}
