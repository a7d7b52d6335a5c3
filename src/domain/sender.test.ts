import { describe, expect, test } from "vitest";
import { parseSender } from "./sender.ts";

describe("who mails are from", () => {
  test.for([
    ["Acme <accounts@acme.example>", "Acme", "accounts@acme.example"],
    ['"Acme, Inc." <accounts@acme.example>', "Acme, Inc.", "accounts@acme.example"],
    ["Acme, Inc. <accounts@acme.example>", "Acme, Inc.", "accounts@acme.example"],
    [
      "Müller & Söhne <No-Reply@müller.example>",
      "Müller & Söhne",
      "No-Reply@xn--mller-kva.example",
    ],
    ["<accounts@acme.example>", "", "accounts@acme.example"],
    [" accounts@acme.example ", "", "accounts@acme.example"],
    ["Acme <accounts@acme.example>\n", "Acme", "accounts@acme.example"],
    ["Postern <postern@localhost>", "Postern", "postern@localhost"],
  ] as const)("%j is %j at %j", ([text, name, address]) => {
    expect(parseSender(text)).toEqual({ name, address });
  });

  test.for([
    "",
    "Acme",
    "acme.example",
    '"Acme <no-reply@acme.example>"',
    "'Acme <no-reply@acme.example>'",
    '"Acme no-reply@acme.example"',
    "Acme no-reply@acme.example",
    '"no-reply@acme.example"',
    "'no-reply@acme.example'",
    "no-reply@acme.example}",
    "Acme <no-reply@acme.example>}",
    "Acme <no-reply@acme.example",
    "Acme no-reply@acme.example>",
    "Acme <<no-reply@acme.example>>",
    'Acme" <no-reply@acme.example>',
    String.raw`\"Acme\" <no-reply@acme.example>`,
    "Acme <mailto:no-reply@acme.example>",
    "Acme <no-reply@${DOMAIN}>",
    "no-reply@acme.example (Acme)",
    "no-reply@acme.example, help@acme.example",
    "Acme\r\nBcc: eve@evil.example <no-reply@acme.example>",
    "Acme <no-reply@acme>",
    "Acme <no-reply>",
    "Acme <>",
    `${"A".repeat(201)} <no-reply@acme.example>`,
    "\ud800 <no-reply@acme.example>",
  ])("%j is nobody", (text) => {
    expect(parseSender(text)).toBeUndefined();
  });
});
