// Lists of tags like `v=DMARC1; p=none` (RFC 6376 section 3.2), as verifiers really read them.

export type TagList = {
  /** By their names in small letters. Of several with one name, the last: so read those that take such a list at all. */
  readonly tags: ReadonlyMap<string, string>;
  /** What not every verifier reads in the same way, in words. */
  readonly doubts: readonly string[];
};

/** Reads whatever can be read. A list that is broken has doubts. */
export function readTags(text: string): TagList {
  const tags = new Map<string, string>();
  const doubts = new Set<string>();
  const parts = text.split(";");
  for (const [at, part] of parts.entries()) {
    const [, name, value = ""] = /^\s*([a-z][a-z0-9_]*)\s*=\s*([\s\S]*?)\s*$/i.exec(part) ?? [];
    if (name === undefined) {
      if (part.trim() !== "") doubts.add(`"${part.trim()}" is no tag`);
      else if (at < parts.length - 1)
        doubts.add("a tag is empty: two semicolons follow each other");
      continue;
    }
    const key = name.toLowerCase();
    if (key !== name) doubts.add(`the name of the tag ${name} is in capitals`);
    if (tags.has(key)) doubts.add(`the tag ${key} is there twice`);
    tags.set(key, value);
  }
  return { tags, doubts: [...doubts] };
}
