// Names of columns, tables and lists, which the same system writes in different ways in different databases.

const folded = new Map<string, string>();

/** Without case and underscores: emailVerified is email_verified. */
export function fold(name: string): string {
  const known = folded.get(name);
  if (known !== undefined) return known;
  const made = name.toLowerCase().replaceAll("_", "");
  if (folded.size < 10_000) folded.set(name, made);
  return made;
}

/** The same for a table, which may have its name in the plural: Account is accounts. */
export const foldTable = (name: string): string => fold(name).replace(/s$/, "");
