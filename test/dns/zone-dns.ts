// Names as the port of Postern gives them, from a zone and without a network: for names that Node's resolver does not ask for.

import { isIPv4 } from "node:net";
import type { Dns, DnsAnswer } from "../../src/ports/dns.ts";
import type { Zone, ZoneRecord } from "./dns-server.ts";

/** What `systemDns` says of a server with the zone. */
export function zoneDns(zone: Zone): Dns {
  const asked = async (
    name: string,
    valueOf: (record: ZoneRecord) => string | undefined,
  ): Promise<DnsAnswer<string>> => {
    const records = zone[name.toLowerCase().replace(/\.$/, "")] ?? [];
    if (typeof records === "string") return { kind: "unreachable", why: "ESERVFAIL" };
    const values = records.map(valueOf).filter((value) => value !== undefined);
    return values.length > 0 ? { kind: "found", values } : { kind: "none" };
  };
  return {
    txt: (name) => asked(name, (each) => ("txt" in each ? [each.txt].flat().join("") : undefined)),
    mx: (name) => asked(name, (each) => ("mx" in each ? each.mx.replace(/\.$/, "") : undefined)),
    addresses: (name) =>
      asked(name, (each) => ("a" in each ? each.a : "aaaa" in each ? each.aaaa : undefined)),
    ptr: (address) => asked(reverse(address), (each) => ("ptr" in each ? each.ptr : undefined)),
  };
}

const reverse = (address: string): string =>
  isIPv4(address)
    ? `${address.split(".").toReversed().join(".")}.in-addr.arpa`
    : `${address}.unknown`;
