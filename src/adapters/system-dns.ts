// DNS look-ups: the resolvers of this machine, or one that is named.

import type { ResolverOptions } from "node:dns";
import { Resolver } from "node:dns/promises";
import { isIP } from "node:net";
import type { Dns, DnsAnswer } from "../ports/dns.ts";

/** Milliseconds for each of two tries: a resolver that is silent for longer is of no use. */
const PATIENCE = { timeout: 3_000, tries: 2 };

const NOT_THERE = new Set(["ENOTFOUND", "ENODATA"]);

/** Asks the resolvers of this machine, or the one at `server` ("192.0.2.53:53"). Throws where that is no address. */
export function systemDns(server?: string, patience: ResolverOptions = PATIENCE): Dns {
  const resolver = new Resolver(patience);
  if (server !== undefined) resolver.setServers([server]);
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
