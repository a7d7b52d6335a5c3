import { expect, test } from "vitest";
import { qr } from "./qr.ts";

const URI =
  "otpauth://totp/Acme:ada%40example.com?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Acme";

/** Which modules are dark, from the picture itself. */
function modulesOf(svg: string): readonly string[] {
  const size = Number(/viewBox="0 0 (\d+) \1"/.exec(svg)![1]);
  const lines = Array.from({ length: size }, () => Array.from({ length: size }, () => "."));
  for (const [, x, y, length] of svg.matchAll(/M(\d+) (\d+)h(\d+)v1h-\3z/g)) {
    lines[Number(y)]!.fill("#", Number(x), Number(x) + Number(length));
  }
  return lines.map((line) => line.join(""));
}

test("a QR code has three finders, and four white modules around it", () => {
  const modules = modulesOf(String(qr(URI, "For your app")));
  const size = modules.length;
  const finder = ["#######", "#.....#", "#.###.#", "#.###.#", "#.###.#", "#.....#", "#######"];
  for (const [x, y] of [
    [4, 4],
    [size - 11, 4],
    [4, size - 11],
  ] as const) {
    expect(modules.slice(y, y + 7).map((line) => line.slice(x, x + 7))).toEqual(finder);
  }
  const white = ".".repeat(size);
  expect([...modules.slice(0, 4), ...modules.slice(-4)]).toEqual(Array(8).fill(white));
  expect(modules.every((line) => line.startsWith("....") && line.endsWith("...."))).toBe(true);
});

test("it needs no style, says what it is, and escapes that", () => {
  const svg = String(qr(URI, 'The code of "Acme" <b>'));
  expect(svg).toContain('aria-label="The code of &quot;Acme&quot; &lt;b&gt;"');
  expect(svg).not.toMatch(/style|class=|<b>|secret/);
  expect(svg.length).toBeLessThan(16_000);
});

test("the longest name and address still fit", () => {
  const long = `${"%E6%97%A5".repeat(60)}:${"a".repeat(254)}?issuer=${"%E6%97%A5".repeat(60)}`;
  expect(String(qr(`otpauth://totp/${long}`, "Long"))).toContain("<path");
  expect(() => qr("x".repeat(2_954), "Too long")).toThrow(RangeError);
});
