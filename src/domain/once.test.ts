import { expect, test } from "vitest";
import { loadedOnce } from "./once.ts";

test("what is loaded once is the same for all who ask, also while it is loading", async () => {
  let loads = 0;
  const loaded = loadedOnce(async () => ({ load: (loads += 1) }));
  const [one, other] = await Promise.all([loaded(), loaded()]);
  expect([one, other === one, (await loaded()) === one]).toEqual([{ load: 1 }, true, true]);
});

test("what could not be loaded is loaded anew for whoever asks next", async () => {
  let loads = 0;
  const loaded = loadedOnce(async () => {
    loads += 1;
    if (loads === 1) throw new Error("too many open files");
    return loads;
  });
  await expect(Promise.all([loaded(), loaded()])).rejects.toThrow("too many open files");
  expect([await loaded(), await loaded(), loads]).toEqual([2, 2, 2]);
});
