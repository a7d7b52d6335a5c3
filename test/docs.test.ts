// Compares the documentation with the code: links, variables, options, routes, dependencies, examples.

import { existsSync, globSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join, normalize, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { DEFENCES } from "../scripts/defences.ts";
import { houseMeasures } from "../scripts/house.ts";
import { readRows } from "../scripts/page-section.ts";
import { capturedMailbox } from "../src/adapters/captured-mailbox.ts";
import { field } from "../src/domain/user-field.ts";
import { webFor } from "../src/http/web.ts";
import { optionsSchema } from "../src/options/options.ts";
import { allRoutes } from "../src/postern.ts";
import { storeContract } from "../src/testing/store-contract/store-contract.ts";
import { answering, freePort, run } from "../src/testing/process.ts";
import { testPostern } from "../src/testing/test-postern.ts";
import { SECRETS } from "./mail-hooks/notices.ts";

const PAGES = [...globSync("*.md"), ...globSync("docs/**/*.md")].toSorted();

const textOf = (file: string): string => readFileSync(file, "utf8");

/** A page without its examples, which may contain anything. */
const proseOf = (file: string): string => textOf(file).replace(/^```[\s\S]*?^```/gm, "");

describe("links", () => {
  test("every local link leads to a file, and to a heading of it", () => {
    const broken = PAGES.flatMap((page) =>
      linksOf(page)
        .filter((link) => !/^[a-z]+:/.test(link) && !leadsSomewhere(page, link))
        .map((link) => `${page}: ${link}`),
    );
    expect(broken).toEqual([]);
  });

  test("every page of docs/ is reached from the README", () => {
    const reached = new Set(["README.md"]);
    for (const page of reached) {
      for (const link of linksOf(page)) {
        const target = normalize(join(dirname(page), link.split("#")[0] ?? ""));
        const pages = target.endsWith(".md")
          ? [target]
          : PAGES.filter((each) => dirname(each) === target.replace(/\/$/, ""));
        for (const each of pages) reached.add(each);
      }
    }
    expect(PAGES.filter((page) => page.startsWith("docs/") && !reached.has(page))).toEqual([]);
  });

  test("every decision is on their list once, in their order", () => {
    const list = textOf("docs/decisions/README.md");
    const listed = [...list.matchAll(/^- \[\d+\. .*?\]\(([^)]+)\)/gm)].map(([, file]) => file);
    const files = globSync("docs/decisions/0*.md").map((file) => basename(file));
    expect(listed).toEqual(files.toSorted());
  });
});

describe("decisions", () => {
  const files = globSync("docs/decisions/0*.md").toSorted();
  const numberOf = (file: string): number =>
    Number(file.slice("docs/decisions/".length).slice(0, 4));
  const numbers = files.map(numberOf);

  test("every decision has a status and a date, and a status names a decision that exists", () => {
    const lines =
      /^# \d+\. .+\n\n- Status: (?:accepted|(?:accepted, )?superseded (?:in part )?by (\d+))\n- Date: \d{4}-\d\d-\d\d\n\n/;
    const without = files.filter((file) => {
      const [found, successor] = lines.exec(textOf(file)) ?? [];
      return (
        found === undefined || (successor !== undefined && !numbers.includes(Number(successor)))
      );
    });
    expect(without).toEqual([]);
  });

  test("the list of decisions explains every number that is missing, and no other", () => {
    const last = Math.max(...numbers);
    const missing = Array.from({ length: last }, (_, index) => index + 1).filter(
      (number) => !numbers.includes(number),
    );
    const sentence = /^The numbers (.*) are unused\./m.exec(
      textOf("docs/decisions/README.md"),
    )?.[1];
    expect((sentence?.match(/\d+/g) ?? []).map(Number)).toEqual(missing);
  });
});

describe("configuration", () => {
  const page = textOf("docs/configuration.md");
  const sources = [...globSync("src/server/*.ts"), ...globSync("src/cli/**/*.ts")].filter(
    (file) => !file.endsWith(".test.ts"),
  );

  test("every environment variable is on the page, and no other", () => {
    const read = new Set<string>(
      sources.flatMap((file) =>
        [
          ...textOf(file).matchAll(
            /(?:environment|env)\["([A-Z][A-Z_\d]+)"\]|variable: "([A-Z_\d]+)"/g,
          ),
        ].map(([, name, option]) => name ?? option ?? ""),
      ),
    );
    expect(Array.from(read).toSorted()).toEqual([
      ...rowsIn(page, "## Environment", /^[A-Z][A-Z_\d]+$/),
    ]);
  });

  test("every option is on the page, and no other", () => {
    const known = Object.keys(optionsSchema.shape).toSorted();
    expect(known).toEqual([...rowsIn(page, "## Options", /^[a-z][A-Za-z]+$/)]);
  });
});

