// DNS look-ups through a small port: the system's resolver, or a given one.

import { Resolver } from "node:dns/promises";
import { isIP } from "node:net";
import { exitCodes, Refused } from "../exit.ts";

/** What the DNS answered. `none`: there is no such record. `unreachable`: there was no answer. */
export type DnsAnswer<Value> =
  | { readonly kind: "found"; readonly values: readonly Value[] }
  | { readonly kind: "none" }
  | { readonly kind: "unreachable"; readonly why: string };

export type Dns = {
  /** Each text in one piece, however it was split for sending. */
  txt(name: string): Promise<DnsAnswer<string>>;
  /** Mail servers, the preferred one first. */
  mx(name: string): Promise<DnsAnswer<string>>;
  /** Addresses of both families. */
  addresses(name: string): Promise<DnsAnswer<string>>;
  /** The names of an address. */
  ptr(address: string): Promise<DnsAnswer<string>>;
};

/** Milliseconds for each of two tries: a resolver that is silent for longer is of no use. */
const PATIENCE = { timeout: 3_000, tries: 2 };

const NOT_THERE = new Set(["ENOTFOUND", "ENODATA"]);

/** Asks the resolvers of this machine, or the one at `server` ("192.0.2.53:53"). */
export function systemDns(server?: string): Dns {
  const resolver = new Resolver(PATIENCE);
  if (server !== undefined) useServer(resolver, server);
  return {
    txt: (name) =>
      asked(async () => (await resolver.resolveTxt(name)).map((parts) => parts.join(""))),
    mx: (name) =>
      asked(async () => {
        const servers = await resolver.resolveMx(name);
        return servers
          .toSorted((one, other) => one.priority - other.priority)
          .map(({ exchange }) => exchange);
      }),
    addresses: (name) => (isIP(name) === 0 ? bothFamilies(resolver, name) : found([name])),
    ptr: (address) => asked(() => resolver.reverse(address)),
  };
}

function useServer(resolver: Resolver, server: string): void {
  try {
    resolver.setServers([server]);
  } catch {
    throw new Refused(
      "dns-server",
      "--dns: give the address of a resolver, like 192.0.2.53 or 192.0.2.53:5353",
      exitCodes.usage,
    );
  }
}

const found = async (values: readonly string[]): Promise<DnsAnswer<string>> => ({
  kind: "found",
  values,
});

async function bothFamilies(resolver: Resolver, name: string): Promise<DnsAnswer<string>> {
  const [four, six] = await Promise.all([
    asked(() => resolver.resolve4(name)),
    asked(() => resolver.resolve6(name)),
  ]);
  const values = [four, six].flatMap((answer) => (answer.kind === "found" ? answer.values : []));
  if (values.length > 0) return { kind: "found", values };
  return four.kind === "unreachable" ? four : six;
}

async function asked(ask: () => Promise<readonly string[]>): Promise<DnsAnswer<string>> {
  try {
    const values = await ask();
    return values.length === 0 ? { kind: "none" } : { kind: "found", values };
  } catch (error) {
    const { code = "unknown" } = error as NodeJS.ErrnoException;
    return NOT_THERE.has(code) ? { kind: "none" } : { kind: "unreachable", why: code };
  }
}
