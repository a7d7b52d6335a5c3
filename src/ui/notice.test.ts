import { expect, test } from "vitest";
import { english } from "../domain/language.ts";
import { html } from "./markup.ts";
import { inset, notice, statusLine, summaryList, time } from "./notice.ts";

const HOSTILE = `"><script>alert(1)</script>`;

test("a warning is one for those too who do not see its colour", () => {
  expect(notice(english, "warning", "Careful").toString()).toContain("Warning: </span>Careful");
  expect(notice(english, "info", "By the way").toString()).not.toContain("Warning");
});

test("a status line is read out when it changes, and carries what scripts need", () => {
  expect(statusLine("Waiting", { next: "/a", done: "Done" }).toString()).toMatch(
    /^<p class="status" role="status"\s+data-next="\/a" data-done="Done">Waiting<\/p>$/,
  );
});

test("what can be done about a fact has a complete name", () => {
  const action = { href: "/profile/email", text: "Change", hiddenText: "your email address" };
  const made = summaryList([{ term: "Email", value: "ada@example.com", action }]).toString();
  const words = made.replace(/<[^>]+>/g, "").replace(/\s+/g, " ");
  expect(words).toContain("Email ada@example.com Change your email address");
});

test("a moment is written for people and for programs", () => {
  expect(time({ text: "today", iso: "2026-11-22T13:05:00Z" }).toString()).toBe(
    '<time datetime="2026-11-22T13:05:00Z">today</time>',
  );
});

test("no value becomes markup", () => {
  const made = html`${notice(english, "info", HOSTILE)} ${inset(HOSTILE)}
  ${statusLine(HOSTILE, { next: HOSTILE })}
  ${summaryList([{ term: HOSTILE, value: HOSTILE, action: { href: HOSTILE, text: HOSTILE, hiddenText: HOSTILE } }])}
  ${time({ text: HOSTILE, iso: HOSTILE })}`;
  expect(made.toString()).not.toContain("<script");
});
