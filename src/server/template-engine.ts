// Templates in Liquid, without code, files or properties that are not data. Values are escaped.

import { analyzeSync, Liquid, type Template } from "liquidjs";
import { oneLine } from "../ui/mail-layout.ts";

/** HTML that a template may print as it is: Postern made it. */
class SafeHtml {
  readonly html: string;
  constructor(html: string) {
    this.html = html;
  }
}

export type { SafeHtml };

/** Values are data, which have no class, so that none can claim to be this. */
export const safeHtml = (html: string): SafeHtml => new SafeHtml(html);

/** What a template knows, by name. `true` stands for a value whose members are not known before it is rendered. */
export type Shape = true | { readonly [name: string]: Shape };

export type ParsedTemplate = {
  /** Whether it prints or asks for the variable anywhere. */
  uses(name: string): boolean;
  render(variables: object): string;
};

/** A mistake in a template: where, and what. */
export class TemplateError extends Error {
  override readonly name = "TemplateError";
}

/** Tags that read other templates. */
const FILE_TAGS = ["include", "render", "layout", "block"];

/** As much as a mail or page can need; a template that wants more has an endless loop. */
const LIMITS = { parseLimit: 200_000, renderLimit: 1_000, memoryLimit: 2_000_000 };

const ESCAPED: Readonly<Record<string, string>> = {
  "<": "&lt;",
  ">": "&gt;",
  "&": "&amp;",
  '"': "&quot;",
  "'": "&#39;",
};

/** Text, numbers and truth are printed; of anything else there is nothing to print. */
const asText = (value: unknown): string =>
  value instanceof SafeHtml
    ? value.html
    : ["string", "number", "boolean"].includes(typeof value)
      ? `${value as string}`
      : "";

const asHtml = (value: unknown): string =>
  value instanceof SafeHtml
    ? value.html
    : asText(value).replace(/[<>&"']/g, (each) => ESCAPED[each] ?? each);

/** In plain text, a value is one line: it can not begin a paragraph of its own. */
const asLine = (value: unknown): string => oneLine(asText(value));

const engineFor = (outputEscape: (value: unknown) => string): Liquid => {
  const engine = new Liquid({
    ...LIMITS,
    outputEscape,
    ownPropertyOnly: true,
    strictVariables: true,
    strictFilters: true,
    lenientIf: true,
    // No template is ever looked for in the file system.
    templates: {},
  });
  for (const tag of FILE_TAGS) delete engine.tags[tag];
  delete engine.filters["raw"];
  return engine;
};

const engines = { html: engineFor(asHtml), text: engineFor(asLine) };

/** Reads a template. Throws `TemplateError` for a mistake in it, and for a variable that `shape` does not have. */
export function parseTemplate(
  kind: keyof typeof engines,
  file: string,
  text: string,
  shape: Exclude<Shape, true>,
): ParsedTemplate {
  const engine = engines[kind];
  const template = parsed(engine, file, text);
  const { globals } = analyzeSync(template, { partials: false });
  for (const { segments, location } of Object.values(globals).flat()) {
    const unknown = unknownIn(shape, segments.map(String));
    if (unknown !== undefined) throw new TemplateError(`${file}:${location.row}: ${unknown}`);
  }
  return {
    uses: (name) => Object.hasOwn(globals, name),
    render: (variables) => String(engine.renderSync(template, variables)),
  };
}

function parsed(engine: Liquid, file: string, text: string): Template[] {
  try {
    return engine.parse(text, file);
  } catch (error) {
    const message = error instanceof Error ? (error.message.split("\n")[0] ?? "") : String(error);
    const [, said = message, line = "1"] = /^(.*?), file:.*?, line:(\d+)/.exec(message) ?? [];
    throw new TemplateError(`${file}:${line}: ${said}`);
  }
}

function unknownIn(shape: Shape, names: readonly string[]): string | undefined {
  let here = shape;
  for (const [place, name] of names.entries()) {
    if (here === true) return undefined;
    if (!Object.hasOwn(here, name)) {
      const whole = names.slice(0, place + 1).join(".");
      return `there is no variable ${whole}; there are ${Object.keys(here).join(", ")}`;
    }
    here = here[name] ?? true;
  }
  return undefined;
}
