import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseEmailAddress, type EmailAddress } from "./email-address.ts";
import { mailReferences } from "./mail-reference.ts";
import { LONGEST_BOUNCE_NAME, returnPaths } from "./return-path.ts";

const NEW = "0123456789abcdefghijklmnopqrstuvwxyzABCDEF";
const OLD = "zyxwvutsrqponmlkjihgfedcba9876543210FEDCBA";
const ID = "019aa5f0-7c1e-7d3a-9b1f-1c2d3e4f5a6b";
const OTHER = "019aa5f0-7c1e-7d3a-9b1f-1c2d3e4f5a6c";

function addressOf(text: string): EmailAddress {
  const parsed = parseEmailAddress(text);
  if (!parsed.ok) throw new Error(text);
  return parsed.value;
}

const ADDRESS = addressOf("bounces@example.com");
const paths = returnPaths(mailReferences([NEW]), ADDRESS);

describe("a return path", () => {
  test("names its mail, and is read again", () => {
    expect(paths.of(ID)).toMatch(
      /^bounces\+019aa5f07c1e7d3a9b1f1c2d3e4f5a6b-[0-9a-f]{20}@example\.com$/,
    );
    expect(paths.read(paths.of(ID))).toBe(ID);
  });

  test("survives servers that change the case", () => {
    expect(paths.read(paths.of(ID).toUpperCase())).toBe(ID);
  });

  test("of an older key is read after a change of keys, and of a forgotten one is not", () => {
    const mailed = returnPaths(mailReferences([OLD]), ADDRESS).of(ID);
    expect(returnPaths(mailReferences([NEW, OLD]), ADDRESS).read(mailed)).toBe(ID);
    expect(returnPaths(mailReferences([NEW]), ADDRESS).read(mailed)).toBeUndefined();
    expect(returnPaths(mailReferences([NEW, OLD]), ADDRESS).of(ID)).toBe(paths.of(ID));
  });

  test("has a local part of at most 64 octets (RFC 5321 4.5.3.1.1)", () => {
    const longest = addressOf(`${"b".repeat(LONGEST_BOUNCE_NAME)}@example.com`);
    const path = returnPaths(mailReferences([NEW]), longest).of(ID);
    expect(path.indexOf("@")).toBe(64);
    expect(returnPaths(mailReferences([NEW]), longest).read(path)).toBe(ID);
    const longer = addressOf(`${"b".repeat(LONGEST_BOUNCE_NAME + 1)}@example.com`);
    expect(() => returnPaths(mailReferences([NEW]), longer)).toThrow(RangeError);
  });

  test("cannot be made of what is no id, nor without a key", () => {
    for (const id of ["1", `${ID}0`, `0${ID}`]) expect(() => paths.of(id)).toThrow(RangeError);
    expect(() => mailReferences([])).toThrow(RangeError);
  });
});

describe("a return path is read as a server on the way may have rewritten it", () => {
  const local = paths.of(ID).split("@")[0]!;
  test.each([
    ["by SRS0", `SRS0=8Dfq=TU=example.com=${local}@forwarder.net`],
    ["by SRS0 with another separator", `SRS0+8Dfq=TU=example.com=${local}@forwarder.net`],
    ["by SRS0 in lower case", `srs0=8dfq=tu=EXAMPLE.com=${local}@forwarder.net`],
    ["by SRS1", `SRS1=k2Lp=first.net==8Dfq=TU=example.com=${local}@second.net`],
    ["by SRS1 after another separator", `SRS1=k2Lp=first.net=+8Df=TU=example.com=${local}@s.net`],
    ["by Microsoft 365", `ada+SRS=8Dfq=TU=example.com=${local}@fabrikam.com`],
    ["by BATV", `prvs=1234abcdef=${local}@example.com`],
    ["with quotes", `"${local}"@example.com`],
    ["with a hyphen for the plus", `${local.replace("+", "-")}@example.com`],
    ["with an equals sign for the plus", `${local.replace("+", "=")}@Example.COM`],
  ])("%s", (_, text) => {
    expect(paths.read(text)).toBe(ID);
  });
});

describe("what is no return path of ours", () => {
  const path = paths.of(ID);
  const check = /-([0-9a-f]{20})@/.exec(path)![1]!;
  test.each([
    ["nothing", ""],
    ["the address itself", "bounces@example.com"],
    ["another mail's check", paths.of(OTHER).replace(/-[0-9a-f]{20}/, `-${check}`)],
    ["no check", path.replace(`-${check}`, "")],
    ["an empty check", path.replace(check, "")],
    ["half a check", path.replace(check, check.slice(0, 10))],
    ["more behind the check", path.replace(check, `${check}-0`)],
    ["another name", path.replace("bounces", "bounce")],
    ["another domain", path.replace("example.com", "example.org")],
    ["a domain below", path.replace("@", "@mail.")],
    ["an id with its hyphens", path.replace(/\+\w+/, `+${ID}`)],
    ["brackets around it", `<${path}>`],
    ["two addresses", `${path},${path}`],
    ["a line break behind it", `${path}\n`],
    ["no separator", path.replace("+", "")],
    ["two separators", path.replace("+", "++")],
    ["half a pair of quotes", `"${path}`],
    ["SRS around another name", `SRS0=h=t=example.com=${path.replace("bounces", "ada")}`],
    ["SRS around another domain", `SRS0=h=t=example.org=${path.split("@")[0]}@forwarder.net`],
    ["SRS around nothing", "SRS0=h=t=example.com=@forwarder.net"],
    ["SRS without a domain", `SRS0=h=t=example.com=${path.split("@")[0]}`],
    ["SRS with a made-up check", `SRS0=h=t=example.com=${path.replace(check, "0".repeat(20))}`],
    ["a wrapping that nobody uses", `wrap=h=t=example.com=${path.split("@")[0]}@forwarder.net`],
  ])("%s", (_, text) => {
    expect(paths.read(text)).toBeUndefined();
  });

  test("is whatever somebody makes up, and every single change of a genuine one", () => {
    fc.assert(fc.property(fc.string(), (text) => paths.read(text) === undefined));
    const places = fc.nat({ max: path.indexOf("@") - 1 });
    fc.assert(
      fc.property(places, fc.constantFrom(..."0123456789abcdefg"), (place, digit) => {
        const changed = path.slice(0, place) + digit + path.slice(place + 1);
        return paths.read(changed) === (changed === path ? ID : undefined);
      }),
    );
  });
});
