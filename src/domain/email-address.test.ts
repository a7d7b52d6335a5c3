import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  mailboxKey,
  maskEmail,
  parseEmailAddress,
  parseNewAddress,
  type EmailAddress,
} from "./email-address.ts";

function read(text: string): EmailAddress {
  const parsed = parseEmailAddress(text);
  if (!parsed.ok) throw new Error(`${JSON.stringify(text)}: ${parsed.reason}`);
  return parsed.value;
}

const refusalOf = (text: string): string => {
  const parsed = parseEmailAddress(text);
  return parsed.ok ? `accepted as ${parsed.value.key}` : parsed.reason;
};

/** Everything RFC 5321 allows unquoted before the "@". */
const localPart = fc
  .array(fc.stringMatching(/^[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]{1,12}$/), {
    minLength: 1,
    maxLength: 4,
  })
  .map((atoms) => atoms.join("."));

const address = fc.tuple(localPart, fc.domain()).map(([local, domain]) => `${local}@${domain}`);

describe("an address", () => {
  test("keeps the spelling it was typed in, without the spaces around it", () => {
    expect(read("  Ada.Lovelace@Example.COM  ")).toEqual({
      display: "Ada.Lovelace@Example.COM",
      key: "ada.lovelace@example.com",
      domain: "example.com",
    });
  });

  test.each([
    ["o'brien@example.ie", "o'brien@example.ie"],
    ["ada+shop@example.com", "ada+shop@example.com"],
    ["a.d.a@gmail.com", "a.d.a@gmail.com"],
    ["!#$%&'*+/=?^_`{|}~-@example.com", "!#$%&'*+/=?^_`{|}~-@example.com"],
    ["1@2.museum", "1@2.museum"],
    ["ada@MÜLLER.example", "ada@xn--mller-kva.example"],
    ["ada@xn--MLLER-KVA.example", "ada@xn--mller-kva.example"],
    ["ada@faß.example", "ada@xn--fa-hia.example"],
    ["ada@fass.example", "ada@fass.example"],
    ["ada@日本.jp", "ada@xn--wgv71a.jp"],
    ["ada@example.xn--p1ai", "ada@example.xn--p1ai"],
    ["ada@שלום.il", "ada@xn--9dbne9b.il"],
  ])("%s is compared as %s", (typed, key) => {
    expect(read(typed).key).toBe(key);
  });

  test("may be of 254 characters and not one more, of which 64 stand before the @", () => {
    const domain = `${"d".repeat(63)}.${"d".repeat(63)}.${"d".repeat(57)}.com`;
    expect(read(`${"a".repeat(64)}@${domain}`).key).toHaveLength(254);
    expect(refusalOf(`${"a".repeat(64)}@d${domain.replace(/^d/, "d.")}`)).toBe("email-too-long");
    expect(refusalOf(`${"a".repeat(65)}@example.com`)).toBe("email-format");
  });

  test("may have much space around it, of which no more is looked at than 1,024 characters", () => {
    expect(read("ada@example.com".padEnd(1_024)).key).toBe("ada@example.com");
    expect(refusalOf("ada@example.com".padEnd(1_025))).toBe("email-too-long");
  });

  test.each([
    ["a tab", "\tada@example.com"],
    ["a line break", "ada@example.com\r\n"],
    ["a byte order mark", "\uFEFFada@example.com"],
    ["a right-to-left mark", "ada@example.com\u200F"],
    ["no-break spaces", "\u00A0ada@example.com\u00A0"],
    ["a line separator", "ada@example.com\u2028"],
    ["a zero-width space", "\u200B \u200Bada@example.com \u200B"],
  ])("is read without what nobody sees around it: %s", (_, typed) => {
    expect(parseEmailAddress(typed)).toMatchObject({
      value: { display: "ada@example.com", key: "ada@example.com" },
    });
  });

  test("is measured as it was typed", () => {
    const typed = `ada@${`${"𐐨".repeat(50)}.`.repeat(3)}com`;
    expect(new URL(`https://${typed}`).host.length).toBeLessThan(200);
    expect(refusalOf(typed)).toBe("email-too-long");
  });

  test("is measured in the form that goes to the mail server, too", () => {
    const typed = `ada@${`${"ü".repeat(55)}.`.repeat(4)}com`;
    expect(typed.length).toBeLessThan(254);
    expect(refusalOf(typed)).toBe("email-too-long");
  });

  test("that is accepted is accepted again, and means the same, in its compared form", () => {
    fc.assert(
      fc.property(address, (text) => {
        const parsed = parseEmailAddress(text);
        fc.pre(parsed.ok);
        expect(read(parsed.value.key).key).toBe(parsed.value.key);
        expect(read(text.toUpperCase()).key).toBe(parsed.value.key);
      }),
    );
  });
});

