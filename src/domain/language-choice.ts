// Chooses one of the languages that a site offers: by name, or by a list of preferences.

/** How much of `Accept-Language` is read, and how many languages of it. Browsers send about a tenth of it. */
const LONGEST = 1000;
const MOST_RANGES = 20;

/** A language that somebody understands, as in `Accept-Language`, and how much they want it: from 0 to 1. */
type Range = { readonly tag: string; readonly weight: number };

/**
 * The offered language that serves somebody who asks for a tag, or undefined. The tag is shortened from its end
 * until it is one that is offered (RFC 4647, 3.4). A language in another script does not serve its readers:
 * `zh-TW` is not served by `zh` or `zh-CN`. If nothing else is there, another region does: `fr-CA` by `fr-FR`.
 *
 * @example
 * ```ts
 * offeredFor("de-AT", ["en", "de"]); // → "de"
 * ```
 */
export function offeredFor<Tag extends string>(
  asked: string,
  offered: readonly Tag[],
): Tag | undefined {
  const same = offered.find((tag) => tag === asked);
  const wanted = same === undefined ? readTag(asked) : undefined;
  if (wanted === undefined) return same;
  const readers = readersOf(wanted);
  const alike = offered.filter((tag) => readers === readersOfOffered(tag));
  for (let tag = wanted.toString(); tag !== ""; tag = shortened(tag)) {
    const found = alike.find((each) => each.toLowerCase() === tag.toLowerCase());
    if (found !== undefined) return found;
  }
  return alike.find((tag) => !isMadeUp(tag));
}

/**
 * The best of the offered languages for a header `Accept-Language`, by its weights; of equal ones the first.
 * Undefined if none is acceptable, and for `*`, which accepts any: then the site's own is right.
 *
 * @example
 * ```ts
 * bestOffered("fr;q=0.8, zh-TW", ["en", "fr", "zh"]); // → "fr"
 * ```
 */
export function bestOffered<Tag extends string>(
  accepted: string,
  offered: readonly Tag[],
): Tag | undefined {
  const ranges = rangesIn(accepted);
  const refused = new Set(
    ranges.filter(({ weight }) => weight === 0).map(({ tag }) => tag.toLowerCase()),
  );
  const left = offered.filter((tag) => !refused.has(tag.toLowerCase()));
  const wanted = ranges
    .filter(({ weight }) => weight > 0)
    .toSorted((one, other) => other.weight - one.weight);
  for (const { tag } of wanted) {
    const found = tag === "*" ? left[0] : offeredFor(tag, left);
    if (found !== undefined) return found;
  }
  return undefined;
}

/**
 * The name of a language, in that language: "Deutsch".
 *
 * @example
 * ```ts
 * ownNameOf("fr"); // → "Français"
 * ```
 */
export function ownNameOf(tag: string): string {
  const known = names.get(tag);
  if (known !== undefined) return known;
  const name = new Intl.DisplayNames([tag], { type: "language" }).of(tag) ?? tag;
  const written = `${name.charAt(0).toLocaleUpperCase(tag)}${name.slice(1)}`;
  names.set(tag, written);
  return written;
}

/** Postern's own, and those of the site: asking Intl takes as long as the rest of a page, and the first time of a process longer. */
const names = new Map([
  ["en", "English"],
  ["de", "Deutsch"],
  ["fr", "Français"],
  ["ar", "العربية"],
]);

function rangesIn(accepted: string): readonly Range[] {
  return accepted
    .slice(0, LONGEST)
    .split(",", MOST_RANGES)
    .flatMap((part) => {
      const [tag = "", ...parameters] = part.split(";").map((piece) => piece.trim());
      const weight = parameters.find((each) => /^q\s*=/i.test(each))?.replace(/^q\s*=\s*/i, "");
      const number = Number(weight ?? 1);
      // A weight that is not one makes the whole range unreadable.
      return tag === "" || !(number >= 0 && number <= 1) ? [] : [{ tag, weight: number }];
    });
}

function readTag(text: string): Intl.Locale | undefined {
  try {
    return text === "" || text.length > 35 ? undefined : new Intl.Locale(text);
  } catch {
    return undefined;
  }
}

/** Who reads a tag also reads another one of the same language in the same script. */
function readersOf(locale: Intl.Locale): string {
  const { language, script } = locale.maximize();
  return `${language} ${script}`;
}

const readersByTag = new Map<string, string>();

/** The same for a tag of the site. These are few, so they are looked up once. */
function readersOfOffered(tag: string): string {
  const known = readersByTag.get(tag) ?? readersOf(new Intl.Locale(tag));
  readersByTag.set(tag, known);
  return known;
}

/** Regions for private use: nobody wants such a language who did not name it. */
const isMadeUp = (tag: string): boolean => /-X[A-Z]$/.test(tag);

/** A tag without its last part, and without a letter that only announces that part. */
const shortened = (tag: string): string => tag.replace(/(?:^|(?:-\w)?-)\w+$/, "");
