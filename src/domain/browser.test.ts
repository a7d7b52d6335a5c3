import fc from "fast-check";
import { expect, test } from "vitest";
import { describeBrowser } from "./browser.ts";

const WEBKIT = "AppleWebKit/537.36 (KHTML, like Gecko)";
const WINDOWS = "Mozilla/5.0 (Windows NT 10.0; Win64; x64)";
const ANDROID = "Mozilla/5.0 (Linux; Android 10; K)";
const MAC = "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7)";
const IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15";
const IPAD = "Mozilla/5.0 (iPad; CPU OS 17_0 like Mac OS X) AppleWebKit/605.1.15";

test.each([
  ["Firefox on Linux", "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"],
  ["Firefox on Windows", `${WINDOWS.replace(")", "; rv:140.0)")} Gecko/20100101 Firefox/140.0`],
  ["Firefox on Android", "Mozilla/5.0 (Android 15; Mobile; rv:140.0) Gecko/140.0 Firefox/140.0"],
  ["Firefox on iPhone", `${IPHONE} (KHTML, like Gecko) FxiOS/140.0 Mobile/15E148 Safari/605.1.15`],
  ["Safari on iPhone", `${IPHONE} (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1`],
  ["Safari on iPad", `${IPAD} (KHTML, like Gecko) Version/17.0 Mobile/15E148 Safari/604.1`],
  ["Safari on Mac", `${MAC} AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Safari/605.1.15`],
  ["Chrome on Mac", `${MAC} ${WEBKIT} Chrome/150.0.0.0 Safari/537.36`],
  ["Chrome on Windows", `${WINDOWS} ${WEBKIT} Chrome/150.0.0.0 Safari/537.36`],
  ["Chrome on Android", `${ANDROID} ${WEBKIT} Chrome/150.0.0.0 Mobile Safari/537.36`],
  ["Chrome on iPhone", `${IPHONE} (KHTML, like Gecko) CriOS/150.0.0.0 Mobile/15E148 Safari/604.1`],
  [
    "Chrome on ChromeOS",
    `Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) ${WEBKIT} Chrome/150.0.0.0 Safari/537.36`,
  ],
  ["Edge on Windows", `${WINDOWS} ${WEBKIT} Chrome/150.0.0.0 Safari/537.36 Edg/150.0.0.0`],
  ["Edge on Android", `${ANDROID} ${WEBKIT} Chrome/150.0.0.0 Mobile Safari/537.36 EdgA/150.0`],
  ["Edge on iPhone", `${IPHONE} (KHTML, like Gecko) Version/18.0 EdgiOS/150.0 Mobile Safari/604.1`],
  ["Opera on Windows", `${WINDOWS} ${WEBKIT} Chrome/150.0.0.0 Safari/537.36 OPR/120.0.0.0`],
  ["Vivaldi on Windows", `${WINDOWS} ${WEBKIT} Chrome/150.0 Safari/537.36 Vivaldi/7.5`],
  [
    "Samsung Internet on Android",
    `${ANDROID} ${WEBKIT} SamsungBrowser/28.0 Chrome/130.0.0.0 Mobile Safari/537.36`,
  ],
  [
    "a browser on Android",
    "Mozilla/5.0 (Linux; U; Android 4.4; de) AppleWebKit/534.30 Version/4.0 Mobile Safari/534.30",
  ],
  ["a browser", "curl/8.14.1"],
  ["a browser", ""],
])("%s is recognised", (words, userAgent) => {
  expect(describeBrowser(userAgent)).toBe(words);
});

test("a request without a User-Agent came from a browser", () => {
  expect(describeBrowser(null)).toBe("a browser");
});

test("not one byte of the header gets into the description", () => {
  const signs = ["Edg/", "OPR/", "Firefox/", "Chrome/", "Version/1 Safari/", "iPhone", "Android"];
  const header = fc
    .array(fc.oneof(fc.string({ unit: "binary" }), fc.constantFrom(...signs, "\r\n", " <a href")))
    .map((parts) => parts.join(" "));
  const browser = "(?:Edge|Opera|Samsung Internet|Vivaldi|Firefox|Chrome|Safari|a browser)";
  const system = "(?: on (?:iPhone|iPad|Android|Windows|ChromeOS|Mac|Linux))?";
  fc.assert(
    fc.property(header, (text) => {
      expect(describeBrowser(text)).toMatch(new RegExp(`^${browser}${system}$`));
    }),
  );
});

test("a header that goes on and on is read at its beginning only", () => {
  expect(describeBrowser(`${"Version/ ".repeat(1_000_000)}Firefox/140.0 Linux`)).toBe("a browser");
});
