import { pseudo } from "../../src/domain/pseudo.ts";

const LETTERS = [..."abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"];

const ACCENTED = [...pseudo(LETTERS.join("")).replace(/[[\]~]/g, "")];

/** The English that a text in the pseudo-language was made of. */
export const outOfPseudo = (text: string): string =>
  text
    .replace(/[[\]~]/g, "")
    .replace(/\p{L}/gu, (letter) => LETTERS[ACCENTED.indexOf(letter)] ?? letter);
