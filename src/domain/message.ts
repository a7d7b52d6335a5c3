// Messages with placeholders for what is not text: markup, or words that must not be changed.

/** Private-use characters, so they are letters of no language. */
const HOLE = /\uE000(\d+)\uE001/g;

/** A placeholder to pass to a message as a variable; `partsOf` finds it in the result. */
export const hole = (number: number): string => `\uE000${number}\uE001`;

/** A message split into its texts and the numbers of its placeholders. */
export const partsOf = (message: string): readonly (string | number)[] =>
  message.split(HOLE).map((part, index) => (index % 2 === 0 ? part : Number(part)));
