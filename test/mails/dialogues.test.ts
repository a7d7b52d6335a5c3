// What real mail servers said to Postern, said again: `npm run mail-servers` recorded it.

import { readFileSync, readdirSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { CASES, outcomeOf, rightAt, shownAt, smtpFor } from "./cases.ts";
import { replay, type Recording } from "./dialogues.ts";
import { meet } from "./meeting.ts";
import { reportFor } from "./returned.ts";

const FOLDER = new URL("dialogues/", import.meta.url);

const recordings = readdirSync(FOLDER).map(
  (file) => JSON.parse(readFileSync(new URL(file, FOLDER), "utf8")) as Recording,
);

test("there are recordings of five servers", () => {
  const servers = recordings.map(({ server }) => server);
  expect(servers).toEqual(["courier", "exim4", "opensmtpd", "postfix", "sendmail"]);
});

// Side by side, because nodemailer waits ten seconds for a greeting.
describe.concurrent.each(recordings)("$server $version", ({ server, cases }) => {
  test.each(Object.entries(cases))("%s", async (name, replies) => {
    const each = CASES[name];
    if (each === undefined) throw new Error(`there is no case ${name}`);
    await using saying = await replay(replies);
    const { report: kept } = replies;
    const report = async () =>
      kept === undefined ? undefined : reportFor(kept, saying.returnPath());
    const smtp = smtpFor(each, { cert: "" });
    const again = each.isTriedAgain && (async () => {});
    const { to, from } = each;
    const met = await meet({ port: saying.port, to, from, smtp, again, report });
    expect(outcomeOf(met)).toBe(rightAt(server, each));
    const { page, alarm, answer } = met;
    expect({ page, alarm }).toEqual(shownAt(server, each, answer));
    if (met.mail !== "sent" && each.cutAt === undefined) expect(answer).toMatch(/^[45]\d\d[ -]/);
  });
});
