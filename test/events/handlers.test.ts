import { expect, test } from "vitest";
import type { PosternEvent } from "../../src/index.ts";
import { testPostern } from "../../src/testing/test-postern.ts";

test("a handler is told who confirmed, once, after it is committed", async () => {
  await using app = await testPostern();
  const told: PosternEvent<"user.confirmed">[] = [];
  app.postern.on("user.confirmed", (event) => void told.push(event));
  await app.confirmed("ada@example.com");
  await app.postern.deliver();
  expect(told).toMatchObject([
    {
      type: "user.confirmed",
      occurredOn: app.clock.now(),
      user: { email: "ada@example.com", confirmed: true },
      data: { cause: "confirmed" },
    },
  ]);
  await app.postern.deliver();
  expect(told).toHaveLength(1);
});
