// Describes a browser in words that are all Postern's own.

type Sign = readonly [name: string, sign: RegExp];

/** Longer than any browser's header; the rest of a longer one is ignored. */
const LONGEST_LOOK = 512;

/**
 * The order matters: nearly every browser also claims to be Chrome, and Chrome claims to be Safari, so each
 * stands before the ones it pretends to be.
 */
const BROWSERS: readonly Sign[] = [
  ["Edge", /\bEdg(?:e|A|iOS)?\//],
  ["Opera", /\b(?:OPR|OPT|OPiOS|Opera)\//],
  ["Samsung Internet", /\bSamsungBrowser\//],
  ["Vivaldi", /\bVivaldi\//],
  ["Firefox", /\b(?:Firefox|FxiOS)\//],
  ["Chrome", /\b(?:Chrome|CriOS|Chromium|HeadlessChrome)\//],
  // Android's old browser and in-app views also say "Version/4.0 Mobile Safari", but are not Safari.
  ["Safari", /^(?!.*\bAndroid\b).*\bVersion\/.*\bSafari\//],
];

/** iPhones say "like Mac OS X", and Android says "Linux". */
const SYSTEMS: readonly Sign[] = [
  ["iPhone", /\b(?:iPhone|iPod)\b/],
  ["iPad", /\biPad\b/],
  ["Android", /\bAndroid\b/],
  ["Windows", /\bWindows\b/],
  ["ChromeOS", /\bCrOS\b/],
  ["Mac", /\bMac(?:intosh| OS X)\b/],
  ["Linux", /\b(?:Linux|X11)\b/],
];

/**
 * "Firefox on Linux", "Safari on iPhone", "a browser": for lists of sessions and for mails.
 *
 * Every word comes from the tables above and none from the header. The description is mailed to addresses whose
 * owner nobody has proven, and whoever typed the address also wrote the header: passing on a single byte of it
 * would make Postern a spam relay. A false header can only select another of these few phrases.
 */
export function describeBrowser(userAgent: string | null): string {
  const seen = (userAgent ?? "").slice(0, LONGEST_LOOK);
  const browser = firstNameIn(BROWSERS, seen) ?? "a browser";
  const system = firstNameIn(SYSTEMS, seen);
  return system === undefined ? browser : `${browser} on ${system}`;
}

const firstNameIn = (signs: readonly Sign[], text: string): string | undefined =>
  signs.find(([, sign]) => sign.test(text))?.[0];
