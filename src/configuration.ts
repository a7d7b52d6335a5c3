// What a site is configured with, for its admins: no secret is shown.

import packageFile from "../package.json" with { type: "json" };
import type { ConfigurationLine, Site } from "./http/site.ts";
import type { Options } from "./options/types.ts";

/** How the name of a secret ends: of an option, or of a part of one. */
const IS_SECRET = /(?:secret|token|api_?key|private_?key|credential)s?(?:_2)?$/i;

/** All that these contain opens something. */
const ALL_SECRET = new Set(["mailHooks"]);

const SECRET = "(secret)";

/** A logo is longer than anybody reads. */
const MOST = 200;

const isSecret = (name: string): boolean => ALL_SECRET.has(name) || IS_SECRET.test(name);

/** Which version runs, and with which configuration. */
export const systemOf = (
  given: Partial<Options>,
  lines: readonly ConfigurationLine[] | undefined,
): Pick<Site, "version" | "configuration"> => ({
  version: packageFile.version,
  configuration: configurationLines(given, lines),
});

/**
 * What the page shows: the lines that a server made, or the options that a host gave. What is not among these has its default.
 */
const configurationLines = (
  given: Partial<Options>,
  lines: readonly ConfigurationLine[] | undefined,
): readonly ConfigurationLine[] =>
  lines?.map((line) => (isSecret(line.name) ? { ...line, value: SECRET } : line)) ??
  Object.entries(given)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => ({ name, value: shown(name, value), from: "options" }));

function shown(name: string, value: unknown): string {
  const text = JSON.stringify({ [name]: value }, (key, part: unknown) =>
    isSecret(key) && part !== undefined ? SECRET : part,
  );
  const found = (JSON.parse(text) as Readonly<Record<string, unknown>>)[name];
  const words = typeof found === "string" ? found : JSON.stringify(found ?? null);
  return words.length > MOST ? `${words.slice(0, MOST - 1)}…` : words;
}
