// The applications of `npm run examples`.

export type App = {
  readonly name: string;
  /** Its folder in examples/. */
  readonly folder: string;
  /** The package whose version is the framework's. */
  readonly package: string;
  /** The files that mount Postern and guard pages. */
  readonly glue: readonly string[];
  /** Where these files are the club's own routes as well: which of their lines are for Postern. */
  readonly lines?: RegExp;
  /** Whether it is made of what examples/club has besides its own files. */
  readonly isClub?: true;
};

/** What mounts and guards, and its imports. That a route names a guard is no line of its own. */
const FOR_POSTERN = /postern|accounts/i;

/** A framework of Node's: everything is in one file. */
const small = (name: string, pack: string, folder = pack, glue = ["main.ts"]): App => ({
  name,
  folder,
  package: pack,
  glue,
  lines: FOR_POSTERN,
  isClub: true,
});

export const APPS: readonly App[] = [
  small("Express", "express"),
  small("Fastify", "fastify"),
  small("Koa", "koa"),
  small("Hono", "hono", "hono-packed"),
  small("Nest", "@nestjs/core", "nest", ["main.ts", "club.ts"]),
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
  small("Bun", "bun"),
  small("Deno", "deno"),
];
