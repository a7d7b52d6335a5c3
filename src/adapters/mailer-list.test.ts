import { describe, expect, test } from "vitest";
import { minutes, seconds } from "../domain/time.ts";
import type { HandOver, Mailer, Message } from "../ports/mailer.ts";
import { movableClock } from "../testing/clock.ts";
import { mailerList } from "./mailer-list.ts";

const MAIL: Message = {
  to: "ada@example.com",
  subject: "Hello",
  text: "Hello",
  html: "<p>Hello</p>",
  messageId: "<1@postern.example>",
  date: Date.UTC(2026, 10, 22),
  about: { id: "1", kind: "confirm", links: [] },
};

const YES: HandOver = { ok: true, answer: "250 ok" };
const DOWN: HandOver = { ok: false, fault: "passing", affectsAll: true, answer: "421 closing" };
const NO_SUCH: HandOver = { ok: false, fault: "address", answer: "550 5.1.1 no such user" };
const SILENT: HandOver = { ok: false, fault: "unknown", mayHaveArrived: true, answer: "no answer" };

/** A mailer that answers what it is told to, and counts its mails. */
function told(name: string, answer: HandOver = YES) {
  return {
    name,
    answer,
    tries: 0,
    async send() {
      this.tries += 1;
      return this.answer;
    },
  };
}

function twoMailers() {
  const clock = movableClock();
  const log: string[] = [];
  const note = (event: string): void => void log.push(event);
  const [first, second] = [told("first"), told("second")];
  const list = mailerList([first, second], {
    clock,
    log: { info: note, warn: note, error: note },
  });
  return { clock, log, first, second, list };
}

describe("of two mailers", () => {
  test("the first gets every mail as long as it accepts mails, and refuses them for good", async () => {
    const { list, first, second } = twoMailers();
    expect(await list.send(MAIL)).toEqual({ ok: true, answer: "first: 250 ok" });
    first.answer = NO_SUCH;
    expect(await list.send(MAIL)).toMatchObject({
      fault: "address",
      answer: "first: 550 5.1.1 no such user",
    });
    expect([first.tries, second.tries]).toEqual([2, 0]);
  });

  test("the second takes over the same mail at once, and the first is tried by one mail later", async () => {
    const { list, first, second, clock, log } = twoMailers();
    first.answer = DOWN;
    for (let mails = 0; mails < 3; mails += 1)
      expect(await list.send(MAIL)).toEqual({ ok: true, answer: "second: 250 ok" });
    expect([first.tries, second.tries]).toEqual([1, 3]);
    clock.forward(seconds(5));
    await Promise.all([list.send(MAIL), list.send(MAIL)]);
    expect([first.tries, second.tries]).toEqual([2, 5]);
    first.answer = YES;
    clock.forward(seconds(15));
    expect(await list.send(MAIL)).toMatchObject({ answer: "first: 250 ok" });
    expect(log).toEqual(["mailer-held", "mailer-works-again"]);
  });

  test("a mail that the first may have is not handed on, even if the first says that it refuses all", async () => {
    const { list, first, second } = twoMailers();
    first.answer = { ...DOWN, mayHaveArrived: true };
    expect(await list.send(MAIL)).toMatchObject({ mayHaveArrived: true, mailer: "first" });
    expect([first.tries, second.tries]).toEqual([1, 0]);
  });

  test("the first is passed over as long as it asked", async () => {
    const { list, first, clock } = twoMailers();
    first.answer = { ...DOWN, retryAfter: minutes(3) };
    await list.send(MAIL);
    clock.forward(minutes(3) - 1);
    await list.send(MAIL);
    expect(first.tries).toBe(1);
    clock.forward(1);
    await list.send(MAIL);
    expect(first.tries).toBe(2);
  });

  test("neither accepts mails: all are held until the first of them is tried again", async () => {
    const { list, first, second } = twoMailers();
    first.answer = { ...DOWN, fault: "sender", retryAfter: minutes(10) };
    second.answer = { ...DOWN, retryAfter: minutes(2) };
    const answer = "first: 421 closing; second: 421 closing";
    expect(await list.send(MAIL)).toMatchObject({ fault: "sender", affectsAll: true, answer });
    expect(await list.probe!()).toMatchObject({ ok: false, retryAfter: minutes(2), answer });
    expect([first.tries, second.tries]).toEqual([1, 1]);
  });

  test("a mail that the first may have is never given to the second, and others are", async () => {
    const { list, first, second, clock } = twoMailers();
    first.answer = SILENT;
    const doubtful = await list.send(MAIL);
    expect(doubtful).toMatchObject({ mayHaveArrived: true, mailer: "first" });
    expect(await list.send(MAIL)).toMatchObject({ answer: "second: 250 ok" });
    const again = { ...MAIL, mayBeWith: "first" };
    first.answer = DOWN;
    clock.forward(minutes(10));
    expect(await list.send(again)).toMatchObject({ ok: false, affectsAll: false });
    expect(await list.send(again)).toMatchObject({ ok: false, affectsAll: false });
    expect([first.tries, second.tries]).toEqual([2, 1]);
    first.answer = YES;
    clock.forward(minutes(10));
    expect(await list.send(again)).toMatchObject({ answer: "first: 250 ok" });
  });

  test("a mail that a mailer may have that is no longer there goes to the first", async () => {
    const { list } = twoMailers();
    expect(await list.send({ ...MAIL, mayBeWith: "gone" })).toMatchObject({ ok: true });
  });

  test("the list has the first one's sender, the least of what is sent at once, and closes both", async () => {
    const closed: string[] = [];
    const make = (name: string, atOnce?: number): Mailer => ({
      ...told(name),
      send: async () => YES,
      from: `${name}@example.com`,
      ...(atOnce !== undefined && { atOnce }),
      close: async () => void closed.push(name),
    });
    const list = mailerList([make("a"), make("b", 3)]);
    expect(list).toMatchObject({ name: "a, b", from: "a@example.com", atOnce: 3 });
    await list.close?.();
    expect(closed).toEqual(["a", "b"]);
  });

  test("those of one name are told apart, and a list of none is refused", () => {
    const nameless: Mailer = { send: async () => YES };
    const list = mailerList([told("a"), nameless, told("a"), nameless]);
    expect(list.name).toBe("a, mailer, a#2, mailer#2");
    expect(() => mailerList([])).toThrow("mailerList: give at least one mailer");
  });
});
