// The verdicts as a table, for whoever watches.

export type Recorded = {
  readonly kind: string;
  /** Of each tool. */
  readonly versions: Readonly<Record<string, string>>;
  /** By case and tool: the verdict, and the tool's words. */
  readonly cases: Record<string, { readonly verdicts: Record<string, string> }>;
};

/** Markdown: a row for each case on which the tools differ, and how many there are on which they agree. */
export function table({ kind, versions, cases }: Recorded): string {
  const tools = Object.keys(versions);
  const rows = Object.entries(cases).map(([name, { verdicts }]) => [
    name,
    ...tools.map((tool) => verdicts[tool] ?? ""),
  ]);
  const differ = rows.filter(([, ...said]) => new Set(said).size > 1);
  const head = [kind, ...tools.map((tool) => `${tool} ${versions[tool] ?? ""}`)];
  const lines = [head, head.map(() => "---"), ...differ].map((cells) => `| ${cells.join(" | ")} |`);
  return `${lines.join("\n")}\n\nThe tools agree on ${rows.length - differ.length} of ${rows.length} cases.\n`;
}
