import { join, normalize } from "node:path";
import { defineConfig, type Rolldown } from "tsdown";
import bundled from "./scripts/setup/bundled.json" with { type: "json" };
import described from "./scripts/setup/described.json" with { type: "json" };

/** A package and what it exports at paths of its own. */
const inside = (name: string): RegExp => new RegExp(`^${name}(/|$)`);

/** Its types stay the application's: two copies of Hono are strangers to each other in TypeScript. */
const isNotHono = (name: string): boolean => !name.includes("hono");

/** Whether a module is one of these files. */
const isFile = (...files: readonly string[]) => {
  const paths = files.map((file) => join(import.meta.dirname, file));
  return (id: string): boolean => paths.includes(normalize(id));
};

/**
 * Few large files are loaded sooner than many small ones. Each has all that it imports and that no group before it has. The
 * first is what the help of the command line shares with the library, so that neither loads the other. What the mounts share
 * with the server comes before it, so that no site loads the command line: Deno does not have all that this imports.
 */
const GROUPS = [
  { name: "described", test: isFile(...described) },
  { name: "library", test: isFile("src/index.ts", "src/mounts/web-mount.ts") },
  { name: "node", test: isFile("src/mounts/node-kernel.ts") },
  { name: "help", test: isFile("src/cli/run.ts") },
  { name: "server", test: isFile("src/cli/commands/serve.action.ts") },
].map((group, index, { length }) => ({ ...group, priority: length - index }));

/** Node keeps a file with a single letter beyond Latin-1 in two bytes for each of its letters. */
const ascii: Rolldown.Plugin = {
  name: "ascii",
  generateBundle(_, files) {
    for (const file of Object.values(files))
      if (file.type === "chunk" && file.fileName.endsWith(".js")) file.code = inAscii(file.code);
  },
};

function inAscii(code: string): string {
  const raw = /String\.raw`[^`]*[^\0-\x7f]/.exec(code)?.[0];
  if (raw !== undefined) throw new Error(`An escape would be another text here: ${raw}`);
  return code.replace(
    /[^\0-\x7f]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

export default defineConfig({
  entry: [
    "src/index.ts",
    "src/extend.ts",
    "src/store.ts",
    "src/testing/index.ts",
    "src/mounts/node.ts",
    "src/mounts/express.ts",
    "src/mounts/fastify.ts",
    "src/mounts/koa.ts",
    "src/mounts/hono.ts",
    "src/mounts/nest.ts",
    "src/mounts/next.ts",
    "src/mounts/sveltekit.ts",
    "src/mounts/nuxt.ts",
    "src/mounts/react-router.ts",
    "src/mounts/bun.ts",
    "src/mounts/deno.ts",
    "src/cli/main.ts",
  ],
  root: "src",
  format: "esm",
  platform: "node",
  target: "node22.18",
  dts: true,
  deps: {
    alwaysBundle: bundled.map(inside),
    dts: { alwaysBundle: bundled.filter(isNotHono).map(inside) },
  },
  fixedExtension: false, // .js and .d.ts: the package is ESM as a whole
  plugins: [ascii],
  outputOptions: { codeSplitting: { groups: GROUPS } },
});
