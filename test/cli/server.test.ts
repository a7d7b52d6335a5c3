import { once } from "node:events";
import { createServer, type AddressInfo } from "node:net";
import { createInterface } from "node:readline";
import { expect, onTestFinished, test } from "vitest";
import { deskWithDatabase, folder, startCli, like } from "./tools.ts";

test("dev says on one line where it is, answers, and ends in order when asked to", async () => {
  const cwd = folder();
  const server = startCli(["dev", "--port", "0", "--json"], {
    cwd,
    environment: { DATABASE_URL: "sqlite:postern.db" },
  });
  onTestFinished(() => void server.kill("SIGKILL"));
  const [line] = (await once(createInterface(server.stdout!), "line")) as [string];
  const said = JSON.parse(line) as { event: string; url: string; mailboxUrl: string };
  expect(said).toMatchObject({ event: "listening", url: like(/^http:/) });
  expect((await fetch(`${said.url}/healthz`)).status).toBe(204);
  expect((await fetch(said.mailboxUrl, { headers: { accept: "application/json" } })).status).toBe(
    200,
  );
  server.kill("SIGTERM");
  expect(await once(server, "close")).toEqual([0, null]);
});

test("a port that is taken is told in words, with another to try", async () => {
  const { cli } = deskWithDatabase();
  const taken = createServer().listen(0, "127.0.0.1");
  await once(taken, "listening");
  onTestFinished(() => void taken.close());
  const { port } = taken.address() as AddressInfo;
  const ran = await cli(`dev --port ${port}`);
  expect([ran.code, ran.err]).toEqual([1, like(new RegExp(`--port ${port + 1}`))]);
  expect(ran.err).not.toContain("    at ");
});
