// The contestants that serve HTTP, and how each of them is asked.

import { load, requestText, type Load } from "./load.ts";
import { programs, type Program, type Programs } from "./program.ts";
import type { Run } from "./rows.ts";

export type Who = keyof typeof SITES;

/** Load on one site for the given number of milliseconds. */
export type Asking = (milliseconds: number) => Promise<Load>;

type Place = { readonly url: string; readonly cookie: string };

/** The configured origin of Postern and Better Auth; each answers at any address. */
const ORIGIN = "http://localhost:5000";

const PASSWORD = "plum tree by the river";

const SITES = {
  postern: { file: "./programs/postern.ts", look: "/me" },
  limit: { file: "./programs/bare.ts", look: "/me" },
  "Better Auth": { file: "./peers/better-auth.mjs", look: "/api/auth/get-session" },
  Express: { file: "./peers/express.mjs", look: "/me" },
  "Flask-Security": { file: "./peers/flask-security.mjs", look: "/me" },
} as const;

const REGISTERING = {
  postern: { path: "/register", status: 201, more: {} },
  "Better Auth": { path: "/api/auth/sign-up/email", status: 200, more: { name: "Person" } },
} as const;

/** Another revision of Postern is asked like this one. */
const siteOf = <Name extends Who>(who: Name): Name | "postern" => (who in SITES ? who : "postern");

/** Starts those that are available here, each on its own database. */
export function startSites<Name extends Who>(
  run: Run,
  who: readonly Name[],
  environment: (who: Name) => Promise<Readonly<Record<string, string>>>,
): Promise<Programs<Name>> {
  const here = who.filter((name) => name === "postern" || name === "limit" || run.peers.has(name));
  const files = Object.fromEntries(here.map((name) => [name, SITES[name].file]));
  return programs(run, files as Record<Name | "postern", string>, environment);
}

/** The given number of people who open a guarded page again and again. */
export async function looking(of: Program, who: Who, connections: number): Promise<Asking> {
  const { url, cookie } = await of.ask<Place>("listening");
  const { look } = SITES[siteOf(who)];
  const request = requestText(`${url}${look}`, { headers: { cookie } });
  return (milliseconds) =>
    load({ url, next: () => request, connections, milliseconds, status: 200 });
}

/** The given number of people at a time who register, each with another address. */
export async function registering(
  of: Program,
  who: keyof typeof REGISTERING,
  connections: number,
): Promise<Asking> {
  const { url } = await of.ask<Place>("listening");
  const { path, status, more } = REGISTERING[siteOf(who)];
  let people = 0;
  const next = (): string => {
    const email = `person${(people += 1)}@example.com`;
    const json = { ...more, email, password: PASSWORD };
    return requestText(`${url}${path}`, { method: "POST", headers: { origin: ORIGIN }, json });
  };
  return (milliseconds) => load({ url, next, connections, milliseconds, status });
}
