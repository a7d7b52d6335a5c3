// One server and what it depends on: the disk and the mail server.

import { expect, test } from "vitest";
import { hours } from "../../src/domain/time.ts";
import { badMailServer } from "./bad-mail-servers.ts";
import { fullDisk } from "./disk-full.ts";
import { mailServerDown } from "./outage.ts";
import { diskOf } from "./parts/disk.ts";
import { broken } from "./parts/figures.ts";

test("a full disk is told in words, leaves nothing half written, and is got over", async (context) => {
  using disk = diskOf();
  if (disk === undefined) return context.skip("this machine has no disk that can be made full");
  expect(broken(await fullDisk({ times: 1, disk }))).toEqual([]);
});

test("a mail server that refuses and hangs up gets every mail, and twice only what it hung up on", async () => {
  expect(broken(await badMailServer({ people: 60, seed: "bad" }))).toEqual([]);
});

test("a mail server that was down for hours is sent every mail when it is back, with living links", async () => {
  expect(broken(await mailServerDown({ length: hours(4), mailsPerSecond: 0.02 }))).toEqual([]);
});
