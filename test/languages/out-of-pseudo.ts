import { pseudo } from "../../src/domain/pseudo.ts";

const LETTERS = [..."abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"];

const ACCENTED = [...pseudo(LETTERS.join("")).replace(/[[\]~]/g, "")];

/** The English from which a text in the pseudo-language was made. */
export const outOfPseudo = (text: string): string =>
  text
    .replace(/[[\]~]/g, "")
    .replace(/\p{L}/gu, (letter) => LETTERS[ACCENTED.indexOf(letter)] ?? letter);
