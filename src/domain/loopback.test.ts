import { expect, test } from "vitest";
import { isLoopbackHost } from "./loopback.ts";

const hostOf = (host: string): string => new URL(`http://${host}/`).hostname;

test.each([
  "localhost",
  "LOCALHOST:5000",
  "acme.localhost",
  "127.0.0.1",
  "127.1",
  "127.9.9.9:80",
  "[::1]:5000",
])("%s is this machine", (host) => {
  expect(isLoopbackHost(hostOf(host))).toBe(true);
});

test.each([
  "evil.example",
  "localhost.evil.example",
  "notlocalhost",
  "evil-localhost.example",
  "127.0.0.1.evil.example",
  "128.0.0.1",
  "192.168.0.1",
  "[::2]",
  "0.0.0.0",
])("%s is not", (host) => {
  expect(isLoopbackHost(hostOf(host))).toBe(false);
});

test("a host that stands outside a URL has no brackets, and whatever case", () => {
  expect(["::1", "LocalHost", "::2"].map(isLoopbackHost)).toEqual([true, true, false]);
});
