import { describe, expect, test } from "vitest";
import { bytesOf, type Kind, WRONG } from "../../../../test/foreign-hashes/passwords.ts";
import { cramMd5 } from "./cram-md5.ts";

describe("CRAM-MD5", () => {
  test.for<[Kind, string]>([
    ["plain", "09eae0fafdb8b11dde53f0031217a5c4938a03ccb3eebe1b64e0c243b569921c"],
    ["composed", "5fc7a0083da0252ba614cda73f2fcd19fd08c1b065a86b9bced708483babe937"],
    ["decomposed", "a00a9820e7dc4b24d7f67eca9ed6866369570029bb7a0e4b13a3d82291367b52"],
    ["spaces", "67559f2c42723ab8e059152ece9ad01dfef0e92d07c55122dbbe60e6d0b5efd8"],
    ["long", "4e479dfa47f20116c1d92ecd449c21d99442ac27f6c757b10152efc1695d0aaa"],
  ])("is that of Dovecot 2.3.19, %s password", ([kind, stored]) => {
    expect(cramMd5(bytesOf(kind))).toBe(stored);
    for (const wrong of WRONG) expect(cramMd5(wrong)).not.toBe(stored);
  });
});