describe("is no address:", () => {
  test.each(["", " ", "     "])("nothing at all (%j)", (text) => {
    expect(refusalOf(text)).toBe("email-missing");
  });

  test.each([
    ["a name alone", "ada"],
    ["a missing half", "@example.com"],
    ["the other missing half", "ada@"],
    ["two at once", "a@b@c.com"],
    ["a second domain", "ada@example.com@evil.example"],
    ["an encoded word, which mail software may decode", "=?utf-8?q?ada?=@example.com"],
    ["an encoded word in base64", "=?UTF-8?B?YWRh?=@example.com"],
    ["two with a comma", "ada@example.com,eve@evil.example"],
    ["two with a semicolon", "ada@example.com;eve@evil.example"],
    ["a display name", "Ada <ada@example.com>"],
    ["angle brackets", "<ada@example.com>"],
    ["a quoted local part", '"ada lovelace"@example.com'],
    ["a quoted second address", '"eve@evil.example"@example.com'],
    ["a comment", "ada(comment)@example.com"],
    ["a comment in the domain", "ada@(comment)example.com"],
    ["a group", "friends:ada@example.com;"],
    ["a backslash", "ada\\@example.com"],
    ["a source route", "@relay.example:ada@example.com"],
    ["a space inside", "ada lovelace@example.com"],
    ["a header to be", "ada@example.com\r\nBcc: eve@evil.example"],
    ["an SMTP command to be", "ada@example.com>\r\nRCPT TO:<eve@evil.example"],
    ["a percent-encoded line break in the domain", "ada@example.com%0d%0aBcc"],
    ["a NUL", "ada@example.com\0.evil.example"],
    ["a dot first", ".ada@example.com"],
    ["a dot last", "ada.@example.com"],
    ["two dots", "ada..lovelace@example.com"],
    ["a host without a domain", "ada@localhost"],
    ["a dot after the domain", "ada@example.com."],
    ["an empty label", "ada@example..com"],
    ["a hyphen first in a label", "ada@-example.com"],
    ["a hyphen last in a label", "ada@example-.com"],
    ["an underscore in the domain", "ada@ex_ample.com"],
    ["a label of 64", `ada@${"d".repeat(64)}.com`],
    ["an IPv4 literal", "ada@[192.0.2.7]"],
    ["an IPv6 literal", "ada@[IPv6:2001:db8::1]"],
    ["a bare IPv4 address", "ada@192.0.2.7"],
    ["an IPv4 address in hexadecimal", "ada@0xc0.0x00.0x02.0x07"],
    ["an IPv4 address in two parts", "ada@192.1"],
    ["a top-level domain of digits", "ada@example.123"],
    ["a top-level domain that begins with one", "ada@example.1com"],
    ["a top-level domain that ends with one", "ada@example.com1"],
    ["a port", "ada@example.com:25"],
    ["a path", "ada@example.com/evil"],
    ["a mailto URL", "mailto:ada@example.com"],
  ])("%s", (_, text) => {
    expect(refusalOf(text)).toBe("email-format");
  });

  test.each([
    ["a dotless ı that upper-cases to I (CVE-2019-19844)", "mıke@example.com"],
    ["a K that is the Kelvin sign", "mi\u212Ae@example.com"],
    ["an ſ that upper-cases to S", "mi\u017Fe@example.com"],
    ["any letter beyond ASCII before the @", "müller@example.com"],
    ["a full-width @", "ada＠example.com"],
    ["a full-width letter", "ada@ｅxample.com"],
    ["an ideographic full stop", "ada@example。com"],
    ["a ligature", "ada@oﬃce.example"],
    ["a Kelvin sign in the domain", "ada@\u212Aelvin.example"],
    ["a zero-width space", "ada@exam\u200Bple.com"],
    ["a zero-width joiner", "ada@exam\u200Dple.com"],
    ["a soft hyphen", "ada@exam\u00ADple.com"],
    ["a right-to-left override", "ada@example.\u202Emoc"],
    ["a fraction slash", "ada@example.com\u2044evil.example"],
    ["half a surrogate pair", "ada@\uD800example.com"],
    ["decomposed letters", "ada@mu\u0308ller.example"],
    ["an emoji", "ada@💩.example"],
    ["an emoji in Punycode", "ada@xn--ls8h.example"],
    ["Punycode of nothing", "ada@xn--a.example"],
    ["Punycode of plain letters", "ada@xn--example-.com"],
    ["a full-width letter in Punycode", "ada@xn--x-6q0i.com"],
    ["a zero-width joiner in Punycode", "ada@xn--example-k06c.com"],
    ["marks in another order in Punycode", "ada@xn--9ca45i.com"],
  ])("%s", (_, text) => {
    expect(refusalOf(text)).toBe("email-format");
  });

  test("ten thousand or ten million characters, whatever they are", () => {
    for (const text of ["a".repeat(10_000), " ".repeat(10_000_000), "a@".repeat(5_000_000)]) {
      expect(refusalOf(text)).toBe("email-too-long");
    }
  });

  test("whatever is refused or not, it is decided without throwing and leaves no doubtful byte", () => {
    const nasty = fc.string({ unit: "binary", maxLength: 40 });
    const spliced = fc.tuple(address, nasty, fc.nat(60)).map(([text, noise, at]) => {
      return text.slice(0, at) + noise + text.slice(at);
    });
    fc.assert(
      fc.property(fc.oneof(nasty, spliced), (text) => {
        const parsed = parseEmailAddress(text);
        if (!parsed.ok) return;
        expect(parsed.value.key).toMatch(/^[a-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[a-z0-9.-]{3,252}$/);
        expect(parsed.value.display).not.toMatch(/[\p{C}\p{Z}<>()[\]\\,;:"]/u);
      }),
      { numRuns: 2_000 },
    );
  });
});

describe("one mailbox, counted once:", () => {
  test.each([
    ["ada+1@example.com", "ada@example.com"],
    ["ada+1+2@example.com", "ada@example.com"],
    ["a.d.a+x@gmail.com", "ada@gmail.com"],
    ["a.d.a@googlemail.com", "ada@gmail.com"],
    ["a.d.a@example.com", "a.d.a@example.com"],
    ["a.d.a@notgmail.com", "a.d.a@notgmail.com"],
    ["+tag@example.com", "+tag@example.com"],
  ])("%s counts as %s", (typed, mailbox) => {
    expect(mailboxKey(read(typed).key)).toBe(mailbox);
  });

  test("but tags and dots are part of the address itself", () => {
    expect(read("a.da@gmail.com").key).not.toBe(read("ada@gmail.com").key);
    expect(read("ada+x@gmail.com").key).not.toBe(read("ada@gmail.com").key);
  });
});

describe("hiding an address", () => {
  test.each([
    ["ada@example.com", "a••@example.com"],
    ["Ada.Lovelace@Example.com", "a••@example.com"],
    ["a@example.com", "••@example.com"],
    ["ada@müller.example", "a••@xn--mller-kva.example"],
    ["", "•••"],
    ["my password, in the wrong field", "•••"],
    ['ada@example.com\r\n{"level":60}', "•••"],
  ])("%j becomes %s", (text, masked) => {
    expect(maskEmail(text)).toBe(masked);
  });

  test("never throws and never shows more than the first letter of a name", () => {
    fc.assert(
      fc.property(fc.oneof(address, fc.string({ unit: "binary" })), (text) => {
        expect(maskEmail(text)).toMatch(/^(?:•••|[a-z0-9!#$%&'*+/=?^_`{|}~-]?••@[a-z0-9.-]+)$/);
      }),
    );
  });
});

describe("a new address", () => {
  test.each(["user%evil.com@x.co", "evil.com!user@x.co", "%@x.co", "a.b!c@x.co"])(
    "%s is refused as a route to another server, and read where somebody has it",
    (text) => {
      expect(parseNewAddress(text)).toEqual({ ok: false, reason: "email-source-route" });
      expect(read(text).key).toBe(text);
    },
  );

  test("is otherwise read as every address is", () => {
    fc.assert(
      fc.property(fc.oneof(address, fc.string()), (text) => {
        fc.pre(!/[%!]/.test(text));
        expect(parseNewAddress(text)).toEqual(parseEmailAddress(text));
      }),
    );
  });
});
