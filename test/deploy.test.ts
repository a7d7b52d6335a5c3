// The files for production: linted by the tools of the field, and checked for what those tools do not know of Postern.

import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { validate } from "dockerfile-utils";
import { expect, test } from "vitest";
import { parseDocument } from "yaml";
import { environmentExample } from "../scripts/env-example.ts";

const PROJECT = resolve(import.meta.dirname, "..");

const read = (file: string): string => readFileSync(join(PROJECT, file), "utf8");

/** The 25 seconds that a server may need to end. */
const ENDS_WITHIN = 25;

test("the Dockerfile has no faults, and its user is a number that is not root", () => {
  const text = read("Dockerfile");
  expect(validate(text)).toEqual([]);
  const stage = text.slice(text.lastIndexOf("\nFROM "));
  expect(/^USER (\d+):(\d+)$/m.exec(stage)?.slice(1).map(Number)).toEqual([1000, 1000]);
});

test("the health check of the image is a program that it has, and does not ask localhost", () => {
  const text = read("Dockerfile");
  expect(text).toContain('CMD ["postern", "health"]');
  expect(text).toContain("/usr/local/bin/postern");
  expect(text + read("compose.yaml")).not.toMatch(/^[^#]*(?:curl|wget|localhost:)/m);
});

test("what the Dockerfile copies is admitted to its context, and no secret or database is", () => {
  const ignored = read(".dockerignore").split("\n").filter(Boolean);
  expect(ignored[0]).toBe("*");
  const admitted = ignored.slice(1).map((line) => line.replace(/^!/, ""));
  expect(admitted).toEqual(
    expect.arrayContaining(["package.json", "package-lock.json", "src", "tsdown.config.ts"]),
  );
  expect(admitted.filter((each) => /data|env|secret|\.git/.test(each))).toEqual([]);
});

const COMPOSE = join(PROJECT, "compose.yaml");

const DCLINT = join(PROJECT, "node_modules/dclint/bin/dclint.cjs");

/** Rules about style; and the proxy is for everybody. */
const UNWANTED = [
  "no-unbound-port-interfaces",
  "require-quotes-in-ports",
  "service-keys-order",
  "services-alphabetical-order",
];

test("compose.yaml follows the specification, and its services run with as little as they need", () => {
  const linted = spawnSync(
    process.execPath,
    [DCLINT, COMPOSE, ...UNWANTED.map((rule) => `--disable-rule=${rule}`)],
    { encoding: "utf8" },
  );
  expect([linted.status, linted.stdout.trim(), linted.stderr]).toEqual([0, "", ""]);
  const { services } = parseDocument(read("compose.yaml")).toJS() as {
    services: Readonly<Record<string, Record<string, unknown>>>;
  };
  expect(services["postern"]).toMatchObject({
    read_only: true,
    init: true,
    cap_drop: ["ALL"],
    security_opt: ["no-new-privileges:true"],
  });
  expect(parseInt(String(services["postern"]?.["stop_grace_period"]))).toBeGreaterThan(ENDS_WITHIN);
  expect(services["database"]).not.toHaveProperty("ports");
  expect(services["postern"]).not.toHaveProperty("ports");
});

const hasSystemd = spawnSync("systemd-analyze", ["--version"]).status === 0;

test.skipIf(!hasSystemd)("systemd finds no fault in the unit, and rates its exposure as OK", () => {
  const unit = read("deploy/postern.service").replace("/usr/bin/node", process.execPath);
  const file = join(mkdtempSync(join(tmpdir(), "postern-unit-")), "postern.service");
  writeFileSync(file, unit);
  const analyze = (...args: readonly string[]) =>
    spawnSync("systemd-analyze", [...args, file], { encoding: "utf8" });
  const verified = analyze("verify", "--man=no");
  expect([verified.status, verified.stderr]).toEqual([0, ""]);
  expect(analyze("security", "--offline=true", "--threshold=20").status).toBe(0);
});

test("the unit lets Node compile, and waits until a server has ended", () => {
  const unit = read("deploy/postern.service");
  expect(unit).not.toMatch(/^MemoryDenyWriteExecute/m);
  expect(Number(/^TimeoutStopSec=(\d+)$/m.exec(unit)?.[1])).toBeGreaterThan(ENDS_WITHIN);
});

test(".env.example has every setting of the server, as docs/configuration.md describes it", () => {
  expect(read(".env.example")).toBe(environmentExample());
});
