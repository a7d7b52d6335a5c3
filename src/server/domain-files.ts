// Files of domains, one on a line: those that are read at the start, and one that may change while the server runs.

import { stat } from "node:fs/promises";
import { resolve } from "node:path";
import { keptDisposableDomains } from "../adapters/disposable-domains.ts";
import { domainLines, noDomains, readDomains, verdictOn } from "../domain/domain-list.ts";
import type { DisposableDomains } from "../ports/address-policy.ts";
import type { Log } from "../ports/log.ts";
import { firstOf } from "../options/problems.ts";
import type { Options } from "../options/types.ts";
import { readText, whyUnread } from "./read-text.ts";
import type { Known } from "./config-types.ts";

/** Each with the option whose domains it holds, beside those that are given for it. */
export const DOMAIN_FILES = [
  { variable: "POSTERN_ALLOWED_DOMAINS_FILE", option: "allowedDomains" },
  { variable: "POSTERN_REFUSED_DOMAINS_FILE", option: "refusedDomains" },
  // What may change while the server runs is no option.
  { variable: "POSTERN_DISPOSABLE_DOMAINS_FILE", option: undefined },
] as const;

const A_DOMAIN = "give a domain like example.com, or *.example.com for all below it";

/** Adds the domains of files to those that the options have. */
export function addDomainsOfFiles(known: Known, values: Record<string, unknown>): void {
  for (const { variable, option } of DOMAIN_FILES) {
    const read = option && fileOf(known, variable, false);
    const others = option && (values[option] ?? []);
    // Where they are no list, that is the one mistake that is told.
    if (read && Array.isArray(others)) values[option] = [...(others as unknown[]), ...read.domains];
  }
}

/** The operator's own file of disposable domains, which is only good where these are refused. */
export function findDisposableFile(
  known: Known,
  { disposableAddresses }: Options,
): string | undefined {
  const read = fileOf(known, "POSTERN_DISPOSABLE_DOMAINS_FILE", true);
  if (read === undefined || disposableAddresses === "refused") return read?.path;
  known.problems.push(
    `POSTERN_DISPOSABLE_ADDRESSES: give "refused": without it, POSTERN_DISPOSABLE_DOMAINS_FILE is not used`,
  );
  return undefined;
}

/** The file that a variable names; undefined where it names none, or one that will not do. */
function fileOf({ environment, folder, problems }: Known, variable: string, wholeDomains: boolean) {
  const given = environment[variable];
  if (given === undefined) return undefined;
  const path = resolve(folder, given);
  const read = readDomainFile(path, wholeDomains);
  if (read.ok) return { path, domains: read.domains };
  problems.push(`${variable}: ${read.words}`);
  return undefined;
}

/**
 * The kept list of disposable domains under a file of the operator's own, which adds names and excepts others
 * ("!honest.example"). The file is read anew whenever it has changed. While it will not do, what was read last
 * goes on to count, and the log says why.
 */
export function disposableDomainsIn(
  path: string,
  log: Log,
  kept: DisposableDomains = keptDisposableDomains,
): DisposableDomains {
  let seen = "";
  let list = noDomains;
  return {
    async verdict(domain) {
      const now = await versionOf(path);
      if (now !== seen) {
        seen = now;
        const read = readDomainFile(path, true);
        if (read.ok) list = read.list;
        else log.warn("disposable-domains-not-read", { why: read.words });
      }
      return verdictOn(list, domain) ?? kept.verdict(domain);
    },
  };
}

/** Changes when the file does, also when another one takes its place. */
async function versionOf(path: string): Promise<string> {
  try {
    const { ino, size, mtimeMs } = await stat(path);
    return `${ino} ${size} ${mtimeMs}`;
  } catch (error) {
    return String(error);
  }
}

function readDomainFile(path: string, wholeDomains: boolean) {
  let text: string;
  try {
    text = readText(path);
  } catch (error) {
    return { ok: false, words: whyUnread(path, error) } as const;
  }
  const lines = domainLines(text);
  const read = readDomains(lines, wholeDomains);
  if (read.ok)
    return { ok: true, domains: lines.filter((line) => line !== ""), list: read.value } as const;
  // What stands there is not repeated: this goes to the log too, and may be anything.
  const places = firstOf(read.at.map((place) => place + 1));
  const where = `${read.at.length === 1 ? "line" : "lines"} ${places} of ${path}`;
  return { ok: false, words: `${where}: ${A_DOMAIN}` } as const;
}
