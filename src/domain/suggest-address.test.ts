import fc from "fast-check";
import { expect, test } from "vitest";
import { noDomains } from "./domain-list.ts";
import { parseEmailAddress } from "./email-address.ts";
import { suggestAddress } from "./suggest-address.ts";

function suggestionFor(text: string): string | undefined {
  const parsed = parseEmailAddress(text);
  if (!parsed.ok) throw new Error(`${text}: ${parsed.reason}`);
  return suggestAddress(parsed.value, { allowed: undefined, refused: noDomains });
}

test.each([
  ["gmial.com", "gmail.com"],
  ["gamil.com", "gmail.com"],
  ["mgail.com", "gmail.com"],
  ["gmai.com", "gmail.com"],
  ["gmaill.com", "gmail.com"],
  ["gnail.com", "gmail.com"],
  ["GMIAL.COM", "gmail.com"],
  ["gmail.con", "gmail.com"],
  ["gmail.cmo", "gmail.com"],
  ["gmail.co", "gmail.com"],
  ["gmail.cm", "gmail.com"],
  ["gmial.con", "gmail.com"],
  ["hotmial.com", "hotmail.com"],
  ["hotmai.com", "hotmail.com"],
  ["hormail.co.uk", "hotmail.co.uk"],
  ["hotmail.om", "hotmail.com"],
  ["outlok.com", "outlook.com"],
  ["outloook.com", "outlook.com"],
  ["yaho.com", "yahoo.com"],
  ["yahooo.fr", "yahoo.fr"],
  ["iclod.com", "icloud.com"],
  ["portonmail.com", "protonmail.com"],
  ["protnmal.com", "protonmail.com"],
  ["gogglemail.com", "googlemail.com"],
  ["gogglmail.com", "googlemail.com"],
  ["redifmal.com", "rediffmail.com"],
  ["rokcetmal.com", "rocketmail.com"],
  ["comcast.nte", "comcast.net"],
  ["company.con", "company.com"],
  ["charity.ogr", "charity.org"],
])("ada@%s is asked whether she meant ada@%s", (typed, meant) => {
  expect(suggestionFor(`ada@${typed}`)).toBe(`ada@${meant}`);
});

test.each(
  (
    "zmail.com hmail.com tmail.com gmailbox.com gmx.com gmx.ch qq.com naver.com fastmail.fm " +
    "inbox.com hotmail.es hotmail.nl hotmail.be yahoo.es yahoo.ca outlook.fr outlook.es " +
    "outlook.it laposte.net bluewin.ch bluemail.ch " +
    "gmail.com googlemail.com hotmail.fr yahoo.co.uk ymail.com mail.com email.com me.com mac.com " +
    "aim.com aol.com gmx.de gmx.net gmx.at web.de live.com live.nl msn.com proton.me pm.me hey.com " +
    "zoho.com posteo.de libero.it yahoo.it yahoo.in yahoo.com.au outlook.de fmail.com " +
    "libera.it laporte.net poster.de hotmart.com outdoor.com cloud.com photon.me never.com " +
    "company.co startup.io telco.cm travel.om example.com example.org university.edu " +
    "egmail.com gmoal.com xn--gmil-6na.con mail.gmail.com gmail.de gmail.com.br a.b.example.co.uk ml.com g.com xn--mller-kva.de"
  ).split(" "),
)("nobody at %s is asked anything", (domain) => {
  expect(suggestionFor(`ada@${domain}`)).toBeUndefined();
});

test("what stands before the @ is kept as it was typed", () => {
  expect(suggestionFor("Ada.Lovelace+Shop@gmial.com")).toBe("Ada.Lovelace+Shop@gmail.com");
});

test("a suggestion is an address itself, and taking it leads to no further question", () => {
  const slip = fc.tuple(
    fc.constantFrom("gmail", "hotmail", "outlook", "yahoo", "protonmail"),
    fc.nat(9),
    fc.constantFrom("", "a", "l", "o"),
    fc.constantFrom("com", "con", "co", "net"),
  );
  fc.assert(
    fc.property(slip, ([name, at, letter, ending]) => {
      const domain = `${name.slice(0, at)}${letter}${name.slice(at + 1)}x.${ending}`;
      const suggestion = suggestionFor(`ada@${domain}`);
      if (suggestion !== undefined) expect(suggestionFor(suggestion)).toBeUndefined();
    }),
  );
});
