import { defineConfig } from "tsdown";
import bundled from "./scripts/setup/bundled.json" with { type: "json" };

/** A package and what it exports at paths of its own. */
const inside = (name: string): RegExp => new RegExp(`^${name}(/|$)`);

/** Its types stay the application's: two copies of Hono are strangers to each other in TypeScript. */
const isNotHono = (name: string): boolean => !name.includes("hono");

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
});
