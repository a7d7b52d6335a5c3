import { DatabaseSync } from "node:sqlite";
import { expect, test } from "vitest";
import { capturedMailbox, createPostern, sqliteStore } from "./index.ts";

test("a host is given the front door, and nothing of what stands behind it", async () => {
  const store = await sqliteStore(new DatabaseSync(":memory:"));
  const postern = createPostern({
    baseUrl: "https://app.example",
    secret: "a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6",
    store,
    mailer: capturedMailbox(),
    background: false,
  });
  const given = [
    "check",
    "checkAdmin",
    "checkConfirmed",
    "checkLoggedIn",
    "checkRecent",
    "checkRole",
    "deliver",
    "exportUsers",
    "fetch",
    "handles",
    "importUsers",
    "on",
    "session",
    "sessions",
    "stop",
    "tend",
    "users",
    "within",
  ];
  expect(Object.keys(postern).toSorted()).toEqual(given);
  await store.close();
});
