// Waiting pages are told of what any node does, whichever they listen at.

import { expect, test } from "vitest";
import { PASSWORD } from "../../src/testing/test-postern.ts";
import { browserOf } from "../../src/testing/browser.ts";
import { listens } from "../listening.ts";
import { nodesOn } from "./nodes.ts";
import { sharedPostgres } from "./server.ts";

const EMAIL = "ada@example.com";

test("a page that listens at one node is told of a confirmation at another, and the third has nothing to do", async () => {
  const database = await (await sharedPostgres()).database();
  await using site = await nodesOn(database, { background: true });
  const [first, second, third] = site.nodes.map((node) => node.context.news);
  const laptop = site.browser("198.51.100.1");
  await laptop.submit("/register", { email: EMAIL, password: PASSWORD });
  // A node of which the test knows nothing may be sending it.
  const state = async () => (await laptop.json("GET", "/unconfirmed")).body["mail"];
  await expect.poll(state, { timeout: 30_000 }).toMatchObject({ state: "sent" });
  const [mail] = await site.deliver();
  site.clock.forward("1 minute");
  const heard = await listens({
    request: (path, init) => {
      const at = browserOf(
        (request) => site.nodes[0]!.fetch(request, { address: "198.51.100.1" }),
        "https://postern.example",
      );
      for (const [name, value] of laptop.jar) at.jar.set(name, value);
      return at.request(path, init);
    },
  });
  const phone = browserOf(
    (request) => site.nodes[1]!.fetch(request, { address: "203.0.113.9" }),
    "https://postern.example",
  );
  await phone.open(mail!.links[0]!);
  await phone.submit("/confirm", { password: PASSWORD });
  await first!.turn();
  expect((await heard.rest()).replaceAll(":\n\n", "")).toBe("data: look\n\n");
  expect([first, second, third].map((news) => news!.count())).toEqual([0, 0, 0]);
});
