// The macros of SPF (RFC 7208 section 7).

import { isIPv4 } from "node:net";

/** What a receiver knows of a mail. */
export type SpfMail = {
  readonly ip: string;
  /** The envelope sender. */
  readonly sender: string;
  /** The name in EHLO. */
  readonly helo: string;
};

type Letters = Readonly<Record<string, string>>;

/** What the letters stand for, except p, which takes look-ups, and those of explanations. */
function lettersOf({ ip, sender, helo }: SpfMail, domain: string): Letters {
  const at = sender.lastIndexOf("@");
  const local = sender.slice(0, Math.max(0, at)) || "postmaster";
  const of = sender.slice(at + 1);
  const isFour = isIPv4(ip);
  return {
    s: `${local}@${of}`,
    l: local,
    o: of,
    d: domain,
    i: isFour ? ip : nibblesOf(ip).join("."),
    v: isFour ? "in-addr" : "ip6",
    h: helo,
  };
}

/** The 32 digits of an IPv6 address. */
function nibblesOf(ip: string): readonly string[] {
  const dotted = /^(.*:)(\d+)\.(\d+)\.(\d+)\.(\d+)$/.exec(ip);
  const hex = (high = "", low = ""): string => (Number(high) * 256 + Number(low)).toString(16);
  const plain =
    dotted === null
      ? ip
      : `${dotted[1] ?? ""}${hex(dotted[2], dotted[3])}:${hex(dotted[4], dotted[5])}`;
  const [head = "", tail] = plain.split("::");
  const [front, back] = [head, tail ?? ""].map((part) => part.split(":").filter(Boolean));
  const gap = 8 - (front?.length ?? 0) - (back?.length ?? 0);
  const groups = [...(front ?? []), ...Array<string>(Math.max(0, gap)).fill("0"), ...(back ?? [])];
  return [
    ...groups
      .map((group) => group.padStart(4, "0"))
      .join("")
      .toLowerCase(),
  ];
}

const LONGEST = 253;

/**
 * Expands the macros of a domain. `validated` says what %{p} stands for, and is asked only where that is needed. A name that is
 * too long loses labels on its left.
 */
export async function expand(
  text: string,
  mail: SpfMail,
  domain: string,
  validated: () => Promise<string>,
): Promise<{ readonly name: string; readonly isCut: boolean }> {
  const letters: Letters = {
    ...lettersOf(mail, domain),
    p: /%\{p/i.test(text) ? await validated() : "",
  };
  const name = text.replace(
    /%(?:\{([a-z])(\d*)(r?)([^}]*)\}|([%_-]))/gi,
    (
      _,
      letter: string | undefined,
      digits: string,
      reverse: string,
      delimiters: string,
      sign: string,
    ) =>
      letter === undefined
        ? SIGNS[sign]!
        : transformed(letters, letter, { digits, reverse, delimiters }),
  );
  const whole = name.replace(/\.$/, "");
  return { name: shortened(whole), isCut: whole.length > LONGEST };
}

const SIGNS: Readonly<Record<string, string>> = { "%": "%", _: " ", "-": "%20" };

type Transformers = {
  readonly digits: string;
  readonly reverse: string;
  readonly delimiters: string;
};

function transformed(
  letters: Letters,
  letter: string,
  { digits, reverse, delimiters }: Transformers,
): string {
  const value = letters[letter.toLowerCase()] ?? "";
  const signs = delimiters === "" ? "." : delimiters;
  const parts: string[] = [""];
  for (const sign of value) {
    if (signs.includes(sign)) parts.push("");
    else parts.push((parts.pop() ?? "") + sign);
  }
  const ordered = reverse === "" ? parts : parts.toReversed();
  const kept = digits === "" ? ordered : ordered.slice(-Number(digits));
  const text = kept.join(".");
  return letter === letter.toLowerCase() ? text : escaped(text);
}

/** RFC 3986: whatever is not unreserved. */
const escaped = (text: string): string =>
  encodeURIComponent(text).replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16)}`);

function shortened(name: string): string {
  let at = name;
  while (at.length > LONGEST && at.includes(".")) at = at.slice(at.indexOf(".") + 1);
  return at;
}
