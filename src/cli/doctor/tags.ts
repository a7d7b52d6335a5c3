/** Reads the tags of a text like `v=DMARC1; p=none` (RFC 6376, section 3.2). Names are in lower case. */
export const tagsOf = (text: string): ReadonlyMap<string, string> =>
  new Map(
    text
      .split(";")
      .map((part) => /^\s*([a-z][a-z0-9_]*)\s*=\s*([\s\S]*?)\s*$/i.exec(part))
      .filter((tag) => tag !== null)
      .map(([, name = "", value = ""]) => [name.toLowerCase(), value]),
  );