describe("routes", () => {
  test("every route is described with its feature, and no other", async () => {
    const mailer = capturedMailbox();
    await using app = await testPostern({
      developmentMailbox: true,
      terms: { version: "2026-05", url: "https://example.com/terms" },
      fields: { name: field(z.string(), { label: "Name" }) },
      bounceAddress: "bounces@example.com",
      bounceSecret: "hook-9f8e7d6c5b4a39281706f5e4d3c2b1a0",
      mailHooks: SECRETS,
      oldLinks: { secret: "q8Zt3vN6bR1xWm5kYp", salt: "email-confirm" },
      mailer,
    });
    const { context } = app.postern;
    const routes = allRoutes(context, webFor(context.settings, ["unused"]), mailer);
    const written = globSync("docs/features/*.md").flatMap((file) =>
      [...textOf(file).matchAll(/^\| `((?:GET|POST) \/[^`]*)`/gm)].map(([, route = ""]) => route),
    );
    const known = routes.map(({ method, path }) => `${method} ${path}`);
    expect(written.toSorted()).toEqual(known.toSorted());
  });

  test("every slice has its page", () => {
    const slices = globSync("src/features/*/routes.ts").map((file) => file.split("/")[2]!);
    expect(slices.filter((slice) => !existsSync(`docs/features/${slice}.md`))).toEqual([]);
  });
});

describe("security", () => {
  test("every attack is named where it is said what Postern withstands", () => {
    const page = textOf("docs/security.md");
    const attacks = globSync("test/attacks/*.test.ts");
    expect(attacks.filter((file) => !page.includes(`(../${file})`))).toEqual([]);
  });

  test("every defence that is removed to see who notices stands where it is said to, and in the table", () => {
    const page = textOf("docs/how-postern-is-tested.md");
    const astray = DEFENCES.filter(
      ({ name, file, code, noticedBy }) =>
        textOf(file).split(code).length !== 2 ||
        !noticedBy.every(existsSync) ||
        !page.includes(`| ${name} `),
    );
    expect(astray.map(({ name }) => name)).toEqual([]);
  });
});

test("every direct dependency has a line with its reason, and no other package has", () => {
  const manifest = JSON.parse(textOf("package.json")) as Record<string, Record<string, string>>;
  const named = [manifest["dependencies"], manifest["devDependencies"]].flatMap((list) =>
    Object.keys(list ?? {}),
  );
  const lines = [...textOf("docs/dependencies.md").matchAll(/^\| `([^`]+)`/gm)].map(
    ([, name = ""]) => name,
  );
  expect(lines.toSorted()).toEqual(named.toSorted());
});

test("the README names the two commands, and they exist", () => {
  const { scripts } = JSON.parse(textOf("package.json")) as { scripts: Record<string, string> };
  for (const command of ["start", "test"]) {
    expect(textOf("README.md")).toContain(`npm ${command}`);
    expect(scripts[command]).toBeDefined();
  }
});

test("every script is one plain command, for sh and for cmd.exe, which is told what exec is", () => {
  const { scripts } = JSON.parse(textOf("package.json")) as { scripts: Record<string, string> };
  for (const script of Object.values(scripts)) {
    expect(script).toMatch(/^(?:exec )?node scripts\/[\w/.-]+(?: [\w:-]+)?$/);
  }
  const [command, ...words] = textOf("exec.cmd").trim().split("\r\n").toReversed();
  expect(command).toBe("@%*");
  expect(words.filter((line) => !line.startsWith("@rem "))).toEqual([]);
});

test(
  "the README's code mounts a Postern that answers and shows its mail",
  { timeout: 30_000 },
  async () => {
    const folder = mkdtempSync(join(tmpdir(), "postern-readme-"));
    const port = await freePort();
    const file = join(folder, "mount.ts");
    writeFileSync(file, fromSource(mountExample()).replaceAll("5001", `${port}`));
    {
      const environment = { POSTERN_SECRET: "a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6" };
      await using program = run(file, { folder, environment });
      const login = await answering(`http://localhost:${port}/login`, program);
      expect(await login.text()).toContain("Log in");
      const registered = await fetch(`http://localhost:${port}/register`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ email: "ada@example.com", password: "plum tree by the river" }),
      });
      expect(registered.status).toBe(201);
      expect(existsSync(join(folder, "accounts.db"))).toBe(true);
      const mailbox = await fetch(`http://localhost:${port}/dev/mailbox`);
      expect(mailbox.status).toBe(200);
    }
    {
      await using program = run(file, { folder, environment: { POSTERN_SECRET: "" } });
      expect(await program.end).toBe(1);
      expect(program.output()).toContain("`npx postern secret` makes one");
    }
    rmSync(folder, { recursive: true });
  },
);

