import { mkdtemp, readdir, rm, stat, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Message } from "../ports/mailer.ts";
import { capturedMailbox, isCapturedMailbox } from "./captured-mailbox.ts";
import { smtpMailer } from "./smtp-mailer.ts";

const message = (id: string): Message => ({
  to: "ada@example.com",
  subject: `Mail ${id}`,
  text: "Hello",
  html: "<p>Hello</p>",
  messageId: `<${id}@postern.example>`,
  date: Date.UTC(2026, 10, 22, 13, 5),
  about: { id, kind: "confirm", code: "12345678", links: ["https://postern.example/confirm/x"] },
});

let folder: string;
beforeEach(async () => {
  folder = join(await mkdtemp(join(tmpdir(), "postern-")), "mailbox");
});
afterEach(() => rm(join(folder, ".."), { recursive: true }));

describe("a captured mailbox", () => {
  test("keeps what people need of a mail: to whom, the words, the links and the code", async () => {
    const mailbox = capturedMailbox();
    expect(await mailbox.send(message("a"))).toEqual({ ok: true, answer: "250 captured" });
    expect(await mailbox.list()).toEqual([
      {
        id: "a",
        kind: "confirm",
        to: "ada@example.com",
        subject: "Mail a",
        text: "Hello",
        html: "<p>Hello</p>",
        links: ["https://postern.example/confirm/x"],
        code: "12345678",
        sentOn: "2026-11-22T13:05:00.000Z",
      },
    ]);
  });

  test("survives a restart when it has a folder", async () => {
    await capturedMailbox(folder).send(message("a"));
    await capturedMailbox(folder).send(message("b"));
    const ids = (await capturedMailbox(folder).list()).map(({ id }) => id);
    expect(ids).toEqual(["b", "a"]);
  });

  test("is empty before the first mail, folder or not", async () => {
    expect(await capturedMailbox(folder).list()).toEqual([]);
    expect(await capturedMailbox().list()).toEqual([]);
  });

  test("can be read by its owner alone: what it keeps opens doors", async () => {
    await capturedMailbox(folder).send(message("a"));
    expect((await stat(folder)).mode & 0o077).toBe(0);
    expect((await stat(join(folder, "a.json"))).mode & 0o077).toBe(0);
  });

  test("shows no mail that is half written", async () => {
    const mailbox = capturedMailbox(folder);
    await mailbox.send(message("a"));
    await writeFile(join(folder, "b.json.part"), '{"id":');
    expect(await mailbox.list()).toHaveLength(1);
    expect(await readdir(folder)).toContain("b.json.part");
  });

  test("keeps the same mail once, however often it is tried", async () => {
    const mailbox = capturedMailbox(folder);
    await mailbox.send(message("a"));
    await mailbox.send(message("a"));
    expect(await mailbox.list()).toHaveLength(1);
  });

  test("shows its newest two hundred", async () => {
    const mailbox = capturedMailbox();
    for (let count = 0; count < 205; count += 1) await mailbox.send(message(`${count}`));
    const ids = (await mailbox.list()).map(({ id }) => id);
    expect([ids.length, ids[0], ids.at(-1)]).toEqual([200, "204", "5"]);
  });

  test("forgets older ones, also in its folder", async () => {
    const mailbox = capturedMailbox(folder);
    for (let count = 0; count < 205; count += 1)
      await mailbox.send(message(`${count}`.padStart(3, "0")));
    const names = (await readdir(folder)).toSorted();
    expect([names.length, names[0], names.at(-1)]).toEqual([200, "005.json", "204.json"]);
  });

  test("can be read while a newer mail takes the place of an old one", async () => {
    const mailbox = capturedMailbox(folder);
    await mailbox.send(message("b"));
    // Listed with the others, and gone when it is opened.
    await symlink(join(folder, "nowhere"), join(folder, "a.json"));
    expect((await mailbox.list()).map(({ id }) => id)).toEqual(["b"]);
  });

  test("is told apart from a mailer that sends", async () => {
    const mailer = smtpMailer({ host: "localhost", port: 25, secure: false, from: "a@b.example" });
    expect(isCapturedMailbox(capturedMailbox())).toBe(true);
    expect(isCapturedMailbox(mailer)).toBe(false);
    await mailer.close?.();
  });
});
