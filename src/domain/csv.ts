// Comma-separated values (RFC 4180) for spreadsheets, which execute what looks like a formula.

type Value = string | number | boolean | null;

/**
 * A heading and lines, each ended as the RFC requires except the last, which the caller ends by printing it.
 */
export const csv = (heading: readonly string[], lines: readonly (readonly Value[])[]): string =>
  [heading, ...lines].map(csvLine).join("\r\n") + "\r";

/** One line, without its end. */
export const csvLine = (values: readonly Value[]): string => values.map(cell).join(",");

/** How formulas begin. Spreadsheets take off white space before, and Japanese ones know the wide characters too. */
const FORMULA = /(^|[;\t])(?=\s*[=+\-@＝＋－＠])/g;

/**
 * What begins like a formula gets an apostrophe, which marks text in spreadsheets: an address comes from a
 * stranger, and "=HYPERLINK(…)" is a valid one. Where people write a comma in numbers, spreadsheets separate columns at
 * semicolons, also within our quotes, so it counts what follows each.
 */
function cell(value: Value): string {
  if (typeof value !== "string") return `${value ?? ""}`;
  const text = value.replace(FORMULA, "$1'");
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
