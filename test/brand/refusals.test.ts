// What a site may choose for its brand, and how everything else is refused before it starts.

import { deflateSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { optionProblems, settingsFrom } from "../../src/options/options.ts";
import type { BrandOptions } from "../../src/options/types.ts";
import { chunk, png, svgLogo } from "./pictures.ts";

const baseUrl = "https://accounts.example.com";

/** What is said about a brand, without the name of the option. */
const told = (brand: unknown): readonly string[] =>
  optionProblems({ baseUrl, brand }).map(({ option, words }) => `${option}: ${words}`);

const brandOf = (brand: BrandOptions) => settingsFrom({ baseUrl, brand }).brand;

const textOf = (content: Uint8Array | undefined): string => new TextDecoder().decode(content);

test("an empty brand is the usual one, and a complete one is accepted", () => {
  expect(brandOf({})).toEqual(settingsFrom({ baseUrl }).brand);
  const all: BrandOptions = {
    theme: "plain",
    accent: "#7A1FA2",
    corners: "round",
    font: `Inter, "Segoe UI", 'Noto Sans', sans-serif`,
    logo: svgLogo(),
    logoDark: new TextEncoder().encode(svgLogo("#ffffff")),
    logoInMail: png(),
    logoShowsName: true,
    imprintUrl: "https://acme.example/imprint",
    links: [{ name: "Status", url: "https://status.acme.example/" }],
    mailHeader: "Acme accounts",
    mailFooter: ["Acme Ltd, 1 Harbour Street", "Registered in Bristol, 123456\n\nVAT 99"],
  };
  expect(told(all)).toEqual([]);
  expect(brandOf(all).mailFooter).toHaveLength(3);
  expect(brandOf(all).palette.light.door).toBe("#7a1fa2");
});

test.for<[string, unknown, RegExp]>([
  ["a name that is none", { acent: "#123" }, /^brand.acent: there is no such option$/],
  [
    "a theme that is none",
    { theme: "fancy" },
    /^brand.theme: give "postern" or "plain", not "fancy"$/,
  ],
  [
    "corners that are none",
    { corners: 5 },
    /^brand.corners: give "sharp" or "soft" or "round", not 5$/,
  ],
  ["a colour by name", { accent: "red" }, /^brand.accent: give a colour like #1d5c4c, not "red"$/],
  [
    "a colour too pale to see",
    { accent: "#ffe45c" },
    /^brand.accent: #ffe45c is too pale.* nearest colour that works is #[0-9a-f]{6}$/,
  ],
  [
    "a font that loads a file",
    { font: "url(https://evil.example/f), serif" },
    /^brand.font: give names/,
  ],
  ["a font that ends the style", { font: `x;}</style><script>, serif` }, /^brand.font: give names/],
  ["a font that escapes", { font: String.raw`\75rl, serif` }, /^brand.font: give names/],
  ["a font without a general one", { font: "Inter" }, /^brand.font: give names.*general one last/],
  [
    "a link that is a script",
    { links: [{ name: "Help", url: "javascript:alert(1)" }] },
    /^brand.links.0.url: give a whole URL/,
  ],
  [
    "a link without a name",
    { links: [{ url: "https://a.example/" }] },
    /^brand.links.0.name: give a name/,
  ],
  ["links that are no list", { links: {} }, /^brand.links: give a list/],
  ["an imprint without a host", { imprintUrl: "/imprint" }, /^brand.imprintUrl: give a whole URL/],
  [
    "a footer that is a book",
    { mailFooter: "x".repeat(201) },
    /^brand.mailFooter: give at most 10 lines of 200/,
  ],
  [
    "a footer that is no text",
    { mailFooter: [5] },
    /^brand.mailFooter: give a text, or a list of lines/,
  ],
  ["only a logo for the dark", { logoDark: svgLogo() }, /^brand.logoDark: give logo as well/],
  ["a logo by its name", { logo: "logo.svg" }, /^brand.logo: this is neither an SVG nor a PNG/],
  [
    "a photograph",
    { logo: Uint8Array.of(0xff, 0xd8, 0xff, 0xe0) },
    /^brand.logo: this is neither an SVG nor a PNG/,
  ],
  [
    "a logo that is a number",
    { logo: 5 },
    /^brand.logo: give the content of a file, not its name, not 5$/,
  ],
  ["an SVG in mails", { logoInMail: svgLogo() }, /^brand.logoInMail: give a PNG: mail programs/],
])("%s is refused, in words", ([, brand, words]) => {
  const problems = told(brand);
  expect(problems).toHaveLength(1);
  expect(problems[0]).toMatch(words);
});

test("a refused accent is accepted as the colour that is suggested instead", () => {
  const [words = ""] = told({ accent: "#ffe45c", theme: "plain" });
  expect(told({ accent: words.slice(-7), theme: "plain" })).toEqual([]);
});

describe("an SVG", () => {
  const problem = (inside: string): string => told({ logo: svgLogo("#000", inside) })[0] ?? "";

  test.for([
    ["a script", "<script>alert(1)</script>", "<script>"],
    [
      "a script by another namespace",
      `<g xmlns="http://www.w3.org/1999/xhtml"><script/></g>`,
      "<script>",
    ],
    ["a foreign object", "<foreignObject><p/></foreignObject>", "<foreignObject>"],
    ["a handler", `<rect onload="alert(1)"/>`, "onload"],
    ["a link", `<a href="https://evil.example/"/>`, "<a>"],
    ["an animation, which could set a handler", `<set attributeName="onload" to="x"/>`, "<set>"],
    ["an image of elsewhere", `<image href="https://evil.example/i"/>`, "<image>"],
    ["a reference to elsewhere", `<linearGradient id="a" href="https://evil.example/#a"/>`, "href"],
    [
      "an old reference to elsewhere",
      `<linearGradient xlink:href="//evil.example/#a"/>`,
      "xlink:href",
    ],
    ["a colour of elsewhere", `<rect fill="url(https://evil.example/#a)"/>`, "only colours"],
    ["a style that loads", `<rect style="fill:url('https://evil.example/x')"/>`, "only colours"],
    [
      "an escaped style that loads",
      String.raw`<rect style="fill:\75rl(//evil.example)"/>`,
      "only colours",
    ],
    ["a style sheet", "<style>@import url(//evil.example);</style>", "presentation attributes"],
    ["a copy, which could be a thousand", `<use href="#a"/>`, "expand copies"],
    ["text, which each computer draws otherwise", "<text>Acme</text>", "convert texts to paths"],
    ["text that is nothing else", "alert(1)", "text outside of shapes"],
  ])("with %s is refused, and it is said what to do", ([, inside = "", words = ""]) => {
    expect(problem(inside)).toMatch(/^brand.logo: this SVG has /);
    expect(problem(inside)).toContain(words);
  });

  test.for([
    [
      "entities",
      `<!DOCTYPE svg [<!ENTITY a "b">]>${svgLogo()}`,
      /has entities: remove its DOCTYPE/,
    ],
    [
      "an end that is missing",
      svgLogo().replace("</svg>", ""),
      /line 1 of this SVG cannot be read/,
    ],
    ["a page", "<html><body/></html>", /this is no SVG/],
    ["no size", svgLogo().replace(/viewBox="[^"]*"/, ""), /has no size: give it a viewBox/],
    ["a size of nothing", svgLogo().replace("0 0 32 32", "0 0 0 0"), /has no size/],
    [
      "the size of a banner",
      svgLogo().replace("0 0 32 32", "0 0 900 32"),
      /at most 8 times as wide as high/,
    ],
    [
      "too many bytes",
      svgLogo("#000", `<path d="${"M1 1".repeat(2_100)}"/>`),
      /has 9 KiB: give at most 8/,
    ],
    ["far too many bytes", `<svg>${" ".repeat(70_000)}`, /has 69 KiB: give at most 8/],
  ] as const)("with %s is refused, and it is said what to do", ([, logo, words]) => {
    expect(told({ logo })[0]).toMatch(words);
  });

  test("is written anew, without what editors leave in it", () => {
    const drawn = `\uFEFF<?xml version="1.0"?>
      <!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd"><!-- Made by an editor --><svg xmlns="http://www.w3.org/2000/svg"
      xmlns:ed="http://editor.example/" width="40px" height="20" version="1.1" data-name="Layer 1">
      <title>Secret plan</title><metadata><ed:author>Ada</ed:author></metadata><ed:view zoom="2"/>
      <defs><linearGradient id="a-1"><stop offset="0" style="stop-color:#ff0;stop-opacity:.5"/></linearGradient></defs>
      <g class="cls-1" style="font-family:Inter;fill:#123456" ed:label="x"><path fill="url( '#a-1' )" d="M0 0h40v20z"/></g></svg>`;
    const { logo } = brandOf({ logo: drawn });
    expect(logo).toMatchObject({ width: 40, height: 20, type: "image/svg+xml" });
    expect(textOf(logo?.content)).toBe(
      `<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20" viewBox="0 0 40 20"><defs><linearGradient id="a-1"><stop offset="0" stop-color="#ff0" stop-opacity=".5"></stop></linearGradient></defs><g fill="#123456"><path fill="url(#a-1)" d="M0 0h40v20z"></path></g></svg>`,
    );
  });
});

describe("a PNG", () => {
  test("keeps its pixels and loses its metadata, such as the place where it was made", () => {
    const place = chunk("tEXt", Buffer.from("Location\0Bristol"));
    const after = Buffer.concat([
      png({ more: [place, chunk("eXIf", Buffer.alloc(9))] }),
      Buffer.from("PK"),
    ]);
    const { logo, logoInMail } = brandOf({ logo: new Uint8Array(after) });
    expect(logo).toMatchObject({ width: 120, height: 40, type: "image/png" });
    expect(Buffer.from(logo!.content)).toEqual(Buffer.from(png()));
    expect(logoInMail).toEqual(logo);
  });

  test.for<[string, Uint8Array, RegExp]>([
    ["a wrong checksum", png().map((byte, at) => (at === 20 ? byte + 1 : byte)), /is damaged/],
    ["a missing end", png().slice(0, -12), /is damaged/],
    ["half a part", png().slice(0, -20), /is damaged/],
    ["only a signature", png().slice(0, 8), /is damaged/],
    ["pixels that are missing", png({ packed: deflateSync(Buffer.alloc(100)) }), /is damaged/],
    [
      "pixels for a thousand pictures",
      png({ packed: deflateSync(Buffer.alloc(20_000_000)).subarray() }),
      /is damaged|KiB/,
    ],
    [
      "a side of a mile",
      png({ width: 1_200, height: 300 }),
      /has 1200 × 300 pixels: give at most 1000/,
    ],
    ["interlacing", png({ interlaced: true }), /is interlaced: export it without/],
    ["the shape of a tower", png({ width: 10, height: 30 }), /at most twice as high as wide/],
  ])("with %s is refused, and it is said what to do", ([, logo, words]) => {
    expect(told({ logo })[0]).toMatch(words);
  });
});
