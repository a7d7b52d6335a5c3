// Messages with holes, where something else than text is to stand: markup, or what must not be changed.

/** Of private use, so no letter of any language. */
const HOLE = /\uE000(\d+)\uE001/g;

/** Goes into a message as a variable, to be found again in what it says. */
export const hole = (number: number): string => `\uE000${number}\uE001`;

/** A message taken apart: the texts in it, and the numbers of its holes. */
export const partsOf = (message: string): readonly (string | number)[] =>
  message.split(HOLE).map((part, index) => (index % 2 === 0 ? part : Number(part)));
