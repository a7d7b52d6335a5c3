// Reads an SVG by a list of what is allowed, and writes it anew from what was read: nothing else can pass.

import { parseXml, XmlElement, XmlError, XmlText } from "@rgrove/parse-xml";
import type { Picture, ReadPicture } from "../domain/brand.ts";
import { done } from "../domain/result.ts";

const SVG = "http://www.w3.org/2000/svg";

/** Shapes, groups, and what fills and cuts them. */
const ELEMENTS = new Set(
  `svg g defs path rect circle ellipse line polyline polygon linearGradient radialGradient stop
   clipPath mask`.split(/\s+/),
);

/** Says nothing about the look: left out. So is all of another namespace, such as an editor's own. */
const SILENT_ELEMENTS = new Set(["title", "desc", "metadata"]);

const ATTRIBUTES = new Set(
  `clip-path clip-rule clipPathUnits color cx cy d display fill fill-opacity fill-rule fx fy
   gradientTransform gradientUnits height id mask mask-type maskContentUnits maskUnits offset
   opacity overflow pathLength points preserveAspectRatio r rx ry shape-rendering spreadMethod
   stop-color stop-opacity stroke stroke-dasharray stroke-dashoffset stroke-linecap
   stroke-linejoin stroke-miterlimit stroke-opacity stroke-width transform vector-effect viewBox
   visibility width x x1 x2 y y1 y2`.split(/\s+/),
);

/** Of the root element, or without an effect on shapes. Of styles only the rest has to be allowed. */
const SILENT_ATTRIBUTES =
  /^(?:xmlns|version|baseProfile|class|role|focusable|enable-background|isolation|mix-blend-mode|paint-order|color-interpolation(?:-filters)?|image-rendering|text-.*|font-.*|line-height|letter-spacing|word-spacing|white-space|writing-mode|direction|-inkscape-.*|data-.*|aria-.*|.*:.*)$/;

/** What people export most often, and how to export it otherwise. */
const ADVICE = new Map(
  Object.entries({
    style: 'export it with "presentation attributes" instead of a style sheet',
    text: "convert texts to paths: each computer has other fonts",
    tspan: "convert texts to paths: each computer has other fonts",
    image: "draw it with shapes, or give a PNG",
    use: "expand copies and symbols to shapes",
    symbol: "expand copies and symbols to shapes",
    filter: "do without effects, or give a PNG",
    pattern: "do without patterns, or give a PNG",
  }),
);

/** References go to the same file only. No other value needs these characters. */
const REFERENCE = /url\(\s*["']?#([\w.-]+)["']?\s*\)/g;
const HARMLESS = /^[\w\s.,#%()+-]*$/;

/** Thrown by the reading below, within this file. */
class Unusable extends Error {}

/** The picture, with only what is allowed; or what it must not have, and what to do. */
export function readSvg(text: string): ReadPicture {
  try {
    const { root } = parseXml(text, { preserveDocumentType: false });
    if (root === null || root.name !== "svg" || root.attributes["xmlns"] !== SVG) {
      throw new Unusable(`this is no SVG: it must begin with <svg xmlns="${SVG}">`);
    }
    if (/<!ENTITY/i.test(text)) throw new Unusable("this SVG has entities: remove its DOCTYPE");
    return done(pictureOf(root));
  } catch (error) {
    if (error instanceof Unusable) return { ok: false, words: error.message };
    // The parser and the writer below call themselves for each level.
    if (error instanceof RangeError)
      return { ok: false, words: "this SVG has too many groups within groups: ungroup them" };
    if (!(error instanceof XmlError)) throw error;
    return { ok: false, words: `line ${error.line} of this SVG cannot be read: export it again` };
  }
}

const LEAST_SIDE = 1;

function pictureOf(root: XmlElement): Picture {
  const { viewBox, width: wide, height: high } = root.attributes;
  const box = (viewBox ?? `0 0 ${pixels(wide)} ${pixels(high)}`)
    .trim()
    .split(/[\s,]+/)
    .map(Number);
  const [, , width = 0, height = 0] = box;
  if (box.length !== 4 || !box.every(Number.isFinite) || Math.min(width, height) < LEAST_SIDE) {
    throw new Unusable('this SVG has no size: give it a viewBox, like viewBox="0 0 120 32"');
  }
  const sized = {
    ...root.attributes,
    viewBox: box.join(" "),
    width: `${width}`,
    height: `${height}`,
  };
  const content = written(new XmlElement("svg", sized, root.children), ` xmlns="${SVG}"`);
  return { type: "image/svg+xml", content: new TextEncoder().encode(content), width, height };
}

const pixels = (length = ""): string => /^([\d.]+)(?:px)?$/.exec(length.trim())?.[1] ?? "none";

function written(element: XmlElement, more = ""): string {
  const { name } = element;
  if (name.includes(":") || SILENT_ELEMENTS.has(name)) return "";
  if (!ELEMENTS.has(name)) {
    throw new Unusable(`this SVG has <${short(name)}>: ${ADVICE.get(name) ?? "remove it"}`);
  }
  const inner = element.children.map((child) => {
    if (child instanceof XmlElement) return written(child);
    if (child instanceof XmlText && child.text.trim() !== "")
      throw new Unusable(`this SVG has text outside of shapes: convert it to paths, or remove it`);
    return "";
  });
  const attributes = attributesOf(element).map(([key, value]) => ` ${key}="${value}"`);
  return `<${name}${more}${attributes.join("")}>${inner.join("")}</${name}>`;
}

/** The allowed attributes. Declarations of `style` become attributes: a page allows no styles but its own. */
function attributesOf({
  name: element,
  attributes,
}: XmlElement): readonly (readonly [string, string])[] {
  const { style = "", ...others } = attributes;
  const styles = style.split(";").flatMap((declaration): [string, string][] => {
    const [property = "", ...value] = declaration.split(":");
    return property.trim() === "" ? [] : [[property.trim(), value.join(":").trim()]];
  });
  const all = new Map([...Object.entries(others), ...styles]);
  return [...all].flatMap(([key, value]) => {
    if (ATTRIBUTES.has(key)) return [[key, harmless(element, key, value)] as const];
    if (SILENT_ATTRIBUTES.test(key) && !isReference(key)) return [];
    throw new Unusable(`this SVG has ${short(key)} on <${element}>: remove it`);
  });
}

/** Gradients may take their colours from others by a reference, which few programs write. */
const isReference = (key: string): boolean => /(?:^|:)href$/.test(key);

function harmless(element: string, key: string, value: string): string {
  const rest = value.replace(REFERENCE, "");
  if (HARMLESS.test(rest) && !/url\s*\(/i.test(rest)) {
    return value.replace(REFERENCE, "url(#$1)").replace(/\s+/g, " ").trim();
  }
  throw new Unusable(
    `this SVG has ${key}="${short(value)}" on <${element}>: only colours, numbers and url(#…) of the same file can stay`,
  );
}

const short = (text: string): string => text.replace(/[^\w.:#() -]/g, "?").slice(0, 40);
