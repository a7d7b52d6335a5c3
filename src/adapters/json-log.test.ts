import { expect, test } from "vitest";
import { jsonLog, type LogLevel } from "./json-log.ts";

/** A log, and the lines it has written, parsed. */
function written(level?: LogLevel) {
  const lines: Record<string, unknown>[] = [];
  const write = (line: string) => void lines.push(JSON.parse(line) as Record<string, unknown>);
  return { log: jsonLog({ write }, level), lines };
}

test("an event is one JSON line with its facts and the time, and nothing about the machine", () => {
  const { log, lines } = written();
  log.info("mail-sent", { mail: "m1", attempt: 2 });
  const [{ time, ...line } = {}] = lines;
  expect(line).toEqual({ level: "info", event: "mail-sent", mail: "m1", attempt: 2 });
  expect(time).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
});

test("a warning and an error say how bad it is", () => {
  const { log, lines } = written();
  log.warn("overloaded");
  log.error("request-failed", new Error("no such table"), { path: "/login" });
  expect(lines.map(({ level }) => level)).toEqual(["warn", "error"]);
});

test("of an error its name, message, stack and cause are kept, and none of what it carries", () => {
  const { log, lines } = written();
  const error = new TypeError("went wrong", { cause: new Error("disk full") });
  Object.assign(error, { password: "plum tree by the river", request: { body: "secret" } });
  log.error("request-failed", error);
  expect(lines[0]!["error"]).toMatchObject({
    name: "TypeError",
    message: "went wrong",
    cause: "disk full",
    stack: error.stack,
  });
  expect(JSON.stringify(lines)).not.toMatch(/plum tree|secret/);
});

test("what is thrown and is no error is told in words", () => {
  const { log, lines } = written();
  log.error("request-failed", "just a text");
  expect(lines[0]!["error"]).toEqual({ message: "just a text" });
});

test("a line break in a fact begins no line of its own", () => {
  const raw: string[] = [];
  jsonLog({ write: (line) => void raw.push(line) }).info("odd", {
    browser: 'x\n{"level":"error"}',
  });
  expect(raw).toHaveLength(1);
  expect(raw[0]!.trimEnd().split("\n")).toHaveLength(1);
});

test("a quieter level keeps quiet", () => {
  const { log, lines } = written("warn");
  log.info("mail-sent");
  expect(lines).toEqual([]);
});
