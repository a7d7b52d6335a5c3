import { isIP } from "node:net";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  clientAddress,
  isInside,
  networkOf,
  unnamedProxy,
  homeNetwork,
  limitSubject,
  parseCidrs,
  regionOf,
  type Cidr,
} from "./client-address.ts";

function cidrs(text: string): readonly Cidr[] {
  const parsed = parseCidrs(text);
  if (!parsed.ok) throw new Error(text);
  return parsed.value;
}

const PROXIES = cidrs("10.0.0.0/8, fd00::/8 192.0.2.7");

const OURS = ",10.0.0.1";

const client = (peer: string | undefined, forwardedFor: string | null = null): string =>
  clientAddress({ peer, forwardedFor, trustedProxies: PROXIES });

describe("the client", () => {
  test.each([
    ["is the peer when that is no proxy of ours", "203.0.113.9", null, "203.0.113.9"],
    ["is the peer whatever its header claims", "203.0.113.9", "198.51.100.1", "203.0.113.9"],
    ["is whom our proxy names", "10.1.2.3", "203.0.113.9", "203.0.113.9"],
    ["is the last one named, not the first", "10.1.2.3", "6.6.6.6, 203.0.113.9", "203.0.113.9"],
    ["is found behind two proxies", "10.1.2.3", "203.0.113.9, fd00::5", "203.0.113.9"],
    ["may be a proxy itself when all are", "10.1.2.3", "10.9.9.9,10.8.8.8", "10.9.9.9"],
    ["is the proxy when that names nobody", "10.1.2.3", null, "10.1.2.3"],
    ["is the same over IPv4-mapped IPv6", "::ffff:203.0.113.9", null, "203.0.113.9"],
    ["is found behind a mapped proxy", "::ffff:10.1.2.3", "::ffff:cb00:7109", "203.0.113.9"],
    ["has one spelling in IPv6", "2001:DB8:0:0:0::1", null, "2001:db8::1"],
    ["has one spelling with IPv4 at its end", "64:ff9b::192.0.2.7", null, "64:ff9b::c000:207"],
    ["has no zone", "fe80::1%eth0", null, "fe80::1"],
    ["may be named with its port", "10.1.2.3", "203.0.113.9:4711", "203.0.113.9"],
    ["may be named with its port in IPv6", "10.1.2.3", "[2001:db8::1]:4711", "2001:db8::1"],
    ["may be named in brackets alone", "10.1.2.3", "[2001:db8::1]", "2001:db8::1"],
    ["is unknown when its port is none", "10.1.2.3", "203.0.113.9:4711x", "unknown"],
    ["is unknown when its port is none, in IPv6", "10.1.2.3", "[2001:db8::1]:x", "unknown"],
    ["is unknown when something is before the bracket", "10.1.2.3", "x[2001:db8::1]", "unknown"],
    ["is unknown without a peer", undefined, "203.0.113.9", "unknown"],
    ["is unknown when our proxy names rubbish", "10.1.2.3", "203.0.113.9, rubbish", "unknown"],
    ["is unknown when our proxy says so", "10.1.2.3", "203.0.113.9, unknown", "unknown"],
    ["is unknown when our proxy names nobody", "10.1.2.3", "", "unknown"],
    ["is not found by octal numbers", "10.1.2.3", "0313.0.0161.011", "unknown"],
    ["is found behind sixteen proxies", "10.1.2.3", `203.0.113.9${OURS.repeat(15)}`, "203.0.113.9"],
    ["is not looked for behind more", "10.1.2.3", `203.0.113.9${OURS.repeat(16)}`, "unknown"],
    ["is not found in a header full of proxies", "10.1.2.3", OURS.repeat(2_000), "unknown"],
  ])("%s", (_, peer, forwardedFor, expected) => {
    expect(client(peer, forwardedFor)).toBe(expected);
  });

  test("cannot become somebody else by writing a header, whatever it writes", () => {
    const header = fc
      .array(fc.oneof(fc.string(), fc.ipV4(), fc.ipV6()))
      .map((all) => all.join(","));
    fc.assert(
      fc.property(header, (written) => {
        expect(client("203.0.113.9", written)).toBe("203.0.113.9");
        expect(client("10.1.2.3", `${written},203.0.113.9`)).toBe("203.0.113.9");
      }),
    );
  });

  test("is an address or unknown, and always has one name", () => {
    fc.assert(
      fc.property(fc.oneof(fc.ipV6(), fc.ipV4(), fc.string({ unit: "binary" })), (peer) => {
        const found = clientAddress({ peer, forwardedFor: null, trustedProxies: [] });
        expect(found === "unknown" || isIP(found) > 0).toBe(true);
        expect(isIP(peer) > 0).toBe(found !== "unknown");
        expect(client(found)).toBe(found);
      }),
    );
  });
});

test("only a trusted proxy at the other end is one, and no connection that is closed", () => {
  expect(isInside("10.1.2.3", PROXIES)).toBe(true);
  expect(isInside("203.0.113.9", PROXIES)).toBe(false);
  expect(isInside(undefined, PROXIES)).toBe(false);
});

