// Pages that wear the brand of a site.

import { expect, test } from "vitest";
import { contentHash } from "../../src/ui/script.ts";
import type { BrandOptions } from "../../src/options/types.ts";
import { testPostern, type TestOptions } from "../../src/testing/test-postern.ts";
import { png, svgLogo } from "./pictures.ts";

async function loginPage(brand: BrandOptions, options: TestOptions = {}) {
  await using app = await testPostern({ appName: "Acme", brand, ...options });
  return await app.browser().open("/login");
}

const iconOf = (page: string): string =>
  decodeURIComponent(/<link rel="icon" href="([^"]*)"/.exec(page)?.[1] ?? "");

test("the policy allows exactly the style of the brand", async () => {
  const hashes = new Set<string>();
  for (const brand of [{}, { accent: "#7a1fa2" }, { theme: "plain" as const }]) {
    const { text, headers } = await loginPage(brand);
    const hash = contentHash(/<style>([\s\S]*?)<\/style>/.exec(text)?.[1] ?? "");
    const policy = headers.get("content-security-policy");
    // The others are of pages with lists, of the console, with charts, and to print. There are no more.
    expect(policy).toMatch(/style-src(?: 'sha256-[^']+'){5};/);
    expect(policy).toContain(`style-src '${hash}' `);
    hashes.add(hash);
  }
  expect(hashes.size).toBe(3);
});

test("a logo is in the page itself, beside the name, with another one for the dark", async () => {
  const { text } = await loginPage({ logo: svgLogo("#111111"), logoDark: png() });
  const [, dark, light, after] =
    /<source media="\(prefers-color-scheme: dark\)" srcset="([^"]*)"[^>]*><img\s+src="([^"]*)"\s+alt=""([\s\S]*?)<\/a/.exec(
      text,
    )!;
  expect(dark).toBe(`data:image/png;base64,${Buffer.from(png()).toString("base64")}`);
  expect(dark).not.toMatch(/[\s,]$/);
  expect(decodeURIComponent(light!)).toContain('<path fill="#111111"');
  expect(after).toContain('<span dir="auto">Acme</span>');
  expect(text.replace(/data:[^"]*/g, "")).not.toMatch(/https?:/);
});

test("a logo that shows the name says it to those who cannot see it, once", async () => {
  const { text } = await loginPage(
    { logo: svgLogo(), logoShowsName: true },
    { appName: `A "B" <c>` },
  );
  expect(text).toContain('alt="A &quot;B&quot; &lt;c&gt;"');
  expect(text).not.toContain('<span dir="auto">A ');
});

test("the icon of the tab is the logo, or else in the accent: a door, or the first letter", async () => {
  expect(iconOf((await loginPage({ logo: svgLogo("#123456") })).text)).toContain("#123456");
  const wide = svgLogo().replace("0 0 32 32", "0 0 128 32");
  expect(iconOf((await loginPage({ logo: wide, accent: "#7a1fa2" })).text)).toContain(
    'fill="#7a1fa2" d="M6 31',
  );
  const letter = await loginPage({ theme: "plain" }, { appName: "ölberg" });
  expect(iconOf(letter.text)).toMatch(/>\s*Ö\s*<\/text>/);
});

test("the plain theme has no door", async () => {
  expect((await loginPage({})).text).toContain('<svg class="door"');
  expect((await loginPage({ theme: "plain" })).text).not.toMatch(/class="(?:door|arch)"/);
});

test("the foot leads to the imprint and wherever the site wants", async () => {
  const { text } = await loginPage(
    {
      imprintUrl: "https://acme.example/imprint",
      links: [{ name: "<Status>", url: "https://acme.example/?a=1&b=2" }],
    },
    { privacyUrl: "https://acme.example/privacy" },
  );
  const links = [...text.matchAll(/<a href="(https:[^"]*)">([^<]*)</g)].map(([, ...link]) => link);
  expect(links).toEqual([
    ["https://acme.example/privacy", "Privacy"],
    ["https://acme.example/imprint", "Imprint"],
    ["https://acme.example/?a=1&amp;b=2", "&lt;Status&gt;"],
  ]);
});

test("a page with the largest brand is as small as others, but for its logo", async () => {
  const { text } = await loginPage({
    theme: "postern",
    accent: "#7a1fa2",
    corners: "round",
    font: `"${"x".repeat(60)}", sans-serif`,
    logo: svgLogo(),
  });
  const withoutLogo = text.replace(/data:[^"]*|<script[^>]*>[^]*?<\/script>/g, "");
  expect(Buffer.byteLength(withoutLogo)).toBeLessThan(15 * 1024);
});
