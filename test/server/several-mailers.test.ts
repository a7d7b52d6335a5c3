// A server with several mailers in POSTERN_MAIL_URL.

import { expect, test } from "vitest";
import { POSTMARK } from "../mail-services/json-vendors.ts";
import { serviceServer } from "../mail-services/service-server.ts";
import { SENDER, type Given } from "../mail-services/vendor.ts";
import { aFolder, register, startServerProcess } from "./process.ts";

test("the second sends the mails while the first cannot be reached, and the log says so", async () => {
  let taken = (): void => undefined;
  const sent = new Promise<void>((resolve) => (taken = resolve));
  const given: Given[] = [];
  const take = POSTMARK.service(given);
  await using service = await serviceServer((request) => {
    const answer = take(request);
    taken();
    return answer;
  }, POSTMARK.isMail);
  const server = await startServerProcess(aFolder(), {
    environment: {
      POSTERN_MAIL_FROM: SENDER,
      POSTERN_MAIL_URL: `smtp://127.0.0.1:9, postmark://right-token@default?endpoint=${service.url}`,
    },
  });
  await register(server.url, "ada@example.org");
  await sent;
  server.kill("SIGTERM");
  expect(await server.end).toBe(0);
  expect(given).toMatchObject([{ to: "ada@example.org" }]);
  expect(server.log()).toMatch(/"mailer-held".*"mailer":"127\.0\.0\.1:9"/);
  expect(server.log()).not.toContain("right-token");
});
