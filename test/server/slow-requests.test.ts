// Slow senders are disconnected, and until then they keep nobody else waiting.

import { expect, test } from "vitest";
import { startSite, statuses } from "./raw.ts";

/** A hundredth of the real time limits, so that the tests are fast. */
const IMPATIENT = {
  headersWithin: 100,
  requestWithin: 300,
  idleFor: 50,
  lookEvery: 20,
  connections: 20,
};

const PATIENT = { ...IMPATIENT, headersWithin: 20_000, requestWithin: 20_000 };

test("headers that drip are ended with 408, and all others are answered meanwhile", async () => {
  await using site = await startSite({}, IMPATIENT);
  const slow = await Promise.all(Array.from({ length: 10 }, () => site.connect()));
  for (const { socket } of slow) socket.write("GET /login HTTP/1.1\r\nHost: localhost\r\nX-Drip: ");
  const drip = setInterval(() => slow.forEach(({ socket }) => socket.write("a")), 20);
  expect((await fetch(`${site.url}/login`)).status).toBe(200);
  await Promise.all(slow.map(({ ended }) => ended));
  clearInterval(drip);
  expect(slow.map(({ heard }) => statuses(heard()))).toEqual(slow.map(() => [408]));
});

test("a form that drips is ended, and nothing was registered", async () => {
  await using site = await startSite({}, IMPATIENT);
  const { socket, ended, heard } = await site.connect();
  socket.write(
    "POST /register HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 999\r\n\r\n{",
  );
  const drip = setInterval(() => socket.write(" "), 20);
  await ended;
  clearInterval(drip);
  expect(statuses(heard())).toEqual([408]);
  const mails = await fetch(`${site.url}/dev/mailbox`, { headers: { accept: "application/json" } });
  expect(await mails.json()).toMatchObject({ mails: [] });
});

test("a connection that says nothing is closed, before and after a request", async () => {
  await using site = await startSite({}, IMPATIENT);
  const silent = await site.connect();
  const idle = await site.connect();
  idle.socket.write("GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n");
  await Promise.all([silent.ended, idle.ended]);
  expect(statuses(idle.heard())).toEqual([204]);
});

test("who has said all and closed their half still gets the answer", async () => {
  await using site = await startSite();
  const { socket, ended, heard } = await site.connect();
  socket.end("GET /login HTTP/1.1\r\nHost: localhost\r\n\r\n");
  await ended;
  expect(statuses(heard())).toEqual([200]);
  expect(heard()).toContain("</html>");
});

test("more connections than there may be are dropped at once, and room is made again", async () => {
  await using site = await startSite({}, { ...PATIENT, connections: 3 });
  const open = await Promise.all([1, 2, 3].map(() => site.connect()));
  const oneTooMany = await site.connect();
  await oneTooMany.ended;
  expect(oneTooMany.heard()).toBe("");
  for (const { socket } of open) socket.destroy();
  await expect
    .poll(() =>
      fetch(`${site.url}/healthz`)
        .then(({ status }) => status)
        .catch(() => 0),
    )
    .toBe(204);
});
