// A site's own words in a folder: one JSON file for each language, such as de.json.

import { readdirSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import {
  findNodeAtLocation,
  getNodeValue,
  parseTree,
  printParseErrorCode,
  type Node,
  type ParseError,
} from "jsonc-parser";
import type { Catalogues, OwnWords } from "../domain/languages.ts";
import { ownWordsProblems } from "../domain/own-words.ts";
import { readText, whyUnread } from "./read-text.ts";

/** What the files say, and what is wrong with them: with file and line. */
export type ReadWords = { readonly own: OwnWords; readonly problems: readonly string[] };

/** Reads every JSON file of a folder. */
export function readWordFolder(folder: string, catalogues: Catalogues): ReadWords {
  let names: readonly string[];
  try {
    names = readdirSync(folder).filter((name) => name.endsWith(".json"));
  } catch (error) {
    return { own: {}, problems: [`${folder} cannot be read as a folder (${codeOf(error)})`] };
  }
  if (names.length === 0) {
    return { own: {}, problems: [`${folder} has no file such as de.json`] };
  }
  const read = names
    .toSorted()
    .map((name) => readWordFile(resolve(join(folder, name)), catalogues));
  return {
    own: Object.assign({}, ...read.map(({ own }) => own)) as OwnWords,
    problems: read.flatMap(({ problems }) => problems),
  };
}

/** Reads the words of one language. The name of the file is the tag of the language. */
export function readWordFile(file: string, catalogues: Catalogues): ReadWords {
  const tag = basename(file, ".json");
  let text: string;
  try {
    text = readText(file);
  } catch (error) {
    return { own: {}, problems: [whyUnread(file, error)] };
  }
  const at = (offset: number): string =>
    `line ${text.slice(0, offset).split("\n").length} of ${file}`;
  const errors: ParseError[] = [];
  const tree = treeOf(text, errors);
  const [broken] = errors;
  if (tree === undefined || broken !== undefined) {
    const what =
      broken === undefined ? "empty, or nested too deeply" : printParseErrorCode(broken.error);
    return { own: {}, problems: [`${at(broken?.offset ?? 0)}: this is no JSON (${what})`] };
  }
  const twice = repeatedNames(tree).map(
    ({ offset, value }) => `${at(offset)}: "${String(value)}" is there twice`,
  );
  const own = { [tag]: getNodeValue(tree) as OwnWords[string] };
  const wrong = ownWordsProblems(catalogues, own).map(({ path: [, ...path], words }) => {
    const node = findNodeAtLocation(tree, path) ?? tree;
    return `${at(node.parent?.type === "property" ? node.parent.offset : node.offset)}: ${path.join(".") || tag}: ${words}`;
  });
  const problems = [...twice, ...wrong];
  return { own: problems.length === 0 ? own : {}, problems };
}

/** Undefined for a file that is empty, or nested more deeply than any texts are. */
function treeOf(text: string, errors: ParseError[]): Node | undefined {
  try {
    return parseTree(text, errors, { disallowComments: true, allowTrailingComma: false });
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

function repeatedNames({ type, children = [] }: Node): readonly Node[] {
  const names = type === "object" ? children.flatMap((each) => each.children?.[0] ?? []) : [];
  const seen = new Set<unknown>();
  const repeated = names.filter(({ value }: { readonly value?: unknown }) => {
    if (seen.has(value)) return true;
    seen.add(value);
    return false;
  });
  return [...repeated, ...children.flatMap(repeatedNames)];
}

const codeOf = (error: unknown): string => (error as NodeJS.ErrnoException).code ?? "?";
