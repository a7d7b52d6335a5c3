import { describe, expect, test } from "vitest";
import { bytesOf, type Kind, PASSWORDS } from "../../../../test/foreign-hashes/passwords.ts";
import { md4 } from "./md4.ts";

describe("MD4", () => {
  test.for<[string, string]>([
    ["", "31d6cfe0d16ae931b73c59d7e0c089c0"],
    ["a", "bde52cb31de33e46245e05fbdbd6fb24"],
    ["abc", "a448017aaf21d8525fc10ae87aa6729d"],
    ["message digest", "d9130a8164549fe818874806e1c7014b"],
    ["abcdefghijklmnopqrstuvwxyz", "d79e1c308aa5bbcdeea8ed63df412da9"],
    [
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789",
      "043f8582f241db351ce627e153e7f0e4",
    ],
    ["1234567890".repeat(8), "e33b4ddc9c38f2199c3e7b164fcc0536"],
  ])('of "%s" is that of RFC 1320', ([message, digest]) => {
    expect(md4(Buffer.from(message)).toString("hex")).toBe(digest);
  });

  test.for<[Kind, string]>([
    ["plain", "1b9d5effd34ac283c8efe2eacaea8bbc"],
    ["composed", "9c5e9a63e983ec6b9b2e94dafdeed893"],
    ["decomposed", "ebec69440f86f10ee0a9a3974885a586"],
    ["spaces", "f603f73b959757f7396d0b795a205b6f"],
    ["long", "383e841270cd7c477c4ed9c264aa66f6"],
  ])("makes the NT hash of passlib 1.7.4, %s password", ([kind, digest]) => {
    expect(md4(Buffer.from(PASSWORDS[kind], "utf16le")).toString("hex")).toBe(digest);
  });

  test.for<[Kind, string]>([
    ["plain", "1b9d5effd34ac283c8efe2eacaea8bbc"],
    ["composed", "8867580f6aef8905b05f0e6dc266bf5c"],
    ["decomposed", "b8faafd58976c91f2a464effaa654af6"],
  ])("makes the $3$ of libxcrypt 4.4.33 from single bytes, %s password", ([kind, digest]) => {
    // There, each byte of UTF-8 becomes a unit of UTF-16, so only ASCII passwords have the NT hash of Windows.
    const units = Buffer.from(bytesOf(kind).toString("latin1"), "utf16le");
    expect(md4(units).toString("hex")).toBe(digest);
  });
});
