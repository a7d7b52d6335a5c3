// Reading a link's token out of what mail programs and people put around it and between its letters.

/** A token, and what stood on either side of it. */
export type FoundToken = {
  readonly before: string;
  readonly token: string;
  readonly behind: string;
};

/** As long as any server takes; of more, nothing is looked at. */
const LONGEST_TEXT = 2_048;

const lengthInBase64 = (bytes: number): number => Math.ceil((bytes * 8) / 6);

/** `["…"]` around a row's id. */
const PAYLOAD = lengthInBase64(JSON.stringify(["A".repeat(22)]).length);

/** Seconds have four bytes until 2106 and five until 9999. */
const [SHORT_TIME, LONG_TIME] = [lengthInBase64(4), lengthInBase64(5)];

/** HMAC-SHA-256. */
const SIGNATURE = lengthInBase64(32);

const TOKEN = new RegExp(
  `[\\w-]{${PAYLOAD}}\\.[\\w-]{${SHORT_TIME},${LONG_TIME}}\\.[\\w-]{${SIGNATURE}}`,
);

/**
 * What is between the letters of a link that was cut into lines: blanks and breaks of any kind,
 * whatever is invisible, the "=" of quoted-printable and the "\" of Markdown. No token has them.
 */
const BETWEEN = /[\p{White_Space}\p{Cc}\p{Default_Ignorable_Code_Point}=\\]/gu;

/** Word processors make a longer one of a hyphen. */
const HYPHENS = /[\p{Pd}\u2212]/gu;

/**
 * The first text in the shape of a link's token. What is found is the text that we mailed or none of
 * ours, which only the codec can tell: there, one token has one spelling as before. Safe because
 * nothing is guessed: letters are left away, and no letter is put in the place of another.
 */
export function findToken(text: string): FoundToken | undefined {
  if (text.length > LONGEST_TEXT) return undefined;
  const clean = decoded(decoded(text)).replace(BETWEEN, "").replace(HYPHENS, "-");
  const found = TOKEN.exec(clean);
  if (found === null) return undefined;
  const [token] = found;
  const end = found.index + token.length;
  return { before: clean.slice(0, found.index), token, behind: clean.slice(end) };
}

/** Twice is what a gateway makes of a link that was encoded already. What is no UTF-8 stays as it is. */
const decoded = (text: string): string =>
  text.replace(/(?:%[0-9A-Fa-f]{2})+/g, (escapes) => {
    try {
      return decodeURIComponent(escapes);
    } catch {
      return escapes;
    }
  });
