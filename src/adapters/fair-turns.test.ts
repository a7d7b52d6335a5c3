import { describe, expect, test } from "vitest";
import { Overloaded } from "../ports/password-hasher.ts";
import { fairTurns, type TurnSizes } from "./fair-turns.ts";

/** Turns whose operations end when they are told to, and the order in which they started. */
function stage(sizes: Partial<TurnSizes> = {}) {
  const turns = fairTurns({ atOnce: 1, each: 8, mayWait: 100, ...sizes });
  const begun: string[] = [];
  const refused: string[] = [];
  const ends: (() => void)[] = [];
  const asks = (name: string, client: string, known = false): void => {
    const act = async (): Promise<void> => {
      begun.push(name);
      await new Promise<void>((resolve) => ends.push(resolve));
    };
    turns({ client, known }, act).catch((error: unknown) => {
      if (error instanceof Overloaded) refused.push(name);
    });
  };
  /** Lets every promise that can settle do so. */
  const settle = () => new Promise<void>((resolve) => setImmediate(resolve));
  /** Ends what runs, one after the other, until nothing starts any more. */
  const endAll = async (): Promise<void> => {
    for (await settle(); ends.length > 0; await settle()) ends.shift()!();
  };
  return { asks, begun, refused, endAll, settle };
}

describe("turns", () => {
  test("go round by client: who asks once waits for one act, not for all of somebody else's", async () => {
    const { asks, begun, endAll } = stage();
    for (const name of ["a1", "a2", "a3", "a4"]) asks(name, "a");
    asks("b1", "b");
    asks("c1", "c");
    asks("b2", "b");
    await endAll();
    expect(begun).toEqual(["a1", "a2", "b1", "c1", "a3", "b2", "a4"]);
  });

  test("go to known devices first, even of the client that asks for most", async () => {
    const { asks, begun, endAll } = stage();
    for (const name of ["a1", "a2", "a3"]) asks(name, "a");
    asks("known", "a", true);
    await endAll();
    expect(begun).toEqual(["a1", "known", "a2", "a3"]);
  });

  test("go to a stranger after three known devices in a row: nobody stops everybody", async () => {
    const { asks, begun, endAll } = stage();
    asks("first", "a");
    for (let count = 1; count <= 5; count += 1) asks(`known ${count}`, "k", true);
    asks("stranger", "b");
    await endAll();
    expect(begun.indexOf("stranger")).toBe(4);
  });

  test("of one client are a few at a time, while others have room", async () => {
    const { asks, begun, endAll, settle } = stage({ atOnce: 4, each: 2 });
    for (const name of ["a1", "a2", "a3"]) asks(name, "a");
    asks("b1", "b");
    await settle();
    expect(begun).toEqual(["a1", "a2", "b1"]);
    await endAll();
    expect(begun).toEqual(["a1", "a2", "b1", "a3"]);
  });

  test("are given back by acts that fail", async () => {
    const turns = fairTurns({ atOnce: 1, each: 1, mayWait: 0 });
    const asker = { client: "a", known: false };
    const failing = turns(asker, async () => {
      throw new RangeError("no hash");
    });
    await expect(failing).rejects.toThrow(RangeError);
    await expect(turns(asker, async () => "next")).resolves.toBe("next");
  });
});

describe("where no more may wait", () => {
  test("who comes next is refused at once, and its act never begins", async () => {
    const { asks, begun, refused, endAll, settle } = stage({ mayWait: 2 });
    for (const name of ["a1", "a2", "a3", "a4"]) asks(name, "a");
    await settle();
    expect(refused).toEqual(["a4"]);
    await endAll();
    expect(begun).toEqual(["a1", "a2", "a3"]);
  });

  test("who has most waiting loses the last of it to a client that has less", async () => {
    const { asks, begun, refused, endAll } = stage({ mayWait: 3 });
    for (const name of ["a1", "a2", "a3", "a4"]) asks(name, "a");
    asks("b1", "b");
    asks("b2", "b");
    await endAll();
    expect(refused.toSorted()).toEqual(["a4", "b2"]);
    expect(begun).toEqual(["a1", "a2", "b1", "a3"]);
  });

  test("a known device has a stranger's place, and the last stranger's too", async () => {
    const { asks, begun, refused, endAll } = stage({ mayWait: 1 });
    asks("a1", "a");
    asks("a2", "a");
    asks("known", "b", true);
    asks("c1", "c");
    await endAll();
    expect(refused.toSorted()).toEqual(["a2", "c1"]);
    expect(begun).toEqual(["a1", "known"]);
  });

  test("a known device that asks for everything loses places to strangers", async () => {
    const { asks, begun, refused, endAll } = stage({ mayWait: 3 });
    for (const name of ["k1", "k2", "k3", "k4"]) asks(name, "k", true);
    asks("stranger", "a");
    await endAll();
    expect(refused).toEqual(["k4"]);
    expect(begun).toContain("stranger");
  });
});
