/** What the DNS said. `none`: there is no such record. `unreachable`: nobody said anything. */
export type DnsAnswer<Value> =
  | { readonly kind: "found"; readonly values: readonly Value[] }
  | { readonly kind: "none" }
  | { readonly kind: "unreachable"; readonly why: string };

/** The names of the world. Nothing here rejects: what goes wrong is an answer. */
export type Dns = {
  /** Each text in one piece, however it was cut to be sent. */
  txt(name: string): Promise<DnsAnswer<string>>;
  /** Mail servers, the preferred one first. A null MX (RFC 7505) is the one value "". */
  mx(name: string): Promise<DnsAnswer<string>>;
  /** Addresses of both families. `none` only where there is neither. */
  addresses(name: string): Promise<DnsAnswer<string>>;
  /** The names of an address. */
  ptr(address: string): Promise<DnsAnswer<string>>;
};