test("the documentation stands by itself: it names no place of work and no machine", () => {
  const odd = /\bshared\/|\/work\/|\/root\/|localhost:\d{4}\/(?!auth|dashboard|dev|login|register)/;
  expect(PAGES.filter((page) => odd.test(textOf(page)))).toEqual([]);
});

const linksOf = (page: string): readonly string[] =>
  [...proseOf(page).matchAll(/\]\(([^)\s]+)\)/g)].map(([, link = ""]) => link);

function leadsSomewhere(page: string, link: string): boolean {
  const [path = "", anchor] = link.split("#");
  const target = path === "" ? page : normalize(join(dirname(page), path));
  // A script takes the screenshots; if it has not run, there is nothing to check.
  if (target.startsWith("docs/screenshots/") && !existsSync("docs/screenshots")) return true;
  if (!existsSync(target)) return false;
  return anchor === undefined || anchorsOf(target).includes(anchor);
}

/** The anchors of a page's headings, as GitHub makes them. */
const anchorsOf = (page: string): readonly string[] =>
  [...proseOf(page).matchAll(/^#+ (.*)$/gm)].map(([, heading = ""]) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N}_ -]/gu, "")
      .replaceAll(" ", "-"),
  );

/** The names in the first column of the first table below a heading. */
function rowsIn(page: string, heading: string, shape: RegExp): readonly string[] {
  const section = page.slice(page.indexOf(`\n${heading}\n`) + 1);
  const table = /^\|[\s\S]*?\n(?!\|)/m.exec(section)?.[0] ?? "";
  const names = table
    .split("\n")
    .map((line) => line.split("|")[1] ?? "")
    .flatMap((cell) => [...cell.matchAll(/`([^`]+)`/g)].map(([, name = ""]) => name));
  return names.filter((name) => shape.test(name)).toSorted();
}

const mountExample = (): string => {
  const section = textOf("README.md").split("\n## Mount it\n")[1] ?? "";
  return /```ts\n([\s\S]*?)```/.exec(section)?.[1] ?? "";
};

/** The package's names, from the source that will be the package. */
const fromSource = (code: string): string =>
  code
    .replace('"postern/node"', `"${pathToFileURL(resolve("src/mounts/node.ts")).href}"`)
    .replace('"postern"', `"${pathToFileURL(resolve("src/index.ts")).href}"`);

describe("extending", () => {
  test("docs/writing-a-store.md shows how the contract is run, and names each of its groups", () => {
    const page = textOf("docs/writing-a-store.md");
    const shown = textOf("test/packed/store-contract.packed.mjs").replace(/^(?:\/\/.*\n)+\n/, "");
    expect(page).toContain(`\`\`\`js\n${shown}\`\`\``);
    const groups: string[] = [];
    const noting = (name: string, body: () => void): void => {
      groups.push(name);
      body();
    };
    storeContract("any", { describe: noting, expect, test: () => undefined }, async () => {
      throw new Error("No test runs here.");
    });
    const named = [...page.matchAll(/^\| ([^|]*?) +\|/gm)].map(([, name = ""]) => name);
    expect(named.slice(2).toSorted()).toEqual(groups.slice(1).toSorted());
  });

  test("docs/extending.md shows the files of the feature that a test plugs in", () => {
    const page = textOf("docs/extending.md");
    const files = globSync("test/architecture/toy-feature/*.ts").filter(
      (file) => !file.endsWith(".test.ts"),
    );
    expect(files.length).toBeGreaterThan(5);
    const asShown = (file: string): string =>
      textOf(file).replaceAll('"../../../src/extend.ts"', '"postern/extend"');
    expect(files.filter((file) => !page.includes(`\`\`\`ts\n${asShown(file)}\`\`\``))).toEqual([]);
  });

  test("every part of a feature is told there", () => {
    const page = textOf("docs/extending.md");
    const type = /export type Feature<[\s\S]*?\n\};/.exec(textOf("src/feature.ts"))?.[0] ?? "";
    const parts = [...type.matchAll(/^ {2}(?:readonly )?(\w+)\??[:(]/gm)].map(
      ([, part = ""]) => part,
    );
    expect(parts.length).toBeGreaterThan(10);
    expect(parts.filter((part) => !new RegExp(`\`${part}\\b`).test(page))).toEqual([]);
  });
});

test("docs/architecture.md prints the house in numbers as it stands", () => {
  const measured = houseMeasures().map(({ what, before, now }) => [what, before, `${now}`]);
  expect(readRows("house", "docs/architecture.md")).toEqual(measured);
  expect(houseMeasures().map(({ now }) => now)).toEqual([0, 1, 1, 0, 0]);
});
