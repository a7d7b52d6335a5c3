import { expect, test } from "vitest";
import { lmHash } from "./lm.ts";

test.each([
  ["password", "e52cac67419a9a224a3b108f3fa6cb6d"],
  ["PassWord", "e52cac67419a9a224a3b108f3fa6cb6d"],
  ["", "aad3b435b51404eeaad3b435b51404ee"],
])("LAN Manager's hash of %j", (password, hash) => {
  expect(lmHash(Buffer.from(password)).toString("hex")).toBe(hash);
});
