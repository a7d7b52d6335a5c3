import { expect, test } from "vitest";
import { english } from "../domain/language.ts";
import {
  button,
  checkbox,
  disclosure,
  errorSummary,
  field,
  form,
  link,
  passwordField,
} from "./form.ts";
import { html, type Markup } from "./markup.ts";

const HOSTILE = `"><script>alert(1)</script>`;

const inputOf = (markup: Markup): string => /<input[^>]*>/.exec(markup.toString())?.[0] ?? "";

test("a field is named by its label and described by its hint", () => {
  const made = field(english, {
    name: "email",
    label: "Email address",
    hint: "We write to it.",
    type: "email",
  });
  expect(made.toString()).toContain('<label for="email">Email address</label>');
  expect(made.toString()).toContain('<p class="hint" id="email-hint">We write to it.</p>');
  expect(inputOf(made)).toContain('id="email" name="email" type="email"');
  expect(inputOf(made)).toContain('aria-describedby="email-hint"');
  expect(inputOf(made)).not.toContain("aria-invalid");
});

test("a wrong field says so in words, and is described by hint and error", () => {
  const made = field(english, {
    name: "code",
    label: "Code",
    hint: "8 digits",
    type: "text",
    error: "Wrong",
  });
  expect(made.toString()).toMatch(
    /id="code-error">\s*<span class="visually-hidden">Error: <\/span>Wrong/,
  );
  expect(inputOf(made)).toContain('aria-invalid="true" aria-describedby="code-hint code-error"');
});

test("a field passes on how it is to be typed", () => {
  const made = field(english, {
    name: "email",
    label: "Email",
    type: "email",
    value: "ada@example.com",
    autocomplete: "email",
    inputmode: "email",
    autocapitalize: "none",
    spellcheck: false,
    enterkeyhint: "next",
    maxlength: 254,
    required: true,
  });
  expect(inputOf(made)).toBe(
    '<input id="email" name="email" type="email" dir="ltr" value="ada@example.com" autocomplete="email" ' +
      'inputmode="email" autocapitalize="none" spellcheck="false" enterkeyhint="next" ' +
      'maxlength="254" required />',
  );
});

test("a password is never given back, and has no button that would do nothing without scripts", () => {
  const props = { name: "password", label: "Password", value: "secret", type: "text" } as const;
  const made = passwordField(english, props).toString();
  expect(made).not.toContain("secret");
  expect(made).toContain('type="password"');
  expect(made).toContain('data-show="Show" data-show-name="Show password"');
  expect(made).not.toContain("<button");
});

test("a form posts, carries its token and hidden values, and leaves checking to the server", () => {
  const made = form({
    action: "/register",
    formToken: "token",
    hidden: { next: "/a?b&c" },
    body: button({ label: "Go" }),
  }).toString();
  expect(made).toMatch(/^<form\s+method="post"\s+action="\/register"\s+novalidate/);
  expect(made).toContain('<input type="hidden" name="form_token" value="token" />');
  expect(made).toContain('<input type="hidden" name="next" value="/a?b&amp;c" />');
  expect(made).not.toContain("data-auto-submit");
  expect(form({ action: "/", autoSubmit: true, body: html`` }).toString()).toContain(
    "data-auto-submit",
  );
});

test("the summary is an alert that can be focused, and leads to the fields", () => {
  const made = errorSummary(english, [
    { field: "email", message: "Enter it" },
    { message: "Wait" },
  ]).toString();
  expect(made).toContain('role="alert" tabindex="-1" aria-labelledby="problem"');
  expect(made).toMatch(/<li>\s*<a href="#email">Enter it<\/a>\s*<\/li>/);
  expect(made).toMatch(/<li>\s*Wait\s*<\/li>/);
});

test("a checkbox is named by its label", () => {
  const made = checkbox(english, { name: "sure", label: "I am sure", error: "Tick the box" });
  expect(made.toString()).toContain('<label for="sure">I am sure</label>');
  expect(inputOf(made)).toContain('type="checkbox" value="on" aria-invalid="true"');
  expect(inputOf(made)).toContain('aria-describedby="sure-error"');
});

test("a button's name can be complete for those who only hear it", () => {
  const made = button({
    label: "Log out",
    hiddenText: "Firefox on Linux",
    kind: "danger",
  }).toString();
  expect(made).toBe(
    '<button class="button danger" type="submit">Log out' +
      '<span class="visually-hidden"> Firefox on Linux</span></button>',
  );
});

test("a disclosure is closed unless it is to be open", () => {
  expect(disclosure("More", html`x`).toString()).not.toMatch(/<details[^>]* open/);
  expect(disclosure("More", html`x`, true).toString()).toMatch(/<details[^>]* open/);
});

test("no value of a form becomes markup", () => {
  const made = html`${field(english, { name: "a", label: HOSTILE, hint: HOSTILE, type: "text", value: HOSTILE })}
  ${passwordField(english, { name: "b", label: HOSTILE, error: HOSTILE })}
  ${checkbox(english, { name: "c", label: HOSTILE, value: HOSTILE })}
  ${button({ label: HOSTILE, value: HOSTILE })} ${link(HOSTILE, HOSTILE)}
  ${disclosure(HOSTILE, html``)} ${errorSummary(english, [{ field: HOSTILE, message: HOSTILE }])}
  ${form({ action: HOSTILE, formToken: HOSTILE, hidden: { [HOSTILE]: HOSTILE }, body: html`` })}`;
  expect(made.toString()).not.toContain("<script");
  expect(made.toString()).not.toContain('""');
});
