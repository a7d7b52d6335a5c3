import { expect, test } from "vitest";
import { handOverPace } from "./pace.ts";

function recorded() {
  const waits: number[] = [];
  const pace = handOverPace(async (time) => void waits.push(time));
  return { pace, waits };
}

test("what is not handed over takes as long as the last mail to its domain", async () => {
  const { pace, waits } = recorded();
  pace.note("slow.example", 900);
  pace.note("quick.example", 80);
  for (const domain of ["slow.example", "quick.example"]) await pace.wait(domain);
  expect(waits).toEqual([900, 80]);
});

test("to a domain that none went to yet it takes as long as the last mail of all, at first no time", async () => {
  const { pace, waits } = recorded();
  await pace.wait("new.example");
  pace.note("other.example", 300);
  await pace.wait("new.example");
  expect(waits).toEqual([0, 300]);
});

test("it waits ten seconds at most, and remembers the thousand domains that were mailed last", async () => {
  const { pace, waits } = recorded();
  pace.note("hangs.example", 60_000);
  await pace.wait("hangs.example");
  for (let count = 0; count < 1_000; count += 1) pace.note(`d${count}.example`, 5);
  await pace.wait("hangs.example");
  expect(waits).toEqual([10_000, 5]);
});
