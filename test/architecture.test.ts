// The structure of the code: which part may import which, and the rules that hold everywhere. The two tables
// are the diagram; docs/architecture.md prints them, and a test keeps it up to date.

import { globSync, readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import { describe, expect, test } from "vitest";

type Layer = {
  /** Layers whose files may be imported. */
  readonly may: readonly string[];
  /** Packages that may be imported; of Node's own, only those named here. */
  readonly packages?: RegExp;
  /** Single edges beyond `may`, of types alone or of one file, each with its reason. */
  readonly also?: Readonly<Record<string, string>>;
};

const ANY_PACKAGE = /^/;
const PURE_NODE = /^node:(?:crypto|net|url|zlib|buffer)$/;
const SLICES = ["use cases", "slice doors", "words", "mails", "pages and routes"];
const EVERYTHING = [
  "domain",
  "ports",
  "identity",
  "ui",
  "http",
  "outbox",
  "stores",
  "adapters",
  "import",
  ...SLICES,
];

/** From the inside out. Within a layer every file may import every other, as long as there is no cycle. */
const LAYERS: Readonly<Record<string, Layer>> = {
  domain: { may: [], packages: PURE_NODE },
  ports: { may: ["domain"] },
  identity: { may: ["domain", "ports"] },
  "use cases": { may: ["domain", "ports", "identity", "slice doors"] },
  words: { may: ["domain"] },
  ui: { may: ["domain"], packages: /^hono\/html$|^uqr$|^node:crypto$/ },
  mails: { may: ["domain", "ports", "words", "ui"] },
  http: {
    may: ["domain", "ports", "identity", "ui"],
    packages: /^hono(?:\/utils\/url)?$|^zod$|^node:(?:crypto|buffer)$/,
  },
  "pages and routes": {
    may: ["domain", "ports", "identity", "use cases", "slice doors", "words", "ui", "http"],
    packages: /^zod$/,
    also: {
      "src/adapters/captured-mailbox.ts (types)":
        "the mailbox page shows what only that mailer keeps",
    },
  },
  "slice doors": { may: ["use cases", "words", "pages and routes"] },
  outbox: { may: ["domain", "ports", "ui"] },
  stores: {
    may: ["domain", "ports"],
    // A driver waits before it tries again, and names statements by a hash of their text.
    packages: /^node:(?:timers\/promises|crypto)$/,
    also: {
      "src/adapters/system-clock.ts": "what a store uses where its caller names no clock",
      "src/adapters/system-random.ts": "what a store uses where its caller names no chance",
    },
  },
  adapters: { may: ["domain", "ports"], packages: ANY_PACKAGE },
  import: { may: ["domain", "ports", "identity"], packages: ANY_PACKAGE },
  manifests: {
    may: EVERYTHING,
    also: {
      "src/options/problems.ts (types)": "how it is said that two features have one name",
      "src/options/options.ts": "the names of options that no feature may take",
    },
  },
  options: { may: ["domain", "ports", "manifests"], packages: /^zod$|^@rgrove\/parse-xml$/ },
  core: { may: [...EVERYTHING, "manifests", "options"], packages: /^zod$/ },
  mounts: { may: ["domain", "http", "core"], packages: ANY_PACKAGE },
  server: { may: [...EVERYTHING, "manifests", "options", "core", "mounts"], packages: ANY_PACKAGE },
  cli: { may: [...EVERYTHING, "manifests", "options", "core", "server"], packages: ANY_PACKAGE },
  testing: { may: [...EVERYTHING, "manifests", "options", "core"], packages: ANY_PACKAGE },
};

/**
 * Which part may import which slice, always through its `index.ts`. A new edge is a decision: write it down in
 * docs/decisions/, here, and in docs/architecture.md.
 */
const SLICE_EDGES: Readonly<Record<string, readonly string[]>> = {
  confirmation: ["registration"],
  console: ["cohorts"],
  "email-change": ["registration"],
  passkeys: ["login"],
  "password-change": ["registration"],
  "password-reset": ["registration"],
};

type Import = { readonly file: string; readonly from: string; readonly types: boolean };

const SOURCES = globSync("src/**/*.{ts,js}")
  .filter((file) => !/\.(?:test|d)\.ts$/.test(file))
  .toSorted();

const textOf = (file: string): string => readFileSync(file, "utf8");

/** The text without its comments: the rules are about code, not about what is said of it. */
const codeOf = (file: string): string =>
  textOf(file)
    .replace(/\/\*[\s\S]*?\*\//g, "")
    .replace(/(^|[^:"'`\\])\/\/.*$/gm, "$1");

function importsOf(file: string): readonly Import[] {
  const text = codeOf(file);
  const still = text.matchAll(/^(?:import|export)\s+(type\s)?(?:[^"';]*?\sfrom\s+)?"([^"]+)";?$/gm);
  const late = text.matchAll(/\bimport\(\s*"([^"]+)"\s*\)/g);
  return [
    ...[...still].map(([whole, type, from = ""]) => ({
      file,
      from: resolve(file, from),
      types: type !== undefined || onlyTypes(whole),
    })),
    ...[...late].map(([, from = ""]) => ({ file, from: resolve(file, from), types: false })),
  ];
}

const onlyTypes = (statement: string): boolean => {
  const names = /\{([^}]*)\}/
    .exec(statement)?.[1]
    ?.split(",")
    .map((name) => name.trim());
  return names !== undefined && names.filter(Boolean).every((name) => name.startsWith("type "));
};

const resolve = (file: string, from: string): string =>
  from.startsWith(".") ? normalize(join(dirname(file), from)) : from;

const isPackage = (from: string): boolean => !from.startsWith("src/");

function layerOf(file: string): string {
  const [, folder = "", slice, name = ""] = file.split("/");
  if (/\/features?\.ts$/.test(file)) return "manifests";
  if (slice === undefined) return "core";
  if (folder !== "features") return folder;
  if (name === "index.ts") return "slice doors";
  if (/(?:^|-)copy(?:\.\w+)?\.ts$/.test(name)) return "words";
  if (/(?:^|-)mails?\.ts$/.test(name)) return "mails";
  return /(?:^|-)(?:pages|routes)\.ts$/.test(name) ? "pages and routes" : "use cases";
}

/** The slice of a file in `features/`; for other files the part that is named in SLICE_EDGES. */
const partOf = (file: string): string => {
  const [, folder = "", slice = ""] = file.split("/");
  return folder === "features" ? slice : folder.replace(/\.ts$/, "");
};

const IMPORTS = SOURCES.flatMap(importsOf);

describe("who may import whom", () => {
  test("every file has its layer, and every layer is known", () => {
    const unknown = SOURCES.filter((file) => LAYERS[layerOf(file)] === undefined);
    expect(unknown).toEqual([]);
  });

  test("a layer imports only the layers that its line names", () => {
    const wrong = IMPORTS.filter(({ file, from, types }) => {
      if (isPackage(from)) return false;
      const [inner, outer] = [layerOf(from), layerOf(file)];
      const { may, also = {} } = LAYERS[outer]!;
      const isAllowed = inner === outer || may.includes(inner);
      return !isAllowed && !(from in also) && !(types && `${from} (types)` in also);
    });
    expect(wrong.map(said)).toEqual([]);
  });

  test("a layer imports only the packages that its line names", () => {
    const wrong = IMPORTS.filter(
      ({ file, from }) => isPackage(from) && LAYERS[layerOf(file)]!.packages?.test(from) !== true,
    );
    expect(wrong.map(said)).toEqual([]);
  });

  test("a slice asks only the slices that its line names, and only by their doors", () => {
    const wrong = IMPORTS.filter(({ file, from }) => {
      if (isPackage(from) || !from.startsWith("src/features/")) return false;
      if (isAssembly(file) || partOf(file) === partOf(from)) return false;
      if (layerOf(from) !== "slice doors") return true;
      return SLICE_EDGES[partOf(file)]?.includes(partOf(from)) !== true;
    });
    expect(wrong.map(said)).toEqual([]);
  });

  test("a use case has no more of the store than the verbs that it names", () => {
    const whole = /\bContext\["store"\]|Pick<Context,[^>]*"store"|[:&] Context\b|\bStore\b/;
    const isUseCase = (file: string): boolean => ["use cases", "identity"].includes(layerOf(file));
    expect(linesWith(whole, isUseCase)).toEqual([]);
  });

  test("no edge between slices stands in the table that nobody uses", () => {
    const used = new Set(IMPORTS.map(({ file, from }) => `${partOf(file)} → ${partOf(from)}`));
    const listed = edges();
    expect(listed.filter((edge) => !used.has(edge))).toEqual([]);
  });

  test("no circle closes, between files", () => {
    const graph = new Map(SOURCES.map((file) => [file, [] as string[]]));
    for (const { file, from, types } of IMPORTS) if (!types) graph.get(file)!.push(from);
    expect(circleIn(graph)).toBeUndefined();
  });

  test("no circle closes, between slices", () => {
    const graph = new Map(Object.entries(SLICE_EDGES).map(([part, to]) => [part, [...to]]));
    expect(circleIn(graph)).toBeUndefined();
  });

  test("docs/architecture.md prints the edges between slices as they are", () => {
    const printed = /```text\n(?<edges>[^`]*→[^`]*)```/.exec(textOf("docs/architecture.md"));
    expect(printed?.groups?.["edges"]?.trim().split("\n")).toEqual(edgeLines());
  });

  test("docs/architecture.md prints the layers as they are", () => {
    const text = textOf("docs/architecture.md").replace(/ +/g, " ");
    const missing = layerLines().filter((line) => !text.includes(line));
    expect(missing).toEqual([]);
  });
});

describe("what holds in every file", () => {
  test("nobody reads a clock or makes chance but two adapters, the test kit, and browsers", () => {
    const own =
      /^src\/(?:adapters\/system-(?:clock|random)\.ts|testing\/|ui\/(?:passkey-)?script\.ts)/;
    const odd =
      /\bDate\.now\b|\bnew Date\(\s*\)|\bMath\.random\b|\bperformance\.now\b|\bhrtime\b|\brandom(?:Bytes|UUID|Int)\b|\bgetRandomValues\b/;
    expect(linesWith(odd, (file) => !own.test(file))).toEqual([]);
  });

  test("no statement, rule or page knows an SQL engine: only its driver does, and whoever opens it", () => {
    // What other systems store, and how, is their affair: PostgreSQL has a form of hash, too.
    const knows =
      /^src\/stores\/sql\/(?:sqlite|postgres)[\w-]*\.ts$|^src\/(?:server|cli|testing|options|domain\/foreign-password)\/|^src\/[\w-]+\.ts$/;
    const odd = /sqlite|postgres|pragma|information_schema|\bpg_/i;
    expect(linesWith(odd, (file) => !knows.test(file))).toEqual([]);
  });

  test("templates make all markup; only the layout adds our own style and scripts as they are, and operators their own templates", () => {
    const odd =
      /\braw\(\s*[`"']|import \{[^}]*\braw\b[^}]*\} from "hono|\.innerHTML\b|\bparseBody\(/;
    expect(
      linesWith(odd, (file) => !["src/ui/page.ts", "src/server/templates.ts"].includes(file)),
    ).toEqual([]);
  });

  test("only the command line speaks to the terminal", () => {
    const says = /\bconsole\.(?:assert|debug|dir|error|info|log|table|time|trace|warn)\b/;
    expect(linesWith(says, (file) => !file.startsWith("src/cli/"))).toEqual([]);
  });

  test("no query takes every column", () => {
    // Except for the ledger: its third column was renamed, and older databases are read as well.
    const all = /(?:SELECT|RETURNING) \*(?! FROM migrations)/i;
    expect(linesWith(all, isSql)).toEqual([]);
  });

  test("no value is written into a query: only constants stand in one, and what they hold", () => {
    const sql = /\b(?:SELECT|INSERT|UPDATE|DELETE|WHERE|LIMIT|VALUES)\b/;
    // A driver handles whole statements, and has no values of its own.
    const drivers = /sql\/(?:sqlite|postgres)\.ts$/;
    const files = SOURCES.filter((file) => isSql(file) && !drivers.test(file));
    const wrong = files.flatMap((file) => {
      const code = codeOf(file);
      return [...code.matchAll(/`[^`]*`/g)]
        .filter(([template]) => sql.test(template))
        .flatMap(([template]) => [...template.matchAll(/\$\{([^}]*)\}/g)])
        .filter(([, inside = ""]) => !isConstant(inside, code))
        .map(([whole]) => `${file}: ${whole}`);
    });
    expect(wrong).toEqual([]);
  });

  test("one word for each thing: nobody signs up, signs in, verifies or activates", () => {
    const spoken = /(?:^src\/ui\/|(?:copy|pages|mails?)\.ts$)/;
    const odd =
      /\bsign(?:s|ed|ing)?[ -]?(?:up|in|out)\b|\bverify your\b|\bverification\b|\bactivat/i;
    expect(linesWith(odd, (file) => spoken.test(file))).toEqual([]);
  });

  test("words are given: only a Language reads a catalogue, and English is for terminals and logs", () => {
    const given = new Set(["mails", "http", "ui", "identity", "outbox", "manifests", ...SLICES]);
    const english = /\.en\b|\["en"\]|\bcopy(?:\.(?!(?:\w+\.)?ts")|\[|\?)|\benglish\b/;
    // The list of features reads the named texts of each.
    const names = "src/features.ts: Object.keys(words?.en[which] ?? {}).map((name) => [";
    const speaks = (file: string): boolean => given.has(layerOf(file)) && layerOf(file) !== "words";
    expect(linesWith(english, speaks)).toEqual([names]);
  });

  test("a file has 300 lines at most", () => {
    const long = SOURCES.filter((file) => textOf(file).split("\n").length > 301);
    expect(long).toEqual([]);
  });

  test("the library opens nothing: no driver, file or socket outside server, cli, adapters and mounts", () => {
    const opens = /^node:(?:sqlite|fs|fs\/promises|http|https|net|tls|child_process)$/;
    const may = new Set(["server", "cli", "adapters", "mounts", "testing"]);
    const wrong = IMPORTS.filter(
      ({ file, from }) =>
        opens.test(from) && !may.has(layerOf(file)) && !(from === "node:net" && isPure(file)),
    );
    expect(wrong.map(said)).toEqual([]);
  });
});

/** Parts that put everything together, and so may import everything. */
const isAssembly = (file: string): boolean =>
  /^src\/(?:postern|index|extend|store|options|features|open-stores)\.ts$|^src\/(?:server|cli|testing|stores|ports)\//.test(
    file,
  );

const isSql = (file: string): boolean => file.startsWith("src/stores/");

/**
 * `NAME`, `TABLE[which]`, `NAME.replaceAll("a", "b")`, `days(7)`, or a name taken from a `TABLE[which]`: never
 * anything that somebody sent.
 */
const isConstant = (inside: string, code: string): boolean =>
  /^[A-Z][A-Z0-9_]*(?:\[\w+\])?(?:\.\w+)?(?:\((?:"[^"]*"(?:, )?)*\))?$/.test(inside) ||
  /^(?:seconds|minutes|hours|days)\(\d+\)$/.test(inside) ||
  (/^\w+$/.test(inside) &&
    new RegExp(`const \\{[^}]*\\b${inside}\\b[^}]*\\} = [A-Z][A-Z0-9_]*\\[`).test(code));

/** `node:net` also parses addresses, which is not I/O. */
const isPure = (file: string): boolean => layerOf(file) === "domain";

const said = ({ file, from, types }: Import): string =>
  `${file} imports ${from}${types ? " (types)" : ""}`;

function linesWith(odd: RegExp, within: (file: string) => boolean = () => true): readonly string[] {
  return SOURCES.filter(within).flatMap((file) =>
    codeOf(file)
      .split("\n")
      .filter((line) => odd.test(line))
      .map((line) => `${file}: ${line.trim().slice(0, 100)}`),
  );
}

const edges = (): readonly string[] =>
  Object.entries(SLICE_EDGES).flatMap(([part, to]) => to.map((slice) => `${part} → ${slice}`));

const edgeLines = (): readonly string[] =>
  Object.entries(SLICE_EDGES).map(([part, to]) => `${part} → ${to.join(", ")}`);

const layerLines = (): readonly string[] =>
  Object.entries(LAYERS).map(([name, { may }]) => {
    const all = EVERYTHING.every((layer) => may.includes(layer));
    const beyond = may.filter((layer) => !EVERYTHING.includes(layer));
    const words = all ? ["everything above", ...beyond.map((layer) => layer)] : may;
    return `| ${name} | ${words.length === 0 ? "nothing" : words.join(", ")} |`;
  });

/** A path that leads back to its beginning, or undefined. */
function circleIn(graph: ReadonlyMap<string, readonly string[]>): readonly string[] | undefined {
  const done = new Set<string>();
  const search = (node: string, way: readonly string[]): readonly string[] | undefined => {
    if (way.includes(node)) return [...way.slice(way.indexOf(node)), node];
    if (done.has(node)) return undefined;
    for (const next of graph.get(node) ?? []) {
      const circle = search(next, [...way, node]);
      if (circle !== undefined) return circle;
    }
    done.add(node);
    return undefined;
  };
  for (const node of graph.keys()) {
    const circle = search(node, []);
    if (circle !== undefined) return circle;
  }
  return undefined;
}
