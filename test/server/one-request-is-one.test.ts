// Two readers of one stream must never find different requests in it: what is ambiguous is refused.

import { expect, test } from "vitest";
import { mailedTo } from "./process.ts";
import { startSite, statuses } from "./raw.ts";

/** A registration hidden where a proxy in front would see a body. */
const HIDDEN = [
  "POST /register HTTP/1.1",
  "Host: localhost",
  "Content-Type: application/json",
  "Content-Length: 66",
  "",
  '{"email":"hidden@example.com","password":"plum tree by the river"}',
].join("\r\n");

const smuggled = (...headers: readonly string[]): string =>
  ["POST /login HTTP/1.1", "Host: localhost", ...headers, "", `0\r\n\r\n${HIDDEN}`].join("\r\n");

const LENGTH = `Content-Length: ${5 + HIDDEN.length}`;

test.each([
  ["a length and chunks", smuggled(LENGTH, "Transfer-Encoding: chunked")],
  ["chunks and a length", smuggled("Transfer-Encoding: chunked", LENGTH)],
  ["two lengths", smuggled(LENGTH, "Content-Length: 5")],
  ["two lengths in one line", smuggled("Content-Length: 5, 5")],
  ["a length with a sign", smuggled("Content-Length: +5")],
  ["chunks before another coding", smuggled("Transfer-Encoding: chunked, identity")],
  ["chunks written oddly", smuggled("Transfer-Encoding: xchunked", LENGTH)],
  ["a space before the colon", smuggled("Transfer-Encoding : chunked", LENGTH)],
  ["a vertical tab before the word", smuggled("Transfer-Encoding: \u000bchunked", LENGTH)],
  ["lines that end in LF alone", smuggled("Transfer-Encoding: chunked").replaceAll("\r\n", "\n")],
  ["a chunk that ends in LF alone", smuggled("Transfer-Encoding: chunked").replace("0\r\n", "0\n")],
])("%s: one refusal, and what was hidden is not done", async (_, said) => {
  await using site = await startSite();
  const connection = await site.connect();
  connection.socket.end(Buffer.from(said, "latin1"));
  await connection.ended;
  expect(statuses(connection.heard())).toEqual([400]);
  expect(await mailedTo(site.url)).toEqual([]);
});

test("requests in a row on one connection are answered in a row, each for itself", async () => {
  await using site = await startSite();
  const connection = await site.connect();
  const get = (path: string): string => `GET ${path} HTTP/1.1\r\nHost: localhost\r\n\r\n`;
  connection.socket.write(`${get("/login")}${get("/nowhere")}${HIDDEN}${get("/healthz")}`);
  await expect.poll(() => statuses(connection.heard())).toEqual([200, 404, 201, 204]);
  await expect.poll(() => mailedTo(site.url)).toEqual(["hidden@example.com"]);
});

test("after a body that was too large nothing on that connection is read as a request", async () => {
  await using site = await startSite();
  const connection = await site.connect();
  connection.socket.write(
    `POST /login HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 90000\r\n\r\n${HIDDEN}${HIDDEN}`,
  );
  await expect.poll(() => statuses(connection.heard())).toEqual([413]);
  connection.socket.end(HIDDEN);
  await connection.ended;
  expect(statuses(connection.heard())).not.toContain(201);
  expect(await mailedTo(site.url)).toEqual([]);
});
