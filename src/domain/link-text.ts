// Finds a link's token in text that mail programs and people have added to or broken up.

/** A token, and what stood on either side of it. */
export type FoundToken = {
  readonly before: string;
  readonly token: string;
  readonly behind: string;
};

/** No server takes more; the rest of a longer text is ignored. */
const LONGEST_TEXT = 2_048;

const lengthInBase64 = (bytes: number): number => Math.ceil((bytes * 8) / 6);

/** A row's id as `["…"]`. */
const PAYLOAD = lengthInBase64(JSON.stringify(["A".repeat(22)]).length);

/** Seconds take four bytes until 2106 and five until 9999. */
const [SHORT_TIME, LONG_TIME] = [lengthInBase64(4), lengthInBase64(5)];

/** HMAC-SHA-256. */
const SIGNATURE = lengthInBase64(32);

const TOKEN = new RegExp(
  `[\\w-]{${PAYLOAD}}\\.[\\w-]{${SHORT_TIME},${LONG_TIME}}\\.[\\w-]{${SIGNATURE}}`,
);

/**
 * What stands between the letters of a link that was broken into lines: spaces and breaks of any kind,
 * invisible characters, the "=" of quoted-printable and the "\" of Markdown. No token contains them.
 */
const BETWEEN = /[\p{White_Space}\p{Cc}\p{Default_Ignorable_Code_Point}=\\]/gu;

/** Word processors turn a hyphen into a longer dash. */
const HYPHENS = /[\p{Pd}\u2212]/gu;

/**
 * The first text that has the shape of a link's token. Whether Postern mailed it, only the codec can tell:
 * there, a token still has only one spelling. It is safe because nothing is guessed: characters are removed,
 * and none is replaced by another, except dashes by hyphens.
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

/**
 * Twice, because a gateway may encode a link that was already encoded. Text that is not UTF-8 stays as it is.
 */
const decoded = (text: string): string =>
  text.replace(/(?:%[0-9A-Fa-f]{2})+/g, (escapes) => {
    try {
      return decodeURIComponent(escapes);
    } catch {
      return escapes;
    }
  });
