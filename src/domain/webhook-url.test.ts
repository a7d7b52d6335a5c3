import { describe, expect, test } from "vitest";
import { parseCidrs } from "./client-address.ts";
import { mayReach, parseWebhookUrl, type WebhookRules } from "./webhook-url.ts";

const rules = (
  allowed: string,
  allowHttp = false,
): Pick<WebhookRules, "allowPrivate" | "allowHttp"> => {
  const networks = parseCidrs(allowed);
  if (!networks.ok) throw new RangeError(allowed);
  return { allowPrivate: networks.value, allowHttp };
};

const STRICT = rules("");

describe("webhooks reach no address", () => {
  test.each([
    ["this machine", "127.0.0.1 127.255.255.254 0.0.0.0 0.1.2.3 ::1 ::"],
    ["a private network", "10.0.0.1 172.16.0.1 172.31.255.255 192.168.1.1 fc00::1 fd12:3456::1"],
    ["a link, as where clouds keep their secrets", "169.254.169.254 fe80::1 fe80::1%eth0"],
    ["a carrier's network", "100.64.0.1 100.127.255.255"],
    ["a multicast group, or everybody", "224.0.0.1 239.255.255.255 255.255.255.255 ff02::1"],
    [
      "what is reserved, or for documents and benchmarks",
      "192.0.0.8 192.0.2.1 198.18.0.1 240.0.0.1",
    ],
    [
      "IPv6 that is reserved, or for documents",
      "100::1 2001:db8::1 3fff::1 5f00::1 fec0::1 4000::1",
    ],
    ["IPv4 inside IPv6", "::ffff:127.0.0.1 ::ffff:a00:1 ::127.0.0.1 64:ff9b::7f00:1 2002:7f00:1::"],
    ["IPv4 inside a tunnel", "2001:0:7f00:1::1 64:ff9b:1::a00:1"],
    ["what is no address", "localhost 1.2.3 1.2.3.4.5 0x7f.1 2130706433"],
  ])("of %s", (_what, addresses) => {
    expect(addresses.split(" ").filter((address) => mayReach(address, STRICT))).toEqual([]);
  });
});

test("webhooks reach every other address", () => {
  const addresses = "1.1.1.1 9.255.255.255 172.15.0.1 172.32.0.1 100.128.0.1 223.255.255.255";
  const six = "2600::1 2a00:1450:4001::1 2003::1 ::ffff:1.1.1.1";
  const all = `${addresses} ${six}`.split(" ");
  expect(all.filter((address) => !mayReach(address, STRICT))).toEqual([]);
});

test("a network that the site allows is reached, and its neighbours are not", () => {
  const allowing = rules("10.1.0.0/16, fd00::/8");
  const asked = ["10.1.2.3", "::ffff:10.1.2.3", "fd00::1", "10.2.0.1", "127.0.0.1"];
  expect(asked.map((address) => mayReach(address, allowing))).toEqual([
    true,
    true,
    true,
    false,
    false,
  ]);
});

describe("the URL of an endpoint", () => {
  test.each([
    ["https://hooks.example/postern?x=1", "done"],
    ["https://hooks.example:8443/", "done"],
    ["http://hooks.example/", "not-https"],
    ["ftp://hooks.example/", "no-url"],
    ["hooks.example", "no-url"],
    ["https://hooks.example/#part", "no-url"],
    ["https://ada:secret@hooks.example/", "has-password"],
    [`https://hooks.example/${"x".repeat(2_048)}`, "no-url"],
    ["https://127.0.0.1/", "not-public"],
    ["https://2130706433/", "not-public"],
    ["https://0x7f.1/", "not-public"],
    ["https://0177.0.0.1/", "not-public"],
    ["https://１２７.0.0.1/", "not-public"],
    ["https://[::1]/", "not-public"],
    ["https://[::ffff:10.0.0.1]/", "not-public"],
  ])("%s is %s", (url, expected) => {
    const parsed = parseWebhookUrl(url, STRICT);
    expect(parsed.ok ? "done" : parsed.reason).toBe(expected);
  });

  test("may be http where the site allows it", () => {
    expect(parseWebhookUrl("http://hooks.example/", rules("", true)).ok).toBe(true);
  });
});
