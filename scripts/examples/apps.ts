// The applications of `npm run examples`.

export type App = {
  readonly name: string;
  /** Its folder in examples/. */
  readonly folder: string;
  /** The package whose version is the framework's. */
  readonly package: string;
  /** The files that only mount Postern and guard pages. */
  readonly glue: readonly string[];
};

export const APPS: readonly App[] = [
  {
    name: "Next.js",
    folder: "next",
    package: "next",
    glue: ["app/auth/[[...accounts]]/route.ts", "proxy.ts"],
  },
  {
    name: "SvelteKit",
    folder: "sveltekit",
    package: "@sveltejs/kit",
    glue: ["src/hooks.server.ts"],
  },
  {
    name: "Nuxt",
    folder: "nuxt",
    package: "nuxt",
    glue: [
      "server/middleware/1.accounts.ts",
      "server/middleware/2.members.ts",
      "app/middleware/members.ts",
    ],
  },
  {
    name: "React Router",
    folder: "react-router",
    package: "react-router",
    glue: ["app/routes/accounts.ts"],
  },
  { name: "Bun", folder: "bun", package: "bun", glue: ["main.ts"] },
  { name: "Deno", folder: "deno", package: "deno", glue: ["main.ts"] },
];
