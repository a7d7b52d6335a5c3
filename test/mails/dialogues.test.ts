// What real mail servers said to Postern, said again: `npm run mail-servers` recorded it.

import { readFileSync, readdirSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { CASES, replay, rightAt, type Recording } from "./dialogues.ts";
import { meet } from "./meeting.ts";

const FOLDER = new URL("dialogues/", import.meta.url);

const recordings = readdirSync(FOLDER).map(
  (file) => JSON.parse(readFileSync(new URL(file, FOLDER), "utf8")) as Recording,
);

test("there are recordings of three servers", () => {
  expect(recordings.map(({ server }) => server)).toEqual(["exim4", "opensmtpd", "postfix"]);
});

describe.each(recordings)("$server $version", ({ server, cases }) => {
  test.each(Object.entries(cases))("%s", async (name, replies) => {
    const met = CASES[name];
    if (met === undefined) throw new Error(`there is no case ${name}`);
    await using saying = await replay(replies);
    const { mail, answer, page } = await meet(saying.port, met.to, met.from);
    expect(mail).toBe(rightAt(server, met));
    expect(page).toBe(mail === "dead, address" ? "undeliverable" : "waiting");
    if (mail !== "sent") expect(answer).toMatch(/^[45]\d\d[ -]/);
  });
});