test.each([
  ["203.0.113.9", "203.0.113.9/32"],
  ["::ffff:203.0.113.9", "203.0.113.9/32"],
  ["2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"],
  ["2001:db8:1:2::", "2001:db8:1:2::/64"],
  ["2001:db8:1:3::", "2001:db8:1:3::/64"],
  ["::1", "::/64"],
  ["unknown", "unknown"],
  ["", "unknown"],
  ["rubbish", "unknown"],
])("the limits count %s as %s", (address, subject) => {
  expect(limitSubject(address)).toBe(subject);
});

test.each([
  ["203.0.113.9", "203.0.113.9/32"],
  ["2001:db8:1:2:3:4:5:6", "2001:db8:1::/56"],
  ["2001:db8:1:ff::", "2001:db8:1::/56"],
  ["2001:db8:1:100::", "2001:db8:1:100::/56"],
  ["2001:db8:1:abcd::7", "2001:db8:1:ab00::/56"],
  ["unknown", "unknown"],
])("the home of %s is %s", (address, network) => {
  expect(homeNetwork(address)).toBe(network);
});

test.each([
  ["203.0.113.9", "203.0.0.0/16"],
  ["::ffff:203.0.113.9", "203.0.0.0/16"],
  ["2001:db8:1:2::1", "2001:db8::/32"],
  ["unknown", "unknown"],
])("the region of %s is %s", (address, region) => {
  expect(regionOf(address)).toBe(region);
});

describe("the list of trusted proxies", () => {
  test("may be empty, and then nobody is believed", () => {
    const trustedProxies = cidrs(" ");
    expect(trustedProxies).toEqual([]);
    const forwardedFor = "203.0.113.9";
    expect(clientAddress({ peer: "::1", forwardedFor, trustedProxies })).toBe("::1");
  });

  test.each([
    ["10.0.0.0/8", "10.255.255.255", "11.0.0.0"],
    ["10.0.0.1/8", "10.255.255.255", "9.255.255.255"],
    ["172.16.0.0/12", "172.31.255.255", "172.32.0.0"],
    ["192.0.2.6/31", "192.0.2.7", "192.0.2.8"],
    ["192.0.2.7", "192.0.2.7", "192.0.2.6"],
    ["::ffff:10.0.0.0/104", "10.1.1.1", "11.0.0.0"],
    ["fd00::/8", "fdff:ffff::1", "fe00::1"],
    ["2001:db8:8000::/33", "2001:db8:ffff::1", "2001:db8:7fff::1"],
    ["2001:db8::5/128", "2001:db8::5", "2001:db8::4"],
    ["10.0.0.0/8", "10.0.0.1", "64:ff9b::a00:1"],
  ])("%s holds %s and not %s", (text, inside, outside) => {
    const seenFrom = (peer: string): string =>
      clientAddress({ peer, forwardedFor: "203.0.113.9", trustedProxies: cidrs(text) });
    expect(seenFrom(inside)).toBe("203.0.113.9");
    expect(seenFrom(outside)).toBe(outside);
  });

  test.each([
    "rubbish",
    "10.0.0.0/33",
    "fd00::/129",
    "10.0.0.0/",
    "10.0.0.0/8/8",
    "10.0.0.0/8x",
    "10.0.0.0/-1",
    "10.0.0.0/08",
    "10.0.0/8",
    "0.0.0.0/0",
    "::/0",
    "10.0.0.0/8, proxy.example",
  ])("is refused when it says %s", (text) => {
    expect(parseCidrs(text)).toEqual({ ok: false, reason: "cidr" });
  });
});

test.each([
  ["127.0.0.1", "127.0.0.0/24"],
  ["::ffff:10.20.30.40", "10.20.30.0/24"],
  ["172.31.255.9", "172.31.255.0/24"],
  ["192.168.1.1", "192.168.1.0/24"],
  ["100.64.3.4", "100.64.3.0/24"],
  ["fd12:3456:789a:1::5", "fd12:3456:789a:1::/64"],
  ["fe80::1%eth0", "fe80::/64"],
  ["::1", "::/64"],
  ["172.32.0.1", "public"],
  ["203.0.113.9", "public"],
  ["2001:db8::1", "public"],
  ["nobody", "unknown"],
])("%s is told to a log as of %s", (address, network) => {
  expect(networkOf(address)).toBe(network);
});

test("a peer that forwards and is not named is seen, whatever it says; nobody else is", () => {
  const proxies = PROXIES;
  const sends =
    (...names: readonly string[]) =>
    (name: string) =>
      names.includes(name) ? "" : undefined;
  expect(unnamedProxy("192.168.1.1", sends("via"), proxies)).toBe("192.168.1.0/24");
  expect(unnamedProxy("203.0.113.9", sends("forwarded"), proxies)).toBe("public");
  expect(unnamedProxy("203.0.113.9", sends("accept", "host"), proxies)).toBeUndefined();
  expect(unnamedProxy("10.1.2.3", sends("x-forwarded-for"), proxies)).toBeUndefined();
  expect(unnamedProxy(undefined, sends("x-real-ip"), proxies)).toBeUndefined();
});
