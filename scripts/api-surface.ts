// The public surface of the package, as API Extractor reads it from the declarations of the source.

import {
  CompilerState,
  Extractor,
  ExtractorConfig,
  ExtractorLogLevel,
} from "@microsoft/api-extractor";
import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";

/** What the package exports, by the last part of the name to import from, and its file. */
export const ENTRIES: Readonly<Record<string, string>> = {
  postern: "index",
  extend: "extend",
  store: "store",
  testing: "testing/index",
  node: "mounts/node",
  express: "mounts/express",
  fastify: "mounts/fastify",
  koa: "mounts/koa",
  hono: "mounts/hono",
  nest: "mounts/nest",
  next: "mounts/next",
  sveltekit: "mounts/sveltekit",
  nuxt: "mounts/nuxt",
  "react-router": "mounts/react-router",
  bun: "mounts/bun",
  deno: "mounts/deno",
};

/** An exported name, with its docstring. */
export type PublicName = {
  readonly entry: string;
  readonly name: string;
  /** Whether it exists at run time, and therefore has an example. */
  readonly isValue: boolean;
  readonly docs: string;
};

export type Surface = {
  /** The report of each entry: every exported name with its type. */
  readonly reports: ReadonlyMap<string, string>;
  readonly names: readonly PublicName[];
  /** Types that an exported signature names but no entry exports. */
  readonly forgotten: readonly string[];
};

/** The folder of everything that is made on the way. Git and the linters ignore it. */
export const WORKSHOP = resolve(".api");

/** Reads the surface from the source as it is. Takes some seconds; no build is needed. */
export function readSurface(): Surface {
  rmSync(WORKSHOP, { recursive: true, force: true });
  mkdirSync(join(WORKSHOP, "reports"), { recursive: true });
  compile(
    "types.json",
    {
      emitDeclarationOnly: true,
      declaration: true,
      noCheck: true,
      outDir: "types",
      rootDir: "../src",
    },
    Object.values(ENTRIES).map((file) => `../src/${file}.ts`),
  );
  const configs = Object.entries(ENTRIES).map(([entry, file]) => configFor(entry, file));
  const compilerState = CompilerState.create(configs[0]!, {
    additionalEntryPoints: configs.map(({ mainEntryPointFilePath }) => mainEntryPointFilePath),
  });
  const forgotten = new Set<string>();
  for (const config of configs) {
    Extractor.invoke(config, {
      localBuild: true, // the caller compares the reports
      compilerState,
      messageCallback(message) {
        message.handled = true;
        const { messageId, text } = message;
        if (messageId === "ae-forgotten-export") {
          // API Extractor numbers the second of two names that are equal to one another or to a global one.
          forgotten.add(text.replace(/^.*?"(\w+?)(?:_\d+)?".*$/, "$1"));
        } else if (message.logLevel === ExtractorLogLevel.Error) throw new Error(text);
      },
    });
  }
  const entries = Object.keys(ENTRIES);
  const names = entries.flatMap(namesOf);
  const reports = new Map(entries.map((entry) => [entry, reportOf(entry)]));
  // The names of Postern's pages are public, but not their props: see `PosternPages`.
  const [, pages = ""] = /type PosternPages = (.*);/.exec(reports.get("extend") ?? "") ?? [];
  const known = new Set([...names.map(({ name }) => name), ...pages.split(" & ")]);
  return {
    reports,
    names,
    forgotten: [...forgotten].filter((name) => !known.has(name)).toSorted(),
  };
}

/** Runs the compiler over some files, with the project's own options and a few more. */
export function compile(name: string, compilerOptions: object, files: readonly string[]): void {
  const project = join(WORKSHOP, name);
  const options = { noEmit: false, ...compilerOptions };
  writeFileSync(
    project,
    JSON.stringify({
      extends: "../tsconfig.json",
      compilerOptions: options,
      include: [],
      files,
    }),
  );
  const compiler = ["node_modules/typescript/bin/tsc", "-p", project];
  const { status, stdout } = spawnSync(process.execPath, compiler, { encoding: "utf8" });
  if (status !== 0) throw new Error(stdout);
}

const configFor = (entry: string, file: string): ExtractorConfig =>
  ExtractorConfig.prepare({
    configObject: {
      projectFolder: resolve("."),
      mainEntryPointFilePath: join(WORKSHOP, "types", `${file}.d.ts`),
      newlineKind: "lf",
      compiler: {
        tsconfigFilePath: join(WORKSHOP, "types.json"),
      },
      apiReport: {
        enabled: true,
        reportFileName: entry,
        reportFolder: join(WORKSHOP, "reports"),
        reportTempFolder: join(WORKSHOP, "reports"),
      },
      docModel: { enabled: true, apiJsonFilePath: join(WORKSHOP, `${entry}.json`) },
      dtsRollup: { enabled: false },
      tsdocMetadata: { enabled: false },
      messages: {
        compilerMessageReporting: { default: { logLevel: ExtractorLogLevel.Error } },
        extractorMessageReporting: {
          default: { logLevel: ExtractorLogLevel.None },
          "ae-forgotten-export": { logLevel: ExtractorLogLevel.Warning },
        },
        tsdocMessageReporting: { default: { logLevel: ExtractorLogLevel.None } },
      },
    },
    configObjectFullPath: undefined,
    packageJsonFullPath: resolve("package.json"),
  });

const reportOf = (entry: string): string =>
  readFileSync(join(WORKSHOP, "reports", `${entry}.api.md`), "utf8");

type Item = {
  readonly kind: string;
  readonly name?: string;
  readonly docComment?: string;
  readonly members?: readonly Item[];
};

/** The names of an entry. Those in a namespace begin with its name: `ui.form`. */
function namesOf(entry: string): readonly PublicName[] {
  const model = JSON.parse(readFileSync(join(WORKSHOP, `${entry}.json`), "utf8")) as Item;
  const within =
    (prefix: string) =>
    ({ kind, name = "", docComment = "", members = [] }: Item): readonly PublicName[] => {
      if (kind === "EntryPoint") return members.flatMap(within(prefix));
      if (kind === "Namespace") return members.flatMap(within(`${name}.`));
      const isValue = !/^(?:TypeAlias|Interface)$/.test(kind);
      return [{ entry, name: prefix + name, isValue, docs: docComment }];
    };
  return (model.members ?? []).flatMap(within(""));
}
