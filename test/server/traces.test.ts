// Traces with a real OpenTelemetry SDK, registered as its documentation says.

import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { expect, test } from "vitest";
import { aFolder, startServerProcess } from "./process.ts";

type Span = {
  readonly name: string;
  readonly kind: number;
  readonly attributes: Readonly<Record<string, string | number>>;
  readonly caller: string | null;
};

const SDK = { NODE_OPTIONS: `--import ${resolve(import.meta.dirname, "register-sdk.ts")}` };

const CALLER = "4bf92f3577b34da6a3ce929d0e0e4736";

const sent = {
  headers: { traceparent: `00-${CALLER}-00f067aa0ba902b7-01` },
  redirect: "manual",
} as const;

const spansIn = (folder: string): readonly Span[] =>
  readFileSync(`${folder}/spans.jsonl`, "utf8")
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as Span);

test("each request is a span by its route, and no link or address is in one", async () => {
  const folder = aFolder();
  const { url } = await startServerProcess(folder, { environment: SDK });
  await fetch(`${url}/confirm/a-link-that-is-secret`, sent);
  await fetch(`${url}/nowhere/ada@example.com`, sent);
  expect(spansIn(folder)).toEqual([
    {
      name: "GET /confirm/:link",
      kind: 1,
      attributes: {
        "http.request.method": "GET",
        "http.route": "/confirm/:link",
        "http.response.status_code": 303,
      },
      status: 0,
      caller: null,
    },
    expect.objectContaining({ name: "GET *", caller: null }),
  ]);
  expect(readFileSync(`${folder}/spans.jsonl`, "utf8")).not.toMatch(/secret|ada/);
});

test("a trace goes on from a proxy that is trusted, and from nobody else", async () => {
  const folder = aFolder();
  const { url } = await startServerProcess(folder, {
    environment: { ...SDK, POSTERN_TRUSTED_PROXIES: "127.0.0.0/8, ::1/128" },
  });
  await fetch(`${url}/login`, sent);
  expect(spansIn(folder)).toMatchObject([{ name: "GET /login", caller: CALLER }]);
});
