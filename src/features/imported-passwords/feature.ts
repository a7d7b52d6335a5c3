import { minutes } from "../../domain/time.ts";
import type { Feature } from "../../feature.ts";
import { copy } from "./copy.ts";
import { removeWhenDue } from "./imported-passwords.ts";

export const importedPasswords: Feature = {
  name: "imported-passwords",
  words: copy,
  tasks: [{ name: "remove", every: minutes(10), run: removeWhenDue }],
};
