import { expect, test } from "vitest";
import { standardBrand } from "../domain/brand.ts";
import { english } from "../domain/language.ts";
import { lookOf } from "./look.ts";
import { html } from "./markup.ts";
import { page } from "./page.ts";
import { baseScript, confirmScript, passkeyScript, proofScript, waitingScript } from "./script.ts";
import { stylesOf } from "./theme.ts";

const { every, lists } = stylesOf(standardBrand);

const bytes = (text: string): number => Buffer.byteLength(text);

test("the look takes at most 8.6 kilobytes, and 10 with lists, so that the words have the rest of the 15", () => {
  expect(bytes(every.css)).toBeLessThan(8.6 * 1024);
  expect(bytes(every.css + lists.css)).toBeLessThan(10 * 1024);
});

test("an empty page and its look take at most 12 kilobytes", () => {
  const made = page(
    english,
    {
      appName: "Acme",
      look: lookOf(standardBrand, "Acme"),
      mayRegister: true,
      support: "a@b.example",
      privacyUrl: "/p",
      termsUrl: "/t",
      developmentMailbox: true,
    },
    {
      title: "Title",
      visitor: {
        state: "confirmed",
        email: "ada@example.com",
        admin: true,
        formToken: "x".repeat(43),
      },
      body: html``,
    },
  );
  expect(bytes(made.toString()) - bytes(baseScript.source)).toBeLessThan(12 * 1024);
});

test.for([[waitingScript, confirmScript], [proofScript], [passkeyScript]])(
  "the scripts of a page take at most 6 kilobytes: %#",
  (scripts) => {
    const all = [baseScript, ...scripts].map(({ source }) => source).join("");
    expect(bytes(all)).toBeLessThan(6 * 1024);
  },
);
